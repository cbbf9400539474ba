"""What a section's title says of it: its kind, and which titles are one."""

from __future__ import annotations

import re
from functools import cache

from reseaux_qa.french import fold, lexicon, names_city, stem, words
from reseaux_qa.types import SectionKind


def title_text(raw: str) -> str:
    """A title line without its marks."""
    return raw.strip().strip("#*_ ").rstrip(":").strip()


_OWN_ROLE = re.compile(
    r"\b(?:notre|chez nous|ce que nous(?! .*ensemble)|participation|engagement|implication"
    r"|la ville|la mairie|la commune|l'eurometropole|la metropole)\b"
)


def section_kind(title: str, host: str = "") -> SectionKind:
    """The kind of a section by its title; one that names the host tells its role."""
    folded = fold(title)
    if not title:
        return SectionKind.INTRO
    if names_city(title, host) or _OWN_ROLE.search(folded):
        return SectionKind.ROLE
    return _kind_by_words(folded)


def _kind_by_words(folded: str) -> SectionKind:
    for kind in (SectionKind.OBJECTIVES, SectionKind.DATES, SectionKind.MEMBERS, SectionKind.GOVERNANCE, SectionKind.INTRO):
        if any(_opens_with(folded, phrase) for phrase in _titles(kind)):
            return kind
    return SectionKind.OTHER


def _titles(kind: SectionKind) -> list[str]:
    return list(lexicon()["sections"][kind.value])


def _opens_with(folded: str, phrase: str) -> bool:
    return re.search(rf"\b{re.escape(phrase)}s?\b", folded) is not None


def is_known_title(title: str) -> bool:
    """Whether a title is one that sections usually have."""
    return _kind_by_words(fold(title)) is not SectionKind.OTHER or any(
        fold(title).strip() in (phrase, phrase + "s") for phrase in _titles(SectionKind.OTHER)
    )


def is_usual_title(title: str) -> bool:
    """Whether a title is, word for word, one that sections usually have: « Repères », no « Villes de repères »."""
    folded = fold(title).strip()
    return any(folded in (phrase, phrase + "s") for phrases in lexicon()["sections"].values() for phrase in phrases)


def key(title: str) -> str:
    """Titles that differ by number or capitals are one: Objectif, OBJECTIFS."""
    return " ".join(stem(word.text) for word in words(title))


PEOPLED = frozenset({"villes", "ville", "cites", "maires", "communes", "mayors", "cities"})  # that bodies gather


@cache
def body_nouns() -> frozenset[str]:
    """The folded nouns by which bodies that gather others are called, « association », « forum »."""
    return frozenset((*lexicon()["feminine_nouns"], *lexicon()["masculine_nouns"], *lexicon()["events"]["network_nouns"]))


_FIRST_WORDS = 4


def is_peopled(name: str) -> bool:
    """Whether some words begin as bodies of cities are called: « Alliance … », « Grandes villes … »."""
    return not {word.text for word in words(name)[:_FIRST_WORDS]}.isdisjoint(body_nouns() | PEOPLED)


_SHOUTED = 0.8  # share of capitals among the letters of a heading in capitals


def is_shouted(text: str) -> bool:
    """Whether a heading is written in capitals."""
    letters = [letter for letter in text if letter.isalpha()]
    return len(letters) > 1 and sum(map(str.isupper, letters)) >= _SHOUTED * len(letters)
