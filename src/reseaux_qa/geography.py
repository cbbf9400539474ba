"""Which country a city is in, and which countries a French word names: « marocaines », « Amérique du Sud », « Écosse »."""

from __future__ import annotations

import gzip
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources

from reseaux_qa.french import Word, fold, words

_INHABITANTS = {"", "les", "des", "aux", "nos", "ces", "chez"}  # before a capital that is no proper name's: « les Belges »
_LANGUAGE = re.compile(r"\b(?:en|langues?(?: de travail)?|parl(?:e[rsz]?|ent|ant)(?: vous| tu)?|versions?|sigles?)(?: \w+ et)?$")
_AROUND = re.compile(r"\b(?:(?:ville|mairie|metropole|communaute urbaine|agglomeration)(?: d(?:e|u)?(?: la)?)?|grand)\b")
_WIDE = 20  # countries of a continent
_DATA = resources.files("reseaux_qa") / "data"


@dataclass(frozen=True, slots=True)
class Region:
    """A country, its territories' codes included, a part of the world, or a part of a country, « GB-SCT »: ask ``is_within``."""

    name: str
    countries: frozenset[str]

    @property
    def is_wide(self) -> bool:
        """Whether it is a continent, which every page names, rather than a country with its islands."""
        return len(self.countries) >= _WIDE


def regions_in(text: str) -> tuple[tuple[Region, int, int], ...]:
    """The regions that a text names or that its adjectives tell, with their spans, in order."""
    row, found, at = words(text), [], 0
    while at < len(row):
        size, region = next(_readings(text, row, at), (1, None))
        if region and region.countries:
            found.append((region, row[at].start, row[at + size - 1].end))
        at += size
    return tuple(found)


def cities_in(text: str) -> list[tuple[int, int]]:
    """The half-open spans of the cities that a text names, « Saint-Louis », « Maire de Bordeaux »; a country is none."""
    found = (_city_within(text, match.start(), match.end()) for match in _NAME.finditer(text))
    return [span for span in found if span]


def _city_within(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The city that a name is, or ends with."""
    starts = [start, *(start + particle.end() for particle in _PARTICLE.finditer(text[start:end]))]
    return next(((n, end) for n in starts if country_of(text[n:end]) is not None and not regions_in(text[n:end])), None)


_PARTICLE = re.compile(r" (?:de|du|des|sur) (?=[A-ZÀ-Ý])")
_NAME = re.compile(r"\b[A-ZÀ-Ý][\w’'-]+(?: (?:(?:de|du|des|la|le|les|sur) ){0,2}[A-ZÀ-Ý][\w’'-]+)*")


def country_of(place: str) -> str | None:
    """The ISO code of the country that a city or a country's name is in; of a territory, its sovereign's."""
    return (area := _area(place)) and _lines().get(area[:2], {}).get("of", area[:2])


def is_within(place: str, region: Region) -> bool | None:
    """Whether a city or a country is in a region; None when the place is unknown, or only partly there."""
    area = _area(place)
    if area is None or any(code.startswith(f"{area}-") for code in region.countries):
        return None
    return area in region.countries or area[:2] in region.countries


def region_of(place: str) -> Region | None:
    """The country that a city is in."""
    return _regions().get(country_of(place) or "")


def capital_of(place: str) -> str:
    """The capital of the country that a city is in, empty where none is known."""
    return _lines().get(country_of(place) or "", {}).get("capital", "")


def demonyms(stem: str) -> list[str]:
    """The forms of a folded masculine: belge(s), grec(s), danois(e)(es), letton(ne)(s)(nes), allemand(e)(s)(es)."""
    if stem.endswith(("e", "c")):  # the feminine of « grec » is no form of it: the table has « grecque »
        return [stem, stem + "s"]
    female = stem + (stem[-1] if stem.endswith(("en", "on")) else "") + "e"
    return list(dict.fromkeys([stem, stem if stem.endswith(("s", "x")) else stem + "s", female, female + "s"]))


def _readings(text: str, row: list[Word], at: int) -> Iterator[tuple[int, Region]]:
    """The phrases that begin with a word and stand free there, longest first, each with its number of words."""
    for size in range(_longest().get(row[at].text, 0), 0, -1):
        phrase = row[at : at + size]
        region, kind = _phrases().get(_joined(phrase), (None, ""))
        if region and len(phrase) == size and _stands(text, phrase) and not _hides(text, phrase, kind, _joined(row[max(0, at - 5) : at])):
            yield size, region


def _stands(text: str, phrase: list[Word]) -> bool:
    """Whether words are one phrase and no piece of a longer word: « sud-africain » is not « africain »."""
    start, end = phrase[0].start, phrase[-1].end
    apart = not re.search(r"\w-?$", text[max(0, start - 2) : start]) or fold(text[max(0, start - 4) : start]) == "non-"
    return apart and not re.match(r"-?\w", text[end : end + 2]) and re.sub(r"[ '-]+", " ", fold(text[start:end])) == _joined(phrase)


def _hides(text: str, phrase: list[Word], kind: str, before: str) -> bool:
    """Whether a phrase means something else: « Institut Français », « en anglais et français », « la réunion »."""
    if kind == "proper":
        return text[phrase[-1].start].islower()
    small = text[phrase[0].start : phrase[-1].end].islower() or text.isupper() or before.rpartition(" ")[2] in _INHABITANTS
    return kind == "people" and (not small or bool(_LANGUAGE.search(before)))


def _area(place: str) -> str | None:
    """GeoNames' area of a place, « MA », « GB-SCT »; a country in brackets decides, « Ville de », « Métropole » do not count."""
    name, _, bracket = place.partition("(")
    key = _joined(words(name))
    keys = (_joined(words(bracket)), key, re.sub(r"^st(?=e? )", "saint", key), _joined(words(_AROUND.sub(" ", key))))
    return next((area for one in keys if (area := _areas().get(one) or _cities().get(one))), None)


def _joined(phrase: list[Word]) -> str:
    return " ".join(word.text for word in phrase)


@cache
def _cities() -> dict[str, str]:
    """Each city's folded name and its area; written by ``training/gazetteer.py``."""
    lines = gzip.decompress((_DATA / "cities.txt.gz").read_bytes()).decode().splitlines()
    return {name: area for area, names in (line.split("\t") for line in lines) for name in names.split(";")}


@cache
def _lines() -> dict[str, dict[str, str]]:
    """The line of each part of the world, country and part of a country."""
    text = (_DATA / "countries.toml").read_text(encoding="utf-8")
    return {code: line for table in tomllib.loads(text).values() for code, line in table.items()}


def _listed(*keys: str) -> Iterator[tuple[str, str]]:
    """All that the lines list under some keys, each with its line's code."""
    return ((code, one) for code, line in _lines().items() for key in keys if key in line for one in line[key].split(", "))


@cache
def _areas() -> dict[str, str]:
    """Each folded name of a country or a part of one and its code."""
    return {_joined(words(name)): code for code, name in _listed("fr", "abroad", "proper", "alone") if not code.islower()}


@cache
def _regions() -> dict[str, Region]:
    inside: dict[str, set[str]] = {code: set() for code in _lines()}
    for code in _lines():
        for whole in () if code.islower() else _wholes(code):
            inside[whole].add(code)
    return {code: Region(line.get("say") or line["fr"].split(", ")[0], frozenset(inside[code])) for code, line in _lines().items()}


@cache
def _wholes(code: str) -> frozenset[str]:
    """What something is in: itself, its sovereign, and at any depth the parts of the world."""
    line = _lines()[code]
    return frozenset({code, line.get("of", code)}).union(*map(_wholes, line["in"].split(", ") if "in" in line else []))


@cache
def _phrases() -> dict[str, tuple[Region, str]]:
    """What each folded phrase names, and the key it stands under; a name counts before a demonym, « suisse »."""
    told = {form: (code, "people") for code, stem in _listed("people") for form in demonyms(stem)}
    named = {name: (code, key) for key in ("fr", "abroad", "proper") for code, name in _listed(key)}
    return {_joined(words(phrase)): (_regions()[code], key) for phrase, (code, key) in (told | named).items()}


@cache
def _longest() -> dict[str, int]:
    """For each word that may begin a phrase, the most words that such a phrase has."""
    return {phrase.split()[0]: len(phrase.split()) for phrase in sorted(_phrases(), key=lambda phrase: phrase.count(" "))}
