"""The plain LangChain retriever that everybody writes first, as a system to compare with.

Fixed-size chunks, an in-memory vector store, the four nearest; the nearest is
the answer.  It shares our encoder, so that what differs is the method.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from reseaux_qa.corpus import Corpus
from reseaux_qa.encoder import Encoder
from reseaux_qa.errors import ExtraMissing
from reseaux_qa.index import embeddings
from reseaux_qa.types import Answer, Citation, Quote, Status

if TYPE_CHECKING:
    from langchain_core.documents import Document

_CHUNK, _OVERLAP, _NEAREST = 1000, 200, 4  # the values of LangChain's own tutorial


class LangChainRag:
    """Chunks of the page, the nearest one quoted whole; never refuses."""

    def __init__(self, corpus: Corpus, encoder: Encoder) -> None:
        """Cut the page and embed the chunks.

        Raises:
            ExtraMissing: with the pip command, when LangChain's text splitters are not installed.
        """
        if find_spec("langchain_text_splitters") is None:
            raise ExtraMissing("Le système « rag-langchain »", "eval")
        self.corpus, self._encoder = corpus, encoder

    def quoted(self, chunks: Sequence[Quote]) -> Answer:
        """The nearest chunk as it is."""
        nearest = chunks[0]
        return Answer(f"{nearest.text} [1]", Status.ANSWERED, (Citation(1, self._network(nearest), "", nearest),))

    def rank(self, text: str) -> list[Quote]:
        """The four nearest chunks."""
        return [_quote(document) for document in self._retriever.invoke(text)]

    @cached_property
    def units(self) -> list[Quote]:
        """Every chunk."""
        return [_quote(document) for document in self._documents]

    @cached_property
    def _documents(self) -> list[Document]:
        from langchain_text_splitters import RecursiveCharacterTextSplitter

        splitter = RecursiveCharacterTextSplitter(chunk_size=_CHUNK, chunk_overlap=_OVERLAP, add_start_index=True)
        sources = self.corpus.sources
        return splitter.create_documents([source.text for source in sources], [{"source": source.name} for source in sources])

    @cached_property
    def _retriever(self) -> Any:
        from langchain_core.vectorstores import InMemoryVectorStore

        store = InMemoryVectorStore.from_documents(self._documents, embeddings(self._encoder))
        return store.as_retriever(search_kwargs={"k": _NEAREST})

    def _network(self, quote: Quote) -> str:
        """The last heading before the chunk: what a reader would take it to be about."""
        headings = [network.heading for network in self.corpus.networks if network.heading.source == quote.source]
        before = [heading.text for heading in headings if heading.start < quote.end]
        return before[-1].strip() if before else ""


def _quote(document: Document) -> Quote:
    start, text = int(document.metadata["start_index"]), document.page_content
    return Quote(str(document.metadata["source"]), start, start + len(text), text)
