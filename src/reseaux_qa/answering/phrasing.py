"""French around the facts: elision, agreement, lists, and the phrases of ``data/phrases.toml``."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence, Sized
from functools import cache
from importlib import resources
from typing import Any

from reseaux_qa.french import fold, lexicon, of_city, words
from reseaux_qa.types import Attribute, Network

_VOWEL = re.compile(r"[aeiouyh]")
_SEVERAL = 2


@cache
def phrases() -> dict[str, Any]:
    """The phrases, by table."""
    return tomllib.loads((resources.files("reseaux_qa") / "data" / "phrases.toml").read_text(encoding="utf-8"))


def of(network: Network) -> str:
    """« d'Eurocities », « de l'AIMF », « du PS-Eau »."""
    if network.article == "le ":
        return "du " + network.name
    if network.article:
        return "de " + network.label
    return ("d'" if _elides(network.name) else "de ") + network.name


def that(network: Network) -> str:
    """« qu'Eurocities », « que l'AIMF »."""
    return ("qu'" if not network.article and _elides(network.name) else "que ") + network.label


def to(network: Network) -> str:
    """« à Eurocities », « au PS-Eau », « à la CVA »."""
    return "au " + network.name if network.article == "le " else "à " + network.label


def _elides(name: str) -> bool:
    return _VOWEL.match(fold(name)) is not None


def ending(network: Network) -> str:
    """The feminine ending of a past participle."""
    return "e" if network.feminine else ""


def pronoun(network: Network) -> str:
    """« il » or « elle »."""
    return "elle" if network.feminine else "il"


def figure(number: int) -> str:
    """« 18 550 »."""
    return f"{number:,}".replace(",", " ")


def capital(text: str) -> str:
    """The text with a capital first letter, the rest untouched."""
    return text[:1].upper() + text[1:]


def lower_first(text: str) -> str:
    """A common noun in the middle of a sentence; an acronym or name keeps its capital."""
    first = text.split()[0] if text.split() else ""
    opening, known = fold(first), lexicon()["common_openings"]
    common = first[1:].islower() and (opening in known["words"] or opening.startswith(tuple(known["beginnings"])))
    return text[:1].lower() + text[1:] if common else text


def clean(text: str) -> str:
    """Source text as running text: no emphasis marks, single spaces, no bullet."""
    text = re.sub(r"\s*\[\d+\]", "", text)  # a footnote's mark would pass for one of ours
    text = re.sub(r"\*\*|__|(?<!\w)\*|\*(?!\w)", "", text)
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    text = re.sub(r"\s*\|\s*", ", ", text.strip().strip("|").strip())  # the cells of a table's row
    return re.sub(r"^(?:[•>–-]\s*|\d{1,2}[.)]\s+(?=[A-ZÀ-Ý]))+", "", re.sub(r"[\s\u00a0]+", " ", text).strip())


def gone_through(networks: Sized) -> str:
    """« J'ai vérifié les 15 fiches. »."""
    return f"J'ai vérifié les {len(networks)} fiches."


def listed(items: Sequence[str]) -> str:
    """« a », « a et b », « a, b et c »."""
    return "".join(items) if len(items) < _SEVERAL else ", ".join(items[:-1]) + " et " + items[-1]


def fill(template: str, network: Network | None = None, **words: object) -> str:
    """A phrase with the forms of a network in it."""
    forms: dict[str, object] = {}
    if network is not None:
        forms = {
            "label": network.label,
            "of": of(network),
            "to": to(network),
            "that": that(network),
            "e": ending(network),
            "pronoun": pronoun(network),
        }
    if "host" in words:
        forms["of_host"] = of_city(str(words["host"]))
    return template.format(**forms, **words)


def missing(attribute: Attribute, network: Network, host: str, *, number: bool = False) -> str:
    """What the page does not give, as a noun phrase; ``number`` when a count was asked for."""
    table = phrases()["missing"] | (phrases()["missing_number"] if number else {})
    return fill(table.get(attribute.value, table["other"]), network, host=host)


def lacked(asked: str, network: Network, host: str, told: str = "") -> str:
    """« le budget d'Eurocities »: what a word of a question asks for, "" where none is known or what is told says it."""
    said, there = ({word.text for word in words(text)} for text in (asked, told))
    found = next((phrase for keys, phrase in _lacking() if keys & said and not keys & there), "")
    return fill(found, network, host=host) if found else ""


@cache
def _lacking() -> tuple[tuple[frozenset[str], str], ...]:
    return tuple((frozenset(keys.split()), phrase) for keys, phrase in phrases()["lacking"].items())


def as_written(name: str, text: str) -> str:
    """The whole of a name that a text writes with hyphens, « Tel-Aviv » of « Aviv »."""
    whole = re.search(rf"(?:\w+-)*{re.escape(name)}(?:-\w+)*", text)
    return whole[0] if whole else name


_COUNTED = {2: "deux", 3: "trois", 4: "quatre", 5: "cinq", 6: "six", 7: "sept", 8: "huit", 9: "neuf", 10: "dix"}


def counted(number: int, noun: str, plural: str | None = None, *, feminine: bool = False) -> str:
    """« un réseau », « deux réseaux », « 12 réseaux », « une fiche »."""
    if number == 1:
        return ("une " if feminine else "un ") + noun
    return f"{_COUNTED.get(number, str(number))} {plural or noun + 's'}"
