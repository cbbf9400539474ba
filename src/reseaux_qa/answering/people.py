"""Who is in charge of a network: the sentences of its presentation that name a person and an office."""

from __future__ import annotations

from collections.abc import Iterator

from reseaux_qa.answering.candidate import Candidate, Way
from reseaux_qa.answering.draft import Draft
from reseaux_qa.answering.evidence import Evidence
from reseaux_qa.answering.expected import holds
from reseaux_qa.answering.texts import shown
from reseaux_qa.facts import section_sentences, stems_of
from reseaux_qa.french import says
from reseaux_qa.types import Hit, SectionKind

_TRIED = 2


def in_charge(evidence: Evidence) -> Iterator[Candidate]:
    """« À qui parler des villes éducatrices ? »: whom the page names for it, in the host's own section first."""
    question, network = evidence.question, evidence.question.networks[0]
    if not {"person", "who"} & set(evidence.kinds):
        return
    told = [
        Hit(network, section, quote, 0.0, evidence.wanted.share(stems_of(quote)))
        for section in network.sections
        for quote in section_sentences(section)
        if holds(quote.text, "person") and says(quote.text, "events", "represents")
    ]
    for hit in sorted(told, key=lambda hit: -hit.support - (hit.section.kind is SectionKind.ROLE))[:_TRIED]:
        draft = Draft()
        draft.say(shown(hit.quote, draft.hit(hit)))
        yield Candidate(Way.PERSON, evidence, question, draft)
