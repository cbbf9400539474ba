"""Networks told by what they do: themes and features."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice

from reseaux_qa.answering.draft import Draft, find_in
from reseaux_qa.answering.evidence import Evidence
from reseaux_qa.answering.phrasing import capital, clean, counted, gone_through, listed
from reseaux_qa.answering.texts import focus, shown
from reseaux_qa.facts.told import names_host, stems_of
from reseaux_qa.french import content_stems, fold, lexicon, phrase_pattern, says, words
from reseaux_qa.types import Hit, Network, Question, Quote, Section, SectionKind

_THEME = 0.45  # share of a theme's words that a presentation must say
_ALIKE = 0.8  # of the best network's support, for another to be listed with it
_NAMED = 0.5  # share of a theme's words that a name must say
_FEATURE = 0.45  # share of a question's words that a sentence must say for its network to be listed
_DOING = 0.25  # share of its words that the host's own sentence must say
_EITHER = 0.6  # the same, of one of two alternatives
_SAID = 0.55  # of a word that a sentence says, in its own way
_APART = 0.5  # by how much words must tell one network from the next, on both sides
_JOINTS = 2  # conjunctions tried
_NEAR = 2  # words beside a conjunction that tell what it joins
_MOST = 4  # networks that a theme lists


def theme_list(question: Question, evidence: Evidence) -> Draft:
    """The networks about a theme, each with the sentence that shows it."""
    draft, found = Draft(), evidence.themes(question.terms)
    for network, score in found[:_MOST]:
        hit = _telling(question, network, evidence) if score >= max(_THEME, _ALIKE * found[0][1]) else None
        if hit is not None:  # a network may have nothing but its name
            _say(draft, hit, question.terms, bullet="")
    return draft


def titled_list(question: Question, evidence: Evidence, networks: Sequence[Network]) -> Draft:
    """The networks whose very name says what is asked: « sur le vivre ensemble »."""
    draft, wanted = Draft(), evidence.wanted.only(question.terms)
    shares = {network: wanted.share(stems_of(network.heading)) for network in networks}
    least = max(_NAMED, _ALIKE * max(shares.values()))
    for network, share in shares.items():
        if share >= least:
            draft.say(f"- {capital(network.label)} : « {clean(network.heading.text)} » {draft.heading(network)}")
    return draft


def worded_list(question: Question, networks: Sequence[Network]) -> Draft:
    """« Lesquels ont le mot « maires » dans leur nom ? »: the networks whose name, short or long, says a quoted word."""
    draft, folded = Draft(), fold(question.text)
    if not says(folded, "asks", "in_name"):
        return draft
    wanted = {key for match in _QUOTED.finditer(folded) for key in content_stems(match[1] or match[2] or match[3])}
    found = [(n, said) for n in networks if wanted and (said := _saying(n, wanted)) is not None]
    if not found:
        return draft
    told = listed([f"{n.label} (« {clean(quote.text)} ») {draft.cite(n, section, quote)}" for n, (section, quote) in found])
    draft.say(f"{capital(counted(len(found), 'réseau', 'réseaux'))} : {told}.")
    return draft.say(gone_through(networks))


_QUOTED = re.compile(r"[«\"“]\s*([^»\"”]{2,40}?)\s*[»\"”]|\bmots? ([a-z-]{3,})|\bterme ([a-z-]{3,})")


def _saying(network: Network, wanted: set[str]) -> tuple[Section | None, Quote] | None:
    """Where the page writes the network's name with such a word: in its heading, or its long name in the text."""
    if wanted & stems_of(network.heading):
        return None, network.heading
    return find_in(network, network.long_name) if wanted & set(content_stems(network.long_name)) else None


def _telling(question: Question, network: Network, evidence: Evidence) -> Hit | None:
    """The sentence that shows the theme, the presentation's own if it says as much."""
    hits = evidence.about(network, 1.0).hits(question.terms)
    enough = [hit for hit in hits if hit.support >= _ALIKE * hits[0].support]
    return min(enough, key=lambda hit: hit.quote.start, default=None)


def told_apart(question: Question, evidence: Evidence) -> Draft:
    """« Lequel s'occupe d'eau, X ou Y ? »: the one of some networks whose sentence says it."""
    draft, best = Draft(), sorted(_best_of_each(question.words, evidence).values(), key=lambda hit: -hit.support)
    if best and best[0].support >= _FEATURE and all(hit.support < _ALIKE * best[0].support for hit in best[1:]):
        _say(draft, best[0], question.words, bullet="")
    return draft


def feature_list(question: Question, evidence: Evidence) -> Draft:
    """Every network of which a sentence says what is asked: « lesquels sont à but non lucratif ? »."""
    if set(question.terms) <= set(lexicon()["names"]["person_titles"]):
        return Draft()  # « Qui est le maire ? » asks for a person, not for the networks that speak of mayors
    return _listed(_best_of_each(question.terms, evidence), _FEATURE, question)


def cover_list(question: Question, evidence: Evidence) -> Draft:
    """« les seniors et le handicap »: for each part of what is asked, the network whose sentence says it."""
    draft, left, found = Draft(), list(question.terms), dict[Network, Hit]()
    if not says(question.text, "asks", "both"):
        return draft
    while left and len(found) < _MOST:
        telling = ((hit, _says(hit, left, evidence)) for hit in evidence.hits(left) if hit.network not in found)
        hit, said = next(((hit, said) for hit, said in telling if said), (None, left))
        if hit is not None:
            found[hit.network] = hit
        left = [term for term in left if term not in said]
    for hit in found.values() if len(found) > 1 else ():
        _say(draft, hit, question.terms, bullet="- ")
    return draft


def paired_list(question: Question, evidence: Evidence) -> Draft:
    """« des avions et des fusées »: the network of what stands before the conjunction, and that of what stands after."""
    draft, folded = Draft(), fold(question.text)
    for joint in islice(phrase_pattern("asks", "both").finditer(folded), _JOINTS):
        before = _told_by(_terms(question, folded[: joint.start()])[::-1][:_NEAR], evidence)
        after = _told_by(_terms(question, folded[joint.end() :])[:_NEAR], evidence)
        if before and after and before.network is not after.network:
            for hit in (before, after):
                _say(draft, hit, question.terms, bullet="- ")
            return draft
    return draft


def either_list(question: Question, evidence: Evidence) -> Draft:
    """« d'environnement ou d'alimentation »: every network that says what stands on one side of the conjunction, or on the other."""
    draft, folded = Draft(), fold(question.text)
    for joint in islice(phrase_pattern("asks", "parts").finditer(folded), _JOINTS):
        sides = [_alike(_best_of_each(side, evidence), _FEATURE) for side in _beside(question, folded, joint) if side]
        if len(sides) > 1 and all(sides):
            for hit in sorted({hit.network: hit for side in sides for hit in side}.values(), key=lambda hit: hit.quote.start):
                _say(draft, hit, question.terms, bullet="- ")
            return draft
    return draft


def set_apart(evidence: Evidence) -> Evidence | None:
    """« le réseau des fusées ou celui des avions »: of the two networks that both sides of a conjunction tell, their words apart."""
    question, best, found = evidence.question, _APART, None
    folded, telling = fold(question.text), replace(question, words=question.terms)
    for joint in islice(phrase_pattern("asks", "parts").finditer(folded), _MOST):
        before, after = _beside(telling, folded, joint)
        (one, sure), (other, too) = evidence.told_apart(before), evidence.told_apart(after)
        if one and other and one is not other and min(sure, too) >= best:
            best, found = min(sure, too), _of_two(evidence, (one, other), {*before, *after}, min(sure, too))
    return found


def _of_two(evidence: Evidence, pair: tuple[Network, Network], telling: Collection[str], sure: float) -> Evidence:
    question = evidence.question
    words, terms = (tuple(word for word in said if word not in telling) for said in (question.words, question.terms))
    return replace(evidence.reading(replace(question, networks=pair, words=words, terms=terms)), theme=min(sure, 1.0))


def _beside(question: Question, folded: str, joint: re.Match[str]) -> tuple[list[str], list[str]]:
    """The question's words next to a conjunction, before it and after it, within their clause."""
    before, after = _CLAUSE.split(folded[: joint.start()])[-1], _CLAUSE.split(folded[joint.end() :])[0]
    return _terms(question, before)[-_NEAR:], _terms(question, after)[:_NEAR]


_CLAUSE = re.compile(r"[,:;.?!]")


def in_order(question: Question, named: Network, described: Network) -> tuple[Network, Network]:
    """A network that a question names and one that its other words describe, as they come: « le réseau des aînés ou X »."""
    folded = fold(question.text)
    joint = phrase_pattern("asks", "parts").search(folded)
    first = joint is not None and bool(_terms(replace(question, words=question.terms), folded[: joint.start()]))
    return (described, named) if first else (named, described)


def _terms(question: Question, piece: str) -> list[str]:
    return [word.text for word in words(piece) if word.text in question.words]


def _told_by(terms: Sequence[str], evidence: Evidence) -> Hit | None:
    """The sentence that says most of some words, the first of them at least."""
    return next((hit for hit in evidence.hits(terms) if _says(hit, terms[:1], evidence)), None) if terms else None


def _says(hit: Hit, terms: Sequence[str], evidence: Evidence) -> list[str]:
    """Those of some words that a sentence says, in its own way."""
    stems = evidence.stems((hit.quote,))
    return [term for term in terms if evidence.wanted.only([term]).share(stems) >= _SAID]


def role_list(question: Question, evidence: Evidence, host: str) -> Draft:
    """Every network in which the host does what is asked: « où siégeons-nous au bureau ? »."""
    ours = [part for part in (question.words, *_alternatives(question)) if part]
    best = [_best_of_each(part, evidence, lambda hit: hit.section.kind is SectionKind.ROLE or names_host(hit.quote, host)) for part in ours]
    if len(best) > 1:  # « au bureau ou au comité directeur »: one or the other will do
        either = {network: hit for found in best[1:] for network, hit in found.items() if hit.support >= _EITHER}
        return _listed(either, _EITHER, question)
    return _listed(best[0], _DOING, question) if best else Draft()


def _alternatives(question: Question) -> Iterator[list[str]]:
    """The words on both sides of an « ou »."""
    folded = fold(question.text)
    joint = re.search(r"\bou\b(?! bien\b)", folded)
    if joint:
        yield _terms(question, folded[: joint.start()])[-1:]
        yield _terms(question, folded[joint.end() :])[:_NEAR]


def _listed(best: Mapping[Network, Hit], least: float, question: Question) -> Draft:
    """The networks whose best sentence says at least some share of what is asked, and nearly as much as the best of all."""
    draft = Draft()
    for hit in _alike(best, least):
        _say(draft, hit, question.words, bullet="- ")
    return draft


def _alike(best: Mapping[Network, Hit], least: float) -> list[Hit]:
    top = max((hit.support for hit in best.values()), default=0.0)
    return [hit for hit in best.values() if hit.support >= max(least, _ALIKE * top)]


def _best_of_each(terms: Sequence[str], evidence: Evidence, fits: Callable[[Hit], bool] = bool) -> dict[Network, Hit]:
    best: dict[Network, Hit] = {}
    for hit in filter(fits, evidence.hits(terms)):
        if hit.network not in best or hit.support > best[hit.network].support:
            best[hit.network] = hit
    return best


def _say(draft: Draft, hit: Hit, terms: tuple[str, ...], bullet: str) -> None:
    quote = focus(hit.quote, terms)
    draft.say(f"{bullet}{capital(hit.network.label)} : {shown(quote, draft.cite(hit.network, hit.section, quote))}")
