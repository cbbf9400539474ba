"""Each network as a record of typed facts, each with its span in the source."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from reseaux_qa.corpus import Corpus, section_of
from reseaux_qa.facts.clauses import Clause, Reading
from reseaux_qa.facts.doings import Deed, Doing, doings_in, is_presidency
from reseaux_qa.facts.founding import is_founded_by, start_in
from reseaux_qa.facts.guessing import GUESSED, bundled_guesser, names_within, spots_of
from reseaux_qa.facts.patterns import read
from reseaux_qa.facts.told import is_boilerplate, names_host, section_sentences
from reseaux_qa.french import fold, sentences, words
from reseaux_qa.quantities import dates
from reseaux_qa.types import Attribute, Date, Fact, Network, Question, Quote, Section, SectionKind

_COUNTED = (Attribute.MEMBERS, Attribute.COUNTRIES, Attribute.INHABITANTS, Attribute.PARTNERS)
_SECTION_ORDER = (
    SectionKind.MEMBERS,
    SectionKind.INTRO,
    SectionKind.GOVERNANCE,
    SectionKind.OTHER,
    SectionKind.OBJECTIVES,
    SectionKind.DATES,
    SectionKind.ROLE,
)


def extract(network: Network, host: str) -> Iterator[Fact]:
    """Every fact of a network, in the order of the page."""
    names = frozenset(word.text for name in (network.name, *network.aliases) for word in words(name))
    for section in network.sections:
        title, before = section.title, ""
        for number, sentence in enumerate(section_sentences(section)):
            title = title if is_listed(section, sentence) else section.title
            asked = before if before.endswith("?") else title
            clause = Clause(sentence.text, section.kind, host, asked, number == 0, before, names)
            for reading in read(clause):
                yield _fact(network, section, sentence, reading)
            before = sentence.text
            title = before if before.rstrip().endswith(":") else title


def _founding_acts(network: Network) -> Iterator[Fact]:
    """Where no word says that it was created: the charter that several cities signed, or since when it brings them together."""
    for section in network.sections:
        for sentence in section_sentences(section):
            start, found = start_in(fold(sentence.text)), dates(sentence.text)
            if start and found and section.kind is not SectionKind.ROLE:
                date = next((dated.date for dated in reversed(found) if dated.end <= start.start()), found[0].date)
                yield Fact(network, Attribute.CREATED, section, sentence, sentence.text, date=date)
                return


def _founding_members(records: Records) -> Iterator[Fact]:
    """The host that founded a network has been in it since it was created, unless the page dates its joining otherwise."""
    for network in records.networks:
        created, joined = records.first(network, Attribute.CREATED), records.first(network, Attribute.JOINED)
        undated = joined is None or joined.actor == "métropole"  # which came after the city
        if created is not None and undated and _is_founded_by(network, records.host):
            yield replace(created, attribute=Attribute.JOINED)


def _is_founded_by(network: Network, host: str) -> bool:
    told = ((section, sentence) for section in network.sections for sentence in section_sentences(section))
    ours = (s for section, s in told if section.kind is SectionKind.ROLE or names_host(s, host) or _OURS.search(fold(s.text)))
    return any(is_founded_by(sentence.text, host) for sentence in ours)


def _guessed(records: Records) -> Iterator[Fact]:
    """The creations and joinings that no known wording tells, as far as what is learned is sure."""
    guesser = bundled_guesser()
    for network in records.networks:
        missing = [attribute for attribute in GUESSED if records.first(network, attribute) is None]
        taken = {fact.quote for attribute in GUESSED for fact in records.of(network, attribute)}  # « Née à Brest en 2011 » joins nobody
        spots = [spot for spot in spots_of(network) if spot.sentence not in taken] if missing else []
        for attribute in missing:
            spot = guesser.likeliest(attribute, spots, names_within(network), records.host)
            if spot is not None:
                yield _fact(network, spot.section, spot.sentence, Reading(attribute, 0, len(spot.sentence.text), date=spot.dated.date))


_OURS = re.compile(r"\b(?:la notre|notre ville)\b")


def _told_deeds(records: Records) -> Iterator[Deed]:
    for network in records.networks:
        for section in network.sections:
            told = section_sentences(section)
            for before, quote in zip(("", *(sentence.text for sentence in told)), told, strict=False):
                doings = doings_in(quote.text, section.kind, records.host, before)
                yield from (Deed(doing, network, section, quote) for doing in Doing if doing in doings)


def _presidencies(records: Records) -> Iterator[Deed]:
    held = (fact for network in records.networks for fact in records.of(network, Attribute.PRESIDENCY))
    ours = {fact.quote: fact for fact in held if is_presidency(fact, records.host)}
    yield from (Deed(Doing.PRESIDES, fact.network, fact.section, quote) for quote, fact in ours.items())


def is_listed(section: Section, sentence: Quote) -> bool:
    """Whether a sentence is an item of a list: a bullet or a dash opens its line."""
    line = section.body.text[: sentence.start - section.body.start].rpartition("\n")[2]
    return bool(line.strip()) and not any(map(str.isalnum, line))


def _fact(network: Network, section: Section, sentence: Quote, reading: Reading) -> Fact:
    quote = sentence if len(sentence.text) < _LONG else sentence.slice(reading.start, reading.end)
    return Fact(
        network,
        reading.attribute,
        section,
        quote,
        sentence.text[reading.start : reading.end],
        reading.date,
        reading.number,
        reading.qualifier,
        reading.unit,
        reading.actor,
        reading.inner,
    )


_LONG = 300  # characters: a longer sentence is cut to the value itself


_SAYS = 5  # words from which a line outside of the networks is a sentence
_LABELLED = re.compile(r"[^:]{3,40}:[\W_]*\w")


def _told_outside(corpus: Corpus) -> Iterator[Quote]:
    """Sentences and labelled lines; titles, trails and menus say nothing."""
    for body in corpus.outside:
        for start, end in sentences(body.text):
            text = body.text[start:end]
            whole = len(words(text)) >= _SAYS and text.rstrip("*_ ").endswith((".", "!", "?", "»"))
            if (whole or _LABELLED.match(text) or any(map(str.isdigit, text))) and not is_boilerplate(text):
                yield body.slice(start, end)


@dataclass(frozen=True, slots=True)
class Records:
    """All facts, and the ways questions look at them."""

    networks: tuple[Network, ...]
    host: str
    city: str
    facts: tuple[Fact, ...]
    outside: tuple[Quote, ...] = ()  # the sentences that the page says outside of the networks
    deeds: tuple[Deed, ...] = ()  # what the host does in the networks, in the page's order
    _by_key: dict[tuple[Network, Attribute], tuple[Fact, ...]] = field(init=False, repr=False)
    _told: dict[Quote, frozenset[Attribute]] = field(init=False, repr=False, default_factory=dict)

    def __post_init__(self) -> None:
        """Group the facts by network and attribute once."""
        grouped: dict[tuple[Network, Attribute], list[Fact]] = {}
        for fact in self.facts:
            grouped.setdefault((fact.network, fact.attribute), []).append(fact)
        object.__setattr__(self, "_by_key", {key: tuple(found) for key, found in grouped.items()})

    @classmethod
    def from_corpus(cls, corpus: Corpus, *, guessing: bool = True) -> Records:
        """Extract the facts of every network; unless ``guessing`` is false, what is learned tells what no wording does."""
        facts = [fact for network in corpus.networks for fact in extract(network, corpus.host)]
        created = {fact.network for fact in facts if fact.attribute is Attribute.CREATED}
        facts += [fact for network in corpus.networks if network not in created for fact in _founding_acts(network)]
        records = cls(corpus.networks, corpus.host, corpus.city, tuple(facts), tuple(_told_outside(corpus)))
        deeds = sorted((*_told_deeds(records), *_presidencies(records)), key=lambda deed: deed.quote.start)
        records = replace(records, facts=(*records.facts, *_founding_members(records)), deeds=tuple(deeds))
        return replace(records, facts=(*records.facts, *_guessed(records))) if guessing else records

    def scope(self, question: Question) -> tuple[Network, ...]:
        """The networks that a question is about: those it names, or all but those it leaves out."""
        return question.networks or tuple(network for network in self.networks if network not in question.without)

    def of(self, network: Network, attribute: Attribute) -> tuple[Fact, ...]:
        """The facts of one attribute, most telling first."""
        found = self._by_key.get((network, attribute), ())
        return tuple(_best_counts(found)) if attribute in _COUNTED else found

    def told_in(self, quote: Quote) -> frozenset[Attribute]:
        """The attributes of the facts that a span of the page tells."""
        if quote not in self._told:  # the page's own sentences alone: the cache is bounded by the page
            facts = (fact for fact in self.facts if fact.quote.overlaps(quote))
            self._told[quote] = frozenset(fact.attribute for fact in facts)
        return self._told[quote]

    def section_of(self, quote: Quote) -> Section | None:
        """The section in which a span of the page begins; none for a heading."""
        return section_of(quote, self.networks)

    def numbers(self, network: Network) -> list[Fact]:
        """Every counted fact of a network that no date limits, those about its members first."""
        found = [fact for fact in self.facts if fact.network is network and fact.number is not None and fact.date is None]
        return sorted(found, key=lambda fact: _SECTION_ORDER.index(fact.section.kind))

    def dated(self, network: Network) -> list[Fact]:
        """Whatever the page dates of a network, one fact a sentence, in the order of time."""
        found = {fact.quote: fact for fact in reversed(self.facts) if fact.network is network and fact.date is not None}
        return sorted(found.values(), key=lambda fact: fact.date or Date(0))

    def first(self, network: Network, attribute: Attribute) -> Fact | None:
        """The one fact that answers for an attribute: the earliest date, the main count."""
        found = self.of(network, attribute)
        dated = [fact for fact in found if fact.date is not None]
        if attribute is Attribute.JOINED:
            dated = self._surest(network, dated)
        if attribute in (Attribute.CREATED, Attribute.JOINED):
            return min(dated, key=_earliest_and_fullest, default=None)
        return next((fact for fact in found if fact.number is not None), found[0] if found else None)

    def _surest(self, network: Network, joined: list[Fact]) -> list[Fact]:
        """Joined outright or from the start: « signe la charte » may be another charter's, « labellisée » another title."""
        founding = {fact.quote for fact in self.of(network, Attribute.CREATED)}
        outright = [fact for fact in joined if fact.quote in founding or _OUTRIGHT.search(fold(fact.text))] or joined
        return [fact for fact in outright if not _TITLED.search(fold(fact.text))] or outright


_OUTRIGHT = re.compile(r"\badhe|\brejoin|\bentre|\bmembre|\bdepuis\b")
_TITLED = re.compile(r"\blabell?is|\blabel\b")


def _earliest_and_fullest(fact: Fact) -> tuple[int, bool, bool, int]:
    assert fact.date is not None
    return (fact.date.year, not fact.date.month, fact.section.kind is not SectionKind.DATES, fact.quote.start)


def _telling(fact: Fact) -> tuple[bool, bool, bool, int]:
    """A number of today, in the section about it; those of a committee come last."""
    return (fact.number is None, fact.inner, fact.date is not None, _SECTION_ORDER.index(fact.section.kind))


def _best_counts(facts: Iterable[Fact]) -> list[Fact]:
    """Counts of the section that is about them; an old or a side count only where no other is."""
    ranked = sorted(facts, key=_telling)
    if not ranked:
        return []
    best = ranked[0]
    return [fact for fact in ranked if fact.section is best.section and _telling(fact)[:_OF_A_KIND] == _telling(best)[:_OF_A_KIND]]


_OF_A_KIND = 3  # a number or none, of a committee or not, dated or not
