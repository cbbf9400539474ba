"""Question + records + retrieval → ``Answer``: where an answer is sought, and which one wins.

The record answers first.  But a question often says more than its attribute
(« … lors de l'inauguration de … »): when a sentence of the page says clearly
more of the question's own words than the record's quotes do, that sentence answers.
"""

from __future__ import annotations

from dataclasses import replace

from reseaux_qa.answering import abstain, across, record, single, themes
from reseaux_qa.answering.draft import Draft
from reseaux_qa.answering.evidence import STATED, SURELY, Evidence
from reseaux_qa.answering.phrasing import capital
from reseaux_qa.facts import Records
from reseaux_qa.french import fold
from reseaux_qa.retrieval import Retriever
from reseaux_qa.types import Answer, Attribute, Network, Operation, Question
from reseaux_qa.understanding.reader import CHAT

_RANKED = frozenset({Operation.FIRST, Operation.LAST, Operation.MOST, Operation.LEAST, Operation.COMPARE, Operation.DURATION})
_DESCRIBED = frozenset(
    {Attribute.OTHER, Attribute.OBJECTIVES, Attribute.ROLE, Attribute.DEFINITION, Attribute.PROJECTS, Attribute.PARTNERS}
)
_SEVERAL = 2
_CHATTY = 0.9  # of the intent model: above, small talk is small talk


class Composer:
    """Writes answers from the records first, from retrieved sentences next."""

    def __init__(self, records: Records, retriever: Retriever) -> None:
        """Both are of the same corpus."""
        self._records = records
        self._retriever = retriever
        self._evidence = Evidence(retriever)

    def warm(self) -> None:
        """Open the index and the lexical ranks."""
        self._retriever.passages(self._records.host)

    def compose(self, question: Question) -> Answer:
        """The answer to an understood question; never raises for what the page lacks."""
        if question.attribute in CHAT and not question.networks and not self._is_misread(question):
            return abstain.chat(question, self._records)
        question = themes.themed(question, self._evidence)
        draft = self._named(question, self._draft(question))
        if draft.empty:
            return abstain.unsaid(question, self._records, self._evidence.nearby(question))
        return draft.finish(suggestions=self._next(question))

    def _named(self, question: Question, draft: Draft) -> Draft:
        """An answer about a network that the message does not name says which one it is about."""
        for network in question.networks if len(question.networks) == 1 and not draft.empty else ():
            if fold(network.name) not in fold(question.text) and not draft.says(network.name):
                draft.precede(f"{capital(network.label)} :")
        return draft

    def _is_misread(self, question: Question) -> bool:
        """What sounded like small talk, but the page says nearly all its words."""
        if question.attribute is not Attribute.OFFTOPIC or not question.terms or question.confidence >= _CHATTY:
            return False
        hits = self._evidence.hits(question)
        return bool(hits) and hits[0].support >= SURELY

    def _draft(self, question: Question) -> Draft:
        if len(question.networks) == 1:
            return self._one(question, question.networks[0])
        return self._several(question) if question.networks else self._all(question)

    def _one(self, question: Question, network: Network) -> Draft:
        if record.is_of_another(question):
            return Draft()
        told = record.tell(question, network, self._records, self._evidence)
        return told if not told.empty and not question.terms else self._better(question, told)

    def _better(self, question: Question, told: Draft) -> Draft:
        hits = self._evidence.hits(question)
        return self._evidence.tell(question, hits) if self._evidence.wins(question, told, hits) else told

    def _several(self, question: Question) -> Draft:
        draft = Draft()
        if question.attribute in across.DATES | across.COUNTS and question.operation in _RANKED:
            across.compare(draft, question, self._records)
        if draft.empty:
            for network in question.networks:
                told = self._one(replace(question, networks=(network,)), network)
                draft.append(told if told.empty or told.says(network.name) else told.precede(f"{capital(network.label)} :"))
        return draft

    def _all(self, question: Question) -> Draft:
        draft = Draft()
        unknown = record.is_of_another(question) and bool(question.strangers)
        if unknown or themes.is_foreign(question, self._evidence):
            return draft
        if question.places and question.attribute not in STATED and not (question.host and question.years):
            draft = themes.placed(question, self._records, self._evidence)
        if draft.empty and question.operation in (Operation.LIST, Operation.COUNT) and question.attribute in _DESCRIBED:
            draft = themes.feature_list(question, self._evidence)
        if draft.empty and question.attribute is Attribute.NETWORK and question.terms:
            draft = themes.theme_list(question, self._evidence)
        if draft.empty and not self._is_narrower(question):
            across.compute(draft, question, self._records)
        return draft if not draft.empty and not self._says_more(question) else self._better(question, draft)

    def _is_narrower(self, question: Question) -> bool:
        """« Quels réseaux luttent contre … ? »: words that a list of all networks would leave aside."""
        listing = question.attribute is Attribute.NETWORK and question.operation is Operation.LIST
        counting = question.attribute in across.COUNTS and question.operation in (Operation.LIST, Operation.VALUE)
        return bool(question.terms) and (listing or (counting and not question.numbers))

    def _says_more(self, question: Question) -> bool:
        """Several words that a list over all networks leaves aside, and that one sentence says."""
        if question.attribute not in across.DATES | across.COUNTS or len(question.terms) < _SEVERAL:
            return False
        hits = self._evidence.hits(question)
        return bool(hits) and hits[0].support >= SURELY

    def _next(self, question: Question) -> tuple[str, ...]:
        if len(question.networks) != 1:
            return abstain.general_suggestions(self._records)
        return single.suggestions(question.networks[0], self._records, question.attribute)
