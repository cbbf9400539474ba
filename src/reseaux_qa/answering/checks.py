"""What a question takes for granted, held against the record: confirmed, corrected, or not said."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from reseaux_qa.answering import single, values
from reseaux_qa.answering.asked import is_either, is_ours, is_yes_or_no
from reseaux_qa.answering.draft import Draft
from reseaux_qa.answering.named import mentions
from reseaux_qa.answering.phrasing import as_written, capital, listed, of
from reseaux_qa.answering.texts import focus, member_naming, shown
from reseaux_qa.facts import Records
from reseaux_qa.facts.doings import of_host
from reseaux_qa.facts.told import section_sentences
from reseaux_qa.french import akin, content_stems, fold, phrase_pattern, says, says_name, stem
from reseaux_qa.geography import country_of, regions_in
from reseaux_qa.quantities import dates, quantities
from reseaux_qa.types import Attribute, Bound, Date, Fact, Network, Operation, Question, Quote, Status
from reseaux_qa.understanding.limits import within


def year(question: Question, network: Network, records: Records, *, confirm: bool) -> Draft:
    """« Oui. » or « Non. » and the date (``confirm``), or the correction of a year taken for granted."""
    draft, fact = Draft(), records.first(network, question.attribute)
    if fact is None or fact.date is None:
        return draft
    right = _is_right(fact, question)
    if confirm:
        draft.say("Oui." if right else "Non.")
    elif right:
        return draft
    else:
        draft.say(f"La page donne une autre date que {question.years[0].value}.")
        draft.status = Status.NOT_SAID
    return draft.append(single.tell(question, network, records))


def _is_right(fact: Fact, question: Question) -> bool:
    """« dès 2002 », « depuis 2002 » tells the year itself when one network is meant."""
    assert fact.date is not None
    if len(question.years) == 1 and question.years[0].bound in (Bound.EXACT, Bound.SINCE):
        return fact.date.year == question.years[0].value
    return within(fact.date.year, question.years)


def joiner(question: Question, network: Network, records: Records) -> Draft:
    """« Pourquoi est-ce la commune qui a adhéré ? » where the métropole did: who joined, after a word on it."""
    fact = records.first(network, Attribute.JOINED)
    if fact is None or not question.actor or (fact.actor == "métropole") == (question.actor == "métropole"):
        return Draft()
    return single.tell(question, network, records).correct(f"La page ne parle pas de la {question.actor} à ce sujet.")


def leaving(question: Question, network: Network, records: Records) -> Draft:
    """« En quelle année a-t-on quitté … ? » where the page tells no leaving: who joined, after a word on it."""
    if not _leaves(question.text) or _tells_leaving(network):
        return Draft()
    return single.tell(question, network, records).correct("La page ne parle pas d'un départ.")


def no_leaving(question: Question, records: Records, outside: Sequence[Quote]) -> Draft:
    """« Quels réseaux avons-nous quittés ? » where the page tells no leaving: a word on it, and how many there are."""
    draft = Draft()
    if not _leaves(question.text) or any(_leaves(quote.text) for quote in outside):
        return draft
    if not any(map(_tells_leaving, records.networks)):
        draft.say(f"La page ne parle d'aucun départ. Elle présente les {len(records.networks)} réseaux dont {records.city} est membre.")
        draft.status = Status.NOT_SAID
    return draft


def _leaves(text: str) -> bool:
    return says(text, "events", "left")


def _tells_leaving(network: Network) -> bool:
    return any(_leaves(section.body.text) for section in network.sections)


def absent(question: Question, network: Network, records: Records) -> Draft:
    """« Où a eu lieu la 7e rencontre ? » where the page tells six: the last of them, after a word on it."""
    draft, asked = Draft(), _NUMBERED.search(fold(question.text))
    if asked is None:
        return draft
    facts = [(match, fact) for fact in records.of(network, Attribute.EVENTS) if (match := _NUMBERED.search(fold(fact.text)))]
    series = [(int(match[1]), fact) for match, fact in facts if stem(match[2]) == stem(asked[2])]
    if len(series) < _SERIES or int(asked[1]) in [number for number, _ in series]:
        return draft
    last = max(series, key=lambda each: each[0])[1]
    return draft.say(single.stated(last, draft.fact(last))).correct(f"La page ne parle pas d'une {asked[1]}e {asked[2]}.")


_NUMBERED = re.compile(r"\b(\d{1,2})(?:e|eme|re|ere|er|nde?) ([a-z]{5,})")
_SERIES = 2  # of which a numbered event is one


def no_longer(question: Question, network: Network, records: Records) -> Draft:
    """« Préside-t-elle encore … ? » of a host after whom others have presided: « Non. », when it did, and who since."""
    draft, due = Draft(), question.asks.get(Attribute.PRESIDENCY, 0.0) >= _ASKED and says(question.text, "doings", "presides")
    if not (due and is_ours(question) and is_yes_or_no(question) and says(question.text, "asks", "still")):
        return draft
    facts = sorted((f for f in records.of(network, Attribute.PRESIDENCY) if f.date and not f.inner), key=lambda fact: fact.date or Date(0))
    ours = [n for n, fact in enumerate(facts) if _presides(fact, records.host, question)]
    for fact in facts[ours[-1] :] if ours and ours[-1] < len(facts) - 1 else ():
        draft.say(single.stated(fact, draft.fact(fact)))
    return draft.precede("Non.")


_ASKED = 0.5


def another_joining(question: Question, network: Network, records: Records) -> Draft:
    """« Depuis quand Bordeaux en est-elle membre ? » where the page dates it nowhere: when the host joined, after a word on it."""
    others = [name for name in question.names if country_of(name) is not None]
    due = question.asks.get(Attribute.JOINED, 0.0) >= _ASKED and not is_ours(question) and not is_yes_or_no(question)
    told = [quote for section in network.sections for quote in section_sentences(section)] if due and others else []
    if not told or any(says_name(fold(quote.text), name) and dates(quote.text) for quote in told for name in others):
        return Draft()
    return corrected(single.tell(question, network, records), question, records.host) or Draft()


def growth(question: Question, network: Network, records: Records) -> Draft:
    """« Combien de membres de plus depuis 2009 ? »: the two numbers and what parts them, where members are asked for."""
    asked = question.asks.get(Attribute.MEMBERS, 0.0) >= _ASKED
    return values.grown(question, network, records) if asked else Draft()


def our_leaving(question: Question, network: Network, records: Records) -> Draft:
    """« Avons-nous quitté X ? », of the host and the network itself: a city may leave a presidency."""
    office = says(question.text, "events", "presidency") or says(question.text, "bodies", "leads")
    return leaving(question, network, records) if is_ours(question) and not office else Draft()


SURE = (  # what nothing else answers better
    (Attribute.EVENTS, absent),
    (Attribute.PRESIDENCY, no_longer),
    (Attribute.JOINED, another_joining),
    (Attribute.JOINED, our_leaving),
    (Attribute.MEMBERS, growth),
)


def membership(question: Question, network: Network, records: Records) -> Draft:
    """« Oui. La mairie de … a rejoint … »: the host is a member of every network of its page."""
    return single.tell(replace(question, attribute=Attribute.JOINED), network, records).precede("Oui.")


def belonging(question: Question, network: Network, records: Records) -> Draft:
    """Whether the page names a city or a person beside a network: the sentences that do."""
    draft = Draft()
    for _, section, quote in mentions(replace(question, networks=(network,)), records):
        draft.say(shown(quote, draft.cite(network, section, quote)))
    return draft.precede("Oui.") if question.operation is Operation.VERIFY else draft


def belonging_to_each(question: Question, records: Records) -> Draft:
    """« X est-elle dans A et dans B ? »: the sentence of each network that names it, and which of them have none."""
    draft, names, absent = Draft(), question.names, list[Network]()
    for network in question.networks if names else ():
        found = mentions(replace(question, networks=(network,)), records)
        absent += [] if found else [network]
        for _, section, quote in found:
            whole = member_naming(quote, names) or focus(quote, names)
            draft.say(f"{capital(network.label)} : {shown(whole, draft.cite(network, section, whole))}")
    for network in absent if draft else ():
        draft.say(f"La page ne cite pas {_spelled(names, question)} dans la fiche {of(network)}.")
    return draft.precede("Oui.") if is_yes_or_no(question) and not absent else draft


def _spelled(names: Sequence[str], question: Question) -> str:
    return listed([capital(as_written(name, question.text)) for name in names])


def absence(question: Question, network: Network, records: Records) -> Draft:
    """« La page ne cite pas … dans la fiche … » and how many members it counts."""
    draft, names = Draft(), question.names
    if mentions(replace(question, networks=(network,)), records):
        return draft
    draft.say(f"La page ne cite pas {listed(names)} dans la fiche {of(network)}.")
    draft.append(values.count(replace(question, attribute=Attribute.MEMBERS, operation=Operation.VALUE), network, records))
    draft.status = Status.NOT_SAID
    return draft


def no_member(question: Question, network: Network, records: Records) -> Draft:
    """« Non. » where the page names every member of a network, and not the one asked about."""
    if mentions(replace(question, networks=(network,)), records) or not values.names_all(network, records):
        return Draft()
    told = values.count(replace(question, attribute=Attribute.MEMBERS, operation=Operation.VALUE), network, records)
    return told.say(f"La page les nomme, sans {listed(question.names)}.").precede("Non.")


def corrected(told: Draft, question: Question, host: str) -> Draft | None:
    """The same answer after a word on the names that it does not bear out; None where it bears out all."""
    said = _borne_out(told, question)
    names = [*question.names]
    if question.host and question.attribute is Attribute.PRESIDENCY and not any(_presides(fact, host, question) for fact in told.facts):
        names.append(host)
        said = said.replace(fold(host), "")
    own = [key for n in question.networks for name in (n.heading.text, n.name, *n.aliases) for key in content_stems(name)]
    wrong = [name for name in names if _is_name(name, question) and not says_name(said, name) and not _is_own(name, own)]
    if not wrong or (is_either(question) and len(wrong) < len(names)):
        return None
    return Draft().append(told).correct(_unborne(wrong, question, host))


def _unborne(names: Sequence[str], question: Question, host: str) -> str:
    told = _spelled(names, question)
    if question.attribute is Attribute.JOINED and len(question.networks) == 1:
        return f"La page ne dit pas quand {told} {'ont' if len(names) > 1 else 'a'} rejoint {question.networks[0].label}."
    people = all(name in question.places or name == host or " " in name for name in names)
    if question.attribute is not Attribute.PRESIDENCY or len(question.networks) != 1 or not people:
        return f"La page ne cite pas {told} à ce sujet."
    return f"La page ne dit pas que {told} préside{'nt' * (len(names) > 1)} {question.networks[0].label}."


def _borne_out(told: Draft, question: Question) -> str:
    """What bears out the names of a question, folded: of a presidency, only the words that say who presides."""
    vice = phrase_pattern("events", "vice")
    if question.attribute is not Attribute.PRESIDENCY or not told.facts or vice.search(fold(question.text)):
        return " ".join(fold(quote.text) for quote in told.quotes)
    clauses = (clause for fact in told.facts for clause in re.split(r"[,;.\n]", fold(fact.quote.text)))
    return " ".join(clause for clause in clauses if not vice.search(clause))


def _presides(fact: Fact, host: str, question: Question) -> bool:
    """Whether a presidency is the host's, and no vice-presidency unless that is asked about."""
    vice = phrase_pattern("events", "vice")
    return of_host(fact, host) and (vice.search(fold(question.text)) is not None or vice.search(fold(fact.text)) is None)


def against(told: Draft, question: Question, host: str, *, deny: bool) -> Iterator[Draft]:
    """The same answer, told that it bears out no name or number of the question; « Non. » before it where ``deny`` allows."""
    misnamed, miscount = corrected(told, question, host), miscounted(told, question)
    yield from filter(None, (misnamed, miscount))
    if deny and (miscount or (misnamed and question.attribute in _DENIED)):
        yield Draft().append(told).precede("Non.")


_DENIED = (Attribute.SEAT, Attribute.PRESIDENCY, Attribute.FOUNDERS, Attribute.CREATED)


def miscounted(told: Draft, question: Question) -> Draft | None:
    """« Parmi les 50 actions … » where the page counts 37: the same answer after a word on the number; None where it is right."""
    exact = {limit.value for limit in question.numbers if limit.bound is Bound.EXACT}
    said = {quantity.number for quote in told.quotes for quantity in quantities(quote.text)} if exact else set()
    if not said or exact <= said:
        return None
    return Draft().append(told).correct("La page donne un autre nombre.")


def _is_name(name: str, question: Question) -> bool:
    """A place that people write without its capital is still one; a part of the world names nothing that a sentence must say."""
    if any(region.is_wide for region, _, _ in regions_in(name)):
        return False
    return name[0].isupper() or (name in question.places and country_of(name) is not None)


def _is_own(name: str, own: Sequence[str]) -> bool:
    """« les Arianes » only says the network's own name otherwise."""
    return any(akin(stem(fold(name)), key) for key in own)


def predecessor(question: Question, network: Network, records: Records) -> Draft:
    """« Qui présidait avant … ? »: the last presidency that the page dates before the named one, or that it gives none."""
    draft, names = Draft(), question.names
    if not names or not says(question.text, "orders", "earlier"):
        return draft
    facts = [fact for fact in records.of(network, Attribute.PRESIDENCY) if fact.date is not None]
    here = next((fact for fact in facts if any(says_name(fold(fact.text), name) for name in names)), None)
    if here is None:
        return draft
    before = [fact for fact in facts if fact.date and here.date and fact.date < here.date]
    if before:
        last = max(before, key=lambda fact: fact.date or Date(0))
        return draft.say(single.stated(last, draft.fact(last)))
    draft.say(f"La page ne dit pas qui présidait avant. {single.stated(here, draft.fact(here))}")
    draft.status = Status.NOT_SAID
    return draft


def dated_counts(question: Question, network: Network, records: Records) -> Draft:
    """« En 2009, combien de membres ? »: a number that the page dates."""
    draft = Draft()
    for fact in records.of(network, Attribute.EVENTS):
        if fact.date is not None and within(fact.date.year, question.years) and quantities(fact.text):
            draft.say(single.stated(fact, draft.fact(fact)))
    return draft
