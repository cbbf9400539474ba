"""The optional language model: it may polish the style, never a fact.

The only module that knows LangChain's chat models.  Off unless ``RESEAUX_QA_LLM``
names a model; whatever it writes is kept only if the guard finds the same
citations and nothing new.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any, Protocol

from reseaux_qa.corpus import Corpus
from reseaux_qa.errors import WriterError
from reseaux_qa.french import fold, stopwords
from reseaux_qa.guard import unsupported
from reseaux_qa.types import Answer, Question

_CAPITALISED = re.compile(r"[A-ZÀ-Ý][\w]+")
_ORDER = (
    "Reformulez cette réponse en français, courte et chaleureuse, en vouvoyant. Gardez chaque fait, chaque nombre, "
    "chaque nom et chaque repère [n] à sa place. N'ajoutez rien.\n\n"
)


class Writer(Protocol):
    """Anything that can rephrase a text."""

    def write(self, prompt: str) -> str:
        """A new text for a prompt; may raise anything."""
        ...


class ChatModelWriter:
    """A LangChain chat model as a writer."""

    def __init__(self, model: Any) -> None:
        """``model`` has LangChain's ``invoke``."""
        self._model = model

    def write(self, prompt: str) -> str:
        """The model's answer to one prompt."""
        return str(self._model.invoke(prompt).text)


def load_writer(name: str) -> Writer | None:
    """The model named « provider:model », or none for an empty name."""
    return ChatModelWriter(load_chat_model(name)) if name else None


def load_chat_model(name: str) -> Any:
    """The LangChain chat model named « provider:model ».

    Raises:
        WriterError: in French, when it cannot be loaded.
    """
    from langchain.chat_models import init_chat_model

    try:
        return init_chat_model(name, temperature=0)
    except (ImportError, ValueError) as error:
        raise WriterError(f"Le modèle « {name} » ne se charge pas ({error}). Corrigez RESEAUX_QA_LLM ou retirez-la.") from error


def rewrite(answer: Answer, question: Question, corpus: Corpus, writer: Writer) -> Answer:
    """The answer in the writer's words when they say the same, else as it was."""
    if not answer.citations:
        return answer
    try:
        text = writer.write(_ORDER + answer.text).strip()
    except Exception:  # a remote model may fail in any way; the composed answer always stands
        return answer
    return replace(answer, text=text) if _same(text, answer, question, corpus) else answer


def _same(text: str, answer: Answer, question: Question, corpus: Corpus) -> bool:
    """The same numbers and markers in the same order, and no capitalised word that was not there."""
    names = {fold(name) for name in _CAPITALISED.findall(text)} - {fold(word) for word in re.findall(r"\w+", answer.text)}
    known = all(name in stopwords() for name in names)
    return bool(text) and known and _figures(text) == _figures(answer.text) and not unsupported(text, answer, question, corpus)


def _figures(text: str) -> list[str]:
    return re.findall(r"\[\d+\]|\d+", text)
