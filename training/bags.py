"""Pairs that teach exact words: rare and invented words hidden in real paragraphs.

A 256-dimension mean has to keep hundreds of words apart. These pairs ask the
model to find a paragraph again from one or two rare words put into it.
"""

from __future__ import annotations

import random
from collections import defaultdict

import Stemmer

from cloze import crop
from corpus import Pair
from noise import mistype

LEADS = (
    "quel est", "quelle est", "quels sont", "qui est", "qui a", "combien de", "quand", "en quelle année",
    "où se trouve", "comment", "pourquoi", "à quelle date", "quel", "que", "", "", "",
    "dans quelle ville", "est-ce que", "de quoi",
)  # fmt: skip


class WordBank:
    """Draws words of the lexicons: plain, inflected otherwise, or invented."""

    def __init__(self, words: list[str], rng: random.Random) -> None:
        """Groups the words by their French stem."""
        self._words = sorted(set(words))
        self._rng = rng
        stems = Stemmer.Stemmer("french").stemWords(self._words)
        self._stems: dict[str, str] = dict(zip(self._words, stems, strict=True))
        self._families: dict[str, list[str]] = defaultdict(list)
        for word, stem in self._stems.items():
            self._families[stem].append(word)

    def draw(self) -> str:
        """A word, or one time in four a name made of two halves of words."""
        if self._rng.random() < 0.25:
            first, second = self._rng.choice(self._words), self._rng.choice(self._words)
            return (first[: self._rng.randint(2, 5)] + second[-self._rng.randint(2, 4) :]).title()
        return self._rng.choice(self._words)

    def variant(self, word: str) -> str:
        """The word as a question may write it: often the same, at times inflected or mistyped."""
        draw = self._rng.random()
        if draw < 0.25 and word in self._stems:
            return self._rng.choice(self._families[self._stems[word]])
        if draw < 0.4 and len(word) > 4:
            return mistype(word, self._rng)
        return word


def bag_pair(paragraph: str, bank: WordBank, rng: random.Random) -> Pair:
    """A short question-like text, and a paragraph with its rare words put in."""
    rare = [bank.draw() for _ in range(rng.randint(2, 6))]
    text = crop(paragraph, rng, 30, 100).split()
    common = rng.choices(text, k=rng.randint(1, 4)) if text else []
    asked = [bank.variant(word) for word in rng.sample(rare, min(len(rare), rng.randint(1, 3)))]
    for word in rare:
        text.insert(rng.randint(0, len(text)), word)
    question = common + asked
    rng.shuffle(question)
    return " ".join([rng.choice(LEADS), *question]).strip(), " ".join(text)


def bag_pairs(paragraphs: list[str], words: list[str], size: int, rng: random.Random) -> list[Pair]:
    """As many pairs as asked for, over random paragraphs."""
    bank = WordBank(words, rng)
    return [bag_pair(rng.choice(paragraphs), bank, rng) for _ in range(size)]


def word_pairs(words: list[str], rng: random.Random) -> list[Pair]:
    """Each word with an inflected or mistyped form of itself."""
    bank = WordBank(words, rng)
    pairs = ((bank.variant(word), word) for word in words for _ in range(2))
    return [(a, b) for a, b in pairs if a != b]
