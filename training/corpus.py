"""Reads the public French data sets (gzip files of a data folder)."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

Pair = tuple[str, str]

PUBLIC_SETS = ("service-public-fiches", "guides-publics", "publicodes", "code-crpa")
ALL_PAIR_SETS = (*PUBLIC_SETS, "piaf-train", "cdtn-requetes", "tatoeba-paraphrases", "tatoeba-fra-eng")


def read_lines(path: Path) -> Iterator[str]:
    """Yields the non-empty lines of a gzip text file."""
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        for line in stream:
            text = line.strip()
            if text:
                yield text


def read_json_lines(path: Path) -> Iterator[dict[str, Any]]:
    """Yields the objects of a gzip JSON Lines file."""
    for line in read_lines(path):
        yield json.loads(line)


def load_pairs(data: Path, name: str) -> list[Pair]:
    """Pairs of one set; near-copies of the paraphrase set are left out."""
    rows = read_json_lines(data / "pairs" / name / f"{name}.jsonl.gz")
    return [(row["a"], row["b"]) for row in rows if row.get("o", 0.0) < 0.85]


def load_text(data: Path, name: str) -> list[str]:
    """Lines of one plain text set."""
    return list(read_lines(data / "text" / name / f"{name}.txt.gz"))


def load_frequencies(data: Path) -> list[tuple[str, int]]:
    """Words and counts of the French frequency list."""
    path = data / "lexicon" / "frequences-fr" / "fr_50k.txt.gz"
    rows = (line.rsplit(" ", 1) for line in read_lines(path))
    return [(row[0], int(row[1])) for row in rows if len(row) == 2]


def load_hunspell_words(data: Path) -> list[str]:
    """Lemmas of the Hunspell dictionary, affix flags removed."""
    path = data / "lexicon" / "hunspell-fr" / "fr.dic.gz"
    words = (line.split("\t")[0].split("/")[0] for line in read_lines(path))
    return [word for word in words if len(word) > 2 and not word.isdigit()]


def load_misspellings(data: Path) -> list[Pair]:
    """Common misspellings and their corrections."""
    path = data / "lexicon" / "fautes-courantes" / "fautes-courantes.jsonl.gz"
    return [(row["faute"], row["correction"]) for row in read_json_lines(path)]


def load_synonyms(data: Path) -> list[Pair]:
    """Synonym pairs of the French Wiktionary and of WOLF."""
    lexicon = data / "lexicon"
    pairs: set[Pair] = set()
    for row in read_json_lines(lexicon / "wiktionnaire-synonymes" / "wiktionnaire-synonymes.jsonl.gz"):
        pairs.update((row["mot"], other) for other in row["synonymes"][:6])
    for row in read_json_lines(lexicon / "wolf-synonymes" / "wolf-synonymes.jsonl.gz"):
        lemmas = row["lemmas"][:5]
        pairs.update((a, b) for i, a in enumerate(lemmas) for b in lemmas[i + 1 :])
    return sorted((a, b) for a, b in pairs if a.lower() != b.lower())
