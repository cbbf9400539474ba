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


@dataclass(frozen=True, slots=True)
class Layout:
    """The chapters of a page, and what it says before, between and after them."""

    chapters: tuple[Chapter, ...]
    outside: tuple[Quote, ...]


def layout_of(source: Source, start: int, *, markdown: bool) -> Layout:
    """The layout of a page from offset ``start``; no chapter when it has no heading."""
    lines = lines_of(source.text, start)
    marks = markdown_marks(source.text, lines) if markdown else []
    return _cut(source, start, marks or text_marks(source.text, lines))


def _cut(source: Source, start: int, marks: list[Mark]) -> Layout:
    limits = [Mark(-1, *4 * (start,)), *marks, Mark(-1, *4 * (len(source.text),))]
    found: list[tuple[Mark, list[Part]]] = []
    outside: list[Quote] = []
    closed = True
    for mark, following in pairwise(limits):
        body = Quote(source.name, mark.body, following.line, source.text[mark.body : following.line]).stripped()
        closed = mark.level < 0 or (closed and mark.level > 0)
        if mark.level == 0:
            found.append((mark, [Part("", body)]))
        elif closed:
            outside.append(body)
        else:
            found[-1][1].append(Part(title_text(source.text[mark.start : mark.end]), body))
    return Layout(tuple(_chapter(source, mark, parts) for mark, parts in found), tuple(body for body in outside if body.text))


def _chapter(source: Source, mark: Mark, parts: list[Part]) -> Chapter:
    heading = Quote(source.name, mark.start, mark.end, source.text[mark.start : mark.end]).stripped()
    return Chapter(heading, tuple(part for part in parts if part.body.text or part.title))
