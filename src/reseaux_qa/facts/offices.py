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
_TO_PLACE = re.compile(r"[^.;\n]{0,40}?(?<!\w)(?:a|au|aux|en|entre|depuis|:)[\s]+(?:la |le |l')?")
_SEAT_LABEL = re.compile(
    r"[\W_]*(?:siege|secretariat|ou|adresse|bureaux|localisation|quartier general)"
    r"(?: et \w+| mondial| international| general| social| permanent)?\s*(?=:|(?<!ou )(?:a|au|aux) (?!la demande|cette)\w+[^.]{0,60}$)"
)
_SEAT_OF_OTHERS = re.compile(r"\s+(?:des?|du|de la|de l'|d')\s*(?!l'association|la federation|reseau|club|secretariat)\w")
_ADDRESS = 80  # characters of an address before its city
_SEAT_TITLE = re.compile(r"sieges?\b|secretariat\b|localisation\b|adresse\b")


# --- what a section's title says of its lines ---


def titled(clause: Clause, date: Date | None, start: int) -> Iterator[Reading]:
    """Under « Siège » a line names the seat, under « Présidence » it names who presides."""
    title = fold(clause.title)
    place = _NAME.search(clause.text)
    elsewhere = place is not None and fold(place.group()) not in stopwords() and country_of(place.group()) is not None
    if place and _SEAT_TITLE.match(title) and (clause.first or elsewhere) and not _OF_ANOTHER.search(clause.folded):
        yield Reading(Attribute.SEAT, place.start(), place.end())
    named = phrase_pattern("events", "presidency").search(clause.folded)
    about = phrase_pattern("events", "presidency").search(title)
    if about and (_ASKED.match(title) or title.endswith(":")) and not named and place and (clause.first or date):
        yield Reading(Attribute.PRESIDENCY, start, len(clause.text), date=date)


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

_FORMERLY = re.compile(r"\b(?:siege|secretariat), [^,.]{3,40}, (?:est|se trouve) (?:desormais |maintenant |aujourd'hui )?(?:a|au) ")
_MOVED = re.compile(r"\b(?:(?:transferee?|demenage\w*|deplacee?)(?: en \d{4})? (?:a|au|aux) |quitte [\w -]{3,30} pour )")
_KEPT = re.compile(
    r"\s*(?:\([^)]{2,30}\)|, (?:en|au|aux) \w+)?,? ou (?:elle|il|l'association|le reseau)? ?[^.,]{0,30}\b"
    r"(?:siege|bureaux|secretariat|est (?:toujours |encore )?(?:domicili|install|bas|etabli|rest)e{0,2})\b"
)


_OFFICES = re.compile(r"\bsiege\b|\bsecretariat\b|\bbureaux\b|\bbureau permanent\b")


def _moved(clause: Clause) -> re.Match[str] | None:
    """The city a seat moved to: « établi à Potsdam, transféré à Heidelberg », or kept: « née à Gand, où elle a ses bureaux »."""
    moved = _FORMERLY.search(clause.folded)
    if moved:
        return _NAME.match(clause.text, moved.end())
    moved = _MOVED.search(clause.folded) if _OFFICES.search(clause.folded) else None
    if moved:
        return _NAME.match(clause.text, moved.end())
    return next((name for name in _NAME.finditer(clause.text) if _KEPT.match(clause.folded, name.end())), None)


_LODGES = re.compile(
    r"\b(?:heberge|abrite|accueille)(?: \w+)? (?:le|son|ses|les) (?:siege|secretariat|bureaux|locaux)"
    r"(?! (?:general )?(?:regional|europeen|regionaux))\b"
)


_PLAINLY = re.compile(r"\b(?:le|son) (?:siege|secretariat)(?: du reseau| de l'association)? (?:est|se trouve|se situe)\b")


_OF_ANOTHER = re.compile(  # « branche française de l'association internationale, dont le siège est … », « pas de siège fixe »
    r"\b(?:branche|antenne|section|relais|releve)\b[^.;]*\b(?:d[eu]|de l'|d')[^.;]*,? dont (?:le siege|le secretariat|les bureaux)\b"
    r"|\b(?:n'a|sans|n'a jamais eu) (?:pas )?(?:de )?siege\b"
)
_IT_IS_AT = re.compile(r"^\W*(?:il|elle) (?:est|se trouve|se situe)(?: \w+)? (?=(?:a|au|aux) )")


def seats(clause: Clause) -> Iterator[Reading]:
    """The city of a seat: labelled, said by a verb, moved to, or lodged by the host."""
    moved = _moved(clause)
    if _OF_ANOTHER.search(clause.folded):
        return
    stayed = _hosted(clause) if _STAYED.search(clause.folded) and clause.kind is not SectionKind.ROLE else None
    if stayed:  # « créée à Besançon, elle y a conservé son siège et dispose d'un bureau à Bruxelles »
        yield Reading(Attribute.SEAT, stayed.start(), stayed.end())
        return
    lodged = _LODGES.search(clause.folded)
    host = re.search(rf"\b{re.escape(clause.host)}\b", clause.text[: lodged.start()]) if lodged else None
    if host:
        yield Reading(Attribute.SEAT, host.start(), host.end())
        return
    if moved and clause.kind is not SectionKind.ROLE:
        yield Reading(Attribute.SEAT, moved.start(), moved.end())
        return
    for end in _seat_words(clause.folded, clause.before):
        lead = _TO_PLACE.match(clause.folded, end)
        place = _place(clause, lead.end()) if lead else None
        plainly = _PLAINLY.search(clause.folded)  # in the host's section « siège » may be a verb
        if place and (clause.kind is not SectionKind.ROLE or plainly):
            yield Reading(Attribute.SEAT, place.start(), place.end())
            return
    hosted = _hosted(clause) if clause.kind is not SectionKind.ROLE else None
    if hosted:
        yield Reading(Attribute.SEAT, hosted.start(), hosted.end())
        return
    yield from _sitting(clause)


_KEEPS = "(?:son|ses|le|leurs?) (?:siege|bureaux|secretariat)"
_STAYED = re.compile(rf"\by a (?:toujours )?(?:garde|conserve|maintenu) {_KEEPS}")
_AFTER_IT = re.compile(  # « créée au Havre …, l'AIVP y a gardé son siège », « à Chartres, sa ville siège »
    rf"[^.;]{{0,110}}\by (?:a (?:toujours )?(?:garde|conserve|maintenu)|garde|conserve|maintient|a toujours) {_KEEPS}"
    r"|,? sa ville[ -]siege\b|[^.;]{0,90} n'a (?:jamais|pas) quitte (?:cette|la) (?:ville|cite)\b"
    rf"|[^.]{{0,60}}\b{_KEEPS}(?: permanent)? y est (?:toujours )?(?:install|bas|etabli)"
    r"|[^.;]{0,20}, et c'est (?:toujours|encore) (?:dans cette ville|la) que"
    rf"|,? (?:ville |cite )?qui (?:en )?(?:accueille|abrite|heberge)[^.;]{{0,12}} {_KEEPS}|[^.;]{{0,20}} qu'(?:il|elle) a {_KEEPS}"
)
_BEFORE_IT = re.compile(
    r"\bsecretariat(?: general| permanent| technique)?(?: en)? est (?:toujours |actuellement )?(?:assure|heberge|tenu|confie) (?:par|a) "
    r"(?:la (?:ville|mairie|metropole|municipalite) d[e'] ?|l'universite d[e'] ?|l'aire metropolitaine d[e'] ?)?(?=\S)"
    r"|^\W*(?:elle|il|l'association|le reseau|la federation) (?:loge|reside|a elu domicile) (?:a|au|aux) (?:la |le )?"
    r"|\b(?:leurs|ses) bureaux occupent [^.;,]{3,25} (?:a|d[e']) ?"
    r"|\ba pose ses valises (?:a|au|aux) |\b(?:administr|coordonn|pilot|ger|dirig)ee?s? (?:depuis|a) "
)


def _hosted(clause: Clause) -> re.Match[str] | None:
    """The city that a network stayed in, or whose town hall keeps its office."""
    names = [name for name in _NAME.finditer(clause.text) if country_of(name.group())]
    before = (_NAME.match(clause.text, match.end()) for match in _BEFORE_IT.finditer(clause.folded))
    kept = next((name for name in names if _AFTER_IT.match(clause.folded, name.end())), None)
    return kept or next((name for name in before if name and country_of(name.group())), None)


_SITS = re.compile(r"\bsiege a ")


def _sitting(clause: Clause) -> Iterator[Reading]:
    """« L'association siège à Malakoff »: the verb, before a city; « siège à la commission » is another."""
    places = (_NAME.match(clause.text, match.end()) for match in _SITS.finditer(clause.folded) if clause.kind is not SectionKind.ROLE)
    place = next((name for name in places if name and country_of(name.group())), None)
    if place:
        yield Reading(Attribute.SEAT, place.start(), place.end())


def _place(clause: Clause, start: int) -> re.Match[str] | None:
    """The name that follows, or the city of an address: « Maison du végétal, avenue …, Angers »."""
    name = _NAME.match(clause.text, _skip_emphasis(clause.text, start))
    if name and (country_of(name.group()) or not re.match(r"[^.;(]{0,60},", clause.text[name.end() :])):
        return name
    return _city_after(clause, start) or name


def _city_after(clause: Clause, start: int) -> re.Match[str] | None:
    """The first city of « palais des Ducs, Dijon », « à l'hôtel de ville de Sapporo »."""
    names = _NAME.finditer(clause.text, start, min(start + _ADDRESS, len(clause.text)))
    within = (_NAME.match(clause.text, name.start() + name.group().rfind(" ") + 1) for name in names)
    return next((name for name in within if name and country_of(name.group())), None)


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
