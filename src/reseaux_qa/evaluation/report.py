"""Verdicts → a table per category, with 95 % Wilson intervals (Wilson, 1927)."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from reseaux_qa.evaluation.judge import Verdict

_Z = 1.959964  # two-sided 95 %


@dataclass(frozen=True, slots=True)
class Line:
    """One category in numbers; rates are of ``count`` questions, times in milliseconds."""

    category: str
    count: int
    right: int
    cited: int
    citable: int
    false_refusals: int
    missed_refusals: int
    p50: float


def wilson(successes: int, count: int) -> tuple[float, float]:
    """The 95 % interval of a rate, both ends within 0 and 1; (0, 1) for no trial."""
    if not count:
        return (0.0, 1.0)
    rate, z2 = successes / count, _Z**2 / count
    centre = (rate + z2 / 2) / (1 + z2)
    half = _Z * math.sqrt(rate * (1 - rate) / count + z2 / (4 * count)) / (1 + z2)
    return (max(0.0, centre - half), min(1.0, centre + half))


def lines(verdicts: Sequence[Verdict]) -> list[Line]:
    """A line per category in order of appearance, then the total."""
    names = dict.fromkeys(verdict.case.category for verdict in verdicts)
    return [_line(name, [v for v in verdicts if v.case.category == name]) for name in names] + [_line("total", verdicts)]


def _line(name: str, verdicts: Sequence[Verdict]) -> Line:
    citable = [v for v in verdicts if v.case.answerable and v.case.networks]
    return Line(
        name,
        len(verdicts),
        sum(v.right for v in verdicts),
        sum(v.right and v.cited for v in citable),
        len(citable),
        sum(v.false_refusal for v in verdicts),
        sum(v.missed_refusal for v in verdicts),
        median([v.milliseconds for v in verdicts]) if verdicts else 0.0,
    )


def table(found: Iterable[Line]) -> str:
    """The lines as fixed-width text, for a terminal."""
    head = (
        f"{'catégorie':<16}{'n':>5}{'justes':>9}{'[95 %]':>14}{'justes et cités':>17}{'refus à tort':>14}{'refus manqués':>15}{'p50 ms':>8}"
    )
    return "\n".join([head, *(_row(line) for line in found)])


def _row(line: Line) -> str:
    low, high = wilson(line.right, line.count)
    cited = f"{line.cited}/{line.citable}" if line.citable else "–"
    rate = f"{line.right / line.count:.1%}" if line.count else "–"
    interval = f"[{low:.0%}, {high:.0%}]"
    head = f"{line.category:<16}{line.count:>5}{rate:>9}{interval:>14}{cited:>17}"
    return f"{head}{line.false_refusals:>14}{line.missed_refusals:>15}{line.p50:>8.1f}"


def below(verdicts: Sequence[Verdict], thresholds: Mapping[str, float]) -> list[str]:
    """The thresholds that a run misses, in French; unknown names are an error of the editor's."""
    measured = measures(verdicts)
    return [
        f"{name} : {measured[name]:.1%} au lieu de {wanted:.1%} au moins" for name, wanted in thresholds.items() if measured[name] < wanted
    ]


def measures(verdicts: Sequence[Verdict]) -> dict[str, float]:
    """The rates that thresholds are set on, each from 0 to 1; 1 where nothing counts."""
    facts = [v for v in verdicts if v.case.category == "single_fact" and v.case.answerable]
    answerable = [v for v in verdicts if v.case.answerable]
    refusable = [v for v in verdicts if not v.case.answerable]
    return {
        "single_fact_right_and_cited": _share([v.right and v.cited for v in facts]),
        "answerable_right": _share([v.right for v in answerable]),
        "unanswerable_refused": _share([not v.answer.answered for v in refusable]),
        "verbatim": _share([v.verbatim for v in verdicts]),
    }


def _share(outcomes: Sequence[bool]) -> float:
    return sum(outcomes) / len(outcomes) if outcomes else 1.0
