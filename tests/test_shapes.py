"""The same pages laid out in other ways: their networks and sections are found by shape, whatever marks them."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from reseaux_qa.corpus import Corpus
from reseaux_qa.types import Source


@dataclass(frozen=True)
class Way:
    """How a page writes its headings, the n-th of them, and its titles."""

    heading: Callable[[str, int], str]
    title: Callable[[str], str]
    name: str = "page.txt"


WAYS = {
    "hashes": Way(lambda name, n: f"## {name}", lambda title: f"### {title}\n", "page.md"),
    "hashes, bold titles": Way(lambda name, n: f"### {name}", lambda title: f"**{title}**\n", "page.md"),
    "bold": Way(lambda name, n: f"**{name}**", lambda title: f"*{title}*\n", "page.md"),
    "rules under them": Way(lambda name, n: f"{name}\n{'=' * len(name)}", lambda title: f"{title}\n{'-' * len(title)}"),
    "numbers": Way(lambda name, n: f"{n}. {name}", lambda title: title),
    "brackets": Way(lambda name, n: f"{n}) {name}", lambda title: f"{title} :"),
    "numbers and dashes": Way(lambda name, n: f"{n} - {name}", lambda title: f"{title} :"),
    "colons": Way(lambda name, n: f"{name} :", lambda title: title),
}


def laid_out(corpus: Corpus, way: Way) -> Corpus:
    """The text of a corpus again, its headings and titles written in another way."""
    text = f"{corpus.host} et ses réseaux\n\n{corpus.host} est membre de plusieurs réseaux de villes.\n\n"
    for number, network in enumerate(corpus.networks, start=1):
        text += way.heading(network.heading.text.strip(), number) + "\n\n"
        for section in network.sections:
            title = f"{way.title(section.title.strip())}\n" if section.title else ""
            text += f"{title}{section.body.text.strip()}\n\n"
    return Corpus.from_sources((Source(way.name, text),))


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("city", ["toulouse", "metz", "tours"])
def test_networks_and_sections_are_found_whatever_marks_them(city, way, assistant_of):
    known = assistant_of(city).corpus
    found = laid_out(known, WAYS[way])
    assert found.host == known.host
    names = [network.heading.text.strip() for network in known.networks]
    assert [network.heading.text.strip() for network in found.networks if network.heading.text.strip() in names] == names
    assert len(found.networks) <= len(names) + 2
    kinds = [{section.kind for section in network.sections if section.body.text} for network in known.networks]
    again = [{section.kind for section in network.sections} for network in found.networks if network.heading.text.strip() in names]
    assert all(those >= these for these, those in zip(kinds, again, strict=True))
