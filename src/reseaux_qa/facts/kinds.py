"""What a name on the page is the name of, and what a city or a country is to the network.

Told by the words around the name: nothing is looked up but countries and common nouns.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from reseaux_qa.french import fold, lexicon, phrase_pattern, words
from reseaux_qa.types import Section, SectionKind


class Kind(StrEnum):
    """What a name is the name of."""

    CITY = "city"
    COUNTRY = "country"
    PERSON = "person"
    ORGANISATION = "organisation"
    PROGRAMME = "programme"


class Role(StrEnum):
    """What a city or a country is to the network."""

    MEMBER = "member"
    PRESIDENT = "president"
    VICE_PRESIDENT = "vice-president"
    FOUNDER = "founder"
    HOST = "host"
    SEAT = "seat"
    NAMED = "named"


@dataclass(frozen=True, slots=True)
class Name:
    """A capitalised run, or what quotation marks hold, in its sentence; half-open offsets."""

    sentence: str
    start: int
    end: int
    quoted: bool = False

    @property
    def text(self) -> str:
        """The name as written."""
        return self.sentence[self.start : self.end]

    @property
    def before(self) -> str:
        """What precedes the name, folded, without the mark or the article next to it."""
        return _ARTICLE.sub("", fold(self.sentence[: self.start]).rstrip(' «"“(')).rstrip(" :")

    @property
    def after(self) -> str:
        """What follows the name, folded."""
        return fold(self.sentence[self.end :])


_ARTICLE = re.compile(r"(?:(?<=\s)|^)(?:le|la|les|l'|du|des|de la|de l'|d')\s*$")


@cache
def nouns(key: str) -> frozenset[str]:
    """The folded common nouns of one list of the lexicon's ``[names]``."""
    return frozenset(lexicon()["names"][key])


def head(name: Name) -> str:
    """The first word of a name, folded."""
    return words(name.text)[0].text if words(name.text) else ""


def quoted_kind(name: Name) -> Kind | None:
    """What a noun before the quotation marks, or the quoted name's own first word, says that it is."""
    before = [word.text for word in words(name.before)]
    lower = name.sentence[: name.start].rstrip(' «"“(')[-4:].islower()
    told, titled = lower and nouns("programme_nouns") & set(before[-2:]), head(name) in nouns("programmes") and name.text[0].isupper()
    if told or titled:
        return Kind.PROGRAMME
    return Kind.ORGANISATION if re.search(r"\b(?:groupes?(?: de travail)?|commission|forum|atelier|club)$", name.before.rstrip()) else None


def is_person(name: Name) -> bool:
    """« Mme Claire Vautrin », « Philippe Laurent, maire de Sceaux »: two to four names and a title."""
    if not 2 <= len(name.text.split()) <= 4 or head(name) in nouns("organisations") | nouns("programmes"):
        return False
    title = re.match(r"\s*,\s*(?:l')?(\w+)|\s*\((\w+)", name.after)
    before = [word.text for word in words(name.before)]
    if before[-1:] and before[-1] in nouns("courtesies"):
        return True
    return bool(title and (title[1] or title[2]) in nouns("person_titles")) or bool(_PERSONS.search(name.before))


_PERSONS = re.compile(r"\b(?:maires? [^,;:]{3,40},(?:[^,;:]{3,30}\bet)?|(?:present|secretair|directric|directeur|maire)\w*(?: \w+)? :?)$")


def is_programme(name: Name) -> bool:
    """« Loi Oudin », « le projet LIAISE », « des projets comme … »."""
    if len(words(name.text)) > 1 and phrase_pattern("names", "programmes").match(fold(name.text)):
        return True
    example = re.search(r"\b(\w+)(?: \w+)?,? (?:comme|dont|tels que|telles que|appelee?|intitulee?|baptisee?|nommee?)$", name.before)
    return (example[1] if example else _last(name.before)) in nouns("programme_nouns")


def is_organisation(name: Name) -> bool:
    """« Conseil de l'Europe », « le CNES »: a noun for bodies with a name of its own, or an acronym."""
    said = [word.text for word in words(name.text)]
    if said[0] in nouns("institutions") and name.sentence[: name.start].strip(" -•"):
        return True
    special = any(word not in nouns("generic") for word in said[1:])
    return (special and said[0] in nouns("organisations")) or _is_acronym(name)


_ACRONYM = re.compile(r"(?=.*[A-Z].*[A-Z])[A-Z][A-Z&-]+")
_BESIDE = re.compile(r"(?:^|[,;:(/&«]|\b(?:le|la|les|du|des|de|d'|l'|au|aux|a|par|et|avec|ou|chez)) *$|l'$|d'$")


def _is_acronym(name: Name) -> bool:
    """Capitals after an article or a comma; in « les fiertés LGBT » they only qualify a noun."""
    apposed = re.search(r"[A-ZÀ-Ý]\S*(?: [^.,;:(]*)? \($", name.sentence[: name.start]) and name.after.startswith(")")
    return bool(_ACRONYM.fullmatch(name.text) and not apposed and _BESIDE.search(fold(name.sentence[: name.start])))


def _last(folded: str) -> str:
    found = words(folded)
    return found[-1].text if found else ""


_OPENER = re.compile(r":|\(|\bdont\b|\bcomme\b|\btels que\b|\btelles que\b|\bcelles de\b|\bparmi\b")
_PLACED = re.compile(r"\b(?:basee?s?|siege\w*|installee?s?|etablie?s?|implantee?s?)\b.{0,25}$")


def listed_kind(name: Name, section: Section) -> Kind | None:
    """What one of a list is: the last noun for cities or for bodies before it tells."""
    if head(name) in nouns("organisations") or re.fullmatch(r"[A-Z]{2,}s", name.text):
        return None
    if fold(name.text).endswith("metropole") or head(name) == "grand" or _stands_as_city(name, section):
        return Kind.CITY
    told = [word.text for word in words(name.before) if word.text in nouns("cities") | nouns("bodies")]
    if not _OPENER.search(name.before) and section.kind is not SectionKind.MEMBERS:
        return None
    if told and told[-1] in nouns("bodies"):
        return Kind.ORGANISATION
    return Kind.CITY if told or section.kind is SectionKind.MEMBERS else None


def _stands_as_city(name: Name, section: Section) -> bool:
    """A place by the words right before it, or by its country after it."""
    if phrase_pattern("names", "before_city").search(name.before[-30:] + " de") or _PLACED.search(name.before):
        return True
    if phrase_pattern("events", "founders").search(name.before) or re.search(r"presid\w+(?: de| :)?$", name.before):
        return True
    country = re.match(r"\s*(?:\(|,\s)([\w' -]+)", name.after)
    dated = section.kind is SectionKind.DATES and re.search(r"\b(?:a|au)$", name.before)
    return bool(dated) or bool(country and country[1].strip() in nouns("countries"))


_OFFICES = ((Role.SEAT, "seat"), (Role.VICE_PRESIDENT, "vice"), (Role.PRESIDENT, "presidency"))


def role_of(name: Name, kind: Kind, section: Section) -> Role:
    """What the words around a city's name make it; the section decides where they say nothing."""
    if kind is Kind.COUNTRY:
        return Role.MEMBER if section.kind is SectionKind.MEMBERS else Role.NAMED
    if kind is not Kind.CITY:
        return Role.NAMED
    if phrase_pattern("events", "founders").search(name.before):
        return Role.FOUNDER
    if re.search(r"\bmaires?(?: de| du| d')?$", name.before):
        return Role.NAMED
    beside = next((role for role, key in _OFFICES if phrase_pattern("events", key).search(name.before[-60:])), None)
    governs = re.match(r" [^,;:]{0,25}\b(vice-)?presid", name.after)
    if beside or governs:
        return beside or (Role.VICE_PRESIDENT if governs and governs[1] else Role.PRESIDENT)
    met = nouns("meetings") & {word.text for word in words(name.before)[-6:]}
    if re.search(r"\b(?:a|au|aux)$", name.before) and (section.kind is SectionKind.DATES or met):
        return Role.HOST
    member = section.kind is SectionKind.MEMBERS or re.search(r"\bmembres?\b|\bont (?:aussi )?signe\b", fold(name.sentence))
    return Role.MEMBER if member and section.kind is not SectionKind.DATES else Role.NAMED
