"""Measures retrieval: the encoder alone, BM25, and the product's ranking, which has both.

python training/benchmark.py --data ../shared/data [MODEL …]

Each MODEL is a sentence-transformers model, by path or hub name, measured beside the bundled one.
Without ``--data`` only the page's own questions are asked, and those of any ``--beir FOLDER``.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from tqdm import tqdm

from assistant_view import share_found
from measures import MEASURES, Estimate, Values, estimate, measured
from reseaux_qa.corpus import Corpus
from reseaux_qa.encoder import Encoder, WordEncoder, bundled_encoder, load_encoder
from reseaux_qa.settings import BUNDLED_MODEL
from systems import bm25, dense, fused, respelled
from testsets import BENCHMARKS, ROOT, TestSet, beir, benchmark, mistyped, page

Measured = dict[str, dict[str, Values]]  # system → measure → one value a question

PAGE_SETS = (("dev",), ("test",), ("dev", "test"))
_COLD_RUNS = 5
_LOAD = (
    "import time; start, spent = time.perf_counter(), time.process_time();"
    "from reseaux_qa.encoder import bundled_encoder; bundled_encoder().encode(['ville']);"
    "print(time.perf_counter() - start, time.process_time() - spent)"
)


def answers(testset: TestSet, encoders: Mapping[str, Encoder], words: WordEncoder) -> Measured:
    """Each system's measures of each question: BM25, then each encoder alone and within the product's ranking."""
    found = {"BM25": measured(bm25(testset), testset.relevant)}
    for name, encoder in tqdm(encoders.items(), desc=testset.name, leave=False):
        found[name] = measured(dense(testset, encoder), testset.relevant)
        found[f"fused, {name}"] = measured(fused(testset, encoder, words), testset.relevant)
    return found


def rows(testset: TestSet, found: Measured) -> Iterator[str]:
    """The lines of one test set: a system each."""
    for name, values in found.items():
        yield _row(testset.name, len(testset.questions), name, *(estimate(values[measure]) for measure in MEASURES))


def gains(testset: TestSet, found: Measured) -> str:
    """What fusion adds, question by question: to BM25, to the encoder; then on the half not used to choose it."""
    lexical, alone, mixed = (found[name]["nDCG@10"] for name in ("BM25", BUNDLED_MODEL, f"fused, {BUNDLED_MODEL}"))
    return _row(testset.name, estimate(mixed - lexical), estimate(mixed - alone), estimate((mixed - lexical)[1::2]))


def losses(testset: TestSet, clean: Measured, encoder: WordEncoder) -> str:
    """What typing errors cost, question by question: to each system, and to the encoder when the product respells."""
    noisy = mistyped(testset)
    helped = replace(noisy, questions=tuple(respelled(noisy, encoder)))
    found = answers(noisy, {BUNDLED_MODEL: encoder}, encoder)
    pairs = [(clean[name], found[name]) for name in ("BM25", BUNDLED_MODEL)]
    pairs += [(clean[BUNDLED_MODEL], measured(dense(helped, encoder), testset.relevant))]
    pairs += [(clean[name], found[name]) for name in (f"fused, {BUNDLED_MODEL}",)]
    return _row(testset.name, *(estimate(before["nDCG@10"] - after["nDCG@10"]) for before, after in pairs))


def _row(*cells: str | int | Estimate) -> str:
    return "| " + " | ".join(map(str, cells)) + " |"


def _head(*cells: str) -> str:
    return f"\n{_row(*cells)}\n|{' --- |' * len(cells)}"


def milliseconds_a_question(encoder: Encoder, questions: tuple[str, ...]) -> float:
    """The median time to encode one question on one core."""
    cores = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(cores)})
    times = []
    for question in questions:
        start = time.perf_counter()
        encoder.encode([question])
        times.append(time.perf_counter() - start)
    os.sched_setaffinity(0, cores)
    return 1000 * statistics.median(times)


def seconds_to_load() -> tuple[float, float]:
    """From the first import to the bundled model's first vector, in a new process, by the clock and of processor; medians."""
    runs = [subprocess.run([sys.executable, "-c", _LOAD], check=True, capture_output=True, text=True) for _ in range(_COLD_RUNS)]
    clock, processor = zip(*(map(float, run.stdout.split()) for run in runs), strict=True)
    return statistics.median(clock), statistics.median(processor)


def report(testsets: list[TestSet], corpus: Corpus, models: list[str]) -> Iterator[str]:
    """Everything that is printed, line by line as it is measured."""
    ours = bundled_encoder()
    encoders: dict[str, Encoder] = {BUNDLED_MODEL: ours, **{name: load_encoder(name) for name in models}}
    found = {}
    yield _head("set", "n", "system", *MEASURES)
    for testset in testsets:
        found[testset.name] = answers(testset, encoders, ours)
        yield from rows(testset, found[testset.name])
    yield _head("nDCG@10", "fused − BM25", "fused − bundled", "fused − BM25, odd questions")
    yield from (gains(testset, found[testset.name]) for testset in testsets)
    yield _head("nDCG@10 lost to typing errors", "BM25", "bundled", "bundled, respelled", "fused")
    yield from (losses(testset, found[testset.name], ours) for testset in testsets)
    yield _head("evidence in the first 4 passages, as the assistant asks", "of one network")
    yield from (_row(f"eval/{'.jsonl, eval/'.join(names)}.jsonl", share_found(names, corpus, ours)) for names in PAGE_SETS)
    yield f"\nOne question encoded: {milliseconds_a_question(ours, testsets[-1].questions):.2f} ms (p50, one core)"
    yield "Loaded from cold: {:.2f} s, {:.2f} s of processor (medians)".format(*seconds_to_load())


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("models", nargs="*", metavar="MODEL")
    parser.add_argument("--data", type=Path, help="folder of the public data")
    parser.add_argument("--beir", type=Path, action="append", default=[], metavar="FOLDER", help="another set, in the form of theirs")
    options = parser.parse_args()
    corpus = Corpus.from_folder(ROOT / "corpus")
    public = [benchmark(options.data, name) for name in BENCHMARKS] if options.data else []
    others = [beir(folder) for folder in options.beir]
    for line in report([*public, *others, page("dev", corpus), page("test", corpus)], corpus, options.models):
        print(line, flush=True)


if __name__ == "__main__":
    main()
