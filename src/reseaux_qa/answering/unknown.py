"""A question that turns on a name which the page never writes, such as a network that the city is not told to belong to."""

from __future__ import annotations

import re

from reseaux_qa.french import fold
from reseaux_qa.geography import country_of
from reseaux_qa.types import Question

_ASIDE = re.compile(r"\b(?:suis|m'appelle|fils|fille|ami|amie|mari|femme|mm?e?|monsieur|madame|maire|habite) (?:a |de |d')?$")
_REST = r"[\w'’-]*(?: (?:(?:for|of|de|du|des) )?[A-ZÀ-Ý][\w'’-]*)*"  # « Energy Cities », « Mayors for Peace »


def unknown_name(question: Question) -> str:
    """« Energy Cities » of « sommes-nous membres d'Energy Cities ? », « l'ICLEI »; "" where more is asked, or the asker is named."""
    strangers = {fold(name) for name in question.strangers}
    found = re.search(rf"\b{re.escape(question.strangers[0])}{_REST}", question.text) if strangers else None
    if found is None or question.networks or question.places or not {*map(fold, question.terms)} <= strangers:
        return ""
    placed = any(country_of(name) is not None for name in (*question.strangers, found.group()))
    before = fold(question.text[: found.start()])
    return "" if placed or _ASIDE.search(before) else "l'" * before.endswith("l'") + found.group()
