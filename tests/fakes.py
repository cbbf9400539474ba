"""Our own small stand-ins: an encoder without a model, a writer without a network."""

import hashlib
import zlib

import numpy as np

from reseaux_qa.french import content_stems


class HashEncoder:
    """Bags of hashed stems: texts that share words are near, the same text gives the same vector."""

    def __init__(self, name: str = "hash", dimensions: int = 64) -> None:
        self.name = name
        self.dimensions = dimensions
        self.encoded: list[str] = []
        self.lexicon: frozenset[str] = frozenset()

    def encode(self, texts: list[str]) -> np.ndarray:
        self.encoded += texts
        return np.stack([self._vector(text) for text in texts])

    def _vector(self, text: str) -> np.ndarray:
        vector = np.zeros(self.dimensions, dtype=np.float32)
        for stem in content_stems(text) or [hashlib.sha256(text.encode()).hexdigest()]:
            key = zlib.crc32(stem.encode())
            vector[key % self.dimensions] += 1 if key & 0x10000 else -1
        return vector / (np.linalg.norm(vector) or 1)


class FailingEncoder(HashEncoder):
    """Works for some texts, then stops as a full disk or a lost model would."""

    def __init__(self, after: int, name: str = "hash") -> None:
        super().__init__(name)
        self._left = after

    def encode(self, texts: list[str]) -> np.ndarray:
        self._left -= len(texts)
        if self._left < 0:
            raise RuntimeError("encodeur arrêté")
        return super().encode(texts)


class ScriptedWriter:
    """Says what it was told to say, in order; an exception in the script is raised."""

    def __init__(self, *script: str | Exception) -> None:
        self._script = list(script)
        self.prompts: list[str] = []

    def write(self, prompt: str) -> str:
        self.prompts.append(prompt)
        said = self._script.pop(0)
        if isinstance(said, Exception):
            raise said
        return said
