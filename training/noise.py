"""Seeded writing noise: typing errors, SMS spellings, lost accents, upper case."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

ROWS = ("azertyuiop", "qsdfghjklm", "wxcvbn")
SMS = {
    "quand": "kan", "quoi": "koi", "qui": "ki", "que": "ke", "est": "é", "combien": "cb", "pour": "pr",
    "pourquoi": "pk", "comment": "cmt", "dans": "ds", "avec": "avc", "vous": "vs", "nous": "ns", "toujours": "tjs",
    "beaucoup": "bcp", "quelqu'un": "qqn", "c'est": "c", "j'ai": "g", "quel": "kel", "quelle": "kelle",
    "tout": "tt", "tous": "ts", "temps": "tps", "parce que": "pcq", "sont": "st", "était": "éT", "depuis": "dps",
    "aussi": "ossi", "eau": "o", "rien": "ri1", "demain": "2m1", "bien": "b1", "même": "mm", "désolé": "dsl",
    "rendez-vous": "rdv", "s'il vous plaît": "svp", "aujourd'hui": "ajd", "maintenant": "mtn", "association": "asso",
    "information": "info", "ordinateur": "ordi", "problème": "pb", "question": "kestion", "long": "lg",
}  # fmt: skip
SOUNDS = (
    ("qu", "k"), ("ph", "f"), ("eau", "o"), ("au", "o"), ("tion", "sion"), ("ss", "s"), ("mm", "m"), ("nn", "n"),
    ("ll", "l"), ("tt", "t"), ("ai", "è"), ("ez", "é"), ("er", "é"), ("h", ""), ("y", "i"), ("c", "ss"),
)  # fmt: skip
OPENINGS = ("bonjour ", "svp ", "dis moi ", "je voudrais savoir ", "est-ce que ", "c'est quoi ", "pouvez-vous dire ")
WORD = re.compile(r"[^\W\d_]{4,}")


def _neighbour(letter: str, rng: random.Random) -> str:
    for row in ROWS:
        place = row.find(letter.lower())
        if place >= 0:
            return row[max(0, min(len(row) - 1, place + rng.choice((-1, 1))))]
    return letter


def mistype(word: str, rng: random.Random) -> str:
    """One typing error or one spelling by ear."""
    place = rng.randrange(1, len(word))
    kind = rng.randrange(5)
    if kind == 0:
        return word[:place] + word[place + 1 :]
    if kind == 1:
        return word[: place - 1] + word[place] + word[place - 1] + word[place + 1 :]
    if kind == 2:
        return word[:place] + word[place] + word[place:]
    if kind == 3:
        return word[:place] + _neighbour(word[place], rng) + word[place + 1 :]
    return _missound(word, rng)


def _missound(word: str, rng: random.Random) -> str:
    found = [(old, new) for old, new in SOUNDS if old in word[1:]]
    if not found:
        return word[:-1]
    old, new = rng.choice(found)
    return word[0] + word[1:].replace(old, new, 1)


def _some_words(text: str, rng: random.Random, share: float, change: Callable[[str, random.Random], str]) -> str:
    return WORD.sub(lambda m: change(m[0], rng) if rng.random() < share else m[0], text)


def _sms(text: str, rng: random.Random) -> str:
    words = [SMS.get(word.lower(), word) for word in text.split()]
    return _some_words(" ".join(words), rng, 0.2, _missound)


def _question(text: str, rng: random.Random) -> str:
    return rng.choice(OPENINGS) + text


def add_noise(text: str, rng: random.Random) -> str:
    """Writes a text as a hurried person would; accents and case are folded by the tokenizer."""
    draw = rng.random()
    if draw < 0.45:
        return _some_words(text, rng, 0.3, mistype)
    if draw < 0.70:
        return _sms(text, rng)
    if draw < 0.85:
        return _question(text, rng)
    return " ".join(word for word in text.split() if rng.random() > 0.2) or text
