"""What a question takes for granted, held against the record: confirmed, corrected, or not said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from reseaux_qa.answering import single, values
from reseaux_qa.answering.draft import Draft
from reseaux_qa.answering.named import mentions
from reseaux_qa.answering.phrasing import listed, of
from reseaux_qa.answering.texts import of_host, shown
from reseaux_qa.facts import Records
from reseaux_qa.french import akin, content_stems, fold, stem
from reseaux_qa.quantities import quantities
from reseaux_qa.types import Attribute, Bound, Fact, Network, Operation, Question, Status
from reseaux_qa.understanding.limits import within


def year(question: Question, network: Network, records: Records, *, confirm: bool) -> Draft:
    """« Oui. » or « Non. » and the date (``confirm``), or the correction of a year taken for granted."""
    draft, fact = Draft(), records.first(network, question.attribute)
    if fact is None or fact.date is None:
        return draft
    right = _is_right(fact, question)
    if confirm:
        draft.say("Oui." if right else "Non.")
    elif right:
        return draft
    else:
        draft.say(f"La page ne parle pas de {question.years[0].value} à ce sujet.")
        draft.status = Status.NOT_SAID
    single.tell(draft, question, network, records)
    return draft


def _is_right(fact: Fact, question: Question) -> bool:
    """« dès 2002 », « depuis 2002 » tells the year itself when one network is meant."""
    assert fact.date is not None
    if len(question.years) == 1 and question.years[0].bound in (Bound.EXACT, Bound.SINCE):
        return fact.date.year == question.years[0].value
    return within(fact.date.year, question.years)


def membership(question: Question, network: Network, records: Records) -> Draft:
    """« Oui. La mairie de … a rejoint … »: the host is a member of every network of its page."""
    draft = Draft()
    if not single.tell(draft, replace(question, attribute=Attribute.JOINED), network, records):
        return draft
    return draft.precede("Oui.")


def belonging(question: Question, network: Network, records: Records) -> Draft:
    """Whether the page names a city or a person beside a network: the sentences that do."""
    draft = Draft()
    for _, section, quote in mentions(replace(question, networks=(network,)), records):
        draft.say(shown(quote, draft.cite(network, section, quote)))
    return draft if draft.empty or question.operation is not Operation.VERIFY else draft.precede("Oui.")


def absence(question: Question, network: Network, records: Records) -> Draft:
    """« La page ne cite pas … dans la fiche … » and how many members it counts."""
    draft, names = Draft(), [*question.places, *question.strangers]
    if mentions(replace(question, networks=(network,)), records):
        return draft
    draft.say(f"La page ne cite pas {listed(names)} dans la fiche {of(network)}.")
    values.count(draft, replace(question, attribute=Attribute.MEMBERS, operation=Operation.VALUE), network, records)
    draft.status = Status.NOT_SAID
    return draft


def corrected(told: Draft, question: Question, host: str) -> Draft | None:
    """The same answer after a word on the names that it does not bear out; None where it bears out all."""
    said = " ".join(fold(quote.text) for quote in told.quotes)
    names = [*question.places, *question.strangers]
    if question.host and question.attribute is Attribute.PRESIDENCY and not any(of_host(fact, host) for fact in told.facts):
        names.append(host)
    own = [key for n in question.networks for name in (n.heading.text, n.name, *n.aliases) for key in content_stems(name)]
    wrong = [name for name in names if name[0].isupper() and fold(name)[:5] not in said and not _is_own(name, own)]
    if not wrong:
        return None
    draft = Draft().append(told).precede(f"La page ne cite pas {listed(wrong)} à ce sujet.")
    draft.status = Status.NOT_SAID
    return draft


def against(told: Draft, question: Question, host: str, *, deny: bool) -> Iterator[Draft]:
    """The same answer, told that it bears out no name or number of the question; « Non. » before it where ``deny`` allows."""
    misnamed, miscount = corrected(told, question, host), miscounted(told, question)
    yield from filter(None, (misnamed, miscount))
    if deny and (miscount or (misnamed and question.attribute in _DENIED)):
        yield Draft().append(told).precede("Non.")


_DENIED = (Attribute.SEAT, Attribute.PRESIDENCY, Attribute.FOUNDERS, Attribute.CREATED)


def miscounted(told: Draft, question: Question) -> Draft | None:
    """« Parmi les 50 actions … » where the page counts 37: the same answer after a word on the number; None where it is right."""
    exact = {limit.value for limit in question.numbers if limit.bound is Bound.EXACT}
    said = {quantity.number for quote in told.quotes for quantity in quantities(quote.text)} if exact else set()
    if not said or exact <= said:
        return None
    draft = Draft().append(told).precede("La page donne un autre nombre.")
    draft.status = Status.NOT_SAID
    return draft


def _is_own(name: str, own: Sequence[str]) -> bool:
    """« les Arianes » only says the network's own name otherwise."""
    return any(akin(stem(fold(name)), key) for key in own)


def dated_counts(question: Question, network: Network, records: Records) -> Draft:
    """« En 2009, combien de membres ? »: a number that the page dates."""
    draft = Draft()
    for fact in records.of(network, Attribute.EVENTS):
        if fact.date is not None and within(fact.date.year, question.years) and quantities(fact.text):
            draft.say(single.stated(fact, draft.fact(fact)))
    return draft
