"""The rankings that the product's retriever adds up: each on its own, and the retriever less one of them.

All that the evaluation knows of how passages are ranked is here.
"""

from __future__ import annotations

from collections.abc import Iterable

from reseaux_qa.corpus import Corpus
from reseaux_qa.evaluation.retrieval import Ranker
from reseaux_qa.retrieval import Retriever
from reseaux_qa.types import Passage, Quote


def rankings_of(retriever: Retriever, corpus: Corpus) -> dict[str, Ranker]:
    """The three rankings and their sum."""
    units = [passage.quote for passage in corpus.passages]
    return {
        "dense": Ranker(units, lambda text: _quotes(retriever.ranked("dense", text))),
        "bm25": Ranker(units, lambda text: _quotes(retriever.ranked("lexical", text))),
        "mots": Ranker(units, lambda text: _quotes(retriever.ranked("late", text))),
        "fusion": Ranker(units, lambda text: _quotes(passage for passage, _ in retriever.passages(text))),
    }


def _quotes(passages: Iterable[Passage]) -> list[Quote]:
    return [passage.quote for passage in passages]


class WithoutBm25(Retriever):
    """Ranks without BM25."""

    without = "lexical"


class WithoutDense(Retriever):
    """Ranks without the encoder's sentences."""

    without = "dense"


class WithoutWords(Retriever):
    """Ranks without the nearest words."""

    without = "late"
