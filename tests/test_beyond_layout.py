"""A page whose networks are set apart by blank lines alone, some in plain prose: it is read as well as any other."""

import pytest

from reseaux_qa.types import Attribute, SectionKind


@pytest.fixture(scope="module")
def grenoble(assistant_of):
    return assistant_of("grenoble")


@pytest.fixture(scope="module")
def named(grenoble):
    return {network.name: network for network in grenoble.corpus.networks}


def test_every_network_is_found_though_half_of_them_have_no_titles(grenoble):
    assert len(grenoble.corpus.networks) == 12
    assert grenoble.corpus.host == "Grenoble"


def test_a_title_that_stands_once_between_a_blank_line_and_its_text_is_one(named):
    titles = {section.title: section.kind for section in named["ANVITA"].sections}
    assert {"Que fait-elle ?", "Quel est le rôle de Grenoble ?"} <= titles.keys()
    assert titles["Quel est le rôle de Grenoble ?"] is SectionKind.ROLE


def test_the_acronym_of_a_branch_is_no_name_for_the_whole(named):
    assert "AFCDRP" in named["Maires pour la paix"].aliases


@pytest.mark.parametrize(
    ("name", "year"),
    [("Eurotowns", 2004), ("Maires pour la paix", 2005), ("AIVE", 2001), ("ANVITA", 2018), ("Energy Cities", 1997)],
)
def test_joining_is_read_from_prose(name, year, named, grenoble):
    assert grenoble.records.first(named[name], Attribute.JOINED).date.year == year


def test_the_seat_of_another_body_is_not_the_network_s(named, grenoble):
    assert grenoble.records.first(named["ICLEI"], Attribute.SEAT).text == "Bonn"


def test_an_elected_member_is_named_for_whom_to_talk_to(grenoble):
    assert "Odile Perrachon" in grenoble.ask("Qui est l'interlocutrice de la Ville pour les villes éducatrices ?").text
