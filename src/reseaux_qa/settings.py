"""Settings, read once from the environment into a frozen value."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from reseaux_qa.errors import SettingsError

BUNDLED_MODEL = "bundled"
PREFIX = "RESEAUX_QA_"


@dataclass(frozen=True, slots=True)
class Settings:
    """Where things are and which optional parts are on; each field has an environment variable."""

    corpus: Path = Path("corpus")  # RESEAUX_QA_CORPUS: folder of the city's page
    index: Path = Path("index")  # RESEAUX_QA_INDEX: folder of the Chroma index
    embedding_model: str = BUNDLED_MODEL  # RESEAUX_QA_EMBEDDING_MODEL: path or hub name
    writer_model: str = ""  # RESEAUX_QA_LLM: "provider:model" for langchain, off by default
    host: str = "127.0.0.1"  # RESEAUX_QA_HOST
    port: int = 7860  # RESEAUX_QA_PORT

    @classmethod
    def from_env(cls, environment: Mapping[str, str] = os.environ) -> Settings:
        """Read ``RESEAUX_QA_…``; an empty variable counts as unset.

        Raises:
            SettingsError: in French, when a value cannot be used.
        """
        default = cls()
        return cls(
            Path(_read(environment, "CORPUS", str(default.corpus))),
            Path(_read(environment, "INDEX", str(default.index))),
            _read(environment, "EMBEDDING_MODEL", default.embedding_model),
            _read(environment, "LLM", default.writer_model),
            _read(environment, "HOST", default.host),
            _port(_read(environment, "PORT", str(default.port))),
        )


def _read(environment: Mapping[str, str], name: str, default: str) -> str:
    return environment.get(PREFIX + name, "").strip() or default


def _port(value: str) -> int:
    if not value.isdecimal() or not 0 < int(value) < 65536:
        raise SettingsError(f"{PREFIX}PORT vaut « {value} » : donnez un nombre de 1 à 65535.")
    return int(value)
