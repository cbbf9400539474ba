"""What already was, or was not yet, in the year that a question tells: « étaient déjà créés en 1990 », « n'existaient pas encore »."""

from __future__ import annotations

import re

from reseaux_qa.types import Bound

_STATE = (
    r"(?:(?:fonde|cree|lance|constitue|integre|entre|rejoint|adherent)(?:e?s?)|n(?:e|ee|es|ees)|membres?|adhere|rejoindre|en place|la)\b"
)
_WAS = r"(?:etai(?:t|ent)|etions|avai(?:t|ent)|avions)(?:-(?:t-)?(?:ils?|elles?|nous|on))?"
_EXISTED = r"existai(?:t|ent)(?:-(?:ils?|elles?))?"
_ALREADY = re.compile(
    rf"\b(?:{_EXISTED} deja|deja {_EXISTED}|{_WAS} deja (?:[\w'-]+ )?{_STATE}"
    rf"|(?<!\ba )(?<!ont )(?<!avons )(?<!nous )(?<!-on )(?<!elle )(?<!ils )deja {_STATE})"  # « a-t-on déjà rejoint … ? » tells no state
)
_NOT_YET = re.compile(
    rf"\bn'{_EXISTED} (?:toujours )?pas(?: encore)?\b"
    rf"|\bn'{_WAS} (?:[\w'-]+ )?(?:pas encore|toujours pas|encore pas|pas) (?:ete )?{_STATE}"
    rf"|\b(?:pas encore|toujours pas) (?:ete )?{_STATE}"
)
_YEAR = re.compile(r"\b(?:1\d|20)\d\d\b")
_OTHERWISE = re.compile(r"\b(?:avant|apres|depuis|entre|annees|jusqu'en|before|after|since)\b(?: l'an| le| les| la)? ?$")


def standing(folded: str) -> tuple[Bound, re.Match[str], int] | None:
    """Up to, or after, which year something stood: the bound, the words that say so, and where the year starts."""
    for bound, pattern in ((Bound.AFTER, _NOT_YET), (Bound.UNTIL, _ALREADY)):
        said = pattern.search(folded)
        year = _year_beside(folded, said) if said else None
        if said and year is not None:
            return bound, said, year
    return None


def _year_beside(folded: str, said: re.Match[str]) -> int | None:
    """Where the plain year nearest after some words of a sentence starts, or the last before them."""
    after = [year.start() for year in _YEAR.finditer(folded, said.end())]
    before = [year.start() for year in _YEAR.finditer(folded, 0, said.start())]
    found = [*after[:1], *before[-1:]]
    return next((start for start in found if not _OTHERWISE.search(folded[:start])), None)
