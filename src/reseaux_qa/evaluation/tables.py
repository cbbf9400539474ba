"""What the terminal shows of a run."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from statistics import fmean

from rich.box import SIMPLE_HEAD
from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from reseaux_qa.evaluation.findings import Finding
from reseaux_qa.evaluation.gold import Problem
from reseaux_qa.evaluation.labels import ranker
from reseaux_qa.evaluation.metrics import TOTAL, Line, lines
from reseaux_qa.evaluation.paired import Comparison, Flips
from reseaux_qa.evaluation.retrieval import MEASURES
from reseaux_qa.evaluation.runs import Result
from reseaux_qa.evaluation.wording import chance, decimal, rate

_WIDE = 170  # where no terminal says how wide it is: a log, a pipe
_RATES = ("justes", "justes et citées", "précision", "rappel", "refus à tort", "refus manqués")
_NUMBERS = ("CRAG", "p50 ms", "p95 ms")


def console(*, stderr: bool = False) -> Console:
    """Where tables go; as wide as they need when the output is no terminal."""
    made = Console(stderr=stderr, highlight=False, markup=False, emoji=False)
    if not made.is_terminal:
        made.width = _WIDE
    return made


def result_table(result: Result) -> Table:
    """A line per category, then the total."""
    table = _table(f"{result.label} ({result.system}), {decimal(result.seconds)} s", "catégorie", "n", *_RATES, *_NUMBERS)
    for line in lines(result.verdicts):
        table.add_row(line.category, str(line.count), *_cells(line), style="bold" if line.category == TOTAL else "")
    return table


def systems_table(results: Sequence[Result]) -> Table:
    """A line per system on the same questions."""
    table = _table("Les systèmes sur les mêmes questions", "système", "n", *_RATES, *_NUMBERS)
    for result in results:
        line = lines(result.verdicts)[-1]
        table.add_row(result.system, str(line.count), *_cells(line))
    return table


def _cells(line: Line) -> list[str]:
    rates = (line.right, line.cited, line.precision, line.recall, line.false_refusals, line.missed_refusals)
    return [*map(rate, rates), decimal(line.score, 2), decimal(line.p50), decimal(line.p95)]


def retrieval_table(results: Sequence[Result]) -> Table | None:
    """A line per ranking of each system; nothing when the measures were not taken."""
    table = _table("Retrouver les passages de la preuve", "système", "recherche", "n", *MEASURES.values())
    for result in results:
        for name, scores in result.retrieval.items():
            means = [decimal(fmean(found[key] for found in scores.values()), 3) if scores else "–" for key in MEASURES]
            table.add_row(result.system, ranker(name), str(len(scores)), *means)
    return table if table.row_count else None


def comparison_view(comparison: Comparison, findings: Sequence[Finding]) -> RenderableType:
    """Who turned, category by category and by name; then what that means."""
    table = _table(f"{comparison.after.system} : avant → maintenant", "catégorie", "n", "gagnées", "perdues", "McNemar")
    for flips in comparison.flips:
        table.add_row(flips.category, str(flips.count), str(len(flips.won)), str(len(flips.lost)), chance(flips.p))
    parts: list[RenderableType] = [table, *_turned(comparison.flips[-1])]
    if comparison.unpaired:
        parts.append(Text(f"{len(comparison.unpaired)} questions sans pendant, laissées de côté : {_some(comparison.unpaired)}"))
    parts += [Text(f"{'✗' if f.grave else '·'} {f.name} : {f.told}", style="bold red" if f.grave else "") for f in findings]
    return Group(*parts)


def _turned(total: Flips) -> list[Text]:
    lost = [Text(f"− {p.after.case.id} : {' ; '.join(p.after.reasons)}", style="red") for p in total.lost]
    return lost + [Text(f"+ {pair.after.case.id}", style="green") for pair in total.won]


def _some(names: Sequence[str], shown: int = 5) -> str:
    return ", ".join(names[:shown]) + (" …" if len(names) > shown else "")


def problems_view(problems: Iterable[Problem]) -> RenderableType:
    """One line per problem of the gold."""
    return Group(*(Text(f"{problem.case} ({problem.category}) : {problem.told}") for problem in problems))


def _table(title: str, first: str, *others: str) -> Table:
    table = Table(title=title, box=SIMPLE_HEAD, title_justify="left", pad_edge=False, padding=(0, 1))
    table.add_column(first, no_wrap=True)
    for name in others:
        table.add_column(name, justify="right")
    return table
