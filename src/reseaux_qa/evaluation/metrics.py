"""Verdicts → rates, each with its 95 % Wilson interval; pure functions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import fmean, quantiles

from reseaux_qa.evaluation.judge import Verdict

TOTAL = "total"


@dataclass(frozen=True, slots=True)
class Rate:
    """So many out of so many."""

    hits: int
    count: int

    @classmethod
    def of(cls, outcomes: Iterable[bool]) -> Rate:
        """The rate of the true ones."""
        found = list(outcomes)
        return cls(sum(found), len(found))

    @property
    def share(self) -> float:
        """From 0 to 1; 1 where nothing counts."""
        return self.hits / self.count if self.count else 1.0

    @property
    def interval(self) -> tuple[float, float]:
        """The 95 % interval of Wilson (1927); (0, 1) for no trial."""
        from scipy.stats import binomtest  # half a second, which the command line's help need not wait for

        if not self.count:
            return (0.0, 1.0)
        found = binomtest(self.hits, self.count).proportion_ci(method="wilson")
        return (float(found.low), float(found.high))


def mcnemar(gained: int, lost: int) -> float:
    """The exact two-sided p-value of McNemar's test: could chance alone split the changes so?"""
    from scipy.stats import binomtest

    return float(binomtest(gained, gained + lost).pvalue) if gained + lost else 1.0


@dataclass(frozen=True, slots=True)
class Line:
    """One category in numbers; times in milliseconds, ``score`` from −1 to 1 as CRAG counts."""

    category: str
    count: int
    right: Rate
    cited: Rate
    precision: Rate
    recall: Rate
    false_refusals: Rate
    missed_refusals: Rate
    score: float
    p50: float
    p95: float


def lines(verdicts: Sequence[Verdict]) -> list[Line]:
    """A line per category in order of appearance, then the total."""
    names = dict.fromkeys(verdict.case.category for verdict in verdicts)
    return [_line(name, [v for v in verdicts if v.case.category == name]) for name in names] + [_line(TOTAL, verdicts)]


def _line(name: str, verdicts: Sequence[Verdict]) -> Line:
    times = [v.milliseconds for v in verdicts]
    return Line(
        category=name,
        count=len(verdicts),
        right=Rate.of(v.right for v in verdicts),
        cited=Rate.of(v.right and v.cited for v in verdicts if v.case.answerable and v.case.networks),
        precision=Rate(sum(v.proof.precise for v in verdicts), sum(v.proof.citations for v in verdicts)),
        recall=Rate(sum(v.proof.found for v in verdicts), sum(v.proof.evidence for v in verdicts)),
        false_refusals=Rate.of(v.false_refusal for v in verdicts if v.case.answerable),
        missed_refusals=Rate.of(v.missed_refusal for v in verdicts if not v.case.answerable),
        score=fmean([v.score for v in verdicts]) if verdicts else 0.0,
        p50=percentile(times, 50),
        p95=percentile(times, 95),
    )


def percentile(values: Sequence[float], rank: int) -> float:
    """The percentile by linear interpolation, ends included; 0 for no value."""
    if len(values) < 2:
        return values[0] if values else 0.0
    return quantiles(values, n=100, method="inclusive")[rank - 1]


def calibration(verdicts: Sequence[Verdict], bins: int = 8) -> list[tuple[float, Rate]]:
    """Mean confidence and share right of as many answers in each bin, least sure first."""
    ranked = sorted(verdicts, key=lambda verdict: verdict.support)
    edges = [len(ranked) * n // bins for n in range(bins + 1)]
    groups = [ranked[start:end] for start, end in pairwise(edges) if end > start]
    return [(fmean(v.support for v in group), Rate.of(v.right for v in group)) for group in groups]


def risk_coverage(verdicts: Sequence[Verdict]) -> list[tuple[float, float]]:
    """(coverage, risk) of answering only the best supported questions, from few to all that were answered.

    Coverage is the share of all questions that are answered, risk the share of wrong ones among those.
    """
    answered = [v for v in verdicts if v.answer.answered]
    points = []
    for support in sorted({v.support for v in answered}, reverse=True):
        kept = [v for v in answered if v.support >= support]
        points.append((len(kept) / len(verdicts), sum(not v.right for v in kept) / len(kept)))
    return points
