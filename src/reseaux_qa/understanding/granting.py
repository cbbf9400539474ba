"""What a message takes for granted, apart from what it asks: « Puisque …, quand … ? », « Pourquoi … ? »."""

from __future__ import annotations

import re
from functools import cache

from reseaux_qa.french import content_words, fold, phrase_pattern, says
from reseaux_qa.understanding.splitting import INVERTED, asks

_STATES = re.compile(
    r"\b(?:est|sont|a|ont|étai(?:t|ent)|étant|ayant|fut|avait|existe"
    r"|(?:compt|présid|coordonn|pilot|anim|organis|rassembl|regroup|particip|dirig|fédér)(?:e|ent|ait|aient)"
    r"|(?:réuni|couvr|accueill|adhèr|abrit)(?:t|e|ent|it|ait))\b"
)
_BUT = re.compile(r"^(?:mais|et|alors|or|donc)\b[ ,]*")  # « …, mais qui … ? »
_LEAST = 2  # content words of what is taken for granted, or names
_COMMAS = 30  # tried in a message, each of which reads all that is around it

Spans = tuple[tuple[int, int], tuple[int, int]]


def asked_of(text: str) -> tuple[str, str]:
    """What a message asks, and what it takes for granted beside it or in it; each empty where it is nothing by itself.

    « Puisque P, Q ? », « Q, sachant que P ? » and « P, qui l'a fait ? » give Q and P; « Pourquoi P ? » only P.
    """
    folded = fold(text)
    for found in filter(None, (_before(folded), _behind(folded), _stated(folded, text.lower()))):
        asked, granted = (text[slice(*span)].strip(" ,;") for span in found)
        if len(content_words(granted)) >= _LEAST:
            return asked, granted
    why = _why().match(folded)
    granted = text[why.end() :].strip(" ,;") if why else ""
    return "", granted if len(content_words(granted)) > _LEAST else ""


@cache
def _opening(*path: str) -> str:
    return rf"\W*(?:(?:et|mais|alors|bonjour)\W+)?{phrase_pattern(*path).pattern}"


@cache
def _why() -> re.Pattern[str]:
    return re.compile(rf"{_opening('asks', 'reasons')}(?!\s*{_NAMES})\s*")


_NAMES = r"(?:s'appel|se nomm|s'ecri|s'intitul|(?:on )?(?:appell|nomm))"  # « comment s'appelle … ? » asks a name


def _before(folded: str) -> Spans | None:
    """« Puisque P, Q ? »: up to the first comma after which something is asked."""
    keys = ("granting", "granting_before")
    opening = next(filter(None, (re.match(_opening("asks", key), folded) for key in keys)), None)
    return next((((at + 1, len(folded)), (opening.end(), at)) for at in _breaks(folded) if opening and _asks(folded[at + 1 :])), None)


def _behind(folded: str) -> Spans | None:
    """« Q, puisque P ? »."""
    joint = re.search(rf",?\s+{phrase_pattern('asks', 'granting').pattern}\s*(?=[^,.;]+$)", folded)
    return ((0, joint.start()), (joint.end(), len(folded))) if joint and _asks(folded[: joint.start()]) else None


def _stated(folded: str, text: str) -> Spans | None:
    """« X est né en 2002, qui en a eu l'idée ? », « X préside Y, mais quel … ? »; « à » in ``text`` states nothing."""
    for at in _breaks(folded, ",:"):
        after = _BUT.sub("", folded[at + 1 :].lstrip(), count=1)
        opens = _interrogative().match(after) and not after.startswith("ou ") and len(after.split()) > _LEAST
        if opens and _STATES.search(text[:at]) and not _asks(folded[:at]):
            return (len(folded) - len(after), len(folded)), (0, at)
    return None


@cache
def _interrogative() -> re.Pattern[str]:
    """« qui », « dans quel », « à quand »."""
    return re.compile(rf"(?:(?:a|avec|chez|dans|de|depuis|en|par|pour|sur|vers) |d')?(?:{phrase_pattern('interrogatives').pattern})")


def _breaks(text: str, signs: str = ",") -> list[int]:
    """Where its first commas, or other signs, stand."""
    return [at for at, sign in enumerate(text) if sign in signs][:_COMMAS]


def _asks(folded: str) -> bool:
    return asks(folded.rpartition(" : ")[2]) or INVERTED.search(folded) is not None or says(folded, "asks", "requests")
