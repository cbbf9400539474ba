"""What the line under a heading calls the same body: its acronym, or its name in full."""

from __future__ import annotations

import re

from reseaux_qa.corpus.layout import Chapter
from reseaux_qa.corpus.sentences import has_verb
from reseaux_qa.corpus.titles import PEOPLED, body_nouns
from reseaux_qa.french import fold, lexicon, words

_ACRONYM = re.compile(r"\([A-ZÀ-Ý][\w&-]{1,14}\)")
_ARTICLE = re.compile(r"(?:l[ea]s? |l['’])", re.IGNORECASE)
_SAYS = re.compile(r"\b(?:par|qui|que|dont|où|née?s?|depuis)\b|[\d,.:;!?>|]")  # « Réseau animé par X » tells, and names nothing
_FEWEST, _MOST = 2, 12  # words of a name


def with_line_under(heading: str, chapter: Chapter) -> str:
    """« RVL » over « Réseau des villes du lin » → « RVL – Réseau des villes du lin »; « Union X » over « (UX) » → « Union X (UX) »."""
    line = _line_under(chapter)
    if _ACRONYM.fullmatch(line) and "(" not in heading:
        return f"{heading} {line}"
    return f"{heading} – {line}" if _names(line) else heading


def _line_under(chapter: Chapter) -> str:
    """The line under a heading that stands alone; none where a paragraph begins there."""
    lines = chapter.parts[0].body.text.splitlines() if chapter.parts and not chapter.parts[0].title else []
    return lines[0].strip() if lines and not "".join(lines[1:2]).lstrip("> «*_").strip()[:1].isalnum() else ""


def _names(line: str) -> bool:
    """Whether a line is worded as a name in full: « La voix des villes » is a slogan."""
    article = _ARTICLE.match(line)
    said = [word.text for word in words(line[article.end() :] if article else line)]
    told = _SAYS.search(line) is not None or has_verb(line)
    heads = frozenset(lexicon()["events"]["network_nouns"]) if article else body_nouns()
    return not told and _FEWEST <= len(said) <= _MOST and said[0] in heads | PEOPLED and fold(line[:1]) != line[:1]
