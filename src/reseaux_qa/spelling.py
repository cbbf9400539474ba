"""Mistyped words → the words that were meant, when the page or the encoder knows them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable

from rapidfuzz import process
from rapidfuzz.distance import OSA

from reseaux_qa.french import fold, words
from reseaux_qa.phonetics import sound

_WORD = re.compile(r"[^\W\d_]{4,}")  # a shorter word is one letter from too many others
_ELIDED = "ldcjqnsmt"  # « lagora », « dafrique »: an article stuck to its word
_KEY = 4  # sounds from which two words alike are one
_RUN_TOGETHER = range(9, 41)  # letters of a word that may be several typed as one
_SMALL = frozenset({"l", "d", "de", "des", "du", "la", "le", "les", "en", "et"})  # between them
_LONG = 8  # letters from which two typing errors are forgiven instead of one


class Speller:
    """Respells the words that nobody knows as the nearest word that somebody does."""

    def __init__(self, page: Iterable[str], lexicon: Iterable[str]) -> None:
        """``page`` holds the texts that are searched, ``lexicon`` other words, folded, that are right as they stand."""
        self._counts = Counter(word.text for text in page for word in words(text))
        self._known = self._counts.keys() | set(lexicon)
        self._said = {sound(word): word for word, _ in reversed(self._counts.most_common()) if _WORD.fullmatch(word)}
        self._alike: dict[tuple[str, int], list[str]] = defaultdict(list)
        for word in filter(_WORD.fullmatch, sorted(self._known)):
            self._alike[word[0], len(word)].append(word)

    def respell(self, text: str) -> str:
        """The text folded, its unknown words respelled."""
        return _WORD.sub(lambda match: match[0] if match[0] in self._known else self._nearest(match[0]), fold(text))

    def heard(self, word: str) -> str:
        """A folded word that nobody knows as the page's word that sounds the same, or is one slip away."""
        if word in self._known or not _WORD.fullmatch(word):
            return word
        candidates = (word, word[1:]) if word[0] in _ELIDED else (word,)
        for candidate in candidates:
            found = self._said.get(sound(candidate)) or self._said.get(sound(candidate + "e"))  # « pakt » ends like « pacte »
            if found and len(sound(found)) >= _KEY:
                return found
        near = self._nearest(word)
        if near in self._counts:
            return near
        return " ".join(self._parted(word) or [word]) if len(word) in _RUN_TOGETHER else word

    def _parted(self, text: str) -> list[str] | None:
        """The words of the page that one word runs together, « villesariane »; None where a piece of it is none."""
        if not text:
            return []
        for end in range(len(text), 0, -1):
            piece = text[:end] if end < len(text) or end < _KEY else self._nearest(text)
            rest = self._parted(text[end:]) if piece in _SMALL or (end >= _KEY and piece in self._counts) else None
            if rest is not None:
                return [piece, *rest]
        return None

    def _nearest(self, word: str) -> str:
        """The nearest word with the same first letter, of two as near the one that the page says more; else one that sounds the same."""
        allowed = 1 if len(word) < _LONG else 2
        lengths = range(len(word) - allowed, len(word) + allowed + 1)
        near = [known for length in lengths for known in self._alike.get((word[0], length), ())]
        found = process.extract(word, near, scorer=OSA.distance, score_cutoff=allowed, limit=None)
        heard = self._said.get(sound(word), word)
        return min(found, key=lambda match: (match[1], -self._counts[match[0]], match[0]), default=(heard,))[0]
