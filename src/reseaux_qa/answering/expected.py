"""What kind of thing a question wants (a person, a place, an amount …), and whether a text holds one.

The answer types of question answering (Li and Roth, 2002), the few that a page
of prose can be checked for by form alone.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache, lru_cache

from reseaux_qa.french import fold, lexicon, says, stopwords, words
from reseaux_qa.geography import cities_in, country_of, regions_in
from reseaux_qa.quantities import dates, spell_date

_PERSON = re.compile(r"\b(?:Mmes?|MM?\.|[A-ZÀ-Ý][a-zà-ÿ’'-]+) (?:de |van |von |El |Al-)?[A-ZÀ-Ý][\w’'-]+")
_PLACE = re.compile(r"(?<=[\w,)] )(?:à|au|aux|en|de|du|d['’]|dans|:|sur|près de|chez) (?:la |le |les |l['’])?[A-ZÀ-Ý]|[dl]['’][A-ZÀ-Ý]")
_HELD = {
    "place": _PLACE,
    "who": re.compile(r"\b[A-ZÀ-Ý][\w’'-]+ [A-ZÀ-Ý]|\b(?:[Mm]aire|[Vv]ille|[Vv]illes|[Pp]résid\w+)\b"),
    "names": re.compile(r"[A-ZÀ-Ý][\w’'-]+(?:[^.\n]{0,40}?(?:,|\bet\b|\n)[^.\n]{0,20}?[A-ZÀ-Ý][\w’'-]+){2,}"),
    "future": re.compile(r"\b(?:prochaine?s?|future?s?|à venir|sera|seront|aura lieu|auront|prévue?s?|prévoit|d'ici)\b", re.IGNORECASE),
    "age": re.compile(r"\b\d+(?: à \d+)?[- ]ans\b|\bâgée?s?\b"),
    "reason": re.compile(r"\b(?:afin|pour|parce|car|grâce|raison|permet\w*|vise\w*|objectifs?|but)\b", re.IGNORECASE),
    "company": re.compile(r"\b(?:entreprises?|sociétés?|cabinet|groupe industriel|prestataire)\b|\bS\.?A\.?R?L?\b", re.IGNORECASE),
    "room": re.compile(
        r"\b(?:salle|palais|hôtel|centre|musée|maison|parc|théâtre|jardin|place|rue|quartier|château|stade|halle|villa|gare|port)\b",
        re.IGNORECASE,
    ),
    "winner": re.compile(r"\b(?:prix|lauréate?s?|gagn\w+|remport\w+|récompens\w+|distingu\w+|obtenu\w*|décern\w+)\b", re.IGNORECASE),
    "language": re.compile(r"\b(?:langues?|anglais|français|espagnol|allemand|italien|portugais|catalan|arabe|japonais)\b", re.IGNORECASE),
    "amount": re.compile(
        r"\d[\d\s.,]*(?:millions? |milliards? )?(?:d['’])?(?:€|euros?|francs?|dollars?|k€|\$)"
        r"|\b(?:cotisation|participation|adhésion)[\s:]*(?:est |reste )?(?:aucune|nulle|gratuite)\b|\b(?:aucune|sans) cotisation\b",
        re.IGNORECASE,
    ),
    "month": re.compile(
        r"\b(?:janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre|printemps|été|automne|hiver)\b"
    ),
    "end": re.compile(
        r"\bjusqu['’]|\bà \d{4}\b|\d{4}\s*[-–/]\s*\d{2,4}\b|\b(?:achev|termin|clôtur|clos\b|échéance|prend fin|pris fin|quitté|durée)",
        re.IGNORECASE,
    ),
    "hour": re.compile(r"\b\d{1,2} ?(?:h\b|heures?\b)"),
    "duration": re.compile(r"\b(?:ans|années?|mois|semaines?|jours?|heures?)\b|\d{4}\s*[-–à]\s*\d{4}|jusqu'en", re.IGNORECASE),
    "share": re.compile(r"%|\b(?:moitié|tiers|quart|majorité|unanimité)\b", re.IGNORECASE),
    "contact": re.compile(r"@|https?:|www\.|\b0\d(?:[ .]\d\d){4}|\bt[ée]l\b|\b\d{5}\b|\b(?:rue|avenue|boulevard|quai)\b"),
    "day": re.compile(r"\b\d{1,2}(?:er)? (?:janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre)\b"),
}


_RARE = frozenset({"amount", "contact", "hour", "age", "share"})
_LOOSE = frozenset({"who", "place", "names", "reason"})  # forms that most sentences have


def is_plain(kind: str) -> bool:
    """Whether few sentences hold such a thing, so that one that does may well answer."""
    return kind not in _LOOSE


def is_rare(kind: str) -> bool:
    """Whether a page holds it once or never, so that the one sentence which does is worth a look."""
    return kind in _RARE


def wanted(question: str) -> tuple[str, ...]:
    """The kinds that a question's own words want."""
    folded = fold(question)
    kinds = [kind for kind in lexicon()["wanted"] if says(folded, "wanted", kind)]
    prize = "prix" in folded and says(folded, "asks", "won")  # « quel prix a-t-elle gagné ? »
    return tuple(kind for kind in kinds if kind != "amount" or not prize)


def holds(text: str, kind: str, given: Collection[str] = ()) -> bool:
    """Whether a text of the page holds something of a kind that the words ``given`` in the question do not say."""
    return any(not thing or not thing.issubset(given) for thing in _things(text, kind))


def regions(text: str) -> frozenset[str]:
    """The names of the parts of the world that a text speaks of, « les villes africaines »."""
    return frozenset(region.name for region, _, _ in regions_in(text))


# The cache holds the page's own sentences alone, never a question's.
@lru_cache(maxsize=8192)
def _things(text: str, kind: str) -> tuple[frozenset[str], ...]:
    """The words of each thing of a kind that a text holds; of what is told by its form alone, « afin de », no words."""
    if kind == "date":
        return tuple(_words_of(spell_date(dated.date)) for dated in dates(text))
    if kind in _NAMED:
        return tuple(map(_words_of, _NAMED[kind](text)))
    return (frozenset(),) if _HELD[kind].search(text) else ()


def _words_of(text: str) -> frozenset[str]:
    return frozenset(word.text for word in words(text))


def _persons(text: str) -> list[str]:
    """« Karim Belhadj », and neither « Forum Mobilité » nor « Ponta Delgada »."""
    every = [match.group() for match in _PERSON.finditer(text) if country_of(match.group()) is None]
    return [name for name in every if _common_nouns().isdisjoint(_words_of(name))]


def _cities(text: str) -> list[str]:
    return [text[start:end] for start, end in cities_in(text)]


def _countries(text: str) -> list[str]:
    """« Norvège », with its islands; a continent is none."""
    return [text[start:end] for region, start, end in regions_in(text) if not region.is_wide]


_NAMED = {"person": _persons, "city": _cities, "country": _countries}


_AUTHORITIES = ("metropole", "mairie")


@cache
def _common_nouns() -> frozenset[str]:
    """What may have a capital and is no part of a person's name."""
    keys = ("organisations", "programmes", "bodies", "cities", "institutions", "areas", "generic")
    every = (lexicon()["names"][key] for key in keys)
    nouns = stopwords().union(_AUTHORITIES, lexicon()["inner_bodies"], lexicon()["names"]["before_city"], *every)
    return nouns - {*lexicon()["names"]["courtesies"]}
