"""What the host does in a network, as one sentence of the page tells it: leads a group, sits on a body, founded, received."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from reseaux_qa.facts import tellings
from reseaux_qa.facts.clauses import pattern_of
from reseaux_qa.facts.founding import is_founded_by
from reseaux_qa.facts.receiving import is_hosted
from reseaux_qa.french import fold, lexicon, names_city, phrase_pattern, says, sentences
from reseaux_qa.geography import country_of
from reseaux_qa.types import Fact, Network, Quote, Section, SectionKind


class Doing(StrEnum):
    """A part that the host takes in a network, or what may be told of any network: ``OF_NETWORKS``."""

    PRESIDES = "presides"
    LEADS = "leads"
    SITS = "sits"
    FOUNDED = "founded"
    HOSTED = "hosted"
    WOMAN = "woman"
    AWARDED = "awarded"
    RENAMED = "renamed"
    FUNDED = "funded"
    FREE = "free"


OF_NETWORKS = frozenset({Doing.AWARDED, Doing.RENAMED, Doing.FUNDED, Doing.FREE})


@dataclass(frozen=True, slots=True)
class Deed:
    """A part that the host takes in a network, and the sentence that tells it."""

    doing: Doing
    network: Network
    section: Section
    quote: Quote


def doings_in(sentence: str, kind: SectionKind, host: str, before: str = "") -> frozenset[Doing]:
    """The host's doings that a sentence tells, but presidencies, which are facts of the record; ``before`` is the sentence before it."""
    folded = fold(sentence)
    ours = kind is SectionKind.ROLE or names_city(sentence, host) or _US.search(folded) is not None
    own = ours or (names_city(before, host) and _SHE.search(folded) is not None) or _ITS_PEOPLE.search(folded) is not None
    tests = {
        Doing.HOSTED: is_hosted(sentence, kind, host, before),
        Doing.LEADS: (own or _SHE_LEADS.search(folded) is not None)
        and (_leads(folded, host) or (_leads_one(folded, host) and _GROUPS.search(fold(before)) is not None)),
        Doing.SITS: own and _SITS.search(folded) is not None and _DENIED.search(folded) is None,
        Doing.FOUNDED: ours and (is_founded_by(sentence, host) or _BEGAN_IT.search(folded) is not None),
        Doing.WOMAN: own and _is_a_woman(sentence, host) and says(folded, "events", "represents"),
        Doing.AWARDED: tellings.is_awarded(folded),
        Doing.RENAMED: tellings.is_renamed(folded),
        Doing.FUNDED: tellings.is_funded(folded),
        Doing.FREE: tellings.is_free(folded),
    }
    return frozenset(doing for doing, holds in tests.items() if holds)


_BEGAN_IT = re.compile(r"\ba l'origine (?:de (?:l[ae] |sa |l')?(?:creation|fondation|association)|du reseau)\b")  # which dates no joining
_US = re.compile(r"\b(?:nous|notre|nos)\b")
_SHE_LEADS = re.compile(r"\belle (?:y |a |avait )?(?:aussi |egalement )?(?:co-?)?(?:anim|pilot)(?:e|ait)\b")
_SHE = re.compile(r"\belle\b|\bqu'elle\b")
_ITS_PEOPLE = re.compile(
    r"\b(?:represente(?:nte?)?|porte la voix|suivie? par|deleguee? d[e'])[^.;]{0,30}"
    r"\b(?:la ville|la municipalite|la metropole|la commune|le maire)\b"
    r"|^\W*(?:elue?s? referente?s?|representante?s?|referente?s?|titulaire|mandat|suivi)\b[^.;:]{0,30}:"
    r"|\b(?:adjointe?|conseillere? (?:municipale?|metropolitaine?|communautaire|deleguee?)|echevine?|mairesse|la (?:maire|bourgmestre))\b"
)

# --- presiding ---

_OURS = re.compile(
    r"\b(?:nous (?:presid|assur|exerc)\w*|notre ville|(?:par|a|que) (?:la|notre) (?:ville|mairie|metropole|commune)\b(?! d))"
)


def of_host(fact: Fact, host: str) -> bool:
    """Whether a presidency is the host's: it is named, by « nous », « par la Métropole », or is the subject of its own section."""
    if names_city(fact.text, host) or _OURS.search(fold(fact.text)):
        return True
    if _SHE_PRESIDES.match(fold(fact.text)) and _is_about(_before(fact), host):
        return True
    return fact.section.kind is SectionKind.ROLE and fold(fact.text).lstrip(" •-").startswith(
        ("elle ", "la ville", "presidence", "vice-pres")
    )


_SHE_PRESIDES = re.compile(
    r"\W*elle (?:en |y )?(?:a |avait )?(?:aussi |deja |ensuite )?(?:co-?)?(?:presid|assur|exerc|occup|tenu|tient|detenu)"
)


def _before(fact: Fact) -> str:
    """The sentence before that of a fact, in its section."""
    told = fact.section.body.text[: fact.quote.start - fact.section.body.start]
    return next((told[start:end] for start, end in reversed(sentences(told))), "")


def _is_about(sentence: str, host: str) -> bool:
    """« Brest copréside la commission mer. »: the host is the subject, whom « elle » then is."""
    return re.match(rf"\W*(?:{pattern_of(host)}|la ville(?! d)|notre ville)\b", fold(sentence)) is not None


def is_presidency(fact: Fact, host: str) -> bool:
    """Whether a presidency is the host's, of the whole network, and not denied."""
    folded = fold(fact.text)
    others = fact.inner or is_vice(folded) or _NEVER.search(folded) or _leads(folded, host) or _is_by_another(fact.text, host)
    return not others and of_host(fact, host)


def is_vice(folded: str) -> bool:
    """Whether a folded text names none but a vice-president."""
    others, vice = phrase_pattern("events", "vice").subn(" ", folded)
    return vice > 0 and phrase_pattern("events", "presidency").search(others) is None


_NEVER = re.compile(r"\bn[e'] ?(?:a|avons|y a|assure|exerce|preside) (?:jamais|encore|pas|plus)\b")

# --- leading, sitting ---

_VERB = (
    r"(?:co-?)?(?:anim|pilot|dirig|coordonn|presid)(?:e|ent|ons|ait|ee?s?)|animatrice|animateur"
    r"|(?:co-?)?(?:pilotage|animation|presidence|coordination|direction)|(?:co-?)?president|cheffe? de file|rapporteure?"
)
_GROUP = (
    r"(?:groupes?(?:[- ](?:de travail|pays|projets?|thematiques?))?|commissions?|forums?|ateliers?|colleges?|sections?|poles?|cercles?"
    r"|comite (?:sur|charge|technique|thematique)|reseau thematique)"
)
_LEADS = re.compile(
    rf"(?<!vice-)\b(?:{_VERB})\b[^.;:]{{0,70}}?\b{_GROUP}\b|\b{_GROUP}\b[^.;]{{0,70}}?"
    rf"\bqu(?:e |')[^.;]{{0,40}}?\b(?:{_VERB})\b"
    rf"|\b(?:anim|pilot|copilot)e (?:celui|celle|le premier)\b"
)


_BY = re.compile(r"\b(?:anim|pilot|présid|coordonn|dirig)ée?s?(?: depuis [\w ]{4,15})? par ([^,.;]{2,60})")


def _is_by_another(text: str, host: str) -> bool:
    """« le groupe X, animé par Cork »: what another city leads, the host named as one that takes part."""
    led = _BY.search(text)
    return led is not None and not (names_city(led[1], host) or _OURS_TOO.search(fold(led[1])))


_ITS_OWN = r"nous|notre|la (?:ville|metropole|commune)|l'adjointe?|mm?e?"
_OURS_TOO = re.compile(rf"\b(?:{_ITS_OWN})\b")


def _leads(folded: str, host: str) -> bool:
    """« Elle anime le groupe X », « le groupe X, animé par la Ville »; « piloté par La Rochelle » is another city's."""
    if _LEADS.search(folded) or _of_quoted(folded, pattern_of(host)):
        return True
    led = rf"\b{_GROUP}\b[^.;]{{0,70}}?\b(?:anime|pilote|preside|coordonne)e? (?:depuis \w+ )?par (?:{_ITS_OWN}|{pattern_of(host)})\b"
    return re.search(led, folded) is not None


_GROUPS = re.compile(rf"\b{_GROUP}\b")


def _leads_one(folded: str, host: str) -> bool:
    """« Le deuxième, « Centres anciens », est copiloté par Angoulême », of the groups that the sentence before it speaks of."""
    which = r"^\W*(?:le|la) (?:premiere?|deuxieme|second|seconde|troisieme|dernier|derniere)\b"
    led = r"(?:co-?)?(?:anim|pilot)ee? (?:depuis \w+ )?par"
    return re.search(rf"{which}[^.;]*\b{led} (?:{pattern_of(host)}|nous|la ville)\b", folded) is not None


def _of_quoted(folded: str, host: str) -> bool:
    """« « Friches », pilotée par Angoulême », « « Temps de l'enfant », que Limoges copilote », a row « Formation | Limoges | pilote »."""
    by = rf"»,? (?:est )?(?:co-?)?(?:anim|pilot|coordonn)ee? (?:depuis \w+ )?par (?:{host}|nous|la ville)\b"
    which = rf"»,? qu(?:e |')(?:{host}|nous|la ville)[^.;]{{0,20}}? (?:co-?)?(?:anim|pilot|coordonn)(?:e|ons|ait)\b"
    row = rf"\|[^\n]*\b{host}\b[^\n]*\|\s*(?:co-?)?(?:pilote|animatrice)\b"
    return any(re.search(way, folded) for way in (by, which, row))


_BODY = (
    r"(?:bureau(?! d)|comite(?! (?:sur|charge|technique|thematique|scientifique|d'organisation|de jumelage))"
    r"|conseil (?:d'administration|mondial|executif|des maires|politique|de direction)|executif|board|instances?|directoire)"
)
_SITS = re.compile(
    rf"\b(?:siege(?:ons|nt|s)?|membres?|elue?s?|entree?s?|fait partie|faisons partie|representee?s?|place)\b[^.;:]{{0,60}}?\b{_BODY}\b"
)
_DENIED = re.compile(
    r"\b(?:n'(?:y |a |en )?|ne |jamais |sans )[^.;,]{0,40}?\b(?:siege|membre|place)|\bplus (?:au|membre)\b|\bn[e'] ?l'?est plus\b"
)

# --- represented by a woman ---

_FEMININE = re.compile(
    r"\b(?:mmes?|madame|adjointe|conseillere|elue|echevine|deleguee|referente|syndique|mairesse|(?:la|sa) (?:maire|bourgmestre))\b"
)
_OFFICE_OF = re.compile(
    r"\b(?:adjointe|maire|échevine|conseillère|élue|bourgmestre|présidente|ancienne)\b[^,.;]{0,25}? (?:de |d'|à |du )([A-Z][\w-]+)"
)


def _of_another(sentence: str, host: str) -> bool:
    """« adjointe au maire de Lisbonne »: an office in another city than the host."""
    others = (match[1] for match in _OFFICE_OF.finditer(sentence))
    return any(country_of(name) is not None and not names_city(name, host) for name in others)


_FIRST_NAMES = re.compile(r"\b([A-ZÉÈÎÏ][a-zéèêëïîôâäöüç]+)(?:-[A-ZÉÈ][a-zéèêëïîôâç]+)? [A-ZÉÈ][\w'’-]+")


def _is_a_woman(sentence: str, host: str) -> bool:
    """A title in the feminine, or a woman's first name before another name."""
    if _of_another(sentence, host):
        return False
    if _FEMININE.search(fold(sentence)):
        return True
    return any(fold(match[1]) in lexicon()["names"]["feminine"] for match in _FIRST_NAMES.finditer(sentence))
