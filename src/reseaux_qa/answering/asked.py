"""What the words of a question ask for, whoever answers: yes or no, all networks or some, the host."""

from __future__ import annotations

import re

from reseaux_qa.french import fold, phrase_pattern
from reseaux_qa.types import Operation, Question

_YES = 0.3  # probability of a verification from which « oui » or « non » is said
_CLEFT = re.compile(
    r"\b(?:est-ce|c'est|serait-ce|ce serait)(?: bien| donc| toujours)? (?!qui|quoi|quand|ou\b|que|qu'|combien)[^.?!]{2,50}? qu(?:i|e|')"
)


def is_yes_or_no(question: Question) -> bool:
    """A question that « oui » or « non » answers: it opens none, « pourquoi … en 1998 ? » does; « est-ce Lyon qui … ? » does not."""
    opens = phrase_pattern("asks", "open").search(_CLEFT.sub("", fold(question.text))) is not None
    return not opens and question.doings.get(Operation.VERIFY, 0.0) >= _YES


def is_universal(question: Question) -> bool:
    """« Tous nés après 2000 ? », « chaque réseau a-t-il … ? »: one network that does not makes it false."""
    return is_yes_or_no(question) and phrase_pattern("asks", "all").search(fold(question.text)) is not None


def is_ours(question: Question) -> bool:
    """Whether a question asks about the host: it names it, or says « nous », « chez nous »."""
    return question.host or phrase_pattern("actors", "us").search(fold(question.text)) is not None
