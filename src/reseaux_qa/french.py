"""French text without its accidents: folding, words, stems, sentences.

Every function that returns offsets counts characters of the text it was given,
because folding keeps the length: one character in, one character out.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections import defaultdict
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib import resources
from itertools import takewhile
from typing import Any, NamedTuple

import Stemmer

_WORD = re.compile(r"\d+|[^\W\d_]+")
# A sentence ends at . ! ? … before a space and a capital, at a line's end, or at the dash of a list written in one line.
_SENTENCE_END = re.compile(r"(?<=[.!?…])(?<!\b[A-ZM]\.)(?<!etc\.)[\s ]+(?=[A-ZÀ-Ý«0-9\"(])|\n+|(?<=[:;)])\s*[-–]\s+(?=[A-ZÀ-Ý])")
_ROOT, _KIN = 5, 0.6  # letters, and share of the longer, that two words of one family share
_SHORT = 4  # letters of a name from which an ending may follow: « lyonnais »
_SAME_LENGTH = {"’": "'", "‘": "'", "ʼ": "'", "`": "'", "\u00a0": " ", "\u202f": " ", "–": "-", "—": "-", "‑": "-", "*": " "}


class Word(NamedTuple):
    """A folded word and where it stands: half-open offsets in the text."""

    text: str
    start: int
    end: int


class _Folding(dict[int, str]):
    """Each character's folded form, found once; one character for one character."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        folded = _SAME_LENGTH.get(character) or unicodedata.normalize("NFD", character)[0].lower()[0]
        self[code] = folded
        return folded


_FOLDING = _Folding()


def fold(text: str) -> str:
    """Lower case, no accents, no emphasis marks, plain apostrophes and spaces; the length is kept."""
    return text.translate(_FOLDING)


def words(text: str) -> list[Word]:
    """The words and numbers of a text, folded, with their offsets."""
    return [Word(m.group(), m.start(), m.end()) for m in _WORD.finditer(fold(text))]


@cache
def _stemmer() -> Any:
    return Stemmer.Stemmer("french")


_PARTICIPLE = re.compile(r"(?<=\w{2}e)e?s?$")


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """The Snowball stem of a folded word (Porter 2001); « œ » counts as « oe », « creee » and « crees » as « cree »."""
    return str(_stemmer().stemWord(_PARTICIPLE.sub("", word.replace("œ", "oe"), count=1)))


def akin(one: str, other: str) -> bool:
    """Whether two stems are of one family, « bresilien » and « bresil »: a long common beginning."""
    if one == other or one[:_ROOT] != other[:_ROOT] or min(len(one), len(other)) < _ROOT:
        return one == other
    return _shared(one, other) >= _KIN * max(len(one), len(other))


def _shared(one: str, other: str) -> int:
    """How many letters two words begin with in common."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


_OF_A_CITY = re.compile(r"[a-z]{0,2}(?:ais|ois|ain|ien|een|in|on|ard)(?:e|n?ne)?s?")  # « genevois », « parisienne », « bordelais »
_IN_COMMON = 4  # letters that a city's name and its people's share, at least, or all but one of a shorter name


def of_city(name: str) -> str:
    """« de Lyon », « d'Albi », « du Havre », « des Ulis »; an h may be aspirate: « de Hyères » offends nobody."""
    for article, contracted in (("Le ", "du "), ("Les ", "des ")):
        if name.startswith(article):
            return contracted + name.removeprefix(article)
    return ("d'" if fold(name)[:1] in ("a", "e", "i", "o", "u", "y") else "de ") + name


def names_city(text: str, city: str) -> bool:
    """Whether a text says a city's name or its people's: « Genève », « genevoise » and not « générale »."""
    if not city:
        return False
    name, main = _city(city)
    return name.search(fold(text)) is not None or any(_is_people(word.text, main) for word in words(text))


def says_name(folded: str, name: str) -> bool:
    """Whether a folded text says a name, by its first letters; a short one, « Pau », is a whole word."""
    root = fold(name)[:_ROOT]
    end = "" if len(root) >= _SHORT else r"(?!\w)"
    return re.search(rf"(?<!\w){re.escape(root)}{end}", folded) is not None


@cache
def _city(city: str) -> tuple[re.Pattern[str], str]:
    """A city's name without its article, and the longest word of it."""
    name = re.sub(r"^(?:l[ea]s? |l')", "", fold(city))
    return re.compile(rf"(?<!\w){re.escape(name)}(?!\w)"), max(words(city), key=lambda word: len(word.text)).text


def _is_people(word: str, city: str) -> bool:
    shared = _shared(word, city)
    return shared >= min(_IN_COMMON, len(city) - 1) and _OF_A_CITY.fullmatch(word, shared) is not None


@cache
def stopwords() -> frozenset[str]:
    """Folded words that carry no content of their own."""
    return frozenset(_data("stopwords.txt").split())


def content_words(text: str) -> list[Word]:
    """The words of a text that carry meaning: no stop word, no single letter."""
    return [w for w in words(text) if w.text not in stopwords() and (len(w.text) > 1 or w.text.isdigit())]


def content_stems(text: str) -> list[str]:
    """The stems of the content words, in order, repeats kept."""
    return [stem(word.text) for word in content_words(text)]


def sentences(text: str) -> list[tuple[int, int]]:
    """Half-open spans of the sentences and lines of a text, white space and bullets left out."""
    spans, start = [], 0
    for boundary in _SENTENCE_END.finditer(text):
        spans.append(_trim(text, start, boundary.start()))
        start = boundary.end()
    spans.append(_trim(text, start, len(text)))
    return _with_numbers(text, [(s, e) for s, e in spans if s < e and not _HEADS_A_TABLE.match(text, e)])


def _with_numbers(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """« 1. » ends no sentence: it numbers the next one."""
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and _LIST_NUMBER.fullmatch(text, *joined[-1]):
            start = joined.pop()[0]
        joined.append((start, end))
    return joined


_HEADS_A_TABLE = re.compile(r"[ |]*\n[ |:]*-{3,}[ |:-]*(?:\n|$)(?=\s*\|)")  # « | Groupe | Pilote | » says what its columns hold
_LIST_NUMBER = re.compile(r"\d{1,2}[.)]?")
_LEADING = re.compile(r"[\s ]*(?:[•●▪◦*>|\-–]+[\s ]+)*")


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    lead = _LEADING.match(text, start, end)
    start = lead.end() if lead else start
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


@cache
def lexicon() -> dict[str, Any]:
    """The word lists of ``data/lexicon.toml``."""
    return tomllib.loads(_data("lexicon.toml"))


@cache
def unit_nouns() -> frozenset[str]:
    """Every noun that pages count, « villes », « membres », whatever its group."""
    return frozenset(noun for group in lexicon()["units"].values() for noun in group)


@cache
def families() -> tuple[frozenset[str], ...]:
    """The stems of each family of words that people use for one another: « lampadaires », « éclairage »."""
    return tuple(frozenset(map(stem, line.split())) for line in tomllib.loads(_data("topics.toml")).values())


@cache
def topics() -> frozenset[str]:
    """The stems of the words of all families, but those with which people ask about any network."""
    return frozenset[str]().union(*families()) - {stem(word) for word in lexicon()["events"]["asking_words"]}


@cache
def synonyms() -> Mapping[str, frozenset[str]]:
    """The stems that may stand for each stem, in either direction: « coûter » and « cotisation »."""
    found: dict[str, set[str]] = defaultdict(set)
    for word, others in tomllib.loads(_data("thesaurus.toml")).items():
        for other in map(stem, others.split()):
            found[stem(word)].add(other)
            found[other].add(stem(word))
    return {key: frozenset(others - {key}) for key, others in found.items()}


def _data(name: str) -> str:
    return (resources.files("reseaux_qa") / "data" / name).read_text(encoding="utf-8")


@cache
def phrase_pattern(*path: str) -> re.Pattern[str]:
    """A pattern for any phrase of one lexicon list, to be used on folded text."""
    node: Any = lexicon()
    for key in path:
        node = node[key]
    phrases = sorted(map(fold, node), key=len, reverse=True)
    loose = (re.escape(phrase).replace(r"\ ", r"\s+") for phrase in phrases)
    return re.compile(r"(?<!\w)(?:" + "|".join(loose) + r")(?:(?<=')|(?!\w))")  # « sous le nom d' » runs into the name


def says(text: str, *path: str) -> bool:
    """Whether a text says a phrase of one lexicon list, in whatever case and accents."""
    return phrase_pattern(*path).search(fold(text)) is not None
