"""What can be asked: the whole assistant, the same less one part, and what others would build."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from reseaux_qa.assistant import Assistant, Parts
from reseaux_qa.corpus import Corpus
from reseaux_qa.encoder import Encoder, WordEncoder
from reseaux_qa.errors import SettingsError
from reseaux_qa.evaluation.langchain_rag import LangChainRag
from reseaux_qa.evaluation.rankings import WithoutBm25, WithoutDense, WithoutWords, rankings_of
from reseaux_qa.evaluation.retrieval import Ranker
from reseaux_qa.facts import Records
from reseaux_qa.index import PassageIndex
from reseaux_qa.retrieval import Retriever
from reseaux_qa.settings import Settings
from reseaux_qa.types import Answer, Citation, Fact, Passage, Question, Status, Turn

Ask = Callable[[str, Sequence[Turn]], Answer]
Build = Callable[[str, str, Settings], "System"]
WHOLE = "entier"


@dataclass(frozen=True, slots=True)
class Stated:
    """A fact of the records, as the paired report compares it."""

    network: str
    attribute: str
    value: str
    quote: str


@dataclass(frozen=True, slots=True)
class System:
    """Something that answers; its rankings and its records, where it has any, for the views of its parts."""

    name: str
    label: str
    ask: Ask
    corpus: Corpus
    model: str = ""
    rankers: Mapping[str, Ranker] = field(default_factory=dict)
    facts: tuple[Stated, ...] = ()


def build(names: Iterable[str], settings: Settings) -> list[System]:
    """The named systems.

    Raises:
        SettingsError: for an unknown name, in French, with the known ones.
    """
    wanted = list(dict.fromkeys(names))
    for name in wanted:
        if name not in SYSTEMS:
            raise SettingsError(f"Aucun système ne s'appelle « {name} » : choisissez parmi {', '.join(SYSTEMS)}.")
    return [SYSTEMS[name][1](name, SYSTEMS[name][0], settings) for name in wanted]


class _Workshop:
    """Makes an assistant and remembers what it was made with."""

    retriever: Retriever
    encoder: Encoder

    def __init__(self, settings: Settings, parts: Parts) -> None:
        self._parts = parts
        self.assistant = Assistant.from_settings(settings, parts=Parts(self._find, parts.records, parts.check))

    def _find(self, corpus: Corpus, index: PassageIndex, encoder: Encoder, words: WordEncoder) -> Retriever:
        self.retriever, self.encoder = self._parts.retriever(corpus, index, encoder, words), encoder
        return self.retriever


def with_parts(parts: Parts) -> Build:
    """The assistant, made with these parts."""

    def made(name: str, label: str, settings: Settings) -> System:
        shop = _Workshop(settings, parts)
        shop.assistant.warm()
        corpus, facts = shop.assistant.corpus, _stated(shop.assistant.records)
        return System(name, label, shop.assistant.ask, corpus, shop.encoder.name, rankings_of(shop.retriever, corpus), facts)

    return made


def _stated(records: Records) -> tuple[Stated, ...]:
    return tuple(Stated(fact.network.name, fact.attribute.value, _value(fact), fact.quote.text) for fact in records.facts)


def _value(fact: Fact) -> str:
    parts = (str(fact.date.year) if fact.date else "", "" if fact.number is None else str(fact.number), fact.actor)
    return " ".join(part for part in parts if part) or fact.text


def best_passage(ranking: str) -> Build:
    """The best passage of one ranking, quoted whole: no reading, no records, no refusal."""

    def made(name: str, label: str, settings: Settings) -> System:
        whole = with_parts(Parts())(name, label, settings)
        ranker, passages = whole.rankers[ranking], {passage.quote: passage for passage in whole.corpus.passages}

        def ask(question: str, history: Sequence[Turn]) -> Answer:
            return _quoted([passages[quote] for quote in ranker.best(question)[:1]])

        return System(name, label, ask, whole.corpus, whole.model, {ranking: ranker})

    return made


def _quoted(passages: Sequence[Passage]) -> Answer:
    if not passages:
        return Answer("La page ne le dit pas.", Status.NOT_SAID)
    (best,) = passages
    citation = Citation(1, best.network.heading.text.strip(), best.section.title, best.quote)
    return Answer(f"{best.quote.text} [1]", Status.ANSWERED, (citation,))


def _langchain(name: str, label: str, settings: Settings) -> System:
    shop = _Workshop(settings, Parts())
    rag = LangChainRag(shop.assistant.corpus, shop.encoder)
    ranker = Ranker(rag.units, rag.rank)
    return System(name, label, lambda question, history: rag.quoted(ranker.best(question)), rag.corpus, shop.encoder.name, {name: ranker})


def _refusing(name: str, label: str, settings: Settings) -> System:
    refusal = Answer("La page ne le dit pas.", Status.NOT_SAID)
    return System(name, label, lambda question, history: refusal, Corpus.from_folder(settings.corpus))


def _no_records(corpus: Corpus) -> Records:
    return Records(corpus.networks, corpus.host, corpus.city, ())


def _unchecked(answer: Answer, question: Question, corpus: Corpus) -> Answer:
    return answer


SYSTEMS: dict[str, tuple[str, Build]] = {
    WHOLE: ("l'assistant entier", with_parts(Parts())),
    "sans-bm25": ("sans la recherche par mots", with_parts(Parts(retriever=WithoutBm25))),
    "sans-dense": ("sans la recherche par le sens", with_parts(Parts(retriever=WithoutDense))),
    "sans-mots": ("sans le rapprochement des mots", with_parts(Parts(retriever=WithoutWords))),
    "sans-fiches": ("sans les fiches", with_parts(Parts(records=_no_records))),
    "sans-garde": ("sans le garde-fou", with_parts(Parts(check=_unchecked))),
    "dense": ("le meilleur passage par le sens", best_passage("dense")),
    "bm25": ("le meilleur passage par les mots", best_passage("bm25")),
    "fusion": ("le meilleur passage des deux rangs fusionnés", best_passage("fusion")),
    "rag-langchain": ("un RAG LangChain ordinaire", _langchain),
    "refus": ("refuser toujours", _refusing),
}
