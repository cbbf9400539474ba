"""Headings and titles of a Markdown page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from reseaux_qa.corpus.lines import ASKED, OFTEN, Line, Mark, closes, closing_mark, heading_mark, name_within
from reseaux_qa.corpus.outline import likeliest, outline_of, up_to_closing, without_vain_ends
from reseaux_qa.corpus.sentences import ask_by_rule, is_closing
from reseaux_qa.corpus.titles import key, section_kind, title_text
from reseaux_qa.types import SectionKind

_TITLE = re.compile(r"(#{1,6})[ \t]+(.+?)[ \t#]*$")
_BOLD = re.compile(r"[ \t]*(\*\*|__)([^*_]{2,60}?)[ \t:]*\1[ \t:]*$")  # a line of its own: a title below all others
_UNDERLINED = re.compile(r"(?=.+\n+ *([=-]))[ \t]*([^\W_][^\n|]{1,138}[^\s.;,])[ \t]*\n+[ \t]*(?:={3,}|-{3,})[ \t]*")  # « === »
_BELOW = 7
Title = tuple[int, Line]  # its depth, 1 to 6, or ``_BELOW``


def markdown_marks(text: str, lines: Sequence[Line]) -> list[Mark]:
    """The marks of the level that names networks, of the levels under it, and of those above, which end a chapter."""
    titles = _titles(lines)
    bold = [_name(line) for depth, line in titles if depth == _BELOW]
    if not (_are_sections(bold) and len(bold) < len(titles)):
        titles = [title for title in titles if title[0] != _BELOW]
    levels = sorted({depth for depth, _ in titles})
    if not levels:
        return []
    cuts = [up_to_closing(text, lines[0].start, _marks(titles, level)) for level in levels]
    usual = levels.index(_usual_level([(depth, _name(line)) for depth, line in titles]))
    return without_vain_ends(text, lines[0].start, cuts[likeliest([outline_of(text, lines[0].start, cut) for cut in cuts], usual)])


def markdown_page(lines: Sequence[Line]) -> list[Mark]:
    """The marks of a page that presents one network: its only title of the highest level, before all others; else none."""
    titles = _titles(lines)
    top = min((depth for depth, _ in titles), default=0)
    alone = bool(titles) and titles[0][0] == top and sum(depth == top for depth, _ in titles) == 1
    return [_mark(line, depth - top) for depth, line in titles] if alone else []


def _titles(lines: Sequence[Line]) -> list[Title]:
    found, fenced = [], False
    for line in _underlined(lines):
        fenced ^= line.content.startswith(("```", "~~~"))
        match = None if fenced else _match(line)
        if match:
            found.append((_depth(match), line))
    return found


def _underlined(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines, a title and the rule right under it as one."""
    for line, following in pairwise([*lines, *(Line("", line.end, 1) for line in lines[-1:])]):
        between = following.start - line.end
        whole = Line(line.text + "\n" * between + following.text, line.start, line.gap)
        yield line if following.gap or _match(line) or not _UNDERLINED.fullmatch(whole.text) else whole


def _name(line: Line) -> str:
    return title_text(line.text.partition("\n")[0])


def _match(line: Line) -> re.Match[str] | None:
    return _TITLE.match(line.text) or _BOLD.match(line.text) or _UNDERLINED.fullmatch(line.text)


def _depth(match: re.Match[str]) -> int:
    """How deep a title is, 1 to 6; under a double rule 1, under a simple one 2."""
    if match.re is _UNDERLINED:
        return 1 if match[1] == "=" else 2
    return len(match[1]) if match.re is _TITLE else _BELOW


def _marks(titles: Sequence[Title], level: int) -> list[Mark]:
    asked = _asked(titles, level)
    marks = [_mark(line, depth - level, asked) for depth, line in titles]
    end = _end(titles, level)
    marks[end:] = [closing_mark(line) for _, line in titles[end:]]
    first = next((n for n, mark in enumerate(marks) if mark.level < 1), 0)
    opened = next((n for n, mark in enumerate(marks) if mark.level == 0), 0)
    topmost = level == min(depth for depth, _ in titles)
    return [mark for n, mark in enumerate(marks) if n >= first and not (topmost and n == opened and _is_page_title(marks, n))]


def _asked(titles: Sequence[Title], level: int) -> frozenset[int]:
    """Where the questions begin that are headings: each of a form that asks of a network, or all of a level that asks by rule."""
    chapters = [(line, following) for (depth, line), (_, following) in pairwise(t for t in titles if t[0] <= level) if depth == level]
    sizes = [following.start - line.end for line, following in chapters]
    own = [line for depth, line in titles if depth == level]
    if ask_by_rule([_name(line) for line in own], sizes):
        return frozenset(line.start for line in own if not is_closing(_name(line)))
    asked = [line.start for line in own if ASKED.search(line.text)]
    return frozenset(asked if len(asked) >= OFTEN else ())


def _end(titles: Sequence[Title], level: int) -> int:
    """Where titles under the last heading end the page: at a depth that no other heading has under it, « #### Sources »."""
    last = max(n for n, (depth, _) in enumerate(titles) if depth == level)
    usual = {depth for depth, _ in titles[: last + 1]}
    first = next((n for n, (depth, _) in enumerate(titles) if n > last and depth not in usual), len(titles))
    return first if first < len(titles) and closes(_name(titles[first][1])) else len(titles)


def _mark(line: Line, depth: int, asked: Collection[int] = ()) -> Mark:
    match = _match(line)
    assert match is not None
    if depth > 0:
        start, end = name_within(line.text, *match.span(2))
        return Mark(1, line.start, line.start + start, line.start + end, line.end)
    if depth < 0 or (closes(match[2]) and line.start not in asked):
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
