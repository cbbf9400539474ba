"""What the record of one network answers, or corrects."""

from __future__ import annotations

from dataclasses import replace

from reseaux_qa.answering import across, named, single, values
from reseaux_qa.answering.draft import Draft
from reseaux_qa.answering.evidence import PARTLY, STATED, Evidence
from reseaux_qa.answering.phrasing import listed, of
from reseaux_qa.answering.texts import shown
from reseaux_qa.facts import Records
from reseaux_qa.french import fold, phrase_pattern
from reseaux_qa.quantities import quantities
from reseaux_qa.types import Attribute, Bound, Fact, Network, Operation, Question, Status
from reseaux_qa.understanding.limits import within

_BELONGING = frozenset({Attribute.MEMBERS, Attribute.NETWORK})
_HOSTED = _BELONGING | {Attribute.ROLE, Attribute.JOINED, Attribute.DEFINITION}
_COMPUTED = across.DATES | across.COUNTS


def tell(question: Question, network: Network, records: Records, evidence: Evidence) -> Draft:
    """The record's answer; empty where it has none, or none that is about the question's year and words."""
    draft = Draft()
    if question.operation is Operation.DURATION and across.duration(draft, question, records):
        return draft
    if _asks_whether_in(question) and records.first(network, Attribute.JOINED):
        single.tell(draft.say("Oui."), replace(question, attribute=Attribute.JOINED), network, records)
        return draft
    if question.operation is Operation.COUNT and question.years and _dated_counts(draft, question, network, records):
        return draft
    if question.attribute in across.DATES and question.years:
        _verify_year(draft, question, network, records)
    elif question.operation is Operation.COUNT or (question.attribute in across.COUNTS and question.operation is not Operation.LIST):
        values.tell_counts(draft, question, network, records)
    if draft.empty and question.attribute in _BELONGING and (question.places or question.strangers):
        _belongs(draft, question, network, records)
    if draft.empty and question.attribute not in (Attribute.OTHER, Attribute.UNSAID):
        single.tell(draft, question, network, records)
        _correct(draft, question, records)
    return draft if _covers(draft, question, evidence) else Draft()


def _asks_whether_in(question: Question) -> bool:
    """« Toulouse est-elle membre de LUCI ? »: the host, a yes or no, and nothing else."""
    bare = not (question.terms or question.places or question.strangers or question.years or question.negated)
    return question.operation is Operation.VERIFY and question.host and bare and question.attribute in _HOSTED


def is_of_another(question: Question) -> bool:
    """« Quand Lyon a-t-elle rejoint … ? »: the page's dates of joining are the host's."""
    return question.attribute is Attribute.JOINED and not question.host and bool(question.places or question.strangers)


def _verify_year(draft: Draft, question: Question, network: Network, records: Records) -> None:
    """A year that the record contradicts is answered « non », or corrected where it was taken for granted."""
    fact = records.first(network, question.attribute)
    if fact is None or fact.date is None:
        return
    right = _is_right(fact, question)
    if question.operation is Operation.VERIFY and not phrase_pattern("asks", "open").search(fold(question.text)):
        draft.say("Oui." if right else "Non.")
    elif not right:
        draft.say(f"La page ne parle pas de {question.years[0].value} à ce sujet.")
        draft.status = Status.NOT_SAID
    single.tell(draft, question, network, records)


def _is_right(fact: Fact, question: Question) -> bool:
    """« dès 2002 », « depuis 2002 » tells the year itself when one network is meant."""
    assert fact.date is not None
    if len(question.years) == 1 and question.years[0].bound in (Bound.EXACT, Bound.SINCE):
        return fact.date.year == question.years[0].value
    return within(fact.date.year, question.years)


def _dated_counts(draft: Draft, question: Question, network: Network, records: Records) -> bool:
    """« En 2009, combien de membres ? »: a number that the page dates."""
    for fact in records.of(network, Attribute.EVENTS):
        if fact.date is not None and within(fact.date.year, question.years) and quantities(fact.text):
            draft.say(single.stated(fact, draft.fact(fact)))
    return not draft.empty


def _belongs(draft: Draft, question: Question, network: Network, records: Records) -> None:
    """Whether the page names a city beside a network: the sentence that does, or that none does."""
    found = named.mentions(replace(question, networks=(network,)), records)
    for _, section, quote in found:
        draft.say(shown(quote, draft.cite(network, section, quote)))
    if not found and question.operation is Operation.VERIFY:
        names = listed([*question.places, *question.strangers])
        draft.say(f"La page ne cite pas {names} dans la fiche {of(network)}.")
        draft.status = Status.NOT_SAID
        values.count(draft, replace(question, attribute=Attribute.MEMBERS, operation=Operation.VALUE), network, records)


def _correct(draft: Draft, question: Question, records: Records) -> None:
    """« Puisque Toulouse préside … »: what is taken for granted must be in what is cited."""
    if question.attribute not in STATED or draft.empty:
        return
    said = " ".join(fold(quote.text) for quote in draft.quotes)
    names = [*question.places, *question.strangers]
    if question.host and question.attribute is Attribute.PRESIDENCY:
        names.append(records.host)
    wrong = [name for name in names if name[0].isupper() and fold(name)[:5] not in said]
    if wrong:
        draft.precede(f"La page ne cite pas {listed(wrong)} à ce sujet.")
        draft.status = Status.NOT_SAID


def _covers(draft: Draft, question: Question, evidence: Evidence) -> bool:
    """A year asked about must be in what is cited; a yes or no needs the words it is about."""
    if question.attribute in _COMPUTED or draft.status is not Status.ANSWERED:
        return True
    said = " ".join(quote.text for quote in draft.quotes)
    if any(limit.bound is Bound.EXACT and str(limit.value) not in said for limit in question.years):
        return False
    doubtful = question.operation is Operation.VERIFY and question.terms and question.attribute not in STATED
    return not doubtful or evidence.says(question.terms, draft.quotes) >= PARTLY
