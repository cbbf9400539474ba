"""Does retrieval, asked as the assistant asks it, put the evidence among the first passages?"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from importlib import resources
from pathlib import Path

import numpy as np

from measures import Estimate, estimate
from reseaux_qa.corpus import Corpus
from reseaux_qa.encoder import WordEncoder
from reseaux_qa.evaluation.cases import Case, read_cases
from reseaux_qa.index import PassageIndex
from reseaux_qa.retrieval import Retriever
from reseaux_qa.types import Question
from reseaux_qa.understanding.intents import IntentModel
from reseaux_qa.understanding.linking import Linker
from reseaux_qa.understanding.reader import Reader
from testsets import ROOT, proofs

DEPTH = 4
CATEGORIES = {"single_fact", "definition", "role", "list", "count"}


def share_found(names: Sequence[str], corpus: Corpus, encoder: WordEncoder) -> Estimate:
    """The share of the pieces of evidence of some files of ``eval/`` found in the first passages, in percent."""
    intents = IntentModel.from_file(Path(str(resources.files("reseaux_qa") / "data" / "intents.safetensors")), encoder)
    reader = Reader(Linker(corpus, intents.is_ordinary), intents)
    cases = [case for case in read_cases(ROOT / "eval" / f"{name}.jsonl" for name in names) if _of_one_network(case)]
    with tempfile.TemporaryDirectory() as folder:
        retriever = Retriever(corpus, PassageIndex.build(Path(folder), corpus, encoder), encoder, encoder)
        found = [_found(reader.read_all(case.turns[0])[0], case, retriever, corpus) for case in cases]
    return estimate(np.concatenate(found))


def _of_one_network(case: Case) -> bool:
    return case.category in CATEGORIES and case.answerable and len(case.turns) == len(case.networks) == 1


def _found(question: Question, case: Case, retriever: Retriever, corpus: Corpus) -> list[float]:
    """1 or 0 for each piece of evidence."""
    ranked = retriever.passages(question.text, question.networks, question.attribute)
    first = {corpus.passages.index(passage) for passage, _ in ranked[:DEPTH]}
    return [float(bool(places & first)) for places in proofs(case, corpus)]
