"""Learn which dates tell a creation and a joining: ``python training/train_guessing.py``.

From the tables of ``tests/data/*/facts.json``, written by hand: of all the dates of a
network's text, those of the table's year are right.  Prints, for pages that were
not learned from, how much is found with the wordings alone and with what is learned
for the networks where they find nothing, and writes ``src/reseaux_qa/data/guesses.safetensors``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from safetensors.numpy import save_file
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from cities import CITIES, ROOT
from reseaux_qa.corpus import Corpus
from reseaux_qa.facts import Records
from reseaux_qa.facts.guessing import DIMENSIONS, GUESSED, Guesser, Spot, features, names_within, spots_of
from reseaux_qa.types import Attribute, Fact
from tables import network_called

TARGET = ROOT / "src/reseaux_qa/data/guesses.safetensors"
FOLDS, STRENGTH = 8, 3.0  # parts of the pages; the inverse of the penalty


@dataclass(frozen=True)
class Row:
    """A network of a table: its dates, the years that the table has, and those that the wordings find."""

    page: str
    names: tuple[str, ...]
    host: str
    spots: list[Spot]
    due: Mapping[Attribute, int | None]
    told: Mapping[Attribute, int | None]


def rows() -> Iterator[Row]:
    """Those of all tables but of the pages whose questions are only measured."""
    for path in sorted((ROOT / "tests/data").glob("*/facts.json")):
        if (path.parent / "questions.jsonl").exists() and f"tests/data/{path.parent.name}/corpus" not in CITIES:
            continue
        corpus = Corpus.from_folder(path.parent / "corpus")
        records = Records.from_corpus(corpus, guessing=False)
        for row in json.loads(path.read_text(encoding="utf-8")):
            network = network_called(row["network"], corpus.networks)
            told = {attribute: _year(records.first(network, attribute)) for attribute in GUESSED}
            due = {attribute: row.get(attribute, [None])[0] for attribute in GUESSED}
            yield Row(path.parent.name, names_within(network), corpus.host, spots_of(network), due, told)


def _year(fact: Fact | None) -> int | None:
    return fact.date.year if fact and fact.date else None


def learn(known: Sequence[Row]) -> Guesser:
    """The weights of some tables."""
    weights = np.zeros((len(GUESSED), DIMENSIONS + 1), dtype=np.float32)
    for number, attribute in enumerate(GUESSED):
        spots = [(row, spot) for row in known for spot in row.spots]
        found = [features(spot, row.names, row.host) for row, spot in spots]
        ends = np.cumsum([0, *map(len, found)])
        values = [value for one in found for value in one.values()]
        matrix = csr_matrix((values, [key for one in found for key in one], ends), shape=(len(found), DIMENSIONS))
        right = [row.due[attribute] == spot.dated.date.year for row, spot in spots]
        model = LogisticRegression(C=STRENGTH, max_iter=400).fit(matrix, right)
        weights[number] = [*model.coef_[0], model.intercept_[0]]
    return Guesser(weights)


def found(every: Sequence[Row], guesser: Guesser | None, attribute: Attribute) -> tuple[int, int, int]:
    """How many years are right, of how many found, of how many due."""
    got = [(row.told[attribute] or _guessed(row, guesser, attribute), row.due[attribute]) for row in every]
    right = sum(one is not None and one == due for one, due in got)
    return right, sum(one is not None for one, _ in got), sum(due is not None for _, due in got)


def _guessed(row: Row, guesser: Guesser | None, attribute: Attribute) -> int | None:
    spot = guesser.likeliest(attribute, row.spots, row.names, row.host) if guesser else None
    return spot.dated.date.year if spot else None


def main() -> None:
    """Measure, learn, write."""
    every = list(rows())
    pages = sorted({row.page for row in every})
    parts = [[row for row in every if pages.index(row.page) % FOLDS == part] for part in range(FOLDS)]
    unseen = [learn([row for other in parts if other is not part for row in other]) for part in parts]
    for attribute in GUESSED:
        for how, guessers in (("wordings alone", [None] * FOLDS), ("and what is learned", unseen)):
            counts = [found(part, guesser, attribute) for part, guesser in zip(parts, guessers, strict=True)]
            right, told, due = (sum(column) for column in zip(*counts, strict=True))
            print(f"{attribute}, {how}: precision {right / told:.1%} of {told}, recall {right / due:.1%} of {due}")
    save_file({"weights": learn(every).weights.astype(np.float16)}, TARGET)


if __name__ == "__main__":
    main()
