"""Read one sentence of a page: which typed statements does it make?

Each reader takes a ``Clause`` and yields ``Reading``s whose offsets count
within the sentence; ``facts`` turns them into facts with spans.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from rapidfuzz.distance import OSA

from reseaux_qa.facts.clauses import Clause, Reading, clause_around
from reseaux_qa.facts.counting import counted
from reseaux_qa.facts.founding import CREATE_IT, allies, creates_it, creates_part, founds, tells_founders, tells_when_it_began
from reseaux_qa.facts.joining import joined_label, joins_plainly
from reseaux_qa.facts.offices import is_inner, presiding, seats, titled
from reseaux_qa.french import fold, lexicon, names_city, phrase_pattern, says
from reseaux_qa.quantities import Dated, dates
from reseaux_qa.types import Attribute, Date, SectionKind

_DATED_LINE = re.compile(r"[\s*_]*[:–—|-][\s*_]*(?=[^\s*_])")
_SINCE = re.compile(r"[\s*_•●▪◦+–-]*(?:depuis\s+|a partir de\s+|des\s+|en\s+)?", re.IGNORECASE)
_UNTIL = re.compile(r"\s*(?:-|–|a|au|/)\s*(?:\w+\s+)?(?:1\d{3}|20\d{2})\b")


def read(clause: Clause) -> Iterator[Reading]:
    """Everything one sentence states."""
    opening = _opening_date(clause.text)
    yield from _dated_line(clause, *opening) if opening else _prose_dates(clause)
    yield from counted(clause, opening[0] if opening else None)
    yield from _phrases(clause, *(opening or (None, 0)))
    yield from seats(clause)
    yield from titled(clause, *(opening or (None, 0)))


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
    event = _mended(clause.folded[start:])
    yield Reading(Attribute.EVENTS, start, len(clause.text), date=date)
    created = phrase_pattern("events", "created").match(event)
    if (created and not creates_part(clause, event[created.end() :])) or CREATE_IT.search(event):
        yield Reading(Attribute.CREATED, start, len(clause.text), date=date)
    own = clause.kind is SectionKind.ROLE
    founding = founds(clause) is not None or (created and names_city(event, clause.host) and "fondat" in event)
    if founding or _BARE_JOINING.match(event) or _is_joining(event, clause.host, own=own):
        yield Reading(Attribute.JOINED, start, len(clause.text), date=date, actor=joiner(event))


_ACTS = ("adhesion", "creation")
_BARE_JOINING = re.compile(  # « adhésion à ICLEI » is the host's
    r"adhesion\b(?! (?:de|du|des|d') ?)|carte (?:de membre )?prise\b|adhesion de (?:la|notre) (?:ville|commune|mairie)\b(?! d)"
    r"|(?:la (?:ville|commune|mairie)|notre ville) (?:y )?(?:rejoint|adhere|integre|entre|devient membre)\b"
)


def _mended(event: str) -> str:
    """« adhésoin de la Ville », a slip of the page's: what a line of dates most often tells."""
    word = re.match(r"[a-z]{7,10}\b", event)
    act = next((act for act in _ACTS if word and OSA.distance(word[0], act) == 1 and abs(len(word[0]) - len(act)) <= 1), None)
    return act + event[len(word[0]) :] if word and act else event


_OPENING = 130  # characters within which a sentence says that the host joined


_OTHERS = re.compile(r"\b(?:la|les) (?:villes?|communes?|mairies?) (?:de |d'|du )")  # another city than the host


def _is_joining(folded: str, host: str, *, own: bool = False) -> bool:
    """Whether the host joins; in its ``own`` section it may go by « la Ville » or « elle »."""
    match = phrase_pattern("events", "joined").search(folded)
    named = names_city(folded, host) or (own and phrase_pattern("actors", "own").search(_OTHERS.sub("", folded)) is not None)
    return match is not None and named and match.start() < _OPENING


def joiner(folded: str) -> str:
    """Which authority of the host acts: "métropole", "ville" or nothing said."""
    metropole = phrase_pattern("actors", "metropole").search(folded)
    if metropole and not _ALONG.search(folded[: metropole.start()]):
        return "métropole"
    return "ville" if says(folded, "actors", "ville") else ""


_ALONG = re.compile(r"\b(?:en meme temps que|ainsi que|avant|puis|suivie? (?:par|de))\b[^,;.]*$")


def _prose_dates(clause: Clause) -> Iterator[Reading]:
    """« créée en 1984 », « Création du réseau : décembre 2011 », « Depuis 2000, Toulouse participe »."""
    found = dates(clause.text)
    if not found:
        return
    asked, labelled = _asked_date(clause, found[0]), joined_label(clause)
    if asked:
        yield Reading(asked, 0, len(clause.text), date=found[0].date)
    elif labelled:
        yield from _labelled(clause, found, labelled)
    else:
        yield from _beginnings(clause, found)
        yield from _joinings(clause, found)


def _asked_date(clause: Clause, dated: Dated) -> Attribute | None:
    """What a bare date under « Membre depuis », or after « Depuis quand ? », dates."""
    if not (clause.first or clause.answers) or (clause.text[: dated.start] + clause.text[dated.end :]).strip(" *|."):
        return None
    ways = {Attribute.JOINED: _SINCE_TITLE, Attribute.CREATED: _SINCE_WHEN}
    return next((attribute for attribute, way in ways.items() if way.match(fold(clause.title))), None)


def _beginnings(clause: Clause, found: list[Dated]) -> Iterator[Reading]:
    if _SINCE_LABEL.match(clause.folded) or tells_when_it_began(clause):
        yield Reading(Attribute.CREATED, 0, len(clause.text), date=found[0].date)
    elif allied := allies(clause):
        yield from _dated_by(clause, Attribute.CREATED, allied, found)
    elif clause.kind is not SectionKind.ROLE or creates_it(clause):
        yield from _near(clause, Attribute.CREATED, "created", found, limit=1)


def _joinings(clause: Clause, found: list[Dated]) -> Iterator[Reading]:
    own = clause.kind is SectionKind.ROLE
    if (founding := founds(clause)) and (not own or creates_it(clause)):
        yield from _dated_by(clause, Attribute.JOINED, founding, found)
    elif joins := joins_plainly(clause):
        yield from _dated_by(clause, Attribute.JOINED, joins, found)
    elif own and _is_joining(clause.folded, clause.host, own=True):
        yield from _near(clause, Attribute.JOINED, "joined", found, limit=1)


_SINCE_TITLE = re.compile(r"(?:ville )?(?:membre|adherente?) depuis\b|(?:annee |date )?d?'?(?:adhesion|entree)$")
_SINCE_WHEN = re.compile(r"\W*(?:depuis quand|quand)(?: existe-t-(?:il|elle)|(?: est-(?:il|elle))? (?:nee?|creee?|fondee?))?\W*\?")
_SINCE_LABEL = re.compile(r"\W*(?:existe )?depuis\s*:")


def _labelled(clause: Clause, found: list[Dated], start: int) -> Iterator[Reading]:
    """« 2006 (Ville), 2015 (Métropole) »: each date with who joined then."""
    dated_here = _in_force(clause, [dated for dated in found if not _is_bound(clause, dated)])
    edges = [start, *(dated.end for dated in dated_here)]
    for before, dated in zip(edges, dated_here, strict=False):
        if before != start and dated.start - before > _APART:
            return  # « Entrée en 2016, la ville y partage …, gratuite depuis 2013 »
        beside = re.match(r"\s*\(([^)]*)\)", clause.folded[dated.end :])
        who = beside[1] if beside else clause.folded[before : dated.start].rpartition(";")[2]
        actor = joiner(who) or joiner(clause.folded[:start])
        yield Reading(Attribute.JOINED, 0, len(clause.text), date=dated.date, actor=actor)


def _in_force(clause: Clause, found: list[Dated]) -> list[Dated]:
    """« délibération du 24 novembre 2014, effet au 1er janvier 2015 »: what counts; « proposée en 1989 » does not."""
    effective = [dated for dated in found if _EFFECT.search(clause.folded[: dated.start])]
    return effective or [dated for dated in found if not _ONLY_ASKED.search(clause.folded[: dated.start])]


_EFFECT = re.compile(r"\b(?:effet (?:au|le|du|en)|a compter d[ue]|effective (?:au|le|en|depuis)) $")
_ONLY_ASKED = re.compile(r"\b(?:propose|demande|ecarte|refuse|repousse|envisage|etudie|rejete)e (?:en|le|des) $")
_APART = 40  # characters from which a second date is of something else
_NAMED = re.compile(r"\b(?:nom|appellation|sigle|denomination|logo)\b[^,.;:]{0,20}$")  # « le nom actuel ne date que de 2009 »
_NOT_ITS_OWN = re.compile(  # « fondée quatre ans après le congrès de 1990 », « la naissance de la commune nouvelle »
    r"\s+[\w-]+ (?:ans?|annees?|mois) (?:apres|avant)\b|\s+d'un (?:jumelage|programme|projet)\b"
    r"| (?:de |d')(?:la |notre )?(?:ville|commune|metropole|communaute|agglomeration)\b"
)
_CONFUSED = re.compile(  # the date of what is not it, or came before it
    r"\bconfondue?s? avec (?:la |le |sa |l')?$|\bissue? d'une? (?:groupe|cercle|comite)\b[^.;,]*$"
)
_OF_SEVERAL = re.compile(r"(?:lance|cree|fonde|institue)e?s")  # « les vélos lancés dès 1976 »: a network is one
_ACTIVE = re.compile(r"ont .*|.*ai(?:en)?t")  # « l'agence X créait l'Observatoire »: what stands before creates, and is not created


def _near(clause: Clause, attribute: Attribute, key: str, found: list[Dated], limit: int) -> Iterator[Reading]:
    said = phrase_pattern("events", key).finditer(clause.folded)
    aside = _is_of_another if key == "created" else _takes_part
    fitting = [match for match in said if not aside(clause, match)]
    for match in [m for m in fitting if _is_done_by(clause, m) or not _is_within(clause, m.start())][:limit]:
        yield from _dated_by(clause, attribute, match, found)


def _is_done_by(clause: Clause, match: re.Match[str]) -> bool:
    """« La Commission a lancé cette initiative »: what stands before the verb creates, and is not created."""
    return _ACTIVE.fullmatch(match.group()) is not None or _THIS_ONE.match(clause.folded, match.end()) is not None


_THIS_ONE = re.compile(r"\s+(?:cette|ce|cet) (?:initiative|reseau|association|alliance|mouvement|pacte|convention|organisation)\b")


def _takes_part(clause: Clause, match: re.Match[str]) -> bool:
    """« Elle participe au groupe Mer, créé en 2022 »: a part of the network, which she did not join then."""
    part = _IN_PART.match(clause.folded, match.end())
    return part is not None and part[1] in lexicon()["inner_bodies"]


_IN_PART = re.compile(r"\s+(?:aux?|a la|a l'|a une?|a) ?(\w+)")


def _is_of_another(clause: Clause, match: re.Match[str]) -> bool:
    """What is created is a name or another thing, or nothing is: « elle ne prend plus part » has no « né »."""
    before = clause.folded[: match.start()]
    named = _NAMED.search(before) or _CONFUSED.search(before) or _NOT_ITS_OWN.match(clause.folded, match.end())
    denied, several = clause.text[match.start() : match.end()].lower() == "ne", _OF_SEVERAL.fullmatch(match.group())
    return denied or bool(named or several) or creates_part(clause, clause.folded[match.end() :])


_LATER = re.compile(
    r"[^.;,\d]{0,40}\b(?:(?:ans?|annees?) (?:plus (?:tard|tot)|apres|auparavant)|l'annee (?:suivante|d'apres))\b"
)  # « l'a rejoint deux ans plus tard, en 2012 »
_OLDEST = 1890  # the year before which no network of cities began: a factory did, or a town
_BEFORE, _BEHIND = 100, 130  # characters from a verb within which its date stands


def _dated_by(clause: Clause, attribute: Attribute, match: re.Match[str], found: list[Dated]) -> Iterator[Reading]:
    """The date nearest to a verb; one that opens the sentence dates all of it, « fondée avant 1600 » dates nothing."""
    later = _LATER.match(clause.folded, match.end())
    within = (d for d in found if -_BEFORE < d.start - match.end() < _BEHIND or _opens(clause, d))
    near = [d for d in within if not _is_bound(clause, d) and not (later and d.start < later.end())]
    if attribute is Attribute.JOINED:  # « a rejoint en 2006 X, fondée en 1993 »
        near = [d for d in near if not says(clause.folded[match.end() : d.start], "events", "created")] or near
    if near:
        nearest = min(near, key=lambda d: _distance(clause, match, d))
        actor = joiner(clause.folded) if attribute is Attribute.JOINED else ""
        if nearest.date.year < _OLDEST:
            return
        yield Reading(attribute, 0, len(clause.text), date=nearest.date, actor=actor)


def _distance(clause: Clause, match: re.Match[str], dated: Dated) -> int:
    """Characters between a verb and a date, before it twice as far; one in an aside, « détruite en 1944, », is further."""
    if dated.start >= match.end():
        return dated.start - match.end()
    first = re.fullmatch(r"\W*(?:\w+ ){0,2}", clause.folded[: dated.start]) is not None
    aside = "," in clause.folded[dated.end : match.start()] and not first
    return 2 * (match.start() - dated.start) + _ASIDE * aside


_ASIDE = 60


def _opens(clause: Clause, dated: Dated) -> bool:
    return _OPENING_WORDS.fullmatch(clause.folded[: dated.start]) is not None


_OPENING_WORDS = re.compile(
    r"\W*(?:c'est (?:a|au|en) [^,.;]{2,30}, |\w+ ans? plus tard, |l'annee suivante, )?(?:(?:en|des|le|c'est en|c'est le) )?"
)


_BOUND = re.compile(r"\b(?:avant|apres|d'ici a?) (?:le |l'annee )?$|\bloi (?:de |du )?$|\bde (?:\w+ )?(?:1\d|20)\d\d a (?:\w+ )?$")
_OPENS_RANGE, _ENDS_RANGE = re.compile(r"\bde (?:\w+ )?$"), re.compile(r" a (?:\w+ )?(?:1\d|20)\d\d\b")


def _is_bound(clause: Clause, dated: Dated) -> bool:
    """« avant 1600 », « de 1943 à 1945 »: a bound of something else."""
    before, after = clause.folded[: dated.start], clause.folded[dated.end :]
    opens = _OPENS_RANGE.search(before) is not None and _ENDS_RANGE.match(after) is not None
    return opens or _BOUND.search(before) is not None


_WITHIN = 45  # characters before a verb that may hold the noun of something else than the network


def _is_within(clause: Clause, at: int) -> bool:
    """« un projet lancé en 2020 » dates a project, not the network."""
    first = max(0, at - _WITHIN, *(clause.folded.rfind(edge, 0, at) for edge in (". ", "; ")))
    found = phrase_pattern("events", "created_within").search(clause.folded[first:at])
    if found is None or _THIS.search(clause.folded[: first + found.start()]):  # « ce mouvement » is the network
        return False
    return found.group() not in clause.names


_THIS = re.compile(r"\b(?:ce|cet|cette) $")


# --- what is said in words ------------------------------------------------

_PHRASED = (Attribute.PRESIDENCY, Attribute.FOUNDERS, Attribute.PARTNERS, Attribute.MEANING, Attribute.PROJECTS)


_SAID_BY = {Attribute.PRESIDENCY: presiding, Attribute.FOUNDERS: tells_founders}


def _phrases(clause: Clause, date: Date | None, begin: int) -> Iterator[Reading]:
    for attribute in _PHRASED:
        match = _SAID_BY[attribute](clause) if attribute in _SAID_BY else phrase_pattern("events", attribute.value).search(clause.folded)
        elsewhere = attribute is Attribute.FOUNDERS and clause.kind is SectionKind.ROLE and not names_city(clause.folded, clause.host)
        if match and not elsewhere:
            start, end = clause_around(clause.text, match.start(), match.end())
            yield Reading(attribute, max(start, begin), end, date=date, inner=is_inner(clause, attribute, match.end()))
