"""Passages in a persistent Chroma collection, through LangChain's vector store.

The only module that knows chromadb and langchain_chroma: distances become
similarities here, and documents become passages.  A new collection is filled
first and named in ``current.json`` last, so a half-built index is never read.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

import numpy as np

from reseaux_qa.corpus import CUTTER_VERSION, Corpus
from reseaux_qa.encoder import Encoder
from reseaux_qa.errors import IndexMissing
from reseaux_qa.types import Passage

if TYPE_CHECKING:
    from chromadb.api import ClientAPI
    from langchain_chroma import Chroma

_POINTER = "current.json"
_BATCH = 256  # passages embedded and stored at a time


def passage_text(passage: Passage) -> str:
    """What is embedded: a passage alone often does not say whose it is."""
    return f"{passage.network.name}. {passage.section.title} : {passage.quote.text}"


def fingerprint(corpus: Corpus, encoder: Encoder) -> dict[str, str]:
    """What an index depends on; any difference makes it stale."""
    return {"corpus_hash": corpus.hash, "model": encoder.name, "cutter_version": CUTTER_VERSION}


class PassageIndex:
    """An open, whole index."""

    def __init__(self, connect: Callable[[], Chroma], passages: tuple[Passage, ...]) -> None:
        """``passages`` in the order they were stored; ``connect`` is called at the first search.

        Importing Chroma takes a second, which an answer from the records need not wait for.
        """
        self._connect = connect
        self._passages = passages

    @cached_property
    def _store(self) -> Chroma:
        return self._connect()

    @classmethod
    def open(cls, folder: Path, corpus: Corpus, encoder: Encoder) -> PassageIndex:
        """Open the index of this very corpus and model.

        Raises:
            IndexMissing: when there is none, or it is of another corpus, model or cutter.
        """
        pointer = _read_pointer(folder)
        if pointer is None or pointer.get("fingerprint") != fingerprint(corpus, encoder):
            raise IndexMissing(str(folder))
        client, name = _client(folder), str(pointer.get("collection"))
        if not _is_whole(client, name, len(corpus.passages)):
            raise IndexMissing(str(folder))
        store = _store(client, name, encoder)
        return cls(lambda: store, corpus.passages)

    @classmethod
    def build(cls, folder: Path, corpus: Corpus, encoder: Encoder) -> PassageIndex:
        """Embed every passage into a new collection, then swap it in."""
        folder.mkdir(parents=True, exist_ok=True)
        client, mark = _client(folder), fingerprint(corpus, encoder)
        name = f"passages-{_short(mark)}-{uuid4().hex[:8]}"
        store = _store(client, name, encoder, {"hnsw:space": "cosine", **mark})
        for first, batch in _batches(corpus.passages):
            _add(store, first, batch)
        _write_pointer(folder, {"collection": name, "fingerprint": mark})
        for collection in client.list_collections():
            if collection.name != name:
                client.delete_collection(collection.name)
        return cls(lambda: store, corpus.passages)

    @classmethod
    def open_or_build(cls, folder: Path, corpus: Corpus, encoder: Encoder) -> PassageIndex:
        """Open the index at its first search, or build it now when it is missing or stale."""
        pointer = _read_pointer(folder)
        if pointer is None or pointer.get("fingerprint") != fingerprint(corpus, encoder):
            return cls.build(folder, corpus, encoder)
        return cls(lambda: cls._opened_or_built(folder, corpus, encoder), corpus.passages)

    @classmethod
    def _opened_or_built(cls, folder: Path, corpus: Corpus, encoder: Encoder) -> Chroma:
        """The named collection, or a new one where it is no longer whole."""
        try:
            return cls.open(folder, corpus, encoder)._store
        except IndexMissing:
            return cls.build(folder, corpus, encoder)._store

    def nearest(self, vector: np.ndarray, count: int) -> list[tuple[Passage, float]]:
        """The nearest passages to a unit vector, shape ``(dimensions,)``, by cosine similarity."""
        found = self._store.similarity_search_by_vector_with_relevance_scores(vector.tolist(), k=min(count, len(self._passages)))
        return [(self._passages[int(document.metadata["position"])], 1.0 - distance) for document, distance in found]


def _client(folder: Path) -> ClientAPI:
    import chromadb
    from chromadb.config import Settings

    return chromadb.PersistentClient(str(folder), settings=Settings(anonymized_telemetry=False))


def _store(client: ClientAPI, name: str, encoder: Encoder, metadata: dict[str, str] | None = None) -> Chroma:
    from langchain_chroma import Chroma
    from langchain_core.embeddings import Embeddings

    class Vectors(Embeddings):
        """Our encoder as LangChain sees one; without it Chroma would fetch a model."""

        def embed_documents(self, texts: list[str]) -> list[list[float]]:
            return [[float(x) for x in row] for row in encoder.encode(texts)]

        def embed_query(self, text: str) -> list[float]:
            return self.embed_documents([text])[0]

    return Chroma(collection_name=name, client=client, embedding_function=Vectors(), collection_metadata=metadata)


def _add(store: Chroma, first: int, batch: tuple[Passage, ...]) -> None:
    store.add_texts(
        [passage_text(passage) for passage in batch],
        metadatas=[_metadata(first + n, passage) for n, passage in enumerate(batch)],
        ids=[str(first + n) for n in range(len(batch))],
    )


def _metadata(position: int, passage: Passage) -> dict[str, str | int]:
    return {
        "position": position,
        "network": passage.network.name,
        "section": passage.section.title,
        "source": passage.quote.source,
        "start": passage.quote.start,
        "end": passage.quote.end,
    }


def _batches(passages: tuple[Passage, ...]) -> Iterator[tuple[int, tuple[Passage, ...]]]:
    for first in range(0, len(passages), _BATCH):
        yield first, passages[first : first + _BATCH]


def _short(mark: dict[str, str]) -> str:
    return hashlib.sha256(json.dumps(mark, sort_keys=True).encode()).hexdigest()[:12]


def _is_whole(client: ClientAPI, name: str, count: int) -> bool:
    """A collection that was lost would be made anew, empty: look before opening."""
    return any(found.name == name and found.count() == count for found in client.list_collections())


def _read_pointer(folder: Path) -> dict[str, object] | None:
    try:
        content = json.loads((folder / _POINTER).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return content if isinstance(content, dict) else None


def _write_pointer(folder: Path, content: dict[str, object]) -> None:
    """Write beside, then rename: a reader sees the old file or the new one."""
    beside = folder / f".{_POINTER}.{uuid4().hex[:8]}"
    beside.write_text(json.dumps(content, indent=1), encoding="utf-8")
    os.replace(beside, folder / _POINTER)
