"""What all faces share: the desk that answers, the sources behind, the texts around."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import resources
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined

from reseaux_qa.assistant import Assistant
from reseaux_qa.errors import SettingsError
from reseaux_qa.quantities import spell_date
from reseaux_qa.settings import Settings
from reseaux_qa.types import Answer, Date
from reseaux_qa.web.desk import COMPUTING, WRITING, Desk
from reseaux_qa.web.journal import Journal
from reseaux_qa.web.sources import Shelf
from reseaux_qa.web.texts import Texts


@dataclass(frozen=True, slots=True)
class House:
    """Made once, before the first visitor."""

    desk: Desk
    shelf: Shelf
    texts: Texts
    palette: str
    welcome: Answer

    @classmethod
    def from_settings(cls, assistant: Assistant, settings: Settings) -> House:
        """Read the texts and colours, open the journal.

        Raises:
            SettingsError: in French, when a file cannot be used.
        """
        at_once = WRITING if settings.writer_model else COMPUTING
        journal = Journal.from_settings(settings)
        journal.purge()
        desk = Desk(assistant, journal, settings.deadline, at_once)
        shelf = Shelf(assistant.corpus, assistant.records, settings.page_url)
        texts = Texts.from_settings(settings, assistant.corpus.city, spell_date(_read_on(settings)))
        return cls(desk, shelf, texts, _palette(settings), assistant.ask("Bonjour"))

    def note(self, answer: Answer) -> str:
        """What is recalled beneath an answer; where the page does not say, the city may."""
        return self.texts["under_answer" if answer.answered else "under_no_answer"]

    @property
    def links(self) -> tuple[tuple[str, str], ...]:
        """The pages of information: path and label."""
        return (
            ("/donnees-personnelles", self.texts["privacy_title"]),
            ("/accessibilite", self.texts["accessibility_title"]),
            ("/simple", "Version simple"),
        )


def templates() -> Environment:
    """The pages to fill; what is put into them is escaped."""
    loader = PackageLoader("reseaux_qa.web", "templates")
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)


def static_path(name: str) -> Path:
    """A file that ships with the package."""
    return Path(str(resources.files("reseaux_qa.web") / "static" / name))


def static(name: str) -> str:
    """The text of a file that ships with the package."""
    return static_path(name).read_text(encoding="utf-8")


def _palette(settings: Settings) -> str:
    """The colours, the city's own last."""
    try:
        own = settings.style.read_text(encoding="utf-8") if settings.style else ""
    except (OSError, ValueError) as error:
        raise SettingsError(f"RESEAUX_QA_STYLE : « {settings.style} » ne se lit pas. Donnez une feuille de style en UTF-8.") from error
    return static("palette.css") + own


def _read_on(settings: Settings) -> Date:
    """The day the index was built; an index is rebuilt whenever the page changes."""
    pointer = settings.index / "current.json"
    day = datetime.fromtimestamp(pointer.stat().st_mtime, UTC) if pointer.is_file() else datetime.now(UTC)
    return Date(day.year, day.month, day.day)
