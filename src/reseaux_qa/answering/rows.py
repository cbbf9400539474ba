"""The records as a table: one row a network, its value for an attribute, and the facts that prove it."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from reseaux_qa.answering.draft import Draft
from reseaux_qa.answering.located import seat_wanted
from reseaux_qa.answering.phrasing import capital, counted, gone_through, listed
from reseaux_qa.answering.texts import seat_of
from reseaux_qa.answering.values import asks_for_a_sum, counted_text, is_at_least, joining_actor, summed
from reseaux_qa.facts import Records
from reseaux_qa.french import fold, says
from reseaux_qa.quantities import spell_date
from reseaux_qa.types import Attribute, Bound, Fact, Limit, Network, Operation, Question
from reseaux_qa.understanding.authorities import names_both_authorities
from reseaux_qa.understanding.limits import top, within

DATES = frozenset({Attribute.CREATED, Attribute.JOINED})
COUNTS = frozenset({Attribute.MEMBERS, Attribute.COUNTRIES, Attribute.INHABITANTS, Attribute.PARTNERS})
RECORDED = (  # a matter of record, asked of one network: that the record lacks it is telling
    *(Attribute.CREATED, Attribute.JOINED, Attribute.SEAT, Attribute.PRESIDENCY),
    *(Attribute.COUNTRIES, Attribute.INHABITANTS, Attribute.FOUNDERS),
)
_MANY = 4  # networks in scope from which it is worth saying that all were checked
NOUNS = {
    Attribute.CREATED: "l'année de création",
    Attribute.JOINED: "l'année d'adhésion",
    Attribute.WAITED: "les deux dates",
    Attribute.MEMBERS: "le nombre de membres",
    Attribute.COUNTRIES: "le nombre de pays",
    Attribute.INHABITANTS: "la population représentée",
    Attribute.PARTNERS: "le nombre de partenaires",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One network's value in a computed answer, and the facts that prove it, the asked one first."""

    network: Network
    attribute: Attribute
    value: int
    facts: tuple[Fact, ...]
    by: str = ""  # who of the host joined, where that is asked

    @property
    def fact(self) -> Fact:
        """The fact that was asked for."""
        return self.facts[0]

    @property
    def limited(self) -> int:
        """What a limit of the question is held against: a year, or a number."""
        return self.value // 12 if self.attribute in DATES else self.value


def rows_of(question: Question, records: Records) -> list[Row]:
    """The row of each network in scope for which the page has a value, in the page's order."""
    found = (_asked_row(network, question, records) for network in records.scope(question))
    return [row for row in found if row is not None]


def _asked_row(network: Network, question: Question, records: Records) -> Row | None:
    """The joining by whom the question asks about, where a network was joined twice."""
    acts = records.of(network, Attribute.JOINED) if question.attribute is Attribute.JOINED and question.actor else ()
    theirs = [fact for fact in acts if fact.date is not None and _is_by(fact, question.actor)]
    row = _row(network, Attribute.JOINED, theirs[0]) if theirs else row_of(network, question.attribute, records)
    asked = row is not None and row.attribute is Attribute.JOINED and names_both_authorities(question.text)
    return replace(row, by=joining_actor(row.fact, records)) if row and asked else row


def _is_by(fact: Fact, actor: str) -> bool:
    """Whether who joined is the métropole, where that is asked, or is not."""
    return (fact.actor == "métropole") == (actor == "métropole")


def row_of(network: Network, attribute: Attribute, records: Records) -> Row | None:
    """One network's value: months since year 0 for a date, years for a wait, else its number."""
    if attribute is Attribute.WAITED:
        return _wait(network, records)
    fact = records.first(network, attribute)
    return None if fact is None or (fact.date is None and fact.number is None) else _row(network, attribute, fact)


def _row(network: Network, attribute: Attribute, fact: Fact) -> Row:
    if attribute in DATES and fact.date is not None:
        return Row(network, attribute, fact.date.year * 12 + max(fact.date.month - 1, 0), (fact,))
    return Row(network, attribute, fact.number or 0, (fact,))


def _wait(network: Network, records: Records) -> Row | None:
    created, joined = (records.first(network, attribute) for attribute in (Attribute.CREATED, Attribute.JOINED))
    if created is None or joined is None or created.date is None or joined.date is None:
        return None
    return Row(network, Attribute.WAITED, joined.date.year - created.date.year, (created, joined))


def kept(rows: Iterable[Row], question: Question, records: Records) -> list[Row]:
    """The rows that satisfy every limit of the question, on whatever attribute it is."""
    seated = seat_wanted(question, records.networks, records.host)
    found = [whole for row in rows if (whole := _satisfying(row, question, records)) is not None]
    return found if seated is None else [row for whole in found for row in _with_seat(whole, seated, records)]


def _with_seat(row: Row, seated: Callable[[Fact], bool], records: Records) -> list[Row]:
    """The row with the seat that is where it must be, or nothing."""
    seat = next((fact for fact in records.of(row.network, Attribute.SEAT) if seated(fact)), None)
    return [] if seat is None else [replace(row, facts=(*row.facts, seat))]


def _satisfying(row: Row, question: Question, records: Records) -> Row | None:
    """The row with the facts of all the limits that it satisfies, or None."""
    facts = list(row.facts)
    for attribute, limits in _conditions(row, question).items():
        other = row if attribute is row.attribute else row_of(row.network, attribute, records)
        if other is None or not (within(other.limited, limits) or (is_at_least(other.fact) and within(other.limited + 1, limits))):
            return None
        facts += [fact for fact in other.facts if fact not in facts]
    acts = [row.fact] if row.attribute is Attribute.JOINED else records.of(row.network, Attribute.JOINED)
    theirs = [act for act in acts if question.actor and _is_by(act, question.actor)]
    if question.actor and not theirs:
        return None
    return replace(row, facts=tuple(dict.fromkeys((*facts, *theirs[:1]))))


def _conditions(row: Row, question: Question) -> dict[Attribute, list[Limit]]:
    """Each limit under the attribute that it is about: its own, or the one asked for."""
    own = question.years if row.attribute in DATES else question.numbers
    found: dict[Attribute, list[Limit]] = {}
    for limit in dict.fromkeys((*own, *question.years, *question.numbers)):
        about = limit.about or (row.attribute if limit in own else None)
        if about is not None:
            found.setdefault(about, []).append(limit)
    return found


def is_limited(question: Question) -> bool:
    """Whether the question bounds its rows at all."""
    return bool(question.actor or question.numbers or question.years)


_SUPERLATIVE = re.compile(r"\bles (?:plus|moins) (?!de\b)\w+")


def end_asked(question: Question) -> Operation | None:
    """The end of an order that « lesquels sont les plus jeunes ? » asks for."""
    folded = fold(question.text)
    if not (_SUPERLATIVE.search(folded) or top(question.text)):
        return None
    if question.attribute in DATES:
        sides = {Operation.FIRST: ("older", "first_end"), Operation.LAST: ("newest", "last_end")}
        return next((op for op, keys in sides.items() if any(says(folded, "orders", key) for key in keys)), None)
    return Operation.LEAST if says(folded, "orders", "fewer") else Operation.MOST


# --- in French ------------------------------------------------------------


def cell(row: Row) -> str:
    """« l'EFUS (1993) », « l'AFCCRE (59 ans, de 1951 à 2010) », « LUCI (créé en 2002, rejoint en 2010) »."""
    if row.attribute is Attribute.WAITED:
        first, last = (fact.date.year if fact.date else 0 for fact in row.facts[:2])
        return f"{row.network.label} ({spelled_years(row.value)}, de {first} à {last})" if row.value else f"{row.network.label} ({first})"
    dates = [fact for fact in row.facts if fact.attribute in DATES and fact.date is not None]
    if len(dates) > 1 and row.attribute in DATES:
        told = sorted(dates, key=lambda fact: fact.attribute is Attribute.JOINED)
        return f"{row.network.label} ({', '.join(map(dated, told))})"
    if row.attribute in DATES and row.fact.date is not None:
        seats = [f"{seat_of(fact)}, " for fact in row.facts if fact.attribute is Attribute.SEAT]
        by = f", par {row.by}" if row.by else ""
        return f"{row.network.label} ({''.join(seats)}{spell_date(row.fact.date)}{by})"
    return f"{row.network.label} ({counted_text(row.fact)})"


def dated(fact: Fact) -> str:
    """« création en 1951 », « adhésion en 2010 »."""
    assert fact.date is not None
    verb = "création" if fact.attribute is Attribute.CREATED else "adhésion"
    return f"{verb} en {spell_date(fact.date)}"


def spelled_years(years: int) -> str:
    """« un an », « 15 ans »."""
    return "un an" if years == 1 else f"{years} ans"


def cells(draft: Draft, rows: Sequence[Row]) -> str:
    """The rows in a sentence, each with its markers."""
    return listed([f"{cell(row)} {marks(draft, row)}" for row in rows])


def total(found: Sequence[Row], question: Question) -> str:
    """« Trois réseaux », or « Oui, trois réseaux » to a yes-or-no question."""
    number = counted(len(found), "réseau", "réseaux")
    if question.operation is not Operation.VERIFY:
        return capital(number)
    word = "Si" if _NONE.match(fold(question.text)) else "Oui"
    return word if len(found) == 1 else f"{word}, {number}"


_NONE = re.compile(r"\W*(?:il n'y a )?aucun")  # « Aucun réseau n'a … ? » — « Si, deux réseaux »


def unsaid(noun: str, told: Collection[Network], scope: Sequence[Network], of_each: str = "pour") -> Draft:
    """The networks in scope, but those told of, for which the page does not give « l'année d'adhésion »."""
    draft, silent = Draft(), [network for network in scope if network not in told]
    named = listed([f"{network.label} {draft.heading(network)}" for network in silent])
    draft.say(f"La page ne donne pas {noun} pour {named}." if silent else f"Aucun : la page donne {noun} {of_each} chacun des réseaux.")
    return draft.say(gone_through(scope))


_ADDED = (2, 3)  # networks whose numbers are added up: the guard proves no longer sum


def together(found: Sequence[Row], question: Question) -> str:
    """« , soit 124 en tout » of what some named networks count together."""
    due = asks_for_a_sum(question) and question.networks and question.attribute in COUNTS and len(found) in _ADDED
    return summed([row.fact for row in found]) if due else ""


def marks(draft: Draft, row: Row) -> str:
    """The markers of what proves a row."""
    return " ".join(dict.fromkeys(draft.fact(fact) for fact in row.facts))


_BOUNDS = {
    Bound.EXACT: "en {}",
    Bound.BEFORE: "avant {}",
    Bound.AFTER: "après {}",
    Bound.SINCE: "à partir de {}",
    Bound.UNTIL: "jusqu'à {}",
}
_AMOUNTS = {
    Bound.EXACT: "{}",
    Bound.BEFORE: "moins de {}",
    Bound.AFTER: "plus de {}",
    Bound.SINCE: "au moins {}",
    Bound.UNTIL: "au plus {}",
}


def query(question: Question, records: Records) -> str:
    """The computed query in French: « J'ai vérifié les 15 fiches : l'année d'adhésion, avant 2000. »."""
    limits = [_BOUNDS[limit.bound].format(limit.value) for limit in question.years]
    limits += [_AMOUNTS[limit.bound].format(limit.value) for limit in question.numbers]
    limits += [f"par la {question.actor}"] if question.actor else []
    asked = ", ".join([NOUNS[question.attribute], *(["sauf"] if question.negated and limits else []), *limits])
    return f"J'ai vérifié les {len(records.scope(question))} fiches : {asked}."


_WHOLE = (Operation.LIST, Operation.TIMELINE, Operation.VALUE)  # asks for every network: the one that is missing is named


def checked(question: Question, records: Records, rows: Sequence[Row]) -> str:
    """What was gone through, and for which networks the page says nothing."""
    scope = records.scope(question)
    silent = [network.label for network in scope if network not in {row.network for row in rows}]
    total = f"J'ai vérifié les {len(scope)} fiches"
    if question.networks and len(scope) < _MANY:
        return f"La page ne donne pas {NOUNS[question.attribute]} pour {listed(silent)}." if silent else ""
    if not silent:
        return total + "."
    plain = question.operation in _WHOLE and not is_limited(question)
    lacking = silent[0] if len(silent) == 1 and plain else counted(len(silent), "réseau", "réseaux")
    return f"{total} ; la page ne donne pas {NOUNS[question.attribute]} pour {lacking}."
