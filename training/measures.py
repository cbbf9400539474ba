"""Rankings → nDCG@10, hit@1 and recall@4 by trec_eval, with 95 % bootstrap intervals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from pytrec_eval import RelevanceEvaluator

Values = npt.NDArray[np.float64]

MEASURES = {"nDCG@10": "ndcg_cut_10", "hit@1": "success_1", "recall@4": "recall_4"}
_ASKED = {"ndcg_cut.10", "success.1", "recall.4"}
_RESAMPLES = 2000


@dataclass(frozen=True, slots=True)
class Estimate:
    """A mean in percent and its 95 % interval."""

    mean: float
    low: float
    high: float

    def __str__(self) -> str:
        """As a table shows it."""
        return f"{self.mean:.1f} [{self.low:.1f}, {self.high:.1f}]"


def measured(scores: npt.NDArray[np.float32], relevant: Sequence[frozenset[int]]) -> dict[str, Values]:
    """Each measure of each question, 0 to 1; ``scores`` has a row for each question."""
    qrels = {str(n): {str(place): 1 for place in places} for n, places in enumerate(relevant)}
    run = {str(n): {str(place): float(score) for place, score in enumerate(row)} for n, row in enumerate(scores)}
    found = RelevanceEvaluator(qrels, _ASKED).evaluate(run)
    return {name: np.array([found[str(n)][key] for n in range(len(relevant))]) for name, key in MEASURES.items()}


def estimate(values: Values, seed: int = 0) -> Estimate:
    """The mean in percent; questions are drawn again with replacement to see how much it varies."""
    drawn = np.random.default_rng(seed).integers(len(values), size=(_RESAMPLES, len(values)))
    low, high = np.percentile(100 * values[drawn].mean(axis=1), [2.5, 97.5])
    return Estimate(100 * float(values.mean()), float(low), float(high))
