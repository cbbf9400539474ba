"""Years however people name them, « en 84 », « the seventies », « avant la chute du mur », « deux mille quinze », as digits."""

from __future__ import annotations

import re

from reseaux_qa.french import fold, lexicon, phrase_pattern, unit_nouns, words
from reseaux_qa.quantities import quantities

_SHORT_YEAR = re.compile(
    r"\b((?:en|depuis|avant|après|apres|dès|jusqu'en)\s+)['’]?(\d\d)\b(?!\s*(?:[-–,]?\s*\d|à\b|ou\b|ans?\b|mois|jours|pays|villes|h\b|[%€]|[a-zà-ÿ]{3}))",
    re.IGNORECASE,
)
_TURN = 30  # two digits from which a year is of the last century
_ENGLISH = {"fifties": 50, "sixties": 60, "seventies": 70, "eighties": 80, "nineties": 90}
_ENGLISH_DECADE = re.compile(rf"\b(?:(?:aux|des|les|the) )?({'|'.join(_ENGLISH)})\b", re.IGNORECASE)
_DURING = ("pendant", "durant")
# What an event dates by: « la même année que les attentats », « remonte à la guerre ».
_DATING = re.compile(
    r"\b(avant|d'avant|apres|d'apres|depuis|jusqu'a|lors de|au moment de|au temps de|a l'epoque de|before|after|since|during|pendant|durant"
    r"|annee (?:que|de)|(?:dat|remont)\w+ (?:de|a)|entre(?: [^.?!]{2,60} et)?)\s*(?:la |le |les |l'|du |des |the )?$"
)
_YEAR_BEHIND = re.compile(r"\s+(?:(?:19|20)\d\d|derniere?|prochaine?)\b")
_TO_16 = "une?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize"
_UNDER_100 = rf"(?:{_TO_16}|vingts?|trente|quarante|cinquante|soixante)"
_SPELLED = re.compile(
    rf"(?<!plus de )(?<!moins de )(?<!pres de )\b(?:deux mille|mil(?:le)?[ -]neuf[ -]cent|dix-neuf[ -]cent)s?"
    rf"(?:[ -](?:et[ -](?=une?\b|onze\b))?{_UNDER_100})+\b"
)
_MILLENNIUM = re.compile(r"\b(l'an|en|entre|depuis|avant|après|apres)\s+deux mille\b(?=\s*(?:[,.;:?!)]|et\b|ou\b|$))", re.IGNORECASE)
_SPANS = re.compile(
    r"(?<!\w)(d['’])?(une?|deux|trois|quatre|cinq|six) (décennie|decennie|demi-siècle|demi-siecle|siècle|siecle)s?\b", re.IGNORECASE
)
_YEARS_IN = {"decennie": 10, "demi-siecle": 50, "siecle": 100}
_CALENDAR = range(1900, 2100)


def in_digits(text: str) -> str:
    """The same text with every year, and every span of years, that it names otherwise in digits."""
    text = _SPANS.sub(_span, text)
    text = _ENGLISH_DECADE.sub(lambda match: f"les années {_ENGLISH[fold(match[1])]}", text)
    return _told(_spelled(_MILLENNIUM.sub(r"\1 2000", _SHORT_YEAR.sub(_full, text))))


def _span(match: re.Match[str]) -> str:
    """« plus d'une décennie » as « plus de 10 ans »."""
    times = lexicon()["numbers"].get(fold(match[2]), 1)
    return f"{'de ' if match[1] else ''}{times * _YEARS_IN[fold(match[3]).removesuffix('s')]} ans"


def _full(match: re.Match[str]) -> str:
    """« en 84 » is 1984, « depuis 08 » 2008."""
    return f"{match[1]}{'19' if int(match[2]) >= _TURN else '20'}{match[2]}"


def _spelled(text: str) -> str:
    """« deux mille quinze » as 2015, where it counts nothing."""
    for said in reversed([*_SPELLED.finditer(fold(text))]):
        year, behind = quantities(said[0])[0].number, words(text[said.end() :])[:1]
        if year in _CALENDAR and not any(word.text in unit_nouns() for word in behind):
            text = f"{text[: said.start()]}{year}{text[said.end() :]}"
    return text


def _told(text: str) -> str:
    """« avant la Seconde Guerre mondiale » with its year, as everybody knows it: the first before it, else the last.

    An event that nothing dates by, « un projet sur le covid », is a subject like any other.
    """
    for event in reversed([*phrase_pattern("history").finditer(fold(text))]):
        dating = _DATING.search(fold(text[: event.start()]))
        if dating and not _YEAR_BEHIND.match(text, event.end()):
            text = f"{text[: dating.start()]}{_dated(dating, *lexicon()['history'][' '.join(event.group().split())])}{text[event.end() :]}"
    return text


def _dated(dating: re.Match[str], first: str, last: str) -> str:
    """« avant 1939 », « après 1945 », « entre 1947 et 1991 »."""
    if dating[1] in _DURING and first != last:
        return f"entre {first} et {last}"
    before = phrase_pattern("bounds", "before").search(dating[1]) is not None
    return f"{dating[1]} {first if before else last}"
