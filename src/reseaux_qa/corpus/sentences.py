"""The name within a heading that asks: in quotes, in parentheses, an acronym, or a part of it that is one; what asks by rule."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from statistics import median

from reseaux_qa.corpus.titles import PEOPLED, body_nouns, is_peopled
from reseaux_qa.french import fold, lexicon, phrase_pattern, stopwords, words

_ASKS = re.compile(r".*(?:\?(?:\s*\([^()]+\))?$|…\s)")  # an answer after it, « Un club ? Non : les Villes X », is no question
_BESIDE = re.compile(r"[?!]\s*\(([^()]+)\)$")
_QUOTED = re.compile(r"[«“\"]\s*([^«»“”\"]+?)\s*[»”\"]")
_ACRONYM = re.compile(r"(?<![\w-])[A-ZÀ-Ý]{3,}(?![\w-])")
_PARTED = re.compile(r"\s*[:,?!…]\s*")
_LEAD = re.compile(r"(?:(?:et|mais)\s+)?(?:(?:ce|cette|ces|l[ea]s?)\s+|l['’])?", re.IGNORECASE)
_REVEALS = re.compile(r"[^:,–—]+\s*:\s+(?:l[ea]s?\s+|l['’])(?=[A-ZÀ-Ý])")  # « Le fleuve déborde : le CRUE »
_OFFERED = re.compile(r"(?<=[a-zà-ÿ'’:] )(?:l[ea]s? |l['’])?(?=([A-ZÀ-Ý][^,.;:!?()]{3,70})(, (?:l[ea] |l['’]|une? )(\w+))?)")
_SUBJECT = re.compile(r"(?:^|[.!?] )([A-ZÀ-Ý][^.,;:!?()]{5,60}?) (\w+) l[ea]s? ")
_ANY = re.compile(r"(?:un|une|des)\s", re.IGNORECASE)
_NEAR = 250  # characters in which an answer gives the name that its question has not
_MOST_WORDS = 8
_OFTEN, _LIKE = 3, 4  # headings that make a rule; times as long as most, or as short, that a text is of like size


def asks(heading: str) -> bool:
    """Whether a heading is a question, « Les Villes du lin, à quoi bon ? »."""
    return _ASKS.match(heading.strip()) is not None


def named_in(heading: str, body: str) -> str:
    """« Qui sont les « Villes du lin » ? » → « Villes du lin », « Un fil ? (Lin & Cie) » → « Lin & Cie », « Et l'AVL ? » → « AVL »."""
    heading = heading.strip()
    if not asks(heading):
        revealed = _REVEALS.match(heading)
        return heading[revealed.end() :] if revealed and _is_revealed(heading[revealed.end() :], heading, body) else ""
    found = (*_BESIDE.findall(heading), *_QUOTED.findall(heading), *_ACRONYM.findall(heading), *_parts(heading, body))
    return next(iter(found), "")


def _is_revealed(name: str, heading: str, body: str) -> bool:
    """Whether what stands after a colon is the name: before it stands a phrase that neither is one nor comes back."""
    before = heading.partition(":")[0].strip()
    other = is_peopled(before) or _ACRONYM.search(before) or before in body or len(words(before)) < 2
    return not other and (_ACRONYM.match(name) is not None or is_peopled(name))


def _parts(heading: str, body: str) -> Iterator[str]:
    """« Villes du lin, c'est quoi ? », « C'est quoi, le Club du lin ? »: the parts of a question with a capital that are names."""
    for number, part in enumerate(filter(None, _PARTED.split(heading))):
        lead = _LEAD.match(part)
        name = part[lead.end() :] if lead else part
        proper = number > 0 or name != part or name in body or is_peopled(name)  # any question has a capital
        if name != heading.rstrip(" ?") and name[:1].isupper() and proper and _is_phrase(name):
            yield name


def _is_phrase(name: str) -> bool:
    """Whether some words are no sentence: few of them, the first no linking word, none a verb."""
    said = [word.text for word in words(name)]
    return 0 < len(said) <= _MOST_WORDS and said[0] not in stopwords() - body_nouns() - PEOPLED and not has_verb(name)


def has_verb(phrase: str) -> bool:
    """Whether a phrase has a verb of those that present something; « Villes à vélo » has none."""
    return any(word.text in lexicon()["present_verbs"] and phrase[word.start : word.end] != "à" for word in words(phrase))


def answered(body: str) -> str:
    """The name that the answer to a question begins with: « Réponse : Cités du lin. », « Avec Lin, le réseau … », « X relie les … »."""
    opening = body[:_NEAR]
    subjects = (match[1] for match in _SUBJECT.finditer(opening) if fold(match[2]) in lexicon()["verbs"]["is"])
    offered = (match[1].strip() for match in _OFFERED.finditer(opening) if is_peopled(match[1]) or fold(match[3] or "") in body_nouns())
    return next((name for name in (*subjects, *offered) if re.search(r"\s[A-ZÀ-Ý]|-[A-ZÀ-Ý]", name) or _is_phrase(name)), "")


def ask_by_rule(headings: Sequence[str], sizes: Sequence[int]) -> bool:
    """Whether headings are mostly questions, each its own, over texts of like size: they then open chapters and end no page."""
    asked = sum(asks(heading) and not is_closing(heading) for heading in headings)
    return asked >= _OFTEN and 2 * asked > len(headings) == len(set(map(fold, headings))) and are_alike(sizes)


def is_closing(heading: str) -> bool:
    """Whether a heading opens as those that pages end with, « Une question ? », or asks of none, « Un réseau, c'est quoi ? »."""
    of_none = _ANY.match(heading) is not None and asks(heading) and not named_in(heading, "")
    return of_none or phrase_pattern("closings").match(fold(heading).strip()) is not None


def are_alike(sizes: Sequence[int]) -> bool:
    """Whether most texts are of like size, so that their headings stand at one level."""
    usual = median(sizes) if sizes else 0
    return usual > 0 and _LIKE * sum(usual / _LIKE <= size <= usual * _LIKE for size in sizes) >= (_LIKE - 1) * len(sizes)
