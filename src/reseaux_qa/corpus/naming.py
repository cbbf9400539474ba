"""What a network is called: acronym, long name, short name, article, other names.

All of it is derived from the heading and from how the text speaks of it.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from reseaux_qa.corpus.acronyms import OWNED, acronym_of, initials_fit, initials_said, recalls, spells, spells_whole, without_acronym
from reseaux_qa.corpus.glosses import with_line_under
from reseaux_qa.corpus.layout import Chapter
from reseaux_qa.corpus.phrased import ACRONYM, subject_of, unshouted, without_article
from reseaux_qa.corpus.sentences import answered, asks, named_in
from reseaux_qa.corpus.titles import PEOPLED, body_nouns, section_kind
from reseaux_qa.french import content_stems, fold, lexicon, names_city, stopwords, words
from reseaux_qa.types import SectionKind

_SEPARATOR = re.compile(r"\s*[()]\s*(?:[-–—:|/]\s+)?|\s+[-–—:|/]\s+|\s*:\s+")
_IN_PARENTHESES = re.compile(r"([^.()\n;:]{4,90}?)\s*\(\s*([^()]{2,80}?)\s*\)")
_SUBJECT = re.compile(r"\s*(?:>\s*)?(?:(le|la|les)\s+|(l')\s*)?")
_CAPITALISED = r"(?:[A-ZÀ-Ý][\w'’-]*)(?: (?:(?:de|du|des|la) )?[A-ZÀ-Ý][\w'’-]*)*"
_FORMER = re.compile(rf"(?:sous le nom d[e']|anciennement|autrefois|rebaptisée?|ex-)\s*(?:l['’]|la |le )?({_CAPITALISED})")
_ONCE = re.compile(r"(?:anciennement|autrefois|auparavant|jadis|ex[- ])\s*(?:l['’]|la |le )?")  # « X (anciennement Y) »
_TONGUE = re.compile(r"^(?:pour|de l['’]anglais|du latin|en anglais)\s*:?\s+")  # « X (de l'anglais Y) »
_SIGLE = re.compile(r"\b(?:sigle|acronyme|abréviation|initiales)(?: (?:anglais|français|en anglais|est))?,? (?:« )?([A-Z][A-Z0-9-]{2,})")
_WITHIN = re.compile(rf"{OWNED.pattern}|\bet l[ea]s? $|\b[A-ZÀ-Ý][\w'’-]* $")  # no name starts there, « Petits | Lacs »
_APPOSED = re.compile(r"\s*,\s+(?=(?:l['’]|[a-zà-ÿ]+\b(?! et\b)))|(?<=[A-Z]{3})\s*,\s+(?=[A-ZÀ-Ý]\w*[a-zà-ÿ])")
_SLOGAN = re.compile(r"\s*[-–—:|]\s*[«\"“][^»\"”]*[»\"”]\s*$")
_DATE_BESIDE = re.compile(r"\s*\((?:[a-zà-ÿ ]{0,20}(?:depuis|en|dès) [^()]*\d{4}[^()]*|\d{4})\)")  # « MedCités (depuis 1996) », « (1993) »
_PRAISE = re.compile(r"(?:\s+[–—|-]|\s*:)\s+([a-zà-ÿ][^–—|()]{5,})$")  # « — la sobriété se partage »
_PROJECT = re.compile(  # « Le projet X teste … » names no network
    r"(?:projet|programme|prix|festival|label|application|atelier|exposition|guide|opération)s?\b"
)
_AUTHORITY = re.compile(r"(?:métropole|mairie)\b", re.IGNORECASE)  # « La Métropole y participe »
_ARTICLES = {"le", "la", "les", "l"}
_MAX_SHORT_WORDS, _MAX_OWNED_WORDS = 5, 7


@dataclass(frozen=True, slots=True)
class Names:
    """``name`` is the short one; ``aliases`` holds every other, longest first."""

    name: str
    long_name: str
    aliases: tuple[str, ...]
    article: str
    feminine: bool


def names_of(chapter: Chapter, host: str = "") -> Names:
    """Derive a network's names from its chapter; the host's own section names the host."""
    text = "\n".join(part.body.text for part in chapter.parts)
    heading = without_article(unshouted(without_article(_clean(_without_slogan(_said_name(chapter.heading.text, text)))), text))
    whole = with_line_under(heading, chapter)
    opening = _opening(chapter, host)
    title, *apposed = [whole] if spells_whole(whole) else _APPOSED.split(whole)
    title = without_article(title)
    every = [part for said in (title, *apposed) for part in map(_clean, _SEPARATOR.split(said)) if part]
    every = every or [chapter.heading.text]  # « ( ) » has no part
    once = [part for part in every[1:] if _ONCE.match(part)]
    every = [every[0], *(part for part in every[1:] if part not in once)]
    parts = [part for part in every if part == every[0] or not _says_why(part)]
    own = [part for part in parts if fold(part) not in lexicon()["names"]["patrons"]] or parts  # « UNICEF – Ville amie des enfants »
    acronym = acronym_of(title, [part for part in own if part not in apposed] or own, text) or initials_said(title, text)
    spelled = [part for part in parts if fold(part) != fold(acronym)]
    spelled = [without_acronym(part, acronym) for part in spelled]
    expansions = _expansions(opening, acronym)
    name = acronym or _short_name(own[0], text)
    subjects = [subject for subject in _subjects(opening) if fold(name) not in fold(subject) and not names_city(subject, host)]
    called = [subject for subject in subjects if recalls(acronym, subject) or set(content_stems(subject)) & set(content_stems(heading))]
    long_name = _long_name(acronym, spelled, expansions, called)
    former = [*(_ONCE.sub("", part) for part in once), *map(_whole_name, _FORMER.finditer(text)), *_SIGLE.findall(opening)]
    aliases = _unique([heading, *parts, *spelled, *expansions, *called, *former, long_name], but=name)
    article = _article(name, text)
    return Names(name, long_name, aliases, article, _feminine(article, long_name or name))


def _said_name(heading: str, text: str) -> str:
    """The name that a question holds, else that its answer begins with, else what a sentence speaks of."""
    return named_in(heading, text) or (answered(text) if asks(heading) else "") or subject_of(heading)


def _says_why(part: str) -> bool:
    """« X, pour ne pas être seuls », « X, le petit nouveau »: a part of a heading that goes on and names nothing."""
    first, *others = [word.text for word in words(part)] or [""]
    goes_on = first in stopwords() - _ARTICLES - body_nouns() - PEOPLED
    gathers = first == "les" or not body_nouns().isdisjoint(others) or not PEOPLED.isdisjoint(others)  # « X, les chemins du lin »
    return part[0].islower() and (goes_on or (first in _ARTICLES and (len(others) == 1 or not gathers)))


def _whole_name(former: re.Match[str]) -> str:
    """« sous le nom d'Association nationale des villes et pays d'art »: a noun for networks goes on to the end of its phrase."""
    if fold(former[1]) not in lexicon()["events"]["network_nouns"]:
        return former[1]
    return re.split(r"[;,.:()\n]", former.string[former.start(1) :], maxsplit=1)[0].strip()


def _without_slogan(heading: str) -> str:
    """« Energy Cities — la sobriété se partage », « X « Y » »: what comes after a dash in small letters and names no body is praise."""
    heading = _DATE_BESIDE.sub("", _SLOGAN.sub("", heading.replace("**", "")))
    tail = _PRAISE.search(heading)
    if tail is None or not words(heading[: tail.start()]):
        return heading
    head = next((word.text for word in words(tail[1]) if word.text not in stopwords() - body_nouns()), "")
    name = heading[: tail.start()]
    is_named = head in body_nouns() | PEOPLED or any(recalls(acronym, tail[1]) for acronym in ACRONYM.findall(name))
    return heading if is_named else name


def _opening(chapter: Chapter, host: str) -> str:
    """The first two parts without their taglines, which describe and do not name."""
    told = [part for part in chapter.parts if section_kind(part.title, host) is not SectionKind.ROLE]
    lines = [line for part in told[:2] for line in part.body.text.splitlines()]
    return "\n".join(line for line in lines if not line.startswith(">"))


def _clean(text: str) -> str:
    return re.sub(r"[\s ]+", " ", text.strip().strip("*_")).strip(" :")


def _expansions(opening: str, acronym: str) -> list[str]:
    """What stands beside the acronym in parentheses, either way round."""
    found = []
    for match in _IN_PARENTHESES.finditer(opening):
        before, inside = _clean(match[1]), _TONGUE.sub("", _clean(match[2])).strip('«»" ')
        if acronym and fold(before).endswith(fold(acronym)) and initials_fit(acronym, inside):
            found.append(inside)
        if acronym and fold(inside) == fold(acronym):
            found.append(_noun_phrase(before))
    return [name for name in found if name]


def _noun_phrase(before: str) -> str:
    """The capitalised end of a text, no half of a quotation: « … le Forum européen pour X » → « Forum européen pour X »."""
    tails = (before[match.start() :] for match in re.finditer(r"\b[A-ZÀ-Ý]", before))
    return next((tail for tail in tails if tail.count("«") == tail.count("»")), "")


def _subjects(opening: str) -> list[str]:
    """The name a presentation opens with: what precedes its first verb."""
    verbs = set(lexicon()["present_verbs"])
    found = []
    for line in opening.splitlines():
        match = _SUBJECT.match(fold(line))
        tokens = words(line[match.end() :]) if match else []
        stop = next((n for n, token in enumerate(tokens[:10]) if token.text in verbs), 0)
        if match and stop and (match[1] or match[2]):
            subject = line[match.end() : match.end() + tokens[stop].start]
            found.append(_clean(re.sub(r"\(.*|,.*", "", subject)))
    others = (_PROJECT, _AUTHORITY)
    named = (name for name in found if len(name.split()) > 1 and re.search("[A-ZÀ-Ý]", name) and not re.search("[.;!?] ", name))
    return [name for name in named if not any(other.match(name) for other in others)]


def _long_name(acronym: str, spelled: list[str], expansions: list[str], called: list[str]) -> str:
    """The fullest name, where the page gives one that says more than the short one."""
    candidates = [*expansions, *(name for name in spelled if len(name.split()) > 2), *called]
    candidates.sort(key=lambda name: not spells(acronym, name))
    return next((name for name in candidates if acronym and fold(name) != fold(acronym)), "")


def _short_name(heading: str, text: str) -> str:
    """A long heading in short: as the text says « le réseau X », else cut at its purpose."""
    if len(heading.split()) <= 2:
        return heading
    mentioned = re.search(r"\b[Rr]éseau ([A-ZÀ-Ý][\w-]+)\b(?! [A-ZÀ-Ý])", text)
    if mentioned and fold(mentioned[1]) in fold(heading):
        return mentioned[1]
    stops = set(lexicon()["purpose_words"])
    kept: list[str] = []
    for word in heading.split():
        if len(kept) > 1 and fold(word) in stops:
            break
        kept.append(word)
    return " ".join(kept) if sum(word != "&" for word in kept) <= _MAX_SHORT_WORDS else _said_ending(heading, text)


def _said_ending(heading: str, text: str) -> str:
    """The longest capitalised end of the heading that the text uses as a name."""
    owner = ACRONYM.search(heading, heading.rfind(" ") + 1)
    if owner and len(heading.split()) <= _MAX_OWNED_WORDS and OWNED.search(heading[: owner.start()]):
        return heading  # « … de l'UNESCO » is another body's, and no name alone
    starts = [match.start() for match in re.finditer(r"(?<![\w-])[A-ZÀ-Ý]", heading)][1:]
    own = [heading[start:] for start in starts if _is_peopled(heading[start:]) or not _WITHIN.search(heading[:start])]
    whole = re.sub(r"^(?:la|les?) ", "", heading, flags=re.IGNORECASE) if len(heading.split()) <= _MAX_OWNED_WORDS or not own else own[0]
    return next((tail for tail in own if fold(tail) in fold(text)), whole)


def _is_peopled(tail: str) -> bool:
    """« Villes du lin » of « Réseau des Villes du lin » is a name, « Grands Lacs » of « Alliance des villes des Grands Lacs » none."""
    first, *others = fold(tail).split()
    return bool(others) and first in PEOPLED | body_nouns()


def _article(name: str, text: str) -> str:
    """The article that the text itself puts before the name, if it mostly does."""
    pattern = re.compile(rf"(?:\b(le|la|les|l'|du|au|de la|a la|de l'|a l'|de|d'|que)\s*)?(?<!\w){re.escape(fold(name))}(?!\w)")
    seen = Counter(match[1] or "" for match in pattern.finditer(fold(text)))
    forms = {
        "l'": seen["l'"] + seen["de l'"] + seen["a l'"],
        "la ": seen["la"] + seen["de la"] + seen["a la"],
        "le ": seen["le"] + seen["du"] + seen["au"],
    }
    article, count = max(forms.items(), key=lambda item: item[1])
    if count > seen["de"] + seen["d'"] or count > 1:
        return article
    return _default_article(name) if not sum(seen.values()) else ""


def _default_article(name: str) -> str:
    """A name that starts with a common noun takes an article: « l'Observatoire … », « le Pacte … »."""
    first = fold(name).split()[0]
    feminine = first in lexicon()["feminine_nouns"]
    if len(name.split()) == 1 or not (feminine or first in lexicon()["masculine_nouns"]):
        return ""
    if first[0] in "aeiouh":
        return "l'"
    return "la " if feminine else "le "


def _feminine(article: str, full: str) -> bool:
    if article in ("la ", "le "):
        return article == "la "
    head = next((word.text for word in words(full) if word.text not in stopwords() or word.text == "association"), "")
    return head in lexicon()["feminine_nouns"]


def _unique(names: list[str], but: str) -> tuple[str, ...]:
    seen, kept = {fold(but)}, []
    for name in names:
        if name and fold(name) not in seen:
            seen.add(fold(name))
            kept.append(name)
    return tuple(sorted(kept, key=len, reverse=True))
