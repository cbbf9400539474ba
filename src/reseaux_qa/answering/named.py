"""Cities, people and roles across networks: who is named where, who presides what, what happened when."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from rapidfuzz.distance import OSA

from reseaux_qa.answering import located
from reseaux_qa.answering.asked import is_ours, left_out
from reseaux_qa.answering.draft import Draft
from reseaux_qa.answering.phrasing import as_written, capital, clean, counted, gone_through, listed, lower_first
from reseaux_qa.answering.single import stated
from reseaux_qa.answering.texts import focus, member_naming, seat_of, shown
from reseaux_qa.facts import Records
from reseaux_qa.facts.clauses import clause_around, pattern_of
from reseaux_qa.facts.doings import of_host
from reseaux_qa.facts.kinds import Kind, Name, Role, role_of
from reseaux_qa.facts.told import section_sentences, words_of
from reseaux_qa.french import fold, names_city, says, says_name, words
from reseaux_qa.geography import regions_in
from reseaux_qa.quantities import dates
from reseaux_qa.types import Attribute, Fact, Network, Operation, Question, Quote, Section, SectionKind, Status
from reseaux_qa.understanding.limits import within

_SLIP = 6  # letters from which one letter too many is a slip
_LONG = 200  # characters: beyond, only the clause that states it


Mention = tuple[Network, Section, Quote]


def mentions(question: Question, records: Records) -> list[Mention]:
    """For each network in scope, the sentence that best names the question's places."""
    wanted = _narrowest({fold(place) for place in question.names})
    found = []
    for network in records.scope(question):
        here = [
            (section, quote)
            for section in sorted(network.sections, key=lambda s: s.kind is not SectionKind.MEMBERS)
            for quote in section_sentences(section)
            if _names(quote, wanted)
        ]
        here = here or _apart(network, wanted)
        if here:
            found.append((network, *here[0]))
    return found


def _narrowest(names: set[str]) -> set[str]:
    """« Trento, en Italie » names a city: its country only says where that is."""
    countries = {name for name in names if regions_in(name)}
    return names - countries or names


def _apart(network: Network, wanted: set[str]) -> list[tuple[Section, Quote]]:
    """The first sentence that says one of some names, where each is said by some sentence."""
    said = [(section, quote) for section in network.sections for quote in section_sentences(section)]
    first = [next(((s, q) for s, q in said if _names(q, {name})), None) for name in sorted(wanted)]
    return [found for found in first if found] if len(wanted) > 1 and all(first) else []


def _names(quote: Quote, wanted: set[str]) -> bool:
    """Whether a sentence says each name; « Barcelonae » still names Barcelone."""
    said = words_of(quote)
    return all(name in said or any(_slips(word, name) for word in said) for name in wanted)


def _slips(word: str, name: str) -> bool:
    """Whether a word is a long name with one slip of the pen."""
    return len(name) > _SLIP and word[0] == name[0] and 0 <= len(word) - len(name) <= 1 and OSA.distance(word, name) <= 1


def places(question: Question, records: Records) -> Draft:
    """In which networks a city, a country or a person is named."""
    if not question.places and not question.strangers:
        return Draft()
    found = mentions(question, records)
    return told_of(found, question, records) if found else _each_apart(question, records)


def told_of(found: Sequence[Mention], question: Question, records: Records) -> Draft:
    """Where a question's names stand, as ``mentions`` found them."""
    draft = Draft()
    name = " ".join(as_written(name, question.text) for name in question.names)
    if len(found) == 1 and len(records.scope(question)) > 1:
        network, section, quote = found[0]
        names = question.names
        whole = member_naming(quote, names) or focus(quote, (*question.words, *names))
        draft.say(f"{capital(network.label)} : {shown(whole, draft.cite(network, section, whole))}")
        return draft
    draft.say(f"La page cite {name} dans {counted(len(found), 'fiche', feminine=True)} sur {len(records.scope(question))} :")
    for network, section, quote in found:
        part = _part(quote, section, question)
        if part and len(quote.text) > _LISTED:
            draft.say(f"- {capital(network.label)} : {part} {draft.cite(network, section, quote)}")
        else:
            _say_around(draft, network, section, _around_name(quote, question))
    return draft


_LISTED = 90  # characters from which a list of names is not told again to show one of them
_PARTS = {Role.MEMBER: "parmi les membres", Role.FOUNDER: "parmi les fondateurs"}


def _part(quote: Quote, section: Section, question: Question) -> str:
    """What the one place asked about is in a list of names: a member, a founder."""
    names = [fold(name) for name in question.names]
    spot = next((word for word in words(quote.text) if word.text in names or any(_slips(word.text, name) for name in names)), None)
    if spot is None or len(names) > 1 or quote.text.count(",") < _LIST:
        return ""
    return _PARTS.get(role_of(Name(quote.text, spot.start, spot.end), Kind.CITY, section), "")


_LIST = 4  # commas from which a sentence is a list


def _each_apart(question: Question, records: Records) -> Draft:
    """« Rebsamen, Juppé, Hidalgo : à chacun son réseau »: where each of several names is, if no network has them all."""
    draft = Draft()
    names = tuple(dict.fromkeys(question.names))
    found = {name: mentions(replace(question, places=(name,), strangers=()), records) for name in names}
    for name in names if len(names) > 1 and all(found.values()) else ():
        network, section, quote = found[name][0]
        _say_around(draft, network, section, _around(quote, fold(name)))
    return draft


def _say_around(draft: Draft, network: Network, section: Section, short: Quote) -> None:
    draft.say(f"- {capital(network.label)} : « {clean(short.text).rstrip(' .;,')} » {draft.cite(network, section, short)}")


def _around_name(quote: Quote, question: Question) -> Quote:
    return _around(quote, *(fold(place) for place in question.names))


def _around(quote: Quote, *names: str) -> Quote:
    """A long sentence cut to the clause that says one of some names."""
    if len(quote.text) < 160:
        return quote
    spot = next((w for w in words(quote.text) if any(says_name(w.text, name) for name in names)), None)
    return quote if spot is None else _clause(quote, spot.start, spot.end)


def presidencies(question: Question, records: Records) -> Draft:
    """Who presides what: the host's own presidencies, or those of a place or person."""
    draft = Draft()
    facts = [fact for n in records.scope(question) for fact in records.of(n, Attribute.PRESIDENCY)]
    names = {fold(name) for name in question.names}
    if names:
        facts = [fact for fact in facts if _names(fact.quote, names)]
    elif (area := located.area_of(question, records.networks, records.host)) is not None:  # « une ville italienne comme présidente »
        facts = [fact for fact in facts if located.names_of_area(fact.quote, area)]
        draft.understood |= area.stems
    elif is_ours(question):
        facts = [fact for fact in facts if not fact.inner and of_host(fact, records.host)]
    if says(question.text, "events", "vice"):
        facts = [fact for fact in facts if says(fact.text, "events", "vice")]
    facts = [f for f in facts if not question.years or (f.date is not None and within(f.date.year, question.years))]
    _open(draft, question, facts)
    for fact in list({fact.quote: fact for fact in facts}.values())[:20]:
        draft.say(f"- {capital(fact.network.label)} : {lower_first(stated(fact, draft.fact(fact)))}")
    return _checked(draft, question, records)


def _open(draft: Draft, question: Question, facts: Sequence[Fact]) -> None:
    """« Trois réseaux : » before the lines, where their number is asked for."""
    networks = {fact.network for fact in facts}
    if question.operation is Operation.COUNT and networks:
        draft.say(f"{capital(counted(len(networks), 'réseau', 'réseaux'))} :")


def all_networks(question: Question, records: Records) -> Draft:
    """The networks of the page, one by one; a question that names a place or a stranger asks for less."""
    draft = Draft()
    if question.names:
        return draft
    names = [f"{network.label} {draft.heading(network)}" for network in records.networks]
    draft.say(f"La page présente {counted(len(names), 'réseau', 'réseaux')} : {listed(names)}.")
    return draft


def events(question: Question, records: Records) -> Draft:
    """Everything the page dates in some years, one line each."""
    draft = Draft()
    for network in records.scope(question) if question.years else ():
        for line in dated(draft, question, network, records):
            draft.say(f"- {capital(network.label)} : {lower_first(line)}")
    return _checked(draft, question, records)


def dated(draft: Draft, question: Question, network: Network, records: Records) -> Iterator[str]:
    """What the page dates of one network in some years: its dated facts, then other sentences that tell one of the years."""
    told = [f for f in records.of(network, Attribute.EVENTS) if f.date and within(f.date.year, question.years)]
    yield from (stated(fact, draft.fact(fact)) for fact in told)
    said = {fact.quote for fact in told}
    others = ((section, quote) for section, quote in _dated_sentences(network, question) if quote not in said)
    yield from (shown(quote, draft.cite(network, section, quote)) for section, quote in others)


def _dated_sentences(network: Network, question: Question) -> list[tuple[Section, Quote]]:
    """Sentences outside the dated lists that tell one of the years asked for, cut to where they tell it."""
    told = [(section, quote) for section in network.sections for quote in section_sentences(section)]
    dated = [(section, quote, [d for d in dates(quote.text) if within(d.date.year, question.years)]) for section, quote in told]
    found = [(section, quote, spots[0]) for section, quote, spots in dated if spots and section.kind is not SectionKind.DATES]
    return [(section, _cut(quote, spot.start, spot.end)) for section, quote, spot in found]


def _cut(quote: Quote, start: int, end: int) -> Quote:
    return quote if len(quote.text) < _LONG else _clause(quote, start, end)


def _clause(quote: Quote, start: int, end: int) -> Quote:
    return quote.slice(*clause_around(quote.text, start, end)).stripped()


def statements(question: Question, records: Records) -> Draft:
    """One statement per network for a seat or founders; filtered by the places named."""
    draft = Draft()
    facts = [fact for n in records.scope(question) for fact in records.of(n, question.attribute) if fact.number is None]
    seats = located.seats(question, records, facts) if question.attribute is Attribute.SEAT else None
    if seats is not None:
        return _checked(seats, question, records)
    if question.attribute is Attribute.FOUNDERS and is_ours(question):
        facts += _founded(question, records, facts)
    aside = left_out(question)
    names = {fold(name) for name in question.names}.difference(aside)
    facts = [fact for fact in facts if not any(_names(fact.quote, {name}) for name in aside)]
    every, facts = facts, [fact for fact in facts if not names or _names(fact.quote, names) or _is_at_one(fact, names)]
    if names and every and not facts:
        return _elsewhere(question, every)
    if is_ours(question) and (question.attribute is Attribute.FOUNDERS or _is_here(question, records)):  # « domiciliés chez nous »
        ours = [fact for fact in facts if names_city(fact.text, records.host)]
        facts = ours if ours or question.attribute is Attribute.FOUNDERS else facts
    _open(draft, question, facts)
    for fact in facts:
        draft.say(f"- {capital(fact.network.label)} : {_in_short(fact)} {draft.fact(fact)}")
    return _checked(draft, question, records)


def _is_at_one(fact: Fact, names: set[str]) -> bool:
    """« à Brest ou à Lorient »: a seat is in one of them."""
    return fact.attribute is Attribute.SEAT and any(_names(fact.quote, {name}) for name in names)


def _is_here(question: Question, records: Records) -> bool:
    """« basés à Toulouse », « chez nous »; « le siège des réseaux dont Toulouse est membre » is anywhere."""
    host = pattern_of(records.host)
    return says(question.text, "actors", "here") or re.search(rf"\b(?:a|au|aux|dans|sur|in|en) {host}\b", fold(question.text)) is not None


def _founded(question: Question, records: Records, known: Sequence[Fact]) -> list[Fact]:
    """What one sentence says to be both founded and joined: « dix villes, dont Brest, créent le Club »."""
    told = {fact.quote for fact in known}
    scope = records.scope(question)
    created = {fact.quote for network in scope for fact in records.of(network, Attribute.CREATED)}
    joined = (fact for network in scope for fact in records.of(network, Attribute.JOINED))
    return [fact for fact in joined if fact.quote in created and fact.quote not in told]


def _elsewhere(question: Question, facts: Sequence[Fact]) -> Draft:
    """No seat in Paris: those that the page gives."""
    draft = Draft()
    where = " ".join(question.names)
    if question.attribute is not Attribute.SEAT:
        return Draft()
    told = [f"{fact.network.label} ({_in_short(fact)}) {draft.fact(fact)}" for fact in {fact.network: fact for fact in facts}.values()]
    draft.say(f"La page ne situe aucun siège à {where}. Elle en donne {counted(len(told), 'autre')} : {listed(told)}.")
    draft.status = Status.NOT_SAID
    return draft


def _in_short(fact: Fact) -> str:
    """A seat is its city, unless it is shared « entre X et Y »; another statement is its sentence."""
    plain = fact.attribute is Attribute.SEAT and "entre" not in fold(fact.quote.text)
    return seat_of(fact) if plain else clean(fact.text if len(fact.quote.text) > _LONG else fact.quote.text).rstrip(" .;,")


def _checked(draft: Draft, question: Question, records: Records) -> Draft:
    """Say that all was gone through, after a list that is not empty."""
    return draft.say(gone_through(records.scope(question))) if draft else draft
