"""Headings by their shape alone: lines written alike, with the same bullet, number, stars or rule under them.

A page may mark its networks in a way of its own.  Lines of one shape that do
not come back, and whose own text speaks of what they name, are taken together.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from reseaux_qa.corpus.lines import DATED, MAX_HEADING, MAX_HEADING_WORDS, PICTURE, RULE, SIGN, Line, Mark, closes, heading_mark
from reseaux_qa.corpus.outline import names_a_body, outline_of
from reseaux_qa.corpus.titles import is_shouted
from reseaux_qa.french import fold, phrase_pattern

_COUNTED = r"(?:\w+[\s ]+)?(?:n[°o][\s ]?)?\d{1,2}[\s ]*[-–—./):°](?!\d)[\s ]*|[a-l]\)[\s ]+"
_FRONT = re.compile(rf"[\s ]*(?:\*{{1,3}}[\s ]?|{PICTURE}[\s ]*|{SIGN}[\s ]+|{_COUNTED})?")
_BACK = re.compile(r"(?<!\s)(?:[\s:]*\*{1,3}[\s:]*|\s*(?::\s*)?)$")  # from the start of a blank only: a long one takes minutes
_UNDER = re.compile(r"[\s ]*([=_~-])\1{2,}[\s ]*")
_COUNTS = re.compile(r"\d+|\b(?:[IVX]+|[A-L]|[a-l](?=\)))\b")
_PICTURES = re.compile(PICTURE)  # one for each network
_TOGGLE = re.compile(r"\[-\]|[▸▹►▶▾▼]")  # the one that is unfolded has a sign of its own
_ENDS = (".", ";", ",", "!", "…")
_ARTICLE = re.compile(r"L(?:e|a|es) ")  # « La MOT » is not in capitals
_PLAIN, _CAPITALS = ("", "", "", False), ("", "", "", True)
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
    shapes[_PLAIN].extend(_few_in_capitals(text, shapes[_CAPITALS]))
    for shape, marks in shapes.items():
        others = (mark for other, found in shapes.items() if shape[2] and other[2] not in ("", shape[2]) for mark in found)
        ends = (replace(mark, level=-1) for mark in others)  # a title over another rule, « Annexes », is of another depth
        alone = _up_to_closing(text, _once(text, sorted([*marks, *ends], key=lambda mark: mark.line)))
        told = _told(text, lines[0].start, alone)
        yield from (found for found in (alone, told) if sum(mark.level == 0 for mark in found) >= _SOME)


def _few_in_capitals(text: str, marks: Sequence[Mark]) -> list[Mark]:
    """« ENERGY CITIES » of one or two right above their text, where the others, « EN EUROPE », gather headings: it is one of these."""
    over = [mark for mark in marks if re.match(r"\r?\n[^\S\n]*\S", text[mark.body :])]
    return over if len(over) < _SOME else []


def _label(line: Line) -> str:
    """What stands before a colon and its text, « Site » of « Site : www… »."""
    before, colon, after = line.content.partition(":")
    return fold(before).strip() if colon and after.strip() else ""


def _mark(line: Line) -> Mark | None:
    """A line as a heading, or as what ends a chapter, without what is set around it; none for a sentence, a date or boilerplate."""
    front, back = _FRONT.match(line.text), _BACK.search(line.text)
    mark = heading_mark(line, front.end() if front else 0, back.start() if back else len(line.text))
    name = line.text[mark.start - line.start : mark.end - line.start]
    plain = 0 < len(name) <= MAX_HEADING and len(name.split()) <= MAX_HEADING_WORDS and name[0].isalnum() and not name.endswith(_ENDS)
    told = DATED.match(line.text) or RULE.fullmatch(line.text) or phrase_pattern("boilerplate").match(fold(line.content))
    return Mark(-closes(name), line.start, mark.start, mark.end, line.end) if plain and not told else None


def _shape(line: Line, mark: Mark, following: Line) -> tuple[str, str, str, bool]:
    before, after = line.text[: mark.start - line.start].strip(), line.text[mark.end - line.start :].strip()
    if line.content.endswith("?"):  # asked of a network or not, by as many words
        return _front(line), "?", _under(following), False
    bare = not (before or after or _under(following))  # capitals are a shape where nothing else is: acronyms stand among bold names
    shouted = bare and is_shouted(line.text) and _ARTICLE.match(line.content) is None
    return _counted(before), after.replace(" ", ""), _under(following), shouted


def _counted(before: str) -> str:
    return _PICTURES.sub("🌍", _TOGGLE.sub("[+]", _COUNTS.sub("0", before)))


def _front(line: Line) -> str:
    front = _FRONT.match(line.text)
    return _counted(front[0].strip()) if front else ""


def _under(line: Line) -> str:
    """The sign of a rule right under a line."""
    match = _UNDER.fullmatch(line.text) if not line.gap else None
    return match[1] if match else ""


def _once(text: str, marks: Sequence[Mark]) -> list[Mark]:
    """Those whose words come once: a title comes back."""
    names = [fold(text[mark.start : mark.end]).strip() for mark in marks]
    counts = Counter(names)
    return [mark for mark, name in zip(marks, names, strict=True) if counts[name] == 1]


def _up_to_closing(text: str, marks: Sequence[Mark]) -> list[Mark]:
    """From the first heading on, without what stands after the last closing and is not worded as a name, « Contact », « Agenda »."""
    first = next((n for n, mark in enumerate(marks) if mark.level == 0), len(marks))
    last = max((n for n, mark in enumerate(marks) if mark.level < 0), default=len(marks))
    return [mark for n, mark in enumerate(marks) if first <= n and (n <= last or names_a_body(text[mark.start : mark.end]))]


def _told(text: str, start: int, marks: Sequence[Mark]) -> list[Mark]:
    """Those that the text under them speaks of."""
    told = iter(outline_of(text, start, marks).told)
    return [mark for mark in marks if mark.level < 0 or next(told)]
