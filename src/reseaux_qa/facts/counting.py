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
            told = clause.kind is not SectionKind.ROLE or _tells_its_size(clause, quantity.start)
            own = told and not (founding or visiting or _counts_some(clause, quantity, end))
            attribute = unit_attribute(unit) if own else Attribute.OTHER
            if own and attribute is Attribute.OTHER and _is_size(clause, quantity.start, unit):
                attribute = Attribute.MEMBERS
            if attribute is Attribute.INHABITANTS and quantity.number < _A_TOWN:  # « deux personnes » are no population
                attribute = Attribute.OTHER
            inner = _is_of_body(clause, quantity.start)
            yield Reading(attribute, quantity.start, end, date, quantity.number, quantity.qualifier, unit, inner=inner)


def _is_size(clause: Clause, start: int, unit: str) -> bool:
    """« Effectif : 64 stations balnéaires », « Membres : 12 sites »: whatever the label counts, but those whom it employs."""
    return _SIZE_LABEL.fullmatch(clause.folded[:start]) is not None and _STAFF.match(fold(unit)) is None


_OF_TODAY = r"(?: (?:actuels?|total|declares|affilie?e?s|a ce jour|au [^:]{3,18}))?"
_SIZE = (
    "(?:(?:nombre (?:de |d'))?(?:(?:villes|communes|collectivites|cites) )?(?:membres|adherente?s|affiliee?s|participants)|effectif|parc)"
)
_SIZE_LABEL = re.compile(rf"\W*{_SIZE}{_OF_TODAY}\s*:\W*")
_STAFF = re.compile(r"(?:salarie|agent|permanent|personne|employe|emploi|habitant|voiture|vehicule|velo|point|million)")


def _counts_members(clause: Clause, quantity: Quantity) -> bool:
    """« Membres : 200 », « elles sont maintenant 27 »: a number that no noun follows counts members."""
    if _OF_THEM.search(clause.folded[: quantity.start]) and not (
        _counted_next(clause, quantity) or _TO_DO.match(clause.folded, quantity.end)
    ):
        return True
    if _IN_IT.match(clause.folded, quantity.end):
        return True
    sized = _SIZE_LABEL.fullmatch(clause.folded[: quantity.start])
    labelled = sized or _MEMBERS_LABEL.match(clause.folded) or (_is_bare(clause, quantity) and clause.kind is SectionKind.MEMBERS)
    return bool(labelled) and _ENDS.match(clause.folded, quantity.end) is not None


def _is_bare(clause: Clause, quantity: Quantity) -> bool:
    """« Membres : 200 », of which the label is the title: a number and nothing else, first under it."""
    return clause.first and not clause.folded[: quantity.start].strip(" *|") and quantity.number not in range(1900, 2100)


_MEMBERS_LABEL = re.compile(r"\W*(?:nombre (?:de |d'))?(?:villes |communes |collectivites )?(?:membres|adherents|adherentes)\s*:\D{0,12}\d")
_COUNTRIES_LABEL = re.compile(
    r"\W*(?:(?:nombre de )?pays(?: representes| membres| couverts)?|nationalites)\s*[:|]\W*|.*\bpays(?: \w+)? sont au nombre de "
)
_OF_THEM = re.compile(
    r"\b(?:ils|elles) sont (?:maintenant |aujourd'hui |desormais |actuellement |a present )?$"
    r"|(?<!\bon )\ben (?:compte|federe|denombre|rassemble|regroupe|reunit) (?:\w+'?\w* )?$"
    r"|\bles (?:adherents|adherentes|membres) sont $|\bles voici $|\b(?:villes|communes|membres|adherent\w+)[\w ]{0,15},? au nombre de $"
    r"|\bnombre d(?:'adherents|e membres)\b[^.;]{0,40} (?:s'etablit|s'eleve|est passe) a $|\bsont devenue?s $"
)


_IN_IT = re.compile(r"\s+(?:y (?:participent|adherent)|en (?:font partie|sont membres))\b")
_TO_DO = re.compile(r"[^.;]{0,25}, a \w+(?:er|ir|re)\b")  # « Ils sont 14 000, chaque année, à franchir le pont »
_ENDS = re.compile(r"[ .|]*(?:$|, (?:dans|de|en|dont|contre|soit|pour)\b|\()")


def _counted_next(clause: Clause, quantity: Quantity) -> bool:
    """« Elles sont 27 villes », not « elles sont 27, dans … »."""
    return re.match(r"\s+(?!aujourd'hui|a ce jour|a present|maintenant|desormais|dans )[a-z]", clause.folded[quantity.end :]) is not None


_BY = re.compile(r"\bpar (?:les? )?(?:maires? de )?$")
_ACTED = re.compile(  # what those who founded did
    r"\s*(?:[a-z ]{0,30}|(?:[\w' ]{1,40})?,[^.;]{1,120},)\s*"
    r"(?:(?:l')?(?:ont|avaient) (?:fonde|cree|lance|scelle|portee? sur les fonts)"
    r"|scell(?:ent|aient)|sign(?:ent|aient)|decide(?:nt|rent)|creent|fondent|lancent|se sont (?:alliees|associees)|pilotes)\b"
)
_SIGNED = re.compile(r"\s*(?:[a-z]+)?(?:,[^.;]{1,120},)?\s*ont signe\b")
_YEAR = re.compile(r"\b(?:1\d|20)\d\d\b")
_BODY = r"\b(?P<body>comite|conseil|bureau|jury|college|commission|groupe|vice-presidence)s?\b"
_HAS = r"(?:compte|reunit|rassemble|comprend|comporte|se compose d[e']|est compose d[e']|est forme d[e'])"
_INNER = re.compile(
    rf"{_BODY}(?: \w+){{0,2}}?\s+(?:de|d'|des|:|forme d[e'])[\w ]{{0,8}}$"
    rf"|{_BODY.replace('body', 'having')}[^.;:]{{0,50}}? {_HAS}\s?(?:\w+ )?$"
)


def _is_of_body(clause: Clause, start: int) -> bool:
    """« un jury de 12 élus », « le conseil d'administration se compose de huit maires »; a « Conseil des communes » is the network."""
    found = _INNER.search(clause.folded[:start])
    return found is not None and not (found["having"] and found["having"] in clause.names)


_IT_HAS = re.compile(r"\bil (?:affiche|annonce|associe|compte|declare|federe|rassemble|regroupe|reunit|revendique) (?:[a-z]+ ){0,3}$")


def _tells_its_size(clause: Clause, start: int) -> bool:
    """« Il affiche 230 adhérents » in the host's own section: the host is « elle »; « Il » may be the group of the sentence before."""
    before = {word.text for word in words(clause.before)}
    return _IT_HAS.search(clause.folded[:start]) is not None and before.isdisjoint(lexicon()["inner_bodies"])


def _counts_founders(clause: Clause, start: int, end: int) -> bool:
    """« fondé par six villes », « sept villes ont fondé le réseau »: those who founded, not those who are in it."""
    by = _BY.search(clause.folded[:start]) and phrase_pattern("events", "created").search(clause.folded[:start])
    signed = _SIGNED.match(clause.folded, end) and _YEAR.search(clause.folded)  # without a year, those who are in it
    first = _FIRST.search(clause.folded[start:end]) or _STARTING.search(clause.folded[:start])
    return bool(by or signed or first or _ACTED.match(clause.folded, end) or _TO_CREATE.match(clause.folded, end))


_FIRST = re.compile(r"\b(?:fondat|pionnier)")  # « l'une des six villes fondatrices »
_STARTING = re.compile(
    r"\b(?:volonte|entente|accord|initiative|impulsion|fusion|rapprochement|reunion) (?:entre |d)[^.;,]{0,25}$"
    r"|\bsignee?s? [^.;]{0,60}\bpar $"
)
_TO_CREATE = re.compile(r"[^.;]{0,70}\bpour (?:cre|fond|lanc)er\b|[^.;,]{0,25}\b(?:a l'epoque|a l'origine|au depart|au debut)\b")
_TAKES_UP = r"(?:adopt|appliqu|repri|emprunt|test|experiment|utilis|copi|imit)"
_TAKEN_BY = re.compile(rf"\b{_TAKES_UP}\w*[^.;]{{0,25}} (?:par|dans) (?:les )?(?:[a-z]+ )?$")
_TAKE_IT = re.compile(rf"\s*(?:(?:qui )?(?:l'|les |y )?(?:ont (?:deja |depuis )?)?{_TAKES_UP}(?:e[es]*|ent|s|is)\b)")
_OTHERS = re.compile(r"\s*(?:d'|de |des )?autres?\b")
_NOT_ALL = re.compile(r"\baupres d(?:e|es|u) $|\bdelegation(?:s? \w+)? d(?:e|'une?) (?:\w+ )?$|\b(?:projet|exposition)\b[^.;:]{0,80}$")
_ONCE = re.compile(  # how many they were, or came to a first meeting
    r"\b(?:ils|elles) etaient (?:alors )?$|\bpremiere? (?:reunion|manifeste|assemblee|rencontre|congres)\b[^.;]*$"
)
_OF_A_DEED = re.compile(  # « Action en cours : « Ruelles », 5 communes », « le Grand X, 36 communes »
    r"^\W*(?:actions?|programmes?|dossiers?|manifestations?|observations?|utilisations?|resultats?|candidature)\b[^:;.\d]{0,25}:.*$"
    r"|\b(?:grand|agglomeration|communaute)\b[^.;,]{0,25}, $"
)
_BOTH, _THESE = 2, re.compile(r"\b(?:les|ces|nos) $")  # « les deux communes » are those just named
_GAVE = re.compile(r"\s*(?:ont (?:verse|concouru)|(?:y )?particip(?:aient|erent)|requis\b|necessaires\b)")
_OF_PARENT = re.compile(
    r"\bbranche (?:francaise|nationale|regionale)\b[^.;]*$|\bdont (?:elle|il) depend\b[^.;]*$|\bdepend d[eu] [^.;,]*, qui [^.;]*$"
    r"|\bmaison[- ]mere\b[^.;]*$|"
    r"\b(?:branche|antenne|section|relais)\b[^.;]*\b(?:d[eu]|d')[^.;]*, (?:dont|qui|\w+ (?:lance|cree|fonde)e?)\b[^.;]*$"
)


def _counts_some(clause: Clause, quantity: Quantity, end: int) -> bool:
    """« une dizaine d'autres villes », « adopté par 17 villes », « jusqu'à 11 villes », « section de l'association …, qui compte … »."""
    before = clause.folded[: quantity.start]
    beside = any(way.search(before) for way in (_TAKEN_BY, _NOT_ALL, _OF_PARENT, _ONCE, _OF_A_DEED))
    beside = beside or (quantity.number == _BOTH and _THESE.search(before) is not None) or _GAVE.match(clause.folded, end) is not None
    some = quantity.qualifier == "jusqu'a" or _OTHERS.match(clause.folded, quantity.end) or _TAKE_IT.match(clause.folded, end)
    return beside or bool(some)


_GATHERED = re.compile(r"\b(?:forum|congres|rencontre|colloque|assemblee|conference|atelier|seminaire|sommet|edition|reunion)s?\b")


def _attended(clause: Clause, start: int, unit: str) -> bool:
    """« un forum, 300 participants », « venus de 45 pays »: who came to a meeting, not who is in the network."""
    if _CAME_FROM.search(clause.folded[:start]) or _BROUGHT.search(clause.folded[:start]):
        return True
    return fold(unit).startswith("participant") and _GATHERED.search(clause.folded) is not None


_BROUGHT = re.compile(rf"{_GATHERED.pattern}[^.;]{{0,40}}\b(?:reunissant|rassemblant|(?:a|avait|ayant) (?:reuni|rassemble))\b[^.;]*$")
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
    if _MEASURED.match(unit):  # « 925 km de territoires »
        return Attribute.OTHER
    if _COMPOUND.match(unit) and words(unit)[0].text not in unit_nouns():
        return Attribute.OTHER
    for word in words(unit)[:3]:
        for attribute in (Attribute.COUNTRIES, Attribute.INHABITANTS, Attribute.PARTNERS, Attribute.MEMBERS):
            if word.text in lexicon()["units"][attribute.value]:
                return Attribute.PARTNERS if "partenaire" in fold(unit) else attribute
    return Attribute.OTHER


_MEASURED = re.compile(r"(?:km|kilomètres|m2|hectares|tonnes)\b")
_COMPOUND = re.compile(r"\w+-\w")  # « 22 groupes-pays » are no countries
