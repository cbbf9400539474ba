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
    lines = [line for line in map(_words, quote.text.splitlines()) if line]
    if not lines:
        return url
    prefix = _prefix(quote, source, lines[0])
    return f"{url}#:~:text={prefix}{_target(lines)}"


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


def _prefix(quote: Quote, source: str, start: str) -> str:
    """The words before, where the same text comes earlier in the page."""
    opening = " ".join(start.split()[:_WORDS]) if len(start) > _WHOLE else start
    before = source[: quote.start]
    if opening not in " ".join(before.split()):
        return ""
    lines = [line for line in map(_words, before.splitlines()) if line]
    return f"{_coded(' '.join(lines[-1].split()[-_WORDS:]))}-," if lines else ""


def _coded(text: str) -> str:
    """Everything but letters and digits: a bare « - » or « , » would be syntax."""
    return percent(text, safe="").replace("-", "%2D")
