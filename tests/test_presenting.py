"""What a network is, told by the sentences that say it best."""

import pytest

from reseaux_qa.answering import presenting
from reseaux_qa.corpus import Corpus
from reseaux_qa.facts import Records
from reseaux_qa.types import Attribute, Operation, Question, Source


def told(body: str, teller=presenting.definition) -> str:
    corpus = Corpus.from_sources((Source("p.md", f"# Alpha\n\n{body}\n\n# Beta\n\nUn autre réseau.\n"),))
    network = corpus.networks[0]
    if teller is presenting.purposes:
        return teller(network).text
    return teller(Question("", Attribute.DEFINITION, Operation.VALUE, (network,)), network, Records.from_corpus(corpus)).text


DEFINED = {
    "Il défend les intérêts des villes [1].": "Fondé en 1986, Alpha a son siège à Gand. Il défend les intérêts des villes.",
    "Domaine : mobilité urbaine [1].": "## Présentation\n\n**Création :** 1989\n**Domaine :** mobilité urbaine",
    "Alpha est le réseau des vins [1].": "Son budget est de 3 millions d'euros. Alpha est le réseau des vins.",
    "Alpha : la voix des ports [1]. Alpha relie les ports [2].": "La voix des ports\n\nAlpha relie les ports.",
}


@pytest.mark.parametrize(("first", "body"), DEFINED.items())
def test_the_sentence_that_defines_is_told_before_dates_seats_and_money(first, body):
    assert told(body) == first


def test_aims_are_told_in_any_words():
    assert "Offrir un refuge aux écrivains" in told(
        "## But\n\nOffrir un refuge aux écrivains.\n\n## Gouvernance\n\nAlpha est présidé par Gand."
    )


def test_purposes_are_the_sentences_that_say_what_it_does():
    body = "Né en 1990, Alpha compte 12 villes.\nIl accompagne les communes et favorise les échanges."
    assert told(body, presenting.purposes) == "Il accompagne les communes et favorise les échanges [1]."
