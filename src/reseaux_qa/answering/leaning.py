"""What only makes sense after the last answer: the n-th thing that it told, what came before or after it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from reseaux_qa.answering.candidate import Candidate, Way
from reseaux_qa.answering.draft import Draft
from reseaux_qa.answering.evidence import Evidence
from reseaux_qa.answering.single import stated
from reseaux_qa.answering.texts import announced, shown
from reseaux_qa.facts import Records
from reseaux_qa.french import fold, says
from reseaux_qa.types import Attribute, Date, Network, Question, Quote, Turning


def nth(evidence: Evidence, records: Records) -> Iterator[Candidate]:
    """« Et le deuxième ? »: what the last answer quoted in that place, the line that announces a list left out."""
    question, position = evidence.question, evidence.question.position
    listed = [line for quote in question.quotes for line in _lines(quote, question.quotes, records)]
    if position and question.turn is Turning.ABOUT_IT and 1 < len(listed) >= position:
        quote = listed[position - (position > 0)]
        section, draft = records.section_of(quote), Draft()
        draft.say(shown(quote, draft.cite(question.networks[0], section, quote)))
        yield Candidate(Way.NTH, evidence, question, draft)


def _lines(quote: Quote, told: Sequence[Quote], records: Records) -> list[Quote]:
    """The quote itself, or in the place of a line that announces a list the lines under it that were not told."""
    section = records.section_of(quote)
    under = announced(section, quote) if section is not None else []
    return [line for line in under if line not in told] if under else [quote]


def next_to(evidence: Evidence, records: Records) -> Iterator[Candidate]:
    """« Et celle d'avant ? », « Et après ? »: what the page dates just before or after what was last told."""
    question = evidence.question
    if question.turn is Turning.ABOUT_IT and question.quotes and len(question.networks) == 1:
        draft = _beside(question, question.networks[0], records)
        if draft:
            yield Candidate(Way.NEXT, evidence, question, draft)


_AND_THEN = 3  # steps told to « et ensuite ? »
_ONE_STEP = re.compile(r"\bjuste\b|\bsuivante?\b|\bcel(?:ui|le) d'apres\b|\bsuccess|\bsucced")


def _beside(question: Question, network: Network, records: Records) -> Draft:
    """The presidency or event dated just before or after the one that the question's quotes tell, by its own words."""
    draft, folded = Draft(), fold(question.text)
    sides = [says(folded, "orders", side) for side in ("earlier", "later")]
    for attribute in (Attribute.PRESIDENCY, Attribute.EVENTS) if sides[0] != sides[1] else ():
        facts = sorted((f for f in records.of(network, attribute) if f.date), key=lambda fact: fact.date or Date(0))
        here = next((held for quote in question.quotes if (held := [n for n, f in enumerate(facts) if f.quote.overlaps(quote)])), [])
        at = (min(here) - 1 if sides[0] else max(here) + 1) if here else -1
        if 0 <= at < len(facts):
            following = facts[at : at + _AND_THEN] if sides[1] and not _ONE_STEP.search(folded) else [facts[at]]
            for fact in following:
                draft.say(stated(fact, draft.fact(fact)))
            return draft
    return draft
