"""The intent model: which attribute, which operation, which language.

Three softmax regressions over the features of the masked question and its
embedding, learned from ``data/exemplars`` by ``training/train_intents.py``.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
from safetensors import safe_open

from reseaux_qa.types import Attribute, Operation
from reseaux_qa.understanding.features import features, one_noun

WORDS = "*"  # the vocabulary's key for whole words, of any attribute
_SURE = 0.75  # a language note is said only when the language is plain


class Embedder(Protocol):
    """Texts → unit vectors, float32, shape ``(texts, dimensions)``."""

    def encode(self, texts: list[str]) -> np.ndarray:
        """Embed the texts."""
        ...


@dataclass(frozen=True, slots=True)
class Intent:
    """The likeliest reading of a question, with all probabilities."""

    attribute: Attribute
    operation: Operation
    language: str
    attributes: dict[Attribute, float]
    operations: dict[Operation, float]
    masked: str  # what was read

    def between(self, other: Intent) -> Intent:
        """The mean of two readings of one question, in the language of this one."""
        attributes = {key: (p + other.attributes[key]) / 2 for key, p in self.attributes.items()}
        operations = {key: (p + other.operations[key]) / 2 for key, p in self.operations.items()}
        best = max(attributes, key=attributes.__getitem__), max(operations, key=operations.__getitem__)
        return Intent(*best, self.language, attributes, operations, other.masked)


@dataclass(frozen=True, slots=True)
class Head:
    """One softmax regression: ``labels`` and a weight matrix (features + embedding + 1, labels)."""

    labels: tuple[str, ...]
    weights: np.ndarray

    def probabilities(self, ids: np.ndarray, values: np.ndarray, dense: np.ndarray) -> np.ndarray:
        """Class probabilities, shape ``(labels,)``."""
        sparse_size = len(self.weights) - len(dense) - 1
        logits = values @ self.weights[ids].astype(np.float32)
        logits += dense @ self.weights[sparse_size:-1].astype(np.float32) + self.weights[-1].astype(np.float32)
        exponents = np.exp(logits - logits.max())
        return np.asarray(exponents / exponents.sum())


class IntentModel:
    """Predicts what a masked question asks for."""

    def __init__(self, heads: dict[str, Head], vocabulary: dict[str, frozenset[str]], embedder: Embedder) -> None:
        """``vocabulary`` maps an attribute to the stems that its exemplars use."""
        self._heads = heads
        self._vocabulary = vocabulary
        self._embedder = embedder

    @classmethod
    def from_file(cls, path: Path, embedder: Embedder) -> IntentModel:
        """Read the trained weights (safetensors, float16)."""
        with safe_open(path, framework="numpy") as file:
            meta = file.metadata()
            heads = {name: Head(tuple(json.loads(meta[name])), file.get_tensor(name)) for name in ("ask", "op", "lang")}
        vocabulary = {key: frozenset(stems) for key, stems in json.loads(meta["vocabulary"]).items()}
        return cls(heads, vocabulary, embedder)

    def predict(self, masked: str) -> Intent:
        """Read one masked question."""
        masked = one_noun(masked)
        ids, values = features(masked)
        dense = self._embedder.encode([masked])[0]
        found = {name: self._probabilities(head, ids, values, dense) for name, head in self._heads.items()}
        attributes = {Attribute(label): p for label, p in found["ask"].items()}
        operations = {Operation(label): p for label, p in found["op"].items()}
        return Intent(
            max(attributes, key=attributes.__getitem__),
            max(operations, key=operations.__getitem__),
            max(found["lang"], key=found["lang"].__getitem__) if max(found["lang"].values()) > _SURE else "fr",
            attributes,
            operations,
            masked,
        )

    @staticmethod
    def _probabilities(head: Head, ids: np.ndarray, values: np.ndarray, dense: np.ndarray) -> dict[str, float]:
        return dict(zip(head.labels, map(float, head.probabilities(ids, values, dense)), strict=True))

    def is_ordinary(self, word: str) -> bool:
        """Whether people use a folded word to ask about any network: then it is no one's name."""
        return word in self._vocabulary.get(WORDS, frozenset())

    def explains(self, attribute: Attribute, stem: str) -> bool:
        """Whether a word belongs to the way people ask for an attribute."""
        return stem in self._vocabulary.get(attribute.value, frozenset())
