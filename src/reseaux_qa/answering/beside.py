"""Networks set side by side by what no record holds: whatever the page counts of them, the cities that they share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from reseaux_qa.answering.asked import is_yes_or_no
from reseaux_qa.answering.candidate import Candidate, Way
from reseaux_qa.answering.comparing import conclusion
from reseaux_qa.answering.draft import Draft
from reseaux_qa.answering.evidence import Evidence
from reseaux_qa.answering.fees import is_money
from reseaux_qa.answering.located import named_cities
from reseaux_qa.answering.phrasing import capital, counted, gone_through, listed
from reseaux_qa.answering.rows import Row, cells, marks
from reseaux_qa.answering.texts import seat_of
from reseaux_qa.answering.values import content_words_of, counted_text
from reseaux_qa.facts import Records
from reseaux_qa.facts.counting import MONEY
from reseaux_qa.facts.told import stems_of
from reseaux_qa.french import families, fold, lexicon, says, stem
from reseaux_qa.types import Attribute, Fact, Network, Operation, Question, Quote, Section

_NEED_TWO = 2
_ASKED = 0.2  # probability of a seat from which it is asked for


def measured(evidence: Evidence, records: Records) -> Iterator[Candidate]:
    """« Qui a la plus grosse équipe ? »: each network's number of what the question counts, where no record has it."""
    question, draft = evidence.question, Draft()
    asked = frozenset(map(stem, question.words))
    nouns = _counted_nouns(evidence, asked)
    scope = records.scope(question)
    rows = [Row(n, Attribute.OTHER, fact.number or 0, (fact,)) for n in scope if (fact := _number(n, nouns, asked, evidence, records))]
    if len(rows) >= _NEED_TWO:
        _say(draft, sorted(rows, key=lambda row: -row.value), question, records)
        yield Candidate(Way.COUNTED, evidence, question, draft)


def _counted_nouns(evidence: Evidence, asked: frozenset[str]) -> frozenset[str]:
    """The stems of what may be counted: the question's words and their kin, euros where it asks for an amount."""
    kin = frozenset[str]().union(*(family for family in families() if family & asked))
    return asked | kin | ({stem("euros")} if "amount" in evidence.kinds else set())


def _says(fact: Fact, evidence: Evidence) -> bool:
    """Whether the sentence of an amount says a word of the question, or is of a fee where a cost is asked: a project's budget is none."""
    costs = says(evidence.question.text, "asks", "cost")
    fee = says(fact.quote.text, "asks", "fees")
    return fee if costs else evidence.wanted.said(stems_of(fact.quote)) > 0


def _number(network: Network, nouns: frozenset[str], asked: frozenset[str], evidence: Evidence, records: Records) -> Fact | None:
    """The network's number with such a unit whose sentence says most of the question."""
    found = [fact for fact in records.of(network, Attribute.OTHER) if _counted(fact.unit) in nouns]
    found = [fact for fact in found if not is_money(fact) or _says(fact, evidence)]
    return max(found, key=lambda fact: len(asked & stems_of(fact.quote)), default=None)


@lru_cache(maxsize=4096)  # the page's own units alone
def _counted(unit: str) -> str:
    """The stem of a counted noun; none for countries and members, which records have."""
    if unit in MONEY:
        return stem("euros")
    noun, units = content_words_of(unit), lexicon()["units"]
    return "" if noun in (*units[Attribute.COUNTRIES.value], *units[Attribute.MEMBERS.value]) else stem(noun)


def _say(draft: Draft, rows: Sequence[Row], question: Question, records: Records) -> None:
    ends = {Operation.MOST: rows[0], Operation.FIRST: rows[0], Operation.LEAST: rows[-1], Operation.LAST: rows[-1]}
    end = ends.get(question.operation) if len(rows) > _NEED_TWO else None
    if end is not None:
        draft.say(f"{capital(end.network.label)} : {counted_text(end.fact)} {marks(draft, end)}.")
    elif len(rows) == _NEED_TWO:
        draft.say(f"{capital(cells(draft, rows))}.")
        draft.say(conclusion(rows[1], rows[0], question))
    else:
        draft.say(f"{capital(counted(len(rows), 'réseau', 'réseaux'))} : {cells(draft, rows)}.")
    draft.say("" if question.networks else gone_through(records.networks))


def in_common(evidence: Evidence, records: Records) -> Iterator[Candidate]:
    """« Quelles villes sont citées dans X et dans Y ? »: the cities that each of two networks' presentations names."""
    question, draft = evidence.question, Draft()
    if len(question.networks) == _NEED_TWO and says(question.text, "orders", "shared"):
        one, other = (named_cities(network) for network in question.networks)
        found = [(name, one[name], other[name]) for name in one if name in other and name != fold(records.host)]
        told = [f"{said[0]} {_cited(draft, said, also)}" for _, said, also in found]
        draft.say(f"{capital(listed(told))}." if told else "")
    if draft:
        yield Candidate(Way.LOCATED, evidence, question, draft)


_Named = tuple[str, Network, Section, Quote]


def _cited(draft: Draft, *spots: _Named) -> str:
    return " ".join(draft.cite(network, section, quote) for _, network, section, quote in spots)


def housed(evidence: Evidence, records: Records) -> Iterator[Candidate]:
    """« Ont-ils leur siège dans la même ville ? »: the seats of two networks, after « Oui. » or « Non. »."""
    question, draft = replace(evidence.question, attribute=Attribute.SEAT), Draft()
    seats = [fact for network in question.networks if (fact := records.first(network, Attribute.SEAT))]
    asked = question.asks.get(Attribute.SEAT, 0.0) >= _ASKED and says(question.text, "orders", "same_place")
    if asked and len(seats) == len(question.networks) == _NEED_TWO:
        told = [f"{fact.network.label} ({seat_of(fact)}) {draft.fact(fact)}" for fact in seats]
        same = fold(seat_of(seats[0])) == fold(seat_of(seats[1]))
        draft.say(f"{capital(listed(told))}.").precede("" if not is_yes_or_no(question) else "Oui." if same else "Non.")
        yield Candidate(Way.EACH, evidence, question, draft)
