"""Learn which candidate answers: ``python training/train_choice.py``.

Every question of ``eval/dev*.jsonl`` and of the made-up cities of ``tests/data``
is answered in every way that the product can make; the rules of the evaluation
judge each of them; a conditional logit learns the weights of the traits, silence
being a candidate like any other.  Follow-ups need the answers before them, so
the whole is done in a few rounds, each with the weights of the last.  Prints
cross-validated accuracy, calibrates the confidence on the same questions, and writes ``src/reseaux_qa/data/choice.json``.
"""

from __future__ import annotations

import argparse
import json
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from tqdm import tqdm

from basics import basics
from cities import CITIES, ROOT
from reseaux_qa.answering.candidate import Candidate, Telling, Way
from reseaux_qa.answering.choice import best_of, softmax
from reseaux_qa.answering.traits import traits
from reseaux_qa.assistant import Assistant
from reseaux_qa.encoder import Aiming, StaticEncoder, bundled_encoder, bundled_path
from reseaux_qa.evaluation.cases import Case, read_cases
from reseaux_qa.evaluation.judge import judge
from reseaux_qa.settings import Settings
from reseaux_qa.understanding.dialogue import readings
from train_query import examples, fold_of, unseen

TARGET = ROOT / "src/reseaux_qa/data/choice.json"
ROUNDS, FOLDS, STRENGTH = 2, 5, 0.15
BREVITY = 200.0  # characters: of two right answers, the shorter by this much counts e times more
FIRST = {"calibration": [0.0, 1.0], "weights": {"ask": 1.0, "sentence share": 1.0, "record share": 1.0}}
PARTLY = 0.15  # worth of an answer that is right but does not cite what it should


@dataclass(frozen=True)
class Group:
    """One question's candidates: their traits, and how good each is, 0 to 1."""

    case: Case
    rows: tuple[dict[str, float], ...]
    tellings: tuple[Telling, ...]
    worth: np.ndarray


def groups_of(assistant: Assistant, cases: Sequence[Case], aims: Sequence[Aiming]) -> Iterator[Group]:
    """Judge every candidate of every question, each aimed by what was learned without it."""
    composer, records = assistant._composer, assistant.records
    encoders: dict[int, StaticEncoder] = {}
    for case in tqdm(sorted(cases, key=lambda case: fold_of(case.id)), leave=False):
        fold = fold_of(case.id)
        if fold not in encoders:
            encoders = {fold: bundled_encoder().aiming(aims[fold])}
            composer._retriever.aim_by(encoders[fold])
        context = assistant._context(list(case.turns[:-1]))
        questions = assistant._reader.read_all(case.turns[-1])
        if len(questions) > 1:
            continue  # the parts are judged together, so that no part can be judged alone
        found = composer.candidates(readings(questions[0], context))
        rows = tuple(traits(candidate, records) for candidate in found)
        yield Group(case, rows, tuple(candidate.telling for candidate in found), worths(case, found, assistant))


def worths(case: Case, found: Sequence[Candidate], assistant: Assistant) -> np.ndarray:
    """How good each candidate is: right and cited, and as short as the shortest right one."""
    answers = [assistant._composer.said(candidate) for candidate in found]
    verdicts = [judge(case, answer, 0.0, assistant.corpus) for answer in answers]
    worth = [float(v.right) * (1.0 if v.cited or not case.networks else PARTLY) for v in verdicts]
    shortest = min((len(a.text) for a, w in zip(answers, worth, strict=True) if w), default=0)
    return np.array([w * _brief(c, a.text, shortest) for c, a, w in zip(found, answers, worth, strict=True)])


def _brief(candidate: Candidate, text: str, shortest: int) -> float:
    return 1.0 if candidate.way is Way.SILENCE else math.exp(-(len(text) - shortest) / BREVITY)


PLAIN = 0.3  # weight of a plain question made from the records beside one that a person wrote


def fit(groups: Sequence[Group], names: Sequence[str]) -> np.ndarray:
    """Maximise the log probability of the worthy candidates, with an L2 penalty."""
    possible = [group for group in groups if group.worth.max() > 0]
    stacked = _stacked(possible, {name: n for n, name in enumerate(names)})
    sizes = [len(group.rows) for group in possible]
    starts, owner = np.cumsum([0, *sizes[:-1]]), np.repeat(np.arange(len(possible)), sizes)
    worth = np.concatenate([np.log(np.maximum(group.worth, 1e-12)) for group in possible])
    share = np.array([PLAIN if group.case.category == "basic" else 1.0 for group in possible])

    def shares(scores: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Log of the sum of each group's exponentials, and each score's share of it."""
        top = np.maximum.reduceat(scores, starts)
        total = top + np.log(np.add.reduceat(np.exp(scores - top[owner]), starts))
        return total, np.exp(scores - total[owner])

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        scores = stacked @ weights
        (every, of_every), (good, of_good) = shares(scores), shares(scores + worth)
        slope = stacked.T @ (share[owner] * (of_every - of_good))
        return float(share @ (every - good)) + STRENGTH * float(weights @ weights), slope + 2 * STRENGTH * weights

    return np.asarray(minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": 400}).x)


def _stacked(groups: Sequence[Group], index: dict[str, int]) -> csr_matrix:
    """The traits of all candidates, shape ``(candidates, traits)``."""
    rows = [row for group in groups for row in group.rows]
    columns = [index[name] for row in rows for name in row]
    ends = np.cumsum([0, *map(len, rows)])
    return csr_matrix(([value for row in rows for value in row.values()], columns, ends), shape=(len(rows), len(index)))


def right(groups: Sequence[Group], weights: dict[str, float]) -> list[bool]:
    """Whether the chosen candidate is right, for each group; what may be told beside it does not count."""
    return [bool(group.worth[n] > 0) for group, (n, _) in zip(groups, chosen(groups, weights), strict=True)]


def chosen(groups: Sequence[Group], weights: dict[str, float]) -> list[tuple[int, float]]:
    """The chosen candidate of each group and its backed share."""
    scores = [[sum(weights.get(k, 0.0) * v for k, v in row.items()) for row in group.rows] for group in groups]
    return [best_of(softmax(found), group.tellings) for found, group in zip(scores, groups, strict=True)]


def learn(groups: Sequence[Group]) -> dict[str, float]:
    """The weights of some groups."""
    names = sorted({name for group in groups for row in group.rows for name in row})
    return dict(zip(names, map(float, fit(groups, names)), strict=True))


def cross_validated(groups: Sequence[Group]) -> list[tuple[float, bool]]:
    """The backed share and whether it was right, for a person's questions that were not learned from."""
    found: list[tuple[float, bool]] = []
    for fold in range(FOLDS):
        held = [group for n, group in enumerate(groups) if n % FOLDS == fold and group.case.category != "basic"]
        weights = learn([group for n, group in enumerate(groups) if n % FOLDS != fold])
        found += zip((share for _, share in chosen(held, weights)), right(held, weights), strict=True)
    return found


def calibrate(found: Sequence[tuple[float, bool]]) -> tuple[float, float]:
    """Offset and slope between the log odds of a share and of being right (Platt, 1999), by maximum likelihood."""
    share, good = np.clip([s for s, _ in found], 1e-6, 1 - 1e-6), np.array([g for _, g in found], dtype=float)
    odds = np.log(share / (1 - share))

    def loss(line: np.ndarray) -> float:
        logits = line[0] + line[1] * odds
        return float(np.sum(np.logaddexp(0, logits) - good * logits))

    offset, slope = minimize(loss, np.array([0.0, 1.0])).x
    return round(float(offset), 4), round(float(slope), 4)


def main() -> None:
    """Collect, learn, and write, some rounds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    arguments = parser.parse_args()
    if not TARGET.exists():
        TARGET.write_text(json.dumps(FIRST), encoding="utf-8")
    aims = unseen(StaticEncoder.from_folder(bundled_path()), examples())
    for number in range(arguments.rounds):
        groups: list[Group] = []
        for corpus, pattern in CITIES.items():
            cases = read_cases(sorted(ROOT.glob(pattern)))
            with TemporaryDirectory() as index:
                assistant = Assistant.from_settings(Settings(corpus=ROOT / corpus, index=Path(index)))
                groups += groups_of(assistant, [*cases, *basics(assistant.corpus)], aims[corpus])
        possible = np.mean([group.worth.max() > 0 for group in groups])
        weights, held = learn(groups), cross_validated(groups)
        learned = {"calibration": calibrate(held), "weights": {k: round(v, 4) for k, v in weights.items()}}
        TARGET.write_text(json.dumps(learned, indent=0), encoding="utf-8")
        plain = [group for group in groups if group.case.category == "basic"]
        missed = [group.case.id for group, good in zip(plain, right(plain, weights), strict=True) if not good]
        print(f"plain questions missed, {len(missed)} of {len(plain)}: " + " ; ".join(missed[:40]))
        size, fitted, new = np.mean([len(g.rows) for g in groups]), np.mean(right(groups, weights)), np.mean([good for _, good in held])
        print(f"round {number + 1}: {len(groups)} questions, {size:.0f} candidates each, a right one for {possible:.3f}")
        print(f"chosen {fitted:.3f}, cross-validated on people's questions {new:.3f}")


if __name__ == "__main__":
    main()
