"""What the page says near a question: its passages ranked, its words weighed."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from reseaux_qa.answering.asked import networks_counted, premises
from reseaux_qa.facts import stems_of
from reseaux_qa.french import fold, phrase_pattern, stem, unit_nouns, words
from reseaux_qa.retrieval import Retriever
from reseaux_qa.support import Wanted
from reseaux_qa.types import Hit, Network, Passage, Question, Quote


@dataclass(frozen=True, slots=True)
class Evidence:
    """One reading of a question beside the page.

    ``vector`` is its text's, ``units`` are the stems of the counted nouns that it
    says, ``dated`` whether it wants a date, ``rows`` how many networks it speaks of, ``premises`` how it takes something for
    granted, and ``theme`` how surely its words alone told the network.
    """

    question: Question
    retriever: Retriever
    ranks: Mapping[Passage, float]
    wanted: Wanted
    vector: np.ndarray
    units: frozenset[str]
    dated: bool
    premises: tuple[str, ...]
    rows: int = 0
    theme: float = 0.0
    _found: dict[tuple[str, ...], list[Hit]] = field(init=False, repr=False, compare=False, default_factory=dict)

    @classmethod
    def of(cls, question: Question, retriever: Retriever) -> Evidence:
        """Rank the passages near a question's text and weigh its words."""
        ranks = retriever.ranks(question.text, question.attribute)
        units = frozenset(stem(word.text) for word in words(question.text) if word.text in unit_nouns())
        dated = phrase_pattern("asks", "date").search(fold(question.text)) is not None
        wanted, vector = retriever.want(question.words), retriever.vector(question.text)
        return cls(question, retriever, ranks, wanted, vector, units, dated, premises(question), networks_counted(question.text))

    def reading(self, question: Question) -> Evidence:
        """The same for another reading of the same text: only its words may differ."""
        wanted = self.wanted if question.words == self.question.words else self.retriever.want(question.words)
        return replace(self, question=question, wanted=wanted)

    def about(self, network: Network, theme: float) -> Evidence:
        """The same, taken to be about one network that its words describe."""
        return replace(self, question=replace(self.question, networks=(network,)), theme=theme)

    def hits(self, terms: Collection[str] = ()) -> list[Hit]:
        """Sentences of the networks in scope, or near the question, best first; by some of its words, or all."""
        key = tuple(terms)
        if key not in self._found:
            self._found[key] = self.retriever.sentences(self.ranks, self._only(terms), self.question.networks)
        return self._found[key]

    def themes(self, terms: Collection[str] = ()) -> list[tuple[Network, float]]:
        """Networks by how well a passage of theirs says some of the question's words, or all, best first."""
        return self.retriever.themes(self.ranks, self._only(terms))

    def described(self, terms: Collection[str] = ()) -> list[tuple[Network, float]]:
        """Networks by how well they are described by some of the question's words, or all, best first."""
        return self.retriever.described(self._only(terms))

    def _only(self, terms: Collection[str]) -> Wanted:
        return self.wanted.only(terms) if terms else self.wanted

    def stems(self, quotes: tuple[Quote, ...]) -> frozenset[str]:
        """What some quotes say; a network told by its theme has its passages' words said too."""
        said = frozenset[str]().union(*map(stems_of, quotes))
        return said.union(*map(self.retriever.presentation, self.question.networks)) if self.theme else said
