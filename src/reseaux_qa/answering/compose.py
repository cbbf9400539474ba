"""Readings of a question → ``Answer``: every candidate is made, the best one is said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from reseaux_qa.answering import abstain, single
from reseaux_qa.answering.candidate import Candidate, Way
from reseaux_qa.answering.candidates import Candidates
from reseaux_qa.answering.choice import Chooser
from reseaux_qa.answering.draft import Draft
from reseaux_qa.answering.evidence import Evidence
from reseaux_qa.answering.phrasing import capital
from reseaux_qa.answering.plausible import SURELY
from reseaux_qa.answering.rows import RECORDED
from reseaux_qa.facts import Records
from reseaux_qa.french import fold
from reseaux_qa.retrieval import Retriever
from reseaux_qa.types import Answer, Attribute, Operation, Question, Turning
from reseaux_qa.understanding.dialogue import plainly_asked, points_at_another


class Composer:
    """Writes the best answer that the records and the sentences of a page give."""

    def __init__(self, records: Records, retriever: Retriever, candidates: Candidates, chooser: Chooser) -> None:
        """All are of the same corpus."""
        self._records = records
        self._retriever = retriever
        self._candidates = candidates
        self._chooser = chooser

    def warm(self) -> None:
        """Open the index and the lexical ranks."""
        self._retriever.ranks(self._records.host)

    def candidates(self, readings: Sequence[Question]) -> list[Candidate]:
        """All that could be said, each text once; at least silence."""
        return list({self.text(candidate): candidate for candidate in reversed([*self._made(readings)])}.values())[::-1]

    def _made(self, readings: Sequence[Question]) -> Iterator[Candidate]:
        evidence = Evidence.of(readings[0], self._retriever)
        about = next((question for question in readings if question.turn in (Turning.PICKED, Turning.ABOUT_IT)), readings[0])
        if self._lacks(about):  # « il est basé où ? »: that the page does not say is no reason to go on with the turn before
            readings = [question for question in readings if question.turn is not Turning.GOES_ON]
        another = [*_of_another(evidence, readings)]
        made = [candidate for said in (*(_beside(evidence, one) for one in readings), *another) for candidate in self._candidates.of(said)]
        yield from made
        going_on = [question for question in readings if question.turn is Turning.GOES_ON]
        corrected = {c.question.turn for c in made if c.way is Way.SURE and c.kind == "corrected"}  # which says what silence would
        for said in (*map(evidence.reading, (about, *going_on)), *another):
            if said.question.turn not in corrected:
                yield Candidate(Way.SILENCE, said, said.question, Draft())

    def _lacks(self, about: Question) -> bool:
        """Whether a message plainly asks what a record may hold and that of the network spoken of does not."""
        asked = plainly_asked(about) if len(about.networks) == 1 and about.turn is Turning.ABOUT_IT else None
        if asked is Attribute.MEMBERS and about.doings.get(Operation.COUNT, 0.0) >= SURELY:
            return not any(fact.number is not None for fact in self._records.of(about.networks[0], asked))
        return asked in RECORDED and self._records.first(about.networks[0], asked) is None

    def compose(self, readings: Sequence[Question]) -> tuple[Answer, Question]:
        """The best answer to any of the readings, and the reading it answers; never raises for what the page lacks."""
        choice = self._chooser.choose(self.candidates(readings))
        answer = self.said(choice.candidate, choice.beside)
        return replace(answer, confidence=round(choice.confidence, 3)), choice.candidate.question

    def said(self, candidate: Candidate, beside: Candidate | None = None) -> Answer:
        """A candidate as an answer, with another after it; silence says what the page does say nearby."""
        question = candidate.question
        if candidate.way is Way.SILENCE:
            return abstain.unsaid(question, self._records, candidate.evidence)
        if candidate.way is Way.CHAT:
            return candidate.draft.finish(abstain.general_suggestions(self._records))
        draft = self._named(candidate)
        if beside is not None:
            draft.append(self._named(beside).precede("La page dit aussi :"))
        return draft.finish(self._next(candidate))

    def text(self, candidate: Candidate) -> str:
        """What tells a candidate from the others."""
        return f"{candidate.question.turn} {candidate.way is Way.SILENCE} {candidate.draft.text}"

    def _named(self, candidate: Candidate) -> Draft:
        """An answer about a network that the message does not name says which one it is about."""
        draft, networks = candidate.draft, candidate.evidence.question.networks
        if len(networks) == 1 and fold(networks[0].name) not in fold(candidate.question.text) and not draft.says(networks[0].name):
            return draft.about(f"{capital(networks[0].label)} :")
        return draft

    def _next(self, candidate: Candidate) -> tuple[str, ...]:
        networks = candidate.evidence.question.networks
        if len(networks) != 1:
            return abstain.general_suggestions(self._records)
        return single.suggestions(networks[0], self._records, candidate.question.attribute)


def _beside(evidence: Evidence, reading: Question) -> Evidence:
    """A reading beside the page, a part of the question on its own."""
    return evidence.part(reading) if reading.turn in (Turning.ASKED, Turning.GRANTED) else evidence.reading(reading)


_TOLD = 0.3  # how far before the next a network is, from which words describe it


def _of_another(evidence: Evidence, readings: Sequence[Question]) -> Iterator[Evidence]:
    """« Et ceux du réseau sur l'éclairage ? »: what was asked before, of the network that these words describe."""
    going_on = next((question for question in readings if question.turn is Turning.GOES_ON), None)
    if going_on is None or not points_at_another(going_on.text):
        return
    own = readings[0].words
    network, ahead = evidence.told_apart(own)
    if network is not None and ahead >= _TOLD and network not in going_on.networks:
        asked = max(going_on.asks, key=going_on.asks.__getitem__, default=Attribute.DEFINITION)
        asked = Attribute.DEFINITION if asked is Attribute.NETWORK else asked
        left = tuple(word for word in going_on.words if word not in own)
        again = replace(going_on, attribute=asked, asks={asked: 1.0}, words=left)
        yield evidence.reading(again).about(network, min(ahead, 1.0))
