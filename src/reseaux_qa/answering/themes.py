"""Networks told by what they do: themes, features, and the names they mention."""

from __future__ import annotations

from dataclasses import replace

from reseaux_qa.answering import named
from reseaux_qa.answering.across import COUNTS, DATES
from reseaux_qa.answering.draft import Draft
from reseaux_qa.answering.evidence import OPEN, PARTLY, SUPPORTED, Evidence
from reseaux_qa.answering.phrasing import capital
from reseaux_qa.answering.texts import focus, shown
from reseaux_qa.facts import Records
from reseaux_qa.french import fold
from reseaux_qa.types import Attribute, Hit, Network, Operation, Question

_THEME = 0.45  # share of a theme's words that a presentation must say
_ALIKE = 0.8  # of the best network's support, for another to be listed with it
_APART = 0.1  # support by which one network must lead to be the one meant
_MOST = 4  # networks that a theme lists


def themed(question: Question, evidence: Evidence) -> Question:
    """A network told by its theme: « quand avons-nous rejoint le réseau sur l'éclairage ? »."""
    if question.networks or question.places or not question.terms or _is_about_all(question):
        return question
    found = evidence.retriever.themes(question.text, question.terms)
    if found and found[0][1] >= _THEME and (len(found) < 2 or found[0][1] - found[1][1] > _APART):
        return replace(question, networks=(found[0][0],), terms=())  # its words have told the network: they ask nothing more
    return question


def _is_about_all(question: Question) -> bool:
    alone = question.operation in (Operation.VALUE, Operation.VERIFY, Operation.DURATION)
    return question.attribute in (*OPEN, Attribute.NETWORK, Attribute.EVENTS) or (question.attribute in DATES | COUNTS and not alone)


def theme_list(question: Question, evidence: Evidence) -> Draft:
    """The networks about a theme, each with the sentence that shows it."""
    draft, found = Draft(), evidence.retriever.themes(question.text, question.terms)
    for network, score in found[:_MOST]:
        if score >= max(_THEME, _ALIKE * found[0][1]):
            _say(draft, _telling(question, network, evidence), question.terms, bullet="")
    return draft


def _telling(question: Question, network: Network, evidence: Evidence) -> Hit:
    """The sentence that shows the theme, the presentation's own if it says as much."""
    hits = evidence.retriever.find(question.text, question.terms, (network,))
    enough = [hit for hit in hits if hit.support >= _ALIKE * hits[0].support]
    return min(enough, key=lambda hit: hit.quote.start)


def feature_list(question: Question, evidence: Evidence) -> Draft:
    """Every network of which a sentence says what is asked: « lesquels sont à but non lucratif ? »."""
    draft, best = Draft(), _best_of_each(question, evidence)
    top = max((hit.support for hit in best.values()), default=0.0)
    for hit in best.values():
        if hit.support >= max(SUPPORTED, _ALIKE * top):
            _say(draft, hit, question.words, bullet="- ")
    return draft


def _best_of_each(question: Question, evidence: Evidence) -> dict[Network, Hit]:
    best: dict[Network, Hit] = {}
    for hit in evidence.retriever.find(question.text, question.words):
        if hit.network not in best or hit.support > best[hit.network].support:
            best[hit.network] = hit
    return best


def _say(draft: Draft, hit: Hit, terms: tuple[str, ...], bullet: str) -> None:
    quote = focus(hit.quote, terms)
    draft.say(f"{bullet}{capital(hit.network.label)} : {shown(quote, draft.cite(hit.network, hit.section, quote))}")


def placed(question: Question, records: Records, evidence: Evidence) -> Draft:
    """Where a name occurs: one network's sentence when only it says the name, else one line each."""
    draft, found = Draft(), named.mentions(question, records)
    if len(found) == 1 and set(question.words) - set(map(fold, question.places)):
        hits = evidence.hits(replace(question, networks=(found[0][0],)))
        return evidence.tell(question, hits) if hits and hits[0].support >= PARTLY else draft
    named.places(draft, question, records)
    return draft


def is_foreign(question: Question, evidence: Evidence) -> bool:
    """Most of what it says, the page never says: no list answers that."""
    unknown = [term for term in question.terms if not evidence.retriever.knows(term)]
    return question.language == "fr" and len(unknown) > 2 and 2 * len(unknown) > len(question.words) + len(question.places)
