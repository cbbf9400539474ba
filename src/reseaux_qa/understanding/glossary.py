"""Words of other languages → French ones, so that a question in Spanish meets a page in French."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources
from typing import Any

import Stemmer

from reseaux_qa.french import fold

SMS = "sms"  # French as it is typed on a phone
_STEMMED = {"en": "english", "es": "spanish", "it": "italian", "de": "german", "ca": "catalan"}
_LONG = 5  # letters from which another form of a word is looked for
_WORD = re.compile(r"[^\W\d_]+(?:·[^\W\d_]+)*")


@cache
def _glossary() -> dict[str, dict[str, str]]:
    return tomllib.loads((resources.files("reseaux_qa") / "data" / "glossary.toml").read_text(encoding="utf-8"))


@cache
def _by_stem(language: str) -> tuple[Any, dict[str, str]]:
    """A language's Snowball stemmer, and the glossary by stem: « Ländern » is found under « Länder »."""
    stemmer = Stemmer.Stemmer(_STEMMED[language])
    return stemmer, {stemmer.stemWord(word): french for word, french in reversed(_glossary()[language].items())}


def in_french(text: str, language: str) -> str:
    """The text with each word that the glossary knows, in some form, in French; the rest as it is."""
    return _WORD.sub(lambda match: _translated(match.group(), language), text) if language in _glossary() else text


def from_phone(text: str) -> str:
    """The same of what is typed on a phone, « cb 2 vil », where a 2 is also said « de »."""
    french = in_french(text, SMS)
    return _SAID_DE.sub("de", french) if french != text else _AFTER_HOW_MANY.sub("de", french)


_AFTER_HOW_MANY = re.compile(r"(?<=combien )2(?= [a-z])")
_COUNTING = ("les", "des", "ces", "nos", "vos", "mes", "tous", "toutes", "entre", "plus", "moins", "en", "et", "ou", "que", "page")
_SAID_DE = re.compile(r"(?<=[a-zé] )" + "".join(rf"(?<!\b{word} )" for word in _COUNTING) + r"2(?= [a-z])")


def _translated(word: str, language: str) -> str:
    key = _key(word)
    known = _glossary()[language].get(key)
    if known is None and language in _STEMMED and len(key) >= _LONG:
        stemmer, by_stem = _by_stem(language)
        known = by_stem.get(stemmer.stemWord(key))
    return word if known is None else known


def _key(word: str) -> str:
    return fold(word.replace("·", "")).replace("ß", "ss")
