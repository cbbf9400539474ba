"""The records against tables written by hand from the pages, by people who had not seen the extractor."""

import csv
import io
import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from reseaux_qa.corpus import Corpus
from reseaux_qa.errors import CorpusError
from reseaux_qa.facts import Records
from reseaux_qa.facts.kinds import Kind
from reseaux_qa.facts.mentions import Namer
from reseaux_qa.facts.table import as_csv, as_json, as_text, rows
from reseaux_qa.french import fold
from reseaux_qa.types import Attribute, Fact, Network, Source

ROOT = Path(__file__).parents[1]
NAMES = {"people": Kind.PERSON, "organisations": Kind.ORGANISATION, "programmes": Kind.PROGRAMME}
PLACES = {"cities": Kind.CITY, "countries": Kind.COUNTRY}

# What is due, precision and recall.  Below 0.97 on the first page: bodies and programmes that the page writes like
# common nouns (« université européenne », « marche et du village des fiertés ») or that nothing around them tells
# (« Telespazio France », « Ariane »); « coordonné par Barcelone », read as a presidency, which the table does not.
DUE = {
    "": {"organisations": (0.95, 0.9), "programmes": (1.0, 0.78), "presidencies": (0.92, 1.0), "counts": (0.95, 0.97)},
    "nantes": {
        "organisations": (0.85, 0.75), "programmes": (1.0, 0.63), "people": (1.0, 0.85), "seat": (0.8, 0.8), "presidencies": (0.9, 0.9),
    },
}  # fmt: skip
USUALLY = {"": (0.97, 0.97), "nantes": (0.9, 0.9)}


class Page:
    """One page: its records, its names, and the table of what it says."""

    def __init__(self, corpus: Path, gold: Path) -> None:
        self.corpus = Corpus.from_folder(corpus)
        self.records, self.namer = Records.from_corpus(self.corpus), Namer(self.corpus)
        self.gold = {self.network(name): row for name, row in json.loads(gold.read_text(encoding="utf-8")).items()}

    def network(self, name: str) -> Network:
        called = [network for network in self.corpus.networks if fold(network.name) == fold(name)]
        return (called or [n for n in self.corpus.networks if fold(name) in fold(n.heading.text) or fold(n.name) in fold(name)])[0]


PAGES = {"": ROOT / "eval/records.json", "nantes": ROOT / "tests/data/nantes/records.json"}


@pytest.fixture(scope="module", params=PAGES, ids=lambda city: city or "toulouse")
def page(request) -> Page:
    city = request.param
    return Page(ROOT / "tests/data" / city / "corpus" if city else ROOT / "corpus", PAGES[city])


def alike(one: str, other: str) -> bool:
    """The same name, one of them perhaps with more words."""
    return fold(one) in fold(other) or fold(other) in fold(one)


def found(page: Page, network: Network, attribute: str) -> list[Any]:
    """What is read for one attribute, in the form of the table."""
    if attribute in ("created", "joined", "seat"):
        fact = page.records.first(network, Attribute(attribute))
        return [fact] if fact else []
    if attribute in NAMES:
        return unlike(m.quote.text for m in page.namer.mentions(network) if m.kind is NAMES[attribute])
    if attribute in PLACES:
        return [(m.quote.text, m.role.value) for m in page.namer.mentions(network) if m.kind is PLACES[attribute]]
    facts = [fact for fact in page.records.facts if fact.network is network]
    if attribute == "counts":
        told = [f for f in facts if f.number is not None and not fold(f.unit).startswith("ans") and not (f.date and f.date.year < 2015)]
        return list({(fact.number, fold(fact.unit)): fact for fact in told}.values())
    return [fact for fact in facts if fact.attribute is Attribute(attribute.replace("presidencies", "presidency")) and not fact.inner]


def unlike(names: Iterable[str]) -> list[str]:
    return list({fold(name): name for name in names}.values())


def due(row: dict[str, Any], attribute: str) -> list[Any]:
    gold = row[attribute]
    if attribute in PLACES:  # a place that has a role is not told again as merely named
        roles = {place["name"] for place in gold if place["role"] != "named"}
        return [(place["name"], place["role"]) for place in gold if place["role"] != "named" or place["name"] not in roles]
    return gold if isinstance(gold, list) else [gold] if gold else []


def agrees(attribute: str, host: str) -> Callable[[Any, Any], bool]:
    def presides(fact: Fact, gold: dict[str, Any]) -> bool:
        who = fold(gold["who"])
        return (who[:7] in fold(fact.text) or (who == fold(host) and fold(fact.text).startswith("elle"))) and dated(fact, gold)

    rules: dict[str, Callable[[Any, Any], bool]] = {
        "created": at_once,
        "joined": lambda fact, gold: (fact.date.year, fact.actor or None) == (gold["year"], gold["by"]),
        "seat": lambda fact, gold: alike(fact.text, gold),
        "counts": lambda fact, gold: fact.number == gold["number"],
        "events": lambda fact, gold: at_once(fact, gold) and alike(fact.text, gold["text"]),
        "presidencies": presides,
        "cities": lambda place, gold: alike(place[0], gold[0]) and place[1] == gold[1],
        "countries": lambda place, gold: place == gold,
    }  # fmt: skip
    return rules.get(attribute, alike)


def at_once(fact: Any, gold: dict[str, Any]) -> bool:
    return (fact.date.year, fact.date.month or None) == (gold["year"], gold["month"])


def dated(fact: Fact, gold: dict[str, Any]) -> bool:
    return not gold["year"] or (fact.date is not None and fact.date.year == gold["year"]) or str(gold["year"]) in fact.text


@pytest.mark.parametrize(
    "attribute",
    ["created", "joined", "seat", "counts", "events", "presidencies", "cities", "countries", "people", "organisations", "programmes"],
)
def test_what_is_read_of_a_page_is_what_it_says(page, attribute, request):
    city = request.node.callspec.params["page"]
    right = told = hit = wanted = 0
    for network, row in page.gold.items():
        read, gold, agree = found(page, network, attribute), due(row, attribute), agrees(attribute, page.corpus.host)
        right, told = right + sum(any(agree(one, other) for other in gold) for one in read), told + len(read)
        hit, wanted = hit + sum(any(agree(one, other) for one in read) for other in gold), wanted + len(gold)
    precision, recall = DUE[city].get(attribute, USUALLY[city])
    assert right / told >= precision
    assert hit / wanted >= recall


def test_every_name_and_fact_is_a_verbatim_span(page):
    for row in rows(page.corpus):
        assert page.corpus.text(row.source)[row.start : row.end] == row.quote


def test_the_theme_of_each_network_is_told_by_its_first_line(page):
    themes = {row.network: row.value for row in rows(page.corpus) if row.attribute == "thème"}
    told = [network for network, gold in page.gold.items() if network.name in themes and alike(themes[network.name], gold["theme"])]
    assert len(told) / len(page.gold) >= 0.85


# --- reseaux-qa facts ------------------------------------------------------------


@pytest.fixture
def small() -> Corpus:
    text = "# Alpha\n\nBasé à Gand, le réseau Alpha compte 12 villes.\n\n## Dates clés\n\n- Mai 2004 : Création\n\n# Beta\n\nUn texte.\n"
    return Corpus.from_sources((Source("p.md", text),))


def test_a_network_is_asked_for_by_any_of_its_names(corpus):
    assert {row.network for row in rows(corpus, "luci")} == {"LUCI"}
    assert {row.network for row in rows(corpus, "Lighting Urban")} == {"LUCI"}


@pytest.mark.parametrize("name", ["Gamma", "a"])
def test_a_name_that_tells_no_single_network_is_refused_with_those_there_are(small, name):
    with pytest.raises(CorpusError, match="Nommez l'un de ceux-ci : Alpha, Beta"):
        rows(small, name)


def test_the_table_says_what_is_counted_and_when(small):
    told = {(row.attribute, row.value, row.date, row.number) for row in rows(small)}
    assert {("membres", "12 villes", "", "12"), ("création", "Création", "mai 2004", ""), ("siège", "Gand", "", "")} <= told


def test_the_role_of_a_fact_is_told_in_french(page):
    stated = {row.role for row in rows(page.corpus) if row.attribute in ("adhésion", "présidence")}
    assert stated <= {"", "ville", "métropole"}


def test_json_and_csv_hold_the_same_rows(small):
    table = rows(small)
    as_rows = list(csv.DictReader(io.StringIO(as_csv(table)), delimiter=";"))
    assert [row["quote"] for row in json.loads(as_json(table))] == [row["quote"] for row in as_rows]
    assert len(as_rows) == len(table)


def test_the_text_is_one_block_a_network(small):
    blocks = as_text(rows(small)).split("\n\n")
    assert [block.splitlines()[0] for block in blocks] == ["Alpha", "Beta"]
    assert "mai 2004" in blocks[0]
