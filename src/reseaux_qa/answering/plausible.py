"""What a question may plausibly be after: which operations, one network or all, a second network, a year."""

from __future__ import annotations

import re
from collections.abc import Iterable

from reseaux_qa.answering.asked import is_ours, is_yes_or_no
from reseaux_qa.answering.draft import Draft
from reseaux_qa.answering.evidence import Evidence
from reseaux_qa.answering.located import seat_wanted
from reseaux_qa.answering.rows import COUNTS, DATES, is_limited
from reseaux_qa.facts.told import names_host
from reseaux_qa.french import fold, lexicon, says, says_name, stem, topics
from reseaux_qa.geography import country_of, regions_in
from reseaux_qa.quantities import dates
from reseaux_qa.types import Attribute, Bound, Hit, Operation, Question, SectionKind
from reseaux_qa.understanding.limits import at_once, within
from reseaux_qa.understanding.reader import speaks_of_all
from reseaux_qa.understanding.weighing import CHAT

LIKELY = 0.06  # of an attribute or an operation, to be tried
_PLAINLY = 0.1  # probability of an operation from which it may be over all networks
_CITY = 6  # letters from which a word without a capital may be a city's name
_DOINGS = 3  # operations tried, at most
_COUNTING = (Operation.COUNT, Operation.LIST)
_ORDERS = (Operation.TIMELINE, Operation.FIRST, Operation.LAST, Operation.MOST, Operation.LEAST)  # of all networks, whoever asks
_NOT_TOLD = CHAT | {Attribute.SAME, Attribute.OTHER, Attribute.UNSAID}
SURELY = 0.5  # probability of a count from which nothing else answers
_COMPARED = 0.3  # probability of a comparison from which a second network is looked for


def apart(attributes: Iterable[Attribute]) -> list[Attribute]:
    """A wait as the two dates that it lies between."""
    dates = (Attribute.CREATED, Attribute.JOINED)
    return list(dict.fromkeys(one for attribute in attributes for one in (dates if attribute is Attribute.WAITED else (attribute,))))


def told_attributes(question: Question, least: float) -> list[Attribute]:
    """What a record or a section can tell of what is asked with at least some probability, likeliest first."""
    asks = question.asks
    return sorted((a for a in asks if a not in _NOT_TOLD and asks[a] >= least), key=lambda a: -asks[a])


def operations(question: Question, attribute: Attribute) -> list[Operation]:
    """The likeliest operations; a count and a list of what can be both."""
    likely = sorted((op for op in question.doings if op is not Operation.CHAT), key=lambda op: -question.doings[op])
    tried = likely[:1] + [op for op in likely[1:_DOINGS] if question.doings[op] >= LIKELY]
    counting = [op for op in _COUNTING if attribute in COUNTS and op not in tried]
    verifying = [Operation.VERIFY] if Operation.VERIFY not in tried and is_yes_or_no(question) else []
    listing = [Operation.LIST] if question.negated and not question.networks else []  # « pour lequel n'a-t-on aucune date ? »
    return list(dict.fromkeys((*tried, *counting, *verifying, *listing)))


def asks_for_a_year(question: Question) -> bool:
    """Whether the answer is a year: « quelle année a été la plus riche en adhésions ? »."""
    most = question.attribute in DATES and question.operation is Operation.MOST
    return most and says(question.text, "orders", "year")


def asks_for_coincidences(question: Question) -> bool:
    """« Lesquels ont été rejoints la même année ? », no year and no network named."""
    open_ = question.attribute in DATES and not (question.networks or question.years)
    return open_ and says(question.text, "orders", "same")


_ON_A_THEME = re.compile(
    r"\b(?:reseaux?|clubs?|associations?|alliances?) (?:pour|sur|contre|en faveur|dedie|de lutte)\b"
)  # « un réseau pour les jeunes »
_OF_ONE = re.compile(r"(?<!\by a-t-)\b(?:il|elle)\b(?! y\b)")  # « où est-il basé ? » asks about one that was not named


def _is_of_one(question: Question) -> bool:
    """« où est-il basé ? »; « pour quel réseau l'écart est-il le plus long ? » is of all."""
    whole = question.operation in _ORDERS or speaks_of_all(question.text)
    return not whole and _OF_ONE.search(fold(question.text)) is not None


def is_across(question: Question, evidence: Evidence) -> bool:
    """Whether all networks may be meant: a bare « quand ? » asks about none, « celui sur l'eau » about one."""
    if question.attribute is Attribute.NETWORK:
        nouns = {*lexicon()["events"]["network_nouns"], *lexicon()["asks"]["belonging"]}
        terms = [term for term in question.terms if term not in nouns]
        theme = [word for word in question.words if word not in nouns] if _ON_A_THEME.search(fold(question.text)) else terms
        return evidence.wanted.only(theme).known == 0 and not topics() & {stem(term) for term in terms}
    if is_too_vague(question) and _is_of_one(question):
        return False
    aside = question.places or (question.strangers and question.operation not in _ORDERS)
    aside = aside and not (is_limited(question) and seat_wanted(question, (), ""))  # « créés après 1995 et basés à Bruxelles »
    if aside and question.attribute in COUNTS | DATES and not question.years:
        return False  # a list of all would leave the names aside
    limited = bool(question.years or question.numbers or question.actor or question.negated or at_once(question.text))
    if question.doings.get(question.operation, 0.0) < _PLAINLY and not limited:
        return False
    plain = question.operation in (Operation.VALUE, Operation.VERIFY)
    named = question.names or question.host or regions_in(question.text)
    if question.attribute is Attribute.PRESIDENCY and plain and not _says_who_presides(question):
        return False  # « Qui est le maire de … ? » asks about no network
    stated = question.attribute in (Attribute.PRESIDENCY, Attribute.SEAT, Attribute.FOUNDERS, Attribute.EVENTS) and named
    return not plain or bool(limited or stated or question.negated or says(question.text, "asks", "all"))


def _says_who_presides(question: Question) -> bool:
    told = fold(question.text)
    return bool(question.names) or any(says(told, "events", key) for key in ("presidency", "heads"))


def compares(question: Question) -> bool:
    """Whether a second network may be meant beside the one named."""
    return sum(question.doings.get(op, 0.0) for op in (Operation.COMPARE, Operation.MOST, Operation.DURATION)) >= _COMPARED


def sets_apart(question: Question) -> bool:
    """Whether two networks may be set against each other by words alone: « la nourriture ou la lumière », « celui des fusées »."""
    return compares(question) or _OTHER_ONE.search(question.text.lower()) is not None


_OTHER_ONE = re.compile(r"\bou\b|\b(?:celui|celle|ceux|celles)\b")


def likeliest(question: Question) -> Operation:
    """The likeliest operation."""
    return max(question.doings, key=lambda op: question.doings[op], default=Operation.VALUE)


def is_too_vague(question: Question) -> bool:
    """« Où est-il basé ? » without a network: any network's sentence would do, so none does."""
    told = question.terms or question.names or question.years or question.numbers or question.host or question.actor
    return not told and question.attribute not in (Attribute.OTHER, Attribute.UNSAID, Attribute.NETWORK)


def is_uncounted(question: Question, told: Draft) -> bool:
    """« Combien de pays ? » is not answered by the members, where the record counts no countries."""
    asked = question.doings.get(Operation.COUNT, 0.0) >= SURELY and question.attribute in COUNTS
    return asked and not any(fact.attribute is question.attribute for fact in told.facts)


def leaves_aside(question: Question, told: Draft) -> bool:
    """« Lyon en est-elle membre ? » is not answered by how many members there are, « quand Lyon l'a-t-elle rejoint ? » by when we did."""
    if question.attribute is Attribute.JOINED and not question.networks and says(question.text, "orders", "from_start"):
        return True  # « là depuis le premier jour » is not answered by when each was joined
    said = " ".join(fold(quote.text) for quote in told.quotes)
    asked = question.attribute is Attribute.MEMBERS and is_yes_or_no(question)
    other = question.attribute is Attribute.JOINED and not is_ours(question)
    names = [name for name in question.names if asked or (other and country_of(name) is not None)]
    return bool(names) and not any(says_name(said, name) for name in names)


def gainsays(hit: Hit, question: Question) -> bool:
    """Whether a sentence says each name of a yes-or-no question, and years of which none is as the question has it."""
    said, years = fold(hit.quote.text), [dated.date.year for dated in dates(hit.quote.text)]
    names = question.names
    wrong = bool(years and question.years) and not any(within(year, question.years) for year in years)
    return wrong and is_yes_or_no(question) and all(says_name(said, name) for name in names)


def bears_out(hit: Hit, question: Question, host: str) -> bool:
    """Whether a sentence says each year, number and name of a yes-or-no question, the host's too unless its section does."""
    said = fold(hit.quote.text)
    exact = [str(limit.value) for limit in (*question.years, *question.numbers) if limit.bound is Bound.EXACT]
    cities = [word for word in question.words if len(word) >= _CITY and country_of(word)]  # « montpellier a signé ? »
    if question.host and hit.section.kind is not SectionKind.ROLE and not names_host(hit.quote, host):
        return False
    told = all(says_name(said, name) for name in (*question.names, *cities))
    return (
        (question.operation is Operation.VERIFY or is_yes_or_no(question))
        and not question.negated
        and told
        and all(year in said for year in exact)
    )
