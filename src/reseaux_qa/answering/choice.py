"""Which candidate to say: a softmax over weighted traits, learned from judged questions.

A conditional logit model (McFadden, 1974).  ``training/train_choice.py`` learns
the weights on questions of several cities, and what way of answering a
question's words call for (``ways``); silence is a candidate like any
other, so the same weights decide when the page does not say.  Candidates that
tell the same sentences back one another, as in minimum Bayes risk decoding
(Kumar and Byrne, 2004); where none stands out, two are told.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from reseaux_qa.answering.candidate import Candidate, Telling
from reseaux_qa.answering.traits import traits
from reseaux_qa.answering.ways import Ways, called_for, key_of
from reseaux_qa.facts import Records
from reseaux_qa.types import Quote

_BACKING = 0.8  # of the share of a candidate, for one that tells all that it tells
_LIKELIER = 0.5  # share of all refusals together from which one of them is told
_LEAST_SHARE = 0.01  # below, a candidate backs none
_DOUBT = 0.7  # backed share under which a second candidate is looked for
_WORTH_TELLING = 0.15  # share that it must add
_BRIEF = 300  # characters of it, at most


@dataclass(frozen=True, slots=True)
class Choice:
    """The best candidate, how likely it is right, 0 to 1, and another to tell beside it."""

    candidate: Candidate
    confidence: float
    beside: Candidate | None = None


class Chooser:
    """Holds the weights."""

    def __init__(
        self, weights: Mapping[str, float], records: Records, ways: Ways | None = None, calibration: tuple[float, float] = (0.0, 1.0)
    ) -> None:
        """``weights`` by trait, a trait without one counts for nothing; ``calibration`` as for ``calibrated``."""
        self._weights = weights
        self._records = records
        self._ways = ways
        self._calibration = calibration

    @classmethod
    def from_file(cls, path: Path, records: Records, ways: Ways | None = None) -> Chooser:
        """Read the learned weights and calibration (JSON)."""
        learned = json.loads(path.read_text(encoding="utf-8"))
        return cls(learned["weights"], records, ways, tuple(learned["calibration"]))

    def score(self, candidate: Candidate) -> float:
        """How well a candidate fits by its traits."""
        return sum(self._weights.get(name, 0.0) * value for name, value in traits(candidate, self._records).items())

    def scores(self, candidates: Sequence[Candidate]) -> list[float]:
        """How well each fits by its traits and by its way; only differences between candidates of one question mean something."""
        added = called_for(self._ways, (candidate.question.masked for candidate in candidates))
        return [self.score(c) + added.get(c.question.masked, {}).get(key_of(c), 0.0) for c in candidates]

    def choose(self, candidates: Sequence[Candidate]) -> Choice:
        """The best of some candidates, the first of equals, with another where that one alone is too unsure."""
        shares = softmax(self.scores(candidates))
        tellings = [candidate.telling for candidate in candidates]
        best, share = best_of(shares, tellings)
        other = beside(best, shares, tellings) if share < _DOUBT else None
        return Choice(candidates[best], calibrated(share, *self._calibration), None if other is None else candidates[other])


def softmax(scores: Sequence[float]) -> list[float]:
    """The share of each score."""
    top = max(scores)
    powers = [math.exp(score - top) for score in scores]
    return [power / sum(powers) for power in powers]


def best_of(shares: Sequence[float], tellings: Sequence[Telling]) -> tuple[int, float]:
    """The candidate with the largest share once backed by those that tell a part of it, and that share, at most 1.

    Where refusing in one way or another is likelier than not, and than that candidate, the best refusal is.
    """
    backed = [share + _BACKING * _within(n, shares, tellings) for n, share in enumerate(shares)]
    best = max(range(len(backed)), key=backed.__getitem__)
    refusals = [n for n, one in enumerate(tellings) if one.refuses]
    refusing = sum(shares[n] for n in refusals)
    if not tellings[best].refuses and refusing > max(_LIKELIER, backed[best]):
        return max(refusals, key=backed.__getitem__), refusing
    return best, min(backed[best], 1.0)


def _within(whole: int, shares: Sequence[float], tellings: Sequence[Telling]) -> float:
    """The share of the other candidates whose every quote one candidate gives too, to the same effect.

    A longer list is another answer, and so is what is computed from more.
    """
    one = tellings[whole]
    apart = one.rows or one.kind == "computed"
    others = (n for n, share in enumerate(shares) if n != whole and share >= _LEAST_SHARE and tellings[n].kind == one.kind)
    same = (n for n in others if tellings[n].quotes and tellings[n].quotes <= one.quotes)
    return sum(shares[n] for n in same if not apart or tellings[n].quotes == one.quotes)


def beside(best: int, shares: Sequence[float], tellings: Sequence[Telling]) -> int | None:
    """Another candidate, short and on other sentences, that adds enough to be told after a short best one."""
    told = tellings[best]
    if not told.joins or told.length > 2 * _BRIEF:
        return None
    brief = [n for n, one in enumerate(tellings) if one.joins and one.turn is told.turn and one.length <= _BRIEF]
    others = [n for n in brief if tellings[n].quotes and not _overlap(tellings[n], told)]
    added = {n: _covered(told.quotes | tellings[n].quotes, shares, tellings) for n in others}
    other = max(added, key=added.__getitem__, default=best)
    return other if added.get(other, 0.0) > _covered(told.quotes, shares, tellings) + _WORTH_TELLING else None


def _overlap(one: Telling, other: Telling) -> bool:
    return any(a.overlaps(b) for a in one.quotes for b in other.quotes)


def _covered(quotes: frozenset[Quote], shares: Sequence[float], tellings: Sequence[Telling]) -> float:
    """The share of the candidates of which all quotes are among some."""
    joining = (n for n, one in enumerate(tellings) if one.joins and shares[n] >= _LEAST_SHARE)
    return sum(shares[n] for n in joining if tellings[n].quotes and tellings[n].quotes <= quotes)


def calibrated(share: float, offset: float, slope: float) -> float:
    """The chance of being right behind a share of the softmax: a line through their log odds (Platt, 1999)."""
    share = min(max(share, _LEAST), 1 - _LEAST)
    return 1.0 / (1.0 + math.exp(-offset - slope * math.log(share / (1 - share))))


_LEAST = 1e-6
