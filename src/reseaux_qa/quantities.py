"""Dates and numbers as French pages write them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from reseaux_qa.french import fold, lexicon, unit_nouns
from reseaux_qa.types import Date

_GROUPED = r"\d{1,3}(?:[ .]\d{3}){1,4}(?!\d)|\d{1,15}(?:[.,]\d{1,15})?"
_SCALE = {"million": 10**6, "millions": 10**6, "milliard": 10**9, "milliards": 10**9, "milliers": 1000, "mille": 1000}
_PREFIX = {"k": 1000, "m": 10**6}  # « 5,6 M€ »
_QUALIFIER = r"pres de|plus de|\+ de|plus d'|\+|moins de|environ|quelque|quelques|au moins|jusqu'a|autour de|presque|pas moins de"
_AMOUNT = re.compile(r"(?:plus de|pres de|moins de|quelque|environ)\s+$")
_VAGUE = re.compile(r"(?:dizaine|douzaine|vingtaine|centaine|millier)s")  # « des centaines » is no number


@dataclass(frozen=True, slots=True)
class Dated:
    """A date and its half-open span."""

    date: Date
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Quantity:
    """A counted number: ``qualifier`` as written, and its half-open span with the qualifier."""

    number: int
    qualifier: str
    start: int
    end: int


@cache
def _date_pattern() -> re.Pattern[str]:
    months = "|".join(lexicon()["months"])
    return re.compile(rf"(?:(?:(?<!\d)(\d{{1,2}})(?:er)?\s+)?\b({months})\s+)?(?<![\d.,])\b(1\d{{3}}|20\d{{2}})\b(?!\d|,\d|\s\d{{3}}\b)")


def dates(text: str) -> list[Dated]:
    """Every date of a text, from bare years to full days."""
    found = []
    folded = fold(text)
    for match in _date_pattern().finditer(folded):
        day, month, year = match.groups()
        if not month and _is_counted(folded, match):
            continue
        number = lexicon()["months"].index(month) + 1 if month else 0
        found.append(Dated(Date(int(year), number, int(day or 0)), match.start(), match.end()))
    return found


_RANGE = re.compile(r"\b(1\d{3}|20\d{2})\s*(?:-|a|au|jusqu'en|et)\s*(?:\w{3,9}\s+)?(1\d{3}|20\d{2})\b")
_OPEN_RANGE = re.compile(r"\bdepuis\s+(?:\w{3,9}\s+)?(1\d{3}|20\d{2})\b")
FOR_EVER = 9999


def periods(text: str) -> list[tuple[int, int]]:
    """First and last year of each « 2012-2021 », « de 2014 à 2020 », « depuis 2022 » (open), or single year."""
    folded = fold(text)
    ranges = [(m.start(), m.end(), int(m[1]), int(m[2])) for m in _RANGE.finditer(folded) if int(m[1]) <= int(m[2])]
    ranges += [(m.start(), m.end(), int(m[1]), FOR_EVER) for m in _OPEN_RANGE.finditer(folded)]
    single = [(d.date.year, d.date.year) for d in dates(text) if not any(s <= d.start < e for s, e, _, _ in ranges)]
    return [(first, last) for _, _, first, last in ranges] + single


def _is_counted(folded: str, year: re.Match[str]) -> bool:
    """« 1500 communes », « plus de 1500 » are amounts written without a space."""
    return bool(_counted_noun().match(folded, year.end()) or _AMOUNT.search(folded, 0, year.start()))


@cache
def _counted_noun() -> re.Pattern[str]:
    plurals = sorted(noun for noun in unit_nouns() if noun.endswith("s"))
    return re.compile(rf"[\s*]+(?:{'|'.join(map(re.escape, plurals))})\b")


@cache
def _quantity_pattern() -> re.Pattern[str]:
    spelled = "|".join(sorted(lexicon()["numbers"], key=len, reverse=True))
    scale = "|".join(sorted(_SCALE, key=len, reverse=True))
    digits = rf"(?P<digits>(?<![\w.,])(?:{_GROUPED}))(?!\w)"
    one = rf"(?:{spelled})s?"
    in_words = rf"(?:\bune?\s+)?\b(?P<words>{one}(?:[- ](?:et[- ])?{one})*)\b"
    return re.compile(
        rf"(?:(?P<qualifier>{_QUALIFIER})\s*)?(?:{digits}|{in_words})(?:\s+(?P<scale>{scale})\b|\s?(?P<prefix>[km])(?=[€$]))?"
    )


def quantities(text: str) -> list[Quantity]:
    """Every number of a text but its years, with « une centaine » read as 100."""
    years = {(d.start, d.end) for d in dates(text)}
    found = []
    for match in _quantity_pattern().finditer(fold(text)):
        quantity = _quantity(match)
        vague = match["words"] and _VAGUE.fullmatch(match["words"])
        if quantity.number > 1 and not vague and not any(start < match.end() and match.start() < end for start, end in years):
            found.append(quantity)
    return found


def _quantity(match: re.Match[str]) -> Quantity:
    digits, spelled = match["digits"], match["words"]
    value = float(re.sub(r"[ .](?=\d{3}(?!\d))", "", digits).replace(",", ".")) if digits else _spelled(spelled)
    about = spelled is not None and spelled.endswith(("aine", "millier"))
    qualifier = match["qualifier"] or ("environ" if about else "")
    return Quantity(round(value * (_SCALE | _PREFIX).get(match["scale"] or match["prefix"], 1)), qualifier, match.start(), match.end())


def _spelled(phrase: str) -> int:
    """« dix-sept » is 17, « cent quatre-vingts » 180, « mille deux cents » 1200."""
    thousands, rest = 0, 0
    for word in re.split(r"[- ](?:et[- ])?", phrase):
        number = lexicon()["numbers"].get(word) or lexicon()["numbers"][word.removesuffix("s")]
        if number == 1000:
            thousands, rest = max(rest, 1) * number, 0
        elif number == 20 and rest % 100 == 4:
            rest += 76
        elif number == 100 or word.endswith(("aine", "aines")):
            rest = max(rest, 1) * number
        else:
            rest += number
    return thousands + rest


def spell_date(date: Date) -> str:
    """« décembre 2011 », « 3 mai 1990 », « 2002 »."""
    months = ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"]
    day = f"{'1er' if date.day == 1 else date.day} " if date.day else ""
    return f"{day}{months[date.month - 1]} {date.year}" if date.month else str(date.year)


def when(date: Date) -> str:
    """The date as a complement: « en 2002 », « en décembre 2011 », « le 3 mai 1990 »."""
    return ("le " if date.day else "en ") + spell_date(date)
