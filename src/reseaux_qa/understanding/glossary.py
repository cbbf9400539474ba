"""Words of other languages → French ones, so that a question in Spanish meets a page in French."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources

from reseaux_qa.french import fold

SMS = "sms"  # French as it is typed on a phone
_WORD = re.compile(r"[^\W\d_]+(?:·[^\W\d_]+)*")


@cache
def _glossary() -> dict[str, dict[str, str]]:
    return tomllib.loads((resources.files("reseaux_qa") / "data" / "glossary.toml").read_text(encoding="utf-8"))


def in_french(text: str, language: str) -> str:
    """The text with each word that the glossary knows in French; the rest as it is."""
    table = _glossary().get(language, {})
    return _WORD.sub(lambda match: table.get(_key(match.group()), match.group()), text) if table else text


def _key(word: str) -> str:
    return fold(word.replace("·", "")).replace("ß", "ss")
