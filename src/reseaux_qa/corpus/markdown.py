"""Headings and titles of a Markdown page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from reseaux_qa.corpus.lines import ASKED, OFTEN, Line, Mark, closes, closing_mark, heading_mark, name_within
from reseaux_qa.corpus.outline import likeliest, outline_of, up_to_closing
from reseaux_qa.corpus.titles import key, section_kind, title_text
from reseaux_qa.types import SectionKind

_TITLE = re.compile(r"(#{1,6})[ \t]+(.+?)[ \t#]*$")
_BOLD = re.compile(r"[ \t]*(\*\*|__)([^*_]{2,60}?)[ \t:]*\1[ \t:]*$")  # a line of its own: a title below all others
_BELOW = 7
Title = tuple[int, Line]  # its depth, 1 to 6, or ``_BELOW``


def markdown_marks(text: str, lines: Sequence[Line]) -> list[Mark]:
    """The marks of the level that names networks, of the levels under it, and of those above, which end a chapter."""
    titles = _titles(lines)
    bold = [title_text(line.text) for depth, line in titles if depth == _BELOW]
    if not (_are_sections(bold) and len(bold) < len(titles)):
        titles = [title for title in titles if title[0] != _BELOW]
    levels = sorted({depth for depth, _ in titles})
    if not levels:
        return []
    cuts = [up_to_closing(text, lines[0].start, _marks(titles, level)) for level in levels]
    usual = levels.index(_usual_level([(depth, title_text(line.text)) for depth, line in titles]))
    return cuts[likeliest([outline_of(text, lines[0].start, cut) for cut in cuts], usual)]


def markdown_page(lines: Sequence[Line]) -> list[Mark]:
    """The marks of a page that presents one network: its only title of the highest level, before all others; else none."""
    titles = _titles(lines)
    top = min((depth for depth, _ in titles), default=0)
    alone = bool(titles) and titles[0][0] == top and sum(depth == top for depth, _ in titles) == 1
    return [_mark(line, depth - top) for depth, line in titles] if alone else []


def _titles(lines: Sequence[Line]) -> list[Title]:
    found, fenced = [], False
    for line in lines:
        fenced ^= line.content.startswith(("```", "~~~"))
        match = None if fenced else _TITLE.match(line.text) or _BOLD.match(line.text)
        if match:
            found.append((len(match[1]) if match.re is _TITLE else _BELOW, line))
    return found


def _marks(titles: Sequence[Title], level: int) -> list[Mark]:
    asked = sum(depth == level and ASKED.search(line.text) is not None for depth, line in titles) >= OFTEN
    marks = [_mark(line, depth - level, asked=asked) for depth, line in titles]
    end = _end(titles, level)
    marks[end:] = [closing_mark(line) for _, line in titles[end:]]
    first = next((n for n, mark in enumerate(marks) if mark.level < 1), 0)
    opened = next((n for n, mark in enumerate(marks) if mark.level == 0), 0)
    topmost = level == min(depth for depth, _ in titles)
    return [mark for n, mark in enumerate(marks) if n >= first and not (topmost and n == opened and _is_page_title(marks, n))]


def _end(titles: Sequence[Title], level: int) -> int:
    """Where titles under the last heading end the page: at a depth that no other heading has under it, « #### Sources »."""
    last = max(n for n, (depth, _) in enumerate(titles) if depth == level)
    usual = {depth for depth, _ in titles[: last + 1]}
    first = next((n for n, (depth, _) in enumerate(titles) if n > last and depth not in usual), len(titles))
    return first if first < len(titles) and closes(title_text(titles[first][1].text)) else len(titles)


def _mark(line: Line, depth: int, *, asked: bool = False) -> Mark:
    match = _TITLE.match(line.text) or _BOLD.match(line.text)
    assert match is not None
    if depth > 0:
        start, end = name_within(line.text, *match.span(2))
        return Mark(1, line.start, line.start + start, line.start + end, line.end)
    if depth < 0 or (closes(match[2]) and not (asked and ASKED.search(match[2]))):
        return closing_mark(line)
    return heading_mark(line, *match.span(2))


def _usual_level(titles: Sequence[tuple[int, str]]) -> int:
    """The first level whose next level down is made of section titles."""
    levels = sorted({depth for depth, _ in titles})
    for level, below in pairwise(levels):
        if _are_sections([title for depth, title in titles if depth == below]):
            return level
    return levels[-1]


def _are_sections(titles: Sequence[str]) -> bool:
    counts = Counter(map(key, titles))
    known = sum(counts[key(title)] > 1 or section_kind(title) is not SectionKind.OTHER for title in titles)
    return 2 * known >= len(titles)


def _is_page_title(marks: Sequence[Mark], number: int) -> bool:
    """A first heading without sections, where the others have some, is the page's own."""
    followed = number + 1 < len(marks) and marks[number + 1].level == 0
    return followed and any(mark.level == 1 for mark in marks)
