"""How a French reader says a word: « lussi » and « luci », « rassisme » and « racisme » share a key.

A rough key, in the manner of Soundex for French (Brouard's Phonex, 1999): letters that
sound alike become one, what is mute at the end falls.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from functools import lru_cache

_RULES = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"œ", "e"),
        (r"ph", "f"),
        (r"th", "t"),
        (r"sch|ch", "S"),
        (r"qu|q|ck|k", "k"),
        (r"ss", "s"),
        (r"(?<=[a-z])tion", "siO"),
        (r"sc(?=[eiy])|c(?=[eiy])|z", "s"),
        (r"c", "k"),
        (r"gu(?=[eiy])", "G"),
        (r"ge(?=[ao])|g(?=[eiy])", "j"),
        (r"[gG]", "g"),
        (r"^x", "s"),
        (r"x", "ks"),
        (r"y", "i"),
        (r"h", ""),
        (r"eau|au", "o"),
        (r"oua|oi", "wa"),
        (r"ou|w", "u"),
        (r"(?:ai|ei)(?![nm](?![aeiouymn]))", "e"),
        (r"eu", "e"),
        (r"(?:an|en|am|em)(?![aeiounm])", "A"),
        (r"(?:ain|ein|in|un|im|um)(?![aeiounm])", "I"),
        (r"(?:on|om)(?![aeiounm])", "O"),
        (r"(.)\1+", r"\1"),
        (r"(?<=[a-zA-Z]{2})e[rz]$", "e"),
        (r"(?<=[a-zA-Z]{2})(?:es?|[stdpx]+)$", ""),
    )
)


@lru_cache(maxsize=16384)
def sound(word: str) -> str:
    """The key of a folded word; words said alike mostly have one key."""
    for pattern, replacement in _RULES:
        word = pattern.sub(replacement, word)
    return word


def aloud(parts: Iterable[str], spelled: Collection[str] = ()) -> str:
    """The key of folded words said as one name: a word ``spelled``, or without a vowel, is said letter by letter."""
    return joined(_spelled(part) if part in spelled else as_said(part) for part in parts)


def joined(keys: Iterable[str]) -> str:
    """The keys of some words, in a row, as one."""
    return _DOUBLED.sub(r"\1", "".join(keys)).removesuffix("e")


def as_said(word: str) -> str:
    """The key of a folded word within a name: without a vowel it is said letter by letter."""
    return _heard(word) if _VOWEL.search(word) else _spelled(word)


def _heard(word: str) -> str:
    return sound(word if word[-1] in "aeiouy" else word + "e")  # the last consonant of an acronym is not mute


def _spelled(word: str) -> str:
    return "".join(sound(_LETTERS.get(letter, letter)) for letter in word)


_DOUBLED = re.compile(r"(.)\1+")
_VOWEL = re.compile("[aeiouy]")
_LETTERS = {  # the names of those that are not said as they are written
    **{"b": "be", "c": "ce", "d": "de", "e": "eu", "f": "effe", "g": "ge", "h": "ache", "j": "ji", "k": "ka", "l": "elle"},
    **{"m": "emme", "n": "enne", "p": "pe", "q": "ku", "r": "erre", "s": "esse", "t": "te", "v": "ve", "w": "doubleve"},
    **{"x": "ixe", "y": "igrec", "z": "zede"},
}
