"""The noun that a question counts or asks for, « combien de bouteilles », « quel budget », as numbers: whether it is told of."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache

from reseaux_qa.answering.candidate import Candidate, Way
from reseaux_qa.answering.expected import is_plain, regions
from reseaux_qa.facts.told import stems_of
from reseaux_qa.french import fold, lexicon, stem, stopwords, words
from reseaux_qa.quantities import quantities
from reseaux_qa.types import Quote
from reseaux_qa.understanding.negation import tells_not

_COUNTED = re.compile(
    r"\b(?:combien|nombre|quantite) (?:de |d'|des )(?:nos |vos |ces |leurs )?(\w{3,})|\bhow many (\w{3,})|\bcuant[oa]s (\w{3,})"
)
_PICKED = re.compile(
    r"\bquel(?:le)?s? (?:est |sont |etait |etaient |fut )?(?:le |la |les |l'|son |sa |ses |leur )?(\w{3,})|\bwh(?:at|ich) (\w{3,})"
)
_BY_ATLAS = (Way.LOCATED, Way.PLACES)  # which know where a city is, though its sentence does not say
_BEHIND = 3  # words after a number within which stands what it counts
_LINKING = 2  # letters of a link word


def named(candidate: Candidate) -> Iterator[tuple[str, float]]:
    """Whether what is asked for is told of, in the same breath as what the question speaks of, or is said not to be."""
    text, kind, quotes = candidate.question.text, candidate.kind, candidate.draft.quotes
    numbered, picked = counts_it(text, quotes, candidate.draft.understood), _noun(_PICKED, text)
    if numbered is not None:
        yield f"noun {'counted' if numbered else 'uncounted'} {kind}", 1.0
    if picked:
        said = any(picked in stems_of(quote) for quote in quotes)
        yield f"noun {'said' if said else 'unsaid'} {kind}", 1.0
    for wanted in filter(is_plain, candidate.evidence.kinds):
        held = [key for quote in quotes if candidate.evidence.finds(wanted, quote.text) for key in stems_of(quote)]
        yield f"kind held beside {kind}", candidate.evidence.wanted.share(frozenset(held)) if held else 0.0
    if candidate.evidence.regions and candidate.way not in _BY_ATLAS:
        told = frozenset[str]().union(*(_regions_of(quote.text) for quote in quotes))
        yield f"region {'said' if candidate.evidence.regions <= told else 'unsaid'} {kind}", 1.0
    yield from _numbers(candidate)
    if not candidate.question.negated and any(tells_not(quote.text) for quote in quotes):
        yield f"negated {kind}", 1.0
        yield f"negated open {kind}", float("open" in candidate.evidence.premises)


def counts_it(question: str, quotes: Iterable[Quote], understood: Collection[str] = ()) -> bool | None:
    """Whether some sentences number what a question counts, « combien de bouteilles »; None where it counts no noun."""
    counted = _noun(_COUNTED, question)
    if not counted:
        return None
    return counted in understood or any(counted in said for quote in quotes for _, said in _numbered(quote.text))


def _noun(pattern: re.Pattern[str], question: str) -> str:
    """The stem of the noun that a question counts or picks, « bouteil »; "" for networks, which rows count."""
    match = pattern.search(fold(question))
    noun = next(filter(None, match.groups()), "") if match else ""
    return "" if noun in stopwords() or noun in lexicon()["events"]["network_nouns"] else stem(noun)


def _numbers(candidate: Candidate) -> Iterator[tuple[str, float]]:
    """Whether what the question numbers, « les douze axes », is numbered so, or otherwise."""
    told = [pair for quote in candidate.draft.quotes for pair in _numbered(quote.text)]
    for number, nouns in _behind(candidate.question.text):
        same = [said for said, stems in told if stems & nouns]
        if same:
            yield f"number {'as asked' if number in same else 'otherwise'} {candidate.kind}", 1.0


def _behind(text: str) -> list[tuple[int, frozenset[str]]]:
    """Each number of a text with the stems of what stands right behind it, link words apart."""
    behind = ((found.number, words(text[found.end :])[:_BEHIND]) for found in quantities(text))
    return [(number, frozenset(stem(word.text) for word in after if len(word.text) > _LINKING)) for number, after in behind]


# The caches hold the page's own sentences alone, never a question's.
@lru_cache(maxsize=4096)
def _regions_of(quote: str) -> frozenset[str]:
    return regions(quote)


@lru_cache(maxsize=4096)
def _numbered(quote: str) -> tuple[tuple[int, frozenset[str]], ...]:
    return tuple(_behind(quote))
