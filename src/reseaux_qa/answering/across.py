"""Questions across networks, computed from all records and complete."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from reseaux_qa.answering import named, ordering
from reseaux_qa.answering.asked import is_universal
from reseaux_qa.answering.draft import Draft
from reseaux_qa.answering.located import area_of, seat_wanted
from reseaux_qa.answering.phrasing import capital, counted, ending, listed
from reseaux_qa.answering.rows import (
    COUNTS,
    DATES,
    NOUNS,
    Row,
    cell,
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
)
from reseaux_qa.facts import Records
from reseaux_qa.facts.counting import MONEY
from reseaux_qa.french import fold, phrase_pattern
from reseaux_qa.quantities import when
from reseaux_qa.types import Attribute, Operation, Question
from reseaux_qa.understanding.limits import at_once, top

_NEED_TWO = 2
_LAST_BUT_ONE = -2
_MANY = 4  # networks from which only the extreme one is told


# --- lists and counts -----------------------------------------------------


def enumerate_rows(draft: Draft, question: Question, records: Records) -> bool:
    """List or count the networks that satisfy the question's limits; of some that are set against each other, compare."""
    sides = phrase_pattern("orders", "than").search(fold(question.text)) and not question.years
    if _NEED_TWO <= len(question.networks) < _MANY and sides:
        return compare(draft, question, records)
    if len(question.networks) == _NEED_TWO and question.attribute in DATES and not (question.negated or is_limited(question)):
        return compare(draft, question, records)  # who asks for two dates is told what parts them
    end = None if question.networks or is_limited(question) else end_asked(question)
    if end is not None:
        return extreme(draft, replace(question, operation=end), records)
    rows = rows_of(question, records)
    fitting = kept(rows, question, records)
    area = area_of(question, records.networks, records.host) if seat_wanted(question, records.networks, records.host) else None
    draft.understood |= area.stems if area else frozenset()
    if question.attribute is Attribute.WAITED and at_once(question.text):
        fitting = [row for row in fitting if not row.value]
    if question.negated and not is_limited(question):
        return _without(draft, question, records, rows)
    found = [row for row in rows if row.network not in {f.network for f in fitting}] if question.negated else fitting
    if rows and is_universal(question) and not question.networks and is_limited(question):
        among = kept(rows, replace(question, actor=""), records) if question.actor and question.years else rows
        draft.say(_for_all(draft, among, found))
    elif found:
        ordered = sorted(found, key=lambda row: row.value)
        draft.say(f"{total(found, question)} : {cells(draft, ordered)}{together(found, question)}.")
    elif rows:
        _none(draft, question, rows)
    draft.say(checked(question, records, rows))
    return bool(rows)


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


def _without(draft: Draft, question: Question, records: Records, rows: Sequence[Row]) -> bool:
    """The networks for which the page gives no such value: « lesquels n'indiquent pas … ? »."""
    silent = [n for n in records.scope(question) if n not in {row.network for row in rows}]
    if not silent:
        draft.say(f"Aucun : la page donne {NOUNS[question.attribute]} pour chacun des réseaux.")
    else:
        draft.say(f"La page ne donne pas {NOUNS[question.attribute]} pour {listed([f'{n.label} {draft.heading(n)}' for n in silent])}.")
    draft.say(f"J'ai vérifié les {len(records.scope(question))} fiches.")
    return True


# --- extremes and orders --------------------------------------------------

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


def extreme(draft: Draft, question: Question, records: Records) -> bool:
    """The first, last, largest or smallest, or the n-th; ties are all given, and of two networks both."""
    if _NEED_TWO <= len(question.networks) < _MANY and not question.position:
        return compare(draft, question, records)
    if question.attribute is Attribute.WAITED and at_once(question.text):
        return enumerate_rows(draft, question, records)
    if top(question.text):
        return timeline(draft, question, records)
    rows = rows_of(question, records)
    limited = kept(rows, question, records) if is_limited(question) else rows
    if not limited:
        return False
    highest = _is_highest(question)
    levels = sorted({row.limited for row in limited}, reverse=highest)
    place = abs(question.position) if 1 < abs(question.position) <= len(levels) else 1
    winners = [row for row in limited if row.limited == levels[place - 1]]
    opening = _EXTREME_WORDS[question.attribute, highest] if place == 1 else _in_place(question.position)
    if len(winners) > 1:
        opening = f"{capital(counted(len(winners), 'réseau', 'réseaux'))} à égalité :"
    draft.say(f"{opening} {cells(draft, winners)}.")
    draft.say(checked(question, records, rows))
    return True


def _in_place(position: int) -> str:
    if position == _LAST_BUT_ONE:
        return "L'avant-dernier est"
    return f"Le {_PLACES[position - 2]} est" if 1 < position < len(_PLACES) + 2 else f"En position {position} vient"


_PLACES = ("deuxième", "troisième", "quatrième", "cinquième", "sixième", "septième", "huitième", "neuvième", "dixième")


def _is_highest(question: Question) -> bool:
    """The latest or the largest; the one that « existe depuis le plus longtemps » is the earliest."""
    folded = fold(question.text)
    if question.attribute in DATES and phrase_pattern("orders", "older").search(folded):
        return question.operation is Operation.LAST
    least, most = (phrase_pattern("orders", key).search(folded) is not None for key in ("least", "most"))
    if question.attribute in COUNTS and least is not most:
        return most
    return question.operation in (Operation.LAST, Operation.MOST)


def timeline(draft: Draft, question: Question, records: Records) -> bool:
    """Every network in order, one line each."""
    rows = rows_of(question, records)
    newest = phrase_pattern("orders", "newest").search(fold(question.text)) is not None
    found = sorted(kept(rows, question, records), key=lambda row: row.value, reverse=newest or question.attribute in COUNTS)
    found = found[: top(question.text) or None]
    for row in found:
        draft.say(f"- {capital(cell(row))} {marks(draft, row)}")
    if found:
        draft.say(checked(question, records, rows))
    return bool(found)


# --- comparisons ----------------------------------------------------------


def compare(draft: Draft, question: Question, records: Records) -> bool:
    """Two networks or more side by side, and what follows from it."""
    rows = sorted(rows_of(question, records), key=lambda row: row.value)
    if len(rows) < _NEED_TWO or not question.networks:
        return False
    draft.say(_yes_or_no(rows, question))
    draft.say(f"{capital(cells(draft, rows))}.")
    draft.say(conclusion(rows[0], rows[-1], question))
    decades = {row.limited // 10 * 10 for row in rows}
    if question.attribute in DATES and ordering.speaks_of_decades(question.text) and len(decades) == 1:
        draft.say(f"Soit, pour chacun, les années {decades.pop()}.")
    return True


def _yes_or_no(rows: Sequence[Row], question: Question) -> str:
    """« X est-il plus récent que Y ? » wants a word first; « lequel … ? » does not."""
    folded = fold(question.text)
    if len(rows) == _NEED_TWO and phrase_pattern("orders", "sides").search(folded):
        return "Avant." if question.networks[0] is rows[0].network else "Après."
    if len(rows) == _NEED_TWO and _differ_though_same(rows, question):
        return "Non."
    if len(rows) != _NEED_TWO or phrase_pattern("orders", "open").search(folded) or not phrase_pattern("orders", "than").search(folded):
        return ""
    subject = next((row for row in rows if row.network is question.networks[0]), rows[0])
    lower = phrase_pattern("orders", "older" if question.attribute in DATES else "fewer").search(folded) is not None
    if rows[0].limited == rows[1].limited:
        return "" if phrase_pattern("orders", "same").search(folded) else "Non."
    return "Oui." if (subject is rows[0]) == lower else "Non."


def _differ_though_same(rows: Sequence[Row], question: Question) -> bool:
    """« Deux adhésions simultanées ? » of two that differ."""
    same, opens = (phrase_pattern("orders", key).search(fold(question.text)) is not None for key in ("same", "open"))
    return same and not opens and rows[0].limited != rows[1].limited


def conclusion(low: Row, high: Row, question: Question) -> str:
    """What follows from two rows, the lower first."""
    if low.limited == high.limited:
        return _equal(question)
    if question.attribute in DATES:
        return _date_conclusion(low, high)
    if question.attribute is Attribute.WAITED:
        return f"L'attente a donc été plus longue pour {high.network.label}, de {spelled_years(high.value - low.value)}."
    gap = f"{high.value - low.value:,}".replace(",", " ")
    if low.fact.unit in MONEY:
        return f"Le montant est donc plus élevé pour {high.network.label} ({gap} de plus)."
    if phrase_pattern("orders", "fewer").search(fold(question.text)):
        return f"C'est donc {low.network.label} qui en compte le moins ({gap} de moins)."
    return f"C'est donc {high.network.label} qui en compte le plus ({gap} de plus)."


def _equal(question: Question) -> str:
    yes = "Oui, c'est" if phrase_pattern("orders", "same").search(fold(question.text)) else "C'est"
    return f"{yes} la même année." if question.attribute in DATES else f"{yes} le même nombre."


def _date_conclusion(low: Row, high: Row) -> str:
    years = high.limited - low.limited
    gap = spelled_years(years)
    if low.attribute is Attribute.JOINED:
        return f"C'est donc {low.network.label} qui a été rejoint{ending(low.network)} en premier, {gap} plus tôt."
    by = "d'un an" if years == 1 else f"de {gap}"
    return f"Le plus ancien est donc {low.network.label}, {by}."


def duration(draft: Draft, question: Question, records: Records) -> bool:
    """Years between the creation and the joining of one network, between two networks, or first and last of all."""
    if len(question.networks) >= _NEED_TWO:
        return compare(draft, question, records)
    return waited(draft, question, records) if question.networks else _span(draft, question, records)


def _span(draft: Draft, question: Question, records: Records) -> bool:
    rows = sorted(kept(rows_of(question, records), question, records), key=lambda row: row.value)
    years = rows[-1].limited - rows[0].limited if len(rows) >= _NEED_TWO and question.attribute in DATES else 0
    if not years:
        return False
    draft.say(f"{capital(spelled_years(years))}, entre {cells(draft, [rows[0]])} et {cells(draft, [rows[-1]])}.")
    draft.say(checked(question, records, rows))
    return True


def waited(draft: Draft, question: Question, records: Records) -> bool:
    """How long after its creation a network was joined."""
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
    return not draft.empty


Computer = Callable[[Draft, Question, Records], bool]
ENUMERATE = (Operation.LIST, Operation.COUNT, Operation.VALUE, Operation.VERIFY)
_EXTREMES = (Operation.FIRST, Operation.LAST, Operation.MOST, Operation.LEAST)

COMPUTERS: dict[tuple[Attribute, Operation], Computer] = {}
for _attribute in (*DATES, *COUNTS, Attribute.WAITED):
    COMPUTERS |= {(_attribute, op): enumerate_rows for op in ENUMERATE}
    COMPUTERS |= {(_attribute, op): extreme for op in _EXTREMES}
    COMPUTERS |= {(_attribute, Operation.TIMELINE): timeline, (_attribute, Operation.COMPARE): compare}
    COMPUTERS |= {(_attribute, Operation.DURATION): duration}
COMPUTERS |= {(Attribute.PRESIDENCY, op): named.presidencies for op in ENUMERATE}
COMPUTERS |= {(attribute, op): named.statements for attribute in (Attribute.SEAT, Attribute.FOUNDERS) for op in ENUMERATE}
COMPUTERS[Attribute.FOUNDERS, Operation.FIRST] = named.statements
COMPUTERS |= {(Attribute.EVENTS, op): named.events for op in ENUMERATE}
COMPUTERS[Attribute.NETWORK, Operation.TIMELINE] = ordering.overview
COMPUTERS |= {(Attribute.NETWORK, op): named.all_networks for op in (Operation.LIST, Operation.COUNT)}
