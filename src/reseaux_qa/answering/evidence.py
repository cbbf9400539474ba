"""What the page says near a question: its passages ranked, its words weighed."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from reseaux_qa.answering import expected
from reseaux_qa.answering.asked import networks_counted, premises
from reseaux_qa.facts.told import stems_of
from reseaux_qa.french import says, stem, unit_nouns, words
from reseaux_qa.retrieval import Aim, Retriever
from reseaux_qa.support import Wanted
from reseaux_qa.types import Attribute, Hit, Network, Passage, Question, Quote, Turning

_NEAR = 12  # sentences near a question, of no network in particular
_AS_WELL = 0.8  # of the support of the best of those that hold what is wanted
_HOLDING = 2  # of those that hold what is wanted


def _as_said(question: Question) -> Question:
    """The question with what most pages do not say, a budget say, as anything else that a page says."""
    asks = dict(question.asks)
    asks[Attribute.OTHER] = asks.get(Attribute.OTHER, 0.0) + asks.pop(Attribute.UNSAID, 0.0)
    return replace(question, asks=asks)


@dataclass(frozen=True, slots=True)
class Evidence:
    """One reading of a question beside the page.

    ``vector`` is its text's, ``aim`` what it aims at among the page's sentences, ``units`` are the stems of
    the counted nouns that it says, ``dated`` whether it wants a date, ``kinds`` what kinds of thing, ``rows`` how many
    networks it speaks of, ``premises`` how it takes something for granted, ``said`` its words, ``theme`` how surely those alone told the
    network, ``regions`` the parts of the world that it speaks of, and ``granted`` what is near that which it takes for granted.
    """

    question: Question
    retriever: Retriever
    ranks: Mapping[Passage, float]
    wanted: Wanted
    vector: np.ndarray
    aim: Aim
    units: frozenset[str]
    dated: bool
    kinds: tuple[str, ...]
    premises: tuple[str, ...]
    said: frozenset[str] = frozenset()
    rows: int = 0
    theme: float = 0.0
    regions: frozenset[str] = frozenset()
    granted: Evidence | None = None
    _found: dict[tuple[str, ...], list[Hit]] = field(init=False, repr=False, compare=False, default_factory=dict)

    @classmethod
    def of(cls, question: Question, retriever: Retriever) -> Evidence:
        """Rank the passages near a question's text and weigh its words."""
        ranks = retriever.ranks(question.text, question.attribute)
        said = frozenset(word.text for word in words(question.text))
        units = frozenset(map(stem, said & unit_nouns()))
        dated = says(question.text, "asks", "date")
        wanted, vector = retriever.want(question.words), retriever.vector(question.text)
        kinds, rows = expected.wanted(question.text), networks_counted(question.text)
        granted = next((cls.of(part, retriever) for part in question.parts if part.turn is Turning.GRANTED), None)
        aim = retriever.aim(question.text)
        regions = expected.regions(" ".join(question.words))
        found = cls(question, retriever, ranks, wanted, vector, aim, units, dated, kinds, premises(question), said, rows)
        return replace(found, regions=regions, granted=granted)

    def part(self, question: Question) -> Evidence:
        """What the page says near a part of the question, read alone; near what it takes for granted that is known."""
        known = self.granted if question.turn is Turning.GRANTED else None
        return replace(known or Evidence.of(question, self.retriever), question=question, granted=self.granted)

    def reading(self, question: Question) -> Evidence:
        """The same for another reading of the same text: only its words may differ, or that this page says what most do not."""
        wanted = self.wanted if question.words == self.question.words else self.retriever.want(question.words)
        found = replace(self, question=question, wanted=wanted)
        return replace(found, question=_as_said(question)) if found.is_held else found

    def about(self, network: Network, theme: float) -> Evidence:
        """The same, taken to be about one network that its words describe."""
        return replace(self, question=replace(self.question, networks=(network,)), theme=theme)

    def hits(self, terms: Collection[str] = ()) -> list[Hit]:
        """Sentences of the networks in scope, or near the question, best first; by some of its words, or all."""
        key = tuple(terms)
        if key not in self._found:
            found = self.retriever.sentences(self.ranks, self._only(terms), self.aim, self.question.networks)
            self._found[key] = [hit for hit in found if hit.network not in self.question.without]
        return self._found[key]

    @property
    def plain_kinds(self) -> tuple[str, ...]:
        """The kinds of thing wanted that few sentences hold."""
        return tuple(filter(expected.is_plain, self.kinds))

    @property
    def due(self) -> tuple[str, ...]:
        """The kinds of thing that a sentence must not lose when it is cut: a date where one is wanted, and the plain ones."""
        return ("date", *self.plain_kinds) if self.dated else self.plain_kinds

    @property
    def rare_kinds(self) -> tuple[str, ...]:
        """The kinds of thing wanted that a page holds once or never."""
        return tuple(filter(expected.is_rare, self.kinds))

    def finds(self, kind: str, text: str) -> bool:
        """Whether a text holds something of a kind that the question does not say itself."""
        return expected.holds(text, kind, self.said)

    def holding(self) -> list[Hit]:
        """The best sentences in scope that hold the rare thing that is wanted, « 3 000 euros », beside a word of the question."""
        rare = self.rare_kinds
        near = self.hits()[: None if self.question.networks else _NEAR] if rare else []
        held = [hit for hit in near if hit.support and any(self.finds(kind, hit.quote.text) for kind in rare)]
        least = _AS_WELL * max((hit.support for hit in held), default=0.0)
        return [hit for hit in held if hit.support >= least][:_HOLDING]

    @property
    def is_held(self) -> bool:
        """Whether the page tells the rare thing that is wanted: in a sentence in scope, or outside of the networks."""
        return bool(self.holding()) or (not self.question.networks and any(map(self._holds, self.retriever.outside)))

    def _holds(self, quote: Quote) -> bool:
        held = any(self.finds(kind, quote.text) for kind in self.rare_kinds)
        return held and self.wanted.said(stems_of(quote)) > 0

    def themes(self, terms: Collection[str] = ()) -> list[tuple[Network, float]]:
        """Networks by how well a passage of theirs says some of the question's words, or all, best first."""
        return self._left(self.retriever.themes(self.ranks, self._only(terms)))

    def described(self, terms: Collection[str] = ()) -> list[tuple[Network, float]]:
        """Networks by how well they are described by some of the question's words, or all, best first."""
        return self._left(self.retriever.described(self._only(terms)))

    def told_apart(self, terms: Collection[str]) -> tuple[Network | None, float]:
        """The network that some words tell, by what they describe and what they aim at, and how far it is before the next."""
        if not terms:
            return None, 0.0
        shares, aim = dict(self.described(terms)), self.retriever.aim(" ".join(terms))
        scores = {network: share + self.retriever.aimed_at_networks(aim, (network,)) for network, share in shares.items()}
        first, second = [*sorted(scores.values(), reverse=True), 0.0, 0.0][:2]
        return max(scores, key=lambda network: scores[network], default=None), first - second

    def _left(self, found: list[tuple[Network, float]]) -> list[tuple[Network, float]]:
        return [(network, share) for network, share in found if network not in self.question.without]

    def _only(self, terms: Collection[str]) -> Wanted:
        return self.wanted.only(terms) if terms else self.wanted

    def stems(self, quotes: tuple[Quote, ...]) -> frozenset[str]:
        """What some quotes say; a network told by its theme has its passages' words said too."""
        said = frozenset[str]().union(*map(stems_of, quotes))
        return said.union(*map(self.retriever.presentation, self.question.networks)) if self.theme else said
