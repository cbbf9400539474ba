"""What anyone asks of any city's page, made from its records: the plain questions that must never fail.

Each case is built like those of ``eval/``: the facts give what a right answer
says.  Follow-ups, changes of subject and thanks are among them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from doings import doings
from operations import asked
from orders import orders
from reseaux_qa.answering.fees import is_money
from reseaux_qa.answering.phrasing import capital, of, pronoun, to
from reseaux_qa.corpus import Corpus
from reseaux_qa.evaluation.cases import Case
from reseaux_qa.facts import Records
from reseaux_qa.facts.told import section_sentences
from reseaux_qa.french import words
from reseaux_qa.types import Attribute, Fact, Network, SectionKind


def basics(corpus: Corpus) -> list[Case]:
    """Plain questions on a corpus, with what a right answer includes."""
    records = Records.from_corpus(corpus)
    return [
        *_singles(records),
        *_lists(records),
        *_follow_ups(records),
        *_waits(records),
        *_across(records),
        *_others(records),
        *_chat(records),
        *(_case([text], says, networks) for text, says, networks in orders(records)),
        *(_case([text], [n.name for n in told], told, unsaid=[n.name for n in others]) for text, told, others in doings(records)),
        *_operations(records),
    ]


def _operations(records: Records) -> Iterator[Case]:
    """What no other network may be told with, but for those of which the page says nothing."""
    for text, says, told, others in asked(records):
        due = [network.name for network in told if network.label not in text and network.name not in text]
        yield _case([text], [*says, *due], told, unsaid=[n.name for n in others])


def _case(
    turns: list[str],
    says: list[str],
    networks: list[Network],
    *,
    answerable: bool = True,
    category: str = "basic",
    unsaid: Sequence[str] = (),
) -> Case:
    return Case(
        id=" | ".join(turns),
        category=category,
        turns=tuple(turns),
        answerable=answerable,
        answer="",
        must_include=tuple((word,) for word in says),
        must_not_include=tuple(unsaid),
        networks=tuple(network.heading.text.strip() for network in networks),
        evidence=(),
    )


def _said(fact: Fact) -> list[str]:
    if fact.date is not None:
        return [str(fact.date.year)]
    figure = re.search(r"\d[\d \u00a0.]*\d|\d", fact.text)
    return [figure.group()] if figure else [fact.text.strip()]


def _asked(network: Network, host: str) -> Iterator[tuple[Attribute, str]]:
    e = "e" if network.feminine else ""
    yield Attribute.CREATED, f"Quand {network.label} a-t-{pronoun(network)} été créé{e} ?"
    yield Attribute.CREATED, f"En quelle année {network.label} a-t-{pronoun(network)} vu le jour ?"
    yield Attribute.JOINED, f"Quand {host} a-t-elle rejoint {network.label} ?"
    yield Attribute.JOINED, f"Depuis quand {host} fait-elle partie {of(network)} ?"
    yield Attribute.SEAT, f"Où est basé{e} {network.label} ?"
    yield Attribute.MEMBERS, f"Combien de membres compte {network.label} ?"
    yield Attribute.DEFINITION, f"Qu'est-ce que {network.label} ?"
    yield Attribute.DEFINITION, f"C'est quoi {network.label} ?"
    yield Attribute.DEFINITION, f"Présentez-moi {network.label}."
    yield Attribute.OBJECTIVES, f"Quels sont les objectifs {of(network)} ?"
    yield Attribute.ROLE, f"Que fait {host} dans {network.label} ?"


def _expected(network: Network, attribute: Attribute, records: Records) -> list[str] | None:
    """What an answer must say, or None where the record does not hold it."""
    if attribute in (Attribute.OBJECTIVES, Attribute.ROLE):
        told = next((quote for s in network.sections if s.kind.value == attribute.value for quote in section_sentences(s)), None)
        return [max(words(told.text), key=lambda word: len(word.text)).text] if told and words(told.text) else None
    if attribute is Attribute.DEFINITION:
        return [network.long_name] if network.long_name else None
    fact = records.first(network, attribute)
    return _said(fact) if fact is not None else None


def _singles(records: Records) -> Iterator[Case]:
    for network in records.networks:
        for attribute, text in _asked(network, records.host):
            says = _expected(network, attribute, records)
            if says is not None:
                yield _case([text], says, [network])


_LINE = re.compile(r"[^:]{2,40}:\s*([A-ZÀ-Ý][\w' -]+?)\s*(?:,|$)")
_LINES = 3  # of members by country, from which the list is what is due


def _lists(records: Records) -> Iterator[Case]:
    """Members that the page lists line by line."""
    for network in records.networks:
        told = [quote.text for s in network.sections if s.kind is SectionKind.MEMBERS for quote in section_sentences(s)]
        first = [match[1] for text in told if (match := _LINE.match(text))]
        if len(first) >= _LINES:
            for asks in ("Quels sont les membres {} ?", "Qui sont les membres {} ?", "Liste des membres {}", "Les membres {} ?"):
                yield _case([asks.format(of(network))], [*first[:_LINES], first[-1]], [network])
            for asks in ("Quelles villes font partie {} ?", "Citez les villes membres {}.", "Quelles sont les villes {} ?"):
                yield _case([asks.format(of(network))], [*first[:_LINES], first[-1]], [network])


def _waits(records: Records) -> Iterator[Case]:
    """How long after its creation a network was joined."""
    for network in records.networks:
        created, joined = (records.first(network, attribute) for attribute in (Attribute.CREATED, Attribute.JOINED))
        if created and joined and created.date and joined.date and joined.date.year - created.date.year > 1:
            says = [f"{joined.date.year - created.date.year} ans"]
            yield _case([f"Combien d'années entre la création {of(network)} et l'adhésion de {records.host} ?"], says, [network])
            yield _case([f"Combien de temps {records.host} a-t-elle attendu pour rejoindre {network.label} ?"], says, [network])


def _follow_ups(records: Records) -> Iterator[Case]:
    networks = [n for n in records.networks if all(records.first(n, a) for a in (Attribute.CREATED, Attribute.JOINED, Attribute.MEMBERS))]
    for one, other in zip(networks, [*networks[1:], *networks[:1]], strict=True):
        first = next(text for _, text in _asked(one, records.host))
        created, joined = (_said(records.first(other, a)) for a in (Attribute.CREATED, Attribute.JOINED))  # type: ignore[arg-type]
        mine = _said(records.first(one, Attribute.JOINED))  # type: ignore[arg-type]
        yield _case([first, f"et {other.label} ?"], created, [other])
        yield _case([first, f"{other.name} ?"], created, [other])
        yield _case([f"Quand {records.host} a-t-elle rejoint {one.label} ?", f"{other.name}"], joined, [other])
        yield _case([f"Combien de membres compte {one.label} ?", f"et {other.label} ?"], _members(records, other), [other])
        yield _case([f"Combien de membres compte {one.label} ?", f"{other.name} ?"], _members(records, other), [other])
        yield _case([first, f"et {records.host} y est depuis quand ?"], mine, [one])
        yield _case([first, f"{other.name}, c'est quoi ?", "et sa date de création ?"], created, [other])
        yield _case([first, f"Quand {records.host} l'a-t-elle rejoint ?"], mine, [one])
        yield _case([first, "et on y est depuis quand ?"], mine, [one])
        yield _case([first, "Combien a-t-il de membres ?"], _said(records.first(one, Attribute.MEMBERS)), [one])  # type: ignore[arg-type]
        yield _case([first, f"Quand {records.host} a-t-elle rejoint {other.label} ?"], joined, [other])
        yield _case([first, "Quelle est la recette de la tarte aux pommes ?"], [], [], answerable=False)
        yield _case([first, "Merci beaucoup !"], [], [], category="chat")
        yield _case([first, "Quels sont les réseaux ?"], [other.name, one.name], [one, other])
        yield from _after_oldest(records, first)


def _members(records: Records, network: Network) -> list[str]:
    fact = records.first(network, Attribute.MEMBERS)
    assert fact is not None
    return _said(fact)


def _after_oldest(records: Records, first: str) -> Iterator[Case]:
    dated = sorted(
        (fact.date.year, n.name, n) for n in records.networks if (fact := records.first(n, Attribute.CREATED)) and fact.date is not None
    )
    year, _, oldest = dated[0]
    if dated[1][0] > year:
        yield _case([first, "Quel est le réseau le plus ancien ?"], [str(year), oldest.name], [oldest])
        listing = f"Quels réseaux ont été créés avant {dated[3][0]} ?"
        if dated[2][0] < dated[3][0] and dated[1][0] < dated[2][0] and records.first(dated[1][2], Attribute.JOINED):
            says = _said(records.first(dated[1][2], Attribute.JOINED))  # type: ignore[arg-type]
            yield _case([listing, "Quand a-t-on rejoint le deuxième ?"], says, [dated[1][2]])
            yield _case(["Quel est le réseau le plus ancien ?", "et le deuxième ?"], [dated[1][1]], [dated[1][2]])


def _across(records: Records) -> Iterator[Case]:
    for attribute, verb in ((Attribute.CREATED, "ont été créés"), (Attribute.JOINED, f"{records.host} a-t-elle rejoints")):
        years = {n: fact.date.year for n in records.networks if (fact := records.first(n, attribute)) and fact.date is not None}
        for year in sorted(set(years.values())):
            exact, before = [n for n in years if years[n] == year], [n for n in years if years[n] < year]
            yield _case([f"Quels réseaux {verb} en {year} ?"], [n.name for n in exact], exact)
            yield _case([f"Combien de réseaux {verb} en {year} ?"], [n.name for n in exact], exact)
            if before:
                yield _case([f"Quels réseaux {verb} avant {year} ?"], [n.name for n in before], before)
            if year + 1 not in years.values():
                yield _case([f"Quels réseaux {verb} en {year + 1} ?"], ["aucun réseau"], [])
        yield from _pairs(records, attribute, years)


def _pairs(records: Records, attribute: Attribute, years: dict[Network, int]) -> Iterator[Case]:
    ordered = list(years)
    for one, other in zip(ordered, ordered[2:], strict=False):
        if years[one] != years[other] and attribute is Attribute.CREATED:
            older = min((one, other), key=years.__getitem__)
            text = f"Lequel est le plus ancien, {one.label} ou {other.label} ?"
            yield _case([text], [f"donc {older.label}"], [one, other])
        if attribute is Attribute.JOINED and years[one] != years[other]:
            first = min((one, other), key=years.__getitem__)
            text = f"{capital(records.host)} a-t-elle rejoint {one.label} avant {other.label} ?"
            yield _case([text], [f"donc {first.label}"], [one, other])


_ELSEWHERE = "Nuremberg"  # which no page learned from makes a seat or a president


def _others(records: Records) -> Iterator[Case]:
    """What is said of one city is not said of another, and a wrong year is denied."""
    for network in records.networks[::2]:  # more of them would teach to deny
        created, seat, joined = (records.first(network, a) for a in (Attribute.CREATED, Attribute.SEAT, Attribute.JOINED))
        presided = [fact for fact in records.of(network, Attribute.PRESIDENCY) if not fact.inner and "vice" not in fact.text.lower()]
        if joined is not None:
            yield _case([f"Quand {_ELSEWHERE} a-t-elle rejoint {network.label} ?"], [], [], answerable=False)
        if seat is not None:
            yield _case([f"{capital(network.label)} est-{pronoun(network)} basé à {_ELSEWHERE} ?"], ["Non"], [network])
        if presided:
            yield _case([f"Est-ce {_ELSEWHERE} qui préside {network.label} ?"], ["Non"], [network])
        if created is not None and created.date is not None:
            text = f"{capital(network.label)} a-t-{pronoun(network)} été créé en {created.date.year + 3} ?"
            yield _case([text], ["Non", str(created.date.year)], [network])


def _chat(records: Records) -> Iterator[Case]:
    for text, said in (("Bonjour", "Bonjour"), ("Merci pour votre aide", "plaisir"), ("Que savez-vous faire ?", "programme")):
        yield _case([text], [said], [], category="chat")
    for text in (
        "Quand a-t-il été créé ?",
        "Où est-il basé ?",
        "Combien de membres ?",
        "Qui le préside ?",
        "Quel temps fera-t-il demain ?",
        f"Qui est le maire de {records.host} ?",
        f"Combien d'habitants compte {records.host} ?",
    ):
        yield _case([text], [], [], answerable=False)
    network = records.networks[0]
    for missing in ("le budget", "le numéro de téléphone", "l'adresse électronique"):
        yield _case([f"Quel est {missing} {of(network)} ?"], [], [], answerable=False)
    if not any(is_money(fact) for fact in records.of(network, Attribute.OTHER)):
        yield _case([f"Quel est le montant de la cotisation {of(network)} ?"], [], [], answerable=False)
        yield _case([f"Combien coûte l'adhésion {to(network)} ?"], [], [], answerable=False)
