"""Links that open the city's page at the very words of a quote (text fragments)."""

from __future__ import annotations

import re
from urllib.parse import quote as percent

from reseaux_qa.answering.phrasing import clean
from reseaux_qa.types import Quote

_WHOLE = 80  # characters: a longer quote is given by its first and last words
_WORDS = 5
_NO_WORD = re.compile(r"^[^\w]+|[^\w]+$")


def page_link(quote: Quote, source: str, url: str) -> str:
    """``url`` with the fragment that finds ``quote``, a span of the text ``source``; empty without a page."""
    if not url:
        return ""
    lines = _lines(quote.text)
    if not lines:
        return url
    before, after = _around(quote, source, lines[0])
    return f"{url}#:~:text={before}{_target(lines)}{after}"


def _lines(text: str) -> list[str]:
    return [line for line in map(_words, text.splitlines()) if line]


def _words(line: str) -> str:
    """A line as a browser shows it: bullets are not text, and a match ends at a word."""
    return _NO_WORD.sub("", clean(line))


def _target(lines: list[str]) -> str:
    """The first text lies in one block of the page; the last may lie in another."""
    first, last = lines[0], lines[-1]
    if len(lines) == 1 and len(first) <= _WHOLE:
        return _coded(first)
    start, end = first.split()[:_WORDS], last.split()[-_WORDS:]
    if len(lines) == 1 and len(first.split()) < 2 * _WORDS:
        return _coded(first)
    return f"{_coded(' '.join(start))},{_coded(' '.join(end))}"


def _around(quote: Quote, source: str, start: str) -> tuple[str, str]:
    """The words before and after, where the same text comes earlier in the page."""
    opening = " ".join(start.split()[:_WORDS]) if len(start) > _WHOLE else start
    if opening not in " ".join(source[: quote.start].split()):
        return "", ""
    before, after = _lines(source[: quote.start])[-1:], _lines(source[quote.end :])[:1]
    prefix = "".join(f"{_coded(' '.join(line.split()[-_WORDS:]))}-," for line in before)
    return prefix, "".join(f",-{_coded(' '.join(line.split()[:_WORDS]))}" for line in after)


def _coded(text: str) -> str:
    """Everything but letters and digits: a bare « - » or « , » would be syntax."""
    return percent(text, safe="").replace("-", "%2D")
