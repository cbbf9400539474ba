"""A heading as it is worded: in capitals, with an article, as a sentence; what of it is the name."""

from __future__ import annotations

import re
from collections.abc import Mapping

from reseaux_qa.corpus.titles import body_nouns, is_shouted
from reseaux_qa.french import Word, fold, lexicon, stopwords, words

ACRONYM = re.compile(r"\b(?=\w*[A-Z]\w*[A-Z])[A-Z][\w]*(?:-[A-Z]\w*)*\b")
_WRITTEN = re.compile(r"[^\W\d_]+")
_FEW_WORDS = 3  # « CITÉS UNIES FRANCE »
_ANSWER = re.compile(r"[^?]+\?\s+(?:\w+\s*:\s*)?(\S.*)")  # « Un club ? Non : les Villes X »
_PARTED = re.compile(r"[:(,;–—|]| - ")
_ARTICLE = re.compile(r"(?:L[ea] |L['’])(?=([^\W\d_]+) )")  # « L'Alliance du lin »
_PLACE = re.compile(r"\b(?:l'|la |d'|de )$")  # « l'Atlantique », where « la façade atlantique » is said of one
_SMALL = re.compile(r"(?<=[A-ZÀ-Ý]) (?=[a-zà-ÿ]+ )")  # « PACTE DU LIN pour le climat »
_REFLEXIVE, _DETERMINERS = ("se", "s"), ("le", "la", "les", "l", "un", "une", "des", "du")


def subject_of(heading: str) -> str:
    """« Ville & Banlieue rassemble les maires »: what a heading that is a sentence speaks of; one that asks, of its answer."""
    answer = _ANSWER.fullmatch(heading)
    heading = _capital(answer[1]) if answer else heading
    tokens = words(heading)
    ends = (before.end for before, verb, after in zip(tokens, tokens[1:], tokens[2:], strict=False) if _says(heading, before, verb, after))
    end = next(ends, len(heading))
    return heading if _PARTED.search(heading[:end]) else heading[:end]


def _says(heading: str, before: Word, verb: Word, after: Word) -> bool:
    """Whether a verb stands between a subject and what is said of it; « Villes qui se parlent » and « à la carte » have none."""
    said = verb.text in _REFLEXIVE or (verb.text in lexicon()["present_verbs"] and (after.text in _DETERMINERS or after.text.isdigit()))
    return said and before.text not in stopwords() and heading[verb.start].islower() and heading[verb.start : verb.end] != "à"


def without_article(heading: str) -> str:
    """« Les Villes X », « L'AIMF », « La MOT »: what a name is without the article that a heading gives it."""
    bare = re.sub(r"^(?:Les (?=\S)|L['’](?=[\w-]+$)|(?:Le|La) (?=[A-Z]{3,}$))", "", heading)
    article = _ARTICLE.match(bare)
    named = bare[article.end() :] if article and fold(article[1]) in body_nouns() else bare
    return heading if named == heading else _capital(named)


def unshouted(heading: str, text: str) -> str:
    """A heading in capitals as its text writes it; so the name alone in capitals, « CITÉS DE LIN (autrefois Villes de lin) »."""
    if is_shouted(heading):
        return _lowered(heading, text)
    parted = _PARTED.search(heading) or _SMALL.search(heading)
    name, rest = (heading[: parted.start()], heading[parted.start() :]) if parted else ("", heading)
    return _lowered(name, f"{rest}\n{text}") + rest if is_shouted(name) and len(name.split()) > 1 else heading


def _lowered(heading: str, text: str) -> str:
    """Words in capitals as a text has them, all together or one by one; an acronym stays."""
    if re.fullmatch(r"(?:\w\.)+", heading) or re.search(rf"\b{re.escape(heading)}\b", text):
        return heading
    folded = fold(text)
    whole = re.search(re.escape(fold(heading)), folded)
    if whole and len(folded) == len(text):
        return _capital(text[whole.start() : whole.end()])
    if len(words(heading)) == 1:
        return heading
    acronyms = {*ACRONYM.findall(text), *re.findall(r"\(([A-ZÀ-Ý0-9-]+)\)", heading)}
    said = {fold(word): word for word in _WRITTEN.findall(text) if not word.isupper()}
    few = len(words(heading)) <= _FEW_WORDS
    return _capital(_WRITTEN.sub(lambda word: word[0] if word[0] in acronyms else _spoken(word, said, few=few), heading))


def _spoken(match: re.Match[str], said: Mapping[str, str], *, few: bool) -> str:
    """As the text has it; each word of a short name that it never says with its capital, and a place, « de l'Atlantique »."""
    word = match[0]
    if fold(word) in stopwords():
        return word.lower()
    if fold(word) in lexicon()["names"]["countries"] or (_PLACE.search(fold(match.string[: match.start()])) and _is_area(word)):
        return word.capitalize()
    return said.get(fold(word), word.capitalize() if few else word.lower())


def _is_area(word: str) -> bool:
    return fold(word) in lexicon()["names"]["areas"]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
