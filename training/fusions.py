"""What each view of the ranking adds, and other ways to fuse: nDCG@10 on the halves of each set.

python training/fusions.py --data ../shared/data

The way of fusing was chosen on the even questions of the public sets and on ``eval/dev.jsonl``.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from itertools import combinations
from pathlib import Path

import numpy as np
from tqdm import tqdm

from measures import measured
from reseaux_qa.corpus import Corpus
from reseaux_qa.encoder import StaticEncoder, bundled_encoder
from reseaux_qa.ranking import standard
from systems import Scores, bm25, dense, ranker_of, respelled
from testsets import BENCHMARKS, ROOT, TestSet, benchmark, page

Views = dict[str, Scores]

_FIRST = 60  # of reciprocal rank fusion (Cormack et al., 2009)


def views(testset: TestSet, encoder: StaticEncoder) -> Views:
    """The three views of the product, then what is usually fused: vectors of whole texts and plain BM25."""
    ranker = ranker_of(testset, encoder, encoder)
    found = [
        (ranker.dense(question), ranker.lexical(question), ranker.late(question))
        for question in tqdm(respelled(testset, encoder), desc=testset.name, leave=False)
    ]
    ours = dict(zip(("dense", "lexical", "late"), map(np.stack, zip(*found, strict=True)), strict=True))
    return {**ours, "whole texts": dense(testset, encoder), "BM25": bm25(testset)}


def summed(scores: list[Scores]) -> Scores:
    """Standardised by question, then added."""
    return np.asarray(sum(np.stack([standard(row) for row in view]) for view in scores))


def reciprocal(scores: list[Scores]) -> Scores:
    """The sum of reciprocal ranks."""
    ranks = [np.argsort(np.argsort(-view, axis=1, kind="stable"), axis=1) for view in scores]
    return np.asarray(sum(1.0 / (_FIRST + rank) for rank in ranks))


def ways() -> Iterator[tuple[str, Callable[[list[Scores]], Scores], tuple[str, ...]]]:
    """What is compared: a name, a way to fuse, and the views."""
    ours = ("dense", "lexical", "late")
    for size in (1, 2, 3):
        yield from ((" + ".join(names), summed, names) for names in combinations(ours, size))
    yield "dense + lexical + late, reciprocal ranks", reciprocal, ours
    yield "whole texts + BM25", summed, ("whole texts", "BM25")
    yield "whole texts + BM25, reciprocal ranks", reciprocal, ("whole texts", "BM25")


def cells(scores: Scores, testset: TestSet) -> list[str]:
    """nDCG@10 on the even and on the odd questions."""
    values = 100 * measured(scores, testset.relevant)["nDCG@10"]
    return [f"{values[first::2].mean():.1f}" for first in (0, 1)]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    options = parser.parse_args()
    corpus, encoder = Corpus.from_folder(ROOT / "corpus"), bundled_encoder()
    testsets = [*(benchmark(options.data, name) for name in BENCHMARKS), page("dev", corpus), page("test", corpus)]
    seen = [views(testset, encoder) for testset in testsets]
    print("| fused | " + " | ".join(f"{testset.name}, {half}" for testset in testsets for half in ("even", "odd")) + " |")
    print("|" + " --- |" * (1 + 2 * len(testsets)))
    for name, fuse, names in ways():
        found = [cells(fuse([view[n] for n in names]), testset) for view, testset in zip(seen, testsets, strict=True)]
        print(f"| {name} | " + " | ".join(cell for pair in found for cell in pair) + " |")


if __name__ == "__main__":
    main()
