"""Question → sentences of the page: passages ranked, then support.

Mistyped words are respelled as the page's own, then passages are ranked by the
three views of ``ranking``, networks that the question names first.  The sentences
of the best passages are then weighed by *support*: how much of what the question
says they say, each word by its rarity, near spellings and near meanings counted in part.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from rapidfuzz.distance import OSA

from reseaux_qa.corpus import Corpus
from reseaux_qa.encoder import Encoder, WordEncoder
from reseaux_qa.facts import is_boilerplate
from reseaux_qa.french import content_stems, stem
from reseaux_qa.index import PassageIndex, passage_sentences, passage_text, titled
from reseaux_qa.ranking import Ranker, Vocabulary, standard
from reseaux_qa.spelling import Speller
from reseaux_qa.types import Attribute, Hit, Network, Passage, SectionKind

_FIRST = 60  # a rank's worth is 1 / (60 + rank): enough to part sentences of equal support
_NAMED = 1.0  # above any rank's worth: a named network comes first
_DEPTH = 24  # passages kept, beside those of named networks
_WHERE = {  # the section in which such pages tell it, as a fourth view of a passage
    Attribute.ROLE: SectionKind.ROLE,
    Attribute.OBJECTIVES: SectionKind.OBJECTIVES,
    Attribute.MEMBERS: SectionKind.MEMBERS,
    Attribute.COUNTRIES: SectionKind.MEMBERS,
    Attribute.CREATED: SectionKind.DATES,
    Attribute.JOINED: SectionKind.DATES,
    Attribute.EVENTS: SectionKind.DATES,
    Attribute.DEFINITION: SectionKind.INTRO,
    Attribute.MEANING: SectionKind.INTRO,
    Attribute.SEAT: SectionKind.INTRO,
    Attribute.FOUNDERS: SectionKind.INTRO,
    Attribute.INHABITANTS: SectionKind.INTRO,
}
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

    def __init__(self, corpus: Corpus, index: PassageIndex, encoder: Encoder, words: WordEncoder) -> None:
        """``encoder`` made the index; ``words`` compares single words (the bundled model)."""
        self._corpus, self._index, self._encoder = corpus, index, encoder
        self._position = {passage: n for n, passage in enumerate(corpus.passages)}
        self._sentences = {passage: _sentences_of(passage) for passage in corpus.passages}
        self._idf = _inverse_frequency(s.stems for group in self._sentences.values() for s in group)
        texts = [passage_text(passage) for passage in corpus.passages]
        said = [[titled(passage, quote.text) for quote in passage_sentences(passage)] for passage in corpus.passages]
        pages = [source.text for source in corpus.sources]
        self._vocabulary = Vocabulary([*pages, *texts], words)
        self._speller = Speller(pages, words.lexicon)
        self._ranker = Ranker(texts, said, self._nearest, self._vocabulary)

    def _nearest(self, text: str, count: int) -> list[tuple[int, float]]:
        found = self._index.nearest(self._encoder.encode([text])[0], count)
        return [(self._position[passage], similarity) for passage, similarity in found]

    def passages(self, text: str, networks: Iterable[Network] = (), attribute: Attribute = Attribute.OTHER) -> list[tuple[Passage, float]]:
        """Passages, best first, with what their rank is worth; those of named networks come first, all of them."""
        named = set(networks)
        scores = self._ranker.scores(self._speller.respell(text)) + self._expected(attribute)
        order = [self._corpus.passages[int(n)] for n in np.argsort(-scores, kind="stable")]
        first = [passage for passage in order if passage.network in named]
        others = [passage for passage in order if passage.network not in named][:_DEPTH]
        ranked = enumerate([*first, *others])
        return [(passage, _NAMED * (passage.network in named) + 1.0 / (_FIRST + rank)) for rank, passage in ranked]

    def _expected(self, attribute: Attribute) -> np.ndarray:
        kind = _WHERE.get(attribute)
        return standard(np.array([float(passage.section.kind is kind) for passage in self._corpus.passages]))

    def find(self, text: str, terms: Iterable[str], networks: Iterable[Network] = (), attribute: Attribute = Attribute.OTHER) -> list[Hit]:
        """Sentences by support for the ``terms`` then by rank; a named network's alone, if any."""
        named = set(networks)
        ranked = [(p, s) for p, s in self.passages(text, named, attribute) if not named or p.network in named]
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
            score = _support(wanted, stems) + 1.0 / (_FIRST + rank)
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
            matches = {k: _NEAR_SPELLING for k in self._vocabulary.stems if _nearly(key, k)}
        if not term.isdigit():
            nearness = self._vocabulary.nearness([term])[0]
            for n in np.flatnonzero(nearness > _NEAR_MEANING):
                worth = _RELATED * min(1.0, float(nearness[n]) + 0.2)
                matches.setdefault(self._vocabulary.stems[int(n)], worth)
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
    return [
        _Sentence(Hit(passage.network, passage.section, quote, 0.0, 0.0), frozenset(content_stems(quote.text)))
        for quote in passage_sentences(passage)
        if not is_boilerplate(quote.text)
    ]


def _inverse_frequency(groups: Iterable[frozenset[str]]) -> dict[str, float]:
    documents = list(groups)
    counts = Counter(key for group in documents for key in group)
    return {key: math.log(1 + len(documents) / count) for key, count in counts.items()}
