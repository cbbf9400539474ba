"""Headings of a page that no blank line sets apart: those that its table of contents lists, that a colon ends, that count."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from reseaux_qa.corpus.lines import BULLET, COUNTER, NUMBER, OFTEN, Line, Mark, closes, closing_mark, heading_mark, looks_like_heading
from reseaux_qa.corpus.outline import names_a_body
from reseaux_qa.corpus.titles import is_shouted
from reseaux_qa.french import fold

_TWICE = 2  # a title of parts stands under every network
_DOTS = re.compile(  # « Énergie ........ 12 »; from the start of a blank only, else a long one takes minutes
    r"(?<!\s)(?:\s*(?:(?<!\.)\.{2,}|…)\s*|(?=\s*?(?:\t| {3}))\s+)(?:\d+\s*)?$"
)
_COLON = re.compile(r"(?<!\s)\s*:\s*$")
_COUNTS = re.compile(r"\d+|[IVX]+|[A-La-l](?=\W)")
_NEAR = 2  # lines between two of a table of contents, at most: one may be broken


def listed_marks(lines: Sequence[Line]) -> Iterator[list[Mark]]:
    """Each way's headings, where it finds some."""
    for found in (in_contents(lines), _with_colons(lines), _counted(lines), _in_capitals(lines)):
        if len(found) >= OFTEN:
            yield [_mark(lines[n]) for n in found]
    hanging = _hanging(lines)
    if sum(mark.level == 0 for mark in hanging) >= OFTEN:
        yield hanging


def _mark(line: Line) -> Mark:
    """The line as a heading, without the bullet before it or the colon after it."""
    bullet, colon = BULLET.match(line.text), _COLON.search(line.text)
    mark = heading_mark(line, bullet.end() if bullet else 0)
    return Mark(mark.level, mark.line, mark.start, line.start + colon.start(), mark.body) if colon else mark


def _hanging(lines: Sequence[Line]) -> list[Mark]:
    """Lines from the margin, each right above its own text that is set further in; the next from the margin that is none ends it."""
    found, inset = list[Mark](), [line.text[:1].isspace() for line in lines]
    for n, following in enumerate(lines[1:]):
        told = inset[n + 1] and not following.gap and not BULLET.match(following.text)
        if not inset[n] and told and _may_head(lines[n]):
            found.append(_mark(lines[n]))
        elif found and not inset[n] and inset[n - 1]:
            found.append(closing_mark(lines[n]))
    return found


def with_upper_counts(lines: Sequence[Line], marks: list[Mark]) -> list[Mark]:
    """Where all headings are counted, « II.1. Nom », « a) Nom », what is counted above them, « II. RÉSEAUX NATIONAUX », ends a chapter."""
    depths = {line.start: _depth(line) for line in lines}
    headings = [mark.line for mark in marks if mark.level == 0]
    least = min((depths.get(start, 0) for start in headings), default=0)
    below = (line for line in lines if line.start > headings[0] and looks_like_heading(line))
    upper = [line for line in below if 0 < depths[line.start] < least]
    return sorted([*marks, *map(closing_mark, upper)], key=lambda mark: mark.line)


def _depth(line: Line) -> float:
    """By how many counts a line is counted, a small letter or a number below a capital; 0 where by none."""
    number = NUMBER.match(line.content)
    counts = _COUNTS.findall(number[0]) if number else []
    return len(counts) + (0.0 if not counts or counts[-1].isupper() else 0.3 if counts[-1].isdigit() else 0.6)


def in_contents(lines: Sequence[Line]) -> list[int]:
    """Lines that stand twice, first in a list of such lines and then above their text."""
    keys = [_key(line) for line in lines]
    counts, opening = Counter(keys), dict(zip(reversed(keys), range(len(keys) - 1, -1, -1), strict=True))
    first = {n: opening[key] for n, key in enumerate(keys) if key and counts[key] == _TWICE and opening[key] < n}
    runs: list[list[int]] = [[]]
    for n in sorted((n for n in first if _may_head(lines[n])), key=first.__getitem__):
        if runs[-1] and first[n] - first[runs[-1][-1]] > _NEAR:
            runs.append([])
        runs[-1].append(n)
    contents = max(runs, key=len)
    return sorted(n for n in contents if n > first[contents[-1]] and not closes(lines[n].content))


def _key(line: Line) -> str:
    """A line without bullet, number, dots and page, folded."""
    text = BULLET.sub("", _DOTS.sub("", line.text), count=1).strip()
    return fold(NUMBER.sub("", text, count=1)).strip(" :.-")


def _may_head(line: Line) -> bool:
    return looks_like_heading(Line(_COLON.sub("", line.text), line.start, line.gap), apart=False)


def _with_colons(lines: Sequence[Line]) -> list[int]:
    """« EFUS – Forum européen : », a name that a colon ends, whatever stands around it."""
    ended = [n for n, line in enumerate(lines) if _COLON.search(line.text) and _may_head(line)]
    return [n for n in ended if names_a_body(_COLON.sub("", lines[n].content))]


def _in_capitals(lines: Sequence[Line]) -> list[int]:
    """Lines in capitals that stand once, each right under a counter, « Fiche 3 », or set apart; the titles of parts come back."""
    every = [n for n, line in enumerate(lines) if n and is_shouted(line.content) and _may_head(line) and not _DOTS.search(line.text)]
    counts = Counter(_key(lines[n]) for n in every)
    shouted = [n for n in every if counts[_key(lines[n])] == 1]
    under = [n for n in shouted if COUNTER.fullmatch(lines[n - 1].text)]
    return under if len(under) >= OFTEN else [n for n in shouted if names_a_body(lines[n].content)]


def _counted(lines: Sequence[Line]) -> list[int]:
    """The last run of lines numbered from one on: the first may be a table of contents."""
    run = list[int]()
    for n, line in enumerate(lines):
        number = NUMBER.match(line.content)
        if not number or not number[1] or _DOTS.search(line.text) or not _may_head(line):
            continue
        if int(number[1]) == 1:
            run = [n]
        elif run and int(number[1]) == len(run) + 1:
            run.append(n)
    return [n for n in run if not closes(NUMBER.sub("", lines[n].content, count=1))]
