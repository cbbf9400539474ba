"""Trains the encoder again with one thing changed at a time, and prints what each change costs.

python training/ablation.py --data ../shared/data [VARIANT …]

A run takes as long as ``train_encoder.py``.  Each row is printed as soon as it is measured: nDCG@10 of
the model alone on the two benchmarks, then on the same questions mistyped.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass, field
from pathlib import Path

import torch
from datasets import Dataset, DatasetDict
from sentence_transformers import SentenceTransformer
from transformers import set_seed

from hard import hard_triples
from measures import measured
from mixture import Rounds, build_mixture
from reseaux_qa.encoder import TransformerEncoder
from systems import dense
from testsets import BENCHMARKS, TestSet, benchmark, mistyped
from train_encoder import Settings, build_model, pull_to_start, table, train


@dataclass(frozen=True)
class Variant:
    """What one run does otherwise than the shipped model."""

    settings: Settings = field(default_factory=Settings)
    rounds: Rounds = field(default_factory=Rounds)
    without: tuple[str, ...] = ()
    random_start: bool = False
    hard_negatives: bool = False


VARIANTS = {
    "shipped": Variant(),
    "starting vectors alone, no training": Variant(Settings(epochs=0.0)),
    "more typing errors": Variant(rounds=Rounds(noise=0.7, words=120_000)),
    "no noise": Variant(rounds=Rounds(noise=0.0), without=("words",)),
    "random start": Variant(Settings(anchor=0.0), random_start=True),
    "hard negatives": Variant(hard_negatives=True),
    "no questions with passages": Variant(without=("public", "piaf")),
    "no hidden rare words": Variant(without=("bags",)),
    "no synonyms": Variant(without=("synonyms",)),
    "8,000 word pieces": Variant(Settings(vocabulary=8_000)),
    "256 dimensions": Variant(Settings(dimension=256)),
    "two epochs": Variant(Settings(epochs=2.0)),
}
ANCHORS = (0.0, 0.2, 0.6)
NESTED = (256, 128)


def mixture_of(data: Path, variant: Variant) -> DatasetDict:
    """The training pairs of a variant."""
    mixture = build_mixture(data, variant.rounds, variant.settings.seed, variant.without)
    if variant.hard_negatives:
        for name in ("public", "piaf"):
            mixture[name] = Dataset.from_dict(hard_triples(mixture[name]["anchor"], mixture[name]["positive"]))
    return mixture


def trained(data: Path, variant: Variant) -> tuple[SentenceTransformer, torch.Tensor]:
    """A trained model before it is averaged with its starting vectors, and those."""
    set_seed(variant.settings.seed)
    model = build_model(data, variant.settings)
    if variant.random_start:
        with torch.no_grad():
            table(model).normal_(std=variant.settings.dimension**-0.5)
    start = table(model).detach().clone()
    if variant.settings.epochs:
        train(model, mixture_of(data, variant), variant.settings)
    return model, start


def row(name: str, model: SentenceTransformer, testsets: list[TestSet], dimension: int | None = None) -> str:
    """One line of the table; only the first ``dimension`` numbers of each vector count."""
    model.truncate_dim = dimension
    scores = [dense(testset, TransformerEncoder(name, model)) for testset in testsets]
    cells = [measured(found, testset.relevant)["nDCG@10"].mean() for found, testset in zip(scores, testsets, strict=True)]
    model.truncate_dim = None
    return f"| {name} | " + " | ".join(f"{100 * cell:.1f}" for cell in cells) + " |"


def rows_of(name: str, data: Path, testsets: list[TestSet]) -> list[str]:
    """The line of a variant; the shipped one also shows what costs no training."""
    variant = VARIANTS[name]
    model, start = trained(data, variant)
    last = table(model).detach().clone()
    pull_to_start(model, start, variant.settings.anchor)
    rows = [row(name, model, testsets)]
    if name != "shipped":
        return rows
    rows += [row(f"first {size} dimensions", model, testsets, size) for size in NESTED]
    for share in ANCHORS:
        with torch.no_grad():
            table(model).copy_(last)
        pull_to_start(model, start, share)
        rows.append(row(f"{share:.0%} of the starting vectors", model, testsets))
    return rows


def main() -> None:
    """Train and measure the variants asked for, all by default."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("variants", nargs="*", metavar="VARIANT", help=", ".join(VARIANTS))
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    options = parser.parse_args()
    torch.set_num_threads(Settings.threads)
    clean = [benchmark(options.data, name) for name in BENCHMARKS]
    testsets = [*clean, *map(mistyped, clean)]
    print("| variant | " + " | ".join([*BENCHMARKS, *(f"{name}, mistyped" for name in BENCHMARKS)]) + " |")
    print("| --- |" + " --- |" * len(testsets))
    for name in options.variants or VARIANTS:
        print("\n".join(rows_of(name, options.data, testsets)), flush=True)


if __name__ == "__main__":
    main()
