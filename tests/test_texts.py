"""Sentences of the page made fit to read: lists to their end, members of an enumeration, what is dated."""

import pytest

from reseaux_qa.answering.candidate import Way
from reseaux_qa.answering.texts import LONG, announced, focus, member_naming
from reseaux_qa.facts.told import section_sentences
from reseaux_qa.types import Quote, Section, SectionKind
from reseaux_qa.understanding.dialogue import readings


def section(text: str) -> Section:
    return Section(SectionKind.OTHER, "", Quote("page", 100, 100 + len(text), text))


def under(text: str, lead: str) -> list[str]:
    here = section(text)
    return [line.text for line in announced(here, next(quote for quote in section_sentences(here) if quote.text.startswith(lead)))]


def test_a_list_ends_where_its_bullets_end():
    assert under("Trois axes :\n• un\n• deux\n\nPartenaires : trois.", "Trois") == ["un", "deux"]


def test_lines_without_bullets_end_at_an_empty_line():
    assert under("Elle vise :\nla paix\nle pain\n\nElle siège à Gand.", "Elle vise") == ["la paix", "le pain"]


def test_a_title_over_bullets_announces_them_and_a_sentence_does_not():
    assert under("Personnes accueillies\n- Ada\n- Grace", "Personnes") == ["Ada", "Grace"]
    assert under("Deux personnes furent accueillies.\n- Ada\n- Grace", "Deux") == []
    assert under("- Ada\n- Grace\n- Joan", "Ada") == []


ENUMERATION = (
    "Elle mène des projets comme le projet LUNE « Villes la nuit » (2016-2018) et le projet MARS « Villes rouges et sèches » (2020)."
)


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("LUNE", "le projet LUNE « Villes la nuit » (2016-2018)"),
        ("mars", "le projet MARS « Villes rouges et sèches » (2020)."),
        ("Ville", None),
        ("Vénus", None),
    ],
)
def test_a_named_member_of_an_enumeration_is_told_alone(name, told):
    quote = Quote("page", 7, 7 + len(ENUMERATION), ENUMERATION)
    member = member_naming(quote, [name])
    assert (member and member.text) == told
    assert member is None or ENUMERATION[member.start - 7 : member.end - 7] == member.text


@pytest.fixture(scope="module")
def made(assistant):
    """What is said in one way to a message."""

    def made(text: str, way: Way) -> list[str]:
        found = assistant._composer.candidates(readings(assistant._reader.read(text), None))
        return [assistant._composer.said(candidate).text for candidate in found if candidate.way is way]

    return made


def test_what_prose_dates_in_the_year_asked_about_is_tried(made):
    assert any("City under Microscope" in text for text in made("Quel événement de LUCI en 2018 ?", Way.DATED))
    assert made("Quel événement de LUCI ?", Way.DATED) == []


def test_where_the_host_sits_is_listed(made):
    (told,) = made("Toulouse siège au bureau exécutif de quels réseaux ?", Way.ROLES)
    assert "membre du bureau exécutif" in told


def test_three_things_asked_in_one_breath_are_told_together(made):
    told = made("Occitanie Coopération : sa date de création, notre adhésion, le sens de son nom", Way.BOTH)
    assert any("2012" in text and "2015" in text for text in told)


def test_meetings_at_the_host_s_are_counted_apart(assistant):
    answer = assistant.ask("Combien de rencontres de l'Aéropostale se sont tenues à Toulouse ?")
    assert "Malaga" not in answer.text
    assert answer.text.count("Toulouse") >= 3


def test_a_long_sentence_keeps_the_date_that_is_due():
    clauses = ", ".join(f"une clause numéro {word} qui dit tout autre chose" for word in ("un", "deux", "trois", "quatre", "cinq", "six"))
    text = f"La Ville signe une charte du climat avec ses voisins, {clauses}, {clauses}, pour la période 2019-2021."
    whole = Quote("page", 0, len(text), text)
    assert len(text) > LONG
    assert "2019" not in focus(whole, ("charte",)).text
    assert "2019-2021" in focus(whole, ("charte",), ("date",)).text
