"""What is learned dates a creation or a joining where no known wording does, and never by a name."""

import pytest

from reseaux_qa.corpus import Corpus
from reseaux_qa.facts import Records
from reseaux_qa.facts.guessing import bundled_guesser, features, names_within, spots_of
from reseaux_qa.types import Attribute, Source

PAGE = """# Les réseaux de {city}

La Ville de {city} est membre de deux réseaux.

## {network}

{network} réunit des villes qui ont un port. {told} Les villes se retrouvent chaque année.

## Alliance du Vent

L'Alliance du Vent a été créée en 1992. La Ville de {city} y a adhéré en 1999. Elle y échange sur l'énergie.
"""


def read(told: str, city: str = "Brest", network: str = "Ports de demain") -> tuple[Corpus, Records]:
    corpus = Corpus.from_sources((Source("page.md", PAGE.format(city=city, network=network, told=told)),))
    return corpus, Records.from_corpus(corpus)


def year(records: Records, attribute: Attribute) -> int | None:
    fact = records.first(records.networks[0], attribute)
    return fact.date.year if fact and fact.date else None


@pytest.mark.parametrize(
    ("told", "attribute", "expected"),
    [
        ("Six villes se regroupent en 2014 à Gand.", Attribute.CREATED, 2014),
        ("Le vote d'adhésion a eu lieu en 2003.", Attribute.JOINED, 2003),
    ],
)
def test_a_date_in_words_that_no_list_knows_is_found(told, attribute, expected):
    _, records = read(told)
    assert year(records, attribute) == expected


@pytest.mark.parametrize(
    "told", ["Le port a reçu 40 maires en 2014.", "Un guide est paru en 2014.", "En 2014, le port a fêté ses cent ans."]
)
def test_a_date_of_something_else_is_left_alone(told):
    _, records = read(told)
    assert year(records, Attribute.CREATED) is year(records, Attribute.JOINED) is None


def test_without_guessing_only_known_wordings_date():
    corpus, _ = read("Six villes se regroupent en 2014 à Gand.")
    assert year(Records.from_corpus(corpus, guessing=False), Attribute.CREATED) is None


def test_no_name_of_a_city_or_a_network_tells_anything():
    def seen(city: str, network: str) -> list[dict[int, float]]:
        corpus, _ = read(f"{network} est né à {city} en 2014.", city, network)
        return [features(spot, names_within(corpus.networks[0]), corpus.host) for spot in spots_of(corpus.networks[0])]

    assert seen("Brest", "Ports de demain") == seen("Lorient", "Havres et quais")


def test_every_guess_is_of_a_date_of_the_page():
    corpus, records = read("Six villes se regroupent en 2014 à Gand.")
    for fact in records.facts:
        assert corpus.text(fact.quote.source)[fact.quote.start : fact.quote.end] == fact.quote.text


def test_what_is_not_sure_is_not_guessed():
    corpus, _ = read("Le port a reçu 40 maires en 2014.")
    spots = spots_of(corpus.networks[0])
    assert spots
    assert bundled_guesser().likeliest(Attribute.CREATED, spots, names_within(corpus.networks[0]), corpus.host) is None
    assert bundled_guesser().likeliest(Attribute.CREATED, [], (), "") is None
