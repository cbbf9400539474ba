"""What the page's sentences say, each as an answer: alone, its clause, with what it announces, confirmed, denied or corrected."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from reseaux_qa.answering.asked import is_yes_or_no
from reseaux_qa.answering.candidate import Candidate, Way
from reseaux_qa.answering.checks import against
from reseaux_qa.answering.draft import Draft
from reseaux_qa.answering.evidence import Evidence
from reseaux_qa.answering.phrasing import capital
from reseaux_qa.answering.plausible import bears_out, gainsays
from reseaux_qa.answering.texts import announced, focus, following, member_naming, say_list, shown
from reseaux_qa.facts.told import topic_of
from reseaux_qa.french import fold
from reseaux_qa.types import Hit, Question
from reseaux_qa.understanding.negation import answers_no

_SENTENCES = 5  # tried for each scope
_JUDGED, _SAYING = 3, 0.5  # of them, that may bear a question out, and the share of its words that they must say


def sentences(evidence: Evidence, question: Question, host: str) -> Iterator[Candidate]:
    """Every answer that the sentences nearest to a question make."""
    hits = evidence.hits()[:_SENTENCES]
    hits += [hit for hit in evidence.holding() if hit not in hits]
    drafts = [made for hit in hits for made in _alone(hit, evidence, question)]
    fitting = [hit for n, hit in enumerate(hits[:_JUDGED]) if not n or hit.support >= _SAYING]
    drafts += [judged for hit in fitting for judged in _judged(hit, evidence, question, host)]
    drafts += [(Way.SENTENCE, _told_by(hits[0], evidence, hits[1]))] if len(hits) > 1 else []
    yield from (Candidate(way, evidence, question, draft) for way, draft in drafts)


def _alone(hit: Hit, evidence: Evidence, question: Question) -> Iterator[tuple[Way, Draft]]:
    """One sentence, whole or its part that names what is asked about, or with what it announces or goes on to say."""
    lines = announced(hit.section, hit.quote)
    part = member_naming(hit.quote, question.names)
    after = following(hit.section, hit.quote)
    if not lines:
        yield Way.SENTENCE, _told_by(hit, evidence)
    if part is not None:
        yield Way.CLAUSE, _told_by(replace(hit, quote=part), evidence)
    if after is not None:
        yield Way.LISTING, _told_by(hit, evidence, replace(hit, quote=after))
    if lines:
        listed = _told_by(hit, evidence)
        say_list(listed, hit.network, hit.section, lines)
        yield Way.LISTING, listed


def _judged(hit: Hit, evidence: Evidence, question: Question, host: str) -> Iterator[tuple[Way, Draft]]:
    """A sentence with a word on whether it bears the question out."""
    told = _told_by(hit, evidence)
    yield from ((Way.CHECK, draft) for draft in against(told, question, host, deny=is_yes_or_no(question)))
    borne_out = bears_out(hit, question, host)
    if gainsays(hit, question) or (borne_out and answers_no(hit.quote.text, question.text)):
        yield Way.CONFIRMED, Draft().append(told).precede("Non.")
    elif borne_out and hit.support >= _SAYING:  # of what it mostly does not say, it says no « oui » either
        yield Way.CONFIRMED, Draft().append(told).precede("Oui.")


def _told_by(hit: Hit, evidence: Evidence, *more: Hit) -> Draft:
    """Some sentences of the page, each with its network where neither the question nor it says which."""
    draft = Draft()
    for one in (hit, *more):
        quote = focus(one.quote, evidence.question.words, evidence.due)
        line = shown(quote, draft.cite(one.network, one.section, quote))
        known = one.network in evidence.question.networks or draft.says(one.network.name) or fold(one.network.name) in fold(quote.text)
        draft.understood |= topic_of(one.section)
        draft.say(capital(line) if known else f"{capital(one.network.label)} : {line}")
    return draft
