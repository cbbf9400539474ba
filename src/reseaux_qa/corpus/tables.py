"""Networks that are the rows of a table, pasted with its tabs or written with bars: a name, then what each column says of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile

from reseaux_qa.corpus.lines import MAX_HEADING, Line, Mark, closes, heading_mark

_RULED = re.compile(r"[\s|:+-]*-{2}[\s|:+-]*")  # « |---|---| » under the head
_SOME = 3  # rows that make a table of networks
_PAIR, _FEW_WORDS = 2, 4  # columns, and words that say little
Row = list[Line]  # its cells


def table_marks(lines: Sequence[Line]) -> Iterator[list[Mark]]:
    """The rows of the largest table and of those with the same head, whose columns title the cells."""
    tables = [table for table in map(_unnumbered, _tables(lines)) if len(table) > _SOME and _tells(table)]
    head = _words(max(tables, key=len)[0]) if tables else []
    found = [mark for table in tables if _words(table[0]) == head for mark in _marks(table)]
    if sum(mark.level == 0 for mark in found) >= _SOME:
        yield found
    yield from _record_marks(lines)


def _record_marks(lines: Sequence[Line]) -> Iterator[list[Mark]]:
    """The rows of a table that each have some lines of text right under them, as its head has: one more cell."""
    starts = [n for n, line in enumerate(lines) if "\t" in line.text]
    rows = [[*_row(lines[n]), *_text_under(lines[n + 1 :])] for n in starts]
    if len(rows) > _SOME and len(rows[0]) > _PAIR and all(len(row) == len(rows[0]) for row in rows):
        yield list(_marks(rows))


def _text_under(lines: Sequence[Line]) -> Row:
    """The lines right under a row as one cell, of which the first is what is read and the last where it ends; none without any."""
    under = list(takewhile(lambda line: not line.gap and "\t" not in line.text, lines))
    return [Line(under[0].text.ljust(under[-1].end - under[0].start), under[0].start, 0)] if under else []


def _tables(lines: Sequence[Line]) -> list[list[Row]]:
    """Runs of rows, each with the cells of the first or without the last of them."""
    tables: list[list[Row]] = [[]]
    for line in lines:
        row = _row(line)
        if line.gap or not 1 < len(row) <= len((tables[-1] or [row])[0]):
            tables.append([])
        if len(row) > 1 and not _RULED.fullmatch(line.text):
            tables[-1].append(row)
    return tables


def _unnumbered(table: list[Row]) -> list[Row]:
    """Without a first column that but counts the rows."""
    counts = all(row[0].content.isdigit() for row in table[1:])
    return [row[1:] for row in table] if counts else table


def _row(line: Line) -> Row:
    """The cells of a line, parted by tabs or by bars, which may also frame it."""
    bar = "\t" if "\t" in line.text else "|"
    ends = [-1, *(n for n, sign in enumerate(line.text) if sign == bar), len(line.text)]
    cells = [Line(line.text[start + 1 : end], line.start + start + 1, 0) for start, end in pairwise(ends)]
    return cells[1:-1] if line.content.startswith("|") else cells


def _tells(table: Sequence[Row]) -> bool:
    """A table of contents has but a page's number beside each name."""
    return len(table[0]) > _PAIR or sum(len(row[-1].content.split()) for row in table) > _FEW_WORDS * len(table)


def _words(row: Row) -> list[str]:
    return [cell.content for cell in row]


def _marks(table: Sequence[Row]) -> Iterator[Mark]:
    """Each row's name as a heading, its other cells as parts that the head titles; the rest of the page says nothing of the last."""
    head, *rows = table
    end = head[-1].end
    for row in rows:
        mark = heading_mark(row[0])
        yield Mark(0 if _is_told(row, head) else -1, end, mark.start, mark.end, row[0].end)
        yield from (_part(*pair) for pair in zip(head[1:], row[1:], strict=False) if _is_told(row, head) and pair[1].content)
        end = row[-1].end
    yield Mark(-1, end, end, end, end)


def _is_told(row: Row, head: Row) -> bool:
    """Whether a row names something and tells of it: one that is mostly empty, « TOTAL », sums up."""
    name = row[0].content
    named = 0 < len(name) <= MAX_HEADING and not name.endswith(".") and not closes(name)
    return named and 2 * sum(bool(cell.content) for cell in row[1:]) >= len(head) - 1


def _part(title: Line, cell: Line) -> Mark:
    return Mark(1, cell.start - 1, title.start, title.end, cell.start)
