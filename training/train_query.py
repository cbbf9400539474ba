"""Learn how to aim a question at its answer: ``python training/train_query.py``.

A question and the sentence that answers it have few words in common.  How far
the tokens of the bundled encoder move, and a linear map of its space, are learned
on the questions of ``eval/dev*.jsonl`` and of the made-up cities of ``tests/data``:
of all the sentences of its page, each after its titles, those that its ``evidence``
quotes are to be the nearest.  It is the softmax over in-page negatives of DPR
(Karpukhin et al., 2020), with one encoder for questions and sentences and one
matrix for questions; beside the sentences stands silence, which is to be nearer
to a question that its page does not answer.  Prints how well questions of cities that were not learned
from find their sentences, and writes ``src/reseaux_qa/data/query.safetensors``.
"""

from __future__ import annotations

import math
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
import torch
from torch.nn.functional import embedding_bag, normalize

from cities import CITIES, ROOT
from reseaux_qa.corpus import Corpus
from reseaux_qa.encoder import Aiming, StaticEncoder, bundled_path
from reseaux_qa.evaluation.cases import Case, read_cases
from reseaux_qa.retrieval import told_of_networks, told_outside
from reseaux_qa.types import Quote

TARGET = ROOT / "src/reseaux_qa/data/query.safetensors"
EPOCHS, BATCH, TEMPERATURE = 3, 64, 0.05
LEVEL = 0.45  # how near silence is at first: as a sentence that answers
TOKEN_RATE, MAP_RATE = 1e-3, 2e-3  # of Adam, falling to nothing
TOKEN_DECAY, MAP_DECAY = 2e-3, 3e-3  # penalty on the squares of the moves and of the map
FOLDS = 5
_MOST = 6  # sentences that may prove one answer; more is a list, of which it is only learned that the page answers
_NO_QUESTION = frozenset({"off_topic", "injection", "chat"})


@dataclass(frozen=True)
class Example:
    """A question, the sentences of its page, each after its titles, and which of them may answer: none where the page does not say."""

    case: Case
    city: str
    sentences: list[str]
    gold: tuple[int, ...]

    @property
    def is_found(self) -> bool:
        """Whether a sentence or a few answer it, so that they can be looked for."""
        return 0 < len(self.gold) <= _MOST

    @property
    def question(self) -> str:
        """Its only turn."""
        return self.case.turns[0]


def examples() -> list[Example]:
    """Those of all cities."""
    return [example for city in CITIES for example in _of_city(city)]


def _of_city(city: str) -> Iterator[Example]:
    corpus = Corpus.from_folder(ROOT / city)
    every = told_of_networks(corpus) + told_outside(corpus)
    sentences = [text for _, text in every]
    for case in read_cases(sorted(ROOT.glob(CITIES[city]))):
        spans = [span for text in case.evidence for span in _spans(corpus, text)]
        gold = tuple(n for n, (quote, _) in enumerate(every) if any(map(quote.overlaps, spans)))
        some = gold if len(gold) <= _MOST and (gold or not case.answerable) else tuple(range(len(every)))
        if len(case.turns) == 1 and case.category not in _NO_QUESTION:
            yield Example(case, city, sentences, some)


def _spans(corpus: Corpus, text: str) -> Iterator[Quote]:
    for source in corpus.sources:
        start = source.text.find(text)
        while start >= 0:
            yield Quote(source.name, start, start + len(text), text)
            start = source.text.find(text, start + 1)


class Learner:
    """What is learned: how far tokens move, shape ``(tokens, dimensions)``, the map, ``(dimensions, dimensions)``, and silence."""

    def __init__(self, encoder: StaticEncoder, known: Sequence[Example]) -> None:
        """Only the tokens of ``known`` move."""
        pages = {example.city: example.sentences for example in known}
        texts = dict.fromkeys(chain((example.question for example in known), *pages.values()))
        ids = [np.array(tokens, dtype=np.int64) for tokens in encoder.token_ids([*texts])]
        self._tokens = np.unique(np.concatenate(ids))
        self._rows = {text: torch.from_numpy(np.searchsorted(self._tokens, tokens)) for text, tokens in zip(texts, ids, strict=True)}
        self._still = torch.tensor(encoder.vectors[self._tokens], dtype=torch.float32)
        self.moves = torch.zeros_like(self._still, requires_grad=True)
        self.query = torch.zeros(self._still.shape[1], self._still.shape[1], requires_grad=True)
        self.silence = torch.zeros(self._still.shape[1], requires_grad=True)
        self.level = torch.tensor([LEVEL], requires_grad=True)

    def loss(self, batch: Sequence[Example]) -> torch.Tensor:
        """The mean surprise at the right sentences, and the penalty."""
        vectors = self._still + self.moves
        pages = {example.city: example.sentences for example in batch}
        told = {city: self._means(vectors, sentences) for city, sentences in pages.items()}
        asked = self._means(vectors, [example.question for example in batch])
        aims, silences = normalize(asked + asked @ self.query, dim=1), asked @ self.silence + self.level
        near = [torch.cat([told[example.city] @ aim, silence.view(1)]) for example, aim, silence in zip(batch, aims, silences, strict=True)]
        surprises = [_surprise(some, example.gold or (-1,)) for some, example in zip(near, batch, strict=True)]
        penalty = TOKEN_DECAY * (self.moves**2).sum() + MAP_DECAY * ((self.query**2).sum() + (self.silence**2).sum())
        return torch.stack(surprises).mean() + penalty

    def _means(self, vectors: torch.Tensor, texts: Sequence[str]) -> torch.Tensor:
        rows = [self._rows[text] for text in texts]
        starts = torch.tensor([0, *map(len, rows[:-1])]).cumsum(0)
        return normalize(embedding_bag(torch.cat(rows), vectors, starts, mode="sum"), dim=1)

    def learned(self) -> Aiming:
        """What has been learned so far."""
        silence = torch.cat([self.silence, self.level]).detach().numpy()
        return Aiming(self._tokens.astype(np.int32), self.moves.detach().numpy(), self.query.detach().numpy(), silence)


def _surprise(near: torch.Tensor, gold: Sequence[int]) -> torch.Tensor:
    return -torch.logsumexp(torch.log_softmax(near / TEMPERATURE, dim=0)[list(gold)], dim=0)


def learn(encoder: StaticEncoder, known: Sequence[Example]) -> Aiming:
    """What aims the questions of some examples best."""
    shuffle, learner, steps = np.random.default_rng(0), Learner(encoder, known), EPOCHS * math.ceil(len(known) / BATCH)
    maps = [learner.query, learner.silence, learner.level]
    optimizer = torch.optim.Adam([{"params": [learner.moves], "lr": TOKEN_RATE}, {"params": maps, "lr": MAP_RATE}])
    falling = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: 1 - step / steps)
    for _ in range(EPOCHS):
        order = shuffle.permutation(len(known))
        for first in range(0, len(known), BATCH):
            optimizer.zero_grad()
            learner.loss([known[n] for n in order[first : first + BATCH]]).backward()
            optimizer.step()
            falling.step()
    return learner.learned()


def fold_of(text: str) -> int:
    """In which part of the learned-from questions one is: 0 to ``FOLDS`` - 1."""
    return zlib.crc32(text.encode()) % FOLDS


def unseen(encoder: StaticEncoder, every: Sequence[Example]) -> dict[str, list[Aiming]]:
    """For each city what is learned without each part of its questions: what a new question meets, on a known or new page.

    The city's own page is known from its other questions; a made-up city's stays unknown altogether.
    """
    own = next(iter(CITIES))
    aims = {own: [learn(encoder, [e for e in every if e.city != own or fold_of(e.case.id) != fold]) for fold in range(FOLDS)]}
    for part in range(FOLDS):
        cities = [city for n, city in enumerate(CITIES) if city != own and n % FOLDS == part]
        aims |= dict.fromkeys(cities, [learn(encoder, [example for example in every if example.city not in cities])] * FOLDS)
    return aims


def found(encoder: StaticEncoder, every: Sequence[Example], aims: Mapping[str, Sequence[Aiming | None]]) -> np.ndarray:
    """Mean reciprocal rank, and shares of the questions with a right sentence first and among four, shape ``(3,)``."""
    parts: dict[tuple[str, int], list[Example]] = {}
    for example in every:
        parts.setdefault((example.city, fold_of(example.case.id)), []).append(example)
    ranks = np.array([rank for (city, fold), some in parts.items() for rank in _ranks(encoder.aiming(aims[city][fold]), some)])
    return np.array([(1 / ranks).mean(), (ranks == 1).mean(), (ranks <= 4).mean()])


def _ranks(encoder: StaticEncoder, some: Sequence[Example]) -> Iterator[int]:
    """Of the first right sentence, for the questions of one page."""
    sentences = encoder.encode_answers(some[0].sentences)
    for example in some:
        near = sentences @ encoder.encode_query(example.question)
        yield int((near > near[list(example.gold)].max()).sum()) + 1


def main() -> None:
    """Measure, learn, write."""
    every, encoder = examples(), StaticEncoder.from_folder(bundled_path())
    sought = [example for example in every if example.is_found]
    aims = unseen(encoder, every)
    still = {city: [None] * FOLDS for city in aims}
    own = next(iter(CITIES))
    for name, some in (("the city's page", [e for e in sought if e.city == own]), ("unseen pages", [e for e in sought if e.city != own])):
        for how, used in (("as they are", still), ("aimed", aims)):
            rank, first, four = found(encoder, some, used)
            print(f"{name}, {len(some)} questions {how}: reciprocal rank {rank:.3f}, first {first:.1%}, in the first four {four:.1%}")
    learn(encoder, every).save(TARGET)


if __name__ == "__main__":
    main()
