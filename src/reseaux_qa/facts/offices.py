"""Who presides and where the seat is, in one sentence of a page."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reseaux_qa.facts.clauses import Clause, Reading
from reseaux_qa.french import fold, lexicon, phrase_pattern, says, stopwords
from reseaux_qa.geography import country_of
from reseaux_qa.types import Attribute, Date, SectionKind

_CAPITAL = "[A-ZÀ-ÝŁŚŻŽČŠĐİ]"
_NAME = re.compile(rf"{_CAPITAL}[\w'’-]*(?:(?: (?:de|du|des|la|le|les|sur|sous|en)){{0,2}} {_CAPITAL}[\w'’-]*)*")
_THERE = re.compile(r"\W*(?:(?:a|au|aux) (?:la |l')?)?")
_IN_COUNTRY = re.compile(r"(?:, (?:en|au|aux) (?:l')?| ?\()([A-ZÀ-Ý][\w'’-]+(?:[ -](?:[A-ZÀ-Ý]|du )[\w'’-]+)?)")  # « Koper, en Slovénie »
_TO_PLACE = re.compile(r"[^.;\n]{0,40}?(?<!\w)(?:a|au|aux|en|entre|depuis|:)[\s]+(?:la |le |l')?")
_SEAT_LABEL = re.compile(
    r"[\W_]*(?:(?:\w+ )?sieges?|secretariat|ou|adresse(?: de correspondance)?|bureaux|bureau de l'association"
    r"|localisation(?: des services)?|quartier general|domicile|domiciliation|etablissement principal|locaux)"
    r"(?: et \w+| mondial| international| general| social| permanent| de l'association| du reseau)?"
    r"\s*(?=:|(?<!ou )(?:a|au|aux) (?!la demande|cette)\w+[^.]{0,60}\.?$)"
)
_SEAT_OF_OTHERS = re.compile(r"\s+(?:des?|du|de la|de l'|d')\s*(?!l'association|la federation|reseau|club|secretariat)\w")
_ADDRESS = 80  # characters of an address before its city
_SEAT_TITLE = re.compile(r"\W*(?:sieges?\b|secretariat\b|localisation\b|adresse\b|ou(?: (?:est|siege|se trouve)\b[^?]*|-ca)? ?\?)")


# --- what a section's title says of its lines ---


def titled(clause: Clause, date: Date | None, start: int) -> Iterator[Reading]:
    """Under « Siège » a line names the seat, under « Présidence » it names who presides."""
    title = fold(clause.title)
    place = _NAME.search(clause.text, _after(_THERE, clause))
    elsewhere = place is not None and fold(place.group()) not in stopwords() and country_of(place.group()) is not None
    if place and _SEAT_TITLE.match(title) and (clause.first or clause.answers or elsewhere) and not _OF_ANOTHER.search(clause.folded):
        yield Reading(Attribute.SEAT, place.start(), place.end())
    named = phrase_pattern("events", "presidency").search(clause.folded)
    about = phrase_pattern("events", "presidency").search(title)
    if about and (_ASKED.match(title) or title.endswith(":")) and not named and place and (clause.first or date):
        yield Reading(Attribute.PRESIDENCY, start, len(clause.text), date=date)


def _after(pattern: re.Pattern[str], clause: Clause) -> int:
    found = pattern.match(clause.folded)
    return found.end() if found else 0


_ASKED = re.compile(r"(?:qui )?(?:le |la |les |l')?(?:co-?)?presid")  # « Présidence », « Qui préside ? »


# --- presidency ---


def presiding(clause: Clause) -> re.Match[str] | None:
    """Where the clause says who presides; a line « … : » only announces it, and a title beside a name is that person's."""
    if clause.text.rstrip().endswith(":") and "succed" in clause.folded:
        return None
    found = phrase_pattern("events", "presidency").finditer(clause.folded)
    told = next((match for match in found if not (_is_title(clause, match) or _LED_FROM.match(clause.folded, match.start()))), None)
    goes_on = phrase_pattern("events", "presides_on").search(clause.folded) if _is_presided(clause.before) else None
    return told or goes_on or phrase_pattern("events", "heads").search(clause.folded)


def _is_title(clause: Clause, match: re.Match[str]) -> bool:
    return _TITLE.fullmatch(match.group()) is not None and _APPOSED.search(clause.folded[: match.start()]) is not None


_LED_FROM = re.compile(r"dirigee? depuis (?!\d)")  # « dirigée depuis deux adresses »
_TITLE = re.compile(r"(?:vice-)?presidente?s?")
_APPOSED = re.compile(r"\w, (?:(?:alors|ancien|ancienne|actuel|actuelle) )?$")


def _is_presided(sentence: str) -> bool:
    folded = fold(sentence)
    return any(says(folded, "events", key) for key in ("presidency", "presides_on"))


_PART = re.compile(
    r"\s+(?:depuis \d{4} |aussi |egalement |par ailleurs |actuellement )?(?:du|de la|de l'|des|d'un|d'une|de|le|la|l'|les)\s*(\w+)"
)


def is_inner(clause: Clause, attribute: Attribute, end: int) -> bool:
    """Whether a presidency is of a group within the network: « président du Forum … », « préside la commission … »."""
    if attribute is not Attribute.PRESIDENCY:
        return False
    of_what, by = _PART.match(clause.folded, end), _OF_A_PART.search(clause.folded[:end])
    return (of_what is not None and of_what[1] in lexicon()["inner_bodies"]) or (by is not None and by[1] in lexicon()["inner_bodies"])


_OF_A_PART = re.compile(  # « le groupe « Vélo », piloté par … », « groupe que X préside », « un jury de 12 personnes, présidé … »
    r"\b(groupe|comite|commission|jury|forum|atelier|section|college|cercle|conseil)s?\b(?: (?:de|d'|des|du)[\w -]{0,20})?"
    r"(?: ?«[^»]{0,60}» ?)?(?:,? (?:pays [\w ]{2,20},? )?|,? que [\w -]{2,30} )(?:co)?(?:preside|pilote|anime|dirige|coordonne)e?$"
)


# --- seat ---

_SETTLED = re.compile(
    r"\b(?:il|(?:le|ce) (?:reseau|club)|(?:l'|cette )(?:association|alliance)|la federation) "
    r"(?:a demenage|s'est (?:install|etabli|fix)ee?)(?: en \d{4})? (?:a|au|aux) "
)
_FORMERLY = re.compile(r"\b(?:siege|secretariat), [^,.]{3,40}, (?:est|se trouve) (?:desormais |maintenant |aujourd'hui )?(?:a|au) ")
_UNTIL = re.compile(
    r"\bjusqu'(?:en|a) \d{4}(?:,| ;| puis| et)+ (?:puis )?(?:a |au )?|\bd'abord [^.;]{3,30}?,? puis (?:a |au )?"
)  # « Brest jusqu'en 2018, Gand depuis »
_MOVED = re.compile(
    r"\b(?:transfert|demenagement|installation) (?:du|de son|de leur) (?:siege|secretariat)(?: d[e'] ?[^;.]{3,40}?)? (?:a|au|aux) "
    r"|\b(?:(?:transferee?|demenage\w*|deplacee?)(?: en \d{4})? (?:a|au|aux) |quitte [\w -]{3,30} pour )"
)
_KEPT = re.compile(
    r"\s*(?:\([^)]{2,30}\)|, (?:en|au|aux) \w+|, (?:rue|avenue|boulevard|quai|place) [^,.;]{2,30})?"
    r",? ou(?! (?:\w+ )?(?:a eu|avait|eut)\b) (?:elle|il|l'association|le reseau)? ?[^.,]{0,30}\b"
    r"(?:siege|bureaux|secretariat|adresse|locaux|est (?:toujours |encore )?(?:domicili|install|bas|etabli|rest)e{0,2})\b"
)


_OFFICES = re.compile(r"\bsiege\b|\bsecretariat\b|\bbureaux\b|\bbureau permanent\b")


def _moved(clause: Clause) -> re.Match[str] | None:
    """The city a seat moved to: « établi à Potsdam, transféré à Heidelberg », or kept: « née à Gand, où elle a ses bureaux »."""
    moved = _FORMERLY.search(clause.folded)
    if moved:
        return _NAME.match(clause.text, moved.end())
    moved = (_MOVED.search(clause.folded) or _UNTIL.search(clause.folded)) if _OFFICES.search(clause.folded) else None
    moved = moved or _SETTLED.search(clause.folded)
    if moved:
        return _NAME.match(clause.text, moved.end())
    kept = (name for name in _NAME.finditer(clause.text) if _KEPT.match(clause.folded, name.end()))
    return next((name for name in kept if not _STREET.search(clause.folded[: name.start()])), None)


_LODGES = re.compile(
    r"(?<!\ba )(?<!\bavait )(?<!\blongtemps )\b(?:heberge|abrite|accueille|conserve)(?: \w+)? "
    r"(?:(?:le|son|ses|les) (?:siege|secretariat|bureaux|locaux)|l'equipe permanente)"
    r"(?! (?:general )?(?:regional|europeen|regionaux))\b"
)


_PLAINLY = re.compile(  # the host is « elle »
    r"\bil (?:est|a) (?:[\w']+ )?(?:etabli|installe|base|domicilie|son siege|ses bureaux)\b"
    r"|\b(?:le|son) (?:siege|secretariat)(?: du reseau| de l'association)? (?:est|se trouve|se situe)\b"
)


_OF_ANOTHER = re.compile(  # « branche française de l'association internationale, dont le siège est … », « pas de siège fixe »
    r"\b(?:branche|antenne|section|relais|releve)\b[^.;]*\b(?:d[eu]|de l'|d')[^.;]*,? dont (?:le siege|le secretariat|les bureaux)\b"
    r"|\b(?:n'a|sans|n'a jamais eu) (?:pas )?(?:de )?siege\b"
)
_IT_IS_AT = re.compile(r"^\W*(?:il|elle) (?:est|se trouve|se situe)(?: \w+)? (?=(?:a|au|aux) )")


def seats(clause: Clause) -> Iterator[Reading]:
    """The city of a seat: stayed in, lodged by, moved to, labelled or said by a verb."""
    ways = (_lodging, _placed) if clause.kind is SectionKind.ROLE else (_hosted, _lodging, _moved, _placed, _sitting)
    found = (way(clause) for way in ways if not _OF_ANOTHER.search(clause.folded))
    place = next((place for place in found if place), None)
    if place:
        yield Reading(Attribute.SEAT, place.start(), place.end())


def _lodging(clause: Clause) -> re.Match[str] | None:
    """« Gand, en Flandre, accueille le siège »: the host, or the city that is the subject."""
    lodges = _LODGES.search(clause.folded)
    if lodges is None:
        return None
    host = re.search(rf"\b{re.escape(clause.host)}\b", clause.text[: lodges.start()]) if clause.host else None
    lodger = host or _city_after(clause, clause.folded.rfind(";", 0, lodges.start()) + 1)
    return lodger if lodger and lodger.end() <= lodges.start() else None


def _placed(clause: Clause) -> re.Match[str] | None:
    """« Siège : Gand », « basée à Gand »; in the host's section « siège » may be a verb."""
    if clause.kind is SectionKind.ROLE and not _PLAINLY.search(clause.folded):
        return None
    leads = (_TO_PLACE.match(clause.folded, end) for end in _seat_words(clause.folded, clause.before))
    return next((place for lead in leads if lead and (place := _place(clause, lead.end()))), None)


_KEEPS = "(?:son|ses|le|leurs?) (?:siege|bureaux|secretariat)"
_AFTER_IT = re.compile(  # « créée au Havre …, l'AIVP y a gardé son siège », « à Chartres, sa ville siège »
    rf"[^.;]{{0,110}}\by (?:a (?:toujours )?(?:garde|conserve|maintenu)|garde|conserve|maintient|a toujours) {_KEEPS}"
    rf"| que (?:se trouve|se situe|sont|est)[^.;]{{0,20}} {_KEEPS}\b| que (?:siege|travaille) (?:le |la |l'|son |sa )"
    r"|,? sa ville[ -]siege\b|[^.;]{0,90} n'a (?:jamais|pas) quitte (?:cette|la) (?:ville|cite)\b"
    rf"|[^.]{{0,60}}\b{_KEEPS}(?: permanent)? y est (?:toujours )?(?:install|bas|etabli)"
    r"|[^.;]{0,20}, et c'est (?:toujours|encore) (?:dans cette ville|la) que"
    r"| en (?:demeure|reste|est) (?:[\w' ]{2,25} )?(?:siege|secretariat)\b| pour port d'attache\b"
    r"|[^.]{0,60},? qui y est (?:toujours )?restee?\b"
    rf"|,? (?:ville |cite )?qui (?:en )?(?:accueille|abrite|heberge)[^.;]{{0,12}} {_KEEPS}|[^.;]{{0,20}} qu'(?:il|elle) a {_KEEPS}"
)
_BEFORE_IT = re.compile(
    r"^\W*(?:elle|il|l'association|le reseau|la federation) (?:loge|reside|a elu domicile) (?:a|au|aux) (?:la |le )?"
    r"|\b(?:leurs|ses) bureaux occupent [^.;,]{3,25} (?:a|d[e']) ?"
    r"|\b(?:bureaux?(?: permanent)?|siege|secretariat|permanence)\b[^.;]{0,40}? (?:est|sont|a ete|ont ete) (?:\w+ )?"
    r"(?:fixe|loge)e?s? (?:a|au|aux) "
    r"|\b(?:siege|secretariat|bureaux|locaux)\b[^.;]{0,12} (?:n'(?:a|ont) (?:jamais|pas) quitte|ne bouge(?:nt)? (?:plus|pas) d[e']) ?"
    r"|\bde son siege d[e'] ?|\bl'administration se (?:fait|tient) (?:a|au) |\bpour lui ecrire,? c'est (?:a|au) |\bse pilote depuis "
    r"|\bcourrier a adresser (?:\w+ \w+ )?(?:a|au) "
    r"|(?:^\W*|[.:] )(?:direction|maison[- ]mere|bureau(?: central)?)(?: a| au|\s*:) "
    r"|\ba pose ses valises (?:a|au|aux) |\b(?:administr|coordonn|pilot|ger|dirig)ee?s? (?:depuis|a) "
)


_KEPT_BY = re.compile(  # « tenu par l'agence d'urbanisme de Gand »
    r"(?:\bsecretariat(?: general| permanent| technique)?(?: en)?|^\W*(?:il|elle|le reseau|l'association)) est "
    r"(?:toujours |actuellement )?(?:assure|heberge|tenu|exerce|gere|confie) (?:par|a) |\bpermanence est assuree par "
)


_BY_TOWN = re.compile(  # « Ses services sont hébergés par la commune de Gand »
    r"\b(?:heberge|loge|accueilli)e?s? par la (?:ville|commune|municipalite|mairie) d(?:e (?:la )?|')"
)
_STAFFED = re.compile(r"\bsiege\b|\bsecretariat\b|\bbureaux\b|\b(?:ses|leurs) services\b|\blocaux\b|\bdomicili")


def _hosted(clause: Clause) -> re.Match[str] | None:
    """The city that a network stayed in, or whose town hall keeps its office."""
    names = [name for name in _NAME.finditer(clause.text) if country_of(name.group())]
    before = (_NAME.match(clause.text, match.end()) for match in _BEFORE_IT.finditer(clause.folded))
    kept = next((name for name in names if _AFTER_IT.match(clause.folded, name.end())), None)
    town = _BY_TOWN.search(clause.folded) if _STAFFED.search(clause.folded) else None
    if town:
        return _NAME.match(clause.text, town.end())
    by = (_city_after(clause, match.end()) for match in _KEPT_BY.finditer(clause.folded))
    return kept or next((name for name in (*before, *by) if name and country_of(name.group())), None)


_SITS = re.compile(r"\bsiege a |(?:^\W*|, )siege (?:a|au) (?:la |l')?[^.;]{3,40}?, a ")


def _sitting(clause: Clause) -> re.Match[str] | None:
    """« L'association siège à Malakoff »: the verb, before a city; « siège à la commission » is another."""
    places = (_NAME.match(clause.text, match.end()) for match in _SITS.finditer(clause.folded))
    return next((name for name in places if name and country_of(name.group())), None)


def _place(clause: Clause, start: int) -> re.Match[str] | None:
    """The name that follows, or the city of an address: « Maison du végétal, avenue …, Angers »."""
    start = _skip_emphasis(clause.text, start)
    name = _NAME.match(clause.text, start)
    if name and clause.host and name.group().startswith(f"{clause.host} "):  # « Brest Expo Center »
        return re.compile(re.escape(clause.host)).match(clause.text, start)
    if name and (country_of(name.group()) or _is_placed(clause.text, name) or not re.match(r"[^.;(]{0,60},", clause.text[name.end() :])):
        return name
    return _city_after(clause, start) or name


_IN_LAND = re.compile(r", (?:province|comté|canton|district|land|région|département) d")


def _is_placed(text: str, name: re.Match[str]) -> bool:
    """« Koper, en Slovénie », « Vernante, province de Cuneo »: a name that its country or land follows is a place, known or not."""
    if _IN_LAND.match(text, name.end()):
        return True
    country = _IN_COUNTRY.match(text, name.end())
    return country is not None and country_of(country[1]) is not None


def _city_after(clause: Clause, start: int) -> re.Match[str] | None:
    """The first city of « palais des Ducs, Dijon », « à l'hôtel de ville de Sapporo »."""
    names = _NAME.finditer(clause.text, start, min(start + _ADDRESS, len(clause.text)))
    within = (_NAME.match(clause.text, name.start() + name.group().rfind(" ") + 1) for name in names)
    cities = (n for n in within if n and not any(way.search(clause.folded[: n.start()]) for way in (_AS_COUNTRY, _STREET)))
    return next((name for name in cities if country_of(name.group())), None)


_STREET = re.compile(r"\b(?:rue|avenue|boulevard|quai|cours|allees?)(?: d(?:es?|u)(?: la)?| d')? ?$")  # « 94 rue de Sèvres, Paris »
_AS_COUNTRY = re.compile(r"\ben (?:l')?$|\($")


def _seat_words(folded: str, before: str) -> Iterator[int]:
    """Where each way to say a seat ends, before « à » or « : »."""
    label = _SEAT_LABEL.match(folded)
    if label:
        yield label.end()
    it_is = _IT_IS_AT.match(folded) if says(fold(before), "events", "seat") else None
    if it_is:
        yield it_is.end()
    for match in phrase_pattern("events", "seat").finditer(folded):
        if match.group() == "au siege" and "secretariat" not in folded and _SEAT_OF_OTHERS.match(folded, match.end()):
            continue  # « au siège des Nations unies » is where something took place
        yield match.end() - (len("depuis") if match.group().endswith("depuis") else 0)


def _skip_emphasis(text: str, offset: int) -> int:
    while offset < len(text) and text[offset] in "*_ ":
        offset += 1
    return offset
