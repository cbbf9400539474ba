"""Seats held against each other: the cities that have several, what sits where one network does, which networks give none."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from reseaux_qa.answering import named, ordering
from reseaux_qa.answering.draft import Draft
from reseaux_qa.answering.located import area_of
from reseaux_qa.answering.phrasing import capital, gone_through, listed
from reseaux_qa.answering.rows import unsaid
from reseaux_qa.answering.texts import seat_of
from reseaux_qa.facts import Records
from reseaux_qa.french import fold, says
from reseaux_qa.types import Attribute, Fact, Network, Question


def listing(question: Question, records: Records) -> Draft:
    """« Lesquels ont leur siège dans la même ville ? », « … n'indiquent pas leur siège ? », or the seats, bounded or not."""
    if question.places or area_of(question, records.networks, records.host) is not None:
        return named.statements(question, records)
    if question.negated:
        scope = records.scope(question)
        return unsaid("le siège", [seat.network for seat in _seats(records, scope)], scope, of_each="de")
    return _shared(question, records) if says(question.text, "orders", "same_place") else named.statements(question, records)


def _by_city(facts: Iterable[Fact]) -> dict[str, list[Fact]]:
    """The seats of each city, one a network."""
    found: dict[str, dict[Network, Fact]] = defaultdict(dict)
    for fact in facts:
        found[fold(seat_of(fact))].setdefault(fact.network, fact)
    return {city: list(seats.values()) for city, seats in found.items()}


def _seats(records: Records, networks: Iterable[Network]) -> list[Fact]:
    return [fact for network in networks for fact in records.of(network, Attribute.SEAT)]


def _shared(question: Question, records: Records) -> Draft:
    draft = Draft()
    for seats in _by_city(_seats(records, records.scope(question))).values():
        if len(seats) > 1:
            draft.say(f"- {seat_of(seats[0])} : {_told(draft, seats)}")
    return draft.say(gone_through(records.scope(question))) if draft else draft


def _told(draft: Draft, seats: Iterable[Fact]) -> str:
    return listed([f"{fact.network.label} {draft.fact(fact)}" for fact in seats])


def neighbours(question: Question, network: Network, records: Records) -> Draft:
    """« Quels autres réseaux ont leur siège dans la même ville que X ? »."""
    draft = Draft()
    seat = records.first(network, Attribute.SEAT)
    if seat is None or not says(question.text, "orders", "same_place"):
        return draft
    others = [fact for fact in _seats(records, records.networks) if fact.network is not network]
    found = _by_city(others).get(fold(seat_of(seat)), [])
    here = f"{capital(network.label)} ({seat_of(seat)}) {draft.fact(seat)}"
    return draft.say(f"{here} : dans la même ville, {_told(draft, found) if found else 'aucun autre réseau'}.").say(
        gone_through(records.networks)
    )


BESIDE_IT = ordering.BESIDE_IT | {Attribute.SEAT: (neighbours,)}  # what stands beside one network, in time, in size or in one city
