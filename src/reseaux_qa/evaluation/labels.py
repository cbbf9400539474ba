"""The French names of what the code names in English; what has none keeps its own."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

from reseaux_qa.french import lexicon


@cache
def _labels() -> Mapping[str, Any]:
    return tomllib.loads((resources.files("reseaux_qa.evaluation") / "labels.toml").read_text(encoding="utf-8"))


def category(name: str) -> str:
    """A category as a reader sees it; any name will do."""
    return str(_labels()["categories"].get(name, {}).get("name", name.replace("_", " ")))


def told(name: str) -> str:
    """What a category's questions are, after « Questions »."""
    return str(_labels()["categories"].get(name, {}).get("told", f"de la catégorie « {category(name)} »"))


def attribute(name: str) -> str:
    """What a record's field holds."""
    return str(lexicon()["attributes"].get(name, name))


def ranker(name: str) -> str:
    """How a ranking searches, after « recherche »."""
    return str(_labels()["rankers"].get(name, name))
