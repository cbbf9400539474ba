"""What a network is and what it is for: the sentences of the page that say it best."""

from __future__ import annotations

import re

from reseaux_qa.answering.draft import Draft, find_in
from reseaux_qa.answering.phrasing import capital, clean, lower_first
from reseaux_qa.answering.texts import announced, say_list, sentences_of, shown
from reseaux_qa.facts import Records
from reseaux_qa.facts.told import names_host, stems_of
from reseaux_qa.french import fold, phrase_pattern, stem
from reseaux_qa.types import Attribute, Network, Question, Quote, Section, SectionKind

Sentence = tuple[Section, Quote]

_TOLD = (SectionKind.INTRO, SectionKind.OBJECTIVES, SectionKind.OTHER, SectionKind.MEMBERS, SectionKind.GOVERNANCE)
_SUBJECT = 130  # characters within which a sentence's verb comes
_ENOUGH = 3.0  # worth of a second sentence
_LENGTH = 420  # characters of two sentences, at most
_IS_A = re.compile(r"\best (?:le|la|un|une|devenue? (?:le|la|un|une))\b|\best l'")
_IS = re.compile(
    r"\best (?!nee?\b|situe|base|preside|dirige|etabli|installe|organise)"
    r"|(?<!se )\b(?:regroupe|rassemble|federe|reunit|relie|represente|associe|constitue|unit)"
)
_IT = re.compile(
    r"(?:il|elle|(?:ce|le) reseau|(?:cette |l')(?:association|organisation|alliance)|le club|la coalition|les villes du reseau|sa )\b"
)
_THEME = re.compile(r"[\W_]*(?:domaines?|themes?|thematiques?|objet|mission|but|objectif|vocation)[\W_]*:")
_INFINITIVE = re.compile(r"\w{3,}(?:er|ir|re)\b")  # « Offrir un lieu sûr … » tells an aim
_MONEY = re.compile(r"\b(?:euros|budget|cotisation)\b")
_LABELLED = re.compile(r"[\W_]*[\w' ]{3,30}[\W_]*:.{1,40}$")


def meaning(question: Question, network: Network, records: Records) -> Draft:
    """What the name stands for, and what the page says that it means."""
    draft = Draft()
    found = find_in(network, network.long_name) if network.long_name else None
    if found is not None:
        draft.say(f"« {network.name} » désigne : {clean(network.long_name)} {draft.cite(network, *found)}.")
    for fact in records.of(network, Attribute.MEANING)[:1]:
        draft.say(shown(fact.quote, draft.fact(fact)))
    return draft


def definition(question: Question, network: Network, records: Records) -> Draft:
    """The motto, if there is one, and the sentence that says best what the network is; two where there is none."""
    draft = Draft()
    told = [item for kind in _TOLD for item in sentences_of(network, kind)]
    if not told:
        return Draft()
    motto = _motto(network)
    chosen = _best([item for item in told if item != motto] or told, network, records)
    lines = chosen[:1] if motto else chosen
    spelled = bool(draft.append(_spelled_out(network, [quote for _, quote in lines])))
    if motto and motto not in lines:
        tagline = shown(motto[1], draft.cite(network, *motto))
        draft.say(capital(tagline) if spelled else f"{capital(network.label)} : {lower_first(tagline)}")
    for section, quote in sorted(lines, key=lambda item: item[1].start):
        draft.say(shown(quote, draft.cite(network, section, quote)))
        if {stem(word) for word in question.terms} & stems_of(quote):
            say_list(draft, network, section, announced(section, quote))
    return draft


def _spelled_out(network: Network, lines: list[Quote]) -> Draft:
    """« L'ECCAR : Coalition européenne … », where the sentences do not say what the acronym stands for."""
    draft = Draft()
    said = any(fold(network.long_name) in fold(quote.text) for quote in lines)
    place = find_in(network, network.long_name) if network.long_name and not said else None
    if place is not None:
        draft.say(f"{capital(network.label)} : {network.long_name} {draft.cite(network, *place)}.")
    return draft


def purposes(network: Network) -> Draft:
    """Where no section tells its aims: the sentences that say what the network does."""
    draft = Draft()
    told = [item for kind in (SectionKind.INTRO, SectionKind.OTHER, SectionKind.MEMBERS) for item in sentences_of(network, kind)]
    ranked = sorted((item for item in told if _purposes(item[1])), key=lambda item: -_purposes(item[1]))[:2]
    for section, quote in sorted(ranked, key=lambda item: item[1].start):
        draft.say(shown(quote, draft.cite(network, section, quote)))
    return draft


def _motto(network: Network) -> Sentence | None:
    """A first line without a verb or a full stop: « La voix des grandes villes en Europe »."""
    first = next(iter(sentences_of(network, SectionKind.INTRO)), None)
    if first is None or first[0].title or first[1].text.endswith(".") or _is_told(first[1]) or _LABELLED.match(first[1].text):
        return None
    return first


def _is_told(quote: Quote) -> bool:
    folded = fold(quote.text)
    verb = phrase_pattern("verbs", "is").search(folded)
    return (verb is not None and verb.start() < _SUBJECT) or len(quote.text) > _SUBJECT


def _best(told: list[Sentence], network: Network, records: Records) -> list[Sentence]:
    ranked = sorted(told, key=lambda item: -_defining(item[0], item[1], network, records))[:2]
    worth = [_defining(item[0], item[1], network, records) for item in ranked]
    short = sum(len(quote.text) for _, quote in ranked) <= _LENGTH
    return ranked if worth[-1] >= _ENOUGH and short else ranked[:1]


def _defining(section: Section, quote: Quote, network: Network, records: Records) -> float:
    """How well a sentence says what a network is: about it, what it is, what for; who presides or joined, labels and money tell little."""
    folded = fold(quote.text)
    named = any(fold(name) in folded[:_SUBJECT] for name in (network.name, network.long_name, network.heading.text) if name)
    about = named or _IT.match(folded) is not None
    kind = _IS_A.search(folded) is not None or any(match.start() < _SUBJECT for match in _IS.finditer(folded))
    told = records.told_in(quote)
    aside = bool(told & {Attribute.PRESIDENCY, Attribute.JOINED}) or _MONEY.search(folded) is not None or quote.text.endswith("?")
    aside |= (Attribute.SEAT in told and len(quote.text) < _SUBJECT) or (names_host(quote, records.host) and not named)
    early = {SectionKind.INTRO: 1, SectionKind.OBJECTIVES: 2}.get(section.kind, 0)  # the aims tell it in any words
    aim = section.kind is SectionKind.OBJECTIVES and _INFINITIVE.match(folded) is not None
    labelled = 2 * bool(_THEME.match(folded)) or -3 * bool(_LABELLED.match(quote.text))
    return about + 3.0 * kind + min(_purposes(quote), 2) + 0.5 * early - 2 * aside + 2.5 * aim + labelled - quote.text[:1].islower()


def _purposes(quote: Quote) -> int:
    return len(set(phrase_pattern("verbs", "purpose").findall(fold(quote.text))))
