"""The evaluation questions: JSON Lines in, frozen cases out."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reseaux_qa.errors import CasesError

_FIELDS: dict[str, type] = {
    "id": str,
    "category": str,
    "turns": list,
    "answerable": bool,
    "answer": str,
    "must_include": list,
    "must_not_include": list,
    "networks": list,
    "evidence": list,
}


@dataclass(frozen=True, slots=True)
class Case:
    """One question with its gold: see ``eval/README.md`` for what each field means."""

    id: str
    category: str
    turns: tuple[str, ...]
    answerable: bool
    answer: str
    must_include: tuple[tuple[str, ...], ...]
    must_not_include: tuple[str, ...]
    networks: tuple[str, ...]
    evidence: tuple[str, ...]


def read_cases(paths: Iterable[Path]) -> list[Case]:
    """Every case of some files, in order.

    Raises:
        CasesError: in French, with the file and line of the first faulty case.
    """
    cases = [case for path in paths for case in _read_file(path)]
    seen: set[str] = set()
    for case in cases:
        if case.id in seen:
            raise CasesError(f"Deux questions portent l'identifiant « {case.id} » : donnez-en un autre à l'une d'elles.")
        seen.add(case.id)
    return cases


def _read_file(path: Path) -> list[Case]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise CasesError(f"{path} ne se lit pas ({error}). Donnez un fichier JSON Lines en UTF-8.") from error
    return [_case(line, f"{path}, ligne {number}") for number, line in enumerate(lines, 1) if line.strip()]


def _case(line: str, place: str) -> Case:
    try:
        row = json.loads(line)
    except ValueError as error:
        raise CasesError(f"{place} : ce n'est pas du JSON ({error}).") from error
    for name, kind in _FIELDS.items():
        if not isinstance(row, dict) or not isinstance(row.get(name), kind):
            raise CasesError(f"{place} : le champ « {name} » manque ou n'est pas de type {kind.__name__}.")
    if not row["turns"]:
        raise CasesError(f"{place} : « turns » est vide, écrivez au moins un message.")
    return Case(**{name: _frozen(row[name]) for name in _FIELDS})


def _frozen(value: Any) -> Any:
    return tuple(_frozen(item) for item in value) if isinstance(value, list) else value
