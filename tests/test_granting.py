"""What a question takes for granted: told apart from what it asks, read on its own, and held against the page."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reseaux_qa.types import Status, Turning
from reseaux_qa.understanding.dialogue import readings
from reseaux_qa.understanding.granting import asked_of


@pytest.mark.parametrize(
    ("text", "asked", "granted"),
    [
        ("Puisque le club est né en 1990, qui l'a fondé ?", "qui l'a fondé ?", "le club est né en 1990"),
        ("Qui l'a fondé, sachant que le club est né en 1990 ?", "Qui l'a fondé", "le club est né en 1990 ?"),
        ("Depuis que Gand préside l'alliance, quel bureau siège ?", "quel bureau siège ?", "Gand préside l'alliance"),
        ("Le club a été créé en 1990, qui en a eu l'idée ?", "qui en a eu l'idée ?", "Le club a été créé en 1990"),
        ("Gand préside le club en 2012, mais qui le présidait avant ?", "qui le présidait avant ?", "Gand préside le club en 2012"),
        ("Le siège étant à Gand, combien de villes ?", "combien de villes ?", "Le siège étant à Gand"),
        ("Gand a reçu le club en 2019 : avec quel organisme ?", "avec quel organisme ?", "Gand a reçu le club en 2019"),
        ("Pourquoi le siège du club est-il à Gand ?", "", "le siège du club est-il à Gand ?"),
        ("Qu'est-ce qui a poussé Gand à quitter le club ?", "", "Gand à quitter le club ?"),
    ],
)
def test_what_is_taken_for_granted_is_told_apart_from_what_is_asked(text, asked, granted):
    assert asked_of(text) == (asked, granted)


@pytest.mark.parametrize(
    "text",
    [
        "Quand le club est-il né ?",
        "Et Gand, depuis quelle année ?",
        "Dans le club, combien de villes ?",
        "Le club : qui le coordonne, combien de villes ?",
        "Explique-moi ça comme à un enfant",
        "",
    ],
)
def test_a_plain_question_grants_nothing(text):
    assert asked_of(text) == ("", "")


@given(st.text(max_size=200))
def test_whatever_is_typed_its_parts_are_of_its_own_text(text):
    assert all(part in text for part in asked_of(text))


def test_both_parts_are_about_the_network_that_one_of_them_names(assistant):
    question = assistant._reader.read("Sachant que LUCI est née en 2002, combien de villes compte-t-elle ?")
    assert [part.networks for part in question.parts] == [question.networks] * 2 != [()] * 2
    assert {Turning.ASKED, Turning.GRANTED} <= {reading.turn for reading in readings(question, None)}


def test_what_is_granted_is_never_told_as_an_answer(assistant):
    question = assistant._reader.read("Puisque LUCI est née en 2002, quel est son budget ?")
    made = assistant._composer.candidates(readings(question, None))
    granted = [candidate for candidate in made if candidate.question.turn is Turning.GRANTED]
    assert granted
    assert all(candidate.draft.status is Status.NOT_SAID for candidate in granted)


def test_a_true_aside_does_not_keep_from_answering(assistant):
    answer = assistant.ask("Puisque l'EFUS a été créé en 1987, en quelle année Toulouse l'a-t-elle rejoint ?")
    assert "1993" in answer.text
