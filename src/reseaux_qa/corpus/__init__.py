"""The city's page, read: sources → chapters → networks, sections and passages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from reseaux_qa.corpus.documents import body_start, digest, line_of, read_sources
from reseaux_qa.corpus.layout import Chapter, layouts_of
from reseaux_qa.corpus.naming import names_of
from reseaux_qa.corpus.titles import section_kind
from reseaux_qa.errors import CorpusError
from reseaux_qa.french import fold, lexicon, sentences, words
from reseaux_qa.types import Network, Passage, Quote, Section, SectionKind, Source

CUTTER_VERSION = "9"  # raise it when the cut changes: the index is then rebuilt
_SELDOM = 10  # times as often as in small letters, a city's name is written with its capital
_SHORTEST = 3  # letters of a city's name: « fr » is none
_PASSAGE_CHARACTERS = 400  # about three sentences: enough context, still one subject

_HOST = re.compile(
    r"\b(?:[Vv]ille|[Mm]airie|[Mm]unicipalité|[Cc]ommune|[Aa]gglomération)\s+(?:de\s+|d['’])([A-ZÀ-Ý][\w-]+(?:[ -][A-ZÀ-Ý][\w-]+)?)"
    r"|\b([A-ZÀ-Ý][\w-]+(?: [A-ZÀ-Ý][\w-]+)?) (?:Métropole|Agglomération)\b"
)
_PROPER = re.compile(r"\b[A-ZÀ-Ý][a-zà-ÿ]+(?:[-‑][\w]+)*")


@dataclass(frozen=True, slots=True)
class Corpus:
    """Everything that was read.

    ``host`` is the name by which the city whose page it is gets found, « Havre », ``city`` as it is written, « Le Havre »;
    ``outside`` is what the page says outside of the networks.
    """

    sources: tuple[Source, ...]
    networks: tuple[Network, ...]
    passages: tuple[Passage, ...]
    host: str
    city: str
    outside: tuple[Quote, ...] = ()

    @classmethod
    def from_folder(cls, folder: Path) -> Corpus:
        """Read a folder of pages.

        Raises:
            CorpusError: with the file, the line and the cure, in French.
        """
        return cls.from_sources(read_sources(folder))

    @classmethod
    def from_sources(cls, sources: tuple[Source, ...]) -> Corpus:
        """Find the networks of some pages already read."""
        layouts = list(zip(sources, layouts_of(sources), strict=True))
        chapters = [(source, chapter) for source, layout in layouts for chapter in layout.chapters]
        told = [(source, chapter) for source, chapter in chapters if any(part.body.text for part in chapter.parts)]
        found = told or chapters  # a heading with nothing under it, « En Europe », gathers the networks that follow
        if not found:
            raise CorpusError(
                "aucun réseau trouvé.",
                where=_names(sources),
                cure="Mettez le nom de chaque réseau sur une ligne à part (ou « # Nom » en Markdown), suivi de ses rubriques.",
            )
        host = find_host([chapter for _, chapter in found], sources)
        _refuse_twins(found)
        networks = tuple(_network(chapter, host) for _, chapter in found)
        passages = tuple(passage for network in networks for passage in cut(network))
        if not passages:
            raise CorpusError("aucun texte sous les noms de réseaux.", where=_names(sources), cure="Écrivez leur présentation.")
        outside = tuple(quote for _, layout in layouts for quote in layout.outside)
        city = _written(host, _opening(found[0][1], sources[0]), sources)
        return cls(sources, networks, passages, host, city, outside)

    @property
    def hash(self) -> str:
        """SHA-256 of names and texts, 64 hexadecimal digits."""
        return digest(self.sources)

    def text(self, name: str) -> str:
        """The untouched text of one source."""
        return next(source.text for source in self.sources if source.name == name)

    def around(self, quote: Quote, most: int) -> tuple[str, str]:
        """What stands in a quote's section before and after it, some ``most`` characters each."""
        text, section = self.text(quote.source), section_of(quote, self.networks)
        body = section.body if section else quote
        return _tail(text[body.start : quote.start], most), _head(text[quote.end : body.end], most)


def section_of(quote: Quote, networks: Iterable[Network]) -> Section | None:
    """The section in which a span of the page begins; none for a heading."""
    sections = (section for network in networks for section in network.sections)
    return next((s for s in sections if s.body.source == quote.source and s.body.start <= quote.start < s.body.end), None)


def _tail(text: str, most: int) -> str:
    return text if len(text) <= most else "… " + text[-most:].partition(" ")[2]


def _head(text: str, most: int) -> str:
    return text if len(text) <= most else text[:most].rpartition(" ")[0] + " …"


def _names(sources: tuple[Source, ...]) -> str:
    return ", ".join(source.name for source in sources)


def find_host(found: list[Chapter], sources: tuple[Source, ...]) -> str:
    """The city that is the page's title, else that most networks' texts name, twice as much where the page opens with it.

    Of two alike, it is the one that « Ville de … » names most.
    """
    votes = Counter(match[1] or match[2] for source in sources for match in _HOST.finditer(source.text))
    opening = fold(_opening(found[0], sources[0]))
    spread: Counter[str] = Counter()
    for chapter in found:
        texts = [text for part in chapter.parts for text in (part.title, part.body.text)]
        spread.update({name for text in texts for pattern in (_PROPER, _HOST) for name in _names_in(pattern, text)})
    worths = {name: count * (1 + (fold(name) in opening)) for name, count in spread.items() if len(name) >= _SHORTEST}
    likeliest = sorted(worths, key=lambda name: (not _is_title(name, sources[0]), -worths[name], -votes[name], len(name), name))
    return next((name for name in likeliest if _is_city_word(name, sources)), "")


def _opening(first: Chapter, source: Source) -> str:
    """What the first page says before its first network."""
    return source.text[: first.heading.start if first.heading.source == source.name else None]


def _is_title(name: str, source: Source) -> bool:
    """Whether a page's first line is but a city's name, « COMMUNE DE BOURG-LE-VIEUX » of « Bourg »."""
    title = re.search(r"\w.*", source.text[body_start(source) :])
    whole = rf"(?:(?:ville|commune|mairie|municipalite)\s+(?:de\s+|d'))?{re.escape(fold(name))}(?:-[\w-]+)?\W*"
    return title is not None and re.fullmatch(whole, fold(title[0])) is not None


def _written(name: str, opening: str, sources: tuple[Source, ...]) -> str:
    """« Bourg-le-Vieux » of a page that opens so and mostly says « Bourg »; « Le Havre » where sentences say so, no country."""
    if not name:
        return ""
    whole = re.search(rf"(?<![\w-]){re.escape(name)}-(?:l[eaè]s?|sur|sous|en|aux?|de|du|des)-[\w-]+", opening)
    inside = re.compile(rf"[a-zà-ÿ,] (L(?:e|a|es) {re.escape(name)})\b")
    article = next((match for source in sources if (match := inside.search(source.text))), None)
    return whole[0] if whole else article[1] if article else name


def _names_in(pattern: re.Pattern[str], text: str) -> Iterator[str]:
    return (next(filter(None, match.groups()), match.group()) for match in pattern.finditer(text))


def _is_city_word(name: str, sources: tuple[Source, ...]) -> bool:
    """A title's first word, « Mme » or « l'Adjointe » has a capital too; a city keeps it inside sentences, though not in an address."""
    if any(fold(name) in lexicon()["names"][kind] for kind in ("courtesies", "no_cities", "person_titles")):
        return False
    inside = re.compile(rf"[a-zà-ÿ,'’][ \u00a0'’]?{re.escape(name)}\b")
    lower = re.compile(rf"(?<![\w@./-]){re.escape(name.lower())}(?![\w@/-]|\.\w)")
    text = "\n".join(source.text for source in sources)
    return inside.search(text) is not None and _SELDOM * len(lower.findall(text)) <= text.count(name)  # « un arras » is a tapestry


def _refuse_twins(found: list[tuple[Source, Chapter]]) -> None:
    seen: dict[str, tuple[Source, Chapter]] = {}
    for source, chapter in found:
        key = " ".join(word.text for word in words(chapter.heading.text))
        if key in seen:
            first_source, first = seen[key]
            place = f"{first_source.name}, ligne {line_of(first_source, first.heading.start)}"
            raise CorpusError(
                f"le réseau « {chapter.heading.text} » est déjà présenté ({place}).",
                where=source.name,
                line=line_of(source, chapter.heading.start),
                cure="Gardez une seule des deux fiches.",
            )
        seen[key] = (source, chapter)


def _network(chapter: Chapter, host: str) -> Network:
    names = names_of(chapter, host)
    sections = _sections(chapter, host)
    identity = re.sub(r"\W+", "-", fold(names.name)).strip("-")
    return Network(identity, names.name, chapter.heading, names.long_name, names.aliases, names.article, names.feminine, sections)


def _sections(chapter: Chapter, host: str) -> tuple[Section, ...]:
    """The parts with their kinds; the first of no kind introduces a network that nothing else does."""
    kinds = [section_kind(part.title, host) for part in chapter.parts]
    if SectionKind.INTRO not in kinds and SectionKind.OTHER in kinds[:1]:
        kinds[0] = SectionKind.INTRO
    return tuple(Section(kind, part.title, part.body) for kind, part in zip(kinds, chapter.parts, strict=True))


def cut(network: Network) -> list[Passage]:
    """Passages of some sentences each, never across two sections."""
    return [Passage(network, section, quote) for section in network.sections for quote in _pieces(section.body)]


def _pieces(body: Quote) -> list[Quote]:
    pieces: list[tuple[int, int]] = []
    for start, end in sentences(body.text):
        if pieces and end - pieces[-1][0] <= _PASSAGE_CHARACTERS:
            pieces[-1] = (pieces[-1][0], end)
        else:
            pieces.append((start, end))
    return [body.slice(start, end) for start, end in pieces]
