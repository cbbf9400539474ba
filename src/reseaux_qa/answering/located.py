"""Countries and parts of the world in a question: which seats, members and mentions they bound.

The country of a city is no fact of the page but of ``geography``; the page's own
word for it, a label before a list or a country in brackets, counts before.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache

from reseaux_qa.answering.asked import is_universal
from reseaux_qa.answering.draft import Draft
from reseaux_qa.answering.phrasing import capital, clean, counted, gone_through, listed
from reseaux_qa.answering.texts import seat_of, sentences_of
from reseaux_qa.facts import Records
from reseaux_qa.facts.told import section_sentences
from reseaux_qa.french import content_stems, fold, names_city, phrase_pattern, says, says_name, stem, words
from reseaux_qa.geography import Region, country_of, is_within, region_of, regions_in
from reseaux_qa.types import Attribute, Fact, Network, Operation, Question, Quote, Section, SectionKind

_WORD = r"[A-ZÀ-Ý]\w+(?:['’-]\w+)*"
_NAME = re.compile(rf"(?<![\w'’-])(?:[dlDL]['’])?({_WORD}(?:(?: (?:de|du|des|la|le|les|sur|en|do|da)){{0,2}} {_WORD})*)")
_LABEL = re.compile(r"[\W_]*([^:\n]{3,40}?)[\s\u00a0]*:[\s\u00a0]+(?=\S)")
_BRACKET = re.compile(r"\s*\(([^()]{3,40})\)")
_LINK = r"[\s']*(?:(?:la|le|les|l'|en|au|aux|de|du|des|d')\s*)*$"
_ALONG = re.compile(r"\b(?:ou|et|ni) (?:en |au |aux |la |le |les |l')?$")
ATLAS = "Le pays des villes vient de l'atlas GeoNames, non de la page."
_LONG = 160  # characters of a line, beyond which only what it names is told
_PLAINLY = 0.5  # probability of a count of countries from which it is one


@dataclass(frozen=True, slots=True)
class Area:
    """The regions that a question asks about and those that it leaves out; ``stems`` of the words that say so."""

    inside: tuple[Region, ...]
    outside: tuple[Region, ...]
    stems: frozenset[str]

    def holds(self, place: str) -> bool:
        """Whether a city or a country is where the question asks; an unknown one is nowhere."""
        wanted = not self.inside or any(is_within(place, region) for region in self.inside)
        return wanted and all(is_within(place, region) is False for region in self.outside)


def area_of(question: Question, networks: Iterable[Network], host: str) -> Area | None:
    """Where a question bounds its answer; a network's own name, « Occitanie Coopération », bounds nothing."""
    text = question.text
    if not regions_in(text):
        return _abroad(text, host)
    found = regions_in(_without_names(text, networks))
    left_out: list[bool] = []
    for _, start, _ in found:
        along = bool(left_out) and left_out[-1] and _ALONG.search(fold(text[:start])) is not None  # « qu'en France ou en Belgique »
        left_out.append(along or _is_left_out(text, start) or (question.negated and len(found) == 1))
    inside = tuple(region for (region, _, _), out in zip(found, left_out, strict=True) if not out)
    outside = tuple(region for (region, _, _), out in zip(found, left_out, strict=True) if out)
    said = frozenset(stem(word.text) for _, start, end in found for word in words(text[start:end]))
    return Area(inside, outside, said) if found else None


def _abroad(text: str, host: str) -> Area | None:
    """« à l'étranger »: anywhere but in the host's own country."""
    said, home = phrase_pattern("bounds", "abroad").search(fold(text).replace("affaires etrangeres", "")), region_of(host)
    return Area((), (home,), frozenset(content_stems(said[0]))) if said and home else None


def _without_names(text: str, networks: Iterable[Network]) -> str:
    names = {name for network in networks for name in (network.name, network.long_name, network.heading.text, *network.aliases) if name}
    for name in sorted(names, key=len, reverse=True):
        at = fold(text).find(fold(name))
        if at >= 0:
            text = text[:at] + " " * len(name) + text[at + len(name) :]
    return text


def _is_left_out(text: str, start: int) -> bool:
    return re.search(phrase_pattern("bounds", "outside").pattern + _LINK, fold(text[:start])) is not None


# --- seats ----------------------------------------------------------------


def seats(question: Question, records: Records, facts: Iterable[Fact]) -> Draft | None:
    """« Deux réseaux : ICLEI (Bonn) et l'ECCAR (Heidelberg) » of the seats that the question bounds; None where it bounds none."""
    draft = Draft()
    area = area_of(question, records.networks, records.host)
    if area is None:
        return None
    every = [fact for fact in facts if not _is_elsewhere(question) or not names_city(fact.text, records.host)]
    found = _once_each(fact for fact in every if area.holds(_home(fact)))
    draft.understood |= area.stems
    told = listed([f"{fact.network.label} ({seat_of(fact)}) {draft.fact(fact)}" for fact in found or every]) if every else ""
    if found:
        draft.say(f"{capital(counted(len(found), 'réseau', 'réseaux'))} : {told}. {ATLAS}")
    elif every:
        draft.say(f"Aucun des réseaux dont la page donne le siège : {told}. {ATLAS}")
    return draft


def _once_each(facts: Iterable[Fact]) -> list[Fact]:
    """A seat told twice is one."""
    return list({(fact.network, seat_of(fact)): fact for fact in facts}.values())


def seat_wanted(question: Question, networks: Iterable[Network], host: str) -> Callable[[Fact], bool] | None:
    """Where a seat must be to satisfy a question that bounds something else by it, « créés après 1995, au siège espagnol »."""
    if question.attribute is Attribute.SEAT or not _SEATED.search(fold(question.text)):
        return None
    area, names = area_of(question, networks, host), [fold(place) for place in question.places if not regions_in(place)]
    if area is None:
        return (lambda fact: any(name in fold(fact.text) for name in names)) if names else None
    return lambda fact: area.holds(_home(fact))


_SEATED = re.compile(r"\b(?:sieges?|sedes?|basee?s?|installee?s?|bureaux|secretariat|headquarter(?:s|ed)|based)\b")


def _is_elsewhere(question: Question) -> bool:
    """« ailleurs que chez nous »: the host's own seats are left out."""
    return says(question.text, "bounds", "elsewhere")


def _home(fact: Fact) -> str:
    """The city of a seat, with the country that the page writes in brackets after it."""
    after = fact.quote.text[fact.quote.text.find(fact.text) + len(fact.text) :]
    bracket = _BRACKET.match(after)
    return f"{seat_of(fact)} ({bracket[1]})" if bracket else seat_of(fact)


# --- members --------------------------------------------------------------


def members(question: Question, network: Network, records: Records) -> Draft:
    """The cities of a network that are where the question asks, as the page names them, and how many they are."""
    draft = Draft()
    area = area_of(question, records.networks, records.host)
    exceptions = _lines(network, Area(area.outside, area.inside, area.stems)) if area and is_universal(question) else []
    found = exceptions or (_lines(network, area) if area else [])
    labelled = bool(found) and all(label for _, _, label, _ in found)
    total = sum(len(names) for *_, names in found)
    counts = question.operation is Operation.COUNT and labelled and len(found) == 1
    for section, quote, label, names in found:
        lead, told = (label, ", ".join(names)) if label else (capital(network.label), listed(names))
        draft.say(f"{lead}{f' ({total})' if counts else ''} : {told} {draft.cite(network, section, quote)}.")
    if area and found:
        draft.understood |= area.stems
        said = labelled or all(_says_where(quote, area) for _, quote, _, _ in found)
        draft.say("" if said else ATLAS)
        draft.precede("Non." if exceptions else "Oui." if question.operation is Operation.VERIFY else "")
    return draft


def countries(question: Question, network: Network, records: Records) -> Draft:
    """« Neuf pays : France, Espagne … » of a list of members that goes by country: all where the page counts none, or those of an area."""
    draft, area = Draft(), area_of(question, records.networks, records.host)
    bounded = area is not None and bool(area.inside)
    if question.asks.get(Attribute.COUNTRIES, 0.0) < _PLAINLY or not (bounded or records.first(network, Attribute.COUNTRIES) is None):
        return Draft()
    lines = [(label, section, quote) for section, quote in sentences_of(network, SectionKind.MEMBERS) if (label := listed_cities(quote)[0])]
    if area is not None and bounded:
        draft.understood |= area.stems
        lines = [line for line in lines if area.holds(line[0])]
    if len(lines) > 1:
        told = listed([f"{label} {draft.cite(network, section, quote)}" for label, section, quote in lines])
        draft.say(f"{capital(counted(len(lines), 'pays', 'pays'))} : {told}.")
        draft.understood |= {stem("pays")}
    return draft


def _says_where(quote: Quote, area: Area) -> bool:
    """« Lyon (France) »: the page itself names the country."""
    return any(says_name(fold(quote.text), region.name) for region in area.inside)


def listing(question: Question, records: Records) -> list[Network]:
    """The one network whose members are listed under a country that the question names, « combien d'escales brésiliennes ? »."""
    area = area_of(question, records.networks, records.host)
    found = [n for n in records.networks if area and area.inside and any(label for _, _, label, _ in _lines(n, area))]
    return found if len(found) == 1 else []


_Line = tuple[Section, Quote, str, list[str]]  # with the country that labels it, or "", and the names that are told of it


def _lines(network: Network, area: Area) -> list[_Line]:
    """The lines about members with the names that an area holds; those of another section where none is."""
    kinds = (SectionKind.MEMBERS, SectionKind.INTRO, SectionKind.OTHER)
    every = ([(section, quote, *_cities(quote, area)) for section, quote in sentences_of(network, kind)] for kind in kinds)
    return next((held for lines in every if (held := _once([line for line in lines if line[3]]))), [])


def _once(lines: list[_Line]) -> list[_Line]:
    """Without the lines that only name again what those before do."""
    said: set[str] = set()
    kept = []
    for line in lines:
        kept += [line] if set(line[3]) - said else []
        said |= set(line[3])
    return kept


def _cities(quote: Quote, area: Area) -> tuple[str, list[str]]:
    label, names = _held(quote, area)
    return label, [name for name in names if label or not regions_in(name)]


def _held(quote: Quote, area: Area) -> tuple[str, list[str]]:
    """The label of a line, and the names of it that are where an area is."""
    label, names = listed_cities(quote)
    if label:
        return label, list(names) if area.holds(label) else []
    return label, [name for name in names if area.holds(name)]


def names_of_area(quote: Quote, area: Area) -> list[str]:
    """The cities and countries of an area that a sentence names."""
    return _held(quote, area)[1]


@lru_cache(maxsize=4096)  # the page's own lines alone
def listed_cities(quote: Quote) -> tuple[str, tuple[str, ...]]:
    """The country that labels a line, or "", and the cities that it names."""
    match = _LABEL.match(quote.text)
    label = match[1] if match and regions_in(match[1]) and country_of(match[1]) else ""
    start = match.end() if match and label else 0
    names = [name for name in _NAME.finditer(quote.text, start) if label or country_of(name[1])]
    return label, tuple(dict.fromkeys(clean(name[1]) for name in names))


def named_cities(network: Network) -> dict[str, tuple[str, Network, Section, Quote]]:
    """Each city that a network's presentation names, by its folded name: as it is written, and where first."""
    found: dict[str, tuple[str, Network, Section, Quote]] = {}
    for section in network.sections:
        for quote in section_sentences(section):
            for name in listed_cities(quote)[1]:
                found.setdefault(fold(name).replace("-", " "), (name, network, section, quote))
    return {key: spot for key, spot in found.items() if not regions_in(spot[0])}


# --- mentions -------------------------------------------------------------


def mentions(question: Question, records: Records) -> Draft:
    """In which networks a country or a city of it is named, each with the first line that does."""
    draft = Draft()
    area = area_of(question, records.networks, records.host)
    named = area is not None and area.inside and not any(region.is_wide for region in area.inside)
    named = named and not any(area.holds(place) for place in question.places if area and not regions_in(place))  # « Trento, en Italie »
    found = [line for network in records.networks if (line := _first(network, area))] if area and named else []
    if not area or not found:
        return Draft()
    draft.understood |= area.stems
    for network, section, quote, _, names in found:
        told = clean(quote.text).rstrip(" .;,") if len(quote.text) <= _LONG else listed(names)
        draft.say(f"- {capital(network.label)} : {told} {draft.cite(network, section, quote)}")
    draft.say(gone_through(records.networks))
    return draft


def _first(network: Network, area: Area) -> tuple[Network, Section, Quote, str, list[str]] | None:
    sections = sorted(network.sections, key=lambda section: section.kind is not SectionKind.MEMBERS)
    lines = ((section, quote, *_held(quote, area)) for section in sections for quote in section_sentences(section))
    return next(((network, *line) for line in lines if line[3]), None)
