"""The frozen values that flow: words and turns → Question → Evidence → Answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Attribute(StrEnum):
    """What a question is about; the class labels of the intent model."""

    CREATED = "created"
    JOINED = "joined"
    WAITED = "waited"
    MEMBERS = "members"
    COUNTRIES = "countries"
    INHABITANTS = "inhabitants"
    PRESIDENCY = "presidency"
    SEAT = "seat"
    FOUNDERS = "founders"
    DEFINITION = "definition"
    MEANING = "meaning"
    OBJECTIVES = "objectives"
    ROLE = "role"
    EVENTS = "events"
    PARTNERS = "partners"
    PROJECTS = "projects"
    NETWORK = "network"
    OTHER = "other"
    UNSAID = "unsaid"
    OFFTOPIC = "offtopic"
    GREETING = "greeting"
    THANKS = "thanks"
    HELP = "help"
    SAME = "same"


class Operation(StrEnum):
    """What to do with the attribute."""

    VALUE = "value"
    LIST = "list"
    COUNT = "count"
    VERIFY = "verify"
    FIRST = "first"
    LAST = "last"
    MOST = "most"
    LEAST = "least"
    COMPARE = "compare"
    DURATION = "duration"
    TIMELINE = "timeline"
    CHAT = "chat"


class SectionKind(StrEnum):
    """The role a section plays in a network's presentation."""

    INTRO = "intro"
    OBJECTIVES = "objectives"
    MEMBERS = "members"
    DATES = "dates"
    ROLE = "role"
    GOVERNANCE = "governance"
    OTHER = "other"


class Bound(StrEnum):
    """How a year or a number in a question limits the rows."""

    EXACT = "exact"
    BEFORE = "before"
    AFTER = "after"
    SINCE = "since"
    UNTIL = "until"


class Turning(StrEnum):
    """How a message may hang on the turn before it, or which part of it is read; see ``understanding.dialogue``."""

    ALONE = "alone"
    ABOUT_IT = "about_it"
    AMONG_THEM = "among_them"
    PICKED = "picked"
    GOES_ON = "goes_on"
    AGAINST_IT = "against_it"
    MORE_OF_IT = "more_of_it"
    ASKED = "asked"
    GRANTED = "granted"


class Status(StrEnum):
    """How an answer ends."""

    ANSWERED = "answered"
    PARTIAL = "partial"
    NOT_SAID = "not_said"
    OFF_TOPIC = "off_topic"
    CLARIFY = "clarify"
    CHAT = "chat"


@dataclass(frozen=True, slots=True)
class Source:
    """One file of the corpus: its name, and its text exactly as it is on disk, that of an HTML page as its tags set it."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Quote:
    """A half-open span of an untouched file: ``source.text[start:end] == text``."""

    source: str
    start: int
    end: int
    text: str

    def __hash__(self) -> int:
        """By place alone: quotes are looked up by the thousand."""
        return self.start << 24 ^ self.end

    def slice(self, start: int, end: int) -> Quote:
        """The part ``text[start:end]`` (offsets within this quote) as a quote of its own."""
        return Quote(self.source, self.start + start, self.start + end, self.text[start:end])

    def overlaps(self, other: Quote) -> bool:
        """Whether two quotes share a character of one file."""
        return self.source == other.source and self.start < other.end and other.start < self.end

    def stripped(self) -> Quote:
        """The same quote without white space around it."""
        left = len(self.text) - len(self.text.lstrip())
        return self.slice(left, max(left, len(self.text.rstrip())))


@dataclass(frozen=True, slots=True, eq=False)
class Section:
    """A titled part of a network's presentation, equal only to itself; ``title`` is empty for the introduction."""

    kind: SectionKind
    title: str
    body: Quote


@dataclass(frozen=True, slots=True, eq=False)
class Network:
    """One network of cities, equal only to itself: its short ``name``, the ``article`` before it ("l'", "la ", "le " or ""), its gender."""

    id: str
    name: str
    heading: Quote
    long_name: str
    aliases: tuple[str, ...]
    article: str
    feminine: bool
    sections: tuple[Section, ...]

    @property
    def label(self) -> str:
        """The name with its article, as within a sentence: « l'AIMF »."""
        return self.article + self.name


@dataclass(frozen=True, slots=True, eq=False)
class Passage:
    """A piece of a section, cut for retrieval, equal only to itself."""

    network: Network
    section: Section
    quote: Quote


@dataclass(frozen=True, slots=True, order=True)
class Date:
    """A date as precise as the page gives it; 0 where month or day is not said."""

    year: int
    month: int = 0
    day: int = 0


@dataclass(frozen=True, slots=True)
class Fact:
    """One typed statement of the page about a network: ``text`` is the value as worded, ``date`` and ``number`` its typed forms."""

    network: Network
    attribute: Attribute
    section: Section
    quote: Quote
    text: str
    date: Date | None = None
    number: int | None = None
    qualifier: str = ""
    unit: str = ""  # what is counted
    actor: str = ""  # who did it
    inner: bool = False  # of a group within the network, not of the network


@dataclass(frozen=True, slots=True)
class Turn:
    """One message of the conversation so far."""

    role: str
    content: str


@dataclass(frozen=True, slots=True)
class Limit:
    """A filter on years or a count, of the attribute its own words name, or else of what is asked."""

    bound: Bound
    value: int
    about: Attribute | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """What was understood: a small typed query over the records.

    No ``networks`` means all but those ``without``; ``terms`` are the words that nothing explains, ``words`` all but names, ``asks`` and
    ``doings`` the probabilities of all, ``turn`` how it was completed from the turn before, whose sentences are ``quotes``, ``parts`` what
    it takes for granted and what it asks beside that.
    """

    text: str
    attribute: Attribute
    operation: Operation
    networks: tuple[Network, ...] = ()
    without: tuple[Network, ...] = ()
    years: tuple[Limit, ...] = ()
    numbers: tuple[Limit, ...] = ()
    places: tuple[str, ...] = ()
    strangers: tuple[str, ...] = ()
    actor: str = ""
    host: bool = False
    negated: bool = False
    terms: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    masked: str = ""  # the text with every name as its kind
    language: str = "fr"
    asks: Mapping[Attribute, float] = field(default_factory=dict, hash=False)
    doings: Mapping[Operation, float] = field(default_factory=dict, hash=False)
    position: int = 0  # 2 for « le deuxième »
    turn: Turning = Turning.ALONE
    leaning: float = 0.0  # how surely it had to be completed
    quotes: tuple[Quote, ...] = ()
    parts: tuple[Question, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Every name that is neither a network's nor the host's: the places, then the strangers."""
        return (*self.places, *self.strangers)


@dataclass(frozen=True, slots=True)
class Hit:
    """A sentence found by retrieval; ``score`` is higher for better, ``support`` 0 to 1."""

    network: Network
    section: Section
    quote: Quote
    score: float
    support: float


@dataclass(frozen=True, slots=True)
class Citation:
    """A verbatim span that proves a sentence of the answer."""

    id: int
    network: str
    section: str
    quote: Quote

    def as_json(self) -> dict[str, Any]:
        """The citation as the HTTP interface gives it."""
        place = {"source": self.quote.source, "start": self.quote.start, "end": self.quote.end}
        return {"id": self.id, "network": self.network, "section": self.section, "quote": self.quote.text, **place}


@dataclass(frozen=True, slots=True)
class Answer:
    """What is shown: French text with ``[n]`` markers, the citation behind each, how it was computed, how likely it is right."""

    text: str
    status: Status
    citations: tuple[Citation, ...] = ()
    suggestions: tuple[str, ...] = ()
    networks: tuple[Network, ...] = ()
    checked: str = ""
    confidence: float = field(default=0.0, compare=False)

    @property
    def answered(self) -> bool:
        """False where the source does not say."""
        return self.status in (Status.ANSWERED, Status.PARTIAL, Status.CHAT)
