"""One possible answer: how it was made, the reading it answers, and what it comes to."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from reseaux_qa.answering.draft import Draft
from reseaux_qa.answering.evidence import Evidence
from reseaux_qa.types import Question, Quote, Status, Turning


class Way(StrEnum):
    """How a candidate was made."""

    FACT = "fact"
    CHECK = "check"
    SENTENCE = "sentence"
    CLAUSE = "clause"
    DATED = "dated"
    CONFIRMED = "confirmed"
    LISTING = "listing"
    NTH = "nth"
    NEXT = "next"
    EACH = "each"
    ITEMS = "items"
    COUNTED = "counted"
    BOTH = "both"
    ACROSS = "across"
    ORDER = "order"
    SAME_YEAR = "same_year"
    THEME = "theme"
    COVER = "cover"
    LOCATED = "located"
    PREMISE = "premise"
    SURE = "sure"
    PLACES = "places"
    DEEDS = "deeds"
    ROLES = "roles"
    FEES = "fees"
    CHAT = "chat"
    PERSON = "person"
    PEOPLE = "people"
    OUTSIDE = "outside"
    INSTEAD = "instead"
    ELSEWHERE = "elsewhere"
    SILENCE = "silence"


@dataclass(frozen=True, slots=True)
class Candidate:
    """One possible answer: how it was made, the reading it answers, and what it says."""

    way: Way
    evidence: Evidence
    question: Question
    draft: Draft

    @property
    def telling(self) -> Telling:
        """What it comes to, whatever the words."""
        text, kind = self.draft.text, self.kind
        joins = self.way in _JOINING and kind == "told" and not text.startswith("Oui")
        return Telling(kind, frozenset(self.draft.quotes), len(text), joins, self.rows, self.question.turn)

    @property
    def kind(self) -> str:
        """Whether it is silent, denies, corrects, tells what some quotes say, or what is computed from them."""
        if self.way is Way.SILENCE:
            return "silent"
        if self.draft.denies:
            return "denied"
        if self.draft.status is not Status.ANSWERED:
            return "corrected"
        return "computed" if self.way in _COMPUTED else "told"  # what follows from the rows is told by none of them

    @property
    def rows(self) -> bool:
        """Whether it lists networks, so that one more or less is another answer."""
        return not self.question.networks and (self.way in _ROWS or len(self.draft.networks) > 1)


@dataclass(frozen=True, slots=True)
class Telling:
    """What a candidate comes to: silence, a denial, a correction, what some quotes say or what is computed from them.

    ``joins``: another of the same ``turn`` may be told with it; ``rows``: it lists networks, so that one more or less is
    another answer.
    """

    kind: str
    quotes: frozenset[Quote]
    length: int
    joins: bool
    rows: bool = False
    turn: Turning = Turning.ALONE

    @property
    def refuses(self) -> bool:
        """Whether it says that the page does not tell what was asked, with or without a correction."""
        return self.kind in ("silent", "corrected")


NEARBY = (Way.INSTEAD, Way.ELSEWHERE)  # corrections that only tell what is near
_JOINING = frozenset(
    {
        Way.FACT,
        Way.CHECK,
        Way.SENTENCE,
        Way.CLAUSE,
        Way.DATED,
        Way.CONFIRMED,
        Way.LISTING,
        Way.NTH,
        Way.ITEMS,
        Way.COUNTED,
        Way.BOTH,
        Way.PREMISE,
        Way.SURE,
        Way.PERSON,
    }
)
_COMPUTED = frozenset({Way.ACROSS, Way.ORDER, Way.SAME_YEAR})
_ROWS = frozenset(
    {Way.ACROSS, Way.ORDER, Way.SAME_YEAR, Way.THEME, Way.COVER, Way.PLACES, Way.LOCATED, Way.DEEDS, Way.ROLES, Way.FEES, Way.PEOPLE}
)
