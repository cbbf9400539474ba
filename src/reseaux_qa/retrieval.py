"""Question → passages of the page ranked, and their sentences weighed by what they say of the question.

Mistyped words are respelled as the page's own, then passages are ranked by the
three views of ``ranking``.  Sentences are then weighed by *support*: how much of
what the question says they say.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from reseaux_qa.corpus import Corpus
from reseaux_qa.encoder import Encoder, WordEncoder
from reseaux_qa.facts.told import is_boilerplate, topic_of
from reseaux_qa.french import content_stems
from reseaux_qa.french import sentences as split_sentences
from reseaux_qa.index import PassageIndex, passage_sentences, passage_text, titled
from reseaux_qa.ranking import Ranker, Vocabulary, standard
from reseaux_qa.spelling import Speller
from reseaux_qa.support import Postings, Wanted, Weigher
from reseaux_qa.types import Attribute, Hit, Network, Passage, Quote, SectionKind

_FIRST = 60  # a rank's worth is 1 / (60 + rank): enough to part sentences of equal support
_NAMED = 1.0  # above any rank's worth: a named network comes first
_DEPTH = 24  # passages kept, beside those of named networks
_AIMED = 2.0  # worth of the cosine between what would answer a question and a sentence, beside its support
_SHARPNESS = 0.05  # of the softmax over sentences: the one with which ``training/train_query.py`` learns
_TELLING = 0.5  # worth from which a presentation says a word
_WHERE = {  # the section in which such pages tell it, as a fourth view of a passage
    Attribute.ROLE: SectionKind.ROLE,
    Attribute.OBJECTIVES: SectionKind.OBJECTIVES,
    Attribute.MEMBERS: SectionKind.MEMBERS,
    Attribute.COUNTRIES: SectionKind.MEMBERS,
    Attribute.CREATED: SectionKind.DATES,
    Attribute.JOINED: SectionKind.DATES,
    Attribute.EVENTS: SectionKind.DATES,
    Attribute.DEFINITION: SectionKind.INTRO,
    Attribute.MEANING: SectionKind.INTRO,
    Attribute.SEAT: SectionKind.INTRO,
    Attribute.FOUNDERS: SectionKind.INTRO,
    Attribute.INHABITANTS: SectionKind.INTRO,
}


@dataclass(frozen=True, slots=True)
class Aim:
    """How near each sentence is to what would answer a question: cosines, and their powers in a softmax, shape ``(sentences,)``.

    ``silence`` is how near it is that none does.
    """

    near: np.ndarray
    powers: np.ndarray
    silence: float


class Retriever:
    """Finds sentences; knows the whole page's vocabulary and how rare each word is."""

    without = ""  # the view of ``ranking`` that an ablation takes away

    def __init__(self, corpus: Corpus, index: PassageIndex, encoder: Encoder, words: WordEncoder) -> None:
        """``encoder`` made the index; ``words`` compares single words, and questions with answers (the bundled model)."""
        self._corpus, self._index, self._encoder, self._words = corpus, index, encoder, words
        self._position = {passage: n for n, passage in enumerate(corpus.passages)}
        every = [(passage, hit) for passage in corpus.passages for hit in _sentences_of(passage)]
        self._sentences: dict[Passage, list[tuple[int, Hit]]] = {passage: [] for passage in corpus.passages}
        for number, (passage, hit) in enumerate(every):
            self._sentences[passage].append((number, hit))
        outside = told_outside(corpus)
        told = told_of_networks(corpus) + outside
        self._numbered = list(enumerate(quote for quote, _ in told))
        self.outside, self._told = [quote for quote, _ in outside], [text for _, text in told]
        self.aim_by(words)
        self._of = {network: [n for n, (passage, _) in enumerate(every) if passage.network is network] for network in corpus.networks}
        self._overlapping: dict[Quote, list[int]] = {}
        said_by = [topic_of(hit.section) | frozenset(content_stems(hit.quote.text)) for _, hit in every]
        self._in_sentences = Postings(said_by)
        texts = [passage_text(passage) for passage in corpus.passages]
        self._in_passages = Postings(frozenset(content_stems(text)) for text in texts)
        said = [[titled(passage, quote.text) for quote in passage_sentences(passage)] for passage in corpus.passages]
        pages = [source.text for source in corpus.sources]
        vocabulary = Vocabulary([*pages, *texts], words)
        self._weigher = Weigher(vocabulary, said_by)
        self._presentations = {network: _presentation(network) for network in corpus.networks}
        self._quotes: dict[Quote, np.ndarray] = {}
        self.speller = Speller(pages, words.lexicon)
        self._ranker = Ranker(texts, said, self._nearest, vocabulary, self.without)

    def _nearest(self, text: str, count: int) -> list[tuple[int, float]]:
        found = self._index.nearest(self._encoder.encode([text])[0], count)
        return [(self._position[passage], similarity) for passage, similarity in found]

    # --- passages ---------------------------------------------------------

    def passages(self, text: str, networks: Iterable[Network] = (), attribute: Attribute = Attribute.OTHER) -> list[tuple[Passage, float]]:
        """Passages, best first, with what their rank is worth; those of named networks come first, all of them."""
        named = set(networks)
        scores = self._ranker.scores(self.speller.respell(text)) + self._expected(attribute)
        order = [self._corpus.passages[int(n)] for n in np.argsort(-scores, kind="stable")]
        first = [passage for passage in order if passage.network in named]
        others = [passage for passage in order if passage.network not in named][:_DEPTH]
        ranked = enumerate([*first, *others])
        return [(passage, _NAMED * (passage.network in named) + 1.0 / (_FIRST + rank)) for rank, passage in ranked]

    def _expected(self, attribute: Attribute) -> np.ndarray:
        kind = _WHERE.get(attribute)
        return standard(np.array([float(passage.section.kind is kind) for passage in self._corpus.passages]))

    def ranked(self, view: str, text: str) -> list[Passage]:
        """The best passages by one view of ``ranking`` alone; none where nothing stands out."""
        scores = standard(self._ranker.views[view](self.speller.respell(text))) if view in self._ranker.views else np.zeros(0)
        return [self._corpus.passages[int(n)] for n in np.argsort(-scores, kind="stable")[:_DEPTH]] if scores.any() else []

    # --- sentences --------------------------------------------------------

    def ranks(self, text: str, attribute: Attribute = Attribute.OTHER) -> dict[Passage, float]:
        """Worth of the passages near a text, for ``sentences`` and ``themes``."""
        return dict(self.passages(text, attribute=attribute))

    def want(self, terms: Iterable[str]) -> Wanted:
        """What an answer to a question of these words should say."""
        return self._weigher.want(terms)

    def aim_by(self, words: WordEncoder) -> None:
        """Compare questions with answers by another encoder from now on."""
        self._aiming = words
        self._vectors = words.encode_answers(self._told) if self._told else np.zeros((0, 1))

    def aim(self, text: str) -> Aim:
        """What a question aims at among the sentences of the page."""
        near, silence = np.asarray(self._vectors @ self._aiming.encode_query(text)), self._aiming.silence(text)
        return Aim(near, np.exp((near - 1.0) / _SHARPNESS), silence)

    def sentences(self, ranks: Mapping[Passage, float], wanted: Wanted, aim: Aim, networks: Collection[Network] = ()) -> list[Hit]:
        """Sentences by support, rank and aim: of some networks, or of all."""
        scope = [p for p in self._corpus.passages if not networks or p.network in networks]
        shares = self._in_sentences.shares(wanted)
        placed = [(ranks.get(passage, 0.0), self._sentences[passage]) for passage in scope]
        near = (_AIMED * aim.near).tolist()
        hits = [Hit(hit.network, hit.section, hit.quote, rank + near[n], shares.get(n, 0.0)) for rank, said in placed for n, hit in said]
        return sorted(hits, key=lambda hit: -(hit.support + hit.score))

    def themes(self, ranks: Mapping[Passage, float], wanted: Wanted) -> list[tuple[Network, float]]:
        """Networks by how well what they present supports the wanted words, best first."""
        best: dict[Network, float] = {}
        shares = self._in_passages.shares(wanted)
        for passage in self._near(ranks, wanted):
            support = shares.get(self._position[passage], 0.0) + ranks.get(passage, 0.0)
            best[passage.network] = max(best.get(passage.network, 0.0), support)
        return sorted(best.items(), key=lambda item: -item[1])

    def _near(self, ranks: Mapping[Passage, float], wanted: Wanted) -> Collection[Passage]:
        """The ranked passages; all of them for words that no ranking finds."""
        return self._corpus.passages if wanted.is_topical else ranks

    def presentation(self, network: Network) -> frozenset[str]:
        """The stems of what presents a network: its names, its introduction and its objectives."""
        return self._presentations[network]

    def vector(self, text: str) -> np.ndarray:
        """The unit vector of a question, shape ``(dimensions,)``, for ``similarity``."""
        return np.asarray(self._words.encode([text])[0])

    def similarity(self, vector: np.ndarray, quotes: Iterable[Quote]) -> float:
        """The best cosine similarity between a vector and some sentences of the page; 0 without sentences."""
        return max((float(vector @ self._vector_of(quote)) for quote in quotes), default=0.0)

    def closeness(self, aim: Aim, quotes: Iterable[Quote]) -> float:
        """How near the nearest of the sentences that some quotes are taken from is to what would answer; 0 for none."""
        return max((float(aim.near[n]) for quote in quotes for n in self._sentences_in(quote)), default=0.0)

    def aimed_at(self, aim: Aim, quotes: Iterable[Quote], networks: Collection[Network] = ()) -> float:
        """The share, 0 to 1, of what a question aims at in some networks, or in all, that some quotes are."""
        return self._share(aim, {n for quote in quotes for n in self._sentences_in(quote)}, networks)

    def aimed_at_networks(self, aim: Aim, told: Iterable[Network], networks: Collection[Network] = ()) -> float:
        """The same of all sentences of the networks told."""
        return self._share(aim, {n for network in told for n in self._of[network]}, networks)

    def best_aimed(self, aim: Aim, networks: Collection[Network] = ()) -> tuple[float, float]:
        """How near the sentence nearest to what would answer is, in some networks or in all, and its share of the aim there; 0 for none."""
        scope = self._scope(networks)
        near, powers = aim.near[scope], aim.powers[scope]
        return (float(near.max()), float(powers.max() / powers.sum())) if near.size else (0.0, 0.0)

    def silent(self, aim: Aim, networks: Collection[Network] = ()) -> float:
        """The share, 0 to 1, of what a question aims at in some networks, or in all, that no sentence is."""
        power = math.exp((aim.silence - 1.0) / _SHARPNESS)
        return power / (float(aim.powers[self._scope(networks)].sum()) + power)

    def _scope(self, networks: Collection[Network]) -> list[int] | slice:
        return [n for network in networks for n in self._of[network]] or slice(None)

    def _share(self, aim: Aim, told: Collection[int], networks: Collection[Network]) -> float:
        scope = self._scope(networks)
        return min(1.0, float(aim.powers[list(told)].sum()) / (float(aim.powers[scope].sum()) or 1.0))

    def _sentences_in(self, quote: Quote) -> list[int]:
        if quote not in self._overlapping:
            self._overlapping[quote] = [number for number, sentence in self._numbered if sentence.overlaps(quote)]
        return self._overlapping[quote]

    def _vector_of(self, quote: Quote) -> np.ndarray:
        if quote not in self._quotes:  # the page's own text alone, never a question's
            self._quotes[quote] = self._words.encode([quote.text])[0]
        return self._quotes[quote]

    def described(self, wanted: Wanted) -> list[tuple[Network, float]]:
        """Networks by the share, 0 to 1, that their presentation says of the words that tell networks apart, best first."""
        scores: dict[Network, float] = defaultdict(float)
        total = 0.0
        for _, _, matches in wanted.terms:
            worth = {n: max((matches[key] for key in matches.keys() & said), default=0.0) for n, said in self._presentations.items()}
            owners = sum(value >= _TELLING for value in worth.values())
            weight = math.log((len(worth) + 1) / owners) if owners else 0.0
            total += weight
            for network, value in worth.items():
                scores[network] += weight * value
        return sorted(((n, score / total) for n, score in scores.items() if total), key=lambda item: -item[1])


def told_of_networks(corpus: Corpus) -> list[tuple[Quote, str]]:
    """Each sentence of the networks with what is embedded of it to be aimed at: itself after the heading and its section's title."""
    every = [(passage, hit.quote) for passage in corpus.passages for hit in _sentences_of(passage)]
    return [(quote, f"{passage.network.heading.text}. {passage.section.title} : {quote.text}") for passage, quote in every]


def told_outside(corpus: Corpus) -> list[tuple[Quote, str]]:
    """The same of the sentences that stand outside of the networks."""
    quotes = [body.slice(start, end) for body in corpus.outside for start, end in split_sentences(body.text)]
    return [(quote, f"{corpus.host} : {quote.text}") for quote in quotes if not is_boilerplate(quote.text)]


def _presentation(network: Network) -> frozenset[str]:
    kinds = (SectionKind.INTRO, SectionKind.OBJECTIVES)
    texts = [network.heading.text, *network.aliases, *(s.body.text for s in network.sections if s.kind in kinds)]
    return frozenset(key for text in texts for key in content_stems(text))


def _sentences_of(passage: Passage) -> list[Hit]:
    quotes = (quote for quote in passage_sentences(passage) if not is_boilerplate(quote.text))
    return [Hit(passage.network, passage.section, quote, 0.0, 0.0) for quote in quotes]
