"""The evaluation questions: JSON Lines in, frozen cases out, every fault told with its line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from reseaux_qa.errors import CasesError

_REQUIRED: dict[str, type] = {"id": str, "category": str, "turns": list, "answerable": bool, "answer": str}
_OPTIONAL: dict[str, type] = {"must_include": list, "must_not_include": list, "networks": list, "evidence": list}
FIELDS = frozenset({*_REQUIRED, *_OPTIONAL})
_FRENCH = {str: "un texte", list: "une liste", bool: "true ou false"}


@dataclass(frozen=True, slots=True)
class Case:
    """One question with its gold: see ``eval/README.md`` for what each field means."""

    id: str
    category: str
    turns: tuple[str, ...]
    answerable: bool
    answer: str
    must_include: tuple[tuple[str, ...], ...] = ()
    must_not_include: tuple[str, ...] = ()
    networks: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()

    @classmethod
    def from_json(cls, row: Mapping[str, Any]) -> Case:
        """A row that :func:`faults` finds nothing wrong with; fields of others are left aside."""
        values = {name: _frozen(row[name]) for name in FIELDS & row.keys()}
        groups = (((group,) if isinstance(group, str) else group) for group in values.get("must_include", ()))
        return cls(**{**values, "must_include": tuple(groups)})

    def as_json(self) -> dict[str, Any]:
        """The row that :meth:`from_json` reads."""
        return asdict(self)


def read_cases(paths: Sequence[Path]) -> list[Case]:
    """Every case of some files, in order.

    Raises:
        CasesError: in French, with the file and line of every faulty case.
    """
    rows = [row for path in paths for row in _read_file(path)]
    told = [f"{place} : {fault}" for place, row in rows for fault in faults(row)]
    told = told or _twins(rows)
    if not rows:
        told = [f"Aucune question dans {', '.join(map(str, paths))} : écrivez-en une par ligne, voyez eval/README.md."]
    if told:
        raise CasesError("\n".join(told))
    return [Case.from_json(row) for _, row in rows]


def _read_file(path: Path) -> list[tuple[str, Any]]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise CasesError(f"{path} ne se lit pas ({error}). Donnez un fichier JSON Lines en UTF-8.") from error
    return [(f"{path}, ligne {number}", _parsed(line)) for number, line in enumerate(lines, 1) if line.strip()]


def _parsed(line: str) -> Any:
    try:
        return json.loads(line)
    except ValueError as error:
        return error


def faults(row: Any) -> list[str]:
    """What a row lacks to be a case, in French; empty for a good one."""
    if isinstance(row, ValueError):
        return [f"ce n'est pas du JSON ({row})."]
    if not isinstance(row, dict):
        return ["ce n'est pas un objet JSON : écrivez { … } sur une seule ligne."]
    missing = [f"le champ « {name} » manque : donnez {_FRENCH[kind]}." for name, kind in _REQUIRED.items() if name not in row]
    expected = {**_REQUIRED, **_OPTIONAL}
    mistyped = [
        f"le champ « {name} » n'est pas du bon type : donnez {_FRENCH[kind]}."
        for name, kind in expected.items()
        if name in row and not isinstance(row[name], kind)
    ]
    return missing + mistyped or _content_faults(row)


def _content_faults(row: Mapping[str, Any]) -> list[str]:
    told = [f"« {name} » est vide : remplissez-le." for name in ("id", "category", "turns") if not row[name]]
    for name in ("turns", "must_not_include", "networks", "evidence"):
        if not all(isinstance(item, str) and item.strip() for item in row.get(name, ())):
            told.append(f"« {name} » doit être une liste de textes non vides.")
    if not all(_is_group(group) for group in row.get("must_include", ())):
        told.append("« must_include » doit être une liste de textes ou de listes de variantes, sans vide.")
    return told


def _is_group(group: Any) -> bool:
    items = [group] if isinstance(group, str) else group
    return isinstance(items, list) and bool(items) and all(isinstance(item, str) and item.strip() for item in items)


def _twins(rows: Iterable[tuple[str, Mapping[str, Any]]]) -> list[str]:
    seen: dict[str, str] = {}
    told = []
    for place, row in rows:
        if row["id"] in seen:
            told.append(f"{place} : l'identifiant « {row['id']} » est déjà pris ({seen[row['id']]}) : donnez-en un autre.")
        seen.setdefault(row["id"], place)
    return told


def _frozen(value: Any) -> Any:
    return tuple(_frozen(item) for item in value) if isinstance(value, list) else value


def strangers(paths: Iterable[Path]) -> list[str]:
    """Fields that nothing reads, which may be misspelled ones."""
    return [
        f"{place} : le champ « {name} » n'est pas lu ; les champs lus sont {', '.join(sorted(FIELDS))}."
        for path in paths
        for place, row in _read_file(path)
        for name in row
        if name not in FIELDS
    ]
