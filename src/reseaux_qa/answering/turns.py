"""How a candidate hangs on the turn before: traits of a follow-up."""

from __future__ import annotations

import math
from collections.abc import Iterator

from reseaux_qa.answering.candidate import Candidate
from reseaux_qa.french import lexicon, says, words
from reseaux_qa.types import Attribute, Turning
from reseaux_qa.understanding.dialogue import goes_on, points_at_another

_BRIEF = 4  # words of a message that may be but a name
_FLOOR = 0.002  # of a probability, before its logarithm


def log(probability: float) -> float:
    """A probability on the scale of the other traits, bounded below."""
    return math.log(max(probability, _FLOOR)) / 3


def turned(candidate: Candidate) -> Iterator[tuple[str, float]]:
    """How a reading completed from the turn before fits it; nothing for a first message."""
    question = candidate.question
    if not question.quotes and question.turn is Turning.ALONE:
        return
    turn, said = question.turn, [word.text for word in words(question.text)]
    cues = lexicon()["references"]
    yield f"turn {turn}", 1.0
    yield f"turn {turn} same", question.asks.get(Attribute.SAME, 0.0) if turn is not Turning.GOES_ON else 0.0
    if turn in (Turning.GOES_ON, Turning.MORE_OF_IT):
        yield f"turn {turn} leaning", log(question.leaning)
    yield f"turn {turn} again", question.leaning * float(len(question.asks) == 1)
    yield f"turn {turn} brief", float(len(said) <= _BRIEF)
    yield f"turn {turn} brief named", float(len(said) <= _BRIEF and bool(candidate.evidence.question.networks))
    yield f"turn {turn} goes on", float(goes_on(question.text))
    yield f"turn {turn} another {'described' if candidate.evidence.theme else 'as named'}", float(points_at_another(question.text))
    yield f"turn {turn} than", float(says(question.text, "orders", "than"))
    yield f"turn {turn} single", float(any(word in cues["single"] for word in said))
    yield f"turn {turn} several", float(any(word in cues["several"] for word in said))
    yield f"turn {turn} named", float(turn is not Turning.ABOUT_IT and bool(candidate.evidence.question.networks))
    quotes = set(candidate.draft.quotes)
    yield f"turn {turn} repeats", float(bool(quotes & set(question.quotes)))
    yield f"turn {turn} only repeats", float(bool(quotes) and all(any(map(quote.overlaps, question.quotes)) for quote in quotes))
    yield f"turn {turn} beside", float(any(_touch(a, b) for a in quotes for b in question.quotes))


def _touch(one: object, other: object) -> bool:
    return abs(one.start - other.start) < 600 and one != other  # type: ignore[attr-defined]
