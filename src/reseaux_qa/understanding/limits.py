"""What bounds a question: years, numbers, an authority of the host, a negation."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from reseaux_qa.french import fold, lexicon, phrase_pattern, says, words
from reseaux_qa.quantities import Dated, Quantity, dates, quantities
from reseaux_qa.types import Attribute, Bound, Limit
from reseaux_qa.understanding.standing import standing

_LOOK_BACK = 24  # characters before a number that may hold « plus de », « avant », « depuis »…
_REACH = 44  # the same before a year
_TENS = {"trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60, "soixante-dix": 70, "quatre-vingt": 80, "quatre-vingts": 80}
_TENS |= {"quatre-vingt-dix": 90, "quatre-vingts-dix": 90, "septante": 70, "huitante": 80, "nonante": 90}
_YEARS = r"(?:annees|decennie(?: des annees)?)\s+"
_DECADE = re.compile(
    rf"{_YEARS}(?:19)?([3-9]0)\b|\b(19[3-9]0|20[0-2]0)s\b|{_YEARS}(20[0-2]0)\b"
    rf"|{_YEARS}(?:mille neuf cent )?({'|'.join(sorted(_TENS, key=len, reverse=True))})\b"
)
_ANY_DECADE = re.compile(rf"{_YEARS}(?:\d+0,? )+(?:ou|or) (?:{_YEARS})?\d+0\b")  # « années 60, 70 ou 80 ? » bounds nothing
_CENTURY = re.compile(
    r"\b(xxe|xxie|xxeme|xxieme|vingtieme|vingt et unieme|20e|21e|20eme|21eme|20th|21st)\s+(?:siecle|century)"
    r"|siecle (dernier|actuel|passe)"
)
_CENTURIES = {"xxe": 20, "xxeme": 20, "vingtieme": 20, "20e": 20, "20eme": 20, "20th": 20, "dernier": 20, "passe": 20}
_CENTURIES |= {"xxie": 21, "xxieme": 21, "vingt et unieme": 21, "21e": 21, "21eme": 21, "21st": 21, "actuel": 21}
_AFTER = 15  # characters: a verb before its year is as near as one this much closer after it
_RANGE_OPENS = re.compile(r"\($|(?:\bde|\bfrom|\bdel|\bvon|\bdal)\s+(?:l'annee\s+)?$")
_DASH = re.compile(r"\s*[-–]\s*")
_RANGE_JOINS = re.compile(r"\s*(?:a|to|au|jusqu'en|jusqu'a|al|bis|-)\s*")
# « depuis les municipales de 2014 », « avant son adhésion en 2010 »: what the year is of stands between.
_OF_YEAR = r"\s+(?:la|les?|l'|son|sa|ses|notre|nos|leur|cette|ce) ?(?:[a-z][\w'-]* ){1,4}?(?:de|en|d') ?$"
_TO_YEAR = r"\s+(?:(?:en|l'annee|l'an|annee|annees|les|le|la|de|the|debut|fin|\w+bre|janvier|mars)\s*)*$"


def year_limits(text: str) -> tuple[Limit, ...]:
    """« avant 2000 », « entre 1990 et 1999 », « de 2008 à 2010 », « dans les années 90 », « en 2008 »."""
    folded, found = fold(text), dates(text)
    if _ANY_DECADE.search(folded):
        return ()
    if len(found) > 1 and _is_range(folded, found):
        about = nearest_event(folded, found[0].start)
        return (Limit(Bound.SINCE, found[0].date.year, about), Limit(Bound.UNTIL, found[1].date.year, about))
    decade = _DECADE.search(folded) or _CENTURY.search(folded)
    if decade:
        limits = _century_limits(decade) if decade.re is _CENTURY else _decade_limits(decade, folded)
        others = [_limit(folded, d) for d in found if not decade.start() <= d.start < decade.end()]
        apart = [other for other in others if other.bound is not Bound.EXACT or not within(other.value, limits)]
        return (*(replace(limit, about=nearest_event(folded, decade.start())) for limit in limits), *apart)
    beside = relative_years(folded[found[0].end :], found[0].date.year) if len(found) == 1 else ()
    return (*_once(tuple(_limit(folded, d) for d in found)), *(limit for limit in beside if limit.value != found[0].date.year))


def relative_years(text: str, year: int) -> tuple[Limit, ...]:
    """The year that « la même année », « l'année suivante » or « deux ans plus tôt » stands for beside another; none in other words."""
    folded, steps = fold(text), {"same": 0, "next": 1, "previous": -1}
    for number in quantities(text):
        if step := _STEP.match(folded, number.end):
            return (Limit(Bound.EXACT, year + (number.number if step[1] in _LATER else -number.number)),)
    return tuple(Limit(Bound.EXACT, year + step) for key, step in steps.items() if says(folded, "years", key))


_LATER, _EARLIER = ("plus tard", "apres", "later"), ("plus tot", "avant", "auparavant", "earlier")
_STEP = re.compile(rf"\s+(?:ans|annees|years) ({'|'.join((*_LATER, *_EARLIER))})\s*(?=[?.!,;:]|$)")


def _once(limits: tuple[Limit, ...]) -> tuple[Limit, ...]:
    """« depuis 2000 (2000 compris) » is one limit."""
    bounded = {limit.value for limit in limits if limit.bound is not Bound.EXACT}
    return tuple(limit for limit in limits if limit.bound is not Bound.EXACT or limit.value not in bounded)


def _limit(folded: str, dated: Dated) -> Limit:
    bound = _bound_after(folded[dated.end :]) or _year_bound(folded[max(0, dated.start - _REACH) : dated.start])
    stood = standing(folded) if bound is Bound.EXACT else None
    if stood is not None and dated.start <= stood[2] < dated.end:
        bound = stood[0]
    return Limit(bound, dated.date.year, nearest_event(folded, dated.start))


_OR_MORE = re.compile(
    r"\s*(?:ou|et)\s+(?:plus tard|apres|ulterieurement|plus|davantage|later|more)\b(?! de| que|\s+(?:l.an |the year )?\d)"
)
_TILL_NOW = re.compile(r"\s*(?:a|et|jusqu'a|-|–)\s*(?:aujourd'hui|maintenant|nos jours|ce jour|present|today|now|hoy|heute|oggi)\b")
_OR_LESS = re.compile(r"\s*(?:ou|et)\s+(?:plus tot|avant|moins|auparavant|earlier|less)\b(?! de| que|\s+(?:l.an |the year )?\d)")


def _bound_after(folded: str) -> Bound | None:
    """« 2017 ou plus tard », « 1990 ou avant »: what follows a number bounds it."""
    if _OR_MORE.match(folded) or _TILL_NOW.match(folded):
        return Bound.SINCE
    return Bound.UNTIL if _OR_LESS.match(folded) else None


def nearest_event(folded: str, at: int) -> Attribute | None:
    """What the nearest verb says a year, or a network, is of, where a message speaks both of creating and of joining."""
    spots = {
        attribute: [m.start() for m in phrase_pattern("events", attribute.value).finditer(folded) if m.group() not in _OF_EITHER]
        for attribute in (Attribute.CREATED, Attribute.JOINED)
    }
    if not all(spots.values()):
        return None
    nearest = {attribute: min(abs(spot - at) + _AFTER * (spot > at) for spot in found) for attribute, found in spots.items()}
    return min(nearest, key=nearest.__getitem__)


_OF_EITHER = ("datent", "date de")  # « quelles adhésions datent de 2008 ? »


def _century_limits(century: re.Match[str]) -> tuple[Limit, ...]:
    number = _CENTURIES[century[1] or century[2]]
    return (Limit(Bound.SINCE, 100 * (number - 1)), Limit(Bound.UNTIL, 100 * number - 1))


def _decade_limits(decade: re.Match[str], folded: str) -> tuple[Limit, ...]:
    first = 1900 + _TENS[decade[4]] if decade[4] else int(decade[2] or decade[3] or "19" + decade[1])
    bound = _year_bound(folded[max(0, decade.start() - _REACH) : decade.start()].removesuffix("des ") + " ")  # « des », not « dès »
    if bound in (Bound.BEFORE, Bound.SINCE):
        return (Limit(bound, first),)
    if bound in (Bound.AFTER, Bound.UNTIL):
        return (Limit(bound, first + 9),)
    return (Limit(Bound.SINCE, first), Limit(Bound.UNTIL, first + 9))


def _is_range(folded: str, found: Sequence[Dated]) -> bool:
    before, between = folded[: found[0].start], folded[found[0].end : found[1].start]
    if _DASH.fullmatch(between):
        return True
    spans = phrase_pattern("bounds", "between").search(before) is not None
    return spans or (_RANGE_OPENS.search(before) is not None and _RANGE_JOINS.fullmatch(between) is not None)


def _year_bound(before: str) -> Bound:
    for bound in (Bound.BEFORE, Bound.AFTER, Bound.SINCE, Bound.UNTIL):
        said = phrase_pattern("bounds", bound.value).pattern
        if re.search(said + _TO_YEAR, before) or re.search(said + _OF_YEAR, before):
            return bound
    return Bound.EXACT


_NUMBER_BOUNDS = (
    ("at_least", Bound.SINCE),
    ("at_most", Bound.UNTIL),
    ("more", Bound.AFTER),
    ("fewer", Bound.BEFORE),
)


def number_limits(text: str) -> tuple[Limit, ...]:
    """« plus de 100 membres », « au moins 200 », « entre 50 et 100 »."""
    folded = fold(text)
    found = [] if _ANY_DECADE.search(folded) else quantities(text)
    if len(found) > 1 and phrase_pattern("bounds", "between").search(folded[: found[0].start]):
        return (Limit(Bound.SINCE, found[0].number), Limit(Bound.UNTIL, found[1].number))
    idle = {*lexicon()["events"]["network_nouns"], *lexicon()["idle_nouns"]}
    some = _some_of_an_end(text)
    counts = [q for q in found if q != some and _noun(folded, q.end) not in idle and not _ENDS_IN_YEARS.search(folded[: q.start])]
    limits = [Limit(_bound_of(folded, q), q.number, _counted(folded, q.end)) for q in counts]
    return (*limits, *(_one_year(folded) if speaks_of_both(text) else ()))


_ONE_YEAR = re.compile(r"\b(?:un an|une annee|one year)\b")
_MORE_OR_LESS = {"plus d'": Bound.AFTER, "moins d'": Bound.BEFORE}


def _one_year(folded: str) -> Iterator[Limit]:
    """« rejoint un an après sa création », « moins d'un an », a number that counts nothing elsewhere."""
    for match in _ONE_YEAR.finditer(folded):
        lead = folded[max(0, match.start() - _LOOK_BACK) : match.start()]
        bound = next((bound for said, bound in _MORE_OR_LESS.items() if lead.endswith(said)), _number_bound(lead))
        yield Limit(bound, 1, Attribute.WAITED)


_ENDS_IN_YEARS = re.compile(rf"{_YEARS}$")  # « les années 90 »


def _bound_of(folded: str, quantity: Quantity) -> Bound:
    noun = re.match(r"\s+(?:de |d')?\w+", folded[quantity.end :])  # « 50 membres ou plus »
    ends = (quantity.end, quantity.end + noun.end() if noun else quantity.end)
    after = next((bound for end in ends if (bound := _bound_after(folded[end:]))), None)
    return after or _number_bound(folded[max(0, quantity.start - _LOOK_BACK) : quantity.end])


def _noun(folded: str, end: int) -> str:
    return next((word.text for word in words(folded[end : end + 20])[:1]), "")


def _counted(folded: str, end: int) -> Attribute | None:
    """What the noun after a number counts, years of waiting included."""
    noun = _noun(folded, end)
    if noun in ("an", "ans", "annee", "annees", "years"):
        return Attribute.WAITED
    return next((Attribute(key) for key, nouns in lexicon()["units"].items() if noun in nouns), None)


def _number_bound(lead: str) -> Bound:
    bounds = (bound for key, bound in _NUMBER_BOUNDS if phrase_pattern("bounds", key).search(lead))
    return next(bounds, Bound.EXACT)


def within(value: int, limits: Iterable[Limit]) -> bool:
    """Whether a year or a count satisfies the limits: one of the exact values, and every bound."""
    limits = tuple(limits)
    exact = {limit.value for limit in limits if limit.bound is Bound.EXACT}
    return (not exact or value in exact) and all(_TESTS[limit.bound](value, limit.value) for limit in limits if limit.bound in _TESTS)


_TESTS = {
    Bound.BEFORE: int.__lt__,
    Bound.AFTER: int.__gt__,
    Bound.SINCE: int.__ge__,
    Bound.UNTIL: int.__le__,
}


_ENDS = r"plus (?!petit nombre)\w+|premiers|premieres|derniers|dernieres|doyens|benjamins"
_TOP = re.compile(rf"\b(?:les?|des|nos|vos|tes|mes) (\w+) (?:reseaux )?(?:les )?(?:{_ENDS})\b(?! (?:decenni|ann|siecl|mois))")


def top(text: str) -> int:
    """3 for « les trois réseaux les plus anciens », 0 where no such number is asked for."""
    if _PODIUM.search(fold(text)):
        return _ON_PODIUM
    match = _TOP.search(fold(text)) or _TOP_N.search(fold(text))
    found = quantities(match[1]) if match else []
    if not found and (some := _some_of_an_end(text)) is not None:
        return some.number
    return found[0].number if found and found[0].number < _MANY_ROWS else 0


_MANY_ROWS, _FEW_ROWS = 20, 10
_TOP_N = re.compile(r"\btop[ -]?(\w+)\b(?=.*\b(?:reseaux|adhesions|alliances|associations)\b)")  # « le Top 14 » is none of ours
_PODIUM, _ON_PODIUM = re.compile(r"\bpodium\b|\btrio de tete\b|\btierce\b"), 3
_AMONG = re.compile(
    r"\b(?:entre(?: les| ces)?|parmi(?: les| ces)?|des|de ces|ces|en|de|plus d[e']|moins d[e']|qu[e'](?: les)?|lequel des) ?$"
)
_ENDS_OF_ORDERS = ("newest", "older", "first_end", "last_end", "least", "most")


def _some_of_an_end(text: str) -> Quantity | None:
    """« trois réseaux … ceux qui ont le plus de membres », « les 3 à avoir vu le jour le plus tôt »: so many of them, from one end."""
    folded = fold(text)
    if not any(says(folded, "orders", end) for end in _ENDS_OF_ORDERS):
        return None
    few = (q for q in quantities(text) if 1 < q.number <= _FEW_ROWS and not _AMONG.search(folded[: q.start]))
    return next((q for q in few if _OF_THEM.match(folded, q.end) or _noun(folded, q.end) in lexicon()["events"]["network_nouns"]), None)


_OF_THEM = re.compile(
    r"\s+(?:(?:plus|moins|\+)\s|a avoir|qui (?:ont|existe|sont)|dont (?:on|nous|la)|doyen|aine|benjamin|cadet|gros|grand|petit"
    r"|(?:(?:premier|dernier)e?s\s+)?(?:adhesions|creations|cartes|dates|entrees|arrivees|places|reseaux)\b"
    r"|(?:premier|dernier)e?s(?! \w*(?:ann|dec|an)))"
)


def at_once(text: str) -> bool:
    """« l'année même de leur création », « rejoints l'année où ils ont été créés »: no wait between the two."""
    folded = fold(text)
    same = speaks_of_both(text) and says(folded, "orders", "same")
    return same or says(folded, "orders", "at_once")


def speaks_of_both(text: str) -> bool:
    """« entre sa création et notre adhésion », not just « depuis combien de temps »."""
    folded = fold(text)
    return all(says(folded, "events", key) for key in ("created", "joined"))


_LAST_BUT_ONE = re.compile(r"\bavant[- ]derni(?:er|ere)s?\b|\blast but one\b|\bpenultimo\b")


def position(text: str) -> int:
    """2 for « le deuxième », 3 for « third », -1 for « le dernier », -2 for « l'avant-dernier », 0 where no place in an order is named."""
    if _LAST_BUT_ONE.search(fold(text)):
        return -2
    return 2 if says(text, "orders", "runner_up") else next(iter(positions(text)), 0)


def positions(text: str) -> list[int]:
    """Every place in an order that a text names: 1 and 2 for « le premier et le deuxième »."""
    table = lexicon()["ordinals"]
    return [int(table[part]) for part in re.findall(r"\w+", fold(text)) if part in table]
