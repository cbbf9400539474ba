"""Questions with gold answers, judged by rules: cases → verdicts → report."""

from reseaux_qa.evaluation.cases import Case, read_cases
from reseaux_qa.evaluation.judge import Verdict, run
from reseaux_qa.evaluation.report import below, lines, measures, table, wilson

__all__ = ["Case", "Verdict", "below", "lines", "measures", "read_cases", "run", "table", "wilson"]
