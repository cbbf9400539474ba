"""Learn what way of answering a question's words call for: the residual of the weights of the traits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix, vstack

from reseaux_qa.answering.ways import Ways, called_for
from reseaux_qa.encoder import bundled_encoder
from reseaux_qa.understanding.features import features

if TYPE_CHECKING:
    from train_choice import Group

STRENGTH, STEPS = 2.0, 60  # of the L2 penalty, and how many of L-BFGS
OFTEN = 5  # questions that hold a feature which is learned


def shares(scores: np.ndarray, starts: np.ndarray, owner: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Log of the sum of each group's exponentials, and each score's share of it; ``starts`` of the groups, ``owner`` of each score."""
    top = np.maximum.reduceat(scores, starts)
    total = top + np.log(np.add.reduceat(np.exp(scores - top[owner]), starts))
    return total, np.exp(scores - total[owner])


def learned(groups: Sequence[Group], scores: Sequence[np.ndarray], share: np.ndarray) -> Ways:
    """What maximises the log probability of the worthy candidates beside their ``scores`` by their traits.

    ``share`` is the weight of each group, shape ``(groups,)``.
    """
    texts = sorted({masked for group in groups for masked in group.masked})
    counts = Counter(int(number) for text in texts for number in features(text)[0])
    ids = np.array(sorted(number for number, count in counts.items() if count >= OFTEN), dtype=np.int64)
    keys = tuple(sorted({key for group in groups for key in group.keys}))
    empty = Ways(keys, ids, np.zeros(0, dtype=np.float32), bundled_encoder())
    asked = vstack([csr_matrix(empty.row(text)) for text in texts], format="csr")
    return Ways(keys, ids, _fitted(groups, scores, share, texts, asked, keys), empty.embedder)


def _fitted(
    groups: Sequence[Group], scores: Sequence[np.ndarray], share: np.ndarray, texts: Sequence[str], asked: csr_matrix, keys: Sequence[str]
) -> np.ndarray:
    """The weights, float32, shape ``(features, keys)``."""
    number = {text: n for n, text in enumerate(texts)}
    column = {key: n for n, key in enumerate(keys)}
    rows = np.array([number[masked] for group in groups for masked in group.masked])
    columns = np.array([column[key] for group in groups for key in group.keys])
    sizes = [len(group.keys) for group in groups]
    starts, owner = np.cumsum([0, *sizes[:-1]]), np.repeat(np.arange(len(groups)), sizes)
    before, worth = np.concatenate(list(scores)), np.concatenate([np.log(np.maximum(group.worth, 1e-12)) for group in groups])

    def loss(flat: np.ndarray) -> tuple[float, np.ndarray]:
        weights = flat.reshape(asked.shape[1], len(keys))
        found = before + (asked @ weights)[rows, columns]
        (every, of_every), (good, of_good) = shares(found, starts, owner), shares(found + worth, starts, owner)
        slopes = np.zeros((len(texts), len(keys)))
        np.add.at(slopes, (rows, columns), share[owner] * (of_every - of_good))
        return float(share @ (every - good)) + STRENGTH * float(flat @ flat), (asked.T @ slopes).ravel() + 2 * STRENGTH * flat

    size = asked.shape[1] * len(keys)
    found = minimize(loss, np.zeros(size), jac=True, method="L-BFGS-B", options={"maxiter": STEPS})
    return np.asarray(found.x, dtype=np.float32).reshape(asked.shape[1], len(keys))


def scored(groups: Sequence[Group], weights: Mapping[str, float], ways: Ways | None = None) -> list[np.ndarray]:
    """The score of each candidate by its traits, and by its way where that is learned."""
    added = called_for(ways, (masked for group in groups for masked in group.masked))
    return [
        np.array(
            [
                sum(weights.get(name, 0.0) * value for name, value in row.items()) + added.get(masked, {}).get(key, 0.0)
                for row, masked, key in zip(group.rows, group.masked, group.keys, strict=True)
            ]
        )
        for group in groups
    ]
