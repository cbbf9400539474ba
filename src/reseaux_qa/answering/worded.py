"""Networks told by the question's own words: a theme, a place, what the host does."""

from __future__ import annotations

from collections.abc import Iterator

from reseaux_qa.answering import located, named, themes
from reseaux_qa.answering.asked import is_ours, is_yes_or_no
from reseaux_qa.answering.candidate import Way
from reseaux_qa.answering.draft import Draft
from reseaux_qa.answering.evidence import Evidence
from reseaux_qa.answering.plausible import SURELY
from reseaux_qa.facts import Records
from reseaux_qa.french import says
from reseaux_qa.types import Attribute, Question


def _asks_for_a_seat(question: Question) -> bool:
    return question.asks.get(Attribute.SEAT, 0.0) >= SURELY


def told(question: Question, evidence: Evidence, records: Records) -> Iterator[tuple[Way, Draft]]:
    """Each list of networks that the words of a question make, some of them empty."""
    yield Way.THEME, themes.theme_list(question, evidence)
    yield Way.THEME, themes.feature_list(question, evidence)
    yield Way.THEME, themes.titled_list(question, evidence, records.networks)
    yield Way.COVER, themes.cover_list(question, evidence)
    yield Way.COVER, themes.paired_list(question, evidence)
    yield Way.COVER, themes.either_list(question, evidence)
    for way, tell in ((Way.PLACES, named.places), (Way.LOCATED, located.mentions)):
        there = tell(question, records)
        if _asks_for_a_seat(evidence.question) and not all(says(q.text, "events", "seat") for q in there.quotes):
            continue  # « quels réseaux sont basés à Paris ? » is not answered by who else names Paris
        yield way, there
        if is_yes_or_no(evidence.question) and there and not (question.years or question.numbers):
            yield way, Draft().append(there).precede("Oui.")
    if is_ours(question):
        yield Way.ROLES, themes.role_list(question, evidence, records.host)
