"""A question's words → a score for each text of a collection, from three views of equal weight.

*Dense*: the text's nearest sentence, by the encoder.  *Lexical*: BM25 over stems
and groups of four letters, which forgive endings and compounds.  *Late*: for each
word of the question its nearest word in a sentence, weighed by rarity, as ColBERT
does (Khattab and Zaharia, 2020), with the static vectors of words.  The views have
different scales, so each is standardised over the collection before they are added.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any

import numpy as np

from reseaux_qa.encoder import Encoder
from reseaux_qa.french import content_stems, content_words, stem

Nearest = Callable[[str, int], list[tuple[int, float]]]

_LETTERS = 4  # in a group: three find too much, five miss what is mistyped
_SENTENCES = 256  # looked at by the dense view: all of a page; what is further away counts as the last of them


def tokens(text: str) -> list[str]:
    """The stems of a text's content words, then their groups of four letters; ``<`` and ``>`` are a word's ends."""
    return content_stems(text) + [group for word in content_words(text) for group in _groups(f"<{word.text}>")]


def _groups(word: str) -> list[str]:
    return [word[n : n + _LETTERS] for n in range(max(1, len(word) - _LETTERS + 1))]


class Vocabulary:
    """The stems of some texts, each with the vector of one of its forms."""

    def __init__(self, texts: Sequence[str], encoder: Encoder) -> None:
        """``encoder`` compares single words."""
        forms = {stem(word.text): word.text for text in texts for word in content_words(text)}
        self._encoder = encoder
        self.stems = list(forms)
        self.position = {key: n for n, key in enumerate(self.stems)}
        self._vectors = encoder.encode(list(forms.values())) if forms else np.zeros((0, 1), dtype=np.float32)

    def nearness(self, words: Sequence[str]) -> np.ndarray:
        """Cosines, 0 to 1, shape ``(len(words), len(stems))``; 1 where the stem is the same."""
        if not self.stems or not words:
            return np.zeros((len(words), len(self.stems)), dtype=np.float32)
        found: np.ndarray = np.clip(self._encoder.encode(list(words)) @ self._vectors.T, 0.0, 1.0)
        for row, word in enumerate(words):
            if (column := self.position.get(stem(word))) is not None:
                found[row, column] = 1.0
        return found


class Ranker:
    """Scores every text of a collection for a question."""

    def __init__(
        self, texts: Sequence[str], sentences: Sequence[Sequence[str]], nearest: Nearest, vocabulary: Vocabulary, without: str = ""
    ) -> None:
        """``sentences`` has those of each text; ``nearest`` gives texts by their best sentence among the nearest ones."""
        self._texts, self._nearest, self._vocabulary = texts, nearest, vocabulary
        self.views = {view.__name__: view for view in (self.dense, self.lexical, self.late) if view.__name__ != without}
        said = [[_columns(sentence, vocabulary) for sentence in group or [""]] for group in sentences]
        self._columns = np.array([column for group in said for columns in group for column in columns], dtype=np.intp)
        self._sentence_starts = _starts([len(columns) for group in said for columns in group])
        self._text_starts = _starts([len(group) for group in said])
        self._counts = Counter(key for text in texts for key in set(content_stems(text)))

    @cached_property
    def _bm25(self) -> Any:
        import bm25s  # a third of a second, which an answer from the records need not wait for

        index = bm25s.BM25(k1=1.2, b=0.75)
        index.index([tokens(text) or [""] for text in self._texts], show_progress=False)
        return index

    def scores(self, text: str) -> np.ndarray:
        """One score a text, higher for better; 0 is the mean of the collection."""
        return np.asarray(sum(standard(view(text)) for view in self.views.values()))

    def dense(self, text: str) -> np.ndarray:
        """Cosine similarity of the nearest sentence."""
        found = self._nearest(text, _SENTENCES)
        scores = np.full(len(self._texts), min((similarity for _, similarity in found), default=0.0))
        for position, similarity in found:
            scores[position] = max(scores[position], similarity)
        return scores

    def lexical(self, text: str) -> np.ndarray:
        """BM25; all 0 for a text without a known word."""
        known = [token for token in tokens(text) if token in self._bm25.vocab_dict]
        return np.asarray(self._bm25.get_scores(known) if known else np.zeros(len(self._texts)))

    def late(self, text: str) -> np.ndarray:
        """The share, 0 to 1, of the question's words that the best sentence says or nearly says, by rarity."""
        asked = list(dict.fromkeys(word.text for word in content_words(text)))
        if not asked:
            return np.zeros(len(self._texts))
        weights = np.array([self._rarity(stem(word)) for word in asked])
        nearness = np.pad(self._vocabulary.nearness(asked), ((0, 0), (0, 1)))
        nearest = np.maximum.reduceat(nearness[:, self._columns], self._sentence_starts, axis=1)
        return np.asarray(np.maximum.reduceat(weights @ nearest, self._text_starts) / weights.sum())

    def _rarity(self, key: str) -> float:
        count = self._counts[key]
        return math.log(1.0 + (len(self._texts) - count + 0.5) / (count + 0.5))


def _columns(sentence: str, vocabulary: Vocabulary) -> list[int]:
    """Where a sentence's stems are in the vocabulary; -1, a column of zeros put last, for a sentence without any."""
    return [vocabulary.position[key] for key in dict.fromkeys(content_stems(sentence))] or [-1]


def _starts(lengths: Sequence[int]) -> np.ndarray:
    return np.concatenate([[0], np.cumsum(lengths)[:-1]]).astype(np.intp)


def standard(scores: np.ndarray) -> np.ndarray:
    """Mean 0 and deviation 1; all 0 where nothing stands out."""
    spread = float(scores.std())
    return np.asarray((scores - scores.mean()) / spread) if spread > 1e-9 else np.zeros_like(scores)
