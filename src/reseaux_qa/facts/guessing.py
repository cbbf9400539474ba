"""Which date of a network's text tells its creation, and which the host's joining, where no known wording does.

Two logistic regressions over hashed words and pairs around a date (Weinberger et
al., 2009), learned by ``training/train_guessing.py`` from tables written by hand.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import pairwise
from pathlib import Path
from zlib import crc32

import numpy as np
from safetensors import safe_open

from reseaux_qa.facts.told import section_sentences
from reseaux_qa.french import fold, lexicon
from reseaux_qa.quantities import Dated, dates
from reseaux_qa.types import Attribute, Network, Quote, Section

DIMENSIONS = 1 << 16
GUESSED = (Attribute.CREATED, Attribute.JOINED)
_SURE = 0.9  # probability from which a date is taken
_NEAR, _CLOSE, _BESIDE = 10, 4, 2  # words on either side, by how much they tell
_STEM = 6  # letters of a word that count
_BEFORE = 25  # words of the sentence before
_SHORTEST_NAME = 3  # letters
_TOKEN = re.compile(r"zz\w+|[a-z]+'?|[;:,.()|–-]")
_THIS, _OTHER, _NETWORK, _HOST, _MONTH, _NUMBER = "zzt", "zzo", "zzr", "zzv", "zzm", "zzn"


@dataclass(frozen=True, slots=True)
class Spot:
    """A date in a sentence of a section, the ``others`` of that sentence, and the sentence ``before``; where it stands tells nothing."""

    section: Section
    sentence: Quote
    dated: Dated
    others: tuple[Dated, ...]
    before: str


@dataclass(frozen=True, slots=True)
class Guesser:
    """The weights, shape ``(2, DIMENSIONS + 1)``: of creation and joining, the last column added to each."""

    weights: np.ndarray

    @classmethod
    def from_file(cls, path: Path) -> Guesser:
        """Read the learned weights (safetensors, float16)."""
        with safe_open(path, framework="numpy") as file:
            return cls(file.get_tensor("weights").astype(np.float32))

    def likeliest(self, attribute: Attribute, spots: Iterable[Spot], names: Sequence[str], host: str) -> Spot | None:
        """The date that surely tells an attribute; ``names`` are the network's, folded, ``host`` is the city's."""
        weights = self.weights[GUESSED.index(attribute)]
        scored = [(_probability(weights, features(spot, names, host)), -number, spot) for number, spot in enumerate(spots)]
        share, _, spot = max(scored, default=(0.0, 0, None), key=lambda each: each[:2])
        return spot if share >= _SURE else None


@cache
def bundled_guesser() -> Guesser:
    """The weights of the package."""
    return Guesser.from_file(Path(str(resources.files("reseaux_qa") / "data" / "guesses.safetensors")))


def names_within(network: Network) -> tuple[str, ...]:
    """The folded names by which its text may call a network."""
    names = (network.name, network.label, network.long_name, *network.aliases)
    return tuple(dict.fromkeys(fold(name) for name in names if len(name) >= _SHORTEST_NAME))


def spots_of(network: Network) -> list[Spot]:
    """Every date of a network's text, in order."""
    return [spot for section in network.sections for spot in _in_section(section)]


def _in_section(section: Section) -> Iterator[Spot]:
    before = ""
    for sentence in section_sentences(section):
        found = dates(sentence.text)
        for dated in found:
            yield Spot(section, sentence, dated, tuple(other for other in found if other is not dated), before)
        before = sentence.text


def _probability(weights: np.ndarray, found: Mapping[int, float]) -> float:
    score = float(weights[-1]) + sum(float(weights[key]) * value for key, value in found.items())
    return float(1 / (1 + np.exp(-score)))


# --- what stands around it --------------------------------------------------


def features(spot: Spot, names: Sequence[str], host: str) -> dict[int, float]:
    """What stands around a date, hashed: at most 1 a feature."""
    found: dict[int, float] = {}
    for name, value in _named(spot, names, host):
        key = crc32(name.encode()) % DIMENSIONS
        found[key] = max(value, found.get(key, 0.0))
    return found


def _named(spot: Spot, names: Sequence[str], host: str) -> Iterator[tuple[str, float]]:
    tokens = _tokens(_masked(spot, names, host))
    yield f"section {spot.section.kind}", 1.0
    yield from ((f"title {token}", 1.0) for token in _tokens(fold(spot.section.title)))
    yield from ((f"before {token}", 0.5) for token in _tokens(_unnamed(fold(spot.before), names, host))[-_BEFORE:])
    yield from ((f"said {token}", 1.0) for token in tokens)
    yield from ((f"pair {one} {two}", 1.0) for one, two in pairwise(tokens))
    yield from ((name, 1.0) for name in _around(tokens, tokens.index(_THIS)))


def _around(tokens: Sequence[str], here: int) -> Iterator[str]:
    for at, token in enumerate(tokens):
        side, apart = "left" if at < here else "right", abs(at - here)
        if 0 < apart <= _NEAR:
            yield f"{side} {token}"
        if 0 < apart <= _CLOSE:
            yield f"{side} close {token}"
        if 0 < apart <= _BESIDE:
            yield f"{side} {apart} {token}"


def _masked(spot: Spot, names: Sequence[str], host: str) -> str:
    """The sentence with its dates, and all that ``_unnamed`` masks, replaced by their kind, so that none is learned."""
    text, at, pieces = fold(spot.sentence.text), 0, list[str]()
    for dated in sorted((spot.dated, *spot.others), key=lambda dated: dated.start):
        pieces += [text[at : dated.start], f" {_THIS if dated is spot.dated else _OTHER} "]
        at = dated.end
    return _unnamed("".join([*pieces, text[at:]]), names, host)


def _unnamed(folded: str, names: Sequence[str], host: str) -> str:
    """A folded text without the names of the network and the host, months and numbers."""
    for name, mask in [*((name, _NETWORK) for name in sorted(names, key=len, reverse=True)), (fold(host), _HOST)]:
        folded = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", f" {mask} ", folded) if name else folded
    return _months().sub(_MONTH, re.sub(r"\b\d+\b", _NUMBER, folded))


def _tokens(text: str) -> list[str]:
    return [token if token.startswith("zz") else token[:_STEM] for token in _TOKEN.findall(text)]


@cache
def _months() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(lexicon()['months'])})\b")
