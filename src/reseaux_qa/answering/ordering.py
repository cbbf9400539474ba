"""What stands where in time: every network's dates, the year with the most of them, what came just before or after."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import replace

from reseaux_qa.answering.draft import Draft
from reseaux_qa.answering.phrasing import capital, counted, gone_through, listed
from reseaux_qa.answering.rows import COUNTS, DATES, Row, cell, cells, checked, dated, kept, marks, row_of, rows_of
from reseaux_qa.facts import Records
from reseaux_qa.french import fold, phrase_pattern, says
from reseaux_qa.types import Attribute, Network, Question
from reseaux_qa.understanding.limits import nearest_event, speaks_of_both

_BUSIEST = 4  # years that tie, at most, told one by one


def overview(question: Question, records: Records) -> Draft:
    """Every network with its dates, the oldest first: « un tableau chronologique de tous les réseaux »."""
    draft = Draft()
    found = {network: [row for attribute in _OVERVIEW if (row := row_of(network, attribute, records))] for network in records.networks}
    for network, rows in sorted(found.items(), key=lambda item: min((row.value for row in item[1]), default=_NEVER)):
        told = ", ".join(f"{dated(row.fact)} {marks(draft, row)}" for row in rows)
        draft.say(f"- {capital(network.label)} : {told or f'sans date {draft.heading(network)}'}")
    return draft


_OVERVIEW = (Attribute.CREATED, Attribute.JOINED)
_NEVER = 12 * 9999  # months: after any date


def busiest(question: Question, records: Records) -> Draft:
    """The year or the decade with the most creations or joinings, and its networks."""
    draft = Draft()
    rows = rows_of(question, records)
    decades = speaks_of_decades(question.text)
    by_year = _by_year(kept(rows, question, records), 10 if decades else 1)
    if not by_year:
        return Draft()
    most = max(map(len, by_year.values()))
    for year in sorted(year for year, found in by_year.items() if len(found) == most)[:_BUSIEST]:
        named = f"Les années {year}" if decades else year
        draft.say(f"{named} : {counted(most, 'réseau', 'réseaux')}, {cells(draft, by_year[year])}.")
    draft.say(checked(question, records, rows))
    return draft


def _by_year(rows: Iterable[Row], span: int = 1) -> dict[int, list[Row]]:
    """The rows by their year, or by the first of so many years."""
    found: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        found[row.limited // span * span].append(row)
    return found


def coincidences(question: Question, records: Records) -> Draft:
    """The years that several networks share: « lesquels ont été créés la même année ? »."""
    draft = Draft()
    rows = rows_of(question, records)
    by_year = _by_year(kept(rows, question, records))
    shared = {year: found for year, found in sorted(by_year.items()) if len(found) > 1}
    for year, found in shared.items():
        draft.say(f"- {year} : {listed([f'{row.network.label} {marks(draft, row)}' for row in found])}")
    if shared:
        draft.say(checked(question, records, rows))
    return draft


def _ranked(question: Question, network: Network, records: Records) -> tuple[Question, list[Row], Row | None]:
    """The question asked of all networks, their rows from the earliest or the largest on, and that of one of them."""
    whole = Question(question.text, question.attribute, question.operation)
    rows = sorted(rows_of(whole, records), key=lambda row: row.value, reverse=question.attribute in COUNTS)
    return whole, rows, next((row for row in rows if row.network is network), None)


def neighbours(question: Question, network: Network, records: Records) -> Draft:
    """What comes just before or just after one network, in time or in size, or came in the same year."""
    draft = Draft()
    whole, rows, here = _ranked(question, network, records)
    side = _side(fold(question.text), network)
    if here is None or side is None or (side == "same" and question.attribute in COUNTS):
        return Draft()
    levels = list(dict.fromkeys(row.limited for row in rows))
    at = levels.index(here.limited) + {"same": 0, "previous": -1, "next": 1}[side]
    found = [row for row in rows if 0 <= at < len(levels) and row.limited == levels[at] and row is not here]
    words = {"same": "La même année", "previous": "Juste avant", "next": "Juste après"}[side]
    draft.say(f"{words} que {cells(draft, [here])} : " if side == "same" else f"{words} {cells(draft, [here])} :")
    draft.say((cells(draft, found) if found else "aucun réseau") + ".")
    draft.say(checked(whole, records, rows))
    return draft


def beyond(question: Question, network: Network, records: Records) -> Draft:
    """Every network on one side of another: « lesquels sont plus anciens que X ? », « lesquels comptent plus de membres que X ? »."""
    draft = Draft()
    folded = fold(question.text)
    sides = _OF_DATES if question.attribute in DATES else _OF_COUNTS
    side = next((below for below, pattern in sides.items() if pattern.search(folded)), None)
    whole, rows, here = _ranked(question, network, records)
    next_to_it = any(says(folded, "orders", key) for key in ("previous", "next"))  # « juste avant X »: the one
    if here is None or side is None or next_to_it or (speaks_of_both(question.text) and "l'annee ou" in folded):
        return Draft()
    found = [row for row in rows if row.limited != here.limited and (row.limited < here.limited) is side]
    told = f"{capital(counted(len(found), 'réseau', 'réseaux'))} : {cells(draft, found)}" if found else "Aucun réseau"
    word = ("avant" if side else "après") if question.attribute in DATES else ("sous" if side else "au-dessus de")
    draft.say(f"{told}, {word} {cells(draft, [here])}.")
    draft.say(checked(whole, records, rows))
    return draft


_OF_DATES = {
    True: re.compile(
        r"\bplus (?:ancien|vieux|vieill|age|tot)\w* qu|\b(?:existai(?:t|ent)|etai(?:t|ent)) deja\b|\bdeja (?:la|nes?|nees?|existai)"
        r"|\baines? d|\bdoyens? d|\bplus (?:d'annees|longtemps|\w+ d'existence)\b.* qu|\bau moment (?:de|d'|ou)"
        r"|\bdeja (?:membre|adhere|rejoint|integr|dans|pris)"
        r"|\bcompt\w+ deja\b|\bavant\b|\banterieur|\bprece[dv]|\bolder than\b|\bbefore\b"
    ),
    False: re.compile(
        r"\bplus (?:recent|jeune|nouve|tardi)\w* qu|\bapres\b|\bposterieur|\bensuite\b|\bplus tard\b|\b[ap]\w* la suite\b"
        r"|\bune fois\b|\bsuivi|\bmoins longtemps qu|\bdepuis (?:son|sa|notre|l'|la) ?(?:adhesion|entree|creation|naissance)"
        r"|\b(?:younger|newer) than\b|\bafter\b"
    ),
}
_OF_COUNTS = {
    False: re.compile(
        r"\b(?:plus (?:d[e'] ?\w+|grand\w*|gros\w*|nombreu\w*|vaste\w*|peuple\w*)|davantage(?: de \w+)?) qu|\bdepass|\bmore \w+ than\b"
    ),
    True: re.compile(r"\b(?:moins (?:d[e'] ?\w+|nombreu\w*|grand\w*)|plus petit\w*) qu|\bfewer \w+ than\b|\bsmaller than\b"),
}


BESIDE_IT = dict.fromkeys(DATES | COUNTS, (neighbours, beyond))  # what stands beside one network


def dated_by(question: Question, network: Network, records: Records) -> Draft:
    """« (Après) l'année où nous avons rejoint X, lequel est né ? »: what was created, or joined, in the year of the other date of one."""
    draft = Draft()
    folded = fold(question.text)
    at = re.search(_named(network), folded)
    opening = phrase_pattern("years", "beside").search(folded)
    if at is None or opening is None or not speaks_of_both(question.text):
        return Draft()
    known = nearest_event(folded, at.start())
    given = row_of(network, known, records) if known else None
    if given is None:
        return Draft()
    asked = Attribute.CREATED if known is Attribute.JOINED else Attribute.JOINED
    rows = rows_of(replace(question, attribute=asked, networks=(), without=(network,)), records)
    word, fits = next((side for opened, side in _SIDES.items() if re.search(opened, folded[: opening.start()])), _SAME_YEAR)
    found = [row for row in rows if fits(row.limited, given.limited)]
    draft.say(f"{capital(cell(given))} {marks(draft, given)} : {word}, {cells(draft, found) if found else 'aucun autre réseau'}.")
    draft.say(gone_through(records.networks))
    return draft


_SAME_YEAR: tuple[str, Callable[[int, int], bool]] = ("la même année", int.__eq__)
_SIDES: dict[str, tuple[str, Callable[[int, int], bool]]] = {
    r"\bapres $": ("après", int.__gt__),
    r"\bavant $": ("avant", int.__lt__),
    r"\bdepuis $": ("depuis", int.__ge__),
}


def _named(network: Network) -> str:
    """A pattern for any of its names, folded."""
    return "|".join(re.escape(fold(name)) for name in (network.name, *network.aliases))


def speaks_of_decades(text: str) -> bool:
    """« Quelle décennie … ? »."""
    return re.search(r"\bdecennies?\b|\bdecades?\b", fold(text)) is not None


def _side(folded: str, network: Network) -> str | None:
    """Which neighbour is asked for: « la même année que X », « juste avant X », « après X »."""
    for side, word in (("previous", "(?:avant|devant)"), ("next", "(?:apres|derriere)")):
        if re.search(rf"\b{word} (?:le |la |les |l')?(?:{_named(network)})\b", folded):
            return side
    return next((side for side in ("same", "previous", "next") if says(folded, "orders", side)), None)
