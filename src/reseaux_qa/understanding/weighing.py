"""What a message's own words make likelier than the intent model has it: a date, a list, a count, a network's own thing."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TypeVar

from reseaux_qa.french import fold, lexicon, says, words
from reseaux_qa.types import Attribute, Network, Operation
from reseaux_qa.understanding.intents import Intent
from reseaux_qa.understanding.limits import at_once

CHAT = frozenset({Attribute.GREETING, Attribute.THANKS, Attribute.HELP, Attribute.OFFTOPIC})
_OWN = 0.15  # the least probability of the attribute that an elliptical-looking message may still have
Kind = TypeVar("Kind", Attribute, Operation)
_DATED = (Attribute.CREATED, Attribute.JOINED, Attribute.EVENTS)
_DOUBT = 0.5  # of the intent model
_LISTED = 8.0  # the same for a list, since exemplars call « quels sont les objectifs » a value
_KIND = 3.0  # how much likelier the attributes of the kind of answer that a question's words want are


def weighted(intent: Intent, text: str) -> Intent:
    """« quand » makes dates likelier, whatever else the message is about, « quels sont » a list, « membres » the members.

    « le plus de villes » is a count, « par ordre chronologique » an order, « dès leur création » a wait.
    """
    folded = fold(text)
    named = tuple(Attribute(key) for key in lexicon()["named"] if says(folded, "named", key))
    intent = replace(intent, attributes=_raised(intent.attributes, named))
    measured = _measured(folded)
    if measured is not None:
        intent = replace(intent, attributes=_half_sure(intent.attributes, measured))
    if says(folded, "asks", "listing"):
        intent = replace(intent, operations=_raised(intent.operations, (Operation.LIST,), _LISTED))
    if says(folded, "asks", "in_order"):
        intent = replace(intent, operations=_half_sure(intent.operations, Operation.TIMELINE))
    if at_once(text):
        return replace(intent, attributes=intent.attributes | {Attribute.WAITED: 1.0, Attribute.JOINED: 0.0, Attribute.CREATED: 0.0})
    if not says(folded, "asks", "date"):
        return intent
    return replace(intent, attributes=_raised(intent.attributes, _DATED))


_MEASURED = re.compile(r"\b(?:le|the) (?:plus|moins|most|fewest)(?: (?:grand|petit|gros) nombre)? (?:de |d')?(\w+)")


def _measured(folded: str) -> Attribute | None:
    """The members of « qui a le plus de villes ? », whatever the rest of the message speaks of."""
    noun = _MEASURED.search(folded)
    return _units().get(noun[1]) if noun else None


@cache
def _units() -> dict[str, Attribute]:
    """What each noun that a page may count is counted as."""
    return {word: Attribute(key) for key, nouns in lexicon()["units"].items() for word in nouns}


def _half_sure(probabilities: dict[Kind, float], kind: Kind) -> dict[Kind, float]:
    halved = {key: p / 2 for key, p in probabilities.items()}
    return halved | {kind: halved.get(kind, 0.0) + 0.5}


def _raised(probabilities: dict[Kind, float], kinds: tuple[Kind, ...], by: float = _KIND) -> dict[Kind, float]:
    raised = {key: p * (by if key in kinds else 1.0) for key, p in probabilities.items()}
    total = sum(raised.values())
    return {key: p / total for key, p in raised.items()}


def _counted(text: str, networks: tuple[Network, ...], intent: Intent) -> Attribute | None:
    """« les villes américaines de X »: when the model doubts, a list or a count is of the noun it names."""
    counts = intent.operation in (Operation.LIST, Operation.COUNT)
    if not counts or not networks or max(intent.attributes.values()) >= _DOUBT:
        return None
    return next((_units()[word.text] for word in words(text) if word.text in _units()), None)


def attribute_of(intent: Intent, text: str, networks: tuple[Network, ...], worded: bool) -> Attribute:
    """What is asked for: the noun that is listed or counted where the model doubts, else the likeliest.

    Naming a network is no small talk, and « et pour X, qui dirige ? » asks its own thing.
    """
    counted = _counted(text, networks, intent)
    ranked = sorted(intent.attributes, key=lambda key: -intent.attributes[key])
    if networks:
        ranked = [key for key in ranked if key not in CHAT]
    if ranked[0] is Attribute.SAME and worded and intent.attributes[ranked[1]] > _OWN:
        return counted or ranked[1]
    return counted or ranked[0]


def without_help(attribute: Attribute, terms: tuple[str, ...]) -> Attribute:
    """« Pouvez-vous m'aider ? » about something else is off topic."""
    return Attribute.OFFTOPIC if attribute is Attribute.HELP and len(terms) > 1 else attribute


def operation_of(intent: Intent, attribute: Attribute) -> Operation:
    """The likeliest operation; small talk has one of its own."""
    if attribute in CHAT:
        return Operation.CHAT
    return max((op for op in intent.operations if op is not Operation.CHAT), key=intent.operations.__getitem__)
