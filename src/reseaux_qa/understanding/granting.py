"""What a message takes for granted, apart from what it asks: « Puisque …, quand … ? », « Pourquoi … ? »."""

from __future__ import annotations

import re

from reseaux_qa.french import content_words, fold, phrase_pattern, says
from reseaux_qa.understanding.splitting import INVERTED, asks

_STATES = re.compile(r"\b(?:est|sont|a|ont|étai(?:t|ent)|fut|avait|compte|préside|existe)\b")
_LEAST = 2  # content words of what is taken for granted, or names

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


def _opening(*path: str) -> str:
    return rf"\W*(?:(?:et|mais|alors|bonjour)\W+)?{phrase_pattern(*path).pattern}"


def _why() -> re.Pattern[str]:
    return re.compile(rf"{_opening('asks', 'reasons')}(?!\s*{_NAMES})\s*")


_NAMES = r"(?:s'appel|se nomm|s'ecri|s'intitul|(?:on )?(?:appell|nomm))"  # « comment s'appelle … ? » asks a name


def _before(folded: str) -> Spans | None:
    """« Puisque P, Q ? »: up to the first comma after which something is asked."""
    keys = ("granting", "granting_before")
    opening = next(filter(None, (re.match(_opening("asks", key), folded) for key in keys)), None)
    commas = [comma.start() for comma in re.finditer(",", folded)] if opening else []
    return next((((at + 1, len(folded)), (opening.end(), at)) for at in commas if opening and _asks(folded[at + 1 :])), None)


def _behind(folded: str) -> Spans | None:
    """« Q, puisque P ? »."""
    joint = re.search(rf",?\s+{phrase_pattern('asks', 'granting').pattern}\s*(?=[^,.;]+$)", folded)
    return ((0, joint.start()), (joint.end(), len(folded))) if joint and _asks(folded[: joint.start()]) else None


def _stated(folded: str, text: str) -> Spans | None:
    """« X est né en 2002, qui en a eu l'idée ? »; « à » in ``text`` states nothing."""
    for comma in re.finditer(",", folded):
        before, after = folded[: comma.start()], folded[comma.end() :].strip()
        opens = phrase_pattern("interrogatives").match(after) and not after.startswith("ou ") and len(after.split()) > _LEAST
        if opens and _STATES.search(text[: comma.start()]) and not _asks(before):
            return (comma.end(), len(folded)), (0, comma.start())
    return None


def _asks(folded: str) -> bool:
    return asks(folded) or INVERTED.search(folded) is not None or says(folded, "asks", "requests")
