"""Ways to rank texts for questions: plain BM25, an encoder alone, and what the product does with both."""

from __future__ import annotations

from collections.abc import Sequence

import bm25s
import numpy as np
import numpy.typing as npt
import Stemmer

from reseaux_qa.encoder import Encoder, WordEncoder
from reseaux_qa.french import fold
from reseaux_qa.ranking import Ranker, Vocabulary
from reseaux_qa.spelling import Speller
from testsets import TestSet

Scores = npt.NDArray[np.float32]  # one row a question, one column a text


def bm25(testset: TestSet) -> Scores:
    """BM25 as anyone would set it up: French stop words out, Snowball stems, accents folded."""
    texts, questions = _stems(testset.texts), _stems(testset.questions)
    index = bm25s.BM25(k1=1.2, b=0.75)
    index.index(texts, show_progress=False)
    known = [[token for token in row if token in index.vocab_dict] for row in questions]
    return np.stack([index.get_scores(row) if row else np.zeros(len(texts), dtype=np.float32) for row in known])


def _stems(texts: Sequence[str]) -> list[list[str]]:
    stemmer = Stemmer.Stemmer("french")
    split = bm25s.tokenize(list(texts), stopwords="fr", stemmer=stemmer, return_ids=False, show_progress=False)
    return [[fold(token) for token in row] for row in split]


def dense(testset: TestSet, encoder: Encoder) -> Scores:
    """Cosine similarity of question and text."""
    return np.asarray(encoder.encode(list(testset.questions)) @ encoder.encode(list(testset.texts)).T)


def respelled(testset: TestSet, words: WordEncoder) -> list[str]:
    """The questions as the product reads them."""
    speller = Speller(testset.texts, words.lexicon)
    return [speller.respell(question) for question in testset.questions]


def ranker_of(testset: TestSet, encoder: Encoder, words: WordEncoder) -> Ranker:
    """The product's own ranker, with an exact search in place of Chroma."""
    vectors = encoder.encode([sentence for group in testset.sentences for sentence in group])
    owner = [n for n, group in enumerate(testset.sentences) for _ in group]

    def nearest(question: str, count: int) -> list[tuple[int, float]]:
        similarities = vectors @ encoder.encode([question])[0]
        return [(owner[n], float(similarities[n])) for n in np.argsort(-similarities)[:count]]

    return Ranker(testset.texts, testset.sentences, nearest, Vocabulary(testset.texts, words))


def fused(testset: TestSet, encoder: Encoder, words: WordEncoder) -> Scores:
    """The product's ranking, mistyped words respelled."""
    ranker = ranker_of(testset, encoder, words)
    return np.stack([ranker.scores(question) for question in respelled(testset, words)])
