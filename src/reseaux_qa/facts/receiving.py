"""Whether a sentence of a page tells of a meeting that took place at the host's."""

from __future__ import annotations

import re
from functools import cache

from reseaux_qa.facts.clauses import pattern_of
from reseaux_qa.french import fold, lexicon
from reseaux_qa.geography import country_of
from reseaux_qa.types import SectionKind

_COMING = re.compile(
    r"\b(?:accueillera|recevra|organisera|tiendra|se (?:reunira|deroulera)|sera (?:organise|accueilli)e?|prevue?s?|aura lieu|prochaine?)\b"
)
_NEVER = re.compile(r"\bn'(?:a|avons|y a) (?:jamais|encore|pas)\b")


def is_hosted(sentence: str, kind: SectionKind, host: str, before: str) -> bool:
    """The host received a meeting, or one was held there and in no other city; ``before`` is the sentence before it."""
    folded, city = fold(sentence), pattern_of(host)
    if _COMING.search(folded) or _NEVER.search(folded):
        return False
    meets, dated = _meets(folded), kind is SectionKind.DATES
    if re.search(rf"\b(?:s'est|se sont|s'etait) (?:reuni|retrouve|tenu)\w* (?:a|au) {city}\b", folded):
        return True
    near = rf"[^.;:]{{0,60}}? (?:a|au) {city}" if dated else rf"[^.;:,]{{0,40}}? (?:a|de|au|d') ?{city}"
    if meets and re.search(rf"\b{_meeting()}\b{near}\b(?!-)", folded):
        return True
    return (_is_received(folded, kind, city, meets=meets) and not _is_away(sentence, host)) or (
        (meets or _meets(fold(before))) and _is_held(sentence, host)
    )


_RECEIVED = re.compile(
    r"\b(?:ac?c(?:uei|eui|ueui)l(?:l?(?:i\w*|e|ent|ait|ons)|(?= (?:a|d)))|recue?s?|recoit|recevons|heberge\w*|organise\w*|l'hote)\b"
    r"|\bfetee?s\b"
)
_RECEIVING = r"nous|elle (?:y )?(?:a|avait)|la ville|la metropole|la commune|l'agglomeration"


def _is_received(folded: str, kind: SectionKind, city: str, *, meets: bool) -> bool:
    """« Metz l'a accueillie », « nous avons reçu le congrès », « accueil du forum à Metz »."""
    verb = _RECEIVED.search(folded)
    if verb is None:
        return False
    left, beside = folded[: verb.start()], folded[max(0, verb.start() - _BESIDE[0]) : verb.end() + _BESIDE[1]]
    if re.search(rf"\b{city} (?:l'|les )a (?:\w+ )?$", left):
        return True
    if meets and (_LABEL.match(folded) or kind is SectionKind.ROLE or re.search(rf"\b(?:{city}|{_RECEIVING})\b[^.;:]{{0,110}}$", left)):
        return True
    return (meets or kind is SectionKind.DATES) and re.search(rf"\ba {city}\b|\b{city} {verb.group()}\b", beside) is not None


def _is_away(sentence: str, host: str) -> bool:
    """« Nos agents se sont rendus à la conférence, organisée à Maribor »: a meeting that others receive."""
    placed = _ORGANISED.search(sentence)
    return placed is not None and country_of(placed[1]) is not None and fold(placed[1]) != fold(host)


_ORGANISED = re.compile(r"\b(?:organisée?s?|accueillie?s?|reçue?s?|tenue?s?)(?: cette année-là| en \d{4})? (?:à|au) ([A-ZÉÈÎ][\w'’-]+)")
_LABEL = re.compile(r"\W*(?:evenements?|rencontres?|congres|manifestations?) accueillie?s?\b")
_BESIDE = (30, 40)  # characters around a verb in which the place is said

_HELD = re.compile(
    r"\b(?:tenue?s?|tient|tiennent|deroule\w*|reunit|reunie?s?|reuni (?!les\b)(?=\w+ )|celebre\w*"
    r"|revenue?s?|venue?s?|retrouv\w+|eu lieu|passe)\b"
)
_AT_PLACE = re.compile(r"\b(?:au|aux|à la|à l['’]|place|dans les?|dans la) ?(?:[a-zé]+ ){0,2}(?:d[eu'] ?)?[A-ZÉ]")
_TO_NAME = re.compile(r"(?<=\bà )[A-ZÉÈÎ][\w'’-]+(?: [A-Z][a-z]+)?")


def _is_held(sentence: str, host: str) -> bool:
    """« s'est tenu chez nous », « s'est réuni au Palais Beaumont » with no other city named."""
    folded = fold(sentence)
    held = _HELD.search(folded)
    if held is None:
        return False
    if re.search(rf"\b(?:{pattern_of(host)}|chez nous|ici|dans nos murs|dans notre ville|y (?:est|etait|sont))\b", folded):
        return True
    elsewhere = any(country_of(name.group()) is not None for name in _TO_NAME.finditer(sentence))
    return not elsewhere and _AT_PLACE.search(sentence, held.end()) is not None


def _meets(folded: str) -> bool:
    return re.search(rf"\b{_meeting()}\b", folded) is not None


@cache
def _meeting() -> str:
    return f"(?!universite d)(?:{'|'.join(sorted(lexicon()['names']['meetings'], key=len, reverse=True))})"
