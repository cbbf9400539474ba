"""Read one sentence of a page: which typed statements does it make?

Each reader takes a ``Clause`` and yields ``Reading``s whose offsets count
within the sentence; ``facts`` turns them into facts with spans.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reseaux_qa.french import fold, lexicon, phrase_pattern, words
from reseaux_qa.quantities import Dated, Quantity, dates, quantities
from reseaux_qa.types import Attribute, Date, SectionKind

_DATED_LINE = re.compile(r"\s*[:–—|-]\s*(?=\S)")
_UNIT_END = re.compile(r"[.;:,()\n/]|\s[-–]\s|\d")
_NAME = re.compile(r"[A-ZÀ-Ý][\w'’-]*(?:(?: (?:de|du|des|la|le|les|sur|sous|en)){0,2} [A-ZÀ-Ý][\w'’-]*)*")
_TO_PLACE = re.compile(r"[^.;\n]{0,40}?(?<!\w)(?:a|au|aux|en|entre|depuis|:)[\s]+(?:la |le |l')?")
_SEAT_LABEL = re.compile(r"[\W_]*siege(?: et \w+)?\s*(?=:)")
_SEAT_TITLE = re.compile(r"sieges?\b|secretariat\b|localisation\b|adresse\b")
_SINCE = re.compile(r"depuis\s+|a partir de\s+|des\s+", re.IGNORECASE)
_UNTIL = re.compile(r"\s*(?:-|–|a|au|/)\s*(?:\w+\s+)?(?:1\d{3}|20\d{2})\b")
_UNIT_WORDS = 4


@dataclass(frozen=True, slots=True)
class Clause:
    """A sentence in its section; ``host`` is the city whose page it is.

    ``title`` is the section's, or the line « … : » that announces a list; ``before`` the
    sentence before it; ``names`` the words of the network's own names.
    """

    text: str
    kind: SectionKind
    host: str
    title: str = ""
    first: bool = False
    before: str = ""
    names: frozenset[str] = frozenset()

    @property
    def folded(self) -> str:
        """The text folded, at the same length."""
        return fold(self.text)


@dataclass(frozen=True, slots=True)
class Reading:
    """A typed statement; ``start`` and ``end`` bound its value within the sentence."""

    attribute: Attribute
    start: int
    end: int
    date: Date | None = None
    number: int | None = None
    qualifier: str = ""
    unit: str = ""
    actor: str = ""


def read(clause: Clause) -> Iterator[Reading]:
    """Everything one sentence states."""
    opening = _opening_date(clause.text)
    yield from _dated_line(clause, *opening) if opening else _prose_dates(clause)
    yield from _counts(clause, opening[0] if opening else None)
    yield from _phrases(clause, *(opening or (None, 0)))
    yield from _seats(clause)
    yield from _titled(clause, *(opening or (None, 0)))


# --- what a section's title says of its lines ---


def _titled(clause: Clause, date: Date | None, start: int) -> Iterator[Reading]:
    """Under « Siège » a line names the seat, under « Présidence » it names who presides."""
    title = fold(clause.title)
    place = _NAME.search(clause.text)
    if place and _SEAT_TITLE.match(title):
        yield Reading(Attribute.SEAT, place.start(), place.end())
    named = phrase_pattern("events", "presidency").search(clause.folded)
    about = phrase_pattern("events", "presidency").search(title)
    if about and (about.start() == 0 or title.endswith(":")) and not named and place and (clause.first or date):
        yield Reading(Attribute.PRESIDENCY, start, len(clause.text), date=date)


# --- dates ----------------------------------------------------------------


def _opening_date(text: str) -> tuple[Date, int] | None:
    """The date of a line like « Mai 2004 : … », and where its event begins."""
    found = dates(text)
    lead = _SINCE.match(fold(text))
    if not found or found[0].start > (lead.end() if lead else 0):
        return None
    until = _UNTIL.match(fold(text), found[0].end)
    colon = _DATED_LINE.match(text, until.end() if until else found[0].end)
    return (found[0].date, colon.end()) if colon else None


def _dated_line(clause: Clause, date: Date, start: int) -> Iterator[Reading]:
    event = clause.folded[start:]
    yield Reading(Attribute.EVENTS, start, len(clause.text), date=date)
    created = phrase_pattern("events", "created").match(event)
    if created and not _creates_part(clause, event[created.end() :]):
        yield Reading(Attribute.CREATED, start, len(clause.text), date=date)
    if _is_joining(event, clause.host):
        yield Reading(Attribute.JOINED, start, len(clause.text), date=date, actor=joiner(event, clause.host))


_OPENING = 130  # characters within which a sentence says that the host joined


def _is_joining(folded: str, host: str, *, own: bool = False) -> bool:
    """Whether the host joins; in its ``own`` section it may go by « la Ville » or « elle »."""
    match = phrase_pattern("events", "joined").search(folded)
    named = fold(host) in folded or (own and phrase_pattern("actors", "own").search(folded) is not None)
    return match is not None and named and match.start() < _OPENING


def joiner(folded: str, host: str) -> str:
    """Which authority of the host acts: "métropole", "ville" or nothing said."""
    if phrase_pattern("actors", "metropole").search(folded):
        return "métropole"
    return "ville" if phrase_pattern("actors", "ville").search(folded) else ""


def _prose_dates(clause: Clause) -> Iterator[Reading]:
    """« créée en 1984 », « Création du réseau : décembre 2011 », « Depuis 2000, Toulouse participe »."""
    found = dates(clause.text)
    if clause.kind is not SectionKind.ROLE:
        yield from _near(clause, Attribute.CREATED, "created", found, limit=1)
        labelled = _JOINED_LABEL.match(clause.folded)
        if found and (_founds(clause) or (labelled and fold(clause.host) in labelled[1])):
            yield Reading(Attribute.JOINED, 0, len(clause.text), date=found[0].date)
    elif found and _is_joining(clause.folded, clause.host, own=True):
        yield from _near(clause, Attribute.JOINED, "joined", found, limit=1)


_FOUNDS = re.compile(r"\b(?:ont|a) (?:fonde|cree|lance)\b")


_JOINED_LABEL = re.compile(r"[\W_]*(?:adhesion|entree|arrivee) ([^:]{2,60})[\W_]*:")


def _founds(clause: Clause) -> bool:
    """« Dix villes, dont Brest, ont fondé le Club en 1989 »: who founds is a member from the start."""
    verb = _FOUNDS.search(clause.folded)
    return bool(verb and clause.host and fold(clause.host) in clause.folded[: verb.start()])


def _near(clause: Clause, attribute: Attribute, key: str, found: list[Dated], limit: int) -> Iterator[Reading]:
    for match in [m for m in phrase_pattern("events", key).finditer(clause.folded) if not _is_within(clause, m.start())][:limit]:
        near = [d for d in found if -60 < d.start - match.end() < 130]
        if near:
            nearest = min(near, key=lambda d: d.start - match.end() if d.start >= match.end() else 2 * (match.start() - d.start))
            actor = joiner(clause.folded, clause.host) if attribute is Attribute.JOINED else ""
            yield Reading(attribute, 0, len(clause.text), date=nearest.date, actor=actor)


_WITHIN = 45  # characters before a verb that may hold the noun of something else than the network


def _is_within(clause: Clause, at: int) -> bool:
    """« un projet lancé en 2020 » dates a project, not the network."""
    found = phrase_pattern("events", "created_within").search(clause.folded[max(0, at - _WITHIN) : at])
    return found is not None and found.group() not in clause.names


def _creates_part(clause: Clause, after: str) -> bool:
    """« lancement du programme … » in a dated line begins a programme, not the network."""
    found = _OF_WHAT.match(after)
    return found is not None and found[1] in lexicon()["events"]["created_within"] and found[1] not in clause.names


_OF_WHAT = re.compile(r"\s+(?:du|de la|de l'|d'un|d'une|des)\s*(\w+)")


# --- counts ---------------------------------------------------------------


def _counts(clause: Clause, date: Date | None) -> Iterator[Reading]:
    for quantity in quantities(clause.text):
        start, end = _unit_span(clause.text, quantity)
        unit = " ".join(clause.text[start:end].split()).strip("* ")
        if unit and unit[0].isalnum() and fold(unit) not in lexicon()["months"]:
            own = clause.kind is not SectionKind.ROLE and not _counts_founders(clause, quantity.start, end)
            attribute = unit_attribute(unit) if own else Attribute.OTHER
            yield Reading(attribute, quantity.start, end, date, quantity.number, quantity.qualifier, unit)


_BY = re.compile(r"\bpar (?:les? )?(?:maires? de )?$")
_ACTED = re.compile(r"\s*(?:,[^,]{1,40},)?\s*(?:ont (?:fonde|cree|signe|lance)|fondatrices)\b")


def _counts_founders(clause: Clause, start: int, end: int) -> bool:
    """« fondé par six villes », « sept villes ont fondé le réseau »: those who founded, not those who are in it."""
    by = _BY.search(clause.folded[:start]) and phrase_pattern("events", "created").search(clause.folded[:start])
    return bool(by or _ACTED.match(clause.folded, end))


_UNIT_LEAD = re.compile(r"[\s *]*(?:(?:des|sur|sur les)\s+\d[\d  ]*\s+)?(?:de\s+|d['’]|des\s+)?")


def _unit_span(text: str, quantity: Quantity) -> tuple[int, int]:
    """The counted noun and what agrees with it; « 140 des 191 états » counts states."""
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
    return start, start + tokens[kept - 1].end if kept else start


def _agrees(word: str) -> bool:
    return word.endswith(("s", "x")) and word not in ("dans", "des", "les", "tous", "toutes", "nos", "ses", "aux")


def unit_attribute(unit: str) -> Attribute:
    """What a counted phrase counts: its first known word decides."""
    if _COMPOUND.match(unit) and words(unit)[0].text not in _counted():
        return Attribute.OTHER
    for word in words(unit)[:3]:
        for attribute in (Attribute.COUNTRIES, Attribute.INHABITANTS, Attribute.PARTNERS, Attribute.MEMBERS):
            if word.text in lexicon()["units"][attribute.value]:
                return Attribute.PARTNERS if "partenaire" in fold(unit) else attribute
    return Attribute.OTHER


_COMPOUND = re.compile(r"\w+-\w")  # « 22 groupes-pays » are no countries


def _counted() -> set[str]:
    return {word for listed in lexicon()["units"].values() for word in listed}


# --- what is said in words ------------------------------------------------

_PHRASED = (Attribute.PRESIDENCY, Attribute.FOUNDERS, Attribute.PARTNERS, Attribute.MEANING, Attribute.PROJECTS)


def _phrases(clause: Clause, date: Date | None, begin: int) -> Iterator[Reading]:
    for attribute in _PHRASED:
        match = _presiding(clause) if attribute is Attribute.PRESIDENCY else phrase_pattern("events", attribute.value).search(clause.folded)
        if match and not (attribute is Attribute.FOUNDERS and clause.kind is SectionKind.ROLE and fold(clause.host) not in clause.folded):
            start, end = clause_around(clause.text, match.start(), match.end())
            yield Reading(attribute, max(start, begin), end, date=date, actor=_part(clause, attribute, match.end()))


def _presiding(clause: Clause) -> re.Match[str] | None:
    """Where the clause says who presides; a line « … : » only announces it, and a title beside a name is that person's."""
    if clause.text.rstrip().endswith(":") and "succed" in clause.folded:
        return None
    found = phrase_pattern("events", "presidency").finditer(clause.folded)
    told = next(
        (match for match in found if not (_TITLE.fullmatch(match.group()) and _APPOSED.search(clause.folded[: match.start()]))), None
    )
    goes_on = phrase_pattern("events", "presides_on").search(clause.folded) if _is_presided(clause.before) else None
    return told or goes_on or phrase_pattern("events", "heads").search(clause.folded)


_TITLE = re.compile(r"(?:vice-)?presidente?s?")
_APPOSED = re.compile(r"\w, (?:(?:alors|ancien|ancienne|actuel|actuelle) )?$")


def _is_presided(sentence: str) -> bool:
    folded = fold(sentence)
    return any(phrase_pattern("events", key).search(folded) for key in ("presidency", "presides_on"))


_PART = re.compile(r"\s+(?:du|de la|de l'|des|d'un|d'une|de|le|la|l'|les)\s*(\w+)")
PART = "part"  # a presidency of a group or forum within the network, not of the network


def _part(clause: Clause, attribute: Attribute, end: int) -> str:
    """In the host's own section, « président du Forum … » presides a part of the network."""
    of_what = _PART.match(clause.folded, end)
    inner = of_what is not None and of_what[1] in lexicon()["inner_bodies"]
    return PART if attribute is Attribute.PRESIDENCY and inner else ""


_MOVED = re.compile(r"\b(?:(?:transferee?|demenage\w*|deplacee?)(?: en \d{4})? (?:a|au|aux) |quitte [\w -]{3,30} pour )")
_KEPT = re.compile(r"\s*,? ou (?:elle|il|l'association|le reseau)? ?[^.,]{0,30}\b(?:siege|bureaux|secretariat)\b")


def _moved(clause: Clause) -> re.Match[str] | None:
    """The city a seat moved to: « établi à Potsdam, transféré à Heidelberg », or kept: « née à Gand, où elle a ses bureaux »."""
    moved = _MOVED.search(clause.folded) if re.search(r"\bsiege\b|\bsecretariat\b|\bbureaux\b", clause.folded) else None
    if moved:
        return _NAME.match(clause.text, moved.end())
    return next((name for name in _NAME.finditer(clause.text) if _KEPT.match(clause.folded, name.end())), None)


_LODGES = re.compile(
    r"\b(?:heberge|abrite|accueille)(?: toujours| encore)? (?:le|son) (?:siege|secretariat)(?! (?:general )?(?:regional|europeen))\b"
)


def _seats(clause: Clause) -> Iterator[Reading]:
    moved = _moved(clause)
    lodged = _LODGES.search(clause.folded) if clause.kind is SectionKind.ROLE else None
    host = re.search(rf"\b{re.escape(clause.host)}\b", clause.text[: lodged.start()]) if lodged else None
    if host:
        yield Reading(Attribute.SEAT, host.start(), host.end())
    if moved and clause.kind is not SectionKind.ROLE:
        yield Reading(Attribute.SEAT, moved.start(), moved.end())
        return
    for end in _seat_words(clause.folded):
        lead = _TO_PLACE.match(clause.folded, end)
        place = _NAME.match(clause.text, _skip_emphasis(clause.text, lead.end())) if lead else None
        if place and clause.kind is not SectionKind.ROLE:
            yield Reading(Attribute.SEAT, place.start(), place.end())
            return


def _seat_words(folded: str) -> Iterator[int]:
    """Where each way to say a seat ends, before « à » or « : »."""
    label = _SEAT_LABEL.match(folded)
    if label:
        yield label.end()
    for match in phrase_pattern("events", "seat").finditer(folded):
        yield match.end() - (len("depuis") if match.group().endswith("depuis") else 0)


def _skip_emphasis(text: str, offset: int) -> int:
    while offset < len(text) and text[offset] in "*_ ":
        offset += 1
    return offset


_CLAUSE_EDGE = re.compile(r"[;:]\s|,\s(?=(?:mais|et|ainsi|dont|qui|afin|avec|dans|pour|grâce|projet)\b)|\s[-–]\s")
_SHORT_SENTENCE, _SHORT_CLAUSE = 220, 60


def clause_around(text: str, start: int, end: int) -> tuple[int, int]:
    """The whole sentence when it is short, else the clause that holds ``text[start:end]``."""
    if len(text) <= _SHORT_SENTENCE:
        return 0, len(text)
    edges = [0, *(m.end() for m in _CLAUSE_EDGE.finditer(text)), len(text)]
    left = max(edge for edge in edges if edge <= start)
    right = min(edge for edge in edges if edge >= end and (edge - left >= _SHORT_CLAUSE or edge == len(text)))
    return left, len(text[:right].rstrip(" ,;:–-"))
