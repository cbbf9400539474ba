"""The one door: ``Assistant.ask(question, history) -> Answer``."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from pathlib import Path

from reseaux_qa.answering.candidates import Candidates
from reseaux_qa.answering.choice import Chooser
from reseaux_qa.answering.compose import Composer
from reseaux_qa.answering.merge import merged
from reseaux_qa.answering.people import people_of
from reseaux_qa.answering.phrasing import phrases
from reseaux_qa.answering.ways import Ways
from reseaux_qa.corpus import Corpus
from reseaux_qa.encoder import Encoder, WordEncoder, bundled_encoder, load_encoder
from reseaux_qa.errors import QuestionRefused
from reseaux_qa.facts import Records
from reseaux_qa.geography import capital_of
from reseaux_qa.guard import guarded
from reseaux_qa.index import PassageIndex
from reseaux_qa.retrieval import Retriever
from reseaux_qa.settings import BUNDLED_MODEL, Settings
from reseaux_qa.types import Answer, Question, Turn
from reseaux_qa.understanding.dialogue import Context, readings
from reseaux_qa.understanding.intents import IntentModel
from reseaux_qa.understanding.linking import Linker
from reseaux_qa.understanding.reader import Reader
from reseaux_qa.understanding.weighing import CHAT
from reseaux_qa.writer import Writer, load_writer, rewrite

MAX_QUESTION = 2000  # characters; people do ramble
_MEMORY = 6  # user turns that a follow-up may reach back to


@dataclass(frozen=True, slots=True)
class Parts:
    """What an assistant is made with; the evaluation takes one away to see what it is worth."""

    retriever: Callable[[Corpus, PassageIndex, Encoder, WordEncoder], Retriever] = Retriever
    records: Callable[[Corpus], Records] = Records.from_corpus
    check: Callable[[Answer, Question, Corpus], Answer] = guarded


class Assistant:
    """Understands, computes or retrieves, composes, checks; keeps no state between calls."""

    def __init__(
        self, corpus: Corpus, records: Records, reader: Reader, composer: Composer, writer: Writer | None = None, parts: Parts = Parts()
    ) -> None:
        """Take finished parts; ``from_settings`` makes them."""
        self.corpus, self.records = corpus, records
        self._reader = reader
        self._composer = composer
        self._writer = writer
        self._check = parts.check

    @classmethod
    def from_settings(cls, settings: Settings, *, build: bool = True, parts: Parts = Parts()) -> Assistant:
        """Read the corpus, open the index (or build it, unless ``build`` is false), load the models.

        Raises:
            ReseauxError: with the cure, in French.
        """
        corpus = Corpus.from_folder(settings.corpus)
        words = bundled_encoder()
        encoder = words if settings.embedding_model == BUNDLED_MODEL else load_encoder(settings.embedding_model)
        opener = PassageIndex.open_or_build if build else PassageIndex.open
        retriever = parts.retriever(corpus, opener(settings.index, corpus, encoder), encoder, words)
        data = Path(str(resources.files("reseaux_qa") / "data"))
        intents = IntentModel.from_file(data / "intents.safetensors", words)
        reader = Reader(Linker(corpus, intents.is_ordinary), intents, retriever.speller.heard, capital_of(corpus.city))
        records = parts.records(corpus)
        candidates = Candidates(records, reader.asking, cache(lambda: people_of(corpus)))
        chooser = Chooser.from_file(data / "choice.json", records, Ways.from_file(data / "ways.safetensors", words))
        return cls(corpus, records, reader, Composer(records, retriever, candidates, chooser), load_writer(settings.writer_model), parts)

    def warm(self) -> None:
        """Load what the first search would load, so that no visitor waits for it."""
        self._composer.warm()

    def ask(self, question: str, history: Sequence[Turn] = ()) -> Answer:
        """Answer a question, completed by the user's own earlier turns.

        Raises:
            QuestionRefused: for an empty question or one over ``MAX_QUESTION`` characters.
        """
        text = _plain(question)
        if not text:
            raise QuestionRefused("Écrivez une question.")
        if len(question) > MAX_QUESTION:
            raise QuestionRefused(f"Votre question dépasse {MAX_QUESTION} caractères : raccourcissez-la.")
        turns = [turn.content for turn in history if turn.role == "user" and turn.content.strip()]
        context = self._context(turns[-_MEMORY:])
        answer, following = self._answer(text, context)
        if self._writer is not None:
            answer = rewrite(answer, following.question, self.corpus, self._writer)
        return answer

    def _context(self, turns: Sequence[str]) -> Context | None:
        context: Context | None = None
        for turn in turns:
            _, following = self._answer(_plain(turn[:MAX_QUESTION]), context)
            context = context if following.question.attribute in CHAT else following
        return context

    def _answer(self, text: str, context: Context | None) -> tuple[Answer, Context]:
        told: list[tuple[Answer, Question]] = []
        spoken = context  # the second question of a message may go on with the first
        for part in self._reader.read_all(text):
            told.append(self._composer.compose(readings(part, spoken)))
            spoken = Context.after(told[-1][1], told[-1][0], spoken)
        answer = merged([self._check(answer, question, self.corpus) for answer, question in told])
        question = told[0][1]
        following = Context.after(question, answer, context)
        note = phrases()["language"].get(question.language)
        return (replace(answer, text=f"{answer.text} {note}") if note and question.attribute not in CHAT else answer), following


def readable(text: str) -> str:
    """The text without the halves of surrogate pairs, which JSON can carry and no library can read."""
    return text.encode("utf-8", "ignore").decode()


def _plain(text: str) -> str:
    """On one line, and readable."""
    return " ".join(readable(text).split())
