"""Questions from many people, answered a few at a time."""

from __future__ import annotations

from collections.abc import Sequence

from anyio import CapacityLimiter, to_thread

from reseaux_qa.assistant import Assistant
from reseaux_qa.errors import ReseauxError
from reseaux_qa.types import Answer, Turn

FAILED = "Une erreur est survenue. Réessayez dans un instant."

_AT_ONCE = 4  # an answer is milliseconds of pure computation: more threads would only share the same cores
_WAITING = 100  # about a second of work; beyond it an honest refusal is kinder than a long silence


def sound(text: str) -> str:
    """The text without the halves of characters that JSON can carry and nothing else can read."""
    return text.encode("utf-8", "replace").decode("utf-8")


class Crowded(ReseauxError):
    """Too many questions are waiting already."""

    def __init__(self) -> None:
        """The message is for the citizen."""
        super().__init__("Beaucoup de questions arrivent en ce moment : réessayez dans un instant.")


class Desk:
    """Lends the assistant to the event loop; the page and the API share one desk."""

    def __init__(self, assistant: Assistant) -> None:
        self.assistant = assistant
        self._threads = CapacityLimiter(_AT_ONCE)
        self._inside = 0

    async def ask(self, question: str, history: Sequence[Turn] = ()) -> Answer:
        """Answer in a thread.

        Raises:
            QuestionRefused: for an empty or over-long question.
            Crowded: when too many questions are waiting.
        """
        if self._inside >= _AT_ONCE + _WAITING:
            raise Crowded
        self._inside += 1
        try:
            return await to_thread.run_sync(self.assistant.ask, question, history, limiter=self._threads)
        finally:
            self._inside -= 1
