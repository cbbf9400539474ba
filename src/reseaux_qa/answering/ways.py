"""What way of answering a question's own words call for, whatever the page: a linear model over its masked text.

The features are those of the intent model, entities masked, so that what is
learned on one city's page serves another's.  ``training/train_choice.py``
learns it after the weights of the traits, as what they leave unexplained.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from safetensors import safe_open
from safetensors.numpy import save_file

from reseaux_qa.answering.candidate import Candidate
from reseaux_qa.understanding.features import features
from reseaux_qa.understanding.intents import Embedder

EMBEDDED = 4.0  # scale of the embedding and the features beside the constant


def key_of(candidate: Candidate) -> str:
    """How a candidate was made and what it comes to: « sentence told »."""
    return f"{candidate.way} {candidate.kind}"


def called_for(ways: Ways | None, asked: Iterable[str]) -> dict[str, Mapping[str, float]]:
    """The scores of each masked question, once each; none where nothing was learned."""
    return {} if ways is None else {masked: ways.scores(masked) for masked in {*asked}}


@dataclass(frozen=True, slots=True)
class Ways:
    """What was learned.

    ``ids`` are the hashed features known, sorted, shape ``(n,)``; ``weights`` has a row for each dimension of the embedding, each
    feature and the constant, a column for each of ``keys``.
    """

    keys: tuple[str, ...]
    ids: np.ndarray
    weights: np.ndarray
    embedder: Embedder

    @classmethod
    def from_file(cls, path: Path, embedder: Embedder) -> Ways:
        """Read what ``save`` wrote."""
        with safe_open(path, framework="numpy") as file:
            keys = tuple(json.loads(file.metadata()["keys"]))
            return cls(keys, file.get_tensor("ids"), file.get_tensor("weights").astype(np.float32), embedder)

    def save(self, path: Path) -> None:
        """Write it, in float16."""
        save_file({"ids": self.ids, "weights": self.weights.astype(np.float16)}, path, {"keys": json.dumps(self.keys)})

    def scores(self, masked: str) -> Mapping[str, float]:
        """What is added to the score of a candidate of each key."""
        return dict(zip(self.keys, map(float, self.row(masked) @ self.weights), strict=True))

    def row(self, masked: str) -> np.ndarray:
        """The features of a masked question, float32, shape ``(dimensions + n + 1,)``."""
        found, values = features(masked)
        places = np.minimum(np.searchsorted(self.ids, found), len(self.ids) - 1)
        known = self.ids[places] == found
        sparse = np.zeros(len(self.ids), dtype=np.float32)
        sparse[places[known]] = values[known]
        return np.concatenate([EMBEDDED * self.embedder.encode([masked])[0], EMBEDDED * sparse, np.ones(1, dtype=np.float32)])
