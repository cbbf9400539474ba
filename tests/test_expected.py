"""Answer types: what kind of thing is wanted, and whether a text holds one."""

import pytest

from reseaux_qa.answering.expected import holds, wanted
from reseaux_qa.french import words


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Qui préside le réseau ?", "who"),
        ("Quel élu siège au bureau ?", "person"),
        ("Où a eu lieu le congrès ?", "place"),
        ("Quel est le budget du projet ?", "amount"),
        ("À quelle heure ouvre le musée ?", "hour"),
        ("Ça a duré combien de temps ?", "duration"),
        ("Quelle part revient à la Métropole ?", "share"),
        ("Un numéro de téléphone ?", "contact"),
        ("Quel jour a-t-elle été signée ?", "day"),
        ("Jusqu'à quand l'a-t-il présidé ?", "end"),
    ],
)
def test_a_question_wants_a_kind_of_thing(question, kind):
    assert kind in wanted(question)


def test_a_plain_question_wants_nothing_special():
    assert wanted("Présentez-moi ce réseau") == ()


@pytest.mark.parametrize(
    ("text", "kind", "held"),
    [
        ("Présidée par Mme Claire Vautrin", "person", True),
        ("La présidence change tous les ans", "person", False),
        ("Le congrès a eu lieu à Gand", "place", True),
        ("Le congrès a réuni des maires", "place", False),
        ("Doté de 2,6 millions d'euros", "amount", True),
        ("Doté de 26 salariés", "amount", False),
        ("Ouvert de 22 heures à 4 heures", "hour", True),
        ("Le 12 mars 1998", "hour", False),
        ("Un accueil de deux ans", "duration", True),
        ("Un accueil chaleureux", "duration", False),
        ("60 % d'artisans", "share", True),
        ("soixante artisans", "share", False),
        ("contact@ville.example", "contact", True),
        ("Le contact est bon", "contact", False),
        ("Le 3 avril 1987", "day", True),
        ("En avril 1987", "day", False),
        ("Présidé par Gand jusqu'en 2018", "end", True),
        ("Un projet mené avec Gand (2016-2018)", "end", True),
        ("Présidé par Gand en 2018", "end", False),
        ("2019 : Présidence de Séville", "city", True),
        ("Alain Duroc, maire de Bordeaux", "city", True),
        ("2019 : Présidence de Madame Duroc", "city", False),
    ],
)
def test_a_text_holds_a_kind_by_its_form(text, kind, held):
    assert holds(text, kind) is held


@pytest.mark.parametrize("text", ["Claire Vautrin y siège", "M. Duroc", "Alain JUPPE, Maire de Bordeaux"])
def test_a_person_has_a_name(text):
    assert holds(text, "person")


@pytest.mark.parametrize("text", ["au sein du Forum Mobilité", "Ponta Delgada (2014-2020)", "La Ville de Paris", "Institut Français"])
def test_a_body_or_a_city_is_no_person(text):
    assert not holds(text, "person")


@pytest.mark.parametrize(
    ("text", "kind", "given", "held"),
    [
        ("Fondé à Gand en 1998", "date", "qu'a-t-on fondé en 1998 ?", False),
        ("Fondé à Gand en 1998", "date", "quand a-t-il été fondé ?", True),
        ("Une visite a eu lieu à Gand", "city", "quelle ville a été visitée après Gand ?", False),
        ("Une visite a eu lieu à Gand, puis à Lyon", "city", "quelle ville a été visitée après Gand ?", True),
        ("Des maires de Norvège sont venus", "country", "de quel pays ?", True),
        ("Des maires d'Europe sont venus", "country", "de quel pays ?", False),
    ],
)
def test_what_the_question_says_itself_does_not_answer_it(text, kind, given, held):
    assert holds(text, kind, [word.text for word in words(given)]) is held
