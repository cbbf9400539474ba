"""How much of a question some text says: each word by its rarity, near spellings and near meanings in part."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from rapidfuzz.distance import OSA

from reseaux_qa.french import akin, families, lexicon, stem, synonyms, topics
from reseaux_qa.ranking import Vocabulary

_NEAR_SPELLING = 0.85
_SHORT = 4  # letters up to which another spelling is another word
_DERIVED = 0.8  # worth of a word of the same family
_NEAR_MEANING = 0.45  # cosine from which two words count as related
_RELATED = 0.6  # what a related word is worth, at most, of the word itself
_TOPICAL = 0.6  # what a word of the same topic is worth, where the page never says the word itself
_SYNONYM = 0.6  # what a word that people use for another is worth of it
_UNKNOWN = 0.5  # weight of a word the page never says, of that of its rarest: most are the asker's own fluff


@dataclass(frozen=True, slots=True)
class Wanted:
    """The words that an answer should say: each with its weight, and the stems that stand for it with their worth."""

    terms: tuple[tuple[str, float, Mapping[str, float]], ...]

    def only(self, words: Collection[str]) -> Wanted:
        """The same for some of the words alone."""
        return Wanted(tuple(term for term in self.terms if term[0] in words))

    def said(self, stems: frozenset[str]) -> float:
        """The weight of what some stems say."""
        return sum(weight * max((matches[key] for key in matches.keys() & stems), default=0.0) for _, weight, matches in self.terms)

    @property
    def total(self) -> float:
        """The weight of all the words."""
        return sum(weight for _, weight, _ in self.terms)

    @property
    def unknown(self) -> int:
        """How many of the words the page never says, not even nearly."""
        return sum(max(matches.values(), default=0.0) < _NEAR_SPELLING for _, _, matches in self.terms)

    @property
    def is_topical(self) -> bool:
        """Whether only a word's topic finds it on the page, where no ranking by the word itself can."""
        return any(max(matches.values(), default=0.0) == _TOPICAL for _, _, matches in self.terms)

    @property
    def known(self) -> int:
        """How many of the words the page says, exactly or nearly."""
        return len(self.terms) - self.unknown

    def share(self, stems: frozenset[str]) -> float:
        """The share, 0 to 1, of the weight that some stems say; 0 without words."""
        return self.said(stems) / self.total if self.terms else 0.0


class Postings:
    """Which of some texts say each stem: what all of them say of a question is summed at once, as an inverted index does."""

    def __init__(self, texts: Iterable[frozenset[str]]) -> None:
        """``texts`` are the stems of each, numbered in order."""
        self._texts: dict[str, list[int]] = defaultdict(list)
        for number, stems in enumerate(texts):
            for key in stems:
                self._texts[key].append(number)

    def shares(self, wanted: Wanted) -> dict[int, float]:
        """``Wanted.share`` of each text, by its number; of those alone that say something."""
        said, total = defaultdict[int, float](float), wanted.total
        for _, weight, matches in wanted.terms:
            best: dict[int, float] = {}
            for key, worth in matches.items():
                for number in self._texts.get(key, ()):
                    best[number] = max(worth, best.get(number, 0.0))
            for number, worth in best.items():
                said[number] += weight * worth
        return {number: weight / total for number, weight in said.items()}


class Weigher:
    """Weighs words by their rarity on a page, and finds what stands for them there."""

    def __init__(self, vocabulary: Vocabulary, groups: Iterable[frozenset[str]]) -> None:
        """``groups`` are the stems of each sentence of the page."""
        self._vocabulary = vocabulary
        self._idf = _inverse_frequency(groups)
        self._default = _UNKNOWN * max(self._idf.values(), default=1.0)
        self._alike: dict[str, list[str]] = defaultdict(list)
        for key in vocabulary.stems:
            self._alike[key[:1]].append(key)

    def want(self, terms: Iterable[str]) -> Wanted:
        """What an answer to a question of these words should say."""
        once = list(dict.fromkeys(terms))
        return Wanted(tuple((term, *self._weighed(term, near)) for term, near in zip(once, self._vocabulary.nearness(once), strict=True)))

    def _weighed(self, term: str, nearness: np.ndarray) -> tuple[float, dict[str, float]]:
        matches = self._matches(term, nearness)
        if matches.get(stem(term)) == 1.0:
            return self._idf[stem(term)], matches
        sure = (self._idf.get(key, self._default) for key, worth in matches.items() if worth > _DERIVED or worth == _TOPICAL)
        return max(sure, default=self._default), matches

    def _matches(self, term: str, nearness: np.ndarray) -> dict[str, float]:
        key = stem(term)
        stems = self._alike.get(key[:1], [])
        matches = {key: 1.0} if key in self._idf else {}
        if not matches and len(term) > _SHORT and key not in topics():  # « santé » is no slip for « Saint »
            matches = {k: _NEAR_SPELLING for k in stems if _nearly(key, k)}
        matches |= {k: _DERIVED for k in stems if k != key and akin(key, k)}
        if term in lexicon()["ordinals"]:
            matches[str(lexicon()["ordinals"][term])] = 1.0
        near = {} if key in self._idf else self._of_one_topic(key)
        return near | self._related(term, nearness) | self._synonymous(key) | matches

    def _synonymous(self, key: str) -> dict[str, float]:
        """The page's words that people use a word for."""
        return {other: _SYNONYM for other in synonyms().get(key, ()) if other in self._idf}

    def _of_one_topic(self, key: str) -> dict[str, float]:
        """The page's words of the families that a word is in."""
        return {other: _TOPICAL for family in families() if key in family for other in family & self._idf.keys()}

    def _related(self, term: str, nearness: np.ndarray) -> dict[str, float]:
        """The page's words of near meaning."""
        if term.isdigit():
            return {}
        found = np.flatnonzero(nearness > _NEAR_MEANING)
        return {self._vocabulary.stems[int(n)]: _RELATED * min(1.0, float(nearness[n]) + 0.2) for n in found}


def _nearly(typed: str, known: str) -> bool:
    allowed = 1 if len(known) < 8 else 2
    return typed[0] == known[0] and abs(len(typed) - len(known)) <= allowed and OSA.distance(typed, known) <= allowed


def _inverse_frequency(groups: Iterable[frozenset[str]]) -> dict[str, float]:
    documents = list(groups)
    counts = Counter(key for group in documents for key in group)
    return {key: math.log(1 + len(documents) / count) for key, count in counts.items()}
