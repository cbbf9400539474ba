"""Each network as a record of typed facts, each with its span in the source."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache

from reseaux_qa.corpus import Corpus, section_of
from reseaux_qa.facts.clauses import Clause, Reading
from reseaux_qa.facts.doings import Deed, Doing, doings_in, is_presidency
from reseaux_qa.facts.founding import dates_the_start, is_founded_by
from reseaux_qa.facts.patterns import read
from reseaux_qa.french import content_stems, fold, names_city, phrase_pattern, says, sentences, words
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


def is_boilerplate(text: str) -> bool:
    """A line such as « En savoir plus », which says nothing."""
    return phrase_pattern("boilerplate").match(fold(text).strip()) is not None or not any(map(str.isalnum, text))


# The caches below hold the page's own text alone, never a question's.
@lru_cache(maxsize=4096)
def section_sentences(section: Section) -> tuple[Quote, ...]:
    """The sentences of a section that say something."""
    quotes = (section.body.slice(start, end) for start, end in sentences(section.body.text))
    return tuple(quote for quote in quotes if not is_boilerplate(quote.text))


@lru_cache(maxsize=4096)
def topic_of(section: Section) -> frozenset[str]:
    """The stems of a title that says what this network's section is about, « Projet X »; none of a usual one."""
    return frozenset(content_stems(section.title)) if section.kind is SectionKind.OTHER else frozenset()


@lru_cache(maxsize=16384)
def words_of(quote: Quote) -> frozenset[str]:
    """The folded words of a sentence of the page."""
    return frozenset(word.text for word in words(quote.text))


@lru_cache(maxsize=16384)
def names_host(quote: Quote, host: str) -> bool:
    """Whether a sentence of the page names the host or its people."""
    return names_city(quote.text, host)


@lru_cache(maxsize=16384)
def stems_of(quote: Quote) -> frozenset[str]:
    """The stems of the content words of a sentence of the page."""
    return frozenset(content_stems(quote.text))


def extract(network: Network, host: str) -> Iterator[Fact]:
    """Every fact of a network, in the order of the page."""
    names = frozenset(word.text for name in (network.name, *network.aliases) for word in words(name))
    for section in network.sections:
        title, before = section.title, ""
        for number, sentence in enumerate(section_sentences(section)):
            title = title if is_listed(section, sentence) else section.title
            clause = Clause(sentence.text, section.kind, host, title, number == 0, before, names)
            for reading in read(clause):
                yield _fact(network, section, sentence, reading)
            before = sentence.text
            title = before if before.rstrip().endswith(":") else title


def _founding_acts(network: Network) -> Iterator[Fact]:
    """Where no word says that it was created: the charter that several cities signed, or since when it brings them together."""
    for section in network.sections:
        for sentence in section_sentences(section):
            found = dates(sentence.text) if dates_the_start(fold(sentence.text)) else []
            if found and section.kind is not SectionKind.ROLE:
                yield Fact(network, Attribute.CREATED, section, sentence, sentence.text, date=found[0].date)
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
    ours = (s for section, s in told if section.kind is SectionKind.ROLE or names_host(s, host) or "la notre" in fold(s.text))
    return any(is_founded_by(sentence.text, host) for sentence in ours)


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
    def from_corpus(cls, corpus: Corpus) -> Records:
        """Extract the facts of every network."""
        facts = [fact for network in corpus.networks for fact in extract(network, corpus.host)]
        created = {fact.network for fact in facts if fact.attribute is Attribute.CREATED}
        facts += [fact for network in corpus.networks if network not in created for fact in _founding_acts(network)]
        records = cls(corpus.networks, corpus.host, corpus.city, tuple(facts), tuple(_told_outside(corpus)))
        deeds = sorted((*_told_deeds(records), *_presidencies(records)), key=lambda deed: deed.quote.start)
        return replace(records, facts=(*records.facts, *_founding_members(records)), deeds=tuple(deeds))

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


_OTHERS = re.compile(r"\bautres?\b")  # « avec cinq autres villes » counts those of a project
_OUTRIGHT = re.compile(r"\badhe|\brejoin|\bentre|\bmembre|\bdepuis\b")
_TITLED = re.compile(r"\blabell?is|\blabel\b")


def _earliest_and_fullest(fact: Fact) -> tuple[int, bool, bool, int]:
    assert fact.date is not None
    return (fact.date.year, not fact.date.month, fact.section.kind is not SectionKind.DATES, fact.quote.start)


def _telling(fact: Fact) -> tuple[bool, bool, bool, int, bool]:
    """A number of today, in the section about it; those of a committee or who founded come last."""
    founding = says(fact.quote.text, "events", "created")
    others = fact.number is not None and _OTHERS.search(fold(fact.text)) is not None
    return (fact.number is None, fact.inner, fact.date is not None, _SECTION_ORDER.index(fact.section.kind), founding or others)


def _best_counts(facts: Iterable[Fact]) -> list[Fact]:
    """Counts of the section that is about them; an old or a side count only where no other is."""
    ranked = sorted(facts, key=_telling)
    if not ranked:
        return []
    best = ranked[0]
    return [fact for fact in ranked if fact.section is best.section and _telling(fact)[:_OF_A_KIND] == _telling(best)[:_OF_A_KIND]]


_OF_A_KIND = 3  # a number or none, of a committee or not, dated or not
