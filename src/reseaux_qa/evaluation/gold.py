"""Does the gold still hold?  After a change of the page, which questions must be written again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from reseaux_qa.corpus import Corpus
from reseaux_qa.evaluation.cases import Case
from reseaux_qa.evaluation.citations import flat
from reseaux_qa.evaluation.judge import says
from reseaux_qa.french import sentences

_LIKE = 60  # of 100: below, the nearest sentence of the page is about something else


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one question's gold, and what may mend it."""

    case: str
    category: str
    told: str


def check(cases: Sequence[Case], corpus: Corpus) -> list[Problem]:
    """Every problem, question by question."""
    detectors: tuple[Callable[[Case, Corpus], Iterator[str]], ...] = (_evidence, _networks, _answer, _contradiction)
    found = [Problem(c.id, c.category, told) for c in cases for detect in detectors for told in detect(c, corpus)]
    return found + _duplicates(cases)


def _evidence(case: Case, corpus: Corpus) -> Iterator[str]:
    if case.answerable and case.networks and not case.evidence:  # small talk needs none
        yield "aucune preuve : recopiez dans « evidence » ce que la page dit."
    for text in case.evidence:
        if not any(text in source.text for source in corpus.sources):
            yield f"la page ne dit plus « {text} ».{_nearest(text, corpus)}"


def _nearest(text: str, corpus: Corpus) -> str:
    said = [source.text[start:end] for source in corpus.sources for start, end in sentences(source.text)]
    found = process.extractOne(text, said, scorer=fuzz.ratio, score_cutoff=_LIKE)
    return f" Elle dit maintenant « {found[0]} »." if found else ""


def _networks(case: Case, corpus: Corpus) -> Iterator[str]:
    headings = [flat(network.heading.text) for network in corpus.networks]
    for name in case.networks:
        if not any(flat(name) in heading for heading in headings):
            yield f"la page ne présente pas le réseau « {name} »."


def _answer(case: Case, corpus: Corpus) -> Iterator[str]:
    """The gold answer must pass the rules that it is the gold of."""
    for group in case.must_include:
        if not any(says(case.answer, item) for item in group):
            yield f"sa réponse ne dit pas ce qu'elle exige : {' / '.join(group)}."
    for item in case.must_not_include:
        if says(case.answer, item):
            yield f"sa réponse dit ce qu'elle interdit : {item}."


def _contradiction(case: Case, corpus: Corpus) -> Iterator[str]:
    for group in case.must_include:
        if all(any(says(item, banned) for banned in case.must_not_include) for item in group):
            yield f"elle exige et interdit à la fois : {' / '.join(group)}."


def _duplicates(cases: Sequence[Case]) -> list[Problem]:
    same: dict[tuple[str, ...], list[Case]] = defaultdict(list)
    for case in cases:
        same[tuple(flat(turn).strip(" ?!.") for turn in case.turns)].append(case)
    return [
        Problem(case.id, case.category, f"la même question que « {group[0].id} » : retirez l'une des deux.")
        for group in same.values()
        for case in group[1:]
    ]
