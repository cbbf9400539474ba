"""Headings that only their place shows: each stands alone over a text as long as the others', a name, a phrase or a question."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from reseaux_qa.corpus.lines import OFTEN, PARAGRAPH, Line, Mark, closing_mark, heading_mark, looks_like_heading
from reseaux_qa.corpus.sentences import are_alike, ask_by_rule, asks, is_closing, named_in

_MANY_MORE = 2  # times as many as shapes and signs show, from which place tells more than these


def even_marks(lines: Sequence[Line], usual: Sequence[Mark]) -> Iterator[list[Mark]]:
    """The lines between two blank ones over a paragraph, the ``usual`` headings among them, where their texts are of like size."""
    found = [line for line, following in pairwise(lines) if _stands_alone(line, following)]
    sizes = [following.start - line.end for line, following in pairwise(found)]  # the last has all that follows
    shown = {mark.line for mark in usual if mark.level == 0}
    many = ask_by_rule([line.content for line in found], sizes) or len(found) >= _MANY_MORE * len(shown)
    marks = [closing_mark(line) if _ends(line, found) else heading_mark(line) for line in found]
    named = any(mark.level == 0 for mark in marks)
    if len(found) > OFTEN and many and named and shown <= {line.start for line in found} and are_alike(sizes):
        yield marks


def _stands_alone(line: Line, following: Line) -> bool:
    unquoted = replace(line, text=line.content.lstrip('«“" \N{NO-BREAK SPACE}'))  # « « Lin & Cie », c'est quoi ? »
    return looks_like_heading(unquoted) and following.gap > 0 and len(following.text) > PARAGRAPH


def _ends(line: Line, found: Sequence[Line]) -> bool:
    """Whether a heading closes the page: « Contact », or the last, which asks of no network, « Et celles d'hier ? »."""
    return is_closing(line.content) or (line is found[-1] and asks(line.content) and not named_in(line.content, ""))
