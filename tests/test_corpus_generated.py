"""Pages drawn at random: what was written is found, verbatim, and nothing crashes."""

from dataclasses import dataclass

from hypothesis import example, given, settings
from hypothesis import strategies as st

from reseaux_qa.corpus import Corpus
from reseaux_qa.errors import CorpusError
from reseaux_qa.facts import Records
from reseaux_qa.types import Source

NAMES = ["Alliance du Vent", "ABCD - Association des Bords de Côte", "Phares", "Cités de la Soie", "Pacte d'Oslo pour l'eau", "VGT"]
TITLES = ["Objectifs", "Membres du réseau", "Dates clés", "Gouvernance", "Contact"]
LINES = [
    "Le réseau compte 12 villes dans 3 pays.",
    "  • Partager l’eau, l'air et le sol",
    "1999 : Création du réseau",
    "Mars 2004 : Adhésion de la Ville de Brest",
    "Basé à\u00a0Gand, il réunit plus de 1\u202f200 membres.",
    "En savoir plus",
    "**40** organismes ; présidence : M. Duroc",
]
ANYTHING = st.text(alphabet=st.characters(codec="utf-8"), max_size=300)
MARKS = ["", "", "> Devise", "# Alpha", "## Objectif", "---", "\ufeff", ":"]
NEARLY = st.lists(st.sampled_from([*NAMES, *TITLES, *LINES, *MARKS])).map("\n".join)


@dataclass(frozen=True)
class Page:
    names: list[str]
    text: str
    suffix: str


@st.composite
def pages(draw) -> Page:
    names = draw(st.lists(st.sampled_from(NAMES), unique=True, min_size=2))
    markdown, end = draw(st.booleans()), draw(st.sampled_from(["\n", "\r\n"]))
    blocks = [draw(_blocks(name, markdown)) for name in names]
    start = "" if markdown else "Nos réseaux\nBienvenue sur cette page.\n\n\n"
    text = draw(st.sampled_from(["", "\ufeff"])) + start + ("\n" if markdown else "\n\n").join(blocks)
    return Page(names, text.replace("\n", end), ".md" if markdown else ".txt")


@st.composite
def _blocks(draw, name: str, markdown: bool) -> str:
    sections = draw(st.lists(st.sampled_from(TITLES), unique=True, min_size=1))
    heading = f"# {name}\n\n" if markdown else f"{name}\n\n> Une devise\n\n"
    mark = "## " if markdown else ""
    return heading + "\n".join(f"{mark}{title}\n{draw(_texts)}\n" for title in sections)


_texts = st.lists(st.sampled_from(LINES), min_size=1, max_size=4).map("\n".join)


def is_verbatim(corpus: Corpus) -> bool:
    quotes = [network.heading for network in corpus.networks] + [passage.quote for passage in corpus.passages]
    quotes += [section.body for network in corpus.networks for section in network.sections]
    quotes += [fact.quote for fact in Records.from_corpus(corpus).facts]
    return all(corpus.text(quote.source)[quote.start : quote.end] == quote.text for quote in quotes)


_MORE = "\n\n> Une devise\n\nObjectifs\nEn savoir plus\n\nMembres du réseau\nEn savoir plus\n"
_ONE = "\n\n> Une devise\n\nObjectifs\nDouze villes.\n\nMembres du réseau\nDouze villes.\n"
_NAMED = ["VGT", "Alliance du Vent", "ABCD - Association des Bords de Côte", "Phares"]
_LINKS = ["VGT" + _MORE, "Alliance du Vent" + _ONE + "\nGouvernance\nEn savoir plus\n", _NAMED[2] + _ONE, "Phares" + _MORE]


@given(pages())
@example(Page(_NAMED, "Nos réseaux\nBienvenue.\n\n\n" + "\n\n".join(_LINKS), ".txt"))  # a link that comes back is no title
@settings(max_examples=150)
def test_the_networks_found_are_those_written(page):
    corpus = Corpus.from_sources((Source("page" + page.suffix, page.text),))
    assert [network.heading.text for network in corpus.networks] == page.names
    assert is_verbatim(corpus)


@given(st.one_of(ANYTHING, NEARLY), st.sampled_from(["page.txt", "page.md"]))
@example("---\n? [a]\n: {b: *c}\n---\n# A", "page.md")
@example("Alpha\n\nObjectifs\n" + "9" * 400 + " villes", "page.txt")
@settings(max_examples=300)
def test_any_text_is_read_or_refused(text, name):
    try:
        corpus = Corpus.from_sources((Source(name, text),))
    except CorpusError as error:
        assert name in str(error)
    else:
        assert is_verbatim(corpus)
