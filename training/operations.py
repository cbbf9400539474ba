"""Plain questions over all networks of a city's page, in the words of ``exemplars/whole_list.jsonl``, with the answer its records give.

Each exemplar names the operation that it ``wants``, « three_oldest », « same_seat »; its placeholders are filled from the
records, and a right answer names these networks and no other.
"""

from __future__ import annotations

import json
import random
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from reseaux_qa.answering.fees import fee_of
from reseaux_qa.answering.phrasing import of, to
from reseaux_qa.answering.texts import seat_of
from reseaux_qa.facts import Records
from reseaux_qa.types import Attribute, Network

WORDINGS = Path(__file__).resolve().parents[1] / "src/reseaux_qa/data/exemplars/whole_list.jsonl"
_SILENT = ("created", "joined", "seat", "members")  # « no_seat »: for which networks the page gives none

Values = dict[Network, int]
Ask = tuple[str, list[str], list[Network], list[Network]]  # a question, what its answer says, the networks it tells, those it does not


@dataclass(frozen=True, slots=True)
class Wanted:
    """What fills a wording's placeholders, and what its answer tells: networks, words, and whether no other network."""

    told: list[Network] = field(default_factory=list)
    says: list[str] = field(default_factory=list)
    filled: dict[str, str] = field(default_factory=dict)
    about: tuple[Network, ...] = ()
    strict: bool = True


class Tables:
    """The records of one page as one dictionary of values an attribute."""

    def __init__(self, records: Records, rng: random.Random) -> None:
        """``rng`` picks the years, the numbers and the networks that a question names."""
        self.records, self.rng = records, rng
        first = {a: {n: f for n in records.networks if (f := records.first(n, a))} for a in Attribute}
        year = lambda a: {n: f.date.year for n, f in first[a].items() if f.date}  # noqa: E731
        self.created, self.joined = year(Attribute.CREATED), year(Attribute.JOINED)
        self.members, self.countries = (
            {n: f.number for n, f in first[a].items() if f.number} for a in (Attribute.MEMBERS, Attribute.COUNTRIES)
        )
        self.seats = {n: seat_of(f) for n, f in first[Attribute.SEAT].items()}
        both = [n for n in self.joined if n in self.created and self.joined[n] >= self.created[n]]
        self.waits = {n: self.joined[n] - self.created[n] for n in both}

    def dates(self, operation: str) -> Values:
        """The dates that an operation is about, by its name."""
        return self.joined if "joined" in operation else self.created

    def pick(self, values: Values, count: int) -> list[Network] | None:
        """So many networks of different values."""
        found = self.rng.sample(sorted(values, key=lambda n: n.name), min(count, len(values)))
        return found if len({values[n] for n in found}) == count else None


def asked(records: Records) -> Iterator[Ask]:
    """One question of each operation that the page can answer."""
    rng = random.Random(records.city)
    tables, wordings = Tables(records, rng), _wordings()
    for operation, wanted in _WANTED.items():
        text, found = rng.choice(wordings[operation]), wanted(operation, tables)
        if found is not None and found.told + found.says:
            others = [n for n in records.networks if n not in found.told and n not in found.about] if found.strict else []
            yield _filled(text, found, records), found.says, found.told, others


def _wordings() -> dict[str, list[str]]:
    found = defaultdict[str, list[str]](list)
    for line in WORDINGS.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        found[row["wants"]].append(row["text"])
    return found


def _filled(text: str, wanted: Wanted, records: Records) -> str:
    for mark, network in zip(("{R}", "{R2}", "{R3}"), wanted.about, strict=False):
        for noun in ("réseau ", "association ", "organisation ", "réseaux ", "assos "):
            text = text.replace(noun + mark, noun + network.name)
        for lead, said in (("de ", of(network)), ("à ", to(network)), ("", network.label)):
            text = text.replace(lead + mark, said)
    for mark, value in ({"{V}": records.host} | wanted.filled).items():
        text = text.replace(mark, value)
    return text


# --- one function a family of operations ------------------------------------


def _limited(operation: str, tables: Tables) -> Wanted | None:
    values, fits = tables.dates(operation), next(fits for key, fits in _LIMITS.items() if operation.endswith(key))
    years = sorted(set(values.values()))
    if len(years) < 4:
        return None
    low, high = sorted(tables.rng.sample(years[1:-1] if len(years) > 4 else years, 2))
    filled = {"{A2}": str(high), "{A}": str(low), "{D}": str(low // 10 * 10)}
    told = [n for n, year in values.items() if fits(year, low, high)]
    return Wanted(told, filled=filled) if told else None


_LIMITS: dict[str, Callable[[int, int, int], bool]] = {
    "_in": lambda year, low, _: year == low,
    "_before": lambda year, low, _: year < low,
    "_after": lambda year, low, _: year > low,
    "_between": lambda year, low, high: low <= year <= high,
    "_decade": lambda year, low, _: year // 10 == low // 10,
}


def _end(operation: str, tables: Tables) -> Wanted | None:
    values, latest = {name: (getattr(tables, table), latest) for name, (table, latest) in _ENDS.items()}[operation]
    some = 3 if operation.startswith("three") else 1
    ordered = sorted(values, key=values.__getitem__, reverse=latest)
    apart = len(ordered) > some + 1 and len({values[n] for n in ordered[: some + 1]}) == some + 1
    return Wanted(ordered[:some], strict=some > 1) if apart else None


_ENDS = {
    "oldest": ("created", False),
    "newest": ("created", True),
    "first_joined": ("joined", False),
    "last_joined": ("joined", True),
    "largest": ("members", True),
    "smallest": ("members", False),
    "most_countries": ("countries", True),
    "longest_wait": ("waits", True),
    "shortest_wait": ("waits", False),
    "three_oldest": ("created", False),
    "three_last_joined": ("joined", True),
    "three_largest": ("members", True),
}


def _every(operation: str, tables: Tables) -> Wanted:
    table = next(getattr(tables, name) for name in ("created", "joined", "members", "seats") if name[:4] in operation)
    return Wanted(list(table), strict=False)


def _compared(operation: str, tables: Tables) -> Wanted | None:
    values = tables.members if "members" in operation else tables.dates(operation)
    found = tables.pick(values, 3 if operation == "compare_three" else 2)
    if found is None:
        return None
    best = (max if "members" in operation else min)(found, key=values.__getitem__)
    if operation.startswith("yes"):
        return Wanted(found, ["Oui" if best is found[0] else "Non"], about=tuple(found), strict=False)
    return Wanted([best], [f"donc {best.label}"], about=tuple(found), strict=False)


def _gap(operation: str, tables: Tables) -> Wanted | None:
    values = tables.waits if operation == "waited" else tables.dates(operation)
    found = tables.pick(values, 1 if operation == "waited" else 2)
    if found is None:
        return None
    gap = values[found[0]] if operation == "waited" else abs(values[found[0]] - values[found[1]])
    return Wanted(found, ["un an" if gap == 1 else f"{gap} ans"], about=tuple(found), strict=False) if gap else None


def _beside(operation: str, tables: Tables) -> Wanted | None:
    values = tables.dates("joined" if "network" in operation else operation)
    found = tables.pick(values, 1)
    if found is None:
        return None
    here = values[found[0]]
    fits = {"before_network": int.__lt__, "older_than": int.__lt__, "after_network": int.__gt__}.get(operation, int.__eq__)
    told = [n for n, value in values.items() if fits(value, here) and n is not found[0]]
    return Wanted(told, about=tuple(found)) if told else None


def _next(_: str, tables: Tables) -> Wanted | None:
    ordered = sorted(tables.joined, key=tables.joined.__getitem__)
    counts = Counter(tables.joined.values())
    found = [pair for pair in pairwise(ordered) if all(counts[tables.joined[n]] == 1 for n in pair)]
    one = tables.rng.choice(found) if found else None
    return Wanted([one[1]], about=(one[0],), strict=False) if one else None


def _seated(operation: str, tables: Tables) -> Wanted | None:
    counts = Counter(tables.seats.values())
    shared = [n for n, seat in tables.seats.items() if counts[seat] > 1]
    if operation == "same_seat" or not tables.seats:
        return Wanted(shared) if shared else None
    here = tables.rng.choice(shared or list(tables.seats)) if operation == "same_seat_as" else tables.rng.choice(list(tables.seats))
    told = [n for n, seat in tables.seats.items() if seat == tables.seats[here]]
    if operation == "same_seat_as":
        told = [n for n in told if n is not here]
        return Wanted(told, about=(here,)) if told else None
    return Wanted(told, filled={"{P}": tables.seats[here]})


def _sized(operation: str, tables: Tables) -> Wanted | None:
    sizes = sorted(set(tables.members.values()))
    if len(sizes) < 4:
        return None
    at = tables.rng.randrange(1, len(sizes) - 1)
    middle = (sizes[at] + sizes[at + 1]) // 2
    told = [n for n, size in tables.members.items() if (size < middle if "fewer" in operation else size > middle)]
    return Wanted(told, filled={"{N}": str(middle)}) if middle - sizes[at] > 1 else None


def _silent(operation: str, tables: Tables) -> Wanted | None:
    table = {"no_created": tables.created, "no_joined": tables.joined, "no_seat": tables.seats, "no_members": tables.members}[operation]
    silent = [n for n in tables.records.networks if n not in table]
    return Wanted(silent) if silent else None


def _twice(operation: str, tables: Tables) -> Wanted | None:
    if not tables.waits:
        return None
    one = tables.rng.choice(list(tables.waits))
    created, joined = tables.created[one] + tables.rng.choice((1, 5)), tables.joined[one] - tables.rng.choice((1, 5))
    if operation == "created_before_joined_after":
        told = [n for n in tables.waits if tables.created[n] < created and tables.joined[n] > joined]
        return Wanted(told, filled={"{A2}": str(joined), "{A}": str(created)})
    seat = tables.seats.get(one)
    told = [n for n in tables.joined if tables.seats.get(n) == seat and tables.joined[n] > joined]
    return Wanted(told, filled={"{P}": seat, "{A}": str(joined)}) if seat else None


def _at_once(_: str, tables: Tables) -> Wanted:
    return Wanted([n for n, wait in tables.waits.items() if not wait])


def _but(_: str, tables: Tables) -> Wanted | None:
    ordered = sorted(tables.created, key=tables.created.__getitem__)
    apart = len(ordered) > 3 and len({tables.created[n] for n in ordered[:3]}) == 3
    return Wanted([ordered[1]], about=(ordered[0],), strict=False) if apart else None


def _whether(operation: str, tables: Tables) -> Wanted | None:
    values = tables.dates(operation)
    found = tables.pick(values, 1)
    if found is None:
        return None
    year = values[found[0]] + tables.rng.choice((-4, -2, 3, 6))
    told = "Oui" if values[found[0]] < year else "Non"
    return Wanted(found, [told, str(values[found[0]])], {"{A}": str(year)}, tuple(found), strict=False)


def _busiest(_: str, tables: Tables) -> Wanted | None:
    most = [*Counter(tables.joined.values()).most_common(2), (0, 0)]
    return Wanted(says=[str(most[0][0])], strict=False) if most[0][1] > most[1][1] else None


def _fee(operation: str, tables: Tables) -> Wanted | None:
    fees = {n: fact for n in tables.records.networks if (fact := fee_of(n, tables.records)) and fact.number}
    ordered = sorted(fees, key=lambda n: -(fees[n].number or 0))
    if not ordered or (len(ordered) == 1 and operation != "fee"):
        return None
    one = tables.rng.choice(ordered) if operation == "fee" else ordered[0]
    figure = re.search(r"\d[\d \u00a0.,]*\d|\d", fees[one].text)
    says = [figure.group()] if figure and operation != "fees" else []
    return Wanted(ordered if operation == "fees" else [one], says, about=(one,) if operation == "fee" else (), strict=False)


def _whole(_: str, tables: Tables) -> Wanted:
    return Wanted(list(tables.records.networks), strict=False)


_BOUNDED = [f"{act}_{key}" for act in ("created", "joined") for key in ("in", "before", "after", "between", "decade")]
_WANTED: dict[str, Callable[[str, Tables], Wanted | None]] = {
    **dict.fromkeys((*_BOUNDED, "created_count_before", "joined_count_after"), _limited),
    **dict.fromkeys(_ENDS, _end),
    **dict.fromkeys(("order_created", "order_joined", "order_members", "created_each", "joined_each", "members_each", "seat_each"), _every),
    **dict.fromkeys(("compare_created", "compare_joined", "compare_members", "compare_three", "yes_older", "yes_more_members"), _compared),
    **dict.fromkeys(("gap_created", "gap_joined", "waited"), _gap),
    **dict.fromkeys(("same_year_created", "same_year_joined", "before_network", "after_network", "older_than"), _beside),
    **dict.fromkeys(("seat_in", "seat_count", "same_seat", "same_seat_as"), _seated),
    **dict.fromkeys(("more_members", "fewer_members", "count_more_members"), _sized),
    **dict.fromkeys([f"no_{name}" for name in _SILENT], _silent),
    **dict.fromkeys(("created_before_joined_after", "seat_in_and_joined_after"), _twice),
    **dict.fromkeys(("yes_created_before", "yes_joined_before"), _whether),
    "joined_same_year_as_created": _at_once,
    "next_joined": _next,
    "oldest_but": _but,
    "best_year": _busiest,
    **dict.fromkeys(("fee", "fees", "dearest"), _fee),
    "all": _whole,
    "how_many": _whole,
}
