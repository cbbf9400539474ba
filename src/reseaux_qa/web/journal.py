"""What the operator may know: counters always; the questions only where the operator asks for it.

Counters hold a day, a name and a number: no text, no address.  Questions are
masked before they are written and go away after the days that were promised.
"""

from __future__ import annotations

import logging
import sqlite3
import threading
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from reseaux_qa.errors import SettingsError
from reseaux_qa.settings import Settings
from reseaux_qa.types import Answer
from reseaux_qa.web.masking import masked

_log = logging.getLogger(__name__)

_TABLES = """
CREATE TABLE IF NOT EXISTS counts (day TEXT, name TEXT, number INTEGER NOT NULL, PRIMARY KEY (day, name)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS questions (day TEXT NOT NULL, outcome TEXT NOT NULL, text TEXT NOT NULL);
PRAGMA secure_delete = ON;
"""
_FOLD = "PRAGMA wal_checkpoint(TRUNCATE)"  # the log beside the file would still hold what was deleted
_QUICK, _SLOW = 50, 500  # milliseconds: buckets, since exact times could tell visitors apart


@dataclass(frozen=True, slots=True)
class Count:
    """How often something happened on a day."""

    day: str
    name: str
    number: int


@dataclass(frozen=True, slots=True)
class Kept:
    """A question as it was kept."""

    day: str
    outcome: str
    text: str


def _today() -> date:
    return datetime.now(UTC).date()


class Journal:
    """Counters and, where ``days`` is not 0, masked questions."""

    def __init__(self, connection: sqlite3.Connection, days: int, today: Callable[[], date] = _today) -> None:
        """``today`` tells the day."""
        self._connection = connection
        self._days = days
        self._today = today
        self._lock = threading.Lock()
        connection.executescript(_TABLES)

    @classmethod
    def from_settings(cls, settings: Settings, today: Callable[[], date] = _today) -> Journal:
        """Open the file of the settings, or count in memory.

        Raises:
            SettingsError: when the file cannot be used.
        """
        try:
            return cls(_connected(settings.journal), settings.log_days, today)
        except (OSError, sqlite3.Error) as error:
            cure = "Donnez un fichier accessible en écriture."
            raise SettingsError(f"RESEAUX_QA_JOURNAL : « {settings.journal} » ne s'ouvre pas ({error}). {cure}") from error

    def answered(self, question: str, answer: Answer, took_ms: float) -> None:
        """Count an answer, and keep its question where that was asked for."""
        outcome = answer.status.value
        self.count(f"outcome:{outcome}", f"speed:{_bucket(took_ms)}", *(f"network:{network.id}" for network in answer.networks))
        if self._days:
            self._write("INSERT INTO questions VALUES (?, ?, ?)", [(self._day(), outcome, masked(question))])

    def count(self, *names: str) -> None:
        """Add one to each counter of the day."""
        rows = [(self._day(), name) for name in names]
        self._write("INSERT INTO counts VALUES (?, ?, 1) ON CONFLICT DO UPDATE SET number = number + 1", rows)

    def purge(self) -> None:
        """Forget the questions older than promised; all of them where none are kept any more."""
        if not self._days:
            return self.erase()
        oldest = (self._today() - timedelta(days=self._days)).isoformat()
        self._write("DELETE FROM questions WHERE day <= ?", [(oldest,)])
        self._write(_FOLD)

    def erase(self) -> None:
        """Forget every question."""
        self._write("DELETE FROM questions")
        self._write(_FOLD)

    def _write(self, statement: str, rows: Sequence[tuple[object, ...]] = ((),)) -> None:
        """A full disk must not cost anyone an answer."""
        try:
            with self._lock, self._connection:
                for row in rows:
                    self._connection.execute(statement, row)
        except sqlite3.Error:
            _log.exception("the journal was not written")

    def counts(self) -> list[Count]:
        """Every counter, by day."""
        return [Count(*row) for row in self._read("SELECT day, name, number FROM counts ORDER BY day, name")]

    def questions(self) -> list[Kept]:
        """Every question that is kept, the oldest first."""
        return [Kept(*row) for row in self._read("SELECT day, outcome, text FROM questions ORDER BY day, rowid")]

    def _read(self, query: str) -> list[Any]:
        with self._lock, closing(self._connection.execute(query)) as rows:
            return rows.fetchall()

    def close(self) -> None:
        """Give the file back."""
        self._connection.close()

    def _day(self) -> str:
        return self._today().isoformat()


def _connected(path: Path | None) -> sqlite3.Connection:
    if path is not None:
        path.parent.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(path or ":memory:", check_same_thread=False, timeout=5)
    # Losing the last second of a count to a power cut is better than a disk write per answer.
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = OFF")
    return connection


def _bucket(milliseconds: float) -> str:
    return "quick" if milliseconds < _QUICK else "middling" if milliseconds < _SLOW else "slow"
