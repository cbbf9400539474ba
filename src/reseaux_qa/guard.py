"""No sentence leaves without its proof: its numbers and names must be in what it cites.

Pure functions.  A draft that says a number or a name found neither in the
quotes that its sentence cites, nor in the names of the networks, nor in the
question, is replaced by the quotes themselves.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations

from reseaux_qa.answering.located import ATLAS
from reseaux_qa.answering.phrasing import clean
from reseaux_qa.corpus import Corpus
from reseaux_qa.french import fold
from reseaux_qa.quantities import quantities
from reseaux_qa.types import Answer, Question

_MARKER = re.compile(r"\s*\[(\d+)\]")
_SEGMENT = re.compile(r"\n+|(?<=[.!?])\s+(?=[A-ZÀ-Ý«])")
_NUMBER = re.compile(r"\d+(?:[ .\u00a0\u202f]\d{3})*")
# What the program counts itself: rows checked, rows found, years between two cited dates.
_COUNTED = re.compile(
    r"[Ll]es années \d{3}0\b"
    r"|les \d+ fiches|sur \d+ :|dans \d+ fiches|\b\d+ réseaux\b|\b\d+ dates\b|position \d+\b|^(?:[^:\n]{2,60} : )?[^:\n]{2,90} \(\d+\) :"
    r"|, soit (?:au moins |environ )?\d[\d\s]*(?:euros )?en tout|^\d+ présidences :"
    r"|\b\d+ ans(?=, de \d| plus tôt| d'écart|, entre)|, de \d+ ans\.|\(\d[\d ]* de (?:plus|moins)\)",
    re.MULTILINE,
)
# A capital that no start of sentence, line or quotation explains.
_NAME = re.compile(r"(?:(?<=[\w,;(] )|(?<=[’'-]))([A-ZÀ-Ý][\w-]{2,})")


def verbatim(answer: Answer, corpus: Corpus) -> bool:
    """Whether every citation is exactly its span of the source."""
    quotes = [citation.quote for citation in answer.citations]
    return all(corpus.text(quote.source)[quote.start : quote.end] == quote.text for quote in quotes)


def unsupported(text: str, answer: Answer, question: Question, corpus: Corpus) -> list[str]:
    """The numbers and names of a text that the citations of their own sentence do not hold."""
    names = " ".join(f"{n.name} {n.long_name} {n.heading.text}" for n in corpus.networks)
    granted = fold(f"{names} {question.text} {corpus.host} {ATLAS}")
    return [claim for sentence in _SEGMENT.split(text) for claim in _unproven(sentence, answer, granted, len(corpus.networks))]


def _is_counted(phrase: str, proof: str, networks: int, sentence: str) -> bool:
    """No more networks than there are; no decade without a year; no other gap than between two numbers of the proof, or two waits."""
    number = int(re.sub(r"\D", "", phrase))
    if "années" in phrase:
        return re.search(rf"\b{number // 10}\d\b", proof) is not None
    if re.search(r"\bans\b|de plus|de moins", phrase):
        said = {*_figures(_NUMBER, proof)} | {found.number for found in quantities(proof)}
        gaps = {later - sooner for sooner in said for later in said if later - sooner >= 0}
        return number in gaps or (phrase.startswith(", de") and any(gap + number in gaps for gap in gaps))
    if phrase.endswith("en tout"):
        return sum(_figures(_IN_ROWS, sentence)) == number or _is_sum(number, _figures(_NUMBER, proof))
    return number <= networks or "date" in phrase or phrase.endswith(" :")


_IN_ROWS = re.compile(r"\((?:\D{2,12} )?(\d[\d\s]*)")  # « CUF (2 300 €) », proven like any other number


def _figures(pattern: re.Pattern[str], text: str) -> list[int]:
    return [int(re.sub(r"\D", "", figure)) for figure in pattern.findall(text)]


def _is_sum(number: int, figures: Sequence[int]) -> bool:
    """Whether two or three of some figures add up to a number."""
    return any(sum(some) == number for size in (2, 3) for some in combinations(figures, size))


def _unproven(sentence: str, answer: Answer, granted: str, networks: int) -> Iterator[str]:
    cited = {int(number) for number in _MARKER.findall(sentence)}
    quotes = [clean(c.quote.text) for c in answer.citations if not cited or c.id in cited]
    proof = fold(" ".join(quotes)) + " " + granted
    told = _MARKER.sub("", sentence)
    said = _COUNTED.sub(lambda match: "" if _is_counted(match.group(), proof, networks, told) else match.group(), told)
    for claim in (*_NUMBER.findall(said), *_NAME.findall(said)):
        if not re.search(rf"(?<!\d){re.escape(fold(claim))}(?!\d)", proof):
            yield claim


def guarded(answer: Answer, question: Question, corpus: Corpus) -> Answer:
    """The answer itself when all of it is proven, else its quotes alone."""
    if not answer.citations or not unsupported(answer.text, answer, question, corpus):
        return answer
    quotes = [f"« {clean(citation.quote.text)} » [{citation.id}]" for citation in answer.citations]
    return replace(answer, text="Voici ce que dit la page : " + " ; ".join(quotes) + ".")
