"""Each question as a pytest test: ``pytest eval -k count`` runs the questions of one category.

A ``conftest.py`` beside the question files brings the one hook in; the
assistant is the one that the environment's settings describe.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from reseaux_qa.evaluation.cases import Case, read_cases
from reseaux_qa.evaluation.exports import told
from reseaux_qa.evaluation.runner import asked
from reseaux_qa.evaluation.systems import WHOLE, System, build
from reseaux_qa.settings import Settings

_SYSTEM = pytest.StashKey[System]()


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Question files are tests."""
    return QuestionFile.from_parent(parent, path=file_path) if file_path.suffix == ".jsonl" else None


class QuestionFile(pytest.File):
    """A file of questions."""

    def collect(self) -> Iterator[pytest.Item]:
        """A test per question, named so that ``-k`` finds its category."""
        for case in read_cases([self.path]):
            yield QuestionItem.from_parent(self, name=f"eval[{case.category}-{case.id}]", case=case)


class QuestionItem(pytest.Item):
    """One question, which passes when its answer is right."""

    def __init__(self, *, case: Case, **others: Any) -> None:
        """Pytest makes items through ``from_parent``."""
        super().__init__(**others)
        self._case = case

    def runtest(self) -> None:
        """Ask, and fail with the reasons."""
        verdict = asked(_system(self.config), self._case)
        if not verdict.right:
            pytest.fail(told(verdict), pytrace=False)

    def reportinfo(self) -> tuple[Path, None, str]:
        """What the summary shows."""
        return self.path, None, self.name


def _system(config: pytest.Config) -> System:
    """One assistant for all the questions of a session."""
    if _SYSTEM not in config.stash:
        config.stash[_SYSTEM] = build([WHOLE], Settings.from_env())[0]
    return config.stash[_SYSTEM]
