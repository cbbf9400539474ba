"""When an answer calls for a picture, and what the picture holds, as a table."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from reseaux_qa.answering.located import listed_cities
from reseaux_qa.answering.phrasing import of
from reseaux_qa.answering.texts import sentences_of
from reseaux_qa.facts import Records
from reseaux_qa.quantities import spell_date
from reseaux_qa.types import Answer, Attribute, Date, Network, Quote, SectionKind

_ENOUGH_NETWORKS, _ENOUGH_COUNTRIES = 3, 3  # fewer are said better in words


@dataclass(frozen=True, slots=True)
class Span:
    """A network in time."""

    network: Network
    created: Date | None
    joined: Date | None


@dataclass(frozen=True, slots=True)
class Country:
    """Member cities of one country, as a page lists them."""

    name: str
    cities: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """When networks were created, and when the city joined."""

    spans: tuple[Span, ...]
    host: str

    @property
    def title(self) -> str:
        """What the picture shows."""
        return "Les réseaux dans le temps"

    @property
    def columns(self) -> tuple[str, ...]:
        """The heads of the table."""
        return ("Réseau", "Création", f"Adhésion {self.host}".strip())

    @property
    def rows(self) -> tuple[tuple[str, ...], ...]:
        """One network a row; an empty cell would be a riddle."""
        return tuple((span.network.name, _date(span.created), _date(span.joined)) for span in self.spans)

    @property
    def path(self) -> str:
        """Where the drawing is: network names alone, never a question."""
        return "/pictures/timeline.svg?networks=" + ",".join(span.network.id for span in self.spans)


@dataclass(frozen=True, slots=True)
class Membership:
    """The member cities of a network, by country."""

    network: Network
    countries: tuple[Country, ...]

    @property
    def title(self) -> str:
        """What the picture shows."""
        return f"Les villes citées {of(self.network)}, par pays"

    @property
    def columns(self) -> tuple[str, ...]:
        """The heads of the table."""
        return ("Pays", "Nombre", "Villes")

    @property
    def rows(self) -> tuple[tuple[str, ...], ...]:
        """One country a row."""
        return tuple((country.name, str(len(country.cities)), ", ".join(country.cities)) for country in self.countries)

    @property
    def path(self) -> str:
        """Where the drawing is."""
        return f"/pictures/members.svg?networks={self.network.id}"


Picture = Timeline | Membership


class Album:
    """Knows where the page gives dates and lists cities, to tell at once what an answer calls for."""

    def __init__(self, records: Records) -> None:
        """Look once at every record."""
        self._records = records
        self._dates = [(network, _dated(network, records)) for network in records.networks]
        self._lists = [(network, [quote for quote, _ in _listed(network)]) for network in records.networks]

    def picture(self, answer: Answer) -> Picture | None:
        """A timeline for dates of several networks, countries for a list of cities, else nothing."""
        quotes = [citation.quote for citation in answer.citations]
        dated = _cited(self._dates, quotes) if len(quotes) >= _ENOUGH_NETWORKS else []
        if len(dated) >= _ENOUGH_NETWORKS:
            return timeline(dated, self._records)
        listing = _cited(self._lists, quotes)
        return membership(listing[0]) if len(listing) == 1 else None


def timeline(networks: Iterable[Network], records: Records) -> Timeline | None:
    """The oldest first; a network whose dates the page does not give comes last; None without a date at all."""
    spans = [Span(network, _first(records, network, Attribute.CREATED), _first(records, network, Attribute.JOINED)) for network in networks]
    dated = any(span.created or span.joined for span in spans)
    return Timeline(tuple(sorted(spans, key=_start)), records.city) if dated else None


def membership(network: Network) -> Membership | None:
    """The cities that a network's page lists under countries, or None where it lists none."""
    found = tuple(country for _, country in _listed(network))
    return Membership(network, found) if len(found) >= _ENOUGH_COUNTRIES else None


def _dated(network: Network, records: Records) -> list[Quote]:
    facts = (*records.of(network, Attribute.CREATED), *records.of(network, Attribute.JOINED))
    return [fact.quote for fact in facts if fact.date is not None]


def _listed(network: Network) -> list[tuple[Quote, Country]]:
    """The lines « Country: city, city » of a network's page; « Présidence : Bordeaux » is none."""
    lines = [(quote, Country(*listed_cities(quote))) for _, quote in sentences_of(network, SectionKind.MEMBERS)]
    return [(quote, country) for quote, country in lines if country.name and country.cities]


def _cited(places: Iterable[tuple[Network, list[Quote]]], quotes: list[Quote]) -> list[Network]:
    return [network for network, spans in places if any(span.overlaps(quote) for span in spans for quote in quotes)]


def _first(records: Records, network: Network, attribute: Attribute) -> Date | None:
    fact = records.first(network, attribute)
    return fact.date if fact else None


def _start(span: Span) -> tuple[int, int, str]:
    first = span.created or span.joined
    return (first.year, first.month, span.network.name) if first else (9999, 0, span.network.name)


def _date(date: Date | None) -> str:
    return spell_date(date) if date else "non indiquée"
