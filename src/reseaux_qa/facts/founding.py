"""Whether a sentence of a page says when a network began, or that the host was there from the start."""

from __future__ import annotations

import re

from reseaux_qa.facts.clauses import Clause, pattern_of
from reseaux_qa.french import fold, lexicon, names_city, phrase_pattern

_GATHERS = (
    "federe|reunit|rassemble|regroupe|relie|associe|rapproche|unit|fait dialoguer|forment|cherche|defend|accompagne|soutient|aide|"
    "met en relation"
)
_ACTS_SINCE = re.compile(  # « Depuis 1975, X fédère les collectivités », « Le Forum les réunit depuis 2003 »
    rf"\bdepuis (?:\w+ )?\d{{4}},? [^.;]{{0,60}}?\b(?:{_GATHERS})\b"
    rf"|\b(?:{_GATHERS}|existe|agit|il (?:fonctionne|oeuvre)) (?:[^.;,]{{0,30}} )?depuis (?:\w+ )?\d{{4}}"
)
_FOUNDING_ACT = re.compile(
    r"\bont decide\b[^.;]{0,30}\b(?:d'unir|de se (?:federer|regrouper|reunir))\b"
    r"|\bse sont (?:donne|dote)e?s? [^.;]{0,20}\bune? (?:voix|association|alliance|organisation|structure)\b|\bcommence l'histoire d"
    r"|\bscell\w+ (?:leur (?:alliance|union|entente|accord)|l'affaire)\b|\bpassee? sous forme associative\b|^\W*tout (?:commence|demarre)\b"
    r"|\bapprouve les statuts\b"
    r"|^\W*(?:origine|depart|debuts?)\s*: (?:[\w' -]{2,25}, )?(?:\d{1,2} )?(?:[a-z]{3,9} )?(?:19|20)\d\d\b"  # « Départ : 2014, Gand »
    r"|\best devenue? une association\b|\bstatuts\b[^.;]{0,30} (?:deposes|signes|adoptes)\b"
    r"|\b(?:assemblee(?: generale)?|congres|reunion) (?:constitutive?|fondat(?:eur|rice))\b"
    r"|^\W*signee?s? [^.;]{0,60}, (?:ce|cette) (?:pacte|charte|convention|texte|accord|declaration)\b"
    r"|\bsignature\b[^.;]{0,70}? par \w+ (?:villes|communes|maires)|\bont signe [^.]{0,30}\b(?:charte|convention)|\bcharte fondatrice\b"
)


def start_in(folded: str) -> re.Match[str] | None:
    """The charter that several cities signed, their decision to unite, or since when it brings them together."""
    return _FOUNDING_ACT.search(folded) or _ACTS_SINCE.search(folded)


_NETWORK = r"(?:reseau|association|alliance|club|union|federation|coalition|organisation)"
_BIRTH = "(?:creation|fondation|naissance)"
_BEGINNING = re.compile(rf"\b(?:la {_BIRTH} (?:d[eu] )?(?:ce |cette |la |l')?{_NETWORK}|sa {_BIRTH})\b")
_ITSELF = re.compile(  # « L'association : 1975 », beside « La Ville : 1998 »
    rf"\W*(?:r\. )?(?:l[ea] |l')?(?:{_NETWORK}|organisme|ligue|cell?e-ci|celui-ci)\s*: (?=(?:\d\w* )?(?:[a-z]{{3,9}} )?(?:19|20)\d\d\b)"
)
_IT_WAS = re.compile(r"\W*(?:c'etait|cela se passait|cela remonte) (?:en|le|au?|des)\b")


def tells_when_it_began(clause: Clause) -> bool:
    """« L'association : 1975 »; « C'était en 2007, à Gand » after a sentence that tells of the creation of the network."""
    if _ITSELF.match(clause.folded):
        return True
    return _IT_WAS.match(clause.folded) is not None and _BEGINNING.search(fold(clause.before)) is not None


_THE_START = r"(?:l'origine|le (?:debut|depart|premier jour)|[ls]a (?:creation|fondation))"
_FOUNDING_MEMBER = re.compile(
    r"\b(?:membres?|villes?|cites?|communes?|capitales?) (?:\w+ )?(?:co-?)?fondat(?:eur|rice)s?\b"
    r"|\b(?:des|l'une?e? des|parmi (?:l|s|c)es|de ces) (?:\w+ )?(?:co-?)?fondat(?:eur|rice)s\b|\bco-?fondatrice\b|(?:^\W*|, )fondatrice,"
    r"|\b(?:membre|adherente?|signataire) de la premiere heure\b"
    r"|\bparmi les (?:premiere?s? signataires|premieres villes signataires|\w+ signataires d'origine)\b"
    r"|\b(?:a|avons|ont) (?:aussi |elle-meme |nous-memes )?(?:co-?)?fonde\b"
    rf"|\b(?:membres?|adherente?s?|partie|presente?s?|y (?:est|sommes)) (?:depuis|des) {_THE_START}\b"
    rf"|\b(?:participe|contribue|concouru|pris part|prend part) a {_BEGINNING.pattern[2:]}"
    rf"|\b(?:est|sommes|etait|etions) (?:donc )?la d(?:epui|e)s {_THE_START}\b"
)


def is_founded_by(sentence: str, host: str) -> bool:
    """Whether a sentence about the host makes it a founder, or a member from the first day."""
    folded = fold(sentence)
    return _FOUNDING_MEMBER.search(folded) is not None or _is_among_founders(folded, pattern_of(host))


def _is_among_founders(folded: str, host: str) -> bool:
    """« Création : 2011, par Karlsruhe, … et Mulhouse », « Neuf villes, dont la nôtre, ont fondé … », « Fondateurs : … »."""
    ways = (
        rf"\b(?:cree|fonde|creation|fondation)\w*[^.;()]{{0,40}}?\bpar (?!l')[^.;()]{{0,120}}?\b{host}\b",
        rf"^[^.;:]{{0,80}}\b{host}\b[^.;:]{{0,60}}? ont (?:donc )?(?:cree|fonde)\b",
        rf"\b(?:dont|parmi lesquel\w+)\b[^.;:]{{0,60}}\b(?:{host}|la notre)\b[^.;:]{{0,60}} (?:ont (?:cree|fonde|lance)|(?:cre|fond)ent)\b",
        rf"^\W*(?:ses )?(?:\w+ )?(?:villes )?fondat(?:eurs|rices)[\W_]*:[^.;]*\b{host}\b",
        rf"\b{host}\b[^.;:]{{0,90}} (?:a|ont) signe la charte fondatrice\b",
        rf"\bpar (?:\w+ ){{0,3}}villes,? (?:dont|parmi lesquelles) (?:la notre|{host})\b",
        rf"\b(?:que|qu') ?(?:la ville d[e'] ?)?{host} a (?:co-?)?(?:fonde|cree|lance)e?\b(?! (?:un|une|le|la|les|l')\b)",
        rf"\ba l'initiative d[^.;:]{{0,40}}\b{host}\b",
        rf"\b{host} (?:l')?a (?:cree|fonde|lance) (?:le|la|l'|ce|cette)\s?{_NETWORK}\b",
    )
    return any(re.search(way, folded) for way in ways)


# --- in one clause ---

_CREATES_WHAT = re.compile(r"\b(?:fond|cre|lanc)\w+ (?:le |la |l'|ce |cette )?(\w+)")


def creates_it(clause: Clause) -> bool:
    """« Nous avons fondé Rivages »: in the host's own section, only what creates the network itself dates it."""
    nouns = {*clause.names, *lexicon()["events"]["network_nouns"]}
    told = (match[1] for way in (_CREATES_WHAT, _IS_CREATED) for match in way.finditer(clause.folded))
    return any(noun in nouns for noun in told) or _CREATED_IT_IS.match(clause.folded) is not None


_IS_CREATED = re.compile(  # « Le Pacte a été lancé en 2015 »
    r"\b(?:le|la|l'|ce|cet|cette) ?(\w+) "
    r"(?:(?:a ete|est|fut|avait ete) (?:\w+ )?(?:cree|fonde|lance|institue|constitue|imagine|ne)e?|a vu le jour)\b"
)
_CREATED_IT_IS = re.compile(  # « Fondé en 1989 à Lyon, il est établi à Paris »: the host is « elle »
    r"\W*(?:cree|fonde|lance|constitue|imagine|ne)e?\b[^.;]{0,90}?, (?:il|le (?:reseau|club)|l'(?:association|alliance)|la federation)\b"
)

CREATE_IT = re.compile(  # « 1988 : les villes se constituent en association », « 1997 : l'association est constituée à Gand »
    rf"\b(?:fond|cre|lanc)ent (?:le|la|l'|ce|cette) ?{_NETWORK}\b|\bse (?:constituent|federent|regroupent) en {_NETWORK}\b"
    rf"|^\W*(?:le |la |l'){_NETWORK} (?:est|fut|a ete) (?:\w+ment )?(?:constitue|cree|fonde|institue|lance)e?\b"
)
_FOUNDS = re.compile(r"\b(?:ont|a|avaient) (?:fonde|cree|lance)\b|\b(?:fond|cre|lanc)ent\b")
_SHE = re.compile(r"\b(?:elle|nous)\b")
_TO_CREATE = re.compile(r"\bpour (?:cre|fond|lanc)er (?:le |la |l'|ce |cette )?(\w+)")


def founds(clause: Clause) -> re.Match[str] | None:
    """« Dix villes, dont Brest, ont fondé le Club en 1989 », « créé par … et Brest »: who founds is a member from the start."""
    verb, by = _FOUNDS.search(clause.folded), _FOUNDED_BY.search(clause.folded)
    told = [clause.folded[: verb.start()]] if verb else []
    told += [clause.folded[by.end() :]] if by else []
    ours = any(names_city(text, clause.host) for text in told)
    return (verb or by) if ours else allies(clause)


def allies(clause: Clause) -> re.Match[str] | None:
    """« En 2016, elle s'est associée à Gand pour créer X »: « elle » is the host, for X is the network."""
    found = _TO_CREATE.search(clause.folded)
    if found is None or not creates_it(clause):
        return None
    return found if _SHE.search(clause.folded[: found.start()]) or names_city(clause.text[: found.start()], clause.host) else None


_FOUNDED_BY = re.compile(
    r"\b(?:fonde|cree|lance|institue|constitue|imagine|fonts baptismaux)e?s?\b[^.;]{0,40}?\bpar (?!an\b)"
    r"|\bnee?s?\b[^.;]{0,60}?\bd(?:e (?:la volonte|l'entente) |'une? (?:accord|entente|pacte|rencontre|initiative) (?:\w+ )?(?:entre |d))"
)


def tells_founders(clause: Clause) -> re.Match[str] | None:
    """« fondé par six villes », « né d'un accord entre Gand et Brest », « à l'initiative de … »."""
    return phrase_pattern("events", "founders").search(clause.folded) or _FOUNDED_BY.search(clause.folded)


def creates_part(clause: Clause, after: str) -> bool:
    """« lancement du programme … » in a dated line begins a programme, not the network."""
    found = _OF_WHAT.match(after)
    return found is not None and found[1] in lexicon()["events"]["created_within"] and found[1] not in clause.names


_OF_WHAT = re.compile(r"(?: (?:en|le|des) [\w ]{4,18}?)?\s+(?:du|de la|de l'|d'une?|des|une?|l[ae]|l')\s*(\w+)")
