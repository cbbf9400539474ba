"""Offices as numbers: whether a candidate tells who presides the network, where that is asked, or another office."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reseaux_qa.answering.asked import is_ours
from reseaux_qa.answering.candidate import Candidate
from reseaux_qa.facts import Records
from reseaux_qa.facts.doings import is_vice
from reseaux_qa.facts.told import names_host
from reseaux_qa.french import fold, names_city, says
from reseaux_qa.types import Attribute


def presides(candidate: Candidate, records: Records) -> Iterator[tuple[str, float]]:
    """Whether the host presides, where it is asked about, and whose office is told."""
    due, quotes = candidate.question.asks.get(Attribute.PRESIDENCY, 0.0), candidate.draft.quotes
    if is_ours(candidate.question):
        ours = any(names_host(quote, records.host) for quote in quotes)
        yield f"ours presides {'told' if ours else 'untold'} {candidate.kind}", due
        yield f"office elsewhere {candidate.kind}", float(bool(quotes) and all(_is_of_another(q.text, records.host) for q in quotes))
    if quotes:
        yield f"office {_office(candidate, records)} {candidate.kind}", due


_OF_CITY = re.compile(
    r"\b(?:[Mm]aire(?:sse)?|[Bb]ourgmestre|[Ss]yndic|[ÉEée]lue?|[Aa]djointe?|[ÉEée]chevine?)s? (?:de |d['’]|du )([A-ZÀ-Ý][\w’'-]+)"
)


def _is_of_another(sentence: str, host: str) -> bool:
    """« François Moreau, maire de Dijon »: whoever is asked about holds an office of the host."""
    cities = _OF_CITY.findall(sentence)
    return bool(cities) and not any(names_city(city, host) for city in cities)


def _office(candidate: Candidate, records: Records) -> str:
    """Of the network, of a vice-president where none was asked, of a part of the network, or none."""
    quote = candidate.draft.quotes[0]
    facts = [fact for network in candidate.draft.networks for fact in records.of(network, Attribute.PRESIDENCY)]
    told = [fact for fact in facts if fact.quote.overlaps(quote)]
    if not told:
        return "untold"
    if is_vice(fold(quote.text)) and not says(candidate.question.text, "events", "vice"):
        return "of a vice"
    return "of a part" if all(fact.inner for fact in told) else "told"
