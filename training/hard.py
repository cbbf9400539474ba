"""Hard negatives: for each question, the passage that BM25 puts first among the wrong ones."""

from __future__ import annotations

from collections.abc import Sequence

import bm25s
import numpy as np
import Stemmer

DEPTH = 8  # passages looked at: a passage is often repeated, as each of its questions has it


def hard_triples(anchors: Sequence[str], positives: Sequence[str]) -> dict[str, list[str]]:
    """Columns anchor, positive and negative."""
    passages = sorted(set(positives))
    stemmer = Stemmer.Stemmer("french")
    index = bm25s.BM25()
    index.index(bm25s.tokenize(passages, stopwords="fr", stemmer=stemmer, show_progress=False), show_progress=False)
    asked = bm25s.tokenize(list(anchors), stopwords="fr", stemmer=stemmer, return_ids=False, show_progress=False)
    known = [[token for token in row if token in index.vocab_dict] for row in asked]
    scores = (index.get_scores(row) if row else np.zeros(len(passages)) for row in known)
    negatives = [_negative(row, passages, positive) for row, positive in zip(scores, positives, strict=True)]
    return {"anchor": list(anchors), "positive": list(positives), "negative": negatives}


def _negative(scores: np.ndarray, passages: list[str], positive: str) -> str:
    best = np.argpartition(-scores, DEPTH)[:DEPTH]
    return next(passages[n] for n in sorted(best, key=lambda n: -scores[n]) if passages[n] != positive)
