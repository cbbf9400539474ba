"""Headings that a sign shows, each on a line: they count, stand in capitals or under a rule, or give a short name and a long one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from reseaux_qa.corpus.lines import COUNTER, NUMBER, OFTEN, RULE, Line, Mark, looks_like_heading
from reseaux_qa.corpus.outline import speaks_of
from reseaux_qa.corpus.titles import is_shouted

_FRAME = 4  # lines between the rules of a frame, at most


def by_rule(found: list[int]) -> frozenset[int]:
    """What a page does so often that it does it by rule; else nothing."""
    return frozenset(found if len(found) >= OFTEN else ())


def numbered_lines(lines: Sequence[Line]) -> frozenset[int]:
    """Headings that count: « 1. Nom », « 2. Nom », each set apart."""
    found: list[int] = []
    for number, line in enumerate(lines):
        match = NUMBER.match(line.content)
        if match and match[1] and int(match[1]) == len(found) + 1 and looks_like_heading(line):
            found.append(number)
    return by_rule(found)


def shouted_lines(lines: Sequence[Line], marks: Sequence[Mark | None]) -> frozenset[int]:
    """Headings in capitals; the first line of the page is its own title."""
    found = [n for n in range(1, len(lines) - 1) if marks[n] is None and looks_like_heading(lines[n]) and is_shouted(lines[n].content)]
    return by_rule(found)


def ruled_lines(lines: Sequence[Line]) -> frozenset[int]:
    """The first line under a rule, « ===== », that neither counts, « Fiche 3 », nor stands under the lower rule of a frame."""
    rules = [n for n, line in enumerate(lines) if RULE.fullmatch(line.text)]
    upper = list[int]()
    while rules:
        upper.append(rules.pop(0))
        rules = rules[1:] if rules and rules[0] - upper[-1] <= _FRAME else rules
    below = [next((m for m in range(n + 1, len(lines)) if not _is_over(lines[m])), n) for n in upper]
    return by_rule([n for n in dict.fromkeys(below) if looks_like_heading(lines[n], apart=False)])


def line_above(lines: Sequence[Line], heading: int) -> Line:
    """The rule or counter that a heading stands under, or the heading."""
    first = heading
    while first > 0 and _is_over(lines[first - 1]):
        first -= 1
    return lines[first]


def _is_over(line: Line) -> bool:
    return RULE.fullmatch(line.text) is not None or COUNTER.fullmatch(line.text) is not None


_GLOSS = re.compile(r"((?:[A-ZÀ-Ý][\w’'&-]*[  ]?){1,4})[:–—|-] +(\w[^:]{7,})")  # « EFUS : Forum européen pour la sécurité urbaine »


def glossed_lines(lines: Sequence[Line], marks: Sequence[Mark | None]) -> frozenset[int]:
    """Headings that give a short name and then the long one, each spoken of under it."""
    plain = [n for n in range(1, len(lines) - 1) if marks[n] is None and looks_like_heading(lines[n])]
    names = {n: match.groups() for n in plain if (match := _GLOSS.fullmatch(lines[n].content))}
    bodies = {n: " ".join(line.text for line in lines[n + 1 : following]) for n, following in pairwise([*names, len(lines)])}
    return by_rule([n for n, parts in names.items() if any(speaks_of(part, bodies[n]) for part in parts)])
