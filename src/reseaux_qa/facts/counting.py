"""What one sentence of a page counts: members, countries, inhabitants, money."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reseaux_qa.facts.clauses import Clause, Reading
from reseaux_qa.french import fold, lexicon, phrase_pattern, unit_nouns, words
from reseaux_qa.quantities import Quantity, quantities
from reseaux_qa.types import Attribute, Date, SectionKind

_UNIT_END = re.compile(r"[.;:,()\n/]|\s[-–]\s|\d")
_UNIT_WORDS = 4

_A_TOWN = 1000  # people from which a number is a population


def counted(clause: Clause, date: Date | None) -> Iterator[Reading]:
    """Each number of a sentence with what it counts, dated where its line is."""
    for quantity in quantities(clause.text):
        if _counts_members(clause, quantity):
            yield Reading(Attribute.MEMBERS, quantity.start, quantity.end, date, quantity.number, quantity.qualifier)
            continue
        if _COUNTRIES_LABEL.fullmatch(clause.folded[: quantity.start]) and _ENDS.match(clause.folded, quantity.end):
            yield Reading(Attribute.COUNTRIES, quantity.start, quantity.end, date, quantity.number, quantity.qualifier)
            continue
        start, end = _unit_span(clause.text, quantity)
        unit = " ".join(clause.text[start:end].split()).strip("* ")
        if unit and (unit[0].isalnum() or unit in MONEY) and fold(unit) not in lexicon()["months"]:
            founding, visiting = _counts_founders(clause, quantity.start, end), _attended(clause, quantity.start, unit)
            own = clause.kind is not SectionKind.ROLE and not (founding or visiting)
            attribute = unit_attribute(unit) if own else Attribute.OTHER
            if attribute is Attribute.INHABITANTS and quantity.number < _A_TOWN:  # « deux personnes » are no population
                attribute = Attribute.OTHER
            inner = _INNER.search(clause.folded[: quantity.start]) is not None
            yield Reading(attribute, quantity.start, end, date, quantity.number, quantity.qualifier, unit, inner=inner)


def _counts_members(clause: Clause, quantity: Quantity) -> bool:
    """« Membres : 200 », « elles sont maintenant 27 »: a number that no noun follows counts members."""
    if _OF_THEM.search(clause.folded[: quantity.start]) and not _counted_next(clause, quantity):
        return True
    if _IN_IT.match(clause.folded, quantity.end):
        return True
    labelled = _MEMBERS_LABEL.match(clause.folded) or (_is_bare(clause, quantity) and clause.kind is SectionKind.MEMBERS)
    return bool(labelled) and _ENDS.match(clause.folded, quantity.end) is not None


def _is_bare(clause: Clause, quantity: Quantity) -> bool:
    """« Membres : 200 », of which the label is the title: a number and nothing else, first under it."""
    return clause.first and not clause.folded[: quantity.start].strip(" *|") and quantity.number not in range(1900, 2100)


_MEMBERS_LABEL = re.compile(r"\W*(?:nombre (?:de |d'))?(?:villes |communes |collectivites )?(?:membres|adherents|adherentes)\s*:\D{0,12}\d")
_COUNTRIES_LABEL = re.compile(r"\W*(?:nombre de )?pays(?: representes| membres| couverts)?\s*[:|]\W*")
_OF_THEM = re.compile(
    r"\b(?:ils|elles) sont (?:maintenant |aujourd'hui |desormais |actuellement |a present )?$|(?<!\bon )\ben compte (?:\w+'?\w* )?$"
)


_IN_IT = re.compile(r"\s+(?:y (?:participent|adherent)|en (?:font partie|sont membres))\b")
_ENDS = re.compile(r"[ .|]*(?:$|, (?:dans|de|en)\b|\()")


def _counted_next(clause: Clause, quantity: Quantity) -> bool:
    """« Elles sont 27 villes », not « elles sont 27, dans … »."""
    return re.match(r"\s+(?!aujourd'hui|a ce jour|a present|maintenant|desormais|dans )[a-z]", clause.folded[quantity.end :]) is not None


_BY = re.compile(r"\bpar (?:les? )?(?:maires? de )?$")
_ACTED = re.compile(
    r"\s*(?:[a-z ]{0,30}|(?:[\w' ]{1,30})?,[^.;]{1,120},)\s*"
    r"(?:(?:l')?ont (?:fonde|cree|lance)|decide(?:nt|rent)|creent|fondent|lancent|se sont (?:alliees|associees)|fondatrices|pilotes)\b"
)
_SIGNED, _YEAR = re.compile(r"\s*(?:,[^,]{1,40},)?\s*ont signe\b"), re.compile(r"\b(?:1\d|20)\d\d\b")
_INNER = re.compile(
    r"\b(?:comite|conseil|bureau|jury|college|commission|groupe|vice-presidence)s?(?: \w+){0,2}?\s+(?:de|d'|des|:|forme d[e'])[\w ]{0,8}$"
)


def _counts_founders(clause: Clause, start: int, end: int) -> bool:
    """« fondé par six villes », « sept villes ont fondé le réseau »: those who founded, not those who are in it."""
    by = _BY.search(clause.folded[:start]) and phrase_pattern("events", "created").search(clause.folded[:start])
    signed = _SIGNED.match(clause.folded, end) and _YEAR.search(clause.folded)  # without a year, those who are in it
    return bool(by or signed or _ACTED.match(clause.folded, end))


_GATHERED = re.compile(r"\b(?:forum|congres|rencontre|colloque|assemblee|conference|atelier|seminaire|sommet|edition|reunion)s?\b")


def _attended(clause: Clause, start: int, unit: str) -> bool:
    """« un forum, 300 participants », « venus de 45 pays »: who came to a meeting, not who is in the network."""
    if _CAME_FROM.search(clause.folded[:start]):
        return True
    return fold(unit).startswith("participant") and _GATHERED.search(clause.folded) is not None


_CAME_FROM = re.compile(r"\b(?:venue?s?|venant|originaires) d(?:e|'une?) (?:pres de |plus de |quelque )?$")
MONEY = ("€", "$", "euros")
_MONEY = re.compile(r"\s?[€$]")
_UNIT_LEAD = re.compile(r"[\s *]*(?:(?:des|sur|sur les)\s+\d[\d  ]*\s+)?(?:de\s+|d['’]|des\s+)?")


def _unit_span(text: str, quantity: Quantity) -> tuple[int, int]:
    """The counted noun and what agrees with it; « 140 des 191 états » counts states."""
    money = _MONEY.match(text, quantity.end)
    if money:
        return money.end() - 1, money.end()
    lead = _UNIT_LEAD.match(text, quantity.end)
    start = lead.end() if lead else quantity.end
    stop = _UNIT_END.search(text, start)
    tokens = words(text[start : stop.start() if stop else len(text)])[:_UNIT_WORDS]
    kept = 0
    for number, token in enumerate(tokens):
        if number == 0 or _agrees(token.text) or tokens[number - 1].text in ("de", "d"):
            kept = number + 1
        elif token.text not in ("et", "de", "d"):
            break
    if kept > 1 and kept < len(tokens) and _PARTICIPLE.search(tokens[kept - 1].text) and tokens[kept].text in _COMPLETING:
        kept -= 1  # « 140 villes convaincues que … »
    return start, start + tokens[kept - 1].end if kept else start


_PARTICIPLE = re.compile(r"(?:ees|(?<!q)ues|(?<!pl)us|(?<!a)is)$")
_COMPLETING = ("que", "qui", "par", "dans", "de", "d", "a", "en", "sur", "entre")


def _agrees(word: str) -> bool:
    return word.endswith(("s", "x")) and word not in ("dans", "des", "les", "tous", "toutes", "nos", "ses", "aux")


def unit_attribute(unit: str) -> Attribute:
    """What a counted phrase counts: its first known word decides."""
    if _COMPOUND.match(unit) and words(unit)[0].text not in unit_nouns():
        return Attribute.OTHER
    for word in words(unit)[:3]:
        for attribute in (Attribute.COUNTRIES, Attribute.INHABITANTS, Attribute.PARTNERS, Attribute.MEMBERS):
            if word.text in lexicon()["units"][attribute.value]:
                return Attribute.PARTNERS if "partenaire" in fold(unit) else attribute
    return Attribute.OTHER


_COMPOUND = re.compile(r"\w+-\w")  # « 22 groupes-pays » are no countries
