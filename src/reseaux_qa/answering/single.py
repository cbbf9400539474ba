"""Questions on one network, answered from its record."""

from __future__ import annotations

import re
from collections.abc import Callable

from reseaux_qa.answering import presenting, values
from reseaux_qa.answering.draft import Draft
from reseaux_qa.answering.expected import holds
from reseaux_qa.answering.phrasing import capital, clean, counted, ending, fill, lower_first, phrases
from reseaux_qa.answering.texts import (
    LONG,
    announced,
    best_by,
    continued,
    focus,
    say_list,
    say_sentences,
    seat_of,
    sections_of,
    sentences_of,
    shown,
)
from reseaux_qa.facts import Records
from reseaux_qa.facts.doings import is_vice, of_host
from reseaux_qa.facts.told import names_host, section_sentences, stems_of, words_of
from reseaux_qa.french import fold, lexicon, names_city, phrase_pattern, says, stem
from reseaux_qa.geography import regions_in
from reseaux_qa.quantities import dates, periods, spell_date, when
from reseaux_qa.types import Attribute, Bound, Fact, Network, Operation, Question, Quote, Section, SectionKind
from reseaux_qa.understanding.limits import within

Teller = Callable[[Question, Network, Records], Draft]
_MAX_ITEMS, _MAX_STATED, _ENOUGH, _FEW = 8, 6, 420, 3


def tell(question: Question, network: Network, records: Records) -> Draft:
    """What was asked of a network; nothing when its record does not hold it."""
    return TELLERS[question.attribute](question, network, records)


def _members(question: Question, network: Network, records: Records) -> Draft:
    if question.operation in (Operation.COUNT, Operation.VERIFY):
        return values.count(question, network, records)
    return _member_list(question, network) or values.count(question, network, records)


def _countries(question: Question, network: Network, records: Records) -> Draft:
    """How many, or which: a list of members often goes by country."""
    draft = Draft()
    listed = [fact for fact in records.of(network, Attribute.COUNTRIES) if re.search(r"[:(]", fact.quote.text)]
    if question.operation in (Operation.LIST, Operation.VALUE) and listed:
        draft.say(shown(listed[0].quote, draft.fact(listed[0])))
        say_list(draft, network, listed[0].section, announced(listed[0].section, listed[0].quote))
        return draft
    listing = question.operation is not Operation.COUNT and _by_country(network)
    return (_member_list(question, network) if listing else draft) or values.count(question, network, records)


def _by_country(network: Network) -> bool:
    """Whether what is said of the members names several countries; a continent is none."""
    named = (region for _, quote in sentences_of(network, SectionKind.MEMBERS) for region, _, _ in regions_in(quote.text))
    return len({region.name for region in named if len(region.countries) == 1}) > 1


def _member_list(question: Question, network: Network) -> Draft:
    draft = Draft()
    found = sentences_of(network, SectionKind.MEMBERS) or _naming_members(network)
    found = _about(found, question) or found
    if not found:
        return Draft()
    lines = [item for item in found if "présidence" not in item[1].text.lower() and not item[1].text.endswith(":")] or found
    if len(lines) > 3:
        _say_titled(draft, network, lines[: 2 * _MAX_ITEMS], [item for item in found[:1] if item[1].text.rstrip().endswith(":")])
    else:
        say_sentences(draft, network, lines, 2 * _ENOUGH)
    return draft


def _naming_members(network: Network) -> list[tuple[Section, Quote]]:
    """Where no section is about the members: the sentences that count towns and name several."""
    told = [(section, quote) for section in network.sections for quote in section_sentences(section) if holds(quote.text, "names")]
    counting = [item for item in told if not words_of(item[1]).isdisjoint(lexicon()["units"]["members"])]
    return [item for item in counting if not says(item[1].text, "events", "presidency")]


def _say_titled(draft: Draft, network: Network, lines: list[tuple[Section, Quote]], lead: list[tuple[Section, Quote]]) -> None:
    """Some lines of a section as a list, under the sentence that announces them or the section's own title."""
    section = lines[0][0]
    if lead:
        draft.say(f"{clean(lead[0][1].text).rstrip(' :')} {draft.cite(network, *lead[0])} :")
    else:
        draft.say(f"{capital(network.label)}, « {section.title} » :" if section.title else f"{capital(network.label)} :")
    say_list(draft, network, section, [quote for _, quote in lines])


def _about(found: list[tuple[Section, Quote]], question: Question) -> list[tuple[Section, Quote]]:
    """Only the sentences that say the question's own words, if some do."""
    wanted = {stem(fold(word)) for word in (*question.terms, *question.places)}
    return [(section, quote) for section, quote in found if wanted & stems_of(quote)]


# --- words ----------------------------------------------------------------


def _statements(question: Question, network: Network, records: Records) -> Draft:
    draft = Draft()
    facts = [f for f in records.of(network, question.attribute) if f.number is None]
    facts = _presidencies(facts, question, records.host) if question.attribute is Attribute.PRESIDENCY else facts
    facts = [f for f in facts if _of_years(f, question)]
    beside = says(question.text, "orders", "beside")
    chosen = _undoubled(facts) if beside else best_by(_undoubled(facts), (*question.terms, *question.places))
    for fact in sorted(chosen, key=_latest_first)[:_MAX_STATED]:
        draft.say(stated(fact, draft.fact(fact)))
    return draft


def _presidencies(facts: list[Fact], question: Question, host: str) -> list[Fact]:
    """Those of the network itself, and of no vice-president, unless they are asked for; the host's own where it is named."""
    if not set(question.words) & set(lexicon()["inner_bodies"]):
        facts = [f for f in facts if not f.inner]
    if question.host:  # its vice-presidency corrects « la présidence que nous avons »
        return [f for f in facts if of_host(f, host)] or facts
    vice = phrase_pattern("events", "vice").search(fold(question.text))
    return facts if vice else [f for f in facts if not is_vice(fold(f.text))]


def _latest_first(fact: Fact) -> int:
    """What the page does not date is said first, then the latest year."""
    years = [fact.date.year] if fact.date else [dated.date.year for dated in dates(fact.quote.text)]
    return -max(years, default=9999)


def _of_years(fact: Fact, question: Question) -> bool:
    """Dated within the years asked about; without a date, its own words must say one of them."""
    if not question.years:
        return True
    exact = [limit.value for limit in question.years if limit.bound is Bound.EXACT]
    if exact:
        return any(first <= year <= last for year in exact for first, last in periods(fact.quote.text))
    years = [fact.date.year] if fact.date else [dated.date.year for dated in dates(fact.quote.text)]
    return any(within(year, question.years) for year in years)


def _undoubled(facts: list[Fact]) -> list[Fact]:
    return list({fact.quote: fact for fact in facts}.values())


_PRESIDED_BY = re.compile(r"[Pp]résidence (?:du réseau )?(?:: ?|de |d['’])((?:la |l['’])?[A-ZÀ-Ý].{2,90})")


def stated(fact: Fact, marker: str) -> str:
    """A fact in the page's words, its date first: « En 2020, présidence de Bordeaux Métropole [1] »."""
    text = clean(fact.text).rstrip(" .;,:")
    presided = _PRESIDED_BY.fullmatch(text) if fact.attribute is Attribute.PRESIDENCY else None
    if presided:
        text = f"{fact.network.label} {'était' if fact.date else 'est'} présidé{ending(fact.network)} par {presided[1]}"
    elif fact.attribute is Attribute.PRESIDENCY and not says(text, "events", "presidency"):
        period = clean(fact.quote.text[: max(fact.quote.text.find(fact.text), 0)]).rstrip(" :–-")
        title = f"{fact.section.title} : " if fact.section.title else ""
        return f"{title}{text if title else capital(text)}{f' ({lower_first(period)})' if period else ''} {marker}."
    if fact.date is None:
        return f"{capital(text)} {marker}."
    return f"{capital(when(fact.date))}, {lower_first(text)} {marker}."


def count_presidencies(question: Question, network: Network, records: Records) -> Draft:
    """« Combien de présidences ? »: how many the page dates, one a date, and each of them."""
    draft = Draft()
    told = [fact for fact in records.of(network, Attribute.PRESIDENCY) if fact.date and within(fact.date.year, question.years)]
    each = list({fact.date: fact for fact in reversed(told)}.values())[::-1]
    if len(each) > 1:
        draft.say(f"{capital(counted(len(each), 'présidence', feminine=True))} :")
        for fact in each:
            draft.say(f"- {lower_first(stated(fact, draft.fact(fact)))}")
    return draft


def _seat(question: Question, network: Network, records: Records) -> Draft:
    draft = Draft()
    fact = records.first(network, Attribute.SEAT)
    if fact is None:
        return Draft()
    plain = re.search(r"bas[ée]e?s?\s+à", fact.quote.text.lower()) or len(fact.quote.text) > LONG // 2
    place = f"à {seat_of(fact)}".replace("à Le ", "au ")
    sentence = f"{capital(network.label)} est basé{ending(network)} {place}" if plain else clean(fact.quote.text).rstrip(".")
    draft.say(f"{sentence} {draft.fact(fact)}.")
    return draft


def _objectives(question: Question, network: Network, records: Records) -> Draft:
    told = _section(question, network, SectionKind.OBJECTIVES) or presenting.purposes(network)
    return told or presenting.definition(question, network, records)


def _role(question: Question, network: Network, records: Records) -> Draft:
    told = _section(question, network, SectionKind.ROLE)
    kinds = (SectionKind.GOVERNANCE,) if told else tuple(SectionKind)
    ours = [(section, quote) for kind in kinds for section, quote in sentences_of(network, kind) if names_host(quote, records.host)]
    for section, quote in ours[:_FEW]:
        told.say(shown(quote, told.cite(network, section, quote)))
    return told


def _section(question: Question, network: Network, kind: SectionKind) -> Draft:
    """A section in short: the sentences that say the question's words, else its opening."""
    draft = Draft()
    found = sentences_of(network, kind)
    lead = [item for item in found[:1] if item[1].text.rstrip().endswith(":") and len(found) > 1]
    body = [item for item in found if not item[1].text.rstrip().endswith(":")] or found
    brief = len(body) <= _FEW and sum(len(quote.text) for _, quote in body) <= 2 * _ENOUGH
    chosen = body if brief else _about(body, question) or body
    short = [(section, focus(quote, question.terms)) for section, quote in chosen]
    if len(short) > 2 and all(len(quote.text) < LONG for _, quote in short):
        _say_titled(draft, network, short[:_MAX_ITEMS], lead)
    else:
        say_sentences(draft, network, short, 2 * _ENOUGH)
    return draft


def _projects(question: Question, network: Network, records: Records) -> Draft:
    """Sentences on projects and programmes, those that say the question's words if some do."""
    draft = Draft()
    titled = [section for section in network.sections if says(section.title, "events", "projects")]
    lines = [(section, quote) for section in titled for quote in section_sentences(section)]
    if lines and not _about(lines, question):
        _say_titled(draft, network, lines[:_MAX_ITEMS], [])
        return draft
    facts = best_by(_undoubled(list(records.of(network, Attribute.PROJECTS))), (*question.terms, *question.places))
    for fact in facts[:3]:
        draft.say(shown(fact.quote, draft.fact(fact)))
        for quote in continued(fact):
            draft.say(shown(quote, draft.cite(network, fact.section, quote)))
    return draft


def _events(question: Question, network: Network, records: Records) -> Draft:
    draft = Draft()
    dated = records.of(network, Attribute.EVENTS) or (() if question.terms else records.dated(network))
    facts = [f for f in dated if f.date and within(f.date.year, question.years)]
    if question.host or says(question.text, "actors", "here"):
        facts = [fact for fact in facts if names_city(fact.quote.text, records.host)] or facts
    chosen = best_by(facts, (*question.terms, *question.places))
    if question.operation is Operation.COUNT and chosen:
        chosen = best_by(chosen, question.words)
        draft.say(f"{capital(counted(len(chosen), 'date', feminine=True))} :")
    elif len(chosen) == 1:
        draft.say(stated(chosen[0], draft.fact(chosen[0])))
        return draft
    for fact in chosen[:12]:
        assert fact.date is not None
        draft.say(f"- {spell_date(fact.date)} : {lower_first(clean(fact.text).rstrip('.'))} {draft.fact(fact)}")
    return draft


def _never(question: Question, network: Network, records: Records) -> Draft:
    return Draft()


TELLERS: dict[Attribute, Teller] = {
    **dict.fromkeys(Attribute, _never),
    Attribute.CREATED: values.created,
    Attribute.JOINED: values.joined,
    Attribute.MEMBERS: _members,
    Attribute.COUNTRIES: _countries,
    Attribute.INHABITANTS: values.count,
    Attribute.PARTNERS: _statements,
    Attribute.PROJECTS: _projects,
    Attribute.PRESIDENCY: _statements,
    Attribute.FOUNDERS: _statements,
    Attribute.SEAT: _seat,
    Attribute.MEANING: presenting.meaning,
    Attribute.DEFINITION: presenting.definition,
    Attribute.OBJECTIVES: _objectives,
    Attribute.ROLE: _role,
    Attribute.EVENTS: _events,
}


def suggestions(network: Network, records: Records, but: Attribute, limit: int = 3) -> tuple[str, ...]:
    """Questions on a network that its record answers."""
    table: dict[str, str] = phrases()["ask"]
    able = [Attribute(name) for name in table if Attribute(name) is not but and _can(network, records, Attribute(name))]
    return tuple(capital(fill(table[a.value], network, host=records.city)) for a in able[:limit])


def _can(network: Network, records: Records, attribute: Attribute) -> bool:
    if attribute in (Attribute.DEFINITION, Attribute.OBJECTIVES):
        return bool(sections_of(network, SectionKind(attribute.value if attribute is Attribute.OBJECTIVES else "intro")))
    if attribute is Attribute.ROLE:
        return bool(sections_of(network, SectionKind.ROLE))
    return records.first(network, attribute) is not None
