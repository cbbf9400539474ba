"""What belonging to a network costs, where the page says so: of one network, of each, the dearest."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from reseaux_qa.answering.candidate import Candidate, Way
from reseaux_qa.answering.draft import Draft
from reseaux_qa.answering.evidence import Evidence
from reseaux_qa.answering.phrasing import capital, counted, figure, gone_through
from reseaux_qa.answering.rows import Row, cells
from reseaux_qa.answering.texts import shown
from reseaux_qa.facts import Records
from reseaux_qa.facts.counting import MONEY
from reseaux_qa.facts.doings import Doing
from reseaux_qa.french import fold, lexicon, names_city, says, stem
from reseaux_qa.types import Attribute, Fact, Network, Question

_NEED_TWO = 2
_OF_A_PROJECT = re.compile(
    r"\b(?:budget|projet|programme|financ|subvention|dote|chantier|travaux|consacr|elle a coute|il a coute|fonds|solidarit|don )\w*"
)
_RISEN = re.compile(r"\bpassee? de\b|\bportee? de\b")  # « passée de 2 400 euros à 3 800 euros »: the last is today's
_DEAREST = re.compile(
    r"\bplus (?:cher|couteu|onereu|gros|eleve|salee|lourd)\w*|\b(?:coute|pese|paie|paye|verse)\w* le plus\b|\bmost expensive\b"
)
_CHEAPEST = re.compile(r"\bmoins (?:cher|couteu|onereu|eleve)\w*|\bplus (?:leger|petit|bas|modique|faible)\w*|\ble moins\b|\bcheapest\b")


def told(evidence: Evidence, records: Records) -> Iterator[Candidate]:
    """The fee of one network in the page's own words; of several or of all, each of them, or the ends that are asked for."""
    question, draft = evidence.question, Draft()
    if not says(question.text, "asks", "cost"):
        return
    rows = [Row(n, Attribute.OTHER, fact.number or 0, (fact,)) for n in records.scope(question) if (fact := fee_of(n, records))]
    if len(question.networks) == 1 and rows:
        fact = rows[0].fact
        draft.say(shown(fact.quote, draft.cite(fact.network, fact.section, fact.quote)))
    elif len(question.networks) != 1 and len(rows) >= _NEED_TWO:
        _say_ends(draft, sorted(rows, key=lambda row: row.value), question.text)
        _say_free(draft, question, records)
        draft.say("" if question.networks else gone_through(records.networks))
    if draft:
        yield Candidate(Way.FEES, evidence, question, draft)


def _say_ends(draft: Draft, rows: Sequence[Row], text: str) -> None:
    """The ends of the rows, the cheapest first, that a question asks for; all of them where it asks for none."""
    folded = fold(text)
    asked = [("La cotisation la plus élevée", rows[-1])] if _DEAREST.search(folded) else []
    asked += [("La cotisation la moins élevée", rows[0])] if _CHEAPEST.search(folded) else []
    for opening, row in asked:
        draft.say(f"{opening} : {cells(draft, [row])}.")
    if not asked:
        total = _total(rows) if says(text, "asks", "sums") else ""
        draft.say(f"{capital(counted(len(rows), 'réseau', 'réseaux'))} : {cells(draft, rows[::-1])}{total}.")


def _say_free(draft: Draft, question: Question, records: Records) -> None:
    """Beside the cheapest, what is free."""
    free = [deed for deed in records.deeds if deed.doing is Doing.FREE and deed.network in records.scope(question)]
    for deed in free if _CHEAPEST.search(fold(question.text)) else ():
        draft.say(f"{capital(deed.network.label)} : {shown(deed.quote, draft.cite(deed.network, deed.section, deed.quote))}")


def is_alone(candidate: Candidate) -> bool:
    """Whether a fee is told of one network to a question that asks nothing else: « combien coûte l'adhésion par an ? »."""
    if candidate.way is not Way.FEES or not candidate.evidence.question.networks:
        return False
    return _wording().issuperset(map(stem, candidate.question.words))


@cache
def _wording() -> frozenset[str]:
    """The stems by which a fee is asked for."""
    return frozenset(stem(word) for key in ("cost", "fees", "yearly") for phrase in lexicon()["asks"][key] for word in phrase.split())


def _total(rows: Sequence[Row]) -> str:
    """« , soit 3 450 euros en tout »; "" where they are paid in several currencies."""
    euros = all(row.fact.unit.startswith(("euro", "€")) for row in rows)
    return f", soit {figure(sum(row.value for row in rows))} euros en tout" if euros else ""


def is_money(fact: Fact) -> bool:
    """« 6 500 euros », « 14 000 euros annuels »."""
    return fact.unit.split(" ")[0] in MONEY


def fee_of(network: Network, records: Records) -> Fact | None:
    """What the host pays for it, rather than the general fee; the last of two that follow each other."""
    found = [fact for fact in records.of(network, Attribute.OTHER) if is_money(fact) and _is_fee(fact)]
    ours = [fact for fact in found if names_city(fact.quote.text, records.host)] or found
    same = [fact for fact in ours if fact.quote == ours[0].quote]
    return None if not ours else same[-1] if _RISEN.search(fold(ours[0].quote.text)) else same[0]


def _is_fee(fact: Fact) -> bool:
    return says(fact.quote.text, "asks", "fees") and _OF_A_PROJECT.search(fold(fact.quote.text)) is None
