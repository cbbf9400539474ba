"""When the host joined, said outright: by a label, « Adhésion de la Ville : 2004 », or by whoever says « nous » on the page."""

from __future__ import annotations

import re

from reseaux_qa.facts.clauses import Clause
from reseaux_qa.french import fold, names_city, phrase_pattern

_JOINED_LABEL = re.compile(
    r"[\W_]*(?:(?:annee|date|deliberation|vote) (?:d'|de (?:l'|notre |la )?))?"
    r"(?:adhesion|entree|arrivee|admission|affiliation|ralliement|rattachement|(?:premiere )?signature|effet|membre|membres)\b"
    r"([^:;.]{0,60}?)\s*:"
)


_CARD = re.compile(
    r"[\W_]*(?:adhesion|entree|admission)\b([^:;.\d]{0,30}?)(?: par deliberation)?(?: (?:en|le|du|depuis))? "
    r"(?=(?:\d{1,2}(?:er)? )?(?:[a-z]{3,9} )?(?:19|20)\d\d\b)"
)


def joined_label(clause: Clause) -> int:
    """Where the label of a line such as « Adhésion de la Ville : 2004 », « Adhésion 2019 » ends, 0 without; another city's is none."""
    match = _JOINED_LABEL.match(clause.folded) or _CARD.match(clause.folded)
    if match is None or (re.match(r"\W*membre", match[0]) and "depuis" not in match[1]):
        return 0
    whose = re.search(r"\b(?:de |d'|du )(?:la |l')?(\w+)", match[1])
    ours = whose is None or names_city(match[1], clause.host) or phrase_pattern("actors", "own").search(match[1])
    return match.end() if ours else 0


_JOINING_NOUN = r"(?:notre|l'|son|sa) ?(?:adhesion|entree|admission|affiliation)\b"
_OF_IT = r"(?: (?:du|de (?:ce|cette|la)|de l'|d'une?|au|a (?:ce|cette|la)|a l'|dans (?:le|ce|cette|la)|dans l'|de|d') ?[\w-]+)?"
_MEMBER = "membres?(?: associee?s?| actifs?| actives?)?"
_MEMBER_SINCE = re.compile(
    rf"\b(?:{_MEMBER}|adher[ae]nte?s?|presente?s?|fait partie|faisons partie|adhere|participe|siege){_OF_IT},? depuis\b"
    rf"|\b(?:appartient|appartenons)(?: (?:a|au) (?:ce|cette|l[ea]|l')? ?\w+)? depuis\b"
    r"|\b(?:y|en) (?:est|sommes|sont|siege|siegeons|adhere|adherons|cotise|cotisons) depuis\b|\ba bord depuis\b"
    r"|\bn'en est (?:membre|adherente?) que depuis\b|\bson tour (?:viendra|vint|vient|est venu) en\b"
    r"|\belle (?:y )?a ete admise comme membre\b|\bdepuis [^,.;]{4,20},? [^,.;]{2,30} compte parmi (?:les|ses) \w+"
    r"|\bc'est chose faite (?:depuis|en)\b"
    r"|^\W*depuis [^,]{4,20}, [^.;]{0,40}\best (?:aussi )?(?:membre|adherente?)\b"
    r"|^\W*(?:adhesion|entree) (?:de |d')[^.;:]{3,40}? (?:en|le|depuis) "
    r"|(?:^\W*|, )(?:entree?s?|arrivee?s?|admise?s?)(?: (?:dans|au|a) [^,.;]{3,30}?)? (?:en|des|depuis)\b"
    r"|\ben (?:adherant|rejoignant|integrant|entrant (?:dans|au|a))\b"
    r"|\bdepuis l'(?:entree|adhesion|arrivee) de [\w-]{3,30},? en\b"
    r"|^\W*depuis (?:\w+ )?\d{4},? [^,.;]{2,30} y (?:travaille|participe|echange|coopere|collabore|contribue|partage)"
)
_PAPER = r"(?:bulletin|courrier|acte|lettre|certificat) d'adhesion|carte de membre"
_JOINING_ACT = re.compile(
    rf"\b(?:vot|approuv|decid|adopt)\w+(?:, [^.;,]{{4,25}},)? {_JOINING_NOUN}"
    rf"|\b(?:{_PAPER}) (?:a ete|date|porte|est date|est du|remonte)|\bsigne (?:le|son|notre) (?:{_PAPER})"
    r"|\bautorise\w* [\w ]{2,25} a y adherer\b|\b(?:entree|adhesion) effective(?:,| en| le| depuis| au)"
    r"|\bnous (?:a |avait )?compte?s? (?:dans ses rangs|parmi (?:ses|les) \w+)|\bnous y inscrit\b"
    r"|\bd'ou (?:notre|son|sa) (?:adhesion|entree|affiliation)\b"
    r"|\b(?:qualite|statut|rang) de membre (?:de plein (?:droit|exercice)|a part entiere)\b"
    r"|\bvalu d'(?:etre|y etre) (?:acceptee?|admise?|accueillie?|retenue?)\b|\bvalu d'(?:y )?entrer\b"
    r"|\b(?:notre|sa|la) candidature(?: d[e'] ?[\w-]+)? (?:a (?:alors |aussitot )?ete|fut) (?:acceptee|retenue|validee|admise)\b"
    r"|\b(?:obtenu|decroche|recu|detient|porte) (?:le|ce) label (?=(?:en|le|depuis|des)\b)"  # one that has no other name
    rf"|\b(?:porte|detient|obtenu|decroche|recu) (?:le|ce) titre\b|\ble titre\b[^.;]{{0,50}}\bobtenu\b|\bouvert [^.;]{{0,30}}les portes d"
    rf"|{_JOINING_NOUN}[^.;:]{{0,40}}? "
    r"(?:remonte|date|votee|approuvee|decidee|prononcee|a suivi|souscrite|est intervenue|est effective"
    r"|est acquise|a pris effet|n'a ete \w+ qu'|a ete (?:votee|approuvee|actee|decidee))"
    r"|\b(?:la|notre|sa) (?:designation|labellisation)(?: de [\w-]+)? (?:a ete (?:prononcee|obtenue|annoncee|officialisee)|remonte|date)"
    r"|\b(?:devenait|devient|est devenue) (?:ainsi |alors )?(?:la |l'une des |une )?(?:\w+ ){0,2}villes?\b[^.;]{0,40}"
    r"\b(?:retenu|design|labellis|membre)"
    r"|\b(?:etait|est|etions|sommes) (?:arrivee?s?|entree?s?)\b[^.;]{0,40}\bdans (?:l'|une |cette |ce |le )?"
    r"(?:organisation|association|reseau|club|alliance|federation)"
    r"|\b(?:conduit|amene|pousse|convaincu|decide)e?s? (?:[\w' ]{2,30} )?(?:a|de) (?:rejoindre|adherer|integrer)\b"
)


def joins_plainly(clause: Clause) -> re.Match[str] | None:
    """« Brest l'a rejoint en 2004 », « Nous avons adhéré … », « L'adhésion remonte à … », in whatever section."""
    bodies = "ville|mairie|metropole|commune|municipalite|collectivite|agglomeration|communaute urbaine"
    alone = rf"^\W*(?:(?:ville|commune) )?(?:{_MEMBER}|adherente?) depuis\b"
    host = f"{re.escape(fold(clause.host))}|{_first_word(clause.host)}"
    us = rf"(?:\b(?:{host})\b|\bnous\b|\bnotre ville\b|\bla (?:{bodies})\b(?! d)|{alone})"
    verbs = phrase_pattern("events", "joined_plainly").finditer(clause.folded)
    if not clause.host or _ONLY_WATCHES.search(clause.folded) or _BELIEVED.match(clause.folded):
        return None
    before = ((verb, _RELATIVE.sub(" ", clause.folded[: verb.start()])) for verb in verbs)
    near = rf"{us}[^.;]{{0,40}}$|^\W*{us}[^.;]{{0,120}} : elle $"
    verb = next((v for v, left in before if v.group().startswith("nous ") or re.search(near, left)), None)
    verb = verb or re.search(rf"(?:{_IT_TAKES}|{_ENTRY_OF}) (?:la ville d[e'] ?)?(?:{host})\b", clause.folded)
    if verb:
        return verb
    said = re.search(us, clause.folded) or _METROPOLIS.search(clause.text) or names_city(clause.text, clause.host)
    since = _MEMBER_SINCE.search(clause.folded) if said else None
    return _JOINING_ACT.search(clause.folded) or since


_IT_TAKES = r"\b(?:il|elle|reseau|association|alliance|club|union|federation|ligue) (?:a|avait) (?:accueilli|admis|accepte|integre)e?"
_ENTRY_OF = (
    r"\b(?:(?:date d'(?:entree|adhesion)|admission|affiliation|ralliement) de|pour(?=[^.;]{3,30}, l'aventure (?:debute|commence|demarre)))"
)
_ONLY_WATCHES = re.compile(r"\b(?:comme|en qualite d[e']|en tant qu[e']|a titre d[e']) ?(?:simple )?(?:invitee?|observat)")
_BELIEVED = re.compile(r"\W*(?:beaucoup|certains|on) croi(?:en)?t\b")  # « Beaucoup croient qu'elle l'a rejoint en 1998 »
_RELATIVE = re.compile(r", (?:qui|ou|dont|que|ancienne?|ville) [^,;.]{3,90},")  # « Rouen, qui se souvient …, l'a rejoint »
_METROPOLIS = re.compile(r"^\W*(?:La )?[A-Z]{2,5} (?:en |y )?(?:est|a|adhère)\b")  # « TPM est membre depuis 2011 »
_SHARED = frozenset({"saint", "sainte", "le", "la", "les", "grand", "ville"})


def _first_word(host: str) -> str:
    """What a metropolis is called by: « Clermont Auvergne Métropole » of Clermont-Ferrand; the whole name where others begin so."""
    first = re.split(r"[ -]", fold(host))[0]
    return re.escape(fold(host) if first in _SHARED else first)
