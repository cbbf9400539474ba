"""The drawings of a report, as SVG of our own: no plotting library at run time."""

from __future__ import annotations

import math
from collections.abc import Sequence

from reseaux_qa.evaluation.drawing import Axes, Plot, dot, line, path, text
from reseaux_qa.evaluation.labels import category
from reseaux_qa.evaluation.metrics import TOTAL, Line, calibration, lines, percentile, risk_coverage
from reseaux_qa.evaluation.runs import Result
from reseaux_qa.evaluation.wording import decimal, percent

_WIDTH, _ROW = 760, 30
_QUARTERS = [(share, percent(share)) for share in (0.0, 0.25, 0.5, 0.75, 1.0)]
_APART = 17  # pixels between two labels


def by_category(found: Sequence[Line]) -> Plot:
    """Each category's share of right answers with its interval, the best first, the total last."""
    total = [one for one in found if one.category == TOTAL]
    rows = sorted((one for one in found if one.category != TOTAL), key=lambda one: -one.right.share) + total
    axes = Axes(190, 14, _WIDTH - 360, _ROW * len(rows))
    shapes = axes.grid(_QUARTERS, [])
    for place, row in enumerate(rows):
        shapes += _interval(axes, axes.top + _ROW * (place + 0.5), row)
    said = ", ".join(f"{category(row.category)} {percent(row.right.share)}" for row in rows)
    return Plot("categories", "Réponses justes par catégorie", said, _WIDTH, int(axes.top + axes.height + 32), tuple(shapes))


def _interval(axes: Axes, y: float, row: Line) -> list[str]:
    low, high = row.right.interval
    bold = row.category == TOTAL
    (start, _), (end, _), (middle, _) = axes.at(low, 0), axes.at(high, 0), axes.at(row.right.share, 0)
    counted = f"{percent(row.right.share)} ({row.right.hits} sur {row.right.count})"
    return [
        text(axes.left - 16, y + 4, category(row.category), anchor="end", bold=bold),
        line((start, y), (end, y), color="band", width=8),
        dot(middle, y, radius=6),
        text(axes.left + axes.width + 20, y + 4, counted, bold=bold),
    ]


def by_coverage(results: Sequence[Result]) -> Plot:
    """Wrong answers among those given, as more and more questions are answered; the other systems as points."""
    axes = Axes(60, 36, _WIDTH - 230, 300)
    curve = risk_coverage(results[0].verdicts)
    others = [(result.system, *points[-1]) for result in results[1:] if (points := risk_coverage(result.verdicts))]
    top = _above(max([risk for _, risk in curve] + [risk for _, _, risk in others], default=1.0))
    shapes = axes.grid(_QUARTERS, [(step / 4, percent(top * step / 4)) for step in range(5)])
    shapes += [path([axes.at(x, y / top) for x, y in curve])] if curve else []
    named = [(results[0].system, *curve[-1])] if curve else []
    shapes += _points(axes, [(name, x, y / top) for name, x, y in named + others], ours=results[0].system)
    shapes += axes.titled("questions répondues", "réponses fausses, de celles qu'il donne")
    said = "Part de réponses fausses selon la part de questions répondues : " + " ; ".join(
        f"{name} {percent(risk)} de fausses pour {percent(coverage)} de répondues" for name, coverage, risk in named + others
    )
    return Plot("couverture", "Risque et couverture", said, _WIDTH, int(axes.top + axes.height + 52), tuple(shapes))


def _above(share: float) -> float:
    """The next round share."""
    return next(top for top in (0.2, 0.4, 0.6, 0.8, 1.0) if share <= top)


def _points(axes: Axes, named: Sequence[tuple[str, float, float]], ours: str) -> list[str]:
    """Points with their names beside the plot, pushed apart where they would overlap."""
    shapes: list[str] = []
    lowest = -math.inf
    for name, x, y in sorted(named, key=lambda point: -point[2]):
        column, row = axes.at(x, y)
        lowest = max(row, lowest + _APART)
        beside = axes.left + axes.width + 10
        shapes += [line((column, row), (beside, lowest), color="muted", width=0.5)]
        shapes += [text(beside + 4, lowest + 4, name, color=_color(name, ours), bold=name == ours)]
    ranked = sorted(named, key=lambda point: point[0] == ours)  # ours is drawn last, above those it hides
    return shapes + [dot(*axes.at(x, y), color=_color(name, ours)) for name, x, y in ranked]


def _color(name: str, ours: str) -> str:
    return "accent" if name == ours else "other"


def by_confidence(result: Result) -> Plot:
    """The share of right answers among those given with like confidence; on the diagonal, confidence tells the truth."""
    axes = Axes(60, 36, _WIDTH - 230, 300)
    found = calibration(result.verdicts)
    shapes = [*axes.grid(_QUARTERS, _QUARTERS), line(axes.at(0, 0), axes.at(1, 1), color="muted", dashed=True)]
    for confidence, right in found:
        low, high = right.interval
        shapes += [line(axes.at(confidence, low), axes.at(confidence, high), color="band", width=6), dot(*axes.at(confidence, right.share))]
    shapes += axes.titled("confiance de l'assistant", "réponses justes")
    said = " ; ".join(f"confiance {percent(confidence)}, justes {percent(right.share)}" for confidence, right in found)
    return Plot("calibrage", "Confiance et justesse", said, _WIDTH, int(axes.top + axes.height + 52), tuple(shapes))


def by_latency(result: Result) -> Plot:
    """The share of answers given within so many milliseconds, on a logarithmic scale."""
    axes = Axes(60, 36, _WIDTH - 110, 240)
    times = sorted(max(verdict.milliseconds, 0.01) for verdict in result.verdicts) or [1.0]
    first, last = math.floor(math.log10(times[0])), math.ceil(math.log10(times[-1]) + 1e-9)

    def along(time: float) -> float:
        return (math.log10(time) - first) / (last - first)

    ticks = [(along(10.0**power), _milliseconds(10.0**power)) for power in range(first, last + 1)]
    shapes = axes.grid(ticks, _QUARTERS) + axes.titled("temps d'attente", "réponses reçues")
    shapes.append(path([axes.at(along(time), place / len(times)) for place, time in enumerate(times, 1)]))
    marks = [(name, percentile(times, rank), rank / 100) for name, rank in (("médiane", 50), ("95 sur 100", 95))]
    for name, time, share in marks:
        column, row = axes.at(along(time), share)
        shapes += [dot(column, row), text(column + 12, row + 16, f"{name} : {_milliseconds(time)}", bold=True)]
    said = " ; ".join(f"{name} : {_milliseconds(time)}" for name, time, _ in marks)
    return Plot("delais", "Temps de réponse", said, _WIDTH, int(axes.top + axes.height + 52), tuple(shapes))


def _milliseconds(time: float) -> str:
    if time >= 1000:
        return f"{decimal(time / 1000, 0)}\u00a0s"
    exact = decimal(time, 0 if time >= 10 else 1 if time >= 1 else 2)
    return f"{exact.rstrip('0').rstrip(',') if ',' in exact else exact}\u00a0ms"


def all_of(results: Sequence[Result]) -> list[Plot]:
    """Every drawing of a run, the first result in front."""
    return [by_category(lines(results[0].verdicts)), by_coverage(results), by_confidence(results[0]), by_latency(results[0])]
