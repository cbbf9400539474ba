"""What bounds a question: years, numbers, an authority of the host, a negation."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from reseaux_qa.french import fold, phrase_pattern
from reseaux_qa.quantities import Dated, dates, quantities
from reseaux_qa.types import Bound, Limit

_LOOK_BACK = 24  # characters before a year that may hold « avant », « depuis »…
_DECADE = re.compile(r"annees\s+(?:19)?([3-9]0)\b|\b(19[3-9]0|20[0-2]0)s\b|annees\s+(20[0-2]0)\b")
_RANGE_OPENS = re.compile(r"(?:\bde|\bfrom|\bdel|\bvon|\bdal)\s+(?:l'annee\s+)?$")
_RANGE_JOINS = re.compile(r"\s*(?:a|to|au|jusqu'en|jusqu'a|al|bis|-)\s*")
_TO_YEAR = r"\s+(?:(?:en|l'annee|l'an|annee|annees|les|le|la|de|the|debut|fin|\w+bre|janvier|mars)\s*)*$"
# « la ville ou la métropole ? », « la ville et sa métropole »: either, so no limit.
_BOTH = re.compile(r"\b(?:ou|et)\s+(?:a |par |de )?(?:la|sa|notre|si la)\s+(?:metropole|agglo\w*|ville|mairie)\b|metropole ou\b")
_NEGATION = re.compile(
    r"\bn(?:e\s|'(?!est-ce))[^.?!]{0,40}?\b(?:pas|plus|jamais|aucune?)\b(?! de \d)"
    r"|\b(?:pas|sans)\s+(?:encore\s+)?(?:de\s+|d')|\bdo(?:es)? not\b|n't\b"
)


def year_limits(text: str) -> tuple[Limit, ...]:
    """« avant 2000 », « entre 1990 et 1999 », « de 2008 à 2010 », « dans les années 90 », « en 2008 »."""
    folded, found = fold(text), dates(text)
    decade = _DECADE.search(folded)
    if decade:
        return _decade_limits(decade, folded)
    if len(found) > 1 and _is_range(folded, found):
        return (Limit(Bound.SINCE, found[0].date.year), Limit(Bound.UNTIL, found[1].date.year))
    return tuple(Limit(_year_bound(folded[max(0, d.start - _LOOK_BACK) : d.start]), d.date.year) for d in found)


def _decade_limits(decade: re.Match[str], folded: str) -> tuple[Limit, ...]:
    first = int(decade[2] or decade[3] or "19" + decade[1])
    bound = _year_bound(folded[max(0, decade.start() - _LOOK_BACK) : decade.start()] + " ")
    if bound in (Bound.BEFORE, Bound.SINCE):
        return (Limit(bound, first),)
    if bound in (Bound.AFTER, Bound.UNTIL):
        return (Limit(bound, first + 9),)
    return (Limit(Bound.SINCE, first), Limit(Bound.UNTIL, first + 9))


def _is_range(folded: str, found: Sequence[Dated]) -> bool:
    before, between = folded[: found[0].start], folded[found[0].end : found[1].start]
    opened = phrase_pattern("bounds", "between").search(before) or _RANGE_OPENS.search(before)
    return bool(opened) and (_RANGE_JOINS.fullmatch(between) is not None or bool(phrase_pattern("bounds", "between").search(before)))


def _year_bound(before: str) -> Bound:
    for bound in (Bound.BEFORE, Bound.AFTER, Bound.SINCE, Bound.UNTIL):
        if re.search(phrase_pattern("bounds", bound.value).pattern + _TO_YEAR, before):
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
    folded, found = fold(text), quantities(text)
    if len(found) > 1 and phrase_pattern("bounds", "between").search(folded[: found[0].start]):
        return (Limit(Bound.SINCE, found[0].number), Limit(Bound.UNTIL, found[1].number))
    return tuple(Limit(_number_bound(folded[max(0, q.start - _LOOK_BACK) : q.end]), q.number) for q in found)


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


def actor(text: str) -> str:
    """The métropole when it alone is named; « la ville ou la métropole ? » limits nothing."""
    folded = fold(text)
    named = phrase_pattern("actors", "metropole").search(folded)
    return "métropole" if named and not _BOTH.search(folded) else ""


def is_negated(text: str) -> bool:
    """« n'ont pas été rejoints », « sans siège », "that do not…"; « n'est-ce pas » is no negation."""
    return _NEGATION.search(fold(text)) is not None
