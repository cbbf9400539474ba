"""One network's dates and numbers, as sentences."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from reseaux_qa.answering.draft import Draft
from reseaux_qa.answering.phrasing import capital, clean, ending, figure, listed
from reseaux_qa.answering.texts import best_by, shown
from reseaux_qa.facts import Records
from reseaux_qa.facts.told import section_sentences
from reseaux_qa.french import akin, content_stems, fold, says, stem, unit_nouns, words
from reseaux_qa.quantities import when
from reseaux_qa.types import Attribute, Date, Fact, Network, Operation, Question, SectionKind
from reseaux_qa.understanding.limits import within

_LABEL_WORDS = 3
_PARENTHESIS = re.compile(r"\(([^()]{5,90})\)")


def created(question: Question, network: Network, records: Records) -> Draft:
    """When the network was created: « LUCI a été créé en 2002 [1] »."""
    draft = Draft()
    fact = records.first(network, Attribute.CREATED)
    if fact is None or fact.date is None:
        return Draft()
    draft.say(f"{capital(network.label)} a été créé{ending(network)} {when(fact.date)} {draft.fact(fact)}.")
    draft.say(_no_finer(fact.date, question))
    return draft


def joined(question: Question, network: Network, records: Records) -> Draft:
    """Who of the host joined, and when."""
    draft = Draft()
    fact = records.first(network, Attribute.JOINED)
    if fact is None or fact.date is None:
        return Draft()
    aside = _PARENTHESIS.search(fact.text)
    note = f" ({aside[1]})" if aside else ""
    draft.say(f"{capital(joining_actor(fact, records))} a rejoint {network.label} {when(fact.date)}{note} {draft.fact(fact)}.")
    draft.say(_no_finer(fact.date, question))
    return draft


def _no_finer(date: Date, question: Question) -> str:
    """« La page ne donne pas le jour. » where a day or a month is asked for that the page lacks."""
    asked = next((part for part in ("day", "month") if says(question.text, "asks", part)), "")
    return "" if not asked or getattr(date, asked) else f"La page ne donne pas le {'jour' if asked == 'day' else 'mois'}."


def joining_actor(fact: Fact, records: Records) -> str:
    """Who joined, as the page says: « la mairie de Toulouse », « Toulouse Métropole »."""
    authority = r"(?:[Mm]airie|[Vv]ille|[Cc]ommune|[Mm]unicipalité|[Aa]gglomération)\s+(?:de\s+|du\s+|d['’])?"
    city = rf"(?:L[ae]s? )?{re.escape(records.host)}"
    named = re.search(rf"({authority}{city}[\w-]*|{city} (?:Métropole|Agglomération))", fact.quote.text)
    if not named:
        return records.city
    phrase = clean(named[1])
    if phrase.startswith((records.host, records.city)):
        return phrase
    return ("l'" if fold(phrase)[0] == "a" else "la ") + phrase


# --- counts ---------------------------------------------------------------

_COUNT_VERBS = {
    Attribute.MEMBERS: "compte",
    Attribute.COUNTRIES: "couvre",
    Attribute.INHABITANTS: "représente",
    Attribute.PARTNERS: "compte",
}


_COLLECTIVE = re.compile(r"(?:aine|millier|million)s?$")  # « une vingtaine de membres »


_UNSAID = {Attribute.MEMBERS: "membres", Attribute.COUNTRIES: "pays"}  # what a bare number counts


def counted_text(fact: Fact) -> str:
    """« plus de 130 villes membres », as the page writes the number."""
    text = clean(fact.text)
    noun = "" if fact.unit else _UNSAID.get(fact.attribute, "")
    joint = " de " if _COLLECTIVE.search(text) else " "
    text = re.sub(r"^\+\s*(?:de\s+)?", "plus de ", text) + (joint + noun if noun else "")
    return text[:1].lower() + text[1:]


def count(question: Question, network: Network, records: Records) -> Draft:
    """The network's numbers for the attribute asked, those that say the question's words if some do."""
    draft = Draft()
    facts = [fact for fact in records.of(network, question.attribute) if fact.number is not None]
    facts = list({content_words_of(fact.unit): fact for fact in reversed(facts)}.values())[::-1]
    if not facts:
        return Draft()
    if question.operation is Operation.VERIFY and question.numbers:
        draft.say("Oui." if any(within(fact.number or 0, question.numbers) for fact in facts) else "Non.")
    told = [f"{counted_text(fact)} {draft.fact(fact)}" for fact in best_by(facts, question.terms)]
    draft.say(f"{capital(network.label)} {_COUNT_VERBS[question.attribute]} {listed(told)}.")
    return draft


def tally(question: Question, network: Network, records: Records) -> Draft:
    """How a number has grown, where that is asked, or the numbers whose unit the question names."""
    return grown(question, network, records) or tell_counts(question, network, records)


def grown(question: Question, network: Network, records: Records) -> Draft:
    """« Combien de membres gagnés depuis 2009 ? »: the number that the page dates first, the present one, and what parts them."""
    draft = Draft()
    last, every = records.first(network, question.attribute), (f for f in records.facts if f.network is network and f.number and f.date)
    dated = [f for f in every if f.attribute is question.attribute and f.date and within(f.date.year, question.years)]
    first = min(dated, key=lambda fact: fact.date or _NEVER, default=None)
    if not says(question.text, "asks", "growth") or first is None or last is None or first.number == last.number:
        return Draft()
    gap = (last.number or 0) - (first.number or 0)
    told = [f"{counted_text(fact)}{f' {when(fact.date)}' if fact.date else ''} {draft.fact(fact)}" for fact in (first, last)]
    difference = f"{figure(abs(gap))} de {'plus' if gap > 0 else 'moins'}"
    draft.say(f"{capital(network.label)} est passé{ending(network)} de {told[0]} à {told[1]} ({difference}).")
    return draft


_NEVER = Date(9999)


def tell_counts(question: Question, network: Network, records: Records) -> Draft:
    """The numbers whose unit the question names (« combien de villes et de pays »), or none."""
    draft = Draft()
    nouns = [word.text for word in words(question.text) if word.text in unit_nouns()] if asks_for_a_sum(question) else []
    wanted = {stem(word) for word in (*question.words, *nouns, *_counted_words(question.text))} - {stem(records.host)}
    facts = [fact for fact in records.numbers(network) if stem(content_words_of(fact.unit)) in wanted]
    units = {fact.unit: fact for fact in reversed(facts)}
    chosen = list({(content_words_of(f.unit), f.number): f for f in reversed(facts) if units[f.unit] is f}.values())[::-1]
    kinds = {fact.attribute for fact in chosen}
    if not chosen or (len(chosen) < 2 and question.attribute in kinds - {Attribute.OTHER}):
        return Draft()
    if question.attribute in _COUNT_VERBS and question.attribute not in kinds:
        return Draft()
    if kinds <= _COUNT_VERBS.keys():
        told = [f"{counted_text(fact)} {draft.fact(fact)}" for fact in chosen[:4]]
        added = summed(chosen) if len(chosen) > 1 and _adds(question, chosen) else ""
        draft.say(f"{capital(network.label)} {_COUNT_VERBS[chosen[0].attribute]} {listed(told)}{added}.")
        return draft
    for fact in {fact.quote: fact for fact in chosen[:4]}.values():
        draft.say(shown(fact.quote, draft.fact(fact)))
    return draft


def _adds(question: Question, facts: Sequence[Fact]) -> bool:
    """Whether numbers of one kind are to be added up: « au total », « additionner »."""
    return len({fact.attribute for fact in facts}) == 1 and asks_for_a_sum(question)


def summed(facts: Sequence[Fact]) -> str:
    """« , soit au moins 170 en tout » of what some facts count together."""
    about = "" if not any(fact.qualifier for fact in facts) else "au moins " if all(map(_is_exact_or_more, facts)) else "environ "
    number = figure(sum(fact.number or 0 for fact in facts))
    return f", soit {about}{number} en tout"


def is_at_least(fact: Fact) -> bool:
    """« plus de 200 villes » is more than 200."""
    return says(fact.qualifier, "bounds", "more") or fact.qualifier.startswith("+")


def _is_exact_or_more(fact: Fact) -> bool:
    return not fact.qualifier or is_at_least(fact)


def asks_for_a_sum(question: Question) -> bool:
    """« au total », « à eux deux »."""
    return says(question.text, "asks", "sums")


_LABELLED = re.compile(r"([^:]{2,60}?)[\s\u00a0]*:[\s\u00a0]+(.+)", re.DOTALL)
_ITEM = re.compile(r"\s*(?:,|;|\bet\b)\s*")


def items(question: Question, network: Network) -> Draft:
    """The items of the lines « Label : a, b et c » whose label the question names, and how many they are."""
    draft = Draft()
    wanted = {stem(fold(word)) for word in (*question.words, *question.names)}
    for section in network.sections:
        for quote in section_sentences(section):
            match = _LABELLED.fullmatch(quote.text.strip())
            if match and _labels(content_stems(match[1]), wanted):
                names = [name.strip(" .") for name in _ITEM.split(clean(match[2])) if name.strip(" .")]
                counted = question.operation is Operation.COUNT and not any(map(str.isdigit, quote.text))
                total = f" ({len(names)})" if counted else ""
                draft.say(f"{clean(match[1])}{total} : {', '.join(names)} {draft.cite(network, section, quote)}.")
    return draft


def names_all(network: Network, records: Records) -> bool:
    """Whether the lines « Label : a, b et c » about members name as many as the page counts, the host apart."""
    fact = records.first(network, Attribute.MEMBERS)
    sections = [section for section in network.sections if section.kind is SectionKind.MEMBERS]
    lines = (_LABELLED.fullmatch(quote.text.strip()) for section in sections for quote in section_sentences(section))
    names = [name for line in lines if line for name in _ITEM.split(clean(line[2])) if name.strip()[:1].isupper()]
    return fact is not None and fact.number is not None and not fact.qualifier and 0 <= fact.number - len(names) <= 1


def _labels(label: list[str], wanted: set[str]) -> bool:
    """Whether a short label says a word of the question and nothing else: « les membres français » are not all members."""
    asked = [word for word in label if any(akin(word, key) for key in wanted)]
    others = set(label) - set(asked) - _unit_stems()
    return bool(asked) and not others and len(label) <= _LABEL_WORDS


@cache
def _unit_stems() -> frozenset[str]:
    return frozenset(map(stem, unit_nouns()))


_COUNTING = r"combien|cb|nombre|nb|how many|cuant[oa]s|quant[ie]|wie viele|quants|quantes"
_HOW_MANY = re.compile(rf"\b(?:{_COUNTING})\s+(?:de |d'|des |y a-t-il de )?(\w+)(?:,? (?:et|ou) (?:de |d'|combien de )?(\w+))?")


def _counted_words(text: str) -> list[str]:
    """The nouns that a question counts, stop words too: « combien de villes et de pays »; a name's own « villes » is none."""
    return [noun for match in _HOW_MANY.finditer(fold(text)) for noun in match.groups() if noun]


def content_words_of(unit: str) -> str:
    """The counted noun: the first word of a unit."""
    return words(unit)[0].text if words(unit) else ""
