"""Numbers as French readers write them."""

from __future__ import annotations

from reseaux_qa.evaluation.metrics import Rate


def percent(share: float, digits: int = 0) -> str:
    """« 78 % »."""
    return f"{decimal(share * 100, digits)}\u00a0%"


def rate(found: Rate) -> str:
    """« 78 % [61, 89] », or a dash where nothing counts."""
    if not found.count:
        return "–"
    low, high = found.interval
    return f"{percent(found.share)} [{low * 100:.0f}, {high * 100:.0f}]"


def decimal(value: float, digits: int = 1) -> str:
    """« 4,7 »."""
    return f"{value:.{digits}f}".replace(".", ",").replace("-", "−")


def chance(p: float) -> str:
    """« p = 0,012 » to two figures; « p < 0,0001 » below."""
    if p < 0.0001:
        return "p < 0,0001"
    return "p = " + f"{p:.2g}".replace(".", ",")
