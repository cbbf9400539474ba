"""Learn which candidate answers: ``python training/train_choice.py``.

Every question of ``eval/dev*.jsonl`` and of the made-up cities of ``tests/data``
is answered in every way that the product can make; the rules of the evaluation
judge each of them; a conditional logit learns the weights of the traits, silence
being a candidate like any other, and then what way of answering the words of a
question call for beside them (``called_for``).  Follow-ups need the answers before them, so
the whole is done in a few rounds, each with the weights of the last.  Prints
cross-validated accuracy, calibrates the confidence on the same questions, and
writes ``choice.json`` and ``ways.safetensors`` in ``src/reseaux_qa/data``.
"""

from __future__ import annotations

import argparse
import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from tqdm import tqdm

from basics import basics
from called_for import learned, scored, shares
from cities import CITIES, ROOT
from reseaux_qa.answering.candidate import NEARBY, Candidate, Telling, Way
from reseaux_qa.answering.choice import best_of, softmax
from reseaux_qa.answering.traits import traits
from reseaux_qa.answering.ways import Ways, key_of
from reseaux_qa.assistant import Assistant
from reseaux_qa.encoder import Aiming, StaticEncoder, bundled_encoder, bundled_path
from reseaux_qa.evaluation.cases import Case, read_cases
from reseaux_qa.evaluation.judge import judge
from reseaux_qa.settings import Settings
from reseaux_qa.understanding.dialogue import readings
from train_query import examples, fold_of, unseen

TARGET, WAYS = ROOT / "src/reseaux_qa/data/choice.json", ROOT / "src/reseaux_qa/data/ways.safetensors"
ROUNDS, FOLDS, STRENGTH = 2, 5, 0.15
BREVITY = 200.0  # characters: of two right answers, the shorter by this much counts e times more
FIRST = {"calibration": [0.0, 1.0], "weights": {"ask": 1.0, "sentence share": 1.0, "record share": 1.0}}
BARE = 0.5  # worth of saying that the page does not say, beside a correction that says what of the question it does not
PARTLY = 0.15  # worth of an answer that is right but does not cite what it should


@dataclass(frozen=True)
class Group:
    """One question's candidates: their traits, the masked text that each answers, the key of its way, and how good it is, 0 to 1."""

    case: Case
    rows: tuple[dict[str, float], ...]
    masked: tuple[str, ...]
    keys: tuple[str, ...]
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
        masked, keys = tuple(c.question.masked for c in found), tuple(map(key_of, found))
        yield Group(case, rows, masked, keys, tuple(candidate.telling for candidate in found), worths(case, found, assistant))


def worths(case: Case, found: Sequence[Candidate], assistant: Assistant) -> np.ndarray:
    """How good each candidate is: right and cited, and as short as the shortest right one."""
    answers = [assistant._composer.said(candidate) for candidate in found]
    verdicts = [judge(case, answer, 0.0, assistant.corpus) for answer in answers]
    worth = [float(v.right) * (1.0 if v.cited or not case.networks else PARTLY) for v in verdicts]
    shortest = min((len(a.text) for a, w in zip(answers, worth, strict=True) if w), default=0)
    corrects = any(w and c.kind == "corrected" and c.way not in NEARBY for c, w in zip(found, worth, strict=True))
    bare = BARE if corrects else 1.0
    return np.array(
        [w * (bare if c.way is Way.SILENCE else _brief(a.text, shortest)) for c, a, w in zip(found, answers, worth, strict=True)]
    )


def _brief(text: str, shortest: int) -> float:
    return math.exp(-(len(text) - shortest) / BREVITY)


PLAIN = 0.3  # weight of a plain question made from the records beside one that a person wrote


def fit(groups: Sequence[Group], names: Sequence[str]) -> np.ndarray:
    """Maximise the log probability of the worthy candidates, with an L2 penalty."""
    possible = [group for group in groups if group.worth.max() > 0]
    stacked = _stacked(possible, {name: n for n, name in enumerate(names)})
    sizes = [len(group.rows) for group in possible]
    starts, owner = np.cumsum([0, *sizes[:-1]]), np.repeat(np.arange(len(possible)), sizes)
    worth = np.concatenate([np.log(np.maximum(group.worth, 1e-12)) for group in possible])
    share = shares_of(possible)

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        scores = stacked @ weights
        (every, of_every), (good, of_good) = shares(scores, starts, owner), shares(scores + worth, starts, owner)
        slope = stacked.T @ (share[owner] * (of_every - of_good))
        return float(share @ (every - good)) + STRENGTH * float(weights @ weights), slope + 2 * STRENGTH * weights

    return np.asarray(minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": 400}).x)


def shares_of(groups: Sequence[Group]) -> np.ndarray:
    """The weight of each group."""
    return np.array([PLAIN if group.case.category == "basic" else 1.0 for group in groups])


def _stacked(groups: Sequence[Group], index: dict[str, int]) -> csr_matrix:
    """The traits of all candidates, shape ``(candidates, traits)``."""
    rows = [row for group in groups for row in group.rows]
    columns = [index[name] for row in rows for name in row]
    ends = np.cumsum([0, *map(len, rows)])
    return csr_matrix(([value for row in rows for value in row.values()], columns, ends), shape=(len(rows), len(index)))


def chosen(groups: Sequence[Group], weights: dict[str, float], ways: Ways) -> list[tuple[bool, float]]:
    """Whether the chosen candidate of each group is right, what may be told beside it left out, and its backed share."""
    found = [best_of(softmax([*scores]), group.tellings) for scores, group in zip(scored(groups, weights, ways), groups, strict=True)]
    return [(bool(group.worth[n] > 0), share) for group, (n, share) in zip(groups, found, strict=True)]


def learn(groups: Sequence[Group]) -> tuple[dict[str, float], Ways]:
    """The weights of the traits of some groups, then what the questions' words call for beside them."""
    names = sorted({name for group in groups for row in group.rows for name in row})
    weights = dict(zip(names, map(float, fit(groups, names)), strict=True))
    possible = [group for group in groups if group.worth.max() > 0]
    return weights, learned(possible, scored(possible, weights), shares_of(possible))


def cross_validated(groups: Sequence[Group]) -> list[tuple[bool, float]]:
    """Whether the chosen candidate was right and its backed share, for a person's questions that were not learned from."""
    found: list[tuple[bool, float]] = []
    for fold in range(FOLDS):
        held = [group for n, group in enumerate(groups) if n % FOLDS == fold and group.case.category != "basic"]
        found += chosen(held, *learn([group for n, group in enumerate(groups) if n % FOLDS != fold]))
    return found


def calibrate(found: Sequence[tuple[bool, float]]) -> tuple[float, float]:
    """Offset and slope between the log odds of a share and of being right (Platt, 1999), by maximum likelihood."""
    share, good = np.clip([s for _, s in found], 1e-6, 1 - 1e-6), np.array([g for g, _ in found], dtype=float)
    odds = np.log(share / (1 - share))

    def loss(line: np.ndarray) -> float:
        logits = line[0] + line[1] * odds
        return float(np.sum(np.logaddexp(0, logits) - good * logits))

    offset, slope = minimize(loss, np.array([0.0, 1.0])).x
    return round(float(offset), 4), round(float(slope), 4)


def begin() -> None:
    """Write weights to begin with, where there are none."""
    if not TARGET.exists():
        TARGET.write_text(json.dumps(FIRST), encoding="utf-8")
    if not WAYS.exists():
        encoder = bundled_encoder()
        Ways((), np.zeros(1, dtype=np.int64), np.zeros((encoder.vectors.shape[1] + 2, 0)), encoder).save(WAYS)


def collected(aims: Mapping[str, Sequence[Aiming]]) -> list[Group]:
    """The questions of all cities, answered by the weights as they are."""
    groups: list[Group] = []
    for corpus, pattern in CITIES.items():
        cases = read_cases(sorted(ROOT.glob(pattern)))
        with TemporaryDirectory() as index:
            assistant = Assistant.from_settings(Settings(corpus=ROOT / corpus, index=Path(index)))
            groups += groups_of(assistant, [*cases, *basics(assistant.corpus)], aims[corpus])
    return groups


def main() -> None:
    """Collect, learn, and write, some rounds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    arguments = parser.parse_args()
    begin()
    aims = unseen(StaticEncoder.from_folder(bundled_path()), examples())
    for number in range(arguments.rounds):
        groups = collected(aims)
        possible = np.mean([group.worth.max() > 0 for group in groups])
        (weights, ways), held = learn(groups), cross_validated(groups)
        written = {"calibration": calibrate(held), "weights": {k: round(v, 4) for k, v in weights.items()}}
        TARGET.write_text(json.dumps(written, indent=0), encoding="utf-8")
        ways.save(WAYS)
        plain = [group for group in groups if group.case.category == "basic"]
        missed = [group.case.id for group, (good, _) in zip(plain, chosen(plain, weights, ways), strict=True) if not good]
        print(f"plain questions missed, {len(missed)} of {len(plain)}: " + " ; ".join(missed[:40]))
        fitted, new = (np.mean([good for good, _ in some]) for some in (chosen(groups, weights, ways), held))
        size = np.mean([len(group.rows) for group in groups])
        print(f"round {number + 1}: {len(groups)} questions, {size:.0f} candidates each, a right one for {possible:.3f}")
        print(f"chosen {fitted:.3f}, cross-validated on people's questions {new:.3f}")


if __name__ == "__main__":
    main()
