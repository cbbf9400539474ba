"""A candidate as numbers: what was asked for, what it says of the question's words, and how it says it.

Each trait is about one or so.  None knows a network, a city or a word of a
page: weights learned on one city's page serve another's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from reseaux_qa.answering import fees
from reseaux_qa.answering.asked import is_ours
from reseaux_qa.answering.candidate import NEARBY, Candidate, Way
from reseaux_qa.answering.granted import borne
from reseaux_qa.answering.nouns import named
from reseaux_qa.answering.offices import presides
from reseaux_qa.answering.silence import silent
from reseaux_qa.answering.turns import log, turned
from reseaux_qa.facts import Records
from reseaux_qa.facts.told import names_host
from reseaux_qa.french import content_stems, fold, lexicon, says, says_name, stem, words
from reseaux_qa.quantities import dates, quantities
from reseaux_qa.types import Attribute, Bound, Operation, Question, Quote, SectionKind, Status

Trait = tuple[str, float]

_ASKED = (Way.FACT, Way.CHECK, Way.EACH, Way.ITEMS, Way.BOTH, Way.ACROSS, Way.ORDER, Way.SAME_YEAR, Way.CHAT)
_DATED = (Attribute.CREATED, Attribute.JOINED, Attribute.EVENTS)
_COUNTED = (Attribute.MEMBERS, Attribute.COUNTRIES, Attribute.INHABITANTS, Attribute.PARTNERS)
_ORDERED = (Operation.FIRST, Operation.LAST, Operation.MOST, Operation.LEAST, Operation.COMPARE, Operation.TIMELINE)
_OF_SECTION = {
    SectionKind.INTRO: Attribute.DEFINITION,
    SectionKind.OBJECTIVES: Attribute.OBJECTIVES,
    SectionKind.MEMBERS: Attribute.MEMBERS,
    SectionKind.DATES: Attribute.EVENTS,
    SectionKind.ROLE: Attribute.ROLE,
    SectionKind.GOVERNANCE: Attribute.PRESIDENCY,
}
_COUNTING = (Way.ACROSS, Way.ORDER, Way.ITEMS, Way.COUNTED, Way.PLACES, Way.DEEDS)  # ways that count rows themselves
_OF_NETWORKS = (Way.THEME, Way.COVER, Way.PLACES, Way.LOCATED, Way.ROLES)  # ways that tell networks, whatever sentence proves them
_OF_WAY = {
    Way.THEME: (Attribute.NETWORK,),
    Way.COVER: (Attribute.NETWORK,),
    Way.PLACES: (Attribute.NETWORK, Attribute.MEMBERS, Attribute.COUNTRIES),
    Way.DATED: (Attribute.EVENTS,),
    Way.DEEDS: (Attribute.NETWORK, Attribute.EVENTS, Attribute.ROLE),
    Way.ROLES: (Attribute.NETWORK, Attribute.ROLE),
    Way.OUTSIDE: (Attribute.ROLE, Attribute.OBJECTIVES, Attribute.UNSAID),
}
_SPAN = re.compile(r"\b(?:\d+|un) ans?\b|\bmême année\b")
_LABEL = re.compile(r"\W*([^:.;,\d]{3,40}?)[\s*]*(?::|\s[—–-])[\s*]")  # « Cotisation : 3 000 € »
_SUM = re.compile(r", soit (?:au moins |environ )?\d[\d\s]*(?:euros )?en tout")
_YES_NO = re.compile(r"(?:Oui|Non)\b")
_HEAVY = 8.0  # weight of two rare words: what a whole unsaid mass is measured in
_OPENING = 20  # characters within which an answer says how many, « Trois dates : »
_LONG = 300.0  # characters


def traits(candidate: Candidate, records: Records) -> dict[str, float]:
    """Named numbers of a candidate, zero where not given."""
    found: dict[str, float] = {f"way {candidate.way}": 1.0}
    groups: list[Iterator[Trait]] = [silent(candidate, records)]
    if candidate.way in NEARBY:
        groups += [group(candidate) for group in _OF_ANY]
    elif candidate.way is not Way.SILENCE:
        groups = [*(group(candidate) for group in (*_OF_ANY, _sized, _shaped, _granted)), _asked(candidate, records)]
    for group in groups:
        for name, value in group:
            found[name] = found.get(name, 0.0) + value
    return {name: value for name, value in found.items() if value}


def _kind(candidate: Candidate) -> str:
    """What shares the weights of its words: records, sentences, or what the page says instead."""
    if candidate.way in NEARBY:
        return "instead"
    return "record" if candidate.way in _ASKED else "sentence"


# --- what was asked -------------------------------------------------------


def _asked(candidate: Candidate, records: Records) -> Iterator[Trait]:
    question = candidate.question
    if question.host and not candidate.evidence.question.networks:
        yield f"host unsaid {candidate.way}", float(not any(_tells_of_host(quote, records) for quote in candidate.draft.quotes))
    yield from presides(candidate, records)
    yield "fee alone asked", float(fees.is_alone(candidate))
    if candidate.question.attribute is Attribute.EVENTS or candidate.way is Way.DEEDS:
        here = is_ours(question) and says(question.text, "actors", "here")
        yield f"here {candidate.way}", float(here)
    if candidate.way in _ASKED:
        yield "ask", log(question.asks.get(question.attribute, 0.0))
        yield f"ask {candidate.way}", log(question.asks.get(question.attribute, 0.0))
        if candidate.way is not Way.CHAT:
            yield "do", log(question.doings.get(question.operation, 0.0))
            yield f"attribute {question.attribute} {candidate.way}", 1.0
    else:
        told = _told(candidate, records)
        yield "sentence ask", log(sum(question.asks.get(a, 0.0) for a in told))
        yield "sentence open", log(question.asks.get(Attribute.OTHER, 0.0) + question.asks.get(Attribute.UNSAID, 0.0))
        yield "sentence list", question.doings.get(Operation.LIST, 0.0) * float(candidate.way in (Way.THEME, Way.COVER, Way.PLACES))
        if candidate.way is Way.OUTSIDE:
            yield "outside purpose", float(says(question.text, "asks", "purpose"))
        yield f"seat {candidate.way}", question.asks.get(Attribute.SEAT, 0.0) * float(candidate.way in (Way.LOCATED, Way.PLACES))
        yield "sentence theme", question.asks.get(Attribute.NETWORK, 0.0) * float(candidate.way is Way.THEME)
    yield f"unsaid {candidate.way}", question.asks.get(Attribute.UNSAID, 0.0)


def _tells_of_host(quote: Quote, records: Records) -> bool:
    """Whether a sentence names the host or stands in the section about it: « maire de Bordeaux » tells nothing of Brest."""
    section = records.section_of(quote)
    return names_host(quote, records.host) or (section is not None and section.kind is SectionKind.ROLE)


def _told(candidate: Candidate, records: Records) -> set[Attribute]:
    """What the first quoted sentence tells, by its facts and its section."""
    quotes = candidate.draft.quotes[:1]
    told = {Attribute.OTHER, *_OF_WAY.get(candidate.way, ())}
    for quote in quotes:
        told |= records.told_in(quote)
        section = records.section_of(quote)
        if section is not None and section.kind in _OF_SECTION:
            told.add(_OF_SECTION[section.kind])
    return told


# --- what it says of the question's words ---------------------------------


def _said(candidate: Candidate) -> Iterator[Trait]:
    evidence, question = candidate.evidence, candidate.question
    stems = evidence.stems(candidate.draft.quotes) | candidate.draft.understood
    kind = _kind(candidate)
    wanted = evidence.wanted
    said, total = wanted.said(stems), wanted.total
    yield f"{kind} share", said / total if total else 0.5
    yield f"{kind} said", min(said / _HEAVY, 2.0)
    yield f"{kind} unsaid", min((total - said) / _HEAVY, 2.0)
    if kind == "record":
        left = wanted.only(question.terms)
        yield "left share", left.share(stems) if left.terms else 1.0
        yield "left unsaid", min((left.total - left.said(stems)) / _HEAVY, 2.0)
    names = {fold(name) for name in question.names if stem(fold(name)) not in candidate.draft.understood}
    told = [fold(quote.text) for quote in candidate.draft.quotes] if names else []
    missing = sum(not any(says_name(text, name) for text in told) for name in names)
    corrected = candidate.draft.status is Status.NOT_SAID
    yield f"{kind} names missing{' corrected' * corrected}", float(missing)
    yield f"{kind} names said", float(len(names) - missing)
    yield f"{kind} no name said", float(0 < missing == len(names))
    label = _label_stems(candidate.draft.quotes[0].text) if candidate.draft.quotes and kind != "instead" else None
    if label:
        yield f"{kind} label said", float(wanted.said(label) > 0)
    yield f"{kind} near", evidence.retriever.similarity(evidence.vector, candidate.draft.quotes)


def _aimed(candidate: Candidate) -> Iterator[Trait]:
    """Whether it tells what the question aims at: the sentences that answer such a question, or their networks."""
    kind, draft, evidence = _kind(candidate), candidate.draft, candidate.evidence
    retriever, scope = evidence.retriever, evidence.question.networks
    yield f"{kind} aimed", retriever.closeness(evidence.aim, draft.quotes)
    if candidate.way in _OF_NETWORKS:
        yield "networks aimed at", log(retriever.aimed_at_networks(evidence.aim, draft.networks, scope))
    else:
        yield f"{kind} aimed at", log(retriever.aimed_at(evidence.aim, draft.quotes, scope))


def _numbered(candidate: Candidate) -> Iterator[Trait]:
    question, text = candidate.question, " ".join(quote.text for quote in candidate.draft.quotes)
    years = [limit.value for limit in question.years if limit.bound is Bound.EXACT]
    missing = [year for year in years if str(year) not in text]
    corrected = " corrected" * (candidate.draft.status is Status.NOT_SAID)
    computed = " computed" * (candidate.way is Way.ACROSS)
    if years:
        yield f"year missing{corrected}{computed}", float(bool(missing))
        yield f"year said{computed}", float(not missing)
    elif question.years:
        yield f"year bounded {candidate.way}", 1.0
    if question.numbers:
        yield f"numbers {candidate.way}", 1.0
        bounded = any(limit.bound is not Bound.EXACT for limit in question.numbers)
        yield "numbers bounded extreme", float(bounded and question.operation in (Operation.MOST, Operation.LEAST))
        said = frozenset[int]().union(*(_numbers(quote.text) for quote in candidate.draft.quotes))
        exact = [limit.value for limit in question.numbers if limit.bound is Bound.EXACT]
        yield f"numbers missing{corrected}", float(any(value not in said for value in exact))


def _sized(candidate: Candidate) -> Iterator[Trait]:
    """Whether a list tells as many networks as the question speaks of, « deux des réseaux … », a wait how many years, a sum its total."""
    due = candidate.question.doings.get(Operation.DURATION, 0.0)
    yield "span told" if _SPAN.search(candidate.draft.text) else "span lacking", due
    if says(candidate.question.text, "asks", "sums"):
        summed = _SUM.search(candidate.draft.text) is not None
        yield "sum told" if summed else "sum lacking", candidate.question.doings.get(Operation.COUNT, 0.0)
    wanted = candidate.evidence.rows
    if wanted and candidate.rows:
        yield "rows as many" if len(candidate.draft.networks) == wanted else "rows otherwise", 1.0


def _expected(candidate: Candidate) -> Iterator[Trait]:
    """Whether what is said holds the kind of thing that the question's words want."""
    told = " ".join(quote.text for quote in candidate.draft.quotes)
    kind = _kind(candidate)
    for wanted in candidate.evidence.kinds:
        yield f"{wanted} {'held' if candidate.evidence.finds(wanted, told) else 'lacking'} {kind}", 1.0
    plainly = candidate.evidence.plain_kinds
    held = any(candidate.evidence.finds(wanted, told) for wanted in plainly)
    if plainly:
        yield f"unsaid {'held' if held else 'lacking'} {kind}", candidate.question.asks.get(Attribute.UNSAID, 0.0)


# --- how it says it -------------------------------------------------------


def _shaped(candidate: Candidate) -> Iterator[Trait]:
    question, draft = candidate.question, candidate.draft
    text = draft.text
    doings, asks = question.doings, question.asks
    quote = draft.quotes[0].text if draft.quotes else ""
    date_due = float(candidate.evidence.dated)
    count_due = doings.get(Operation.COUNT, 0.0)
    yield "date wanted" if candidate.evidence.finds("date", quote) else "date lacking", date_due
    counted = candidate.way in _COUNTING or _has_number(quote, question) or bool(quantities(text.partition(" : ")[0][:_OPENING]))
    yield "number wanted" if counted else "number lacking", count_due
    yield "yes wanted" if _YES_NO.match(text) else "yes lacking", doings.get(Operation.VERIFY, 0.0)
    yield "yes said", float(_YES_NO.match(text) is not None)
    yield f"{text[:3].lower()} unknown", candidate.evidence.wanted.unknown / 3 * float(_YES_NO.match(text) is not None)
    yield "list wanted", doings.get(Operation.LIST, 0.0) * min(len(draft.quotes), 6) / 6
    yield "items", min(len(draft.quotes), 6) / 6
    yield "length", min(len(text) / _LONG, 3.0)
    yield "length listed", doings.get(Operation.LIST, 0.0) * min(len(text) / _LONG, 3.0)
    yield f"status {draft.status}", 1.0
    yield "corrected yes", doings.get(Operation.VERIFY, 0.0) * (draft.status is Status.NOT_SAID)
    units = candidate.evidence.units
    yield "units said", len(units & {stem(word.text) for word in words(text)}) / len(units) if units else 0.0
    yield "unit named", float(bool(units & _counting(question.attribute)) and candidate.way in _ASKED)
    yield "ordered", sum(doings.get(op, 0.0) for op in _ORDERED) * float(candidate.way not in (Way.ACROSS, Way.EACH, Way.ORDER))
    yield "counted asked", sum(asks.get(a, 0.0) for a in _COUNTED) * float(not counted)
    yield "dated asked", sum(asks.get(a, 0.0) for a in _DATED) * float(not _is_dated(quote))


def _has_number(text: str, question: Question) -> bool:
    given = {limit.value for limit in question.numbers}
    return not given.issuperset(_numbers(text))


# The caches hold the page's own sentences alone, never a question's.
@lru_cache(maxsize=4096)
def _label_stems(quote: str) -> frozenset[str]:
    label = _LABEL.match(quote)
    return frozenset(content_stems(label[1])) if label else frozenset()


@lru_cache(maxsize=4096)
def _is_dated(quote: str) -> bool:
    return bool(dates(quote))


@lru_cache(maxsize=4096)
def _numbers(quote: str) -> frozenset[int]:
    return frozenset(quantity.number for quantity in quantities(quote))


@cache
def _counting(attribute: Attribute) -> frozenset[str]:
    """The stems of the nouns that an attribute counts."""
    return frozenset(map(stem, lexicon()["units"].get(attribute.value, ())))


def _scoped(candidate: Candidate) -> Iterator[Trait]:
    evidence = candidate.evidence
    named = bool(evidence.question.networks)
    if evidence.theme:
        yield "theme told", 1.0
        yield "theme share", evidence.theme
        yield "theme asked", evidence.question.asks.get(Attribute.NETWORK, 0.0)
    elif not named:
        yield f"unnamed {candidate.way}", 1.0
        said = {word.text for word in words(candidate.question.text)}
        yield f"unnamed single {candidate.way}", float(not said.isdisjoint(lexicon()["references"]["single"]))
        yield f"unnamed list {candidate.way}", candidate.question.doings.get(Operation.LIST, 0.0)
        yield f"unnamed value {candidate.way}", candidate.question.doings.get(Operation.VALUE, 0.0)
    if not named or evidence.theme:
        yield "sentence strays", float(candidate.way is Way.SENTENCE and len(candidate.draft.networks) > 1)
        whole = says(evidence.question.text, "asks", "whole")
        yield f"whole {'one' if evidence.theme else candidate.way}", float(whole)


def _granted(candidate: Candidate) -> Iterator[Trait]:
    """What the question takes for granted, by whether the candidate tells, denies or corrects."""
    kind = candidate.kind
    yield from ((f"granted {key} {kind}", 1.0) for key in candidate.evidence.premises)
    yield from borne(candidate)


_OF_ANY = (turned, _said, _aimed, _numbered, _expected, _scoped, named)  # of what the page says instead, too
