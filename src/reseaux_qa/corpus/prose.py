"""Names that no line of their own sets apart: each paragraph opens with one, « L'Alliance du Vent réunit … »."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from reseaux_qa.corpus.lines import OFTEN, PARAGRAPH, Line, Mark
from reseaux_qa.french import fold, lexicon, stopwords, words

_ARTICLE = re.compile(r"\s*(?:L[ea]s? |L['’])?(?=[A-ZÀ-Ý])")
_ASIDE = re.compile(r"(?:\s*\([^()]*\)|,[^,]{3,40},)?\s*$")  # « POL (Politique locale) réunit », « le X, en abrégé Y, fait »
_MOST_WORDS = 12


def prose_marks(lines: Sequence[Line]) -> Iterator[list[Mark]]:
    """The subjects of most paragraphs, of which the first that has none after the last ends the page."""
    paragraphs = [line for line in lines if line.gap and len(line.text) > PARAGRAPH]
    found = [mark for line in paragraphs if (mark := _subject(line))]
    if len(found) >= OFTEN and 2 * len(found) > len(paragraphs):
        after = [line.start for line in paragraphs if line.start > found[-1].line]
        yield [*found, *(Mark(-1, *4 * (start,)) for start in after[:1])]


def _subject(line: Line) -> Mark | None:
    """What a paragraph says something of, if it is a name; the paragraph is all of its text."""
    article = _ARTICLE.match(line.text)
    tokens = words(line.text[article.end() :]) if article else []
    verb = next((token for token in tokens[:_MOST_WORDS] if token.text in _verbs()), None)
    if article is None or verb is None or verb is tokens[0] or tokens[0].text in stopwords() - _nouns():
        return None
    start, said = article.end(), line.text[: article.end() + verb.start]
    aside = _ASIDE.search(said)
    end = aside.start() if aside and "," in aside[0] else len(said.rstrip())
    return Mark(0, line.start, line.start + start, line.start + end, line.start)


@cache
def _verbs() -> frozenset[str]:
    return frozenset((*lexicon()["present_verbs"], *lexicon()["subject_verbs"])) - {"a", "se"}


@cache
def _nouns() -> frozenset[str]:
    return frozenset(map(fold, lexicon()["events"]["network_nouns"])) | {"villes", "communes", "reseau", "ville"}
