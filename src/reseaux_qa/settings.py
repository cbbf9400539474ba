"""Settings, read once from the environment into a frozen value."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from reseaux_qa.errors import SettingsError

BUNDLED_MODEL = "bundled"
PREFIX = "RESEAUX_QA_"
_RATE = re.compile(r"[1-9]\d{0,6}/(second|minute|hour)")


@dataclass(frozen=True, slots=True)
class Settings:
    """Where things are and which optional parts are on; each field has an environment variable."""

    corpus: Path = Path("corpus")  # RESEAUX_QA_CORPUS: folder of the city's page
    index: Path = Path("index")  # RESEAUX_QA_INDEX: folder of the Chroma index
    embedding_model: str = BUNDLED_MODEL  # RESEAUX_QA_EMBEDDING_MODEL: path or hub name
    writer_model: str = ""  # RESEAUX_QA_LLM: "provider:model" for langchain, off by default
    host: str = "127.0.0.1"  # RESEAUX_QA_HOST
    port: int = 7860  # RESEAUX_QA_PORT
    hosts: tuple[str, ...] = ()  # RESEAUX_QA_HOSTS: names it answers to; empty for any
    proxies: str = "127.0.0.1"  # RESEAUX_QA_PROXIES: whose X-Forwarded-For is believed
    origins: tuple[str, ...] = ()  # RESEAUX_QA_ORIGINS: sites that may embed it; none by default
    page_url: str = ""  # RESEAUX_QA_PAGE_URL: the city's page, that sources link to
    texts: Path | None = None  # RESEAUX_QA_TEXTS: what replaces the bundled texts
    style: Path | None = None  # RESEAUX_QA_STYLE: a style sheet with the city's colours
    rate: str = "60/minute"  # RESEAUX_QA_RATE: questions of one client
    rate_overall: str = "30000/minute"  # RESEAUX_QA_RATE_OVERALL: questions of all clients
    deadline: float = 20.0  # RESEAUX_QA_DEADLINE: seconds until an answer is given up
    journal: Path | None = None  # RESEAUX_QA_JOURNAL: file of the counters; in memory without one
    log_days: int = 0  # RESEAUX_QA_LOG_DAYS: days that questions are kept; 0 keeps none

    def __post_init__(self) -> None:
        """Questions can only be kept somewhere."""
        if self.log_days and self.journal is None:
            raise SettingsError(f"{PREFIX}LOG_DAYS garde les questions dans un fichier : donnez-le par {PREFIX}JOURNAL.")

    @classmethod
    def from_env(cls, environment: Mapping[str, str] = os.environ) -> Settings:
        """Read ``RESEAUX_QA_…``; an empty variable counts as unset.

        Raises:
            SettingsError: in French, when a value cannot be used.
        """
        said = {name: environment.get(PREFIX + name, "").strip() for name in _VARIABLES}
        return cls(**{field: read(PREFIX + name, said[name]) for name, (field, read) in _VARIABLES.items() if said[name]})


def _path(name: str, value: str) -> Path:
    return Path(value)


def _text(name: str, value: str) -> str:
    return value


def read_port(name: str, value: str) -> int:
    """The port that a setting or an option of some name holds.

    Raises:
        SettingsError: in French, when it is none.
    """
    if not value.isdecimal() or not 0 < int(value) < 65536:
        raise _unusable(name, value, "donnez un nombre de 1 à 65535.")
    return int(value)


def _days(name: str, value: str) -> int:
    if not value.isdecimal() or int(value) > 365:
        raise _unusable(name, value, "donnez un nombre de jours, de 0 à 365.")
    return int(value)


def _seconds(name: str, value: str) -> float:
    if not value.isdecimal() or not 0 < int(value) <= 600:
        raise _unusable(name, value, "donnez un nombre de secondes, de 1 à 600.")
    return float(value)


def _rate(name: str, value: str) -> str:
    if not _RATE.fullmatch(value):
        raise _unusable(name, value, "donnez par exemple 60/minute (second, minute ou hour).")
    return value


def _names(name: str, value: str) -> tuple[str, ...]:
    return tuple(value.replace(",", " ").split())


def _origins(name: str, value: str) -> tuple[str, ...]:
    """Exactly what a browser sends: scheme, host, perhaps port; « * » would open the door to all."""
    for origin in _names(name, value):
        if not re.fullmatch(r"https?://[a-z0-9.-]+(:\d+)?", origin):
            raise _unusable(name, origin, "donnez des origines comme https://www.ville.example, sans chemin, séparées par des virgules.")
    return _names(name, value)


def _url(name: str, value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.netloc or re.search(r"[\s\"'<>]", value):
        raise _unusable(name, value, "donnez une adresse comme https://www.ville.example/reseaux.")
    return value.partition("#")[0]


def _unusable(name: str, value: str, cure: str) -> SettingsError:
    return SettingsError(f"{name} vaut « {value} » : {cure}")


_VARIABLES: dict[str, tuple[str, Callable[[str, str], Any]]] = {
    "CORPUS": ("corpus", _path),
    "INDEX": ("index", _path),
    "EMBEDDING_MODEL": ("embedding_model", _text),
    "LLM": ("writer_model", _text),
    "HOST": ("host", _text),
    "PORT": ("port", read_port),
    "HOSTS": ("hosts", _names),
    "PROXIES": ("proxies", _text),
    "ORIGINS": ("origins", _origins),
    "PAGE_URL": ("page_url", _url),
    "TEXTS": ("texts", _path),
    "STYLE": ("style", _path),
    "RATE": ("rate", _rate),
    "RATE_OVERALL": ("rate_overall", _rate),
    "DEADLINE": ("deadline", _seconds),
    "JOURNAL": ("journal", _path),
    "LOG_DAYS": ("log_days", _days),
}
