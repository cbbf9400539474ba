"""The retrieval view: does a ranking find the passages that hold the gold evidence?

The only module that knows pytrec_eval, the reference implementation of these
measures; without it an evaluation has no retrieval view, and says so.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec

from reseaux_qa.assistant import readable
from reseaux_qa.corpus import Corpus
from reseaux_qa.evaluation.cases import Case
from reseaux_qa.evaluation.citations import evidence_spans, meets
from reseaux_qa.types import Quote

MEASURES = {"recall_1": "rappel@1", "recall_3": "rappel@3", "recall_10": "rappel@10", "recip_rank": "MRR", "ndcg_cut_10": "nDCG@10"}
_ASKED = {"recall.1,3,10", "recip_rank", "ndcg_cut.10"}

Scores = Mapping[str, Mapping[str, float]]


@dataclass(frozen=True, slots=True)
class Ranker:
    """All that can be found, and the best of it for a text, best first."""

    units: Sequence[Quote]
    rank: Callable[[str], Sequence[Quote]]

    def best(self, text: str) -> Sequence[Quote]:
        """The ranking for what is readable of a text."""
        return self.rank(readable(text))


def is_installed() -> bool:
    """Whether the measures can be taken."""
    return find_spec("pytrec_eval") is not None


def rankable(cases: Sequence[Case]) -> list[Case]:
    """The questions that stand alone and whose answer is on the page."""
    return [case for case in cases if case.answerable and case.evidence and len(case.turns) == 1]


def measure(ranker: Ranker, cases: Sequence[Case], corpus: Corpus) -> Scores:
    """Each question's measures; a ranking that finds nothing scores 0."""
    import pytrec_eval

    judged = {case.id: _relevant(ranker.units, case, corpus) for case in rankable(cases)}
    judged = {name: found for name, found in judged.items() if found}
    asked = {case.id: case.turns[-1] for case in cases if case.id in judged}
    ranked = {name: _scored(ranker.best(text)) for name, text in asked.items()}
    found = pytrec_eval.RelevanceEvaluator(judged, _ASKED).evaluate(ranked) if judged else {}
    return {name: {key: float(found.get(name, {}).get(key, 0.0)) for key in MEASURES} for name in judged}


def _relevant(units: Sequence[Quote], case: Case, corpus: Corpus) -> dict[str, int]:
    spans = [span for group in evidence_spans(case, corpus) for span in group]
    return {_key(unit): 1 for unit in units if any(meets(unit, span) for span in spans)}


def _scored(units: Sequence[Quote]) -> dict[str, float]:
    return {_key(unit): 1.0 / rank for rank, unit in enumerate(units, 1)}


def _key(unit: Quote) -> str:
    return f"{unit.source}:{unit.start}"
