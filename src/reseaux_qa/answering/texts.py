"""Source sentences made fit to read: chosen, trimmed, cited."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise, takewhile

from reseaux_qa.answering.draft import Draft
from reseaux_qa.answering.expected import holds
from reseaux_qa.answering.phrasing import clean
from reseaux_qa.facts import is_listed
from reseaux_qa.facts.clauses import clause_around, coordinate_around
from reseaux_qa.facts.told import section_sentences, stems_of
from reseaux_qa.french import content_stems, fold, lexicon, says_name, stem, words
from reseaux_qa.types import Fact, Network, Quote, Section, SectionKind

_LEAST, _MOST = 40, 0.8  # characters of a member told alone, and share of its sentence
_MAX_ANNOUNCED = 12
_COMPLETE = 330  # characters up to which the clauses after are kept too
LONG = 450  # characters: beyond, a sentence is cut to the clause that answers


def sections_of(network: Network, kind: SectionKind) -> list[Section]:
    """The sections of one kind."""
    return [section for section in network.sections if section.kind is kind]


def sentences_of(network: Network, kind: SectionKind) -> list[tuple[Section, Quote]]:
    """The sentences of the sections of one kind, in order."""
    return [(section, quote) for section in sections_of(network, kind) for quote in section_sentences(section)]


def focus(quote: Quote, terms: Iterable[str], due: Iterable[str] = ()) -> Quote:
    """A long sentence cut to the clauses that say the terms, and what completes them or the kinds of thing due; a short one whole."""
    if len(quote.text) <= LONG:
        return quote
    wanted = {stem(term) for term in terms}
    places = [(w.start, w.end) for w in words(quote.text) if stem(w.text) in wanted]
    if not places:
        return quote
    left, right = clause_around(quote.text, *places[0])
    for start, end in places[1:]:
        low, high = clause_around(quote.text, start, end)
        if max(right, high) - min(left, low) <= LONG:
            left, right = min(left, low), max(right, high)
    right = _completed(quote.text, left, right)
    for kind in due:
        left, right = _reaching(quote.text, left, right, kind)
    return quote.slice(left, right).stripped()


def _reaching(text: str, left: int, right: int, kind: str) -> tuple[int, int]:
    """A span of a sentence, on to the end, or from the beginning, where only that holds what is due: the years of a plan."""
    wider = ((left, right), (left, len(text)), (0, right))
    return next((span for span in wider if holds(text[slice(*span)], kind)), (left, right))


def _completed(text: str, left: int, right: int) -> int:
    """The end of the next clause, as long as the whole stays short: what a clause says often goes on."""
    while right < len(text.rstrip()):
        following = clause_around(text, right + 1, min(right + 2, len(text)))[1]
        if following <= right or following - left > _COMPLETE:
            return right
        right = following
    return right


def member_naming(quote: Quote, names: Iterable[str]) -> Quote | None:
    """« le projet B (2017) » in « le projet A (2016) et le projet B (2017) »: a named member of an enumeration, if much shorter."""
    told = tuple(names)
    spot = next((word for word in words(quote.text) if any(says_name(word.text, name) for name in told)), None)
    if spot is None:
        return None
    member = quote.slice(*coordinate_around(quote.text, spot.start, spot.end)).stripped()
    head = content_stems(quote.text[member.start - quote.start : spot.start])  # « le projet », said of another member too
    alike = len(head) == 1 and content_stems(quote.text).count(head[0]) > content_stems(member.text).count(head[0])
    return member if alike and _LEAST < len(member.text) < _MOST * len(quote.text) else None


def shown(quote: Quote, marker: str) -> str:
    """A verbatim sentence as part of the answer, its marker before the full stop."""
    text = clean(quote.text).rstrip(" .;,:")
    for tail in (" En savoir plus", " En savoir +"):
        text = text.removesuffix(tail).rstrip(" .;,:")
    return f"{text} {marker}{'' if text.endswith(('!', '?')) else '.'}"


def announced(section: Section, quote: Quote) -> list[Quote]:
    """What a line ending in a colon, or a title over a list, announces: the lines under it, to the end of the list."""
    lines = [line for line in section_sentences(section) if line.start >= quote.end]
    bulleted = bool(lines) and is_listed(section, lines[0])
    titles = bulleted and quote.text.rstrip()[-1:].isalnum() and not is_listed(section, quote)
    if not titles and not quote.text.rstrip().endswith(":"):
        return []
    goes_on = (is_listed(section, line) if bulleted else "\n\n" not in _between(section, before, line) for before, line in pairwise(lines))
    return lines[: 1 + sum(takewhile(bool, goes_on))][:_MAX_ANNOUNCED]


def _between(section: Section, before: Quote, after: Quote) -> str:
    return section.body.text[before.end - section.body.start : after.start - section.body.start]


def continued(fact: Fact) -> list[Quote]:
    """The sentence after a fact's own, when it only makes sense after it."""
    after = following(fact.section, fact.quote)
    return [after] if after else []


def following(section: Section, quote: Quote) -> Quote | None:
    """The next sentence, when it only makes sense after this one: « Ils comprennent : … »."""
    after = next((line for line in section_sentences(section) if line.start >= quote.end), None)
    leaning = tuple(lexicon()["leaning_openings"])
    return after if after is not None and fold(after.text).startswith(leaning) else None


def best_by(facts: Sequence[Fact], terms: Iterable[str]) -> list[Fact]:
    """The facts that say most of the terms; all of them when none says any."""
    wanted = {stem(fold(term)) for term in terms}
    scores = [len(wanted & stems_of(fact.quote)) for fact in facts]
    best = max(scores, default=0)
    return [fact for fact, score in zip(facts, scores, strict=True) if score == best]


def say_list(draft: Draft, network: Network, section: Section, quotes: Iterable[Quote]) -> None:
    """Say some lines as list items."""
    for quote in quotes:
        draft.say(f"- {shown(quote, draft.cite(network, section, quote))}")


def say_sentences(draft: Draft, network: Network, found: Iterable[tuple[Section, Quote]], limit: int) -> None:
    """Say some sentences, as many as fit in about ``limit`` characters, at least one."""
    used = 0
    for section, quote in found:
        if used and used + len(quote.text) > limit:
            return
        used += len(quote.text)
        draft.say(shown(quote, draft.cite(network, section, quote)))


def seat_of(fact: Fact) -> str:
    """The city of a seat; « au Havre » is « Le Havre »."""
    city = clean(fact.text)
    return f"Le {city}" if f"au {city}" in fact.quote.text else city
