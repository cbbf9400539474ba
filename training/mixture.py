"""Builds the training mixture, one data set for each kind of pair."""

from __future__ import annotations

import random
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from datasets import Dataset, DatasetDict

from bags import bag_pairs, word_pairs
from cloze import text_pairs, windows
from corpus import (
    PUBLIC_SETS,
    Pair,
    load_frequencies,
    load_hunspell_words,
    load_misspellings,
    load_pairs,
    load_synonyms,
    load_text,
)
from noise import add_noise


@dataclass(frozen=True)
class Rounds:
    """How many times each kind of pair is seen in one epoch."""

    public: int = 4
    piaf: int = 4
    searches: int = 2
    paraphrases: int = 1
    english: int = 30_000
    synonyms: int = 20_000
    paragraphs: int = 6
    debates: int = 1
    bags: int = 60_000
    words: int = 25_000
    noise: float = 0.25


def public_documents(data: Path) -> list[str]:
    """Paragraphs used as documents: public-sector prose, PIAF passages, debates."""
    passages = sorted({passage for _, passage in load_pairs(data, "piaf-train")})
    debates = windows(load_text(data, "assemblee-nationale"), 5)
    return [*load_text(data, "secteur-public"), *passages, *debates]


def lexicon_words(data: Path) -> list[str]:
    """Words of the frequency list and of the dictionary, without names of one or two letters."""
    words = {word for word, _ in load_frequencies(data)[300:]} | set(load_hunspell_words(data))
    return sorted(word for word in words if len(word) > 3)


def _repeat(pairs: list[Pair], rounds: int, share: float, rng: random.Random) -> list[Pair]:
    return [(add_noise(a, rng) if rng.random() < share else a, b) for _ in range(rounds) for a, b in pairs]


def _sample(pairs: list[Pair], size: int, rng: random.Random) -> list[Pair]:
    return rng.sample(pairs, min(size, len(pairs)))


def _swap(pairs: list[Pair], rng: random.Random) -> list[Pair]:
    return [(b, a) if rng.random() < 0.5 else (a, b) for a, b in pairs]


def build_pairs(data: Path, rounds: Rounds, seed: int) -> dict[str, list[Pair]]:
    """All training pairs by kind, in a seeded order."""
    rng = random.Random(seed)
    public = [pair for name in PUBLIC_SETS for pair in load_pairs(data, name)]
    piaf = load_pairs(data, "piaf-train")
    passages = sorted({passage for _, passage in piaf})
    prose = [*load_text(data, "secteur-public"), *passages * 4]
    debates = windows(load_text(data, "assemblee-nationale"), 6)
    words = _sample(load_synonyms(data), rounds.synonyms, rng) + load_misspellings(data) * 5
    lexicon = lexicon_words(data)
    noise = rounds.noise
    kinds = {
        "public": _repeat(public, rounds.public, noise, rng),
        "piaf": _repeat(piaf, rounds.piaf, noise, rng),
        "searches": _repeat(_swap(load_pairs(data, "cdtn-requetes"), rng), rounds.searches, noise, rng),
        "paraphrases": _repeat(_swap(load_pairs(data, "tatoeba-paraphrases"), rng), rounds.paraphrases, noise, rng),
        "english": _swap(_sample(load_pairs(data, "tatoeba-fra-eng"), rounds.english, rng), rng),
        "synonyms": _repeat(_swap(words, rng), 1, 0.1, rng),
        "prose": _repeat(text_pairs(prose, rounds.paragraphs, rng), 1, noise, rng),
        "debates": _repeat(text_pairs(debates, rounds.debates, rng), 1, noise, rng),
        "bags": bag_pairs(prose + debates, lexicon, rounds.bags, rng),
        "words": word_pairs(rng.sample(lexicon, min(len(lexicon), rounds.words)), rng),
    }
    for pairs in kinds.values():
        rng.shuffle(pairs)
    return kinds


def build_mixture(data: Path, rounds: Rounds, seed: int, without: Collection[str] = ()) -> DatasetDict:
    """The training pairs as a dictionary of data sets with anchor and positive, some kinds left out."""
    kinds = {name: pairs for name, pairs in build_pairs(data, rounds, seed).items() if name not in without}
    return DatasetDict(
        {name: Dataset.from_dict({"anchor": [a for a, _ in pairs], "positive": [b for _, b in pairs]}) for name, pairs in kinds.items()}
    )
