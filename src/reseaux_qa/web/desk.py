"""Questions from many people, answered a few at a time, each within its deadline."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from time import perf_counter

from reseaux_qa.assistant import Assistant
from reseaux_qa.errors import QuestionRefused, ReseauxError
from reseaux_qa.types import Answer, Turn
from reseaux_qa.web.journal import Journal

FAILED = "Une erreur est survenue. Réessayez dans un instant."

COMPUTING, WRITING = 1, 8  # answers at once: computing ones share one lock, and a queue is fairer; a language model is waited for
_WAITING = 100  # about a second of work; beyond it an honest refusal is kinder than a long silence


class Crowded(ReseauxError):
    """Too many questions are waiting already."""

    def __init__(self) -> None:
        """The message is for the citizen."""
        super().__init__("Beaucoup de questions arrivent en ce moment : réessayez dans un instant.")


class TooLong(ReseauxError):
    """An answer did not come within its deadline."""

    def __init__(self) -> None:
        """The message is for the citizen."""
        super().__init__("La réponse tarde trop : réessayez dans un instant, ou posez une question plus simple.")


class Desk:
    """Lends the assistant to the event loop; all faces share one desk."""

    def __init__(self, assistant: Assistant, journal: Journal, deadline: float, at_once: int = COMPUTING) -> None:
        """``deadline`` is in seconds, waiting included."""
        self.assistant = assistant
        self.journal = journal
        self._deadline = deadline
        self._threads = ThreadPoolExecutor(at_once, "desk")
        self._places = threading.BoundedSemaphore(at_once + _WAITING)

    async def ask(self, question: str, history: Sequence[Turn] = ()) -> Answer:
        """Answer in a thread.

        Raises:
            QuestionRefused: for an empty or over-long question.
            Crowded: when too many questions are waiting.
            TooLong: when the deadline has passed.
        """
        try:
            return await asyncio.wait_for(asyncio.wrap_future(self._begun(question, history)), self._deadline)
        except TimeoutError as error:
            self.journal.count("outcome:too_long")
            raise TooLong from error
        except (QuestionRefused, Crowded):
            self.journal.count("outcome:refused")
            raise

    def _begun(self, question: str, history: Sequence[Turn]) -> Future[Answer]:
        if not self._places.acquire(blocking=False):
            raise Crowded
        # A late answer's thread is still busy: its place is free when it ends, not when its reader has gone.
        future = self._threads.submit(self._answer, question, history)
        future.add_done_callback(lambda _: self._places.release())
        return future

    def _answer(self, question: str, history: Sequence[Turn]) -> Answer:
        start = perf_counter()
        answer = self.assistant.ask(question, history)
        self.journal.answered(question, answer, (perf_counter() - start) * 1000)
        return answer
