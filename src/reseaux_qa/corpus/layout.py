"""Find chapters and titled parts of a page by its layout, never by a list of names.

A *chapter* is a heading and all that follows up to the next heading: one
network.  Its parts are what its title lines cut.  A site may give each network
a page of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from reseaux_qa.corpus.documents import body_start, is_markdown
from reseaux_qa.corpus.items import item_marks
from reseaux_qa.corpus.lines import Line, Mark, lines_of
from reseaux_qa.corpus.markdown import markdown_marks, markdown_page
from reseaux_qa.corpus.outline import Outline, likelier, likeliest, outline_of
from reseaux_qa.corpus.plain import text_marks, text_page
from reseaux_qa.corpus.tables import table_marks
from reseaux_qa.corpus.titles import title_text
from reseaux_qa.types import Quote, Source

_PAGES = 4  # of one site, that may each present one network


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


def layouts_of(sources: Sequence[Source]) -> list[Layout]:
    """The layout of each page of a site; no chapter where it has no heading."""
    lines = [lines_of(source.text, body_start(source)) for source in sources]
    cuts = [[_usual_marks(*page) for page in zip(sources, lines, strict=True)]]
    if len(sources) >= _PAGES:
        cuts.append(_without_introduction([_page_marks(*page) for page in zip(sources, lines, strict=True)]))
    best = cuts[likeliest([_joined(sources, cut) for cut in cuts], usual=0)]
    return [_cut(source, body_start(source), marks) for source, marks in zip(sources, best, strict=True)]


def _usual_marks(source: Source, lines: Sequence[Line]) -> list[Mark]:
    marks = markdown_marks(source.text, lines) if is_markdown(source) else []
    if not marks:
        return text_marks(source.text, lines)
    alone = sum(mark.level == 0 for mark in marks) < 2  # its titles may be about the page, and its networks stand in plain lines
    plain = [text_marks(source.text, lines)] if alone else []
    return likelier(source.text, lines[0].start, marks, (*plain, *item_marks(lines), *table_marks(lines)))


def _page_marks(source: Source, lines: Sequence[Line]) -> list[Mark]:
    """The page's own title as the heading of one network."""
    return markdown_page(lines) if is_markdown(source) else text_page(lines)


def _without_introduction(pages: list[list[Mark]]) -> list[list[Mark]]:
    """Where most pages have titled parts, one without any introduces the site and names no network."""
    parted = 2 * sum(len(marks) > 1 for marks in pages) > len(pages)
    return [[] if parted and len(marks) == 1 else marks for marks in pages]


def _joined(sources: Sequence[Source], cut: Sequence[list[Mark]]) -> Outline:
    """The headings of all pages and what stands under each; the pages without any say how many there are."""
    pages = [outline_of(source.text, 0, marks) for source, marks in zip(sources, cut, strict=True)]
    every = zip(pages, sources, strict=True)
    preamble = "\n".join(page.preamble if page.headings else source.text for page, source in every)
    headings = tuple(heading for page in pages for heading in page.headings)
    return Outline(preamble, headings, tuple(body for page in pages for body in page.bodies))


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
