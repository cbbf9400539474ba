"""Names without a line of their own, « • Nom – texte », or under the picture and the theme of a card that « Lire la suite » ends."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from reseaux_qa.corpus.lines import MAX_HEADING, OFTEN, SIGN, Line, Mark, closing_mark, heading_mark, looks_like_heading
from reseaux_qa.french import fold, phrase_pattern

_LONG = 60  # characters, more than a label has beside it
_SIGNED = re.compile(rf"\s*({SIGN})\s")
_NAME = rf"(?:\*\*)?(\S.{{1,{MAX_HEADING}}}?)(?:\*\*)?"
_ITEM = re.compile(rf"\s*({SIGN})\s+{_NAME}(?:\s+([–—-])|\s*(:)(?:\*\*)?)\s+(?=\S.{{{_LONG}}})")
_PICTURE = r"(?:image|photo|logo|illustration|visuel|vignette)"
_IMAGE = re.compile(rf"\s*(?:\[\s*{_PICTURE}\b[^\]]*\]|{_PICTURE}\w*\s*:.*|!\[.*\]\(.*\))\s*", re.IGNORECASE)


def item_marks(lines: Sequence[Line]) -> Iterator[list[Mark]]:
    """What stands before the dash or the colon of most items of one sign, where these are most of the page."""
    ways: dict[tuple[str, str], dict[int, re.Match[str]]] = defaultdict(dict)
    for line in lines:
        if match := _ITEM.match(line.text):
            ways[match[1], match[3] or match[4]][line.start] = match
    signs = Counter(signed[1] for line in lines if (signed := _SIGNED.match(line.text)))
    for (sign, _), items in ways.items():
        below = [line for line in lines if line.start >= min(items)]
        if len(items) >= OFTEN and 2 * len(items) > max(signs[sign], 2 * sum(map(_is_paragraph, below))):
            yield [mark for line in below for mark in _item_mark(line, items.get(line.start))]


def _is_paragraph(line: Line) -> bool:
    """Prose apart from any item: the items are then not all that is told."""
    return line.gap > 0 and len(line.content) > _LONG and not _SIGNED.match(line.text)


def _item_mark(line: Line, match: re.Match[str] | None) -> list[Mark]:
    """An item's name as a heading; a short line between two items gathers some."""
    if match:
        return [Mark(0, line.start, line.start + match.start(2), line.start + match.end(2), line.start + match.end())]
    gathers = line.gap and looks_like_heading(Line(re.sub(r"^\W+", "", line.text), line.start, line.gap))
    return [closing_mark(line)] if gathers else []


def card_marks(lines: Sequence[Line]) -> Iterator[list[Mark]]:
    """The first line of each card that is neither a picture nor a theme that other cards have too."""
    counts = Counter(fold(line.content) for line in lines)
    ends = [n for n, line in enumerate(lines) if _ends_card(line) and counts[fold(line.content)] >= OFTEN]
    first = next((n for n in range(min(ends, default=0) - 1, 0, -1) if lines[n].gap), 0)
    marks = [_card_mark(lines[start:end], counts) for start, end in pairwise([first, *(n + 1 for n in ends)])]
    found = [mark for mark in marks if mark is not None]
    if len(found) >= OFTEN:
        yield [*found, *map(closing_mark, lines[ends[-1] + 1 : ends[-1] + 2])]


def _ends_card(line: Line) -> bool:
    return phrase_pattern("boilerplate").match(fold(line.content)) is not None


def _card_mark(card: Sequence[Line], counts: Counter[str]) -> Mark | None:
    own = (line for line in card if counts[fold(line.content)] == 1 and not _IMAGE.fullmatch(line.text))
    heading = next(own, None)
    return heading_mark(heading, above=card[0]) if heading and looks_like_heading(heading, apart=False) else None
