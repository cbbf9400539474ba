"""What an answer's citations are worth: each against the page, all against the gold evidence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from reseaux_qa.corpus import Corpus
from reseaux_qa.evaluation.cases import Case
from reseaux_qa.french import fold
from reseaux_qa.types import Answer, Citation, Network, Quote

_MARKER = re.compile(r"\[(\d+)\]")
_MET = 0.5  # of the shorter of two spans: less is two neighbours that touch
_NEARBY = 40  # characters within which a displaced quote is looked for


@dataclass(frozen=True, slots=True)
class Proof:
    """Citations in numbers: how many meet the gold evidence, how much of it they meet, what is wrong with them."""

    citations: int = 0
    precise: int = 0
    evidence: int = 0
    found: int = 0
    faults: tuple[str, ...] = ()


def prove(case: Case, answer: Answer, corpus: Corpus) -> Proof:
    """The citations of one answer, weighed; precision and recall count only where the gold gives evidence."""
    spans = evidence_spans(case, corpus)
    quotes = [citation.quote for citation in answer.citations]
    precise = sum(any(meets(quote, span) for group in spans for span in group) for quote in quotes)
    found = sum(any(meets(quote, span) for quote in quotes for span in group) for group in spans)
    return Proof(len(quotes) if spans else 0, precise, len(spans), found, tuple(_faults(answer, corpus)))


def evidence_spans(case: Case, corpus: Corpus) -> list[list[Quote]]:
    """Where the page says each piece of evidence: in the expected networks, or anywhere when they do not say it."""
    extents = [_extent(network) for network in corpus.networks if _is_expected(network, case)]
    groups = []
    for text in case.evidence:
        everywhere = list(_occurrences(text, corpus))
        within = [span for span in everywhere if any(_overlap(span, extent) for extent in extents)]
        groups.append(within or everywhere)
    return groups


def _is_expected(network: Network, case: Case) -> bool:
    return any(flat(name) in flat(network.heading.text) for name in case.networks)


def flat(text: str) -> str:
    """Folded, with one space between words."""
    return " ".join(fold(text).split())


def _extent(network: Network) -> Quote:
    end = max([section.body.end for section in network.sections], default=network.heading.end)
    return Quote(network.heading.source, network.heading.start, end, "")


def _occurrences(text: str, corpus: Corpus) -> Iterator[Quote]:
    for source in corpus.sources:
        for match in re.finditer(re.escape(text), source.text):
            yield Quote(source.name, match.start(), match.end(), text)


def _overlap(one: Quote, other: Quote) -> int:
    return max(0, min(one.end, other.end) - max(one.start, other.start)) if one.source == other.source else 0


def meets(one: Quote, other: Quote) -> bool:
    """Whether two spans share at least half of the shorter one."""
    shorter = min(one.end - one.start, other.end - other.start)
    return shorter > 0 and _overlap(one, other) >= _MET * shorter


def _faults(answer: Answer, corpus: Corpus) -> Iterator[str]:
    texts = {source.name: source.text for source in corpus.sources}
    for citation in answer.citations:
        yield from _quote_faults(citation, texts.get(citation.quote.source, ""))
    given = {citation.id for citation in answer.citations}
    for number in _unknown(_MARKER.findall(answer.text), given):
        yield f"l'appel [{number}] ne renvoie à aucune citation"


def _unknown(markers: Iterable[str], given: set[int]) -> Sequence[int]:
    return sorted({int(marker) for marker in markers} - given)


def _quote_faults(citation: Citation, page: str) -> Iterator[str]:
    quote = citation.quote
    if page[quote.start : quote.end] != quote.text:
        yield f"la citation [{citation.id}] n'est pas le texte de la page{_shift(quote, page)}"
    elif _is_cut(page, quote.start) or _is_cut(page, quote.end):
        yield f"la citation [{citation.id}] est coupée au milieu d'un mot"


def _shift(quote: Quote, page: str) -> str:
    places = [match.start() for match in re.finditer(re.escape(quote.text), page)] if quote.text else []
    shifts = [quote.start - place for place in places if abs(quote.start - place) <= _NEARBY]
    if not shifts:
        return ""
    shift = min(shifts, key=abs)
    return f" à cet endroit (décalage de {shift:+d} caractère{'s' if abs(shift) > 1 else ''})"


def _is_cut(page: str, offset: int) -> bool:
    return 0 < offset < len(page) and page[offset - 1].isalnum() and page[offset].isalnum()
