"""Learn how to aim a question at its answer: ``python training/train_query.py``.

A question and the sentence that answers it have few words in common.  A linear
map of the bundled encoder's space is learned on the questions of ``eval/dev*.jsonl``
and of the made-up cities of ``tests/data``: of all the sentences of its page, each
after its titles, those that its ``evidence`` quotes are to be the nearest.  It is
the softmax over in-page negatives of DPR (Karpukhin et al., 2020) with a query
encoder of one matrix.  Prints how well questions of cities that were not learned
from find their sentences, and writes ``src/reseaux_qa/data/query.safetensors``.
"""

from __future__ import annotations

import zlib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from safetensors.numpy import save_file
from torch.nn.functional import normalize

from cities import CITIES, ROOT
from reseaux_qa.corpus import Corpus
from reseaux_qa.encoder import StaticEncoder, bundled_path
from reseaux_qa.evaluation.cases import Case, read_cases
from reseaux_qa.retrieval import told_of_networks, told_outside
from reseaux_qa.types import Quote

TARGET = ROOT / "src/reseaux_qa/data/query.safetensors"
EPOCHS, BATCH, RATE, TEMPERATURE, DECAY = 8, 64, 2e-3, 0.05, 3e-3
FOLDS = 5
_MOST = 6  # sentences that may prove one answer; more is a list, which is no sentence's business


@dataclass(frozen=True)
class Example:
    """A question's vector, its page's sentences, shape ``(sentences, dimensions)``, and which of them answer."""

    case: Case
    city: str
    question: torch.Tensor
    sentences: torch.Tensor
    gold: tuple[int, ...]


def examples(encoder: StaticEncoder) -> list[Example]:
    """Those of all cities."""
    return [example for city in CITIES for example in _of_city(city, encoder)]


def _of_city(city: str, encoder: StaticEncoder) -> Iterator[Example]:
    corpus = Corpus.from_folder(ROOT / city)
    every = told_of_networks(corpus) + told_outside(corpus)
    sentences = torch.tensor(encoder.encode([text for _, text in every]))
    cases = [case for case in read_cases(sorted(ROOT.glob(CITIES[city]))) if len(case.turns) == 1]
    for case, vector in zip(cases, encoder.encode([case.turns[0] for case in cases]), strict=True):
        spans = [span for text in case.evidence for span in _spans(corpus, text)]
        gold = tuple(n for n, (quote, _) in enumerate(every) if any(map(quote.overlaps, spans)))
        if 0 < len(gold) <= _MOST:
            yield Example(case, city, torch.tensor(vector), sentences, gold)


def _spans(corpus: Corpus, text: str) -> Iterator[Quote]:
    for source in corpus.sources:
        start = source.text.find(text)
        while start >= 0:
            yield Quote(source.name, start, start + len(text), text)
            start = source.text.find(text, start + 1)


def learn(known: Sequence[Example]) -> np.ndarray:
    """The map, float32, shape ``(dimensions, dimensions)``: how far a question's vector is moved, by the vector."""
    shuffle = np.random.default_rng(0)
    size = known[0].question.shape[0]
    query = torch.zeros(size, size, requires_grad=True)
    optimizer = torch.optim.Adam([query], lr=RATE)
    for _ in range(EPOCHS):
        order = shuffle.permutation(len(known))
        for first in range(0, len(known), BATCH):
            loss = _loss([known[n] for n in order[first : first + BATCH]], query) + DECAY * (query**2).sum()
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
    return np.asarray(query.detach().numpy(), dtype=np.float32)


def _loss(batch: Sequence[Example], query: torch.Tensor) -> torch.Tensor:
    moved = torch.stack([example.question for example in batch])
    moved = normalize(moved + moved @ query, dim=1)
    return torch.stack([_surprise(example, vector) for example, vector in zip(batch, moved, strict=True)]).mean()


def _surprise(example: Example, vector: torch.Tensor) -> torch.Tensor:
    shares = torch.log_softmax(example.sentences @ vector / TEMPERATURE, dim=0)
    return -torch.logsumexp(shares[list(example.gold)], dim=0)


def fold_of(text: str) -> int:
    """In which part of the learned-from questions one is: 0 to ``FOLDS`` - 1."""
    return zlib.crc32(text.encode()) % FOLDS


def unseen(every: Sequence[Example]) -> dict[str, list[np.ndarray]]:
    """For each city a map for each part of its questions, learned without them: what a new question meets, on a known or new page.

    The city's own page is known from its other questions; a made-up city's stays unknown altogether.
    """
    own = next(iter(CITIES))
    maps = {own: [learn([e for e in every if e.city != own or fold_of(e.case.id) != fold]) for fold in range(FOLDS)]}
    for part in range(FOLDS):
        cities = [city for n, city in enumerate(CITIES) if city != own and n % FOLDS == part]
        maps |= dict.fromkeys(cities, [learn([example for example in every if example.city not in cities])] * FOLDS)
    return maps


def found(every: Collection[Example], maps: dict[str, list[np.ndarray]]) -> np.ndarray:
    """Mean reciprocal rank, and shares of the questions with a right sentence first and among four, shape ``(3,)``."""
    ranks = []
    for example in every:
        query = torch.tensor(maps[example.city][fold_of(example.case.id)])
        near = example.sentences @ normalize(example.question + example.question @ query, dim=0)
        ranks.append(int((near > near[list(example.gold)].max()).sum()) + 1)
    return np.array([[1 / rank, rank == 1, rank <= 4] for rank in ranks]).mean(axis=0)


def main() -> None:
    """Measure, learn, write."""
    every = examples(StaticEncoder.from_folder(bundled_path()))
    maps = unseen(every)
    still = {city: [np.zeros_like(each) for each in learned] for city, learned in maps.items()}
    own = next(iter(CITIES))
    for name, some in (("the city's page", [e for e in every if e.city == own]), ("unseen pages", [e for e in every if e.city != own])):
        for how, used in (("as they are", still), ("aimed", maps)):
            rank, first, four = found(some, used)
            print(f"{name}, {len(some)} questions {how}: reciprocal rank {rank:.3f}, first {first:.1%}, in the first four {four:.1%}")
    save_file({"query": learn(every).astype(np.float16)}, TARGET)


if __name__ == "__main__":
    main()
