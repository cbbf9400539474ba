"""People: who is in charge of a network, in which others the same person is, and who is in several."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache

from reseaux_qa.answering.candidate import Candidate, Way
from reseaux_qa.answering.draft import Draft
from reseaux_qa.answering.evidence import Evidence
from reseaux_qa.answering.expected import holds
from reseaux_qa.answering.phrasing import capital, counted, listed
from reseaux_qa.answering.texts import shown
from reseaux_qa.corpus import Corpus
from reseaux_qa.facts.kinds import Kind
from reseaux_qa.facts.mentions import Namer
from reseaux_qa.facts.told import section_sentences, stems_of
from reseaux_qa.french import fold, says, says_name
from reseaux_qa.types import Hit, Network, Quote, Section, SectionKind, Turning

People = Mapping[str, Mapping[Network, tuple[Section, Quote]]]  # where each person is named first, by name and network

_TRIED = 2


def in_charge(evidence: Evidence) -> Iterator[Candidate]:
    """« À qui parler des villes éducatrices ? »: whom the page names for it, in the host's own section first."""
    question, network = evidence.question, evidence.question.networks[0]
    if not {"person", "who"} & set(evidence.kinds):
        return
    told = [
        Hit(network, section, quote, 0.0, evidence.wanted.share(stems_of(quote)))
        for section in network.sections
        for quote in section_sentences(section)
        if holds(quote.text, "person") and says(quote.text, "events", "represents")
    ]
    for hit in sorted(told, key=lambda hit: -hit.support - (hit.section.kind is SectionKind.ROLE))[:_TRIED]:
        draft = Draft()
        draft.say(shown(hit.quote, draft.hit(hit)))
        yield Candidate(Way.PERSON, evidence, question, draft)


def people_of(corpus: Corpus) -> People:
    """Everyone whom the page names for some network, with every network that names them."""
    namer = Namer(corpus)
    names = dict.fromkeys(m.quote.text for n in corpus.networks for m in namer.mentions(n) if m.kind is Kind.PERSON and " " in m.quote.text)
    told = [
        (network, section, quote) for network in corpus.networks for section in network.sections for quote in section_sentences(section)
    ]
    found: dict[str, dict[Network, tuple[Section, Quote]]] = {name: {} for name in names}
    for network, section, quote in told:
        for name in names:
            if says_name(fold(quote.text), name) or _by_title(name).search(quote.text):
                found[name].setdefault(network, (section, quote))
    return found


@lru_cache(maxsize=512)
def _by_title(name: str) -> re.Pattern[str]:
    """« M. Belhadj », « la docteure Belhadj »: a person already named in full."""
    return re.compile(rf"\b(?:Mmes?|MM?\.|[Dd]octeure?|[Pp]rofesseure?) {re.escape(name.rpartition(' ')[2])}\b")


_BESIDES = re.compile(
    r"\b(?:un|d'|une) ?autres?\b|\bautre chose\b|\bque (?:ca|cela|celui|celle)\b|\bailleurs\b|\bplusieurs\b|\baussi\b|\bcumul"
)
_THEY = re.compile(r"\b(?:il|elle|elu|elue|lui|personne|adjointe?|echevine?|conseillere?|maire|[a-z]+-t-(?:il|elle))\b")
_WHO = re.compile(
    r"^\W*qui\b|\bqui (?:est-ce|suit|represente|siege)\b"
    r"|\b(?:personnes?|elue?s?|adjointe?s?|echevin\w*|conseiller\w*|representante?s?|deleguee?s?|interlocut\w+)\b"
)
_SEVERAL = re.compile(r"\b(?:plusieurs|plus d'un|au moins deux|deux|(?:un|une|le|la|les|du) memes?(?! annee)|cumul\w*)\b")


def elsewhere(evidence: Evidence, people: Callable[[], People]) -> Iterator[Candidate]:
    """« Et elle en suit un autre ? »: the other networks that name the person of the last answer."""
    question, folded = evidence.question, fold(evidence.question.text)
    if question.turn is not Turning.ABOUT_IT or not (_BESIDES.search(folded) and _THEY.search(folded)):
        return
    for name, where in people().items():
        if any(says_name(fold(quote.text), name) for quote in question.quotes):
            draft, others = Draft(), [network for network in where if network not in question.networks]
            for network in others:
                section, quote = where[network]
                draft.say(f"{capital(network.label)} : {shown(quote, draft.cite(network, section, quote))}")
            yield Candidate(Way.PEOPLE, evidence, question, draft)


def named(evidence: Evidence, people: Callable[[], People]) -> Iterator[Candidate]:
    """« Dans quels réseaux Karim Belhadj a-t-il un rôle ? »: every network that names the person."""
    asked = {fold(word) for name in evidence.question.names for word in name.split()}
    for name, where in people().items() if asked else ():
        if asked <= set(fold(name).split()) and len(where) > 1:
            draft = Draft().say(f"{capital(counted(len(where), 'réseau', 'réseaux'))} :")
            for network, (section, quote) in where.items():
                draft.say(f"- {capital(network.label)} : {shown(quote, draft.cite(network, section, quote))}")
            yield Candidate(Way.PEOPLE, evidence, evidence.question, draft)


def in_several(evidence: Evidence, people: Callable[[], People]) -> Iterator[Candidate]:
    """« Des élus suivent-ils plusieurs réseaux ? »: each person whom two networks or more name."""
    folded, draft = fold(evidence.question.text), Draft()
    if not (_SEVERAL.search(folded) and _WHO.search(folded)):
        return
    for name, where in people().items():
        if len(where) > 1:
            told = listed([f"{network.label} {draft.cite(network, *place)}" for network, place in where.items()])
            draft.say(f"- {name} : {told}.")
    yield Candidate(Way.PEOPLE, evidence, evidence.question, draft)
