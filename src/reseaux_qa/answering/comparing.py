"""Networks set side by side by a date or a number, and what follows from it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from reseaux_qa.answering import ordering, single
from reseaux_qa.answering.asked import is_yes_or_no
from reseaux_qa.answering.draft import Draft
from reseaux_qa.answering.phrasing import capital, ending, figure, missing
from reseaux_qa.answering.rows import DATES, Row, cells, rows_of, spelled_years
from reseaux_qa.facts import Records
from reseaux_qa.facts.counting import MONEY
from reseaux_qa.french import fold, says
from reseaux_qa.types import Attribute, Network, Question

_NEED_TWO = 2
_WHERE = re.compile(r"\boù\b")  # « où y en a-t-il le plus, ici ou là ? » is open


def compare(question: Question, records: Records) -> Draft:
    """Two networks or more side by side, and what follows from it."""
    draft = Draft()
    rows = sorted(rows_of(question, records), key=lambda row: row.value)
    if len(rows) < _NEED_TWO or not question.networks:
        return Draft()
    if _asks_of_each(question):
        return draft.say(f"{capital(cells(draft, rows))}.").precede("Oui." if len(rows) == len(question.networks) else "")
    draft.say(_yes_or_no(rows, question))
    draft.say(f"{capital(cells(draft, rows))}.")
    draft.say(conclusion(rows[0], rows[-1], question))
    decades = {row.limited // 10 * 10 for row in rows}
    if question.attribute in DATES and ordering.speaks_of_decades(question.text) and len(decades) == 1:
        draft.say(f"Soit, pour chacun, les années {decades.pop()}.")
    return draft


def _asks_of_each(question: Question) -> bool:
    """« Toulouse est-elle membre de X et de Y ? » compares nothing."""
    compares = any(says(question.text, "orders", key) for key in ("than", "same", "sides", "first_end", "last_end"))
    return question.attribute is Attribute.JOINED and is_yes_or_no(question) and not (compares or question.years)


def _yes_or_no(rows: Sequence[Row], question: Question) -> str:
    """« X est-il plus récent que Y ? » wants a word first; « lequel … ? » does not."""
    folded = fold(question.text)
    if len(rows) == _NEED_TWO and says(folded, "orders", "sides"):
        return "Avant." if question.networks[0] is rows[0].network else "Après."
    if len(rows) == _NEED_TWO and _differ_though_same(rows, question):
        return "Non."
    is_open = says(folded, "orders", "open") or _WHERE.search(question.text.lower())
    if len(rows) != _NEED_TWO or is_open or not says(folded, "orders", "than"):
        return ""
    subject = next((row for row in rows if row.network is question.networks[0]), rows[0])
    lower = says(folded, "orders", "older" if question.attribute in DATES else "fewer")
    if rows[0].limited == rows[1].limited:
        return "" if says(folded, "orders", "same") else "Non."
    return "Oui." if (subject is rows[0]) == lower else "Non."


def _differ_though_same(rows: Sequence[Row], question: Question) -> bool:
    """« Deux adhésions simultanées ? » of two that differ."""
    same, opens = (says(question.text, "orders", key) for key in ("same", "open"))
    return same and not opens and rows[0].limited != rows[1].limited


def conclusion(low: Row, high: Row, question: Question) -> str:
    """What follows from two rows, the lower first."""
    if low.limited == high.limited:
        return _equal(question)
    if question.attribute in DATES:
        return _date_conclusion(low, high)
    if question.attribute is Attribute.WAITED:
        return f"L'attente a donc été plus longue pour {high.network.label}, de {spelled_years(high.value - low.value)}."
    gap = figure(high.value - low.value)
    if low.fact.unit in MONEY:
        return f"Le montant est donc plus élevé pour {high.network.label} ({gap} de plus)."
    if says(question.text, "orders", "fewer"):
        return f"C'est donc {low.network.label} qui en compte le moins ({gap} de moins)."
    return f"C'est donc {high.network.label} qui en compte le plus ({gap} de plus)."


def _equal(question: Question) -> str:
    yes = "Oui, c'est" if says(question.text, "orders", "same") else "C'est"
    return f"{yes} la même année." if question.attribute in DATES else f"{yes} le même nombre."


def _date_conclusion(low: Row, high: Row) -> str:
    years = high.limited - low.limited
    gap = spelled_years(years)
    if low.attribute is Attribute.JOINED:
        return f"C'est donc {low.network.label} qui a été rejoint{ending(low.network)} en premier, {gap} plus tôt."
    by = "d'un an" if years == 1 else f"de {gap}"
    return f"Le plus ancien est donc {low.network.label}, {by}."


def each(question: Question, records: Records) -> Draft:
    """What the record tells of each network in turn, and for which it does not."""
    draft, silent = Draft(), list[Network]()
    for network in question.networks:
        told = single.tell(replace(question, networks=(network,)), network, records)
        silent += [] if told else [network]
        named = not told or told.says(network.name) or len(question.networks) == 1
        draft.append(told if named else told.precede(f"{capital(network.label)} :"))
    for network in silent if draft else ():
        draft.say(f"La page ne donne pas {missing(question.attribute, network, records.city)}.")
    return draft
