"""Questions with the texts that answer them: two public benchmarks, and the questions of ``eval/`` on their page."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from string import ascii_lowercase

from corpus import read_json_lines
from reseaux_qa.corpus import Corpus
from reseaux_qa.evaluation.cases import Case, read_cases
from reseaux_qa.french import fold, sentences
from reseaux_qa.index import passage_sentences, passage_text, titled
from reseaux_qa.types import Passage

ROOT = Path(__file__).resolve().parent.parent
BENCHMARKS = ("piaf-dev", "covidfaq-fr")
_LONG_WORD = re.compile(r"[^\W\d_]{6,}")


@dataclass(frozen=True, slots=True)
class TestSet:
    """Questions, texts with their sentences, and the places of the texts that answer each question."""

    __test__ = False  # pytest takes a class of this name for a test

    name: str
    questions: tuple[str, ...]
    texts: tuple[str, ...]
    sentences: tuple[tuple[str, ...], ...]
    relevant: tuple[frozenset[int], ...]


def benchmark(data: Path, name: str) -> TestSet:
    """A BEIR folder of the public data."""
    return beir(data / "benchmarks" / name)


def beir(folder: Path) -> TestSet:
    """Any BEIR folder: ``corpus``, ``queries`` and ``qrels``, each ``.jsonl.gz``."""
    rows = list(read_json_lines(folder / "corpus.jsonl.gz"))
    place = {row["_id"]: n for n, row in enumerate(rows)}
    answers: dict[str, set[int]] = {}
    for row in read_json_lines(folder / "qrels.jsonl.gz"):
        answers.setdefault(row["query-id"], set()).add(place[row["corpus-id"]])
    queries = [row for row in read_json_lines(folder / "queries.jsonl.gz") if row["_id"] in answers]
    return TestSet(
        folder.name,
        tuple(row["text"] for row in queries),
        tuple(f"{row['title']} {row['text']}".strip() for row in rows),
        tuple(_sentences(row["title"], row["text"]) for row in rows),
        tuple(frozenset(answers[row["_id"]]) for row in queries),
    )


def _sentences(title: str, text: str) -> tuple[str, ...]:
    return tuple(f"{title} {text[start:end]}".strip() for start, end in sentences(text)) or (title,)


def page(name: str, corpus: Corpus) -> TestSet:
    """The questions of one file of ``eval/`` that the page answers at once, on the page's passages."""
    cases = [case for case in read_cases([ROOT / "eval" / f"{name}.jsonl"]) if case.answerable and len(case.turns) == 1]
    found = [(case, proofs(case, corpus)) for case in cases]
    kept = [(case, places) for case, places in found if places]
    return TestSet(
        f"page ({name})",
        tuple(case.turns[0] for case, _ in kept),
        tuple(passage_text(passage) for passage in corpus.passages),
        tuple(tuple(titled(passage, quote.text) for quote in passage_sentences(passage)) for passage in corpus.passages),
        tuple(frozenset().union(*places) for _, places in kept),
    )


def proofs(case: Case, corpus: Corpus) -> list[frozenset[int]]:
    """For each piece of evidence of a case, the places of the passages that hold some of it."""
    return [places for evidence in case.evidence if (places := frozenset(_holding(evidence, corpus)))]


def _holding(evidence: str, corpus: Corpus) -> Iterable[int]:
    for n, passage in enumerate(corpus.passages):
        text = corpus.text(passage.quote.source)
        if any(_overlap(match.start(), match.end(), passage) for match in re.finditer(re.escape(evidence), text)):
            yield n


def _overlap(start: int, end: int, passage: Passage) -> bool:
    return start < passage.quote.end and passage.quote.start < end


def mistyped(testset: TestSet, seed: int = 7) -> TestSet:
    """The same questions without accents, each word of six letters or more with one typing error."""
    return replace(testset, questions=tuple(mistype(testset.questions, seed)))


def mistype(texts: Sequence[str], seed: int) -> list[str]:
    """A letter swapped with the next, doubled, lost or changed, in each long word."""
    rng = random.Random(seed)
    return [_LONG_WORD.sub(lambda match: _mistyped(match[0], rng), fold(text)) for text in texts]


def _mistyped(word: str, rng: random.Random) -> str:
    at = rng.randrange(1, len(word) - 1)
    before, letter, after = word[:at], word[at], word[at + 1 :]
    changed = (after[0] + letter + after[1:], letter + letter + after, after, rng.choice(ascii_lowercase) + after)
    return before + rng.choice(changed)
