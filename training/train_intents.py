"""Learn the intent model from the exemplars: ``python training/train_intents.py``.

Three logistic regressions (what is asked, what to do, which language) over the
hashed features and the bundled encoder's vector of each exemplar and of noisy
copies of it.  Prints cross-validated accuracy, then writes
``src/reseaux_qa/data/intents.safetensors``.  Deterministic: the seed is fixed.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from safetensors.numpy import save_file
from scipy.sparse import csr_matrix, hstack
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold
from tqdm import tqdm

from reseaux_qa.encoder import Encoder, bundled_encoder
from reseaux_qa.french import content_words, stem, topics
from reseaux_qa.types import Attribute
from reseaux_qa.understanding.features import DIMENSIONS, NAME, PLACEHOLDERS, features, mask
from reseaux_qa.understanding.intents import WORDS

ROOT = Path(__file__).resolve().parents[1]
EXEMPLARS = ROOT / "src/reseaux_qa/data/exemplars"
TARGET = ROOT / "src/reseaux_qa/data/intents.safetensors"
SEED, COPIES, EXPANSIONS, STRENGTH = 20, 2, 12, 30.0
_CHOICE = re.compile(r"(\([^()\[\]]*\)|\[[^()\[\]]*\])")
LABELS = ("ask", "op", "lang")
# How people shorten the commonest words when they type on a phone.
SHORT = {
    "quand": "kan",
    "combien": "cb",
    "qui": "ki",
    "quel": "kel",
    "quelle": "kelle",
    "quels": "kels",
    "est": "é",
    "que": "ke",
    "c'est": "c",
    "pour": "pr",
    "dans": "ds",
    "avec": "avc",
    "pas": "pa",
    "tout": "tt",
    "vous": "vs",
    "depuis": "dps",
    "beaucoup": "bcp",
    "toujours": "tjr",
    "quoi": "koi",
    "pourquoi": "pk",
    "ville": "vil",
}


@dataclass(frozen=True)
class Exemplar:
    """One labelled question with its placeholders."""

    text: str
    ask: str
    op: str
    lang: str
    row: int


def read_exemplars(folder: Path) -> list[Exemplar]:
    """Every line of every ``*.jsonl`` file of a folder."""
    lines = [line for path in sorted(folder.glob("*.jsonl")) for line in path.read_text(encoding="utf-8").splitlines()]
    rows = [json.loads(line) for line in lines if line.strip()]
    rng = random.Random(SEED)
    return [Exemplar(text, row["ask"], row["op"], row.get("lang", "fr"), n) for n, row in enumerate(rows) for text in _texts(row, rng)]


def _texts(row: dict[str, str], rng: random.Random) -> list[str]:
    """A free exemplar is one text; a template gives some of its expansions."""
    if "text" in row:
        return [row["text"]]
    return sorted({expand(row["template"], rng) for _ in range(EXPANSIONS)})


def expand(template: str, rng: random.Random) -> str:
    """One text of a template: ``(a|b)`` is one of them, ``[a|b]`` one of them or nothing."""
    while match := _CHOICE.search(template):
        choices = match[1][1:-1].split("|") + ([""] if match[1][0] == "[" else [])
        template = template[: match.start()] + rng.choice(choices) + template[match.end() :]
    return " ".join(template.split())


def noisy(text: str, rng: random.Random) -> str:
    """A copy as a hurried hand would type it; placeholders are sometimes unknown names."""
    words = [_noisy_word(word, rng) for word in text.split()]
    if rng.random() < 0.15 and len(words) > 4:
        del words[rng.randrange(len(words))]
    return " ".join(words)


def _noisy_word(word: str, rng: random.Random) -> str:
    if any(placeholder in word for placeholder in PLACEHOLDERS):
        return word if rng.random() > 0.08 else _gibberish(rng)
    if word.lower() in SHORT and rng.random() < 0.25:
        return SHORT[word.lower()]
    if len(word) > 4 and rng.random() < 0.2:
        return _mistype(word, rng)
    return word


def _gibberish(rng: random.Random) -> str:
    return rng.choice([f" {NAME} ", "".join(rng.choice("abcdefilmnoprstu") for _ in range(rng.randint(4, 9)))])


def _mistype(word: str, rng: random.Random) -> str:
    at = rng.randrange(1, len(word) - 1)
    return rng.choice(
        [word[:at] + word[at + 1 :], word[:at] + word[at] + word[at:], word[: at - 1] + word[at] + word[at - 1] + word[at + 1 :]]
    )


def matrix(texts: list[str], encoder: Encoder, dense_scale: float) -> csr_matrix:
    """Features and embedding of each text, shape ``(texts, DIMENSIONS + dimensions)``."""
    rows, columns, values = [], [], []
    for row, text in enumerate(texts):
        ids, weights = features(text)
        rows.extend([row] * len(ids))
        columns.extend(ids)
        values.extend(weights)
    sparse = csr_matrix((values, (rows, columns)), shape=(len(texts), DIMENSIONS), dtype=np.float32)
    return csr_matrix(hstack([sparse, csr_matrix(encoder.encode(texts) * dense_scale)]))


def fit(inputs: csr_matrix, labels: list[str]) -> LogisticRegression:
    """One multinomial regression, classes balanced so that rare ones count."""
    return LogisticRegression(C=STRENGTH, max_iter=300, class_weight="balanced").fit(inputs, labels)


def cross_validate(exemplars: list[Exemplar], texts: list[str], groups: list[int], encoder: Encoder) -> None:
    """Print accuracy on exemplars that were not trained on, five folds, clean texts only."""
    inputs = matrix(texts, encoder, 1.0)
    clean = np.array([n % (COPIES + 1) == 0 for n in range(len(texts))])
    for head in LABELS:
        labels = np.array([getattr(exemplars[g], head) for g in groups])
        right = []
        for train, held in tqdm(list(GroupKFold(5).split(inputs, labels, groups)), desc=head, leave=False):
            held = held[clean[held]]
            right.extend(fit(inputs[train], list(labels[train])).predict(inputs[held]) == labels[held])
        print(f"{head}: {np.mean(right):.3f} on {len(right)} held-out exemplars")


EXPLAINED = 0.008  # share of an attribute's exemplars, templates counted once, from which it explains a word
SEEN = 2  # exemplars at least


def vocabulary(exemplars: list[Exemplar]) -> dict[str, list[str]]:
    """The stems that people often use to ask for each attribute, which it explains; and all whole words of two exemplars."""
    rows: dict[str, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    asked: dict[str, set[int]] = defaultdict(set)
    for exemplar in exemplars:
        text = exemplar.text
        for placeholder in PLACEHOLDERS:
            text = text.replace(placeholder, " ")
        asked[exemplar.ask].add(exemplar.row)
        for word in {word.text for word in content_words(text) if text[word.start].islower()}:  # a capital tells a name
            rows[exemplar.ask][stem(word)].add(exemplar.row)
            rows[WORDS][word].add(exemplar.row)
    least = {ask: max(SEEN, EXPLAINED * len(found)) for ask, found in asked.items()} | {WORDS: SEEN}
    return {
        ask: sorted(key for key, found in words.items() if len(found) >= least[ask] and key not in _themes(ask))
        for ask, words in rows.items()
    }


def _themes(ask: str) -> frozenset[str]:
    """What « quels réseaux s'occupent d'eau ? » is about: words of a topic, which many ask for and which explain nothing."""
    return topics() if ask in (Attribute.NETWORK, Attribute.OTHER) else frozenset()


def save(exemplars: list[Exemplar], texts: list[str], groups: list[int], encoder: Encoder) -> None:
    """Train on everything and write the weights with their labels."""
    inputs = matrix(texts, encoder, 1.0)
    tensors, meta = {}, {"vocabulary": json.dumps(vocabulary(exemplars)), "encoder": encoder.name}
    for head in tqdm(LABELS, desc="training"):
        model = fit(inputs, [getattr(exemplars[g], head) for g in groups])
        weights = np.vstack([model.coef_.T, model.intercept_[None, :]]).astype(np.float16)
        tensors[head] = np.ascontiguousarray(weights)
        meta[head] = json.dumps(list(model.classes_))
    save_file(tensors, TARGET, metadata=meta)


def main() -> None:
    """Cross-validate, then train and save."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--validate", action="store_true", help="cross-validate first")
    arguments = parser.parse_args()
    rng = random.Random(SEED)
    exemplars = read_exemplars(EXEMPLARS)
    copies = [(n, text) for n, e in enumerate(exemplars) for text in [e.text, *(noisy(e.text, rng) for _ in range(COPIES))]]
    groups, texts = [n for n, _ in copies], [mask(text) for _, text in copies]
    encoder = bundled_encoder()
    if arguments.validate:
        cross_validate(exemplars, texts, groups, encoder)
    save(exemplars, texts, groups, encoder)
    print(f"{len(exemplars)} exemplars -> {TARGET.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
