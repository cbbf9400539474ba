"""What the page says instead: the answer to a question that takes for granted what the page does not say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice

from reseaux_qa.answering import named
from reseaux_qa.answering.candidate import Candidate, Way
from reseaux_qa.answering.draft import Draft
from reseaux_qa.answering.evidence import Evidence
from reseaux_qa.answering.phrasing import lacked
from reseaux_qa.facts import Records
from reseaux_qa.types import Quote, Status, Turning

_NEAR = 0.4  # share of the question's words
_TRIED = 2  # of each way
_WAYS = (Way.FACT, Way.SENTENCE)
_SEVERAL = (Way.ACROSS, Way.EACH)  # of some networks set against each other
_FEW = 2  # other networks with which a name may be
_NOT_SO = "La page ne dit pas cela. Elle dit en revanche :"
_ABOUT = (Turning.ALONE, Turning.ABOUT_IT, Turning.PICKED, Turning.ASKED, Turning.GRANTED)


def _is_near(candidate: Candidate) -> bool:
    """Whether it is about the network in question, or says enough of the question to be its correction."""
    evidence = candidate.evidence
    return bool(evidence.question.networks) or evidence.wanted.share(evidence.stems(candidate.draft.quotes)) >= _NEAR


def corrections(made: Iterable[Candidate], host: str) -> Iterator[Candidate]:
    """« Pourquoi l'UNESCO a-t-elle … ? »: the best sentences and facts, told as what the page says rather than as an answer."""
    plain = [c for c in made if c.draft.status is Status.ANSWERED and c.question.turn in _ABOUT and _is_near(c)]
    told = list[Quote]()
    for way in (*_WAYS, *_SEVERAL):
        fitting = (c for c in plain if c.way is way and (way in _WAYS or len(c.question.networks) > 1))
        for candidate in islice(fitting, _TRIED):
            if all(any(map(quote.overlaps, told)) for quote in candidate.draft.quotes):
                continue  # as a fact and as the sentence that tells it: one correction, not two
            told += candidate.draft.quotes
            draft = Draft().append(candidate.draft).correct(_lacking(candidate, host))
            yield replace(candidate, way=Way.INSTEAD, draft=draft)


def _lacking(candidate: Candidate, host: str) -> str:
    """« La page ne donne pas le budget d'Eurocities. », where the question's own word tells what is asked of one network."""
    networks = candidate.question.networks
    told = " ".join(quote.text for quote in candidate.draft.quotes)
    what = lacked(candidate.question.text, networks[0], host, told) if len(networks) == 1 else ""
    return f"La page ne donne pas {what}. Elle dit en revanche :" if what else _NOT_SO


def elsewhere(evidence: Evidence, records: Records) -> Iterator[Candidate]:
    """« PRACTICIES, le projet mené avec LUCI »: where the page has a name that it does not tie to the network in question."""
    question = evidence.question
    names = question.names
    for some in dict.fromkeys((names, *((name,) for name in names))) if names else ():
        alone = replace(question, networks=(), places=some, strangers=())
        found = named.mentions(alone, records)
        there = {network for network, _, _ in found}
        if 0 < len(there) <= _FEW and there.isdisjoint(question.networks):
            yield Candidate(Way.ELSEWHERE, evidence, question, named.told_of(found, alone, records).correct(_NOT_SO))
        if there:  # « François » and « Rebsamen » are one name, where they stand together
            return
