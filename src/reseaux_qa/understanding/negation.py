"""Whether a question asks for what is not: « n'ont pas été rejoints », « sans siège »."""

from __future__ import annotations

import re

from reseaux_qa.french import fold, phrase_pattern

_NEGATION = re.compile(
    r"\baucune?\b(?! (?:reseau|association|d'entre|de (?:ces|nos|vos)|des) )[^.?!]{0,40}?\bn(?:e\s|')"  # « aucun réseau n’a … ? »
    r"|\bn(?:e\s|'(?!est-ce))[^.?!]{0,40}?\b(?:pas|(?<!ou )plus(?! tard| tot)|jamais|aucune?)\b"
    r"(?! de \d)"
    r"|\b(?:pas|sans)\s+(?:encore\s+)?(?:de\s+|d')|\bdo(?:es)? not\b|n't\b"
)
_RATHER = re.compile(
    r"\b(?:ce n'est|n'est|c'est) pas (?:par |a )?(?:[\w']+ ){1,4}(?:mais|c'est)\b|\b(?:et non(?: pas)?|et pas)\b(?: [\w']+){1,3}"
)


def is_negated(text: str) -> bool:
    """« n'ont pas été rejoints », « sans siège », "that do not…"; « n'est-ce pas » is no negation."""
    told = _RATHER.sub("", phrase_pattern("negations", "idle").sub("", fold(text)))
    return _NEGATION.search(told) is not None
