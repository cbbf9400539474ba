"""Plain questions on orders and on several networks at once, made from the records of any city's page."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from reseaux_qa.answering.located import named_cities
from reseaux_qa.answering.phrasing import of
from reseaux_qa.facts import Records
from reseaux_qa.french import content_stems, names_city, words
from reseaux_qa.types import Attribute, Network

Ask = tuple[str, list[str], list[Network]]  # a question, what a right answer says, and of which networks
_FEW = 3  # questions of one kind on a page, at most


def orders(records: Records) -> Iterator[Ask]:
    """Both ends of an order, the second, what stands next to a network, counts year by year, the métropole's own, a city in two."""
    for attribute, asked in ((Attribute.CREATED, _CREATED), (Attribute.JOINED, _JOINED)):
        years = {n: fact.date.year for n in records.networks if (fact := records.first(n, attribute)) and fact.date is not None}
        yield from _ends(years, asked)
        yield from _apart(years, asked[-1])
    sizes = {n: fact.number for n in records.networks if (fact := records.first(n, Attribute.MEMBERS)) and fact.number}
    yield from _next_in_size(sizes)
    yield from _either(records)
    yield from _by_the_metropole(records)
    yield from _in_two(records)


_CREATED = (
    "Quel est le réseau le plus ancien, et lequel est le plus récent ?",
    "Quel réseau vient juste après le plus ancien ?",
    "Quel est le deuxième réseau le plus ancien ?",
    "Combien de réseaux ont été créés en {} et combien en {} ?",
)
_JOINED = (
    "Lequel a-t-on rejoint en premier, et lequel en dernier ?",
    "Quel a été le deuxième réseau rejoint ?",
    "Quels sont le premier et le deuxième réseau rejoints ?",
    "Nombre d'adhésions en {} et en {} ?",
)


def _ends(years: dict[Network, int], asked: Sequence[str]) -> Iterator[Ask]:
    ordered = sorted(years, key=years.__getitem__)
    single: Callable[[int], bool] = lambda year: list(years.values()).count(year) == 1  # noqa: E731
    if len(ordered) > _FEW and all(single(years[n]) for n in (ordered[0], ordered[1], ordered[-1])):
        first, second, last = ordered[0], ordered[1], ordered[-1]
        yield asked[0], [first.name, last.name], [first, last]
        yield asked[1], [f"deuxième est {second.label}"], [second]
        yield asked[2], [f"deuxième est {second.label}"], [second]


def _apart(years: dict[Network, int], asked: str) -> Iterator[Ask]:
    for one, other in list(pairwise(sorted(set(years.values()))))[:_FEW]:
        found = [n for n in years if years[n] in (one, other)]
        yield asked.format(one, other), [str(one), str(other), *(n.name for n in found)], found


def _next_in_size(sizes: dict[Network, int]) -> Iterator[Ask]:
    ordered = sorted(sizes, key=sizes.__getitem__, reverse=True)
    for larger, smaller in list(pairwise(ordered))[:_FEW]:
        if list(sizes.values()).count(sizes[larger]) == list(sizes.values()).count(sizes[smaller]) == 1:
            yield f"En nombre de membres, qui vient juste derrière {larger.label} ?", ["Juste après", smaller.name], [smaller]
            yield f"Quel réseau est juste devant {smaller.label} pour le nombre de membres ?", ["Juste avant", larger.name], [larger]


_EITHER = (
    "Quels réseaux s'occupent de {} ou de {} ?",
    "Y a-t-il des réseaux qui parlent de {} ou de {} ?",
    "Which networks deal with {} or {}?",
)
_THEME = 6  # letters from which a word of a network's long name may tell its theme


def _either(records: Records) -> Iterator[Ask]:
    """Two themes at once: a word of the long names of two networks that no other network says."""
    said = {n: {stem for section in n.sections for stem in content_stems(section.body.text)} for n in records.networks}
    themes = dict[Network, str]()
    for network in records.networks:
        others = set().union(*(stems for other, stems in said.items() if other is not network))
        told = [word.text for word in words(network.long_name) if len(word.text) >= _THEME]
        own = [word for word in told if not others.issuperset(content_stems(word)) and said[network].issuperset(content_stems(word))]
        themes |= {network: own[0]} if own else {}
    for asked, (one, other) in zip(_EITHER, pairwise(themes), strict=False):
        yield asked.format(themes[one], themes[other]), [one.name, other.name], [one, other]


def _by_the_metropole(records: Records) -> Iterator[Ask]:
    theirs = [n for n in records.networks if (fact := records.first(n, Attribute.JOINED)) and fact.actor == "métropole"]
    if theirs and len(theirs) < len(records.networks):
        yield "À quels réseaux est-ce la métropole qui a adhéré, et non la ville ?", [n.name for n in theirs], theirs
        yield "Quels réseaux ont été rejoints par la métropole ?", [n.name for n in theirs], theirs


def _in_two(records: Records) -> Iterator[Ask]:
    cities = {network: named_cities(network) for network in records.networks}
    pairs = ((one, other) for n, one in enumerate(cities) for other in list(cities)[n + 1 :])
    found = [(one, other, key) for one, other in pairs for key in cities[one] if key in cities[other] and not names_city(key, records.host)]
    for one, other, key in found[:_FEW]:
        city = cities[one][key][0]
        yield f"{city} est-elle à la fois dans {one.label} et dans {other.label} ?", ["Oui", city, one.name, other.name], [one, other]
        yield f"{city} fait-elle partie {of(one)} et {of(other)} ?", ["Oui", city, one.name, other.name], [one, other]
