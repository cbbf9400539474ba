"""One sentence of a page as the readers take it, and what they make of it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from reseaux_qa.french import fold
from reseaux_qa.types import Attribute, Date, SectionKind


@dataclass(frozen=True, slots=True)
class Clause:
    """A sentence in its section; ``host`` is the city whose page it is.

    ``title`` is the section's, the line « … : » that announces a list, or the question just before; ``before`` the
    sentence before it; ``names`` the words of the network's own names.
    """

    text: str
    kind: SectionKind
    host: str
    title: str = ""
    first: bool = False
    before: str = ""
    names: frozenset[str] = frozenset()

    @property
    def answers(self) -> bool:
        """Whether it answers the question just before it, « Depuis quand ? 1978 », which is then its title."""
        return self.before != "" and self.title == self.before

    @property
    def folded(self) -> str:
        """The text folded, at the same length, its emphasis blank; « Siège — Paris » and « Siège | Paris » with a colon."""
        return _TABLED_LABEL.sub(r"\1:", _DASHED_LABEL.sub(r"\1:", _EMPHASIS.sub(" ", fold(self.text))))


@dataclass(frozen=True, slots=True)
class Reading:
    """A typed statement; ``start`` and ``end`` bound its value within the sentence."""

    attribute: Attribute
    start: int
    end: int
    date: Date | None = None
    number: int | None = None
    qualifier: str = ""
    unit: str = ""
    actor: str = ""
    inner: bool = False


def pattern_of(host: str) -> str:
    """A city's folded name within a pattern; of a page that tells no city, what matches nothing, since an empty one matches all."""
    return re.escape(fold(host)) or "(?!)"


_EMPHASIS = re.compile(r"[*_]")
_DASHED_LABEL = re.compile(r"^(\W*[^\W\d][^:.;,\d-]{1,40}?\s)[-—–](?=\s)")
_TABLED_LABEL = re.compile(r"^(\W*[^\W\d][^:.;,\d|]{1,40}?\s*)\|(?=[^|]+\|?\s*$)")
_CLAUSE_EDGE = re.compile(r"[;:]\s|,\s(?=(?:mais|et|ainsi|dont|qui|afin|avec|dans|pour|grâce|projet)\b)|\s[-–]\s")
_SHORT_SENTENCE, _SHORT_CLAUSE = 220, 60


def clause_around(text: str, start: int, end: int) -> tuple[int, int]:
    """The whole sentence when it is short, else the clause that holds ``text[start:end]``."""
    if len(text) <= _SHORT_SENTENCE:
        return 0, len(text)
    edges = [0, *(m.end() for m in _CLAUSE_EDGE.finditer(text)), len(text)]
    left = max(edge for edge in edges if edge <= start)
    right = min(edge for edge in edges if edge >= end and (edge - left >= _SHORT_CLAUSE or edge == len(text)))
    return left, len(text[:right].rstrip(" ,;:–-"))


# What relates to a member, « …, qui mobilise … », stays with it.
_COORDINATE = re.compile(r";\s|(?:,|\s(?:et|ou|ainsi que|puis|mais))\s(?=(?:le|la|les|un|une|son|sa)\s|l['’])|\scomme\s")


def coordinate_around(text: str, start: int, end: int) -> tuple[int, int]:
    """The member of an enumeration that holds ``text[start:end]``: « …, le projet A (2016) et le projet B (2017) »."""
    joints = [match for match in _COORDINATE.finditer(text) if _is_open(text[: match.start()])]
    left = max((match.end() for match in joints if match.end() <= start), default=0)
    return left, min((match.start() for match in joints if match.start() >= end), default=len(text))


def _is_open(before: str) -> bool:
    """Whether no bracket or quotation mark is left unclosed."""
    return all(before.count(opening) <= before.count(closing) for opening, closing in ("()", "«»", "[]"))
