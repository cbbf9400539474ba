"""Which acronym a network goes by, and whether one stands for a name."""

from __future__ import annotations

import re
from functools import reduce

from reseaux_qa.corpus.outline import initials
from reseaux_qa.corpus.phrased import ACRONYM
from reseaux_qa.corpus.titles import body_nouns
from reseaux_qa.french import fold, lexicon, stopwords, words

OWNED = re.compile(r"\b(?:de la |de l['’]|de |du |des |d['’])$")  # « … de l'OMS » is another body's acronym
_MAX_LEAD_WORDS, _SHORTEST = 3, 3  # letters of an acronym, at least


def acronym_of(heading: str, parts: list[str], text: str) -> str:
    """A word of capitals in the heading, or a heading that is one or two words."""
    found: list[str] = [m.group() for m in ACRONYM.finditer(heading) if not OWNED.search(heading[: m.start()])]
    if _is_glossed(heading, parts):
        return parts[0]
    found = [a for a in found if a == heading or fold(a) not in lexicon()["names"]["patrons"]]
    own = {a for a in found if a in parts[0] + text or recalls(a, parts[0]) or _is_given(a, heading)}
    others = set(found) - own
    found = [acronym for acronym in found if acronym not in others]
    if found and len(words(heading)) > 1:
        whole = next((part for part in parts if len(part.split()) <= 2 and found[0] in part), "")
        return whole or found[0]
    return heading if len(heading.split()) <= 2 else _short_part([part for part in parts if part not in others])


def _is_glossed(heading: str, parts: list[str]) -> bool:
    """« Villes de craie – Association mondiale des villes de craie (AMVC) »: the acronym is that of the longer name."""
    return len(parts) > 2 and len(parts[0].split()) <= _MAX_LEAD_WORDS and heading.endswith(f"({parts[-1]})")


def _is_given(acronym: str, heading: str) -> bool:
    """« Réseau mondial des villes apprenantes (GNLC) » gives its acronym, in whatever language; « … (OMS) » names its patron."""
    return heading.endswith(f"({acronym})") and fold(acronym) not in lexicon()["names"]["patrons"]


def initials_said(heading: str, text: str) -> str:
    """The acronym that the text writes for a heading without one: its words' first letters, or some of each, « FNCOLIN »."""
    letters = initials(heading)
    main = (word.text for word in words(heading) if word.text not in stopwords() or word.text in body_nouns())
    made = re.compile("".join(map(_beginning, main)))
    found = [acronym for acronym in ACRONYM.findall(text) if len(acronym) >= _SHORTEST]
    exact = (acronym for acronym in found if fold(acronym) == letters)
    return next(exact, next((acronym for acronym in found if len(acronym) > _SHORTEST and made.fullmatch(fold(acronym))), ""))


def _beginning(word: str) -> str:
    """A pattern for the first letters of a word, or none: « com » → « (?:c(?:o(?:m)?)?)? »."""
    return reduce(lambda rest, letter: f"(?:{letter}{rest})?", reversed(word[:_SHORTEST]), "")


def _short_part(parts: list[str]) -> str:
    """What a heading adds to a long name; one of some words needs no other."""
    short = without_acronym(min(parts, key=len), "") if len(parts[0].split()) > 4 else parts[0]
    return short if len(parts) > 1 and len(short.split()) <= 4 else ""


def spells_whole(heading: str) -> bool:
    """« Élus, santé & territoires (ESET) »: the acronym says that the comma stands within the name."""
    given = re.fullmatch(r"([^()]+) \(([A-ZÀ-Ý]{3,})\)", heading)
    return given is not None and initials(given[1]) == fold(given[2])


def initials_fit(acronym: str, phrase: str) -> bool:
    """Whether a phrase begins as an acronym does, or has its letters in a row: « AVV » of « l'Association des villes du vent »."""
    first = "".join(word.text[0] for word in words(phrase))
    letters = fold(re.sub(r"\W", "", acronym))
    return bool(first) and (letters[0] == first[0] or letters in first)


def recalls(acronym: str, phrase: str) -> bool:
    """Whether half of an acronym's letters start words of a phrase; else it is a branch's, or another body's."""
    letters = fold(re.sub(r"\W", "", acronym)) or "?"
    first = {part[0] for word in words(phrase) for part in word.text.split("-") if part}
    return 2 * sum(letter in first for letter in letters) >= len(letters)


def spells(acronym: str, phrase: str) -> bool:
    """Whether the first letters of a phrase's main words are the acronym."""
    first = "".join(word.text[0] for word in words(phrase) if word.text not in stopwords())
    return bool(acronym) and first == fold(re.sub(r"\W", "", acronym))


def without_acronym(part: str, acronym: str) -> str:
    """« CGLU Cités et … » is an acronym and then the name it stands for."""
    part = part.removeprefix(acronym + " ") if acronym else part
    return re.sub(r"^(?:la|les?|et) |^l['’]", "", part, flags=re.IGNORECASE)
