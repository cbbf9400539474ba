"""When the page does not say: what it does say nearby, and what it can answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from reseaux_qa.answering import single
from reseaux_qa.answering.draft import Draft
from reseaux_qa.answering.evidence import Evidence
from reseaux_qa.answering.phrasing import fill, lacked, listed, missing, phrases, to
from reseaux_qa.answering.rows import COUNTS, DATES, RECORDED
from reseaux_qa.answering.texts import focus, shown
from reseaux_qa.answering.unknown import unknown_name
from reseaux_qa.facts import Records
from reseaux_qa.french import fold, of_city, says
from reseaux_qa.types import Answer, Attribute, Hit, Network, Operation, Question, SectionKind, Status

_CHAT_STATUS = {
    Attribute.GREETING: Status.CHAT,
    Attribute.THANKS: Status.CHAT,
    Attribute.HELP: Status.CHAT,
    Attribute.OFFTOPIC: Status.OFF_TOPIC,
}
_NEAR = 0.3  # share of the question's words that a sentence must say to be worth telling
_SPOKEN = (Attribute.SEAT, Attribute.PRESIDENCY, Attribute.JOINED, Attribute.CREATED)
_NEARBY = (Attribute.PRESIDENCY, Attribute.SEAT, Attribute.MEMBERS, Attribute.JOINED, Attribute.CREATED, Attribute.DEFINITION)


def chat(question: Question, records: Records) -> Draft:
    """A short human word to greetings, thanks, « que sais-tu faire ? » and what is off topic."""
    draft = Draft()
    draft.status = _CHAT_STATUS[question.attribute]
    return draft.say(fill(phrases()["chat"][question.attribute.value], host=records.city, count=len(records.networks)))


def general_suggestions(records: Records) -> tuple[str, ...]:
    """Questions across networks that any corpus answers."""
    return tuple(fill(template, host=records.city) for template in phrases()["across"]["suggestions"])[:3]


def unsaid(question: Question, records: Records, evidence: Evidence) -> Answer:
    """« La page ne donne pas … Elle dit en revanche … »."""
    if len(question.networks) > 1 and question.attribute in COUNTS.union(RECORDED):
        return _of_some(question, records)
    if len(question.networks) != 1:
        return _nowhere(question, records)
    network, draft = question.networks[0], Draft()
    hits = [hit for hit in evidence.hits()[:1] if hit.support >= _NEAR and question.terms]
    number = question.operation is Operation.COUNT
    who = " ".join(question.names)
    if question.attribute is Attribute.JOINED and who:
        draft.say(f"La page ne donne pas la date d'adhésion de {who} {to(network)}.")
    else:
        attribute = Attribute.OTHER if _holds(question.attribute, network, records) else question.attribute
        lacking = lacked(question.text, network, records.city) if attribute in _UNNAMED else ""
        draft.say(f"La page ne donne pas {lacking or missing(attribute, network, records.city, number=number)}.")
    _say_nearby(draft, question, network, records, hits)
    draft.status = Status.NOT_SAID
    return draft.finish(single.suggestions(network, records, question.attribute))


def _holds(attribute: Attribute, network: Network, records: Records) -> bool:
    """Whether the page tells an attribute of a network: then it is not what the page lacks."""
    if attribute is Attribute.ROLE:
        return any(section.kind is SectionKind.ROLE for section in network.sections)
    return records.first(network, attribute) is not None


_UNNAMED = (Attribute.OTHER, Attribute.UNSAID)  # what no phrase of its own says


def _of_some(question: Question, records: Records) -> Answer:
    """« La page ne donne pas le siège de LUCI. Elle dit en revanche … » of several networks."""
    draft, number = Draft(), question.attribute in COUNTS
    silent = [network for network in question.networks if records.first(network, question.attribute) is None]
    if not silent:
        return _nowhere(question, records)
    draft.say(f"La page ne donne pas {listed([missing(question.attribute, n, records.city, number=number) for n in silent])}.")
    told = Draft()
    for network in question.networks:
        if network not in silent:
            told.append(single.tell(replace(question, networks=(network,)), network, records))
    draft.append(told.precede("Elle dit en revanche :"))
    draft.status = Status.NOT_SAID
    return draft.finish(general_suggestions(records))


def _spoken_of(question: Question, network: Network, records: Records) -> list[Attribute]:
    """What the question speaks of and the record holds: « Pourquoi son siège est-il à Gand ? » is owed the seat."""
    folded = fold(question.text)
    told = (a for a in _SPOKEN if a is not question.attribute and says(folded, "events", a.value))
    return [attribute for attribute in told if records.first(network, attribute) is not None]


def _say_nearby(draft: Draft, question: Question, network: Network, records: Records, hits: Sequence[Hit]) -> None:
    for attribute in _spoken_of(question, network, records)[:1]:
        told = single.tell(Question(question.text, attribute, Operation.VALUE, (network,)), network, records)
        if told:
            draft.append(told.precede("Elle dit en revanche :"))
            return
    if hits:
        quote = focus(hits[0].quote, question.terms)
        draft.say("Elle dit en revanche : " + shown(quote, draft.cite(hits[0].network, hits[0].section, quote)))
        return
    for attribute, operation in ((question.attribute, Operation.LIST), *((near, Operation.VALUE) for near in _nearby(question))):
        told = single.tell(Question(question.text, attribute, operation, (network,)), network, records)
        if told:
            draft.append(told.precede("Elle dit en revanche :"))
            return


def _nearby(question: Question) -> list[Attribute]:
    """What may be told instead, best first: a date for a date, never the year of a presidency; the joining where the host is named."""
    dated = question.attribute in DATES
    worth = {Attribute.PRESIDENCY: -dated, Attribute.JOINED: dated + 2 * question.host, Attribute.CREATED: int(dated)}
    return sorted(_NEARBY, key=lambda near: -worth.get(near, 0))


def _nowhere(question: Question, records: Records) -> Answer:
    known = question.attribute not in (Attribute.OTHER, Attribute.NETWORK, Attribute.EVENTS, Attribute.PROJECTS)
    lost = known and not question.terms and not question.years and not question.networks and not question.places
    name = unknown_name(question)
    key = "unknown" if name else "clarify" if lost else "nothing"
    status = Status.CLARIFY if key == "clarify" else Status.NOT_SAID
    text = fill(phrases()["chat"][key], host=records.city, count=len(records.networks), of_name=of_city(name))
    return Answer(text, status, suggestions=general_suggestions(records))
