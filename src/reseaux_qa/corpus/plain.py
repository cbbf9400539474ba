"""Headings and titles of a page of plain text, by its layout."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from itertools import pairwise

from reseaux_qa.corpus.evenly import even_marks
from reseaux_qa.corpus.items import card_marks, item_marks
from reseaux_qa.corpus.lines import (
    ASKED,
    BULLET,
    DATED,
    OFTEN,
    Line,
    Mark,
    closes,
    closing_mark,
    heading_mark,
    looks_like_heading,
)
from reseaux_qa.corpus.listed import in_contents, listed_marks, with_upper_counts
from reseaux_qa.corpus.outline import (
    likelier,
    likeliest,
    names_a_body,
    outline_of,
    speaks_of,
    up_to_closing,
    without_page_title,
    without_vain_ends,
)
from reseaux_qa.corpus.prose import prose_marks
from reseaux_qa.corpus.shapes import shaped_marks
from reseaux_qa.corpus.signs import by_rule, glossed_lines, line_above, numbered_lines, ruled_lines, shouted_lines
from reseaux_qa.corpus.tables import table_marks
from reseaux_qa.corpus.titles import is_known_title, is_shouted, key, section_kind, title_text
from reseaux_qa.french import content_stems, fold, phrase_pattern
from reseaux_qa.quantities import quantities
from reseaux_qa.types import SectionKind

_SAME_LINE = re.compile(r"[\s ]*([^\W\d][^:.;!?]{2,40}?)[\s ]*:[\s ]+(?=\S)")
# « Siège à Paris » says where, of whatever network.
_PLACED = re.compile(r"(?:Siège|Secrétariat|Bureau|Contact)s?\b.* (?:à|au|aux|en) [A-ZÀ-Ý]")
_MAIN_SECTIONS = (SectionKind.INTRO, SectionKind.OBJECTIVES, SectionKind.MEMBERS, SectionKind.DATES)
_MAX_TITLE = 60
_SENTENCE = re.compile(r"\w{2}\.\s+[A-ZÀ-Ý]")  # « La Ville a signé en 2011. Depuis lors : »
_FAR = 2  # blank lines over what no chapter holds, at least, and as many as over headings


def text_marks(text: str, lines: Sequence[Line]) -> list[Mark]:
    """The marks of the headings that look most like names of networks: by their parts, their numbers or their capitals."""
    if not lines:
        return []
    apart = _set_apart(lines)
    titles = _title_keys(lines) | (_lone_title_keys(lines) if apart else frozenset())
    untitled = _fields(lines) | by_rule(in_contents(lines))  # « Organisation des villes du patrimoine » comes twice too
    marks = [None if n in untitled else _title_mark(line, titles) for n, line in enumerate(lines)]
    numbered, glossed = numbered_lines(lines), glossed_lines(lines, marks)
    ways = [_headings(lines, marks, apart), numbered, shouted_lines(lines, marks), ruled_lines(lines)]
    wholes = [numbered, *([glossed] if len(glossed) > max(map(len, ways)) else [])]
    ways = [way for way in (*ways, *wholes[1:]) if not any(way < whole for whole in wholes)]
    cuts = [_with_headings(lines, marks, headings) for headings in ways if headings]
    usual = cuts[likeliest([outline_of(text, lines[0].start, cut) for cut in cuts])] if cuts else []
    shaped = (found for found in shaped_marks(text, lines) if not _confuses(lines, found, apart))
    unlined = (*item_marks(lines), *card_marks(lines), *table_marks(lines), *([] if usual else prose_marks(lines)))
    others = (_with_titles(lines, found, marks) for found in (*shaped, *listed_marks(lines), *unlined))
    start = lines[0].start
    shown = likelier(text, start, usual, others)
    placed = likelier(text, start, shown, (_closed(lines, even) for even in even_marks(lines, shown)))
    found = up_to_closing(text, start, without_page_title(text, start, placed))
    return _with_lone_titles(lines, without_vain_ends(text, start, found))


def text_page(lines: Sequence[Line]) -> list[Mark]:
    """The marks of a page that presents one network, under its first line; none where that is a sentence."""
    if not lines or not looks_like_heading(lines[0]) or closes(lines[0].text):
        return []
    titles = _title_keys(lines)
    marks = (_title_mark(line, titles) for line in lines[1:])
    return [heading_mark(lines[0]), *(mark for mark in marks if mark is not None)]


def _with_headings(lines: Sequence[Line], titles: Sequence[Mark | None], headings: frozenset[int]) -> list[Mark]:
    marks = [heading_mark(line, above=line_above(lines, n)) if n in headings else titles[n] for n, line in enumerate(lines)]
    return _closed(lines, with_upper_counts(lines, [mark for mark in marks[min(headings) :] if mark is not None]))


def _with_titles(lines: Sequence[Line], headings: Sequence[Mark], titles: Sequence[Mark | None]) -> list[Mark]:
    """Headings, and the titles that stand below the first of them; none is what a heading stands under, its theme or its picture."""
    taken = [range(mark.line, mark.start + 1) for mark in headings]
    below = [mark for mark in titles if mark is not None and mark.line > headings[0].line and not any(mark.line in over for over in taken)]
    return _closed(lines, with_upper_counts(lines, sorted([*headings, *below], key=lambda mark: mark.line)))


def _with_lone_titles(lines: Sequence[Line], marks: list[Mark]) -> list[Mark]:
    """Where most titles stand between a blank line and their text, any short line that does is one."""
    taken, titles = {mark.line for mark in marks if mark.level < 1}, {mark.line for mark in marks if mark.level > 0}
    first, end = min(taken, default=0), max((mark.line for mark in marks if mark.level < 0), default=lines[-1].end)
    shaped = [line for line, following in pairwise(lines) if line.gap == 1 and not following.gap and first < line.start < end]
    alone = [line for line in shaped if line.start not in taken and (line.start in titles or _is_alone(line))]
    known = sum(line.start in titles for line in alone)
    if known < OFTEN or 2 * known < len(alone):
        return marks
    added = [Mark(1, line.start, line.start, line.end, line.end) for line in alone if line.start not in titles]
    return sorted([*marks, *added], key=lambda mark: mark.line)


def _closed(lines: Sequence[Line], marks: list[Mark]) -> list[Mark]:
    """Marks up to what ends the page: contact, links, « Et demain ? », and whatever is addressed under it."""
    headings, titles = sorted(mark.line for mark in marks if mark.level == 0), {mark.line for mark in marks if mark.level > 0}
    last = headings[-2] if _is_address(lines, headings, titles) else headings[-1]
    far = max(_FAR, min((line.gap for line in lines if line.start in headings), default=0))
    final = max((line.start for line in lines if line.start in titles and not closes(line.text)), default=0)
    after = (line for line in lines if line.start > last and line.gap)
    closing = next((line for line in after if _closes(line, titles, final if line.gap < far else 0)), None)
    return marks if closing is None else [*(mark for mark in marks if mark.line < closing.start), closing_mark(closing)]


def _is_address(lines: Sequence[Line], headings: Sequence[int], titles: Collection[int]) -> bool:
    """Whether the last heading stands right under « Contact », has no titled parts and is not spoken of: it names no network."""
    above = next((line for line, following in pairwise(lines) if following.start == headings[-1]), None)
    heading, *body = [line.text for line in lines if line.start >= headings[-1]]
    told = any(title > headings[-1] for title in titles) or speaks_of(heading, " ".join(body))
    bare = above is not None and looks_like_heading(above) and closes(above.text) and not _SAME_LINE.match(above.text)
    return bare and len(headings) > 1 and not told


def _closes(line: Line, titles: Collection[int], final: int) -> bool:
    """Whether a line ends the page; a question that is a title, or stands before the ``final`` one, opens a section."""
    opens = line.text.rstrip().endswith("?") and (line.start in titles or line.start < final)  # « Qui en fait partie ? »
    told = not opens and looks_like_heading(line) and closes(line.text)
    return told or phrase_pattern("boilerplate").match(fold(line.content)) is not None


# --- titles ---------------------------------------------------------------


def _looks_like_title(line: Line) -> bool:
    text = line.content.strip("*_").rstrip(" :")
    return (
        0 < len(text) <= _MAX_TITLE
        and len(text.split()) <= 7
        and text[0].isupper()
        and not text.endswith((".", ";", ",", "!", "…"))
        and not BULLET.match(line.text)
        and not DATED.match(line.text)
        and not _PLACED.match(text)
        and not _SENTENCE.search(text)
        and not phrase_pattern("boilerplate").match(fold(text))
    )


def _title_keys(lines: Sequence[Line]) -> frozenset[str]:
    """Title lines come back under network after network, or are of a known kind."""
    # « Siège : Paris » may come back under several networks: it is a label with its text.
    shaped = [title_text(line.text) for line in lines if _looks_like_title(line) and not _SAME_LINE.match(line.text)]
    counts = Counter(map(key, shaped))
    keys = frozenset(key(title) for title in shaped if counts[key(title)] >= OFTEN or (is_known_title(title) and _is_bare(title, counts)))
    return keys | _same_line_keys(lines, strict=bool(keys))


def _lone_title_keys(lines: Sequence[Line]) -> frozenset[str]:
    """Where two blank lines part the chapters, a short line between one blank line and its text is a title."""
    found = [line for line, following in pairwise(lines) if line.gap == 1 and not following.gap and _is_alone(line)]
    return frozenset(key(title_text(line.text)) for line in found)


def _is_alone(line: Line) -> bool:
    """« Siège : Paris » has its text beside it and « Dix villes de six pays » says something: no titles."""
    return _looks_like_title(line) and not _SAME_LINE.match(line.text) and not quantities(line.text)


def _same_line_keys(lines: Sequence[Line], *, strict: bool) -> frozenset[str]:
    """Titles that always share their line with their text: « Objectif : … ».

    ``strict`` where other titles have a line of their own: these must then come
    back and open a main section, since « Présidence : … » is a line of one.
    """
    found = [match[1] for match in (_SAME_LINE.match(line.text) for line in lines) if match]
    found = [title for title in found if is_known_title(title) and len(content_stems(title)) <= 2]
    counts = Counter(map(key, found))
    return frozenset(key(title) for title in found if not strict or (counts[key(title)] >= 2 and section_kind(title) in _MAIN_SECTIONS))


def _fields(lines: Sequence[Line]) -> frozenset[int]:
    """Lines of a card, « Siège : Bruxelles », « Membres : 63 villes », some in a row: none of them opens a section."""
    runs: list[list[int]] = [[]]
    for number, line in enumerate(lines):
        labelled = _SAME_LINE.match(line.text) is not None
        if line.gap or not labelled:
            runs.append([])
        if labelled:
            runs[-1].append(number)
    return frozenset(n for run in runs if len(run) >= OFTEN for n in run)


def _is_bare(title: str, counts: Counter[str]) -> bool:
    return counts[key(title)] >= 2 or len(content_stems(title)) <= 1


def _title_mark(line: Line, titles: frozenset[str]) -> Mark | None:
    if _looks_like_title(line) and key(title_text(line.text)) in titles:
        return Mark(1, line.start, line.start, line.end, line.end)
    same = _SAME_LINE.match(line.text)
    if same and key(same[1]) in titles:
        return Mark(1, line.start, line.start + same.start(1), line.start + same.end(1), line.start + same.end())
    return None


# --- headings -------------------------------------------------------------


def _headings(lines: Sequence[Line], marks: Sequence[Mark | None], apart: frozenset[int]) -> frozenset[int]:
    """Lines set apart by blank lines or a tagline, or else those that a title follows."""
    shown = [n for n in range(len(lines) - 1) if marks[n] is None and looks_like_heading(lines[n], apart=not _is_tagline(lines[n + 1]))]
    under = {n for n in shown if n - 1 in apart and not lines[n].gap}  # a name's gloss, « MOLINS » over « Réseau des villes à moulins »
    candidates = [n for n in shown if n in apart or not (n in under or closes(lines[n].text))]
    strong = [n for n in candidates if lines[n].gap >= 2 or _is_tagline(lines[n + 1])]
    gathered = _gathered(lines, marks)
    chosen = strong if len(strong) > 1 else [n for n in candidates if marks[n + 1] is not None or n in strong]
    chosen = sorted({*chosen, *gathered})
    return frozenset(n for n, following in pairwise([*chosen, len(lines)]) if n in apart or _has_parts(lines, marks, n, following))


def _gathered(lines: Sequence[Line], marks: Sequence[Mark | None]) -> list[int]:
    """Headings right under a line in capitals that gathers some, « BIEN VIVRE AU QUOTIDIEN »; a title, « Le réseau », is under a name."""
    heads = [n for n, line in enumerate(lines) if n and looks_like_heading(line) and not closes(line.text)]
    under = (n for n in heads if n - 1 in heads and is_shouted(lines[n - 1].content) and lines[n].gap == 1)
    named = (n for n in under if marks[n] is None or names_a_body(lines[n].content))
    found = [n for n in named if not (is_shouted(lines[n].content) or _SAME_LINE.match(lines[n].text))]
    return found if len(found) > 1 else []


def _set_apart(lines: Sequence[Line]) -> frozenset[int]:
    """Headings under two blank lines, on a page that sets its chapters so; its first line is its own title."""
    found = [n for n in range(1, len(lines) - 1) if lines[n].gap >= 2 and looks_like_heading(lines[n])]
    return by_rule([n for n in found if ASKED.fullmatch(lines[n].text) or not closes(lines[n].text)])


def _confuses(lines: Sequence[Line], found: Sequence[Mark], apart: frozenset[int]) -> bool:
    """Whether headings take titles or taglines for names: nearer than what the page sets apart as names, or right under a name."""
    taken = {mark.line for mark in found}
    nearer = any(line.start in taken and line.gap < 2 for line in lines)
    names = [n for n in apart if names_a_body(lines[n].content)]
    under = [n for n in range(1, len(lines)) if lines[n].start in taken and lines[n - 1].start in taken]
    stacked = sum(names_a_body(lines[n - 1].content) for n in under)
    return stacked >= OFTEN or (nearer and (2 * len(names) > len(apart) or any(lines[n].start not in taken for n in names)))


def _is_tagline(line: Line) -> bool:
    return line.content.startswith(">") or (not line.gap and line.content[:1] + line.content[-1:] == "«»")


def _has_parts(lines: Sequence[Line], marks: Sequence[Mark | None], start: int, end: int) -> bool:
    return any(marks[n] is not None or _is_tagline(lines[n]) for n in range(start + 1, end))
