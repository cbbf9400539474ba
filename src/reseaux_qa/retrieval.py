"""Question → sentences of the page: dense and lexical ranks fused, then support.

Passages are ranked by Chroma and by BM25 and fused by reciprocal rank (Cormack
et al., 2009), networks that the question names first.  The sentences of the
best passages are then weighed by *support*: how much of what the question says
they say, each word by its rarity, near spellings and near meanings counted in part.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
from rapidfuzz.distance import OSA

from reseaux_qa.corpus import Corpus
from reseaux_qa.encoder import Encoder
from reseaux_qa.facts import is_boilerplate
from reseaux_qa.french import akin, content_stems, content_words, lexicon, sentences, stem
from reseaux_qa.index import PassageIndex, passage_text
from reseaux_qa.types import Hit, Network, Passage, Quote, SectionKind

_RRF = 60  # the paper's constant: no single rank decides alone
_NAMED = 1.0  # above any sum of reciprocal ranks: a named network comes first
_DEPTH = 12  # passages looked at by each ranker
_NEAR_SPELLING = 0.85
_DERIVED = 0.8  # worth of a word of the same family
_TELLING = 0.5  # worth from which a presentation says a word
_NEAR_MEANING = 0.45  # cosine from which two words count as related
_UNKNOWN = 0.5  # weight of a word the page never says, of that of its rarest: most are the asker's own fluff
_RELATED = 0.6  # what a related word is worth, at most, of the word itself


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
    def known(self) -> int:
        """How many of the words the page says, exactly or nearly."""
        return len(self.terms) - self.unknown

    def share(self, stems: frozenset[str]) -> float:
        """The share, 0 to 1, of the weight that some stems say; 0 without words."""
        return self.said(stems) / self.total if self.terms else 0.0


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
        self._stems = {passage: frozenset(tokens) for passage, tokens in zip(corpus.passages, self._tokens, strict=True)}
        self._known = frozenset(token for passage in self._tokens for token in passage)
        self._sentences = {passage: _sentences_of(passage) for passage in corpus.passages}
        self._idf = _inverse_frequency(s.stems for group in self._sentences.values() for s in group)
        self._presentations = {network: _presentation(network) for network in corpus.networks}
        self._quotes: dict[Quote, np.ndarray] = {}
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

    def ranks(self, text: str) -> dict[Passage, float]:
        """Fused scores of the passages near a text, for ``sentences`` and ``themes``."""
        return dict(self.passages(text))

    def sentences(self, ranks: Mapping[Passage, float], wanted: Wanted, networks: Collection[Network] = ()) -> list[Hit]:
        """Sentences by support then by rank: all of some networks, or of the passages near the question."""
        scope = [p for p in self._corpus.passages if p.network in networks] if networks else list(ranks)
        hits = [replace(s.hit, score=ranks.get(p, 0.0), support=wanted.share(s.stems)) for p in scope for s in self._sentences[p]]
        return sorted(hits, key=lambda hit: -(hit.support + hit.score))

    def themes(self, ranks: Mapping[Passage, float], wanted: Wanted) -> list[tuple[Network, float]]:
        """Networks by how well what they present supports the wanted words, best first."""
        best: dict[Network, float] = {}
        for passage, score in ranks.items():
            support = wanted.share(self._stems[passage]) + score
            best[passage.network] = max(best.get(passage.network, 0.0), support)
        return sorted(best.items(), key=lambda item: -item[1])

    def presentation(self, network: Network) -> frozenset[str]:
        """The stems of what presents a network: its names, its introduction and its objectives."""
        return self._presentations[network]

    def similarity(self, text: str, quotes: Iterable[Quote]) -> float:
        """The best cosine similarity between a text and some sentences of the page; 0 without sentences."""
        vector = self._words.encode([text])[0]
        return max((float(vector @ self._vector_of(quote)) for quote in quotes), default=0.0)

    def _vector_of(self, quote: Quote) -> np.ndarray:
        if quote not in self._quotes:  # the page's own text alone, never a question's
            self._quotes[quote] = self._words.encode([quote.text])[0]
        return self._quotes[quote]

    def described(self, wanted: Wanted) -> list[tuple[Network, float]]:
        """Networks by the share, 0 to 1, that their presentation says of the words that tell networks apart, best first."""
        scores: dict[Network, float] = defaultdict(float)
        total = 0.0
        for _, _, matches in wanted.terms:
            worth = {n: max((matches[key] for key in matches.keys() & said), default=0.0) for n, said in self._presentations.items()}
            owners = sum(value >= _TELLING for value in worth.values())
            weight = math.log((len(worth) + 1) / owners) if owners else 0.0
            total += weight
            for network, value in worth.items():
                scores[network] += weight * value
        return sorted(((n, score / total) for n, score in scores.items() if total), key=lambda item: -item[1])

    def want(self, terms: Iterable[str]) -> Wanted:
        """Weigh some words by their rarity on the page, and find what stands for them there."""
        default = _UNKNOWN * max(self._idf.values(), default=1.0)
        found = []
        for term in dict.fromkeys(terms):
            matches = self._matches(term)
            weight = max((self._idf.get(key, default) for key, worth in matches.items() if worth > 0.8), default=default)
            found.append((term, weight, matches))
        return Wanted(tuple(found))

    # --- support ----------------------------------------------------------

    def _matches(self, term: str) -> dict[str, float]:
        key = stem(term)
        matches = {key: 1.0} if key in self._idf else {}
        if not matches and len(term) > 3:
            matches = {k: _NEAR_SPELLING for k in self._vocabulary if _nearly(key, k)}
        matches |= {k: _DERIVED for k in self._vocabulary if k != key and akin(key, k)}
        if term in lexicon()["ordinals"]:
            matches[str(lexicon()["ordinals"][term])] = 1.0
        if not term.isdigit():
            similarities = self._vectors @ self._words.encode([term])[0]
            for n in np.flatnonzero(similarities > _NEAR_MEANING):
                worth = _RELATED * min(1.0, float(similarities[n]) + 0.2)
                matches.setdefault(self._vocabulary[int(n)], worth)
        return matches


def _presentation(network: Network) -> frozenset[str]:
    kinds = (SectionKind.INTRO, SectionKind.OBJECTIVES)
    texts = [network.heading.text, *network.aliases, *(s.body.text for s in network.sections if s.kind in kinds)]
    return frozenset(key for text in texts for key in content_stems(text))


def _nearly(typed: str, known: str) -> bool:
    allowed = 1 if len(known) < 8 else 2
    return typed[0] == known[0] and abs(len(typed) - len(known)) <= allowed and OSA.distance(typed, known) <= allowed


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
