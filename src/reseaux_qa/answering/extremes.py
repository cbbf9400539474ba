"""The first and the last, the largest and the smallest, the n-th, and all of them in order."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reseaux_qa.answering.draft import Draft
from reseaux_qa.answering.phrasing import capital, counted
from reseaux_qa.answering.rows import COUNTS, DATES, Row, cell, cells, checked, is_limited, kept, marks, rows_of
from reseaux_qa.facts import Records
from reseaux_qa.french import fold, says
from reseaux_qa.types import Attribute, Operation, Question
from reseaux_qa.understanding.limits import positions, top

_LAST_BUT_ONE = -2

_EXTREME_WORDS = {
    (Attribute.CREATED, False): "Le réseau le plus ancien est",
    (Attribute.CREATED, True): "Le réseau le plus récent est",
    (Attribute.JOINED, False): "Le premier réseau rejoint est",
    (Attribute.JOINED, True): "Le dernier réseau rejoint est",
    (Attribute.WAITED, True): "L'attente a été la plus longue pour",
    (Attribute.WAITED, False): "L'attente a été la plus courte pour",
    (Attribute.MEMBERS, True): "Le réseau qui compte le plus de membres est",
    (Attribute.MEMBERS, False): "Le réseau qui compte le moins de membres est",
    (Attribute.COUNTRIES, True): "Le réseau qui couvre le plus de pays est",
    (Attribute.COUNTRIES, False): "Le réseau qui couvre le moins de pays est",
    (Attribute.INHABITANTS, True): "Le réseau qui représente le plus d'habitants est",
    (Attribute.INHABITANTS, False): "Le réseau qui représente le moins d'habitants est",
    (Attribute.PARTNERS, True): "Le réseau qui compte le plus de partenaires est",
    (Attribute.PARTNERS, False): "Le réseau qui compte le moins de partenaires est",
}


def extreme(question: Question, records: Records) -> Draft:
    """The first, last, largest or smallest, the n-th, or each of those that a question names; ties are all given."""
    draft = Draft()
    rows = rows_of(question, records)
    limited = kept(rows, question, records) if is_limited(question) else rows
    for place, highest in places(question) if limited else ():
        _say_place(draft, question, limited, place, highest=highest)
    if limited:
        draft.say(checked(question, records, rows))
    return draft


def places(question: Question) -> list[tuple[int, bool]]:
    """The places asked for in an order, and from which end: « le premier et le deuxième », « le plus ancien et le plus récent »."""
    folded, highest = _PAST.sub("", fold(question.text)), _is_highest(question)
    largest_first = question.attribute in COUNTS
    ends = ("least", "most") if largest_first else ("first_end", "last_end")
    if all(says(folded, "orders", end) for end in ends):
        return [(1, largest_first), (1, not largest_first)]
    said = dict.fromkeys(positions(question.text))
    return [(place, highest) for place in said] if len(said) > 1 and min(said) > 0 else [(question.position or 1, highest)]


_PAST = re.compile(r"\b(?:siecle|an|annee|mois) derni\w+")  # no end of an order


def _say_place(draft: Draft, question: Question, rows: Sequence[Row], position: int, *, highest: bool) -> None:
    levels = sorted({row.limited for row in rows}, reverse=highest)
    place = abs(position) if 1 < abs(position) <= len(levels) else 1
    winners = [row for row in rows if row.limited == levels[place - 1]]
    opening = _EXTREME_WORDS[question.attribute, highest] if place == 1 else _in_place(position)
    if len(winners) > 1:
        where = f"À la {_PLACES[place - 2]} place, " if 1 < place < len(_PLACES) + 2 else "À l'autre bout, " if draft else ""
        opening = capital(f"{where}{counted(len(winners), 'réseau', 'réseaux')} à égalité :")
    draft.say(f"{opening} {cells(draft, winners)}.")


def _in_place(position: int) -> str:
    if position == _LAST_BUT_ONE:
        return "L'avant-dernier est"
    return f"Le {_PLACES[position - 2]} est" if 1 < position < len(_PLACES) + 2 else f"En position {position} vient"


_PLACES = ("deuxième", "troisième", "quatrième", "cinquième", "sixième", "septième", "huitième", "neuvième", "dixième")


def _is_highest(question: Question) -> bool:
    """The latest or the largest; the one that « existe depuis le plus longtemps » is the earliest."""
    folded = fold(question.text)
    first, last = (says(folded, "orders", end) for end in ("first_end", "last_end"))
    if question.attribute in DATES and first is not last:
        return last
    if question.attribute in DATES and says(folded, "orders", "older"):
        return question.operation is Operation.LAST
    least, most = (says(folded, "orders", key) for key in ("least", "most"))
    if question.attribute in COUNTS and least is not most:
        return most
    if question.attribute in COUNTS:  # « le podium par nombre de membres » is of the largest
        return question.operation not in (Operation.LEAST, Operation.FIRST)
    return question.operation in (Operation.LAST, Operation.MOST)


def timeline(question: Question, records: Records) -> Draft:
    """Every network in order, one line each."""
    draft = Draft()
    rows = rows_of(question, records)
    some = top(question.text)
    highest = _is_highest(question) if some else says(question.text, "orders", "newest") or question.attribute in COUNTS
    found = sorted(kept(rows, question, records), key=lambda row: row.value, reverse=highest)[: some or None]
    for row in found:
        draft.say(f"- {capital(cell(row))} {marks(draft, row)}")
    if found:
        draft.say(checked(question, records, rows))
    return draft
