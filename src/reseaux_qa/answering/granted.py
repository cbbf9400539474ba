"""What a question takes for granted, as numbers: how far the page bears it out."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from reseaux_qa.answering.candidate import Candidate
from reseaux_qa.answering.evidence import Evidence
from reseaux_qa.french import fold, says_name
from reseaux_qa.quantities import dates, quantities
from reseaux_qa.types import Bound, Hit, Question, Turning

_BEST = 5  # sentences that may bear it out


def borne(candidate: Candidate) -> Iterator[tuple[str, float]]:
    """How much of it the nearest sentences say, and whether one of them says its years, numbers and names."""
    granted = candidate.evidence.granted
    if granted is None:
        return
    aside = candidate.question.turn is Turning.ASKED or len(candidate.question.parts) > 1
    kind, asks = candidate.kind, "aside" if aside else "why"
    best, exact = _borne_out(granted)
    yield f"borne {asks} {kind}", 1.0
    yield f"borne share {asks} {kind}", best
    if exact is not None:
        yield f"borne {'exactly' if exact else 'otherwise'} {asks} {kind}", 1.0


def _borne_out(granted: Evidence) -> tuple[float, bool | None]:
    hits, question = granted.hits()[:_BEST], granted.question
    best = max((hit.support for hit in hits), default=0.0)
    exact = _exactly(question)
    return best, any(all(_says(hit, item) for item in exact) for hit in hits) if exact else None


def _exactly(question: Question) -> list[str | int]:
    """The years, numbers and names that it says."""
    limits = (*question.years, *question.numbers)
    return [*(limit.value for limit in limits if limit.bound is Bound.EXACT), *question.names]


def _says(hit: Hit, item: str | int) -> bool:
    if isinstance(item, str):
        return says_name(fold(hit.quote.text), item)
    return item in _figures(hit.quote.text)


@lru_cache(maxsize=4096)  # the page's own sentences alone
def _figures(quote: str) -> frozenset[int]:
    """The years and numbers that a sentence of the page says."""
    return frozenset((*(dated.date.year for dated in dates(quote)), *(found.number for found in quantities(quote))))
