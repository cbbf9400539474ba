"""Question → sentences of the page: dense and lexical ranks fused, then support.

Passages are ranked by Chroma and by BM25 and fused by reciprocal rank (Cormack
et al., 2009), networks that the question names first.  The sentences of the
best passages are then weighed by *support*: how much of what the question says
they say, each word by its rarity, near spellings and near meanings counted in part.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from rapidfuzz.distance import OSA

from reseaux_qa.corpus import Corpus
from reseaux_qa.encoder import Encoder
from reseaux_qa.facts import is_boilerplate
from reseaux_qa.french import content_stems, content_words, sentences, stem
from reseaux_qa.index import PassageIndex, passage_text
from reseaux_qa.types import Hit, Network, Passage

_RRF = 60  # the paper's constant: no single rank decides alone
_NAMED = 1.0  # above any sum of reciprocal ranks: a named network comes first
_DEPTH = 12  # passages looked at by each ranker
_NEAR_SPELLING = 0.85
_NEAR_MEANING = 0.45  # cosine from which two words count as related
_UNKNOWN = 0.5  # weight of a word the page never says, of that of its rarest: most are the asker's own fluff
_RELATED = 0.6  # what a related word is worth, at most, of the word itself


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence of a passage with the stems it says."""

    hit: Hit
    stems: frozenset[str]


class Retriever:
    """Finds sentences; knows the whole page's vocabulary and how rare each word is."""

    def __init__(self, corpus: Corpus, index: PassageIndex, encoder: Encoder, words: Encoder) -> None:
        """``encoder`` made the index; ``words`` compares single words (the bundled model)."""
        self._corpus, self._index, self._encoder, self._words = corpus, index, encoder, words
        self._tokens = [content_stems(passage_text(passage)) for passage in corpus.passages]
        self._known = frozenset(token for passage in self._tokens for token in passage)
        self._sentences = {passage: _sentences_of(passage) for passage in corpus.passages}
        self._idf = _inverse_frequency(s.stems for group in self._sentences.values() for s in group)
        forms = {stem(word.text): word.text for source in corpus.sources for word in content_words(source.text)}
        self._vocabulary = list(forms)
        self._vectors = words.encode([forms[key] for key in self._vocabulary])

    @cached_property
    def _bm25(self) -> Any:
        import bm25s  # a third of a second, which an answer from the records need not wait for

        index = bm25s.BM25()
        index.index(self._tokens, show_progress=False)
        return index

    def passages(self, text: str, networks: Iterable[Network] = ()) -> list[tuple[Passage, float]]:
        """Passages by fused rank, best first."""
        named = set(networks)
        scores: dict[Passage, float] = defaultdict(float)
        for ranking in (self.dense(text), self.lexical(text)):
            for rank, passage in enumerate(ranking):
                scores[passage] += 1.0 / (_RRF + rank)
        for passage in self._corpus.passages:
            if passage.network in named:
                scores[passage] += _NAMED
        return sorted(scores.items(), key=lambda item: -item[1])

    def dense(self, text: str) -> list[Passage]:
        """Passages by cosine similarity, best first."""
        return [passage for passage, _ in self._index.nearest(self._encoder.encode([text])[0], _DEPTH)]

    def lexical(self, text: str) -> list[Passage]:
        """Passages by BM25 (French stems, accents folded), best first; none without a known word."""
        tokens = [token for token in content_stems(text) if token in self._known]
        if not tokens:
            return []
        scores = self._bm25.get_scores(tokens)
        order = np.argsort(-scores, kind="stable")[:_DEPTH]
        return [self._corpus.passages[int(n)] for n in order if scores[n] > 0]

    def find(self, text: str, terms: Iterable[str], networks: Iterable[Network] = ()) -> list[Hit]:
        """Sentences by support for the ``terms`` then by rank; a named network's alone, if any."""
        named = set(networks)
        ranked = [(p, s) for p, s in self.passages(text, named) if not named or p.network in named]
        wanted = self._wanted(terms)
        hits = [
            Hit(s.hit.network, s.hit.section, s.hit.quote, score, _support(wanted, s.stems))
            for passage, score in ranked
            for s in self._sentences[passage]
        ]
        return sorted(hits, key=lambda hit: -(hit.support + (hit.score - _NAMED * bool(named))))

    def themes(self, text: str, terms: Iterable[str]) -> list[tuple[Network, float]]:
        """Networks by how well what they present supports the ``terms``, best first."""
        wanted = self._wanted(terms)
        best: dict[Network, float] = {}
        for rank, (passage, _) in enumerate(self.passages(text)):
            stems = frozenset(content_stems(passage_text(passage)))
            score = _support(wanted, stems) + 1.0 / (_RRF + rank)
            best[passage.network] = max(best.get(passage.network, 0.0), score)
        return sorted(best.items(), key=lambda item: -item[1])

    def knows(self, term: str) -> bool:
        """Whether the page says a word, or one spelled nearly so."""
        return any(worth >= _NEAR_SPELLING for worth in self._matches(term).values())

    def support(self, terms: Iterable[str], stems: frozenset[str]) -> float:
        """The share, 0 to 1, of the terms' weight that some stems say."""
        return _support(self._wanted(terms), stems)

    # --- support ----------------------------------------------------------

    def _wanted(self, terms: Iterable[str]) -> list[tuple[float, dict[str, float]]]:
        """For each term its weight, and the page's stems that stand for it with their worth."""
        default = _UNKNOWN * max(self._idf.values(), default=1.0)
        found = []
        for term in dict.fromkeys(terms):
            matches = self._matches(term)
            weight = max((self._idf.get(key, default) for key, worth in matches.items() if worth > 0.8), default=default)
            found.append((weight, matches))
        return found

    def _matches(self, term: str) -> dict[str, float]:
        key = stem(term)
        matches = {key: 1.0} if key in self._idf else {}
        if not matches and len(term) > 3:
            matches = {k: _NEAR_SPELLING for k in self._vocabulary if _nearly(key, k)}
        if not term.isdigit():
            similarities = self._vectors @ self._words.encode([term])[0]
            for n in np.flatnonzero(similarities > _NEAR_MEANING):
                worth = _RELATED * min(1.0, float(similarities[n]) + 0.2)
                matches.setdefault(self._vocabulary[int(n)], worth)
        return matches


def _nearly(typed: str, known: str) -> bool:
    allowed = 1 if len(known) < 8 else 2
    return typed[0] == known[0] and abs(len(typed) - len(known)) <= allowed and OSA.distance(typed, known) <= allowed


def _support(wanted: list[tuple[float, dict[str, float]]], stems: frozenset[str]) -> float:
    """The share, 0 to 1, of the terms' weight that a text says; 0 without terms."""
    total = sum(weight for weight, _ in wanted)
    said = sum(weight * max((matches[key] for key in matches.keys() & stems), default=0.0) for weight, matches in wanted)
    return said / total if total else 0.0


def _sentences_of(passage: Passage) -> list[_Sentence]:
    quotes = [passage.quote.slice(start, end) for start, end in sentences(passage.quote.text)]
    return [
        _Sentence(Hit(passage.network, passage.section, quote, 0.0, 0.0), frozenset(content_stems(quote.text)))
        for quote in quotes
        if not is_boilerplate(quote.text)
    ]


def _inverse_frequency(groups: Iterable[frozenset[str]]) -> dict[str, float]:
    documents = list(groups)
    counts = Counter(key for group in documents for key in group)
    return {key: math.log(1 + len(documents) / count) for key, count in counts.items()}
