"""People whom several networks name."""

import pytest

from conftest import DATA
from reseaux_qa.answering.people import people_of
from reseaux_qa.corpus import Corpus
from reseaux_qa.types import Turn


def test_a_person_is_found_wherever_the_page_names_her():
    corpus = Corpus.from_folder(DATA / "valence" / "corpus")
    several = {name: [network.name for network in where] for name, where in people_of(corpus).items() if len(where) > 1}
    assert several.keys() == {"Claire Rostaing", "Nazareth Ohanian"}
    assert several["Nazareth Ohanian"] == ["CUF", "REMARC"]


@pytest.mark.parametrize("question", ["Certains élus ont-ils la charge de plusieurs réseaux ?", "Quelles personnes suivent deux réseaux ?"])
def test_everyone_in_several_networks_is_told_with_them(ask, question):
    answer = ask("valence", question)
    assert "Claire Rostaing" in answer.text
    assert "Nazareth Ohanian" in answer.text
    assert "Belkacem" not in answer.text


def test_the_other_networks_of_the_person_just_told_of_are_hers_alone(assistant_of):
    first, then = "Qui représente la Ville dans Cités Unies France ?", "Cet élu suit-il un autre réseau ?"
    answer = assistant_of("valence").ask(then, [Turn("user", first)])
    assert [network.name for network in answer.networks] == ["REMARC"]


def test_every_network_that_names_a_person_in_full_or_by_title_is_told(ask):
    answer = ask("quimper", "Dans quels réseaux Tugdual Guéguen intervient-il ?")
    assert {network.name for network in answer.networks} == {"Alliance pour le climat", "Confluens"}
