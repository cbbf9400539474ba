"""Which candidate to say: a softmax over weighted traits, learned from judged questions.

A conditional logit model (McFadden, 1974).  ``training/train_choice.py`` learns
the weights on questions of several cities; silence is a candidate like any
other, so the same weights decide when the page does not say.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from reseaux_qa.answering.candidates import Candidate
from reseaux_qa.answering.traits import traits
from reseaux_qa.facts import Records


@dataclass(frozen=True, slots=True)
class Choice:
    """The best candidate, and how likely it is right, 0 to 1."""

    candidate: Candidate
    confidence: float


class Chooser:
    """Holds the weights."""

    def __init__(self, weights: Mapping[str, float], records: Records, calibration: tuple[float, float] = (0.0, 1.0)) -> None:
        """``weights`` by trait, a trait without one counts for nothing; ``calibration`` as for ``calibrated``."""
        self._weights = weights
        self._records = records
        self._calibration = calibration

    @classmethod
    def from_file(cls, path: Path, records: Records) -> Chooser:
        """Read the learned weights and calibration (JSON)."""
        learned = json.loads(path.read_text(encoding="utf-8"))
        return cls(learned["weights"], records, tuple(learned["calibration"]))

    def score(self, candidate: Candidate) -> float:
        """How well a candidate fits; only differences between candidates of one question mean something."""
        return sum(self._weights.get(name, 0.0) * value for name, value in traits(candidate, self._records).items())

    def choose(self, candidates: Sequence[Candidate]) -> Choice:
        """The best of some candidates, the first of equals."""
        scores = [self.score(candidate) for candidate in candidates]
        best = max(range(len(scores)), key=scores.__getitem__)
        share = 1.0 / sum(math.exp(min(score - scores[best], 0.0)) for score in scores)
        return Choice(candidates[best], calibrated(share, *self._calibration))


def calibrated(share: float, offset: float, slope: float) -> float:
    """The chance of being right behind a share of the softmax: a line through their log odds (Platt, 1999)."""
    share = min(max(share, _LEAST), 1 - _LEAST)
    return 1.0 / (1.0 + math.exp(-offset - slope * math.log(share / (1 - share))))


_LEAST = 1e-6
