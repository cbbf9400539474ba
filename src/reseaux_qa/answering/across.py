"""Questions across networks, computed from all records and complete."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from reseaux_qa.answering import named
from reseaux_qa.answering.draft import Draft
from reseaux_qa.answering.phrasing import capital, counted, ending, listed
from reseaux_qa.answering.values import counted_text
from reseaux_qa.facts import Records
from reseaux_qa.french import fold, phrase_pattern
from reseaux_qa.quantities import spell_date, when
from reseaux_qa.types import Attribute, Fact, Limit, Network, Operation, Question, Status
from reseaux_qa.understanding.limits import within

DATES = frozenset({Attribute.CREATED, Attribute.JOINED})
COUNTS = frozenset({Attribute.MEMBERS, Attribute.COUNTRIES, Attribute.INHABITANTS, Attribute.PARTNERS})
_NEED_TWO = 2


@dataclass(frozen=True, slots=True)
class Row:
    """One network's fact in a computed answer, and the value it is sorted by."""

    fact: Fact
    value: int

    @property
    def network(self) -> Network:
        """Whose fact it is."""
        return self.fact.network


def rows_of(question: Question, records: Records) -> list[Row]:
    """The main fact of each network in scope, where the page has it, in the page's order."""
    found = []
    for network in question.networks or records.networks:
        fact = records.first(network, question.attribute)
        if fact is not None and (fact.date is not None or fact.number is not None):
            found.append(Row(fact, _value(fact, question.attribute)))
    return found


def _value(fact: Fact, attribute: Attribute) -> int:
    if attribute in DATES and fact.date is not None:
        return fact.date.year * 12 + max(fact.date.month - 1, 0)
    return fact.number or 0


def kept(rows: Iterable[Row], question: Question) -> list[Row]:
    """The rows that satisfy the question's limits and actor."""
    actor = question.actor
    return [row for row in rows if within(_limited(row), _limits(question)) and (not actor or row.fact.actor == actor)]


def _limits(question: Question) -> tuple[Limit, ...]:
    return question.years if question.attribute in DATES else question.numbers


def _limited(row: Row) -> int:
    return row.fact.date.year if row.fact.attribute in DATES and row.fact.date else row.value


# --- rows in French -------------------------------------------------------


def cell(row: Row) -> str:
    """« l'EFUS (1993) »: a network and its value."""
    if row.fact.attribute in DATES and row.fact.date is not None:
        return f"{row.network.label} ({spell_date(row.fact.date)})"
    return f"{row.network.label} ({counted_text(row.fact)})"


def _cells(draft: Draft, rows: Sequence[Row]) -> str:
    return listed([f"{cell(row)} {draft.fact(row.fact)}" for row in rows])


def _checked(question: Question, records: Records, rows: Sequence[Row]) -> str:
    """What was gone through, and for which networks the page says nothing."""
    silent = [n.label for n in question.networks or records.networks if n not in {row.network for row in rows}]
    total = f"J'ai vérifié les {len(question.networks or records.networks)} fiches"
    if not silent:
        return total + "."
    return f"{total} ; la page ne donne pas {_asked(question)} pour {listed(silent)}."


def _asked(question: Question) -> str:
    return _NOUNS[question.attribute]


_NOUNS = {
    Attribute.CREATED: "l'année de création",
    Attribute.JOINED: "l'année d'adhésion",
    Attribute.MEMBERS: "le nombre de membres",
    Attribute.COUNTRIES: "le nombre de pays",
    Attribute.INHABITANTS: "la population représentée",
    Attribute.PARTNERS: "le nombre de partenaires",
}


# --- operations -----------------------------------------------------------


def enumerate_rows(draft: Draft, question: Question, records: Records) -> bool:
    """List or count the networks that satisfy the question's limits."""
    rows = rows_of(question, records)
    if question.negated and kept(rows, question) == rows:
        return _without(draft, question, records, rows)
    fitting = kept(rows, question)
    found = sorted((row for row in rows if (row in fitting) is not question.negated), key=lambda row: row.value)
    if found:
        draft.say(f"{capital(counted(len(found), 'réseau', 'réseaux'))} : {_cells(draft, found)}.")
    elif rows:
        nearest = min(rows, key=lambda row: min((abs(_limited(row) - limit.value) for limit in _limits(question)), default=0))
        draft.say(f"Aucun réseau. Le plus proche est {_cells(draft, [nearest])}.")
        draft.status = Status.NOT_SAID
    draft.say(_checked(question, records, rows))
    return True


def _without(draft: Draft, question: Question, records: Records, rows: Sequence[Row]) -> bool:
    """The networks for which the page gives no such value: « lesquels n'indiquent pas … ? »."""
    silent = [n for n in records.networks if n not in {row.network for row in rows}]
    if not silent:
        draft.say(f"Aucun : la page donne {_asked(question)} pour chacun des réseaux.")
    else:
        draft.say(f"La page ne donne pas {_asked(question)} pour {listed([f'{n.label} {draft.heading(n)}' for n in silent])}.")
    draft.say(f"J'ai vérifié les {len(records.networks)} fiches.")
    return True


_EXTREME_WORDS = {
    (Attribute.CREATED, False): "Le réseau le plus ancien est",
    (Attribute.CREATED, True): "Le réseau le plus récent est",
    (Attribute.JOINED, False): "Le premier réseau rejoint est",
    (Attribute.JOINED, True): "Le dernier réseau rejoint est",
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
    """The first, last, largest or smallest; ties are all given."""
    rows = rows_of(question, records)
    limited = kept(rows, question) if question.years or question.actor else rows
    if not limited:
        return False
    highest = question.operation in (Operation.LAST, Operation.MOST)
    best = (max if highest else min)(_rounded(row, question) for row in limited)
    winners = [row for row in limited if _rounded(row, question) == best]
    opening = _EXTREME_WORDS[question.attribute, highest]
    if len(winners) > 1:
        opening = f"{capital(counted(len(winners), 'réseau', 'réseaux'))} à égalité :"
    draft.say(f"{opening} {_cells(draft, winners)}.")
    draft.say(_checked(question, records, rows))
    return True


def _rounded(row: Row, question: Question) -> int:
    return row.value // 12 if question.attribute in DATES else row.value


def timeline(draft: Draft, question: Question, records: Records) -> bool:
    """Every network in order, one line each."""
    rows = rows_of(question, records)
    found = sorted(kept(rows, question), key=lambda row: row.value, reverse=question.attribute in COUNTS)
    for row in found:
        draft.say(f"- {capital(cell(row))} {draft.fact(row.fact)}")
    if found:
        draft.say(_checked(question, records, rows))
    return bool(found)


def compare(draft: Draft, question: Question, records: Records) -> bool:
    """Two networks or more side by side, and what follows from it."""
    rows = sorted(rows_of(question, records), key=lambda row: row.value)
    if len(rows) < _NEED_TWO:
        return False
    low, high = rows[0], rows[-1]
    draft.say(f"{capital(_cells(draft, rows))}.")
    if question.attribute in DATES:
        draft.say(_date_conclusion(low, high, question.attribute))
    elif low.value == high.value:
        draft.say("C'est le même nombre.")
    else:
        draft.say(f"C'est donc {high.network.label} qui en compte le plus.")
    return True


def _date_conclusion(low: Row, high: Row, attribute: Attribute) -> str:
    assert low.fact.date is not None
    assert high.fact.date is not None
    years = high.fact.date.year - low.fact.date.year
    if not years:
        return "C'est la même année."
    gap = spelled_years(years)
    if attribute is Attribute.JOINED:
        return f"C'est donc {low.network.label} qui a été rejoint{ending(low.network)} en premier, {gap} plus tôt."
    feminine = "ne" if low.network.feminine else ""
    by = "d'un an" if years == 1 else f"de {gap}"
    return f"C'est donc {low.network.label} qui est plus ancien{feminine}, {by}."


def _speaks_of_both(text: str) -> bool:
    """« entre sa création et notre adhésion », not just « depuis combien de temps »."""
    folded = fold(text)
    return all(phrase_pattern("events", key).search(folded) for key in ("created", "joined"))


def spelled_years(years: int) -> str:
    """« un an », « 15 ans »."""
    return "un an" if years == 1 else f"{years} ans"


def duration(draft: Draft, question: Question, records: Records) -> bool:
    """Years between the creation of a network and its joining, or between two networks."""
    if len(question.networks) >= _NEED_TWO:
        return compare(draft, question, records)
    if len(question.networks) != 1 or not _speaks_of_both(question.text):
        return False
    created, joined = (records.first(question.networks[0], a) for a in (Attribute.CREATED, Attribute.JOINED))
    if created is None or joined is None or created.date is None or joined.date is None:
        return False
    years = joined.date.year - created.date.year
    label, network = question.networks[0].label, question.networks[0]
    draft.say(
        f"{capital(label)} a été créé{ending(network)} {when(created.date)} {draft.fact(created)} "
        f"et {records.host} l'a rejoint{ending(network)} {when(joined.date)} {draft.fact(joined)} : "
        + (f"{spelled_years(years)} d'écart." if years else "la même année.")
    )
    return True


Computer = Callable[[Draft, Question, Records], bool]
_ENUMERATE = (Operation.LIST, Operation.COUNT, Operation.VALUE, Operation.VERIFY)

COMPUTERS: dict[tuple[Attribute, Operation], Computer] = {}
for _attribute in (*DATES, *COUNTS):
    COMPUTERS |= {(_attribute, op): enumerate_rows for op in _ENUMERATE}
    COMPUTERS |= {(_attribute, op): extreme for op in (Operation.FIRST, Operation.LAST, Operation.MOST, Operation.LEAST)}
    COMPUTERS |= {(_attribute, Operation.TIMELINE): timeline, (_attribute, Operation.COMPARE): compare}
    COMPUTERS |= {(_attribute, Operation.DURATION): duration}
COMPUTERS |= {(Attribute.PRESIDENCY, op): named.presidencies for op in _ENUMERATE}
COMPUTERS |= {(attribute, op): named.statements for attribute in (Attribute.SEAT, Attribute.FOUNDERS) for op in _ENUMERATE}
COMPUTERS |= {(Attribute.EVENTS, op): named.events for op in _ENUMERATE}
COMPUTERS |= {(Attribute.NETWORK, op): named.all_networks for op in (Operation.LIST, Operation.COUNT)}


def compute(draft: Draft, question: Question, records: Records) -> bool:
    """Answer from all records, if the question is about all of them."""
    computer = COMPUTERS.get((question.attribute, question.operation))
    return computer is not None and _is_across(question) and computer(draft, question, records)


def _is_across(question: Question) -> bool:
    """A bare « quand ? » without a network is not a question about all of them."""
    plain = question.operation in (Operation.VALUE, Operation.VERIFY)
    limits = question.numbers if question.attribute in COUNTS else question.years
    return not plain or bool(limits or question.actor)
