"""Which of the host's authorities a question speaks of: the ville, the métropole, either."""

from __future__ import annotations

import re

from reseaux_qa.french import fold, says

# « la ville ou la métropole ? », « la ville et sa métropole »: either, so no limit.
_BOTH = re.compile(
    r"\b(?:ou|et|or|and)\s+(?:a |par |de |by )?(?:(?:la|sa|notre|si la|the|its)\s+)?(?:metropol\w+|agglo\w*|ville|mairie|city)\b"
    r"|metropole ou\b|\bl'une?\b.{3,60}\bl'autre\b|\b([\w-]+) (?:ou|et) (?:a |par |de )?\1 (?:metropole|agglo\w*)\b"
)
_NOT_METROPOLE = re.compile(r"\b(?:pas|non|jamais)\s+(?:a |par |de )?(?:la|sa|notre)?\s*(?:metropole|agglo\w*)\b")
_TOWN = r"(?:mairie|commune|ville|municipalite)"
_THE_TOWN = re.compile(rf"\bc'est (?:bien )?(?:la |notre )?{_TOWN}\b[^.?!]{{0,30}}?\b(?:qui|et non|et pas)\b(?![^.?!]*metropole)")
_BY_TOWN = re.compile(rf"\b(?:par (?:la |notre )?{_TOWN}|{_TOWN} qui)\b(?!.*metropole)")  # « toutes … par la mairie ? »
_RATHER_METROPOLE = re.compile(
    rf"\b(?:pas|non) (?:par )?(?:la|sa|notre)? ?{_TOWN}\b[^.?!]{{0,10}}\b(?:mais|c'est)\b[^.?!]{{0,10}}metropole"
    rf"|metropole,? (?:et )?(?:non|pas) (?:par )?(?:la |sa )?{_TOWN}"
)


_TWO = re.compile(
    r"\b(?:ville|mairie|commune|city)\b[^.?!]{0,30}\b(?:ou|or)\b[^.?!]{0,15}\b(?:metropol|agglo)"
    r"|\b(?:metropol|agglo)\w*[^.?!]{0,30}\b(?:ou|or)\b[^.?!]{0,15}\b(?:ville|mairie|commune|city)\b"
)


def names_both_authorities(text: str) -> bool:
    """« la ville ou la métropole ? »: who it was is to be told."""
    return _TWO.search(_folded(text)) is not None


def _folded(text: str) -> str:
    """Folded, but for « où », which is no « ou »."""
    return fold(re.sub(r"\b[oO]ù\b", "  ", text))


def actor(text: str) -> str:
    """The métropole when it alone is named, the ville when the métropole is set aside; « la ville ou la métropole ? » limits nothing."""
    folded = _folded(text)
    if _BOTH.search(folded):
        return ""
    every = says(folded, "asks", "all") and _BY_TOWN.search(folded) is not None
    if every or _NOT_METROPOLE.search(folded) or _THE_TOWN.search(folded):
        return "ville"
    if _RATHER_METROPOLE.search(folded):
        return "métropole"
    return "métropole" if says(folded, "actors", "metropole") else ""
