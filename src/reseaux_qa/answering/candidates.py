"""Every way to answer a question: from a record, from sentences, computed over all networks, or not at all.

Nothing is decided here.  Each candidate is a whole answer with its citations;
``choice`` picks the one that best fits what was asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import reduce

from reseaux_qa.answering import (
    abstain,
    across,
    beside,
    checks,
    comparing,
    deeds,
    fees,
    founder,
    leaning,
    located,
    named,
    ordering,
    outside,
    people,
    quoted,
    seats,
    single,
    themes,
    values,
    worded,
)
from reseaux_qa.answering.asked import is_yes_or_no, picks
from reseaux_qa.answering.candidate import Candidate, Way
from reseaux_qa.answering.draft import Draft
from reseaux_qa.answering.evidence import Evidence
from reseaux_qa.answering.instead import corrections, elsewhere
from reseaux_qa.answering.plausible import (
    LIKELY,
    apart,
    asks_for_a_year,
    asks_for_coincidences,
    compares,
    is_across,
    is_too_vague,
    is_uncounted,
    leaves_aside,
    likeliest,
    operations,
    sets_apart,
    told_attributes,
)
from reseaux_qa.answering.rows import COUNTS, DATES, NOUNS, query
from reseaux_qa.answering.unknown import unknown_name
from reseaux_qa.facts import Records
from reseaux_qa.types import Attribute, Network, Operation, Question, Turning
from reseaux_qa.understanding.limits import speaks_of_both
from reseaux_qa.understanding.weighing import CHAT

Asking = Callable[[Question, Attribute, Operation], Question]

_ASKS = 4  # attributes tried, at most
_ALL_AT_ONCE = 3  # attributes of one network told together, at most
_SHARED, _IN_ONE_BREATH = 0.08, 0.02  # probabilities from which a count, or another attribute, may be asked too
_THEMES, _THEME = 2, 0.3  # networks told by their theme: how many, from which share of the words
_COUNTABLE = (Attribute.MEMBERS, Attribute.COUNTRIES)
_BELONGING = (Attribute.MEMBERS, Attribute.NETWORK)
_TALLIES = ((Way.COUNTED, values.tell_counts), (Way.COUNTED, located.countries), (Way.LOCATED, located.members))
_COUNTERS = dict.fromkeys(COUNTS, values.tally) | {Attribute.PRESIDENCY: single.count_presidencies}
_NO_MEMBERSHIP = COUNTS | {Attribute.PRESIDENCY, Attribute.FOUNDERS, Attribute.SEAT, Attribute.CREATED}  # not borne out by joining


class Candidates:
    """Makes the candidates of a question, in any corpus."""

    def __init__(self, records: Records, asking: Asking, persons: Callable[[], people.People]) -> None:
        """``asking`` gives a question with another attribute and operation tried; ``persons`` are looked for when first asked about."""
        self._records = records
        self._asking = asking
        self._people = persons

    def of(self, evidence: Evidence) -> Iterator[Candidate]:
        """All that could be said to one reading of a question, as an answer or as what the page says instead."""
        made = _once(self._all(evidence))
        granted = evidence.question.turn is Turning.GRANTED  # which is not asked: it can only be corrected
        yield from (candidate for candidate in made if not granted or candidate.kind == "corrected")
        yield from corrections(made, self._records.city)

    def _all(self, evidence: Evidence) -> Iterator[Candidate]:
        for tell in (leaning.nth, leaning.next_to, beside.measured, beside.in_common, beside.housed, fees.told):
            yield from tell(evidence, self._records)
        match len(evidence.question.networks):
            case 0:
                yield from self._of_all(evidence)
            case 1:
                yield from self._of_one(evidence)
            case _:
                yield from filter(_is_whole, self._of_several(evidence))

    # --- what is tried ----------------------------------------------------

    def _tried(self, question: Question) -> Iterator[Question]:
        """The likely attributes with the likely operations."""
        for attribute in told_attributes(question, LIKELY)[:_ASKS]:
            for operation in operations(question, attribute):
                yield self._asking(question, attribute, operation)
            if attribute is Attribute.WAITED and len(question.networks) > 1:  # « dans X, combien de temps avant d'entrer dans Y ? »
                yield self._asking(question, Attribute.JOINED, Operation.COMPARE)

    # --- one network ------------------------------------------------------

    def _of_one(self, evidence: Evidence) -> Iterator[Candidate]:
        network = evidence.question.networks[0]
        for attribute, tell in (*checks.SURE, (Attribute.JOINED, founder.from_the_start)):
            question = self._asking(evidence.question, attribute, likeliest(evidence.question))
            if sure := tell(question, network, self._records):
                yield Candidate(Way.SURE, evidence, question, sure)
                return
        for question in self._tried(evidence.question):
            yield from (Candidate(way, evidence, question, draft) for way, draft in self._told(question, network))
        yield from self._counted(evidence, network)
        yield from self._both(evidence)
        yield from self._dated(evidence, network)
        yield from people.in_charge(evidence)
        yield from people.elsewhere(evidence, self._people)
        yield from self._same_year(evidence, network)
        yield from elsewhere(evidence, self._records)
        yield from self._sentences(evidence)
        if compares(evidence.question):
            yield from self._beside(evidence, network)

    def _counted(self, evidence: Evidence, network: Network) -> Iterator[Candidate]:
        """« Combien de musées ? », « laquelle est anglaise ? »: what the page counts with the question's own noun, or lists there."""
        counts = evidence.question.doings.get(Operation.COUNT, 0.0) >= _SHARED
        question = self._asking(evidence.question, Attribute.OTHER, Operation.COUNT if counts else Operation.LIST)
        for way, tell in _TALLIES if counts else _TALLIES[1:] if picks(question) else _TALLIES[1:2]:
            yield Candidate(way, evidence, question, tell(question, network, self._records))

    def _dated(self, evidence: Evidence, network: Network) -> Iterator[Candidate]:
        """« Quel événement en 2018 ? »: what the page dates in the years asked about."""
        question, draft = self._asking(evidence.question, Attribute.EVENTS, likeliest(evidence.question)), Draft()
        for line in named.dated(draft, question, network, self._records) if question.years else ():
            draft.say(line)
        yield Candidate(Way.DATED, evidence, question, draft)

    def _same_year(self, evidence: Evidence, network: Network) -> Iterator[Candidate]:
        """« L'année où nous avons rejoint X, lequel est né ? »: what one of its dates has beside it."""
        likelier = max((Attribute.CREATED, Attribute.JOINED), key=lambda date: evidence.question.asks.get(date, 0.0))
        question = self._asking(evidence.question, likelier, Operation.LIST)
        yield Candidate(Way.SAME_YEAR, evidence, question, ordering.dated_by(question, network, self._records))

    def _beside(self, evidence: Evidence, network: Network) -> Iterator[Candidate]:
        """« l'AIMF et l'association des villes éducatrices »: a second network that words describe."""
        other = next(((n, share) for n, share in evidence.described() if n is not network), None)
        if other is not None and other[1] >= _THEME:
            both = replace(evidence.question, networks=themes.in_order(evidence.question, network, other[0]))
            yield from self._of_several(replace(evidence, question=both, theme=other[1]))

    def _both(self, evidence: Evidence) -> Iterator[Candidate]:
        """« Quand a-t-il été créé et rejoint ? »: two things asked in one breath, or three."""
        likely = apart(told_attributes(evidence.question, _IN_ONE_BREATH))[:_ALL_AT_ONCE]
        for count in range(2, len(likely) + 1):
            questions = [self._asking(evidence.question, attribute, likeliest(evidence.question)) for attribute in likely[:count]]
            drafts = [comparing.each(question, self._records) for question in questions]
            if all(drafts):
                yield Candidate(Way.BOTH, evidence, questions[0], reduce(Draft.append, drafts, Draft()))

    def _told(self, question: Question, network: Network) -> Iterator[tuple[Way, Draft]]:
        told = single.tell(question, network, self._records)
        left = checks.leaving(question, network, self._records) if question.attribute is Attribute.JOINED else Draft()
        if is_uncounted(question, told) or left:
            yield Way.PREMISE, left
            return
        if not leaves_aside(question, told):
            yield Way.FACT, told
        if question.attribute in _COUNTABLE:
            yield Way.ITEMS, values.items(question, network)
        if question.attribute is Attribute.MEMBERS:
            yield Way.LOCATED, located.members(question, network, self._records)
        yield from ((Way.CHECK, draft) for draft in self._checked(question, network, told))
        if question.attribute is Attribute.JOINED:
            yield Way.PREMISE, checks.joiner(question, network, self._records)
        if question.attribute is Attribute.PRESIDENCY:
            yield Way.PREMISE, checks.predecessor(question, network, self._records)
        if question.operation is Operation.COUNT and (count := _COUNTERS.get(question.attribute)) is not None:
            yield Way.FACT, count(question, network, self._records)
        if question.attribute is Attribute.WAITED or (question.operation is Operation.DURATION and speaks_of_both(question.text)):
            yield Way.ACROSS, across.waited(question, self._records)
        for tell in () if question.years else seats.BESIDE_IT.get(question.attribute, ()):
            yield Way.ORDER, tell(question, network, self._records)

    def _checked(self, question: Question, network: Network, told: Draft) -> Iterator[Draft]:
        if question.attribute in DATES and question.years:
            yield checks.year(question, network, self._records, confirm=is_yes_or_no(question))
        if question.years and question.attribute in COUNTS:
            yield checks.dated_counts(question, network, self._records)
        if question.host and question.operation is Operation.VERIFY and question.attribute not in _NO_MEMBERSHIP and not question.years:
            yield checks.membership(question, network, self._records)
        if question.attribute in _BELONGING and question.names:
            yield checks.belonging(question, network, self._records)
            yield checks.absence(question, network, self._records)
            if is_yes_or_no(question):
                yield checks.no_member(question, network, self._records)
        if told:
            yield from checks.against(told, question, self._records.host, deny=is_yes_or_no(question))

    # --- sentences --------------------------------------------------------

    def _sentences(self, evidence: Evidence) -> Iterator[Candidate]:
        question = self._asking(evidence.question, Attribute.OTHER, likeliest(evidence.question))
        return quoted.sentences(evidence, question, self._records.host)

    # --- several networks -------------------------------------------------

    def _of_several(self, evidence: Evidence) -> Iterator[Candidate]:
        stands = False
        for question in self._tried(evidence.question):
            belongs = checks.belonging_to_each(question, self._records) if question.attribute in _BELONGING else Draft()
            yield Candidate(Way.CHECK, evidence, question, belongs)
            if belongs and is_yes_or_no(question):
                stands = True
                continue  # neither sizes nor dates answer whether it is there
            yield from (made for made in self._computed(question, evidence) if not leaves_aside(question, made.draft))
            each = comparing.each(question, self._records)
            if not leaves_aside(question, each):
                yield Candidate(Way.EACH, evidence, question, each)
        if not stands:
            yield from self._both(evidence)
        one = themes.told_apart(evidence.question, evidence)
        if evidence.question.asks.get(Attribute.NETWORK, 0.0) >= LIKELY:
            yield Candidate(Way.THEME, evidence, self._asking(evidence.question, Attribute.NETWORK, Operation.LIST), one)
        yield from self._sentences(evidence)

    def _computed(self, question: Question, evidence: Evidence) -> Iterator[Candidate]:
        computer = across.COMPUTERS.get((question.attribute, question.operation))
        if asks_for_a_year(question):
            yield Candidate(Way.ORDER, evidence, question, ordering.busiest(question, self._records))
        elif asks_for_coincidences(question):
            yield Candidate(Way.ORDER, evidence, question, ordering.coincidences(question, self._records))
        elif computer is not None and (draft := computer(question, self._records)):
            draft.checked = query(question, self._records) if question.attribute in NOUNS else ""
            yield Candidate(Way.ACROSS, evidence, question, draft)

    # --- all networks -----------------------------------------------------

    def _of_all(self, evidence: Evidence) -> Iterator[Candidate]:
        yield from self._chat(evidence)
        plain = self._asking(evidence.question, Attribute.NETWORK, Operation.LIST)
        in_name = themes.worded_list(plain, self._records.networks)
        yield Candidate(Way.THEME, evidence, plain, in_name)
        if in_name or unknown_name(evidence.question) or deeds.has_none(evidence.question, self._records):
            return
        yield Candidate(Way.PREMISE, evidence, plain, checks.no_leaving(plain, self._records, evidence.retriever.outside))
        yield from outside.told_outside(evidence, self._records)
        yield from people.in_several(evidence, self._people)
        yield from people.named(evidence, self._people)
        yield from deeds.told(evidence, self._asking(evidence.question, Attribute.ROLE, Operation.LIST), self._records)
        for question in self._tried(evidence.question):
            if is_across(question, evidence):
                yield from (made for made in self._computed(question, evidence) if not leaves_aside(question, made.draft))
        likely = max(evidence.question.asks, key=lambda a: evidence.question.asks[a], default=Attribute.OTHER)
        asked = self._asking(evidence.question, likely, Operation.VALUE)
        if is_too_vague(asked):
            return
        for way, draft in worded.told(plain, evidence, self._records):
            yield Candidate(way, evidence, plain, draft)
        yield from self._sentences(evidence)
        yield from self._described(evidence, asked.terms)

    def _described(self, evidence: Evidence, terms: tuple[str, ...]) -> Iterator[Candidate]:
        """Of the networks that words describe: « le réseau de l'éclairage ou celui des fusées », « combien d'escales brésiliennes »."""
        pair = themes.set_apart(evidence) if sets_apart(evidence.question) else None
        if pair is not None:
            yield from self._of_several(pair)
        for network in located.listing(evidence.question, self._records):
            yield from self._counted(evidence.about(network, _THEME), network)
        for network, share in evidence.described(terms)[:_THEMES] if terms else ():
            if share >= _THEME:
                yield from self._of_one(evidence.about(network, share))

    def _chat(self, evidence: Evidence) -> Iterator[Candidate]:
        for attribute in CHAT:
            if evidence.question.asks.get(attribute, 0.0) >= LIKELY:
                question = self._asking(evidence.question, attribute, Operation.CHAT)
                yield Candidate(Way.CHAT, evidence, question, abstain.chat(question, self._records))


def _once(made: Iterable[Candidate]) -> list[Candidate]:
    """Those that say something, none told twice in one way, as a sentence or as the only item of a list: it would back itself."""
    told = {(c.way, c.question.turn, c.draft.text.removeprefix("- ")): c for c in reversed([*made]) if c.draft}
    return [*reversed(told.values())]


def _is_whole(candidate: Candidate) -> bool:
    """A network set against the one before it is told of too: « et celui de … ? » is not answered by the other's."""
    against = candidate.question.turn is Turning.AGAINST_IT
    return not against or set(candidate.question.networks) <= set(candidate.draft.networks)
