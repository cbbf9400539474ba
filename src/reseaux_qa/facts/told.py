"""The sentences of a page as they are looked at again and again: what they say, name and are about."""

from __future__ import annotations

from functools import lru_cache

from reseaux_qa.french import content_stems, fold, names_city, phrase_pattern, sentences, words
from reseaux_qa.types import Quote, Section, SectionKind


def is_boilerplate(text: str) -> bool:
    """A line such as « En savoir plus », which says nothing."""
    return phrase_pattern("boilerplate").match(fold(text).strip()) is not None or not any(map(str.isalnum, text))


# The caches below hold the page's own text alone, never a question's.
@lru_cache(maxsize=4096)
def section_sentences(section: Section) -> tuple[Quote, ...]:
    """The sentences of a section that say something."""
    quotes = (section.body.slice(start, end) for start, end in sentences(section.body.text))
    return tuple(quote for quote in quotes if not is_boilerplate(quote.text))


@lru_cache(maxsize=4096)
def topic_of(section: Section) -> frozenset[str]:
    """The stems of a title that says what this network's section is about, « Projet X »; none of a usual one."""
    return frozenset(content_stems(section.title)) if section.kind is SectionKind.OTHER else frozenset()


@lru_cache(maxsize=16384)
def words_of(quote: Quote) -> frozenset[str]:
    """The folded words of a sentence of the page."""
    return frozenset(word.text for word in words(quote.text))


@lru_cache(maxsize=16384)
def names_host(quote: Quote, host: str) -> bool:
    """Whether a sentence of the page names the host or its people."""
    return names_city(quote.text, host)


@lru_cache(maxsize=16384)
def stems_of(quote: Quote) -> frozenset[str]:
    """The stems of the content words of a sentence of the page."""
    return frozenset(content_stems(quote.text))
