"""The sentences of passages in a persistent Chroma collection, through LangChain's vector store.

A passage is as near to a question as its nearest sentence: a mean over three
sentences hides the one that answers.

The only module that knows chromadb and langchain_chroma: distances become
similarities here, and documents become passages.  A new collection is filled
first and named in ``current.json`` last, so a half-built index is never read.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

import numpy as np

from reseaux_qa.corpus import CUTTER_VERSION, Corpus
from reseaux_qa.encoder import Encoder
from reseaux_qa.errors import IndexMissing
from reseaux_qa.french import sentences
from reseaux_qa.types import Passage, Quote

if TYPE_CHECKING:
    from chromadb.api import ClientAPI
    from chromadb.api.models.Collection import Collection
    from langchain_chroma import Chroma
    from langchain_core.embeddings import Embeddings

_POINTER = "current.json"
_UNIT = "sentence"  # what a vector stands for
_BATCH = 256  # sentences embedded and stored at a time


@dataclass(frozen=True, slots=True)
class _Entry:
    """A sentence to store, and its passage; its id in the collection is its place among all of them."""

    passage: Passage
    quote: Quote


def titled(passage: Passage, text: str) -> str:
    """A text of a passage, after its titles: alone it often does not say whose it is."""
    return f"{passage.network.name}. {passage.section.title} : {text}"


def passage_text(passage: Passage) -> str:
    """A passage after its titles."""
    return titled(passage, passage.quote.text)


def passage_sentences(passage: Passage) -> list[Quote]:
    """The sentences of a passage: each is embedded, after its titles."""
    return [passage.quote.slice(start, end) for start, end in sentences(passage.quote.text)]


def fingerprint(corpus: Corpus, encoder: Encoder) -> dict[str, str]:
    """What an index depends on; any difference makes it stale."""
    return {"corpus_hash": corpus.hash, "model": encoder.name, "cutter_version": CUTTER_VERSION, "unit": _UNIT}


class PassageIndex:
    """An open, whole index."""

    def __init__(self, connect: Callable[[], Collection], passages: tuple[Passage, ...]) -> None:
        """``passages`` in the order they were stored; ``connect`` is called at the first search.

        Importing Chroma takes a second, which an answer from the records need not wait for.
        """
        self._connect = connect
        self._entries = _entries(passages)

    @cached_property
    def _collection(self) -> Collection:
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
        if not _is_whole(client, name, len(_entries(corpus.passages))):
            raise IndexMissing(str(folder))
        collection = client.get_collection(name, embedding_function=None)
        return cls(lambda: collection, corpus.passages)

    @classmethod
    def build(cls, folder: Path, corpus: Corpus, encoder: Encoder) -> PassageIndex:
        """Embed every sentence into a new collection, then swap it in."""
        folder.mkdir(parents=True, exist_ok=True)
        client, mark = _client(folder), fingerprint(corpus, encoder)
        name = f"passages-{_short(mark)}-{uuid4().hex[:8]}"
        store = _store(client, name, encoder, {"hnsw:space": "cosine", **mark})
        for first, batch in _batches(_entries(corpus.passages)):
            _add(store, first, batch)
        _write_pointer(folder, {"collection": name, "fingerprint": mark})
        for old in client.list_collections():
            if old.name != name:
                client.delete_collection(old.name)
        collection = client.get_collection(name, embedding_function=None)
        return cls(lambda: collection, corpus.passages)

    @classmethod
    def open_or_build(cls, folder: Path, corpus: Corpus, encoder: Encoder) -> PassageIndex:
        """Open the index at its first search, or build it now when it is missing or stale."""
        pointer = _read_pointer(folder)
        if pointer is None or pointer.get("fingerprint") != fingerprint(corpus, encoder):
            return cls.build(folder, corpus, encoder)
        return cls(lambda: cls._opened_or_built(folder, corpus, encoder), corpus.passages)

    @classmethod
    def _opened_or_built(cls, folder: Path, corpus: Corpus, encoder: Encoder) -> Collection:
        """The named collection, or a new one where it is no longer whole."""
        try:
            return cls.open(folder, corpus, encoder)._collection
        except IndexMissing:
            return cls.build(folder, corpus, encoder)._collection

    def nearest(self, vector: np.ndarray, count: int) -> list[tuple[Passage, float]]:
        """The passages that hold the ``count`` sentences nearest to a unit vector, by their best cosine similarity."""
        # LangChain's own search would read every text back; the places and distances are enough.
        found = self._collection.query(query_embeddings=[vector], n_results=min(count, len(self._entries)), include=["distances"])
        best: dict[Passage, float] = {}
        for place, distance in zip(found["ids"][0], (found["distances"] or [[]])[0], strict=True):
            best.setdefault(self._entries[int(place)].passage, 1.0 - distance)
        return list(best.items())


def _client(folder: Path) -> ClientAPI:
    import chromadb
    from chromadb.config import Settings

    return chromadb.PersistentClient(str(folder), settings=Settings(anonymized_telemetry=False))


def _store(client: ClientAPI, name: str, encoder: Encoder, metadata: dict[str, str] | None = None) -> Chroma:
    from langchain_chroma import Chroma

    # Without an embedding function Chroma would fetch a model.
    return Chroma(collection_name=name, client=client, embedding_function=embeddings(encoder), collection_metadata=metadata)


def embeddings(encoder: Encoder) -> Embeddings:
    """Our encoder as LangChain sees one."""
    from langchain_core.embeddings import Embeddings

    class Vectors(Embeddings):
        def embed_documents(self, texts: list[str]) -> list[list[float]]:
            return [[float(x) for x in row] for row in encoder.encode(texts)]

        def embed_query(self, text: str) -> list[float]:
            return self.embed_documents([text])[0]

    return Vectors()


def _entries(passages: Sequence[Passage]) -> list[_Entry]:
    return [_Entry(passage, quote) for passage in passages for quote in passage_sentences(passage)]


def _add(store: Chroma, first: int, batch: Sequence[_Entry]) -> None:
    store.add_texts(
        [titled(entry.passage, entry.quote.text) for entry in batch],
        metadatas=[_metadata(entry) for entry in batch],
        ids=[str(first + n) for n in range(len(batch))],
    )


def _metadata(entry: _Entry) -> dict[str, str | int]:
    return {
        "network": entry.passage.network.name,
        "section": entry.passage.section.title,
        "source": entry.quote.source,
        "start": entry.quote.start,
        "end": entry.quote.end,
    }


def _batches(entries: Sequence[_Entry]) -> Iterator[tuple[int, Sequence[_Entry]]]:
    for first in range(0, len(entries), _BATCH):
        yield first, entries[first : first + _BATCH]


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
