"""Texts → unit vectors: the bundled static model, or any sentence-transformers model.

The bundled model is a ``StaticEmbedding``: a text's vector is the mean of its
tokens' vectors.  Reading it with tokenizers and NumPy gives the same vectors as
sentence-transformers and spares its import, 5 to 10 seconds here.
"""

from __future__ import annotations

import hashlib
import json
import math
from dataclasses import dataclass
from functools import cached_property
from importlib import resources
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from reseaux_qa.errors import ModelError
from reseaux_qa.settings import BUNDLED_MODEL


class Encoder(Protocol):
    """A model's name and its one ability."""

    name: str

    def encode(self, texts: list[str]) -> np.ndarray:
        """Unit vectors, float32, shape ``(len(texts), dimensions)``."""
        ...


class WordEncoder(Encoder, Protocol):
    """An encoder that also aims questions at answers, and knows how words are spelt."""

    def encode_query(self, text: str) -> np.ndarray:
        """The unit vector of what would answer a question, float32, shape ``(dimensions,)``."""
        ...

    def silence(self, text: str) -> float:
        """How near to what would answer a question it is that no sentence does, on the scale of the cosines of ``encode_answers``."""
        ...

    def encode_answers(self, texts: list[str]) -> np.ndarray:
        """The unit vectors of what may answer one, float32, shape ``(len(texts), dimensions)``: to be compared with ``encode_query``."""
        ...

    @property
    def lexicon(self) -> frozenset[str]:
        """The folded words that it has seen often enough."""
        ...


def bundled_path() -> Path:
    """The folder of the model that ships with the package."""
    return Path(str(resources.files("reseaux_qa") / "model"))


def bundled_encoder() -> StaticEncoder:
    """The encoder that ships with the package, with what ``training/train_query.py`` learned of questions."""
    return StaticEncoder.from_folder(bundled_path()).aiming(Aiming.from_file(bundled_path().parent / "data" / "query.safetensors"))


def load_encoder(name: str) -> Encoder:
    """The bundled encoder, or a sentence-transformers model by path or hub name.

    Raises:
        ModelError: in French, when the model cannot be loaded.
    """
    return bundled_encoder() if name == BUNDLED_MODEL else TransformerEncoder.from_name(name)


@dataclass(frozen=True, slots=True)
class Aiming:
    """What makes the vector of a question meet that of the sentence that answers it.

    ``tokens`` are the ids that move, shape ``(n,)``, by ``moves``, shape ``(n, dimensions)``, in questions and sentences
    alike; ``query``, shape ``(dimensions, dimensions)``, leads from a question's vector to how far its answer lies from there;
    ``silence``, shape ``(dimensions + 1,)``, to how near an answer must lie, its last number being that of every question.
    """

    tokens: np.ndarray
    moves: np.ndarray
    query: np.ndarray
    silence: np.ndarray

    @classmethod
    def from_file(cls, path: Path) -> Aiming:
        """Read what ``save`` wrote."""
        from safetensors.numpy import load_file

        found = load_file(path)
        return cls(found["tokens"], found["moves"] * found["steps"], found["query"].astype(np.float32), found["silence"])

    def save(self, path: Path) -> None:
        """Write it, each move in bytes: a few megabytes."""
        from safetensors.numpy import save_file

        steps = np.maximum(np.abs(self.moves).max(axis=1, keepdims=True), _LEAST) / _BYTE
        moves = np.round(self.moves / steps).astype(np.int8)
        small = {"steps": steps.astype(np.float32), "query": self.query.astype(np.float16), "silence": self.silence.astype(np.float32)}
        save_file({"tokens": self.tokens, "moves": moves, **small}, path)

    def moved(self, vectors: np.ndarray) -> np.ndarray:
        """The vectors of all tokens once these have moved, of the same type."""
        found = vectors.copy()
        found[self.tokens] += self.moves.astype(vectors.dtype)
        return found


_LEAST, _BYTE = 1e-9, 127


class StaticEncoder:
    """Mean of token vectors, then L2 norm; knows nothing of torch."""

    def __init__(self, name: str, tokenizer: Any, vectors: np.ndarray, aiming: Aiming | None = None) -> None:
        """``vectors`` has one row per token id, any float type."""
        self.name = name
        self._tokenizer = tokenizer
        self._vectors = vectors
        self._aimed = vectors if aiming is None else aiming.moved(vectors)
        self._query = None if aiming is None else aiming.query
        self._silence = None if aiming is None else aiming.silence

    @classmethod
    def from_folder(cls, folder: Path) -> StaticEncoder:
        """Read a sentence-transformers folder whose first module is a StaticEmbedding."""
        from safetensors.numpy import load_file
        from tokenizers import Tokenizer

        first = json.loads((folder / "modules.json").read_text(encoding="utf-8"))[0]["path"]
        weights = folder / first / "model.safetensors"
        vectors = load_file(weights)["embedding.weight"]
        tokenizer = Tokenizer.from_file(str(folder / first / "tokenizer.json"))
        tokenizer.no_padding()
        tokenizer.no_truncation()
        return cls(f"static-{file_digest(weights)[:16]}", tokenizer, vectors)

    def encode(self, texts: list[str]) -> np.ndarray:
        """Unit vectors, float32, shape ``(len(texts), dimensions)``; zeros for an empty text."""
        return self._means(self._vectors, texts)

    def token_ids(self, texts: list[str]) -> list[list[int]]:
        """The tokens of each text, of which the vectors are the rows."""
        # One by one: a batch wakes a pool of threads, which costs more than a question's few words.
        return [self._tokenizer.encode(text, add_special_tokens=False).ids for text in texts]

    def aiming(self, aiming: Aiming | None) -> StaticEncoder:
        """The same with something else learned of questions, or nothing."""
        return StaticEncoder(self.name, self._tokenizer, self._vectors, aiming)

    def encode_query(self, text: str) -> np.ndarray:
        """The unit vector of what would answer a question, float32, shape ``(dimensions,)``.

        A question and what answers it have few words in common: vectors of tokens and a linear map, learned
        on questions and the sentences that answer them, lead from one to the other.
        """
        vector = self.encode_answers([text])[0]
        return vector if self._query is None else _unit(vector + vector @ self._query)

    def silence(self, text: str) -> float:
        """How near it is to what would answer a question that no sentence does, as learned of such questions; 0 where nothing is.

        The score of no answer in SQuAD 2.0 (Rajpurkar et al., 2018), which competes with those of the spans.
        """
        if self._silence is None:
            return 0.0
        return float(self.encode_answers([text])[0] @ self._silence[:-1] + self._silence[-1])

    def encode_answers(self, texts: list[str]) -> np.ndarray:
        """Unit vectors to be compared with ``encode_query``, float32, shape ``(len(texts), dimensions)``."""
        return self._means(self._aimed, texts)

    @property
    def vectors(self) -> np.ndarray:
        """Those of all tokens, shape ``(tokens, dimensions)``, as they are."""
        return self._vectors

    @cached_property
    def lexicon(self) -> frozenset[str]:
        """The words that are one token each; pieces that only continue a word start with ``##``."""
        return frozenset(token for token in self._tokenizer.get_vocab() if token.isalpha())

    def _means(self, vectors: np.ndarray, texts: list[str]) -> np.ndarray:
        return np.stack([_unit(vectors[ids].sum(axis=0, dtype=np.float32)) for ids in self.token_ids(texts)])


def _unit(vector: np.ndarray) -> np.ndarray:
    return np.asarray(vector / (math.sqrt(vector @ vector) or 1.0), dtype=np.float32)


class TransformerEncoder:
    """Any other model, through sentence-transformers."""

    def __init__(self, name: str, model: Any) -> None:
        """``model`` is a loaded SentenceTransformer."""
        self.name = name
        self._model = model

    @classmethod
    def from_name(cls, name: str) -> TransformerEncoder:
        """Load by path or hub name; the hub is asked only for a name that is no folder."""
        try:
            from sentence_transformers import SentenceTransformer

            return cls(name, SentenceTransformer(name, device="cpu"))
        except (ImportError, OSError, ValueError) as error:
            raise ModelError(
                f"Le modèle d'encodage « {name} » ne se charge pas ({error}). "
                "Donnez à RESEAUX_QA_EMBEDDING_MODEL le chemin d'un modèle sentence-transformers, ou retirez-la."
            ) from error

    def encode(self, texts: list[str]) -> np.ndarray:
        """Unit vectors, float32, shape ``(len(texts), dimensions)``."""
        vectors = self._model.encode(texts, normalize_embeddings=True, show_progress_bar=False)
        return np.asarray(vectors, dtype=np.float32)


def file_digest(path: Path) -> str:
    """SHA-256 of a file: what the index records of its model."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
