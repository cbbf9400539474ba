"""Headings by their shape alone: lines written alike, with the same bullet, number, stars or rule under them.

A page may mark its networks in a way of its own.  Lines of one shape that do
not come back, and whose own text speaks of what they name, are taken together.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from reseaux_qa.corpus.lines import DATED, MAX_HEADING, MAX_HEADING_WORDS, RULE, Line, Mark, closes
from reseaux_qa.corpus.outline import outline_of
from reseaux_qa.corpus.titles import is_shouted
from reseaux_qa.french import fold, phrase_pattern

_FRONT = re.compile(r"[\s ]*(?:\*{1,3}[\s ]?|[•●▪◦+–—-][\s ]+|(?:\w+[\s ]+)?(?:n[°o][\s ]?)?\d{1,2}[\s ]*[-–—.):°][\s ]*)?")
_BACK = re.compile(r"[\s ]*(?:\*{1,3}|:)?[\s ]*$")
_UNDER = re.compile(r"[\s ]*([=_~-])\1{2,}[\s ]*")
_ENDS = (".", ";", ",", "!", "…", "?")
_SOME = 3  # lines of one shape that make it a rule


def shaped_marks(text: str, lines: Sequence[Line]) -> Iterator[list[Mark]]:
    """The headings of each shape, then those of them alone that their own text speaks of; the titles under them are not told apart."""
    shapes: dict[tuple[str, str, str, bool], list[Mark]] = defaultdict(list)
    labels = [_label(line) for line in lines]
    counts = Counter(filter(None, labels))
    for number, line in enumerate(lines[1:-1], start=1):
        mark = _mark(line) if counts[labels[number]] < _SOME else None
        if mark is not None and (line.gap or _under(lines[number + 1])):
            shapes[_shape(line, mark, lines[number + 1])].append(mark)
    for marks in shapes.values():
        alone = _once(text, marks)
        told = _told(text, lines[0].start, alone)
        yield from (found for found in (alone, told) if len(found) >= _SOME)


def _label(line: Line) -> str:
    """What stands before a colon and its text, « Site » of « Site : www… »."""
    before, colon, after = line.content.partition(":")
    return fold(before).strip() if colon and after.strip() else ""


def _mark(line: Line) -> Mark | None:
    """A line as a heading without what is set around it; none for a sentence, a date or boilerplate."""
    front, back = _FRONT.match(line.text), _BACK.search(line.text)
    start, end = front.end() if front else 0, back.start() if back else len(line.text)
    name = line.text[start:end]
    plain = (
        0 < len(name) <= MAX_HEADING
        and len(name.split()) <= MAX_HEADING_WORDS
        and name[0].isalnum()
        and not name.endswith(_ENDS)
        and not closes(name)
    )
    told = DATED.match(line.text) or RULE.fullmatch(line.text) or phrase_pattern("boilerplate").match(fold(line.content))
    return Mark(0, line.start, line.start + start, line.start + end, line.end) if plain and not told else None


def _shape(line: Line, mark: Mark, following: Line) -> tuple[str, str, str, bool]:
    before, after = line.text[: mark.start - line.start].strip(), line.text[mark.end - line.start :].strip()
    bare = not (before or after or _under(following))  # capitals are a shape where nothing else is: acronyms stand among bold names
    return re.sub(r"\d+", "0", before), after, _under(following), bare and is_shouted(line.text)


def _under(line: Line) -> str:
    """The sign of a rule right under a line."""
    match = _UNDER.fullmatch(line.text) if not line.gap else None
    return match[1] if match else ""


def _once(text: str, marks: Sequence[Mark]) -> list[Mark]:
    """Those whose words come once: a title comes back."""
    names = [fold(text[mark.start : mark.end]).strip() for mark in marks]
    counts = Counter(names)
    return [mark for mark, name in zip(marks, names, strict=True) if counts[name] == 1]


def _told(text: str, start: int, marks: Sequence[Mark]) -> list[Mark]:
    """Those that the text under them speaks of."""
    told = outline_of(text, start, marks).told
    return [mark for mark, is_told in zip(marks, told, strict=True) if is_told]
