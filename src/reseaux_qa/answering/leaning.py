"""What only makes sense after the last answer: the n-th thing that it told, what came before or after it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reseaux_qa.answering import named
from reseaux_qa.answering.candidate import Candidate, Way
from reseaux_qa.answering.draft import Draft
from reseaux_qa.answering.evidence import Evidence
from reseaux_qa.answering.texts import announced, shown
from reseaux_qa.facts import Records
from reseaux_qa.types import Quote, Turning


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
        draft = named.next_to(question, question.networks[0], records)
        if draft:
            yield Candidate(Way.NEXT, evidence, question, draft)
