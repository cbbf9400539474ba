"""What the page says outside of the networks: why the city takes part, who follows it, how to write to it."""

from __future__ import annotations

from collections.abc import Iterator

from reseaux_qa.answering.candidate import Candidate, Way
from reseaux_qa.answering.draft import Draft
from reseaux_qa.answering.evidence import Evidence
from reseaux_qa.answering.expected import holds
from reseaux_qa.answering.texts import shown
from reseaux_qa.facts import Records
from reseaux_qa.facts.told import stems_of
from reseaux_qa.types import Quote

_BEST = 3  # sentences tried alone; the first two also together


def told_outside(evidence: Evidence, records: Records) -> Iterator[Candidate]:
    """The sentences outside of the networks that say most of a question's words, or mean nearly the same."""
    best = sorted(records.outside, key=lambda quote: -_nearness(quote, evidence))[:_BEST]
    pair = sorted(best[:2], key=lambda quote: (quote.source, quote.start))
    for quotes in [*([quote] for quote in best), *([pair] if len(pair) > 1 else [])]:
        draft = Draft()
        for quote in quotes:
            draft.say(shown(quote, draft.page(records.city, quote)))
        yield Candidate(Way.OUTSIDE, evidence, evidence.question, draft)


def _nearness(quote: Quote, evidence: Evidence) -> float:
    hours = "hour" in evidence.kinds and holds(quote.text, "hour")
    return hours + evidence.wanted.share(stems_of(quote)) + evidence.retriever.similarity(evidence.vector, [quote])
