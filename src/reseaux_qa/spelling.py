"""Mistyped words → the words that were meant, when the page or the encoder knows them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable

from rapidfuzz import process
from rapidfuzz.distance import OSA

from reseaux_qa.french import fold, words

_WORD = re.compile(r"[^\W\d_]{4,}")  # a shorter word is one letter from too many others
_LONG = 8  # letters from which two typing errors are forgiven instead of one


class Speller:
    """Respells the words that nobody knows as the nearest word that somebody does."""

    def __init__(self, page: Iterable[str], lexicon: Iterable[str]) -> None:
        """``page`` holds the texts that are searched, ``lexicon`` other words, folded, that are right as they stand."""
        self._counts = Counter(word.text for text in page for word in words(text))
        self._known = self._counts.keys() | set(lexicon)
        self._alike: dict[tuple[str, int], list[str]] = defaultdict(list)
        for word in filter(_WORD.fullmatch, sorted(self._known)):
            self._alike[word[0], len(word)].append(word)

    def respell(self, text: str) -> str:
        """The text folded, its unknown words respelled."""
        return _WORD.sub(lambda match: match[0] if match[0] in self._known else self._nearest(match[0]), fold(text))

    def _nearest(self, word: str) -> str:
        """The nearest word with the same first letter, which is seldom mistyped; of two as near, the one that the page says more."""
        allowed = 1 if len(word) < _LONG else 2
        lengths = range(len(word) - allowed, len(word) + allowed + 1)
        near = [known for length in lengths for known in self._alike.get((word[0], length), ())]
        found = process.extract(word, near, scorer=OSA.distance, score_cutoff=allowed, limit=None)
        return min(found, key=lambda match: (match[1], -self._counts[match[0]], match[0]), default=(word,))[0]
