"""An answer being written: each statement takes its citation as it is made."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from reseaux_qa.french import fold, of_city
from reseaux_qa.types import Answer, Citation, Fact, Hit, Network, Quote, Section, Status

INTRODUCTION = "Présentation"  # what a citizen reads for the untitled first section


class Draft:
    """Collects sentences and numbers their citations from 1, the same quote once."""

    def __init__(self) -> None:
        """Start empty."""
        self._parts: list[str] = []
        self._citations: dict[Quote, Citation] = {}
        self._networks: dict[Network, None] = {}
        self.facts: list[Fact] = []  # those that it states
        self.status = Status.ANSWERED
        self.understood: frozenset[str] = frozenset()  # stems of the question's words that it reckons with
        self.checked = ""  # the query that was computed, in French

    def __bool__(self) -> bool:
        """Whether it says anything."""
        return bool(self._parts)

    def cite(self, network: Network, section: Section | None, quote: Quote) -> str:
        """The marker « [n] » of a quote, new or already cited."""
        quote = quote.stripped()
        self._networks.setdefault(network)
        if quote not in self._citations:
            title = (section.title if section else "") or INTRODUCTION
            self._citations[quote] = Citation(len(self._citations) + 1, network.heading.text.strip(), title, quote)
        return f"[{self._citations[quote].id}]"

    def page(self, host: str, quote: Quote) -> str:
        """The marker of a quote that stands outside of the networks."""
        return self.cite_as(Citation(0, f"Réseaux {of_city(host)}", INTRODUCTION, quote.stripped()))

    def fact(self, fact: Fact) -> str:
        """The marker of a fact."""
        self.facts.append(fact)
        return self.cite(fact.network, fact.section, fact.quote)

    def hit(self, hit: Hit) -> str:
        """The marker of a retrieved sentence."""
        return self.cite(hit.network, hit.section, hit.quote)

    def heading(self, network: Network) -> str:
        """The marker of a network's own heading."""
        return self.cite(network, None, network.heading)

    def say(self, sentence: str) -> Draft:
        """Add a sentence, if there is one."""
        if sentence:
            self._parts.append(sentence)
        return self

    def precede(self, sentence: str) -> Draft:
        """Put a sentence before all others, where there are any."""
        if sentence and self:
            self._parts.insert(0, sentence)
        return self

    def about(self, label: str) -> Draft:
        """Say first what the answer is about, after a « Oui. » that it opens with."""
        opens = bool(self._parts) and self._parts[0] in ("Oui.", "Non.")
        self._parts.insert(int(opens), label)
        return self

    def correct(self, word: str) -> Draft:
        """What the page does say, after a word on what it does not."""
        self.status = Status.NOT_SAID
        return self.precede(word)

    def append(self, other: Draft) -> Draft:
        """Add what another draft says, its citations renumbered."""
        markers = {f"[{c.id}]": self.cite_as(c) for c in other._citations.values()}
        for part in other._parts:
            self.say(re.sub(r"\[\d+\]", lambda match: markers.get(match.group(), match.group()), part))
        for network in other._networks:
            self._networks.setdefault(network)
        self.facts += other.facts
        self.understood |= other.understood
        return self

    def cite_as(self, citation: Citation) -> str:
        """The marker of a citation of another draft, here."""
        if citation.quote not in self._citations:
            self._citations[citation.quote] = replace(citation, id=len(self._citations) + 1)
        return f"[{self._citations[citation.quote].id}]"

    def says(self, name: str) -> bool:
        """Whether some sentence so far says a name."""
        return any(fold(name) in fold(part) for part in self._parts)

    @property
    def networks(self) -> tuple[Network, ...]:
        """Those of which something is cited so far."""
        return tuple(self._networks)

    @property
    def quotes(self) -> tuple[Quote, ...]:
        """What is cited so far."""
        return tuple(self._citations)

    @property
    def denies(self) -> bool:
        """Whether it begins by « Non »."""
        return bool(self._parts) and self._parts[0].startswith("Non")

    @property
    def text(self) -> str:
        """All that is said so far; lines that are list items stay on lines of their own."""
        text = self._parts[0] if self._parts else ""
        for before, part in pairwise(self._parts):
            text += ("\n" if part.startswith("- ") or before.startswith("- ") else " ") + part
        return text

    def finish(self, suggestions: tuple[str, ...] = ()) -> Answer:
        """The finished answer."""
        return Answer(self.text, self.status, tuple(self._citations.values()), suggestions, tuple(self._networks), self.checked)


def find_in(network: Network, phrase: str) -> tuple[Section | None, Quote] | None:
    """Where a network's heading or text says a phrase, accents and case aside."""
    wanted = fold(phrase)
    at = fold(network.heading.text).find(wanted)
    if wanted and at >= 0:
        return None, network.heading
    for section in network.sections:
        at = fold(section.body.text).find(wanted)
        if wanted and at >= 0:
            return section, section.body.slice(at, at + len(wanted))
    return None
