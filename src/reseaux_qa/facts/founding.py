"""Whether a sentence of a page says when a network began, or that the host was there from the start."""

from __future__ import annotations

import re

from reseaux_qa.french import fold

_GATHERS = (
    "federe|reunit|rassemble|regroupe|relie|associe|rapproche|unit|fait dialoguer|forment|cherche|defend|accompagne|soutient|aide|"
    "met en relation"
)
_ACTS_SINCE = re.compile(  # « Depuis 1975, X fédère les collectivités », « Le Forum les réunit depuis 2003 »
    rf"\bdepuis (?:\w+ )?\d{{4}},? [^.;]{{0,60}}?\b(?:{_GATHERS})\b"
    rf"|\b(?:{_GATHERS}|existe|agit) (?:[^.;,]{{0,30}} )?depuis (?:\w+ )?\d{{4}}"
)
_FOUNDING_ACT = re.compile(
    r"\bont decide\b[^.;]{0,30}\b(?:d'unir|de se (?:federer|regrouper|reunir))\b"
    r"|\bse sont (?:donne|dotees?) [^.;]{0,20}\bune? (?:voix|association|alliance|organisation)\b|\bcommence l'histoire d"
    r"|\best devenue? une association\b"
    r"|^\W*signee?s? [^.;]{0,60}, (?:ce|cette) (?:pacte|charte|convention|texte|accord|declaration)\b"
    r"|\bsignature\b[^.;]{0,70}? par \w+ (?:villes|communes|maires)|\bont signe [^.]{0,30}\b(?:charte|convention)|\bcharte fondatrice\b"
)


def dates_the_start(folded: str) -> bool:
    """The charter that several cities signed, their decision to unite, or since when it brings them together."""
    return _FOUNDING_ACT.search(folded) is not None or _ACTS_SINCE.search(folded) is not None


_THE_START = r"(?:l'origine|le (?:debut|depart|premier jour)|[ls]a (?:creation|fondation))"
_FOUNDING_MEMBER = re.compile(
    r"\b(?:membres?|villes?|cites?|communes?|capitales?) (?:\w+ )?(?:co-?)?fondat(?:eur|rice)s?\b"
    r"|\b(?:des|l'une?e? des|parmi (?:l|s|c)es|de ces) (?:\w+ )?(?:co-?)?fondat(?:eur|rice)s\b|\bco-?fondatrice\b|(?:^\W*|, )fondatrice,"
    r"|\bparmi les (?:premiere?s? signataires|premieres villes signataires|\w+ signataires d'origine)\b"
    r"|\b(?:a|avons|ont) (?:aussi |elle-meme |nous-memes )?(?:co-?)?fonde\b"
    rf"|\b(?:membres?|adherente?s?|partie|presente?s?|y (?:est|sommes)) depuis {_THE_START}\b"
    rf"|\b(?:est|sommes|etait|etions) (?:donc )?la d(?:epui|e)s {_THE_START}\b"
)


def is_founded_by(sentence: str, host: str) -> bool:
    """Whether a sentence about the host makes it a founder, or a member from the first day."""
    folded = fold(sentence)
    return _FOUNDING_MEMBER.search(folded) is not None or _is_among_founders(folded, re.escape(fold(host)))


def _is_among_founders(folded: str, host: str) -> bool:
    """« Création : 2011, par Karlsruhe, … et Mulhouse », « Neuf villes, dont la nôtre, ont fondé … », « Fondateurs : … »."""
    ways = (
        rf"\b(?:cree|fonde|creation|fondation)\w*[^.;()]{{0,40}}?\bpar (?!l')[^.;()]{{0,120}}?\b{host}\b",
        rf"^[^.;:]{{0,80}}\b{host}\b[^.;:]{{0,60}}? ont (?:donc )?(?:cree|fonde)\b",
        rf"\b(?:dont|parmi lesquel\w+)\b[^.;:]{{0,60}}\b(?:{host}|la notre)\b[^.;:]{{0,60}} (?:ont (?:cree|fonde|lance)|(?:cre|fond)ent)\b",
        rf"^\W*(?:ses )?(?:\w+ )?(?:villes )?fondat(?:eurs|rices)[\W_]*:[^.;]*\b{host}\b",
        rf"\b{host}\b[^.;:]{{0,90}} (?:a|ont) signe la charte fondatrice\b",
        rf"\bpar (?:\w+ ){{0,3}}villes,? (?:dont|parmi lesquelles) (?:la notre|{host})\b",
        rf"\b(?:que|qu') ?(?:la ville d[e'] ?)?{host} a (?:co-?)?(?:fonde|cree|lance)e?\b(?! (?:un|une|le|la|les|l')\b)",
        rf"\ba l'initiative d[^.;:]{{0,40}}\b{host}\b",
        rf"\b{host} (?:l')?a (?:cree|fonde|lance) (?:le|la|l'|ce|cette)\s?(?:reseau|association|alliance|club|union|federation)\b",
    )
    return any(re.search(way, folded) for way in ways)
