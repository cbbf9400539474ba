"""A page's lines, and the marks that cut it: headings, titles, closings."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from itertools import pairwise

from reseaux_qa.french import fold, phrase_pattern

SIGN = r"(?:\[[-+]\]|[•●▪◦■□○▸▹►▶▾▼‣➤→✓*+–—-])"  # of an item or of what unfolds, « [+] Nom », « ▸ Nom »
PICTURE = r"(?:[\u2600-\u26ff\u2700-\u2712\u2715-\u27a3\u27a5-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff][\ufe0f\u200d]*)+"  # « 🚲 Nom »
_PICTURED = re.compile(rf"{PICTURE}[\s\u00a0]*")
BULLET = re.compile(rf"[\s ]*{SIGN}[\s ]")
DATED = re.compile(r"[^:]{0,20}\b\d{4}\b[\s ]*:")
_COUNT, _UNDER = r"(?:\d{1,2}|[IVX]{1,5})", r"(?:\.(?:\d{1,2}|[IVX]{1,5}|[A-L]))"
NUMBER = re.compile(  # « 3. Nom », « IV) Nom », « II.3. Nom », « n° 4 – Nom », « Fiche 4 / Nom »; « M. Nom », « 24 - 26 mai » count nothing
    rf"(?:(?:[nN][°o]\s?|(?i:fiche|r[ée]seau|adh[ée]sion|partie)\s+)?(?:(\d{{1,2}})|{_COUNT}{_UNDER}*|[A-L])\s*(?:[.)°]|[–—/:-](?=\s+\D))|[a-l]\)"
    rf"|{_COUNT}{_UNDER}+|[nN]°\s?\d{{1,2}})\s+(?=[\w\[«*])"
)
ASKED = re.compile(  # « Qu'est-ce que l'X ? », « Que fait Vannes chez les X ? » are asked of X; « Qu'est-ce qu'un réseau ? » of none
    r"(?:Qu['’]est-ce qu(?:e\s+(?!une?\s|des\s|ça\b|cela\b)|['’](?!une?\s|il|elle))|[^?]*\bchez\s+(?=(?:l['’]|les?\s|la\s)?[A-ZÀ-Ý]))"
    r"(?:l['’]|les?\s+|la\s+)?([^?]+?)\s*\?\s*"
)
_WRAPS = (re.compile(r"\[([^\[\]]+)\]\([^\s()]*\)\s*"), re.compile(r"(?:\*\*|__)([^*_]+)(?:\*\*|__)\s*"))  # a link, bold
RULE = re.compile(r"[\s ]*([=_*~#-])(?:[\s ]?\1){4,}[\s ]*")  # « ===== » across the page
COUNTER = re.compile(r"[\s ]*(?:\w+ )?(?:n[°o] ?)?\d{1,2}(?: ?/ ?\d{1,2})?[\s ]*")  # « FICHE 3 », « 3/12 »
MAX_HEADING, MAX_HEADING_WORDS = 140, 18
OFTEN = 3  # what a page does so often, it does by rule
_DETERMINER = re.compile(r"^(?:l[ea]s? |l'|nos |vos |notre |votre |quelques )")
PARAGRAPH = 90  # characters that no heading has
_COLUMNS = re.compile(r"\S {3,}\S")  # « DOSSIER DE PRESSE      Février 2024 »
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
    """The lines with some text from an offset on, without those that come back over each page of a document."""
    found, gap, offset = [], 2, start
    for raw in text[start:].splitlines(keepends=True):
        bare = raw.rstrip("\r\n")
        if bare.strip():
            found.append(Line(bare, offset, gap))
            gap = 0
        else:
            gap += 1
        offset += len(raw)
    return _unpaged(_aired(found))


def _aired(lines: list[Line]) -> list[Line]:
    """Where no blank line parts a page, a short line above a paragraph stands apart all the same."""
    if any(line.gap for line in lines[1:]):
        return lines
    above = {line.start for line, following in pairwise(lines) if len(line.text) < PARAGRAPH < len(following.text)}
    return [replace(line, gap=1) if line.start in above and not line.content.endswith(_ENDS) else line for line in lines]


def _unpaged(lines: list[Line]) -> list[Line]:
    """Without a page's number, the rule under it and the line that opens each page; what follows them stands apart."""
    counts = Counter(line.text for line in lines)
    over = (n for n in range(2, len(lines)) if counts[lines[n].text] > 1 and RULE.fullmatch(lines[n - 1].text))
    breaks = [n for n in over if lines[n - 2].content.isdigit()]
    dropped = {number for n in breaks for number in (n - 2, n - 1, n)}
    return [replace(line, gap=2) if n - 1 in breaks else line for n, line in enumerate(lines) if n not in dropped]


def heading_mark(line: Line, start: int = 0, end: int | None = None, above: Line | None = None) -> Mark:
    """A line as a heading, from a place in it to another, by the name alone; ``above`` is the first line that is set over it."""
    start += len(line.text[start:]) - len(line.text[start:].lstrip())
    first, last = name_within(line.text, start, len(line.text) if end is None else end)
    asked = ASKED.fullmatch(line.text, first, last)
    first, last = asked.span(1) if asked else (first, last)
    return Mark(0, (above or line).start, line.start + first, line.start + last, line.end)


def name_within(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the name stands in a heading: after what counts it, within its link, « 2) [Nom](adresse) »."""
    wrapped = next((match for wrap in _WRAPS if (match := wrap.fullmatch(text, start, end))), None)
    if wrapped:
        return name_within(text, *wrapped.span(1))
    before = NUMBER.match(text, start, end) or _PICTURED.match(text, start, end)
    return name_within(text, before.end(), end) if before else (start, end)


def closing_mark(line: Line) -> Mark:
    """A line that ends the chapter before it and opens none."""
    return Mark(-1, line.start, line.start, line.end, line.end)


def closes(text: str) -> bool:
    """Whether a heading says what pages end with: contact, links, « pour en savoir plus »; or asks, as no network's name does."""
    title, closing = fold(text).strip(), phrase_pattern("closings")
    return title.endswith("?") or any(closing.match(said) for said in (title, _DETERMINER.sub("", title)))


def looks_like_heading(line: Line, *, apart: bool = True) -> bool:
    """Whether a plain line may name a network: set ``apart``, short, no sentence, no item, no date, no boilerplate."""
    text = NUMBER.sub("", _PICTURED.sub("", line.content, count=1), count=1)
    return (
        (line.gap >= 1 or not apart)
        and not phrase_pattern("boilerplate").match(fold(line.content))
        and 0 < len(text) <= MAX_HEADING
        and len(text.split()) <= MAX_HEADING_WORDS
        and not text.endswith(_ENDS)
        and text[0].isalnum()
        and (not text[0].isdigit() or text != line.content)
        and not _COLUMNS.search(text)
        and not DATED.match(line.text)
        and not BULLET.match(line.text)
    )
