"""Measures the bundled model, BM25 and their fusion on the retrieval benchmarks."""

from __future__ import annotations

import argparse
import random
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from string import ascii_lowercase

import bm25s
import numpy as np
import numpy.typing as npt
import Stemmer
from sentence_transformers import SentenceTransformer

from corpus import read_json_lines

Matrix = npt.NDArray[np.float32]
BENCHMARKS = ("piaf-dev", "covidfaq-fr")
MODEL = Path(__file__).resolve().parent.parent / "src" / "reseaux_qa" / "model"


@dataclass(frozen=True)
class Benchmark:
    """Queries, documents and, for each query, the index of its document."""

    queries: list[str]
    documents: list[str]
    gold: npt.NDArray[np.int64]


def load_benchmark(data: Path, name: str) -> Benchmark:
    """Reads a BEIR folder with one relevant document for each query."""
    folder = data / "benchmarks" / name
    rows = list(read_json_lines(folder / "corpus.jsonl.gz"))
    position = {row["_id"]: i for i, row in enumerate(rows)}
    documents = [f"{row['title']} {row['text']}".strip() for row in rows]
    target = {row["query-id"]: position[row["corpus-id"]] for row in read_json_lines(folder / "qrels.jsonl.gz")}
    queries = [row for row in read_json_lines(folder / "queries.jsonl.gz") if row["_id"] in target]
    gold = np.array([target[row["_id"]] for row in queries], dtype=np.int64)
    return Benchmark([row["text"] for row in queries], documents, gold)


def fold(text: str) -> str:
    """Lower case without accents."""
    decomposed = unicodedata.normalize("NFKD", text.lower().replace("œ", "oe"))
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def mistyped(texts: list[str], seed: int = 7) -> list[str]:
    """The texts without accents, one letter lost, doubled, swapped or changed in each word of six letters or more."""
    rng = random.Random(seed)
    return [re.sub(r"[^\W\d_]{6,}", lambda match: _mistyped(match[0], rng), fold(text)) for text in texts]


def _mistyped(word: str, rng: random.Random) -> str:
    at = rng.randrange(1, len(word) - 1)
    before, letter, after = word[:at], word[at], word[at + 1 :]
    changed = (after[0] + letter + after[1:], letter + letter + after, after, rng.choice(ascii_lowercase) + after)
    return before + rng.choice(changed)


def bm25_scores(bench: Benchmark) -> Matrix:
    """BM25 scores, French stems, accents folded."""
    stemmer = Stemmer.Stemmer("french")
    index = bm25s.BM25(k1=1.2, b=0.75)

    def split(texts: list[str]) -> list[list[str]]:
        tokens = bm25s.tokenize(texts, stopwords="fr", stemmer=stemmer, return_ids=False, show_progress=False)
        return [[fold(token) for token in row] for row in tokens]

    index.index(split(bench.documents), show_progress=False)
    return np.stack([index.get_scores(row) if row else np.zeros(len(bench.documents)) for row in split(bench.queries)])


def dense_scores(model: SentenceTransformer, bench: Benchmark, dimension: int | None = None) -> Matrix:
    """Cosine similarity of queries and documents, over the first ``dimension`` numbers of each vector."""

    def encode(texts: list[str]) -> Matrix:
        return np.asarray(model.encode(texts, normalize_embeddings=True, truncate_dim=dimension, show_progress_bar=False))

    queries, documents = encode(bench.queries), encode(bench.documents)
    return np.asarray(queries, dtype=np.float32) @ np.asarray(documents, dtype=np.float32).T


def fuse(first: Matrix, second: Matrix, weight: float = 0.5) -> Matrix:
    """Weighted sum of the two score matrices, each standardised by query."""

    def standard(scores: Matrix) -> Matrix:
        spread = scores.std(axis=1, keepdims=True)
        return np.asarray((scores - scores.mean(axis=1, keepdims=True)) / np.maximum(spread, 1e-6))

    return weight * standard(first) + (1 - weight) * standard(second)


def measure(scores: Matrix, gold: npt.NDArray[np.int64]) -> dict[str, float]:
    """nDCG@10, hit@1 and recall@4, in percent (ties count against us)."""
    target = scores[np.arange(len(gold)), gold]
    rank = (scores >= target[:, None]).sum(axis=1) - 1
    gain = np.where(rank < 10, 1 / np.log2(rank + 2), 0.0)
    values = {"ndcg@10": gain.mean(), "hit@1": (rank == 0).mean(), "recall@4": (rank < 4).mean()}
    return {name: round(100 * float(value), 1) for name, value in values.items()}


def evaluate(model: SentenceTransformer, data: Path) -> dict[str, dict[str, dict[str, float]]]:
    """Scores of the three systems on every benchmark."""
    results: dict[str, dict[str, dict[str, float]]] = {}
    for name in BENCHMARKS:
        bench = load_benchmark(data, name)
        dense, sparse = dense_scores(model, bench), bm25_scores(bench)
        systems = {"dense": dense, "bm25": sparse, "fusion": fuse(dense, sparse)}
        results[name] = {system: measure(scores, bench.gold) for system, scores in systems.items()}
    return results


def main() -> None:
    """Prints a table of the scores."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--model", type=Path, default=MODEL)
    options = parser.parse_args()
    model = SentenceTransformer(str(options.model), device="cpu")
    print(f"{'set':12} {'system':7} nDCG@10  hit@1  recall@4")
    for name, systems in evaluate(model, options.data).items():
        for system, row in systems.items():
            print(f"{name:12} {system:7} {row['ndcg@10']:7.1f} {row['hit@1']:6.1f} {row['recall@4']:9.1f}")


if __name__ == "__main__":
    main()
