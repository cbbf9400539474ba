"""What is shown of an answer: each citation within its passage, with a link to the city's page."""

from __future__ import annotations

from dataclasses import dataclass

from reseaux_qa.corpus import Corpus
from reseaux_qa.facts import Records
from reseaux_qa.types import Answer, Citation
from reseaux_qa.web.links import page_link
from reseaux_qa.web.pictures import Album, Picture

_AROUND = 240  # characters of the section shown on each side of a quote: two or three sentences


@dataclass(frozen=True, slots=True)
class Source:
    """A citation, the text around its quote, and where the city's page says it."""

    citation: Citation
    before: str
    after: str
    url: str


@dataclass(frozen=True, slots=True)
class Shown:
    """An answer and all that stands beneath it."""

    answer: Answer
    sources: tuple[Source, ...]
    picture: Picture | None

    @property
    def checked(self) -> str:
        """What a computed answer went through, where it says so."""
        return self.answer.checked


class Shelf:
    """Knows the corpus that answers come from, and its records."""

    def __init__(self, corpus: Corpus, records: Records, page_url: str) -> None:
        """``page_url`` is the city's page, or empty."""
        self.corpus, self.records = corpus, records
        self._album = Album(records)
        self._url = page_url

    def shown(self, answer: Answer) -> Shown:
        """The answer with its sources and its picture."""
        return Shown(answer, tuple(map(self._source, answer.citations)), self._album.picture(answer))

    def _source(self, citation: Citation) -> Source:
        quote = citation.quote
        before, after = self.corpus.around(quote, _AROUND)
        return Source(citation, before, after, page_link(quote, self.corpus.text(quote.source), self._url))
