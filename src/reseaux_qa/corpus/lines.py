"""A page's lines, and the marks that cut it: headings, titles, closings."""

from __future__ import annotations

import re
from dataclasses import dataclass

from reseaux_qa.french import fold, phrase_pattern

BULLET = re.compile(r"[\s ]*[•●▪◦*+\-–][\s ]")
DATED = re.compile(r"[^:]{0,20}\b\d{4}\b[\s ]*:")
NUMBER = re.compile(r"(?:(\d{1,2})|[IVX]{1,5})[\s ]*[.)°][\s ]+(?=\w)")  # « 3. Nom », « IV) Nom »
RULE = re.compile(r"[\s ]*([=_*~#-])(?:[\s ]?\1){4,}[\s ]*")  # « ===== » across the page
COUNTER = re.compile(r"[\s ]*(?:\w+ )?(?:n[°o] ?)?\d{1,2}(?: ?/ ?\d{1,2})?[\s ]*")  # « FICHE 3 », « 3/12 »
MAX_HEADING, MAX_HEADING_WORDS = 140, 18
_ENDS = (".", ";", ",", ":", "!", "…")


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
class Mark:
    """A heading (level 0), a title in its chapter (1) or what ends a chapter (-1): its line, its words, and where its body starts."""

    level: int
    line: int
    start: int
    end: int
    body: int


def lines_of(text: str, start: int) -> list[Line]:
    """The lines with some text from an offset on."""
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


def heading_mark(line: Line, start: int = 0, above: Line | None = None) -> Mark:
    """A whole line as a heading, from a place in it on, without its number; ``above`` is the first line that is set over it."""
    start += len(line.text[start:]) - len(line.text[start:].lstrip())
    number = NUMBER.match(line.text, start)
    return Mark(0, (above or line).start, line.start + (number.end() if number else start), line.end, line.end)


def closing_mark(line: Line) -> Mark:
    """A line that ends the chapter before it and opens none."""
    return Mark(-1, line.start, line.start, line.end, line.end)


def closes(text: str) -> bool:
    """Whether a heading says what pages end with: contact, links, « pour en savoir plus »; or asks, as no network's name does."""
    return text.rstrip().endswith("?") or phrase_pattern("closings").match(fold(text).strip()) is not None


def looks_like_heading(line: Line, *, apart: bool = True) -> bool:
    """Whether a plain line may name a network: set ``apart``, short, no sentence, no item, no date, no boilerplate."""
    text = NUMBER.sub("", line.content, count=1)
    return (
        (line.gap >= 1 or not apart)
        and not phrase_pattern("boilerplate").match(fold(line.content))
        and 0 < len(text) <= MAX_HEADING
        and len(text.split()) <= MAX_HEADING_WORDS
        and not text.endswith(_ENDS)
        and text[0].isalnum()
        and (not text[0].isdigit() or text != line.content)
        and not DATED.match(line.text)
        and not BULLET.match(line.text)
    )
