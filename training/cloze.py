"""Pairs made from plain text: sentence and its paragraph, two crops, inner noise."""

from __future__ import annotations

import random
import re

from corpus import Pair

SENTENCE_END = re.compile(r"(?<=[.!?;:])\s+")


def windows(lines: list[str], size: int) -> list[str]:
    """Joins consecutive lines into paragraphs."""
    return [" ".join(lines[i : i + size]) for i in range(0, len(lines), size)]


def inverse_cloze(paragraph: str, rng: random.Random, keep: float = 0.3) -> Pair | None:
    """A sentence and the paragraph around it, which sometimes keeps the sentence."""
    sentences = SENTENCE_END.split(paragraph)
    if len(sentences) < 2:
        return None
    place = rng.randrange(len(sentences))
    sentence = sentences[place]
    if len(sentence) < 20:
        return None
    if rng.random() < keep:
        return sentence, paragraph
    return sentence, " ".join(sentences[:place] + sentences[place + 1 :])


def crop(paragraph: str, rng: random.Random, low: int, high: int) -> str:
    """A run of consecutive words."""
    words = paragraph.split()
    size = min(len(words), rng.randint(low, high))
    start = rng.randint(0, len(words) - size)
    return " ".join(words[start : start + size])


def keywords(paragraph: str, rng: random.Random) -> str:
    """A few words of the paragraph, as in a search box; long words come first."""
    words = [word for word in set(re.findall(r"\w{4,}", paragraph)) if not word.isdigit()]
    words.sort()
    if not words:
        return crop(paragraph, rng, 2, 6)
    weights = [len(word) for word in words]
    return " ".join(rng.choices(words, weights=weights, k=rng.randint(2, 5)))


def text_pair(paragraph: str, rng: random.Random) -> Pair | None:
    """One pair from a paragraph, of a kind drawn at random."""
    draw = rng.random()
    if len(paragraph) < 60:
        return None
    if draw < 0.4:
        return inverse_cloze(paragraph, rng)
    if draw < 0.7:
        return crop(paragraph, rng, 4, 14), crop(paragraph, rng, 20, 90)
    return keywords(paragraph, rng), paragraph


def text_pairs(paragraphs: list[str], rounds: int, rng: random.Random) -> list[Pair]:
    """Several rounds of pairs over the paragraphs."""
    made = (text_pair(paragraph, rng) for _ in range(rounds) for paragraph in paragraphs)
    return [pair for pair in made if pair is not None]
