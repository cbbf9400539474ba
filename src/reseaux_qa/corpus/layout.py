"""Find chapters and titled parts of a page by its layout, never by a list of names.

A *chapter* is a heading and all that follows up to the next heading: one
network.  Its parts are what its title lines cut.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from reseaux_qa.corpus.titles import is_known_title, key, section_kind, title_text
from reseaux_qa.french import content_stems, fold, phrase_pattern
from reseaux_qa.quantities import quantities
from reseaux_qa.types import Quote, SectionKind, Source

_BULLET = re.compile(r"[\s ]*[•●▪◦*+\-–][\s ]")
_DATED = re.compile(r"[^:]{0,20}\b\d{4}\b[\s ]*:")
_SAME_LINE = re.compile(r"[\s ]*([^\W\d][^:.;!?]{2,40}?)[\s ]*:[\s ]+(?=\S)")
_MARKDOWN_TITLE = re.compile(r"(#{1,6})[ \t]+(.+?)[ \t#]*$")
_MAIN_SECTIONS = (SectionKind.INTRO, SectionKind.OBJECTIVES, SectionKind.MEMBERS, SectionKind.DATES)
_MAX_TITLE, _MAX_HEADING, _MAX_HEADING_WORDS = 60, 140, 18
_USUAL = 3  # what a page does so often, it does by rule


@dataclass(frozen=True, slots=True)
class Line:
    """One line without its line end; ``gap`` counts the blank lines before it."""

    text: str
    start: int
    gap: int

    @property
    def end(self) -> int:
        """Half-open end in the source."""
        return self.start + len(self.text)

    @property
    def content(self) -> str:
        """The text without white space, non-breaking included."""
        return self.text.strip()


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
class _Mark:
    """A heading (level 0) or a title (level 1): its line, its words, and where its body starts."""

    level: int
    line: int
    start: int
    end: int
    body: int


def chapters(source: Source, start: int, *, markdown: bool) -> list[Chapter]:
    """The chapters of a page from offset ``start``; empty when it has no heading."""
    lines = _lines(source.text, start)
    marks = _markdown_marks(lines) if markdown else []
    return _cut(source, marks or _text_marks(lines))


def _lines(text: str, start: int) -> list[Line]:
    found, gap, offset = [], 2, start
    for raw in text[start:].splitlines(keepends=True):
        bare = raw.rstrip("\r\n")
        if bare.strip():
            found.append(Line(bare, offset, gap))
            gap = 0
        else:
            gap += 1
        offset += len(raw)
    return found


def _cut(source: Source, marks: list[_Mark]) -> list[Chapter]:
    limits = [*marks, _Mark(0, *4 * (len(source.text),))]
    found: list[tuple[_Mark, list[Part]]] = []
    for mark, following in pairwise(limits):
        body = Quote(source.name, mark.body, following.line, source.text[mark.body : following.line]).stripped()
        if mark.level == 0:
            found.append((mark, [Part("", body)]))
        elif found:
            found[-1][1].append(Part(title_text(source.text[mark.start : mark.end]), body))
    return [_chapter(source, mark, parts) for mark, parts in found]


def _chapter(source: Source, mark: _Mark, parts: list[Part]) -> Chapter:
    heading = Quote(source.name, mark.start, mark.end, source.text[mark.start : mark.end]).stripped()
    return Chapter(heading, tuple(part for part in parts if part.body.text or part.title))


# --- plain text -----------------------------------------------------------


def _text_marks(lines: list[Line]) -> list[_Mark]:
    apart = _set_apart(lines)
    titles = _title_keys(lines) | (_lone_title_keys(lines) if apart else frozenset())
    marks = [_title_mark(line, titles) for line in lines]
    for number in _headings(lines, marks, apart):
        line = lines[number]
        marks[number] = _Mark(0, line.start, line.start, line.end, line.end)
    return [mark for mark in marks if mark is not None]


def _looks_like_title(line: Line) -> bool:
    text = line.content
    return (
        len(text) <= _MAX_TITLE
        and len(text.split()) <= 7
        and text[0].isupper()
        and not text.endswith((".", ";", ",", "!", "…"))
        and not _BULLET.match(line.text)
        and not _DATED.match(line.text)
        and not phrase_pattern("boilerplate").match(fold(text))
    )


def _title_keys(lines: list[Line]) -> frozenset[str]:
    """Title lines come back under network after network, or are of a known kind."""
    shaped = [title_text(line.text) for line in lines if _looks_like_title(line)]
    counts = Counter(map(key, shaped))
    keys = frozenset(key(title) for title in shaped if counts[key(title)] >= _USUAL or (is_known_title(title) and _is_bare(title, counts)))
    return keys | _same_line_keys(lines, strict=bool(keys))


def _lone_title_keys(lines: list[Line]) -> frozenset[str]:
    """Where two blank lines part the chapters, a short line between one blank line and its text is a title."""
    found = [line for line, following in pairwise(lines) if line.gap == 1 and not following.gap and _is_alone(line)]
    return frozenset(key(title_text(line.text)) for line in found)


def _is_alone(line: Line) -> bool:
    """« Siège : Paris » has its text beside it and « Dix villes de six pays » says something: no titles."""
    return _looks_like_title(line) and not _SAME_LINE.match(line.text) and not quantities(line.text)


def _same_line_keys(lines: list[Line], *, strict: bool) -> frozenset[str]:
    """Titles that always share their line with their text: « Objectif : … ».

    ``strict`` where other titles have a line of their own: these must then come
    back and open a main section, since « Présidence : … » is a line of one.
    """
    found = [match[1] for match in (_SAME_LINE.match(line.text) for line in lines) if match]
    found = [title for title in found if is_known_title(title) and len(content_stems(title)) <= 2]
    counts = Counter(map(key, found))
    return frozenset(key(title) for title in found if not strict or (counts[key(title)] >= 2 and section_kind(title) in _MAIN_SECTIONS))


def _is_bare(title: str, counts: Counter[str]) -> bool:
    return counts[key(title)] >= 2 or len(content_stems(title)) <= 1


def _title_mark(line: Line, titles: frozenset[str]) -> _Mark | None:
    if _looks_like_title(line) and key(title_text(line.text)) in titles:
        return _Mark(1, line.start, line.start, line.end, line.end)
    same = _SAME_LINE.match(line.text)
    if same and key(same[1]) in titles:
        return _Mark(1, line.start, line.start + same.start(1), line.start + same.end(1), line.start + same.end())
    return None


def _headings(lines: list[Line], marks: list[_Mark | None], apart: frozenset[int]) -> frozenset[int]:
    candidates = [n for n in range(len(lines) - 1) if marks[n] is None and _looks_like_heading(lines[n])]
    strong = [n for n in candidates if lines[n].gap >= 2 or _is_tagline(lines[n + 1])]
    chosen = strong if len(strong) > 1 else [n for n in candidates if marks[n + 1] is not None or n in strong]
    return frozenset(n for n, following in pairwise([*chosen, len(lines)]) if n in apart or _has_parts(lines, marks, n, following))


def _set_apart(lines: list[Line]) -> frozenset[int]:
    """Headings under two blank lines, on a page that sets its chapters so; its first line is its own title."""
    found = [n for n in range(1, len(lines) - 1) if lines[n].gap >= 2 and _looks_like_heading(lines[n])]
    return frozenset(found if len(found) >= _USUAL else ())


def _looks_like_heading(line: Line) -> bool:
    text = line.content
    return (
        line.gap >= 1
        and len(text) <= _MAX_HEADING
        and len(text.split()) <= _MAX_HEADING_WORDS
        and not text.endswith((".", ";", ",", ":", "!", "…"))
        and text[0].isalnum()
        and not text[0].isdigit()
        and not _DATED.match(line.text)
        and not _BULLET.match(line.text)
    )


def _is_tagline(line: Line) -> bool:
    return line.content.startswith(">")


def _has_parts(lines: list[Line], marks: list[_Mark | None], start: int, end: int) -> bool:
    return any(marks[n] is not None or _is_tagline(lines[n]) for n in range(start + 1, end))


# --- Markdown -------------------------------------------------------------


def _markdown_marks(lines: list[Line]) -> list[_Mark]:
    titles = _markdown_titles(lines)
    level = _network_level([(depth, title_text(line.text)) for depth, line in titles])
    marks = [_markdown_mark(line, depth - level) for depth, line in titles if depth >= level]
    return [mark for number, mark in enumerate(marks) if not _is_page_title(marks, number)]


def _markdown_titles(lines: list[Line]) -> list[tuple[int, Line]]:
    found, fenced = [], False
    for line in lines:
        fenced ^= line.content.startswith(("```", "~~~"))
        match = None if fenced else _MARKDOWN_TITLE.match(line.text)
        if match:
            found.append((len(match[1]), line))
    return found


def _markdown_mark(line: Line, depth: int) -> _Mark:
    match = _MARKDOWN_TITLE.match(line.text)
    assert match is not None
    return _Mark(min(depth, 1), line.start, line.start + match.start(2), line.start + match.end(2), line.end)


def _network_level(titles: list[tuple[int, str]]) -> int:
    """The first level whose next level down is made of section titles."""
    levels = sorted({depth for depth, _ in titles})
    for level, below in pairwise(levels):
        if _are_sections([title for depth, title in titles if depth == below]):
            return level
    return levels[-1] if levels else 1


def _are_sections(titles: list[str]) -> bool:
    counts = Counter(map(key, titles))
    known = sum(counts[key(title)] > 1 or section_kind(title) is not SectionKind.OTHER for title in titles)
    return 2 * known >= len(titles)


def _is_page_title(marks: list[_Mark], number: int) -> bool:
    """A first heading without sections, where the others have some, is the page's own."""
    followed = number + 1 < len(marks) and marks[number + 1].level == 0
    return number == 0 and followed and any(mark.level == 1 for mark in marks)
