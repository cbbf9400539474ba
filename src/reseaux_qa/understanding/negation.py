"""Whether a question asks for what is not, « sans siège », and whether a page says it: « elle ne siège pas au comité »."""

from __future__ import annotations

import re
from functools import lru_cache

from reseaux_qa.french import content_stems, fold, lexicon, phrase_pattern, says
from reseaux_qa.types import Bound
from reseaux_qa.understanding.standing import standing

_NEGATION = re.compile(
    r"\baucune?\b(?! (?:reseau|association|d'entre|de (?:ces|nos|vos)|des) )[^.?!]{0,40}?\bn(?:e\s|')"  # « aucun réseau n’a … ? »
    r"|\bn(?:e\s|'(?!est-ce))[^.?!]{0,40}?\b(?:pas|(?<!ou )plus(?! tard| tot)|jamais|aucune?)\b"
    r"(?! de \d)"
    r"|\b(?:pas|sans)\s+(?:encore\s+)?(?:de\s+|d')|\bdo(?:es)? not\b|n't\b"
)
_RATHER = re.compile(
    r"\b(?:ce n'est|n'est|c'est) pas (?:par |a )?(?:[\w']+ ){1,4}(?:mais|c'est)\b|\b(?:et non(?: pas)?|et pas)\b(?: [\w']+){1,3}"
)
_NAMED = re.compile(r"\bdont le nom n'est pas\b")  # all but one


def is_negated(text: str) -> bool:
    """« n'ont pas été rejoints », « sans siège », "that do not…"; « n'est-ce pas » is no negation."""
    told = _NAMED.sub("", phrase_pattern("negations", "idle").sub("", fold(text)))
    stood = standing(told)
    if stood is not None and stood[0] is Bound.AFTER:  # « pas encore membre en 2000 » is a limit, after 2000
        told = told[: stood[1].start()] + told[stood[1].end() :]
    return _NEGATION.search(_RATHER.sub("", told)) is not None or says(told, "orders", "lacking")


_NOT, _NONE = r"\bn(?:e |')[^.;,]{1,40}?\b", r"\b(?:aucune?|ni) \w+[^.;]{0,30}\bn(?:e |')"
_TOLD_NOT = re.compile(rf"{_NOT}(?:pas|jamais|aucune?)\b|{_NONE}")


@lru_cache(maxsize=4096)  # the page's own sentences alone
def tells_not(quote: str) -> bool:
    """Whether a sentence of the page says that something is not."""
    return _TOLD_NOT.search(fold(quote)) is not None


_NO_MORE = r"plus(?! (?:d[e']? ?)?(?:\d|tard|tot|que|\w+ que))"  # « plus que 12 », « plus tard » deny nothing
_DENIED = re.compile(rf"{_NOT}(?:pas|jamais|aucune?|rien|{_NO_MORE})\b|{_NONE}")
_LEFT_OUT = re.compile(r"\b(?:sans|plutot qu(?:e |')|au lieu d(?:e |')|et non(?: pas)?|mais pas|hormis|sauf)\b")
_CLAUSES = re.compile(r"[;:.]|,(?! \w+,)|\bmais\b|\(")


def answers_no(quote: str, question: str) -> bool:
    """Whether a sentence of the page answers a question by no: it says so, leaves its words out, or says the opposite."""
    asked = frozenset(content_stems(question))
    clause = max(_CLAUSES.split(fold(quote)), key=lambda part: len(asked.intersection(content_stems(part))))
    left_out = _LEFT_OUT.search(clause)
    denied = _DENIED.search(clause) is not None or (
        left_out is not None and bool(asked.intersection(content_stems(clause[left_out.end() :])))
    )
    return denied != _is_opposite(fold(quote), fold(question))


def _is_opposite(quote: str, question: str) -> bool:
    """« payante ? » of what is « gratuite »."""
    return any(_side(question, name) * _side(quote, name) < 0 for name in lexicon()["opposites"])


def _side(text: str, name: str) -> int:
    """Of two opposites, which one a text says: 1 or -1, 0 for none or both."""
    one, other = (phrase_pattern("opposites", name, side).search(text) is not None for side in ("one", "other"))
    return one - other
