"""Two results of the same questions, question by question: what was won, what was lost, could it be chance?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from reseaux_qa.evaluation.judge import Verdict
from reseaux_qa.evaluation.metrics import TOTAL, mcnemar
from reseaux_qa.evaluation.runs import Result


@dataclass(frozen=True, slots=True)
class Pair:
    """One question before and after."""

    before: Verdict
    after: Verdict

    @property
    def won(self) -> bool:
        """Wrong before, right after."""
        return self.after.right and not self.before.right

    @property
    def lost(self) -> bool:
        """Right before, wrong after."""
        return self.before.right and not self.after.right

    @property
    def changed(self) -> bool:
        """Whether another text is shown, or other proofs."""
        one, other = self.before.answer, self.after.answer
        return (one.text, one.citations) != (other.text, other.citations)


@dataclass(frozen=True, slots=True)
class Flips:
    """The questions of one category whose verdict turned, and McNemar's exact p."""

    category: str
    count: int
    won: tuple[Pair, ...]
    lost: tuple[Pair, ...]

    @property
    def p(self) -> float:
        """Small when chance alone would hardly split the turned questions so."""
        return mcnemar(len(self.won), len(self.lost))


@dataclass(frozen=True, slots=True)
class Comparison:
    """Pairs of the questions that both results hold with the same gold, and the ids of the others."""

    before: Result
    after: Result
    pairs: tuple[Pair, ...]
    unpaired: tuple[str, ...]

    @property
    def flips(self) -> list[Flips]:
        """A line per category that turned, then the total."""
        names = dict.fromkeys(pair.after.case.category for pair in self.pairs)
        found = [_flips(name, [pair for pair in self.pairs if pair.after.case.category == name]) for name in names]
        return [flips for flips in found if flips.won or flips.lost] + [_flips(TOTAL, self.pairs)]

    @property
    def is_worse(self) -> bool:
        """More questions lost than won."""
        total = self.flips[-1]
        return len(total.lost) > len(total.won)


def compare(before: Result, after: Result) -> Comparison:
    """Pair two results by the questions' ids; a question whose wording or gold changed stands alone."""
    earlier = {verdict.case.id: verdict for verdict in before.verdicts}
    pairs = [Pair(earlier[v.case.id], v) for v in after.verdicts if v.case.id in earlier and earlier[v.case.id].case == v.case]
    paired = {pair.after.case.id for pair in pairs}
    names = dict.fromkeys([*earlier, *(verdict.case.id for verdict in after.verdicts)])
    return Comparison(before, after, tuple(pairs), tuple(name for name in names if name not in paired))


def _flips(category: str, pairs: Sequence[Pair]) -> Flips:
    return Flips(category, len(pairs), _where(lambda pair: pair.won, pairs), _where(lambda pair: pair.lost, pairs))


def _where(holds: Callable[[Pair], bool], pairs: Iterable[Pair]) -> tuple[Pair, ...]:
    return tuple(pair for pair in pairs if holds(pair))
