"""What the web faces say: ``texts.toml``, and what a city says instead."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from importlib import resources
from pathlib import Path

from reseaux_qa.errors import SettingsError
from reseaux_qa.french import of_city
from reseaux_qa.settings import Settings

_FIELD = re.compile(r"\{(host|of_host|days|read_on|transmission)\}")


class Texts:
    """Read-only texts by name: ``texts["notice"]``."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        """``texts`` have their fields filled in."""
        self._texts = texts

    @classmethod
    def from_settings(cls, settings: Settings, host: str, read_on: str) -> Texts:
        """The bundled texts with the city's own over them.

        Raises:
            SettingsError: in French, when the city's file cannot be used.
        """
        templates = _bundled() | (_own(settings.texts, _bundled()) if settings.texts else {})
        transmission = templates["privacy_with_writer" if settings.writer_model else "privacy_without_writer"]
        fields = {"host": host, "of_host": of_city(host), "days": str(settings.log_days), "read_on": read_on, "transmission": transmission}
        texts = {name: _FIELD.sub(lambda field: fields[field[1]], text).strip() for name, text in templates.items()}
        kept = "privacy_with_log" if settings.log_days else "privacy_without_log"
        title = f"{texts['title']} · {host}" if host else texts["title"]
        return cls(texts | {"title": title, "privacy": f"{texts['privacy']}\n\n{texts[kept]}"})

    def __getitem__(self, name: str) -> str:
        """One text."""
        return self._texts[name]


def _bundled() -> dict[str, str]:
    return tomllib.loads((resources.files("reseaux_qa.web") / "texts.toml").read_text(encoding="utf-8"))


def _own(path: Path, known: Mapping[str, str]) -> dict[str, str]:
    try:
        own = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise SettingsError(f"RESEAUX_QA_TEXTS : « {path} » ne se lit pas ({error}). Donnez un fichier TOML en UTF-8.") from error
    for name, text in own.items():
        if name not in known or not isinstance(text, str):
            raise SettingsError(f"RESEAUX_QA_TEXTS : « {name} » n'est pas un texte connu. Les noms possibles : {', '.join(known)}.")
    return own
