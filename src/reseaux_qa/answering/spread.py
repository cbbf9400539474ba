"""What is asked across the page: traits of how much of it a candidate tells."""

from __future__ import annotations

from collections.abc import Iterator

from reseaux_qa.answering.candidate import Candidate
from reseaux_qa.french import says
from reseaux_qa.types import Operation


def spread(candidate: Candidate) -> Iterator[tuple[str, float]]:
    """The share of the networks that say a question's names which a candidate tells, and whether a seat on a body is asked for."""
    question, evidence = candidate.question, candidate.evidence
    if evidence.question.networks and not evidence.theme:
        return
    yield f"body {candidate.way}", float(says(question.text, "asks", "bodies"))
    if len(evidence.naming) > 1:
        told = len(evidence.naming.intersection(candidate.draft.networks)) / len(evidence.naming)
        yield "spread", told
        yield from ((f"spread {doing}", told * question.doings.get(doing, 0.0)) for doing in (Operation.LIST, Operation.VALUE))
