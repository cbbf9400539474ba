"""Questions across networks, computed from all records and complete."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from reseaux_qa.answering import named, ordering, seats
from reseaux_qa.answering.asked import is_universal
from reseaux_qa.answering.comparing import compare
from reseaux_qa.answering.draft import Draft
from reseaux_qa.answering.extremes import extreme, places, timeline
from reseaux_qa.answering.located import area_of, seat_wanted
from reseaux_qa.answering.phrasing import capital, counted, ending, listed
from reseaux_qa.answering.rows import (
    COUNTS,
    DATES,
    NOUNS,
    Row,
    cells,
    checked,
    end_asked,
    is_limited,
    kept,
    marks,
    row_of,
    rows_of,
    spelled_years,
    together,
    total,
    unsaid,
)
from reseaux_qa.facts import Records
from reseaux_qa.french import says
from reseaux_qa.quantities import when
from reseaux_qa.types import Attribute, Bound, Operation, Question
from reseaux_qa.understanding.limits import at_once, top

_NEED_TWO = 2
_MANY = 4  # networks from which only the extreme one is told


# --- lists and counts -----------------------------------------------------


def listing(question: Question, records: Records) -> Draft:
    """List or count; of a few that are set against each other, compare; « lesquels sont les plus jeunes ? » asks for an end."""
    sides = says(question.text, "orders", "than") and not question.years
    if _NEED_TWO <= len(question.networks) < _MANY and sides:
        return compare(question, records)
    if len(question.networks) == _NEED_TWO and question.attribute in DATES and not (question.negated or is_limited(question)):
        return compare(question, records)  # who asks for two dates is told what parts them
    end = None if question.networks or is_limited(question) else end_asked(question)
    return enumerate_rows(question, records) if end is None else ranking(replace(question, operation=end), records)


def ranking(question: Question, records: Records) -> Draft:
    """An extreme; of a few networks all, of « les trois plus anciens » the first three, of waits those that were none."""
    if _NEED_TWO <= len(question.networks) < _MANY and question.position in (0, 1):
        return compare(question, records)
    if question.attribute is Attribute.WAITED and at_once(question.text):
        return enumerate_rows(question, records)
    return (timeline if top(question.text) or _from_end_to_end(question) else extreme)(question, records)


def _from_end_to_end(question: Question) -> bool:
    """« le premier, puis le deuxième, et ainsi de suite jusqu'au dernier »: all of them in order."""
    return says(question.text, "orders", "ranked") and len(places(question)) > 1


def enumerate_rows(question: Question, records: Records) -> Draft:
    """List or count the networks that satisfy the question's limits."""
    draft = Draft()
    rows = rows_of(question, records)
    fitting = kept(rows, question, records)
    area = area_of(question, records.networks, records.host) if seat_wanted(question, records.networks, records.host) else None
    draft.understood |= area.stems if area else frozenset()
    if question.attribute is Attribute.WAITED and at_once(question.text):
        fitting = [row for row in fitting if not row.value]
    if question.negated and not is_limited(question):
        return _without(question, records, rows)
    found = [row for row in rows if row.network not in {f.network for f in fitting}] if question.negated else fitting
    if rows and is_universal(question) and not question.networks and is_limited(question):
        among = kept(rows, replace(question, actor=""), records) if question.actor and question.years else rows
        draft.say(_for_all(draft, among, found))
    elif found and (years := _counted_apart(question)):
        for year in years:
            draft.say(_of_year(draft, year, found))
    elif found:
        ordered = sorted(found, key=lambda row: row.value)
        draft.say(f"{total(found, question)} : {cells(draft, ordered)}{together(found, question)}.")
    elif rows:
        _none(draft, question, rows)
    return draft.say(checked(question, records, rows)) if rows else Draft()


def _counted_apart(question: Question) -> list[int]:
    """The years that a question counts each for itself: « combien en 2008 et combien en 2010 ? »."""
    counts = question.operation is Operation.COUNT and question.attribute in DATES
    years = sorted({limit.value for limit in question.years if limit.bound is Bound.EXACT})
    return years if counts and len(years) > 1 else []


def _of_year(draft: Draft, year: int, found: Sequence[Row]) -> str:
    """« Trois réseaux en 2008 : … »."""
    rows = [row for row in found if row.limited == year]
    if not rows:
        return f"Aucun réseau en {year}."
    names = listed([f"{row.network.label} {marks(draft, row)}" for row in rows])
    return f"{capital(counted(len(rows), 'réseau', 'réseaux'))} en {year} : {names}."


def _for_all(draft: Draft, rows: Sequence[Row], found: Sequence[Row]) -> str:
    """« Non : X et Y font exception. », or « Oui, pour 15 réseaux » and which they are."""
    others = sorted((row for row in rows if row.network not in {f.network for f in found}), key=lambda row: row.value)
    if others:
        return f"Non : {cells(draft, others)} {'font' if len(others) > 1 else 'fait'} exception."
    return f"Oui, pour {counted(len(found), 'réseau', 'réseaux')} : {cells(draft, sorted(found, key=lambda row: row.value))}."


def _none(draft: Draft, question: Question, rows: Sequence[Row]) -> None:
    """No row fits: the nearest one shows that the page was read."""
    limits = question.years if question.attribute in DATES else question.numbers
    nearest = min(rows, key=lambda row: min((abs(row.limited - limit.value) for limit in limits), default=0))
    opening = "Non, aucun réseau." if question.operation is Operation.VERIFY else "Aucun réseau."
    draft.say(f"{opening} Le plus proche est {cells(draft, [nearest])}.")


def _without(question: Question, records: Records, rows: Sequence[Row]) -> Draft:
    """The networks for which the page gives no such value: « lesquels n'indiquent pas … ? »."""
    return unsaid(NOUNS[question.attribute], [row.network for row in rows], records.scope(question))


def duration(question: Question, records: Records) -> Draft:
    """Years between the creation and the joining of one network, between two networks, or first and last of all."""
    if len(question.networks) >= _NEED_TWO:
        return compare(question, records)
    return waited(question, records) if question.networks else _span(question, records)


def _span(question: Question, records: Records) -> Draft:
    draft = Draft()
    rows = sorted(kept(rows_of(question, records), question, records), key=lambda row: row.value)
    years = rows[-1].limited - rows[0].limited if len(rows) >= _NEED_TWO and question.attribute in DATES else 0
    if not years:
        return Draft()
    draft.say(f"{capital(spelled_years(years))}, entre {cells(draft, [rows[0]])} et {cells(draft, [rows[-1]])}.")
    draft.say(checked(question, records, rows))
    return draft


def waited(question: Question, records: Records) -> Draft:
    """How long after its creation a network was joined."""
    draft = Draft()
    for network in question.networks:
        row = row_of(network, Attribute.WAITED, records)
        if row is not None:
            created, joined = row.facts
            assert created.date is not None
            assert joined.date is not None
            draft.say(
                f"{capital(network.label)} a été créé{ending(network)} {when(created.date)} {draft.fact(created)} "
                f"et {records.city} l'a rejoint{ending(network)} {when(joined.date)} {draft.fact(joined)} : "
                + (f"{spelled_years(row.value)} d'écart." if row.value else "la même année.")
            )
    return draft


Computer = Callable[[Question, Records], Draft]
ENUMERATE = (Operation.LIST, Operation.COUNT, Operation.VALUE, Operation.VERIFY)
_EXTREMES = (Operation.FIRST, Operation.LAST, Operation.MOST, Operation.LEAST)

COMPUTERS: dict[tuple[Attribute, Operation], Computer] = {}
for _attribute in (*DATES, *COUNTS, Attribute.WAITED):
    COMPUTERS |= {(_attribute, op): listing for op in ENUMERATE}
    COMPUTERS |= {(_attribute, op): ranking for op in _EXTREMES}
    COMPUTERS |= {(_attribute, Operation.TIMELINE): timeline, (_attribute, Operation.COMPARE): compare}
    COMPUTERS |= {(_attribute, Operation.DURATION): duration}
COMPUTERS |= {(Attribute.PRESIDENCY, op): named.presidencies for op in ENUMERATE}
COMPUTERS |= {(Attribute.FOUNDERS, op): named.statements for op in ENUMERATE} | {(Attribute.SEAT, op): seats.listing for op in ENUMERATE}
COMPUTERS[Attribute.FOUNDERS, Operation.FIRST] = named.statements
COMPUTERS |= {(Attribute.EVENTS, op): named.events for op in ENUMERATE}
COMPUTERS[Attribute.NETWORK, Operation.TIMELINE] = ordering.overview
COMPUTERS |= {(Attribute.NETWORK, op): named.all_networks for op in (Operation.LIST, Operation.COUNT)}
