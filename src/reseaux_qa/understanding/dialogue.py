"""A message within its conversation: what it leaves unsaid comes from the turn before.

The state is the user's own turns, read again each time: any process can answer
the next turn, and a forged assistant turn changes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from reseaux_qa.french import fold, words
from reseaux_qa.types import Attribute, Network, Operation, Question
from reseaux_qa.understanding.reader import CHAT

_ACROSS = frozenset({Operation.LIST, Operation.FIRST, Operation.LAST, Operation.MOST, Operation.LEAST, Operation.TIMELINE})
_RANKED = _ACROSS - {Operation.LIST, Operation.TIMELINE}
_ORDINALS = {
    "premier": 0,
    "premiere": 0,
    "first": 0,
    "deuxieme": 1,
    "second": 1,
    "seconde": 1,
    "2e": 1,
    "troisieme": 2,
    "3e": 2,
    "dernier": -1,
    "derniere": -1,
}
_OF_THEM = frozenset({"deux", "lequel", "laquelle", "lesquels", "lesquelles", "eux", "parmi", "entre", "which", "ceux", "celles"})


_OF_LATE = 4  # networks that « lequel des deux ? » may mean
_DOUBT = 0.5  # of the intent model
_FEW = 6  # words of a message that only goes on with the last one
_SURE = 0.8  # below, small talk in the middle of a conversation is a question misread


@dataclass(frozen=True, slots=True)
class Context:
    """The turn before: the question as it was understood, the networks its answer named, and those of late."""

    question: Question
    networks: tuple[Network, ...]
    recent: tuple[Network, ...] = ()

    @classmethod
    def after(cls, question: Question, shown: tuple[Network, ...], before: Context | None) -> Context:
        """The context that a turn leaves; a turn on one network adds it to those of late."""
        earlier = before.recent if before else ()
        kept = tuple(dict.fromkeys((*earlier, *shown)))[-_OF_LATE:] if len(shown) == 1 else shown
        return cls(question, shown, kept)


def resolve(question: Question, context: Context | None) -> Question:
    """Complete a follow-up from its context; a complete question is left alone."""
    if context is None and question.attribute is Attribute.SAME:
        return replace(question, attribute=question.otherwise)
    if context is None or (question.attribute in CHAT and (question.confidence > _SURE or not question.words)):
        return question
    if question.attribute in CHAT:
        question = replace(question, attribute=question.otherwise)
    if question.attribute is Attribute.SAME or _is_bare(question):
        return _continued(question, context)
    if question.networks and question.operation is Operation.COMPARE and len(question.networks) == 1:
        return _compared(question, context)
    if question.attribute is Attribute.NETWORK and not question.networks and _ordinal(question, context):
        question = replace(question, attribute=question.otherwise)
    if question.networks or question.attribute is Attribute.NETWORK:
        return question
    networks = _meant(question, context)
    doubtful = len(networks) > 1 and question.confidence < _DOUBT  # « laquelle en a le plus ? »: of what was counted
    return replace(question, networks=networks, attribute=context.question.attribute if doubtful else question.attribute)


def _compared(question: Question, context: Context) -> Question:
    """« L'Observatoire en a-t-il davantage ? »: than the network of the turn before, of what it was asked."""
    others = tuple(network for network in context.networks if network not in question.networks)
    if len(others) != 1:
        return question
    attribute = context.question.attribute if question.confidence < _DOUBT else question.attribute
    return replace(question, networks=(*others, *question.networks), attribute=attribute)


def _is_bare(question: Question) -> bool:
    """Names or years and nothing else: « et LUCI ? »."""
    typed = [word for word in words(question.text) if len(word.text) > 2]
    return bool(question.networks or question.years) and not question.terms and len(typed) <= 2


def _continued(question: Question, context: Context) -> Question:
    before = context.question
    picked = _ordinal(question, context)
    networks = question.networks or picked or before.networks
    operation = before.operation
    if (question.networks or picked) and operation in _ACROSS:
        operation = Operation.VALUE
    attribute = Attribute.DEFINITION if before.attribute is Attribute.NETWORK and question.networks else before.attribute
    return replace(
        question,
        attribute=attribute if attribute not in CHAT else Attribute.DEFINITION,
        operation=operation if operation is not Operation.CHAT else Operation.VALUE,
        networks=networks,
        years=question.years or (() if question.networks else before.years),
        places=question.places or (() if question.networks else before.places),
        actor=question.actor or before.actor,
        terms=question.terms or before.terms,
        words=question.words or before.words,
    )


def _meant(question: Question, context: Context) -> tuple[Network, ...]:
    picked = _ordinal(question, context)
    if picked:
        return picked
    shown = context.networks or context.question.networks
    if _goes_on(question.text) and len(shown) == 1 and question.operation not in _RANKED:
        return shown
    if question.operation in (*_ACROSS, Operation.COMPARE):
        several = shown if len(shown) > 1 else context.recent
        return several if len(several) > 1 and _speaks_of_them(question.text) else ()
    if question.operation is Operation.COUNT and question.attribute in (Attribute.CREATED, Attribute.JOINED):
        return ()
    return shown if len(shown) <= 2 else context.question.networks


def _goes_on(text: str) -> bool:
    """« et de pays ? »: a few words after an « and »."""
    said = words(text)
    return len(said) <= _FEW and said[0].text in ("et", "and", "y", "e", "und", "i", "mais")


def _speaks_of_them(text: str) -> bool:
    return any(word.text in _OF_THEM for word in words(text))


def _ordinal(question: Question, context: Context) -> tuple[Network, ...]:
    """« le deuxième » of the networks that the last answer listed."""
    if len(context.networks) < 2 or len(words(question.text)) > 8 or (question.operation in _RANKED and not _goes_on(question.text)):
        return ()
    typed = {word.text for word in words(question.text)} | {part for part in fold(question.text).split()}
    position = next((place for word, place in _ORDINALS.items() if word in typed), None)
    if position is None or position >= len(context.networks):
        return ()
    return (context.networks[position],)
