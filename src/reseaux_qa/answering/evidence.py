"""Sentences as evidence: which could answer a question, and whether they say enough of it."""

from __future__ import annotations

from collections.abc import Sequence

from reseaux_qa.answering.across import COUNTS, DATES
from reseaux_qa.answering.draft import Draft
from reseaux_qa.answering.phrasing import capital
from reseaux_qa.answering.texts import announced, focus, say_list, shown
from reseaux_qa.facts import stems_of
from reseaux_qa.french import fold, phrase_pattern
from reseaux_qa.quantities import dates, quantities
from reseaux_qa.retrieval import Retriever
from reseaux_qa.types import Attribute, Bound, Hit, Operation, Question, Quote, Status

# Shares, 0 to 1, of the weight of a question's words that a sentence must say; set on the dev
# questions and two made-up cities, where neighbouring values change two answers in a hundred at most.
SUPPORTED = 0.45
SURELY = 0.85  # for what such pages usually do not tell
PARTLY = 0.3
UNSURE = 0.5  # of the intent model: below, the words of the question count more than its attribute
_MARGIN = 0.2  # a sentence must say this much more than the record's quotes to replace them
_FEWEST = 2  # words that a question about the whole page must say, for a sentence to answer it
_AS_GOOD = 0.95  # of the best sentence's support, for a second one to be said too

OPEN = frozenset({Attribute.OTHER, Attribute.UNSAID, Attribute.OFFTOPIC, Attribute.SAME, Attribute.PROJECTS, Attribute.PARTNERS})
STATED = frozenset({Attribute.PRESIDENCY, Attribute.SEAT, Attribute.FOUNDERS})


class Evidence:
    """Weighs sentences for questions."""

    def __init__(self, retriever: Retriever) -> None:
        """``retriever`` finds and scores the sentences."""
        self.retriever = retriever

    def hits(self, question: Question) -> list[Hit]:
        """Sentences that could answer: of the type asked for, and of the very years asked about."""
        found = self.retriever.find(question.text, wanted(question), question.networks, question.attribute)
        return [hit for hit in found if fits(question, hit.quote.text)]

    def nearby(self, question: Question) -> list[Hit]:
        """The one sentence worth telling when the answer is not on the page."""
        return [hit for hit in self.hits(question) if hit.support >= PARTLY][:1] if question.networks else []

    def says(self, terms: Sequence[str], quotes: Sequence[Quote]) -> float:
        """The share of some terms' weight that some quotes say."""
        return self.retriever.support(terms, frozenset[str]().union(*map(stems_of, quotes)))

    def wins(self, question: Question, record: Draft, hits: Sequence[Hit]) -> bool:
        """Whether the best sentence answers better than the record does."""
        best = hits[0].support if hits else 0.0
        if best < threshold(question) or _is_plainly_stated(question) or _is_too_vague(question):
            return False
        if record.empty:
            return True
        if record.status is not Status.ANSWERED:
            return False
        return best > self.says(wanted(question), record.quotes) + _MARGIN

    def tell(self, question: Question, hits: Sequence[Hit]) -> Draft:
        """The best sentence, a second one that is as good, and what either announces."""
        draft = Draft()
        for hit in hits[:2]:
            if hit.support >= _AS_GOOD * hits[0].support:
                quote = focus(hit.quote, wanted(question))
                line = shown(quote, draft.cite(hit.network, hit.section, quote))
                known = hit.network in question.networks or draft.says(hit.network.name) or _names(hit)
                draft.say(line if known else f"{capital(hit.network.label)} : {line}")
                say_list(draft, hit.network, hit.section, announced(hit.section, hit.quote))
        return draft


def _names(hit: Hit) -> bool:
    return fold(hit.network.name) in fold(hit.quote.text)


def _is_plainly_stated(question: Question) -> bool:
    """A presidency, seat or founder asked for with no other word is in the record or nowhere."""
    sure = question.attribute in STATED and question.confidence >= UNSURE
    return sure and not question.terms and not question.places


def _is_too_vague(question: Question) -> bool:
    """« Quand a-t-il été créé ? » without a network: any network's sentence would do, so none does."""
    if question.networks or question.places or question.strangers or question.years:
        return False
    return not question.terms if question.attribute not in OPEN else len(question.words) < _FEWEST


def wanted(question: Question) -> tuple[str, ...]:
    """The words that a sentence should say: what nothing explains, or else all."""
    own = (*question.terms, *map(str.lower, question.places), *map(str.lower, question.strangers))
    if question.attribute in OPEN or not own:
        own = (*own, *question.words)
    return tuple(dict.fromkeys(own))


def threshold(question: Question) -> float:
    """Doubt where pages rarely say; trust a detail asked of a named network."""
    if question.attribute is Attribute.UNSAID or question.unsaid > UNSURE:
        return SURELY
    detail = question.attribute is Attribute.OTHER or question.confidence < UNSURE
    return PARTLY if detail and question.networks else SUPPORTED


def fits(question: Question, text: str) -> bool:
    """A « combien » wants a number, a « quand » a date, « en 2018 » that year, a presidency the word."""
    exact = [limit.value for limit in question.years if limit.bound is Bound.EXACT]
    if any(str(year) not in text for year in exact):
        return False
    if question.operation is Operation.COUNT or (question.attribute in COUNTS - {Attribute.MEMBERS} and question.confidence >= UNSURE):
        return any(quantity.number not in {limit.value for limit in question.numbers} for quantity in quantities(text))
    if question.attribute in DATES:
        return bool(dates(text))
    typed = question.attribute in STATED and question.confidence >= UNSURE
    return not typed or phrase_pattern("events", question.attribute.value).search(fold(text)) is not None
