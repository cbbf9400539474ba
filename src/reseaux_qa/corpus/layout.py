"""Find chapters and titled parts of a page by its layout, never by a list of names.

A *chapter* is a heading and all that follows up to the next heading: one
network.  Its parts are what its title lines cut.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from reseaux_qa.corpus.lines import Mark, lines_of
from reseaux_qa.corpus.markdown import markdown_marks
from reseaux_qa.corpus.plain import text_marks
from reseaux_qa.corpus.titles import title_text
from reseaux_qa.types import Quote, Source


@dataclass(frozen=True, slots=True)
class Part:
    """A titled part; the introduction has an empty title."""

    title: str
    body: Quote


@dataclass(frozen=True, slots=True)
class Chapter:
    """A heading and its parts."""

    heading: Quote
    parts: tuple[Part, ...]


def chapters(source: Source, start: int, *, markdown: bool) -> list[Chapter]:
    """The chapters of a page from offset ``start``; empty when it has no heading."""
    lines = lines_of(source.text, start)
    marks = markdown_marks(source.text, lines) if markdown else []
    return _cut(source, marks or text_marks(source.text, lines))


def _cut(source: Source, marks: list[Mark]) -> list[Chapter]:
    limits = [*marks, Mark(-1, *4 * (len(source.text),))]
    found: list[tuple[Mark, list[Part]]] = []
    closed = True
    for mark, following in pairwise(limits):
        body = Quote(source.name, mark.body, following.line, source.text[mark.body : following.line]).stripped()
        closed = mark.level < 0 or (closed and mark.level > 0)
        if mark.level == 0:
            found.append((mark, [Part("", body)]))
        elif not closed:
            found[-1][1].append(Part(title_text(source.text[mark.start : mark.end]), body))
    return [_chapter(source, mark, parts) for mark, parts in found]


def _chapter(source: Source, mark: Mark, parts: list[Part]) -> Chapter:
    heading = Quote(source.name, mark.start, mark.end, source.text[mark.start : mark.end]).stripped()
    return Chapter(heading, tuple(part for part in parts if part.body.text or part.title))
