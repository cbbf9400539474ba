"""What kind of thing a question wants (a person, a place, an amount …), and whether a text holds one.

The answer types of question answering (Li and Roth, 2002), the few that a page
of prose can be checked for by form alone.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from reseaux_qa.french import fold, lexicon, says, stopwords, words
from reseaux_qa.geography import country_of
from reseaux_qa.quantities import dates

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


@lru_cache(maxsize=8192)
def holds(text: str, kind: str) -> bool:
    """Whether a text of the page holds something of a kind."""
    if kind == "date":
        return bool(dates(text))
    return _names_person(text) if kind == "person" else _HELD[kind].search(text) is not None


def _names_person(text: str) -> bool:
    """« Karim Belhadj », and neither « Forum Mobilité » nor « Ponta Delgada »."""
    every = (words(match.group()) for match in _PERSON.finditer(text) if country_of(match.group()) is None)
    return any(_common_nouns().isdisjoint(word.text for word in name) for name in every)


_AUTHORITIES = ("metropole", "mairie")


@cache
def _common_nouns() -> frozenset[str]:
    """What may have a capital and is no part of a person's name."""
    keys = ("organisations", "programmes", "bodies", "cities", "institutions", "areas", "generic")
    every = (lexicon()["names"][key] for key in keys)
    nouns = stopwords().union(_AUTHORITIES, lexicon()["inner_bodies"], lexicon()["names"]["before_city"], *every)
    return nouns - {*lexicon()["names"]["courtesies"]}
