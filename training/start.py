"""Starting vectors: hashed stems and character n-grams, scaled by rarity.

Before any training, two texts that share rare stems are already close, as with
BM25: the contrastive training then only has to add meaning.
"""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Iterable

import numpy as np
import numpy.typing as npt
import Stemmer
from tokenizers import Tokenizer

Matrix = npt.NDArray[np.float32]
Vector = npt.NDArray[np.float32]

NGRAM_SHARE = 0.35


def document_frequencies(tokenizer: Tokenizer, documents: Iterable[str]) -> tuple[Vector, int]:
    """Number of documents that hold each token, and number of documents."""
    counts: Counter[int] = Counter()
    total = 0
    for encoding in tokenizer.encode_batch(list(documents), add_special_tokens=False):
        counts.update(set(encoding.ids))
        total += 1
    frequencies = np.zeros(tokenizer.get_vocab_size(), dtype=np.float32)
    for token, count in counts.items():
        frequencies[token] = count
    return frequencies, total


def rarity(frequencies: Vector, total: int) -> Vector:
    """Inverse document frequency, between about 0.1 and 1."""
    weights = np.log1p(total / (frequencies + 5.0)) / np.log1p(total / 5.0)
    return np.asarray(np.maximum(weights, 0.05), dtype=np.float32)


def _hashed(name: str, dimension: int, seed: int) -> Vector:
    generator = np.random.default_rng([seed, zlib.crc32(name.encode())])
    return np.asarray(generator.standard_normal(dimension) / np.sqrt(dimension), dtype=np.float32)


def _ngrams(word: str) -> list[str]:
    framed = f"<{word}>"
    return [framed[i : i + size] for size in (3, 4) for i in range(len(framed) - size + 1)]


def _token_vector(token: str, stem: str, dimension: int, seed: int) -> Vector:
    vector = _hashed(f"stem:{stem}", dimension, seed)
    grams = _ngrams(token)
    if len(token) < 4 or not grams:
        return vector
    mean = np.sum([_hashed(gram, dimension, seed) for gram in grams], axis=0) / np.sqrt(len(grams))
    mixed = np.sqrt(1 - NGRAM_SHARE) * vector + np.sqrt(NGRAM_SHARE) * mean
    return np.asarray(mixed, dtype=np.float32)


def starting_vectors(tokenizer: Tokenizer, weights: Vector, dimension: int, seed: int) -> Matrix:
    """One vector a token, its length given by the rarity weight."""
    stemmer = Stemmer.Stemmer("french")
    size = tokenizer.get_vocab_size()
    matrix = np.zeros((size, dimension), dtype=np.float32)
    for index in range(size):
        token = tokenizer.id_to_token(index) or ""
        stem = token if token.startswith("##") else stemmer.stemWord(token)
        matrix[index] = _token_vector(token.removeprefix("##"), stem, dimension, seed)
    matrix /= np.linalg.norm(matrix, axis=1, keepdims=True)
    return matrix * weights[:, None]
