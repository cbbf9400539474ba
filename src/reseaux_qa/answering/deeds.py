"""What the host does across networks: presides, leads a group, sits on a body, founded, received, is represented by a woman."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from reseaux_qa.answering.asked import is_ours, is_yes_or_no
from reseaux_qa.answering.candidate import Candidate, Way
from reseaux_qa.answering.draft import Draft
from reseaux_qa.answering.evidence import Evidence
from reseaux_qa.answering.phrasing import capital, counted, gone_through, lower_first
from reseaux_qa.answering.single import stated
from reseaux_qa.answering.texts import focus, shown
from reseaux_qa.facts import Records
from reseaux_qa.facts.doings import OF_NETWORKS, Deed, Doing, of_host
from reseaux_qa.french import fold, lexicon, says, says_name, stem
from reseaux_qa.quantities import dates
from reseaux_qa.types import Attribute, Network, Operation, Question, SectionKind
from reseaux_qa.understanding.limits import within

_COUNTED = 0.5  # probability of a count from which one network is counted too
_BESIDE = (Doing.LEADS, Doing.SITS, Doing.WOMAN)  # said with the name of a group or of a body, or with « représentée »


def asked(question: Question) -> list[Doing]:
    """The doings that a question's words ask for: « anime » beside « groupe », « reçu » beside a meeting or « chez nous »."""
    folded, names = fold(question.text), lexicon()["names"]
    meets = not set(question.words).isdisjoint((*names["meetings"], *names["held"])) or says(folded, "actors", "here")
    beside = {doing: says(folded, "bodies", doing.value) for doing in _BESIDE} | {Doing.HOSTED: meets}
    found = [doing for doing in Doing if beside.get(doing, True) and says(folded, "doings", doing.value)]
    return [doing for doing in found if doing is not Doing.PRESIDES or Doing.LEADS not in found]  # « la présidence d'un groupe »


def told(evidence: Evidence, question: Question, records: Records) -> Iterator[Candidate]:
    """For each doing that is asked for, every network in which the page tells it of the host."""
    ours = is_ours(question)
    for doing in (doing for doing in asked(question) if ours or doing in OF_NETWORKS):
        listed = _listed(question, records, doing)
        yield Candidate(Way.DEEDS, evidence, question, listed.precede("Oui.") if is_yes_or_no(evidence.question) else listed)


def has_none(question: Question, records: Records) -> bool:
    """« Représentée par une femme ? » of a page that names none: no sentence answers."""
    due = is_ours(question) and Doing.WOMAN in asked(question)
    return due and all(deed.doing is not Doing.WOMAN for deed in records.deeds)


def _listed(question: Question, records: Records, doing: Doing) -> Draft:
    draft, scope = Draft(), records.scope(question)
    deeds = [deed for deed in records.deeds if deed.doing is doing and deed.network in scope and _is_meant(deed, question)]
    if says(question.text, "asks", "still"):
        deeds = [deed for deed in deeds if not _is_over(deed, records)]
    networks = len({deed.network for deed in deeds})
    if networks > 1 or (networks and question.doings.get(Operation.COUNT, 0.0) >= _COUNTED):
        draft.say(f"{capital(counted(networks, 'réseau', 'réseaux'))} :")
    for deed in _distinct(deeds):
        draft.say(f"- {capital(deed.network.label)} : {_line(deed, question, records, draft)}")
    draft.understood |= {stem(word) for word in question.words if word in _wording(doing)}
    return draft.say(gone_through(scope)) if draft else draft


@cache
def _wording(doing: Doing) -> frozenset[str]:
    """The words by which a doing is asked for."""
    names, bodies = lexicon()["names"], lexicon()["bodies"].get(doing.value, ())
    meetings = (*names["meetings"], *names["held"]) if doing is Doing.HOSTED else ()
    return frozenset(word for phrase in (*lexicon()["doings"][doing.value], *bodies, *meetings) for word in phrase.split())


def _is_meant(deed: Deed, question: Question) -> bool:
    """Whether it is in the years that the question bounds, and tells each of its names, « un projet Erasmus »."""
    in_time = all(any(within(year, [limit]) for year in _years(deed)) for limit in question.years)
    return in_time and all(says_name(fold(deed.quote.text), name) for name in question.names)


_ENDED = re.compile(
    r"\b\d{4} ?(?:a|et|-|–) ?(?:\w+ )?\d{4}\b|\b(?:a|avons) (?:preside|siege|dirige|anime|pilote|coordonne)\b|\bjusqu'en \d{4}"
)


def _is_over(deed: Deed, records: Records) -> bool:
    """« de 1999 à 2003 », « a siégé … »; a presidency that another followed."""
    later = (fact for fact in records.of(deed.network, Attribute.PRESIDENCY) if fact.date and not of_host(fact, records.host))
    followed = deed.doing is Doing.PRESIDES and any(fact.date.year > year for fact in later if fact.date for year in _years(deed))
    return followed or _ENDED.search(fold(deed.quote.text)) is not None


def _distinct(deeds: Sequence[Deed]) -> list[Deed]:
    """One deed a network and year, and no undated one beside a dated one."""
    kept: dict[tuple[Network, frozenset[int]], Deed] = {}
    for deed in deeds:
        kept.setdefault((deed.network, _years(deed)), deed)
    dated = {network for network, years in kept if years}
    return [deed for (network, years), deed in kept.items() if years or network not in dated]


def _years(deed: Deed) -> frozenset[int]:
    return frozenset(dated.date.year for dated in dates(deed.quote.text))


def _line(deed: Deed, question: Question, records: Records, draft: Draft) -> str:
    """« en avril 2018, 6e rencontre à Toulouse [1]. » of a dated line, the sentence or its clause otherwise."""
    events = records.of(deed.network, Attribute.EVENTS) if deed.section.kind is SectionKind.DATES else ()
    event = next((fact for fact in events if fact.quote.overlaps(deed.quote)), None)
    if event is not None:
        return lower_first(stated(event, draft.fact(event)))
    short = focus(deed.quote, (*question.words, *lexicon()["doings"][deed.doing.value], fold(records.host)))
    return shown(short, draft.cite(deed.network, deed.section, short))
