"""Silence as numbers: what tells that the page does not say, or that a question takes for granted what it does not say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reseaux_qa.answering.candidate import Candidate
from reseaux_qa.answering.evidence import Evidence
from reseaux_qa.answering.granted import borne
from reseaux_qa.answering.nouns import counts_it
from reseaux_qa.answering.rows import RECORDED
from reseaux_qa.facts import Records
from reseaux_qa.types import Attribute, Bound, Hit, Question
from reseaux_qa.understanding.weighing import CHAT

_BEST = 3  # sentences that may hold what is wanted


def _lacking(question: Question, records: Records) -> float:
    """How surely something is asked that the record of no network in question holds."""
    lacking = (a for a in RECORDED if question.networks and all(records.first(network, a) is None for network in question.networks))
    return sum(question.asks.get(a, 0.0) for a in lacking)


def silent(candidate: Candidate, records: Records) -> Iterator[tuple[str, float]]:
    """How much a question seems to go beyond the page: traits of silence, and of what the page says instead."""
    yield from _asked(candidate.question, records)
    yield from _found(candidate.evidence, candidate.question.asks.get(Attribute.UNSAID, 0.0))
    yield from _premised(candidate)


def _asked(question: Question, records: Records) -> Iterator[tuple[str, float]]:
    """What is asked, whatever the page says."""
    asks = question.asks
    yield "silence unsaid", asks.get(Attribute.UNSAID, 0.0)
    yield "silence other", asks.get(Attribute.OTHER, 0.0)
    yield "silence chat", sum(asks.get(a, 0.0) for a in CHAT)
    yield "silence unrecorded", _lacking(question, records)
    yield f"silence {question.turn}", 1.0
    yield "silence named", float(bool(question.networks))
    yield "silence strangers", float(len(question.strangers))
    yield "silence bare", float(not question.words)
    yield "silence sure", max(asks.values(), default=0.0)


def _found(evidence: Evidence, unsaid: float) -> Iterator[tuple[str, float]]:
    """How well the best of what the page says fits, ``unsaid`` being how surely most pages do not say what is asked."""
    hits, question = evidence.hits(), evidence.question
    best = hits[0].support if hits else 0.0
    near, share = evidence.retriever.best_aimed(evidence.aim, question.networks)
    yield "silence support", best
    yield "silence unsaid unsupported", unsaid * (1 - best)
    yield "silence aimed", near
    yield "silence aimed alone", share
    yield "silence unsaid aimed", unsaid * near
    yield "silence aimed at", evidence.aim.silence
    yield "silence share", evidence.retriever.silent(evidence.aim, question.networks)
    if evidence.plain_kinds:
        rare = bool(evidence.rare_kinds)
        held = evidence.is_held if rare else any(_found_in(hits, kind, evidence) for kind in evidence.plain_kinds)
        yield f"silence {'rare ' * rare}{'held' if held else 'lacking'}", 1.0
        yield f"silence unsaid {'held' if held else 'lacking'}", unsaid
    told = {kind: _found_in(hits, kind, evidence) for kind in evidence.due}
    counted = counts_it(question.text, (hit.quote for hit in hits[:_BEST]))
    if counted is not None:
        told["count"] = counted
    for kind, found in told.items():
        yield f"silence {kind} {'held' if found else 'lacking'}", 1.0
        yield f"silence unsaid {kind} {'held' if found else 'lacking'}", unsaid
    yield "silence unknown", evidence.wanted.unknown / 3
    yield "silence unknown share", evidence.wanted.unknown / (len(question.words) or 1)


def _found_in(hits: Sequence[Hit], kind: str, evidence: Evidence) -> bool:
    return any(evidence.finds(kind, hit.quote.text) for hit in hits[:_BEST])


def _premised(candidate: Candidate) -> Iterator[tuple[str, float]]:
    """Whether a question seems to take something for granted, « puisque … », « pourquoi … »."""
    yield from ((f"premise {key} {candidate.way}", 1.0) for key in candidate.evidence.premises)
    yield f"premise dated {candidate.way}", float(any(limit.bound is Bound.EXACT for limit in candidate.question.years))
    yield f"premise counted {candidate.way}", float(bool(candidate.question.numbers))
    yield f"premise named {candidate.way}", float(bool(candidate.question.names))
    yield from borne(candidate)
