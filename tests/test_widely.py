"""Questions in a citizen's own words: what they mean is told by topics, preambles, peoples and presuppositions."""

import pytest

from reseaux_qa.answering.candidate import Way
from reseaux_qa.types import Bound, Status
from reseaux_qa.understanding.dialogue import readings
from reseaux_qa.understanding.limits import position, year_limits
from reseaux_qa.understanding.negation import is_negated


@pytest.fixture(scope="module")
def read(assistant_of):
    return lambda city, text: assistant_of(city)._reader.read_all(text)


@pytest.fixture(scope="module")
def told(assistant_of):
    """What is said in some way to a question, one text a candidate."""

    def told(city, question, way):
        assistant = assistant_of(city)
        found = assistant._composer.candidates(readings(assistant._reader.read_all(question)[0], None))
        return [assistant._composer.said(candidate) for candidate in found if candidate.way is way]

    return told


# --- limits ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("nés durant la décennie 1980", [(Bound.SINCE, 1980), (Bound.UNTIL, 1989)]),
        ("qui remonte aux années soixante-dix", [(Bound.SINCE, 1970), (Bound.UNTIL, 1979)]),
        ("depuis les municipales de 2014, quelles adhésions", [(Bound.SINCE, 2014)]),
        ("avant son adhésion en 2010", [(Bound.BEFORE, 2010)]),
        ("apparus cette décennie (1990 à 1999)", [(Bound.SINCE, 1990), (Bound.UNTIL, 1999)]),
        ("les réseaux rejoints en 2008", [(Bound.EXACT, 2008)]),
    ],
)
def test_a_period_is_read_however_it_is_said(text, expected):
    assert [(limit.bound, limit.value) for limit in year_limits(text)] == expected


def test_the_last_but_one_counts_from_the_end():
    assert (position("et l'avant-dernier alors ?"), position("le dernier"), position("le premier")) == (-2, -1, 1)


def test_none_before_its_verb_negates_too():
    assert is_negated("Pour lequel aucun effectif n'est donné ?")


# --- what a message means --------------------------------------------------------


def test_a_preamble_names_the_place_that_the_question_means(read):
    (question,) = read("toulouse", "Moi je viens de Lyon. Dans lesquels de vos réseaux ma ville, ou le Grand Lyon, est-elle citée ?")
    assert question.places == ("Lyon",)


def test_a_preamble_dates_that_very_year(read):
    (question,) = read("toulouse", "2008 fut l'année du changement au Capitole. Qu'avons-nous rejoint cette année-là comme réseaux ?")
    assert [limit.value for limit in question.years] == [2008]


def test_whom_the_asker_works_for_is_not_asked_about(read):
    (question, *_) = read("toulouse", "Journaliste à la Dépêche, je cherche la toute dernière adhésion en date.")
    assert question.strangers == ()


@pytest.mark.parametrize(
    "text",
    [
        "Je tiens un magasin rue de Metz et je voudrais savoir combien il y a de membres associés à LUCI.",
        "Je suis arrivée d'Italie l'an dernier : la mairie a-t-elle une place dans la direction de l'ECCAR ?",
        "Mon grand-père était mécano chez Latécoère. Le réseau des villes étapes existe depuis quand ?",
    ],
)
def test_where_the_asker_lives_or_comes_from_is_not_asked_about(text, read):
    (question,) = read("toulouse", text)
    assert not question.places
    assert not question.strangers


def test_two_questions_after_a_name_or_about_us_are_both_read(read):
    assert len(read("toulouse", "Cités Unies France : qui préside et combien d'adhérents ?")) == 2
    assert len(read("toulouse", "qui préside la coalition antiraciste et toulouse y est depuis quand")) == 2


def test_a_people_stands_for_its_city(read):
    (question,) = read("toulouse", "Dans quels réseaux retrouve-t-on les bordelais ?")
    assert question.places == ("Bordeaux",)


def test_a_relative_clause_is_no_second_question(read):
    assert len(read("toulouse", "Pour quels réseaux est-ce nous, et non la mairie, qui avons adhéré ?")) == 1


# --- topics ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("city", "question", "network"),
    [
        ("toulouse", "Quel réseau s'occupe des lampadaires ?", "LUCI"),
        ("toulouse", "Quel réseau parle de fusées ?", "CVA"),
        ("grenoble", "Quel réseau est contre la bombe atomique ?", "Maires pour la paix"),
    ],
)
def test_a_word_that_the_page_never_says_stands_for_its_topic(city, question, network, told):
    first = next(answer for answer in told(city, question, Way.THEME) if answer.citations)
    assert first.networks[0].name == network


def test_two_themes_joined_by_and_each_have_their_network(told):
    names = [{n.name for n in answer.networks} for answer in told("toulouse", "Des réseaux sur les avions et les fusées ?", Way.COVER)]
    assert {"Aéropostale", "CVA"} in names


def test_a_name_may_tell_the_theme(told):
    answers = told("toulouse", "Quel réseau travaille sur le vivre ensemble ?", Way.THEME)
    assert any([n.name for n in answer.networks] == ["Observatoire international des maires"] for answer in answers)


# --- side by side ----------------------------------------------------------------


def test_what_no_record_counts_is_set_side_by_side(told):
    (answer,) = told("grenoble", "Qui coûte le plus cher, France urbaine ou CUF ?", Way.COUNTED)
    assert answer.text.startswith("France urbaine (31 500 euros) [1] et CUF (14 200 euros) [2].")


def test_the_cities_that_two_networks_share_are_told_with_both_places(told):
    question = "Quelles villes sont citées à la fois au Pacte de Milan et à l'Observatoire international des maires ?"
    answer = next(answer for answer in told("toulouse", question, Way.LOCATED) if "Tunis" in answer.text)
    assert answer.text.startswith("Tunis [1] [2] et Tel-Aviv")
    assert {n.name for n in answer.networks} == {"Pacte de Milan", "Observatoire international des maires"}


def test_before_or_after_is_answered_by_one_word(told):
    answers = told("bordeaux", "La Métropole est-elle entrée chez ICLEI avant ou après POLIS ?", Way.ACROSS)
    assert any(answer.text.startswith("Après. POLIS (2014)") for answer in answers)


def test_more_than_a_number_is_beyond_it(told):
    answers = told("bordeaux", "Lesquels dépassent 200 membres ?", Way.ACROSS)
    assert any("Eurocities (plus de 200 villes)" in answer.text for answer in answers)


# --- presuppositions -------------------------------------------------------------


def test_what_the_page_says_instead_is_no_answer(told):
    answers = told("toulouse", "Pourquoi la Commission européenne a-t-elle lancé l'ECCAR ?", Way.INSTEAD)
    assert any("UNESCO" in answer.text for answer in answers)
    assert all(answer.status is Status.NOT_SAID and answer.citations for answer in answers)


# --- a theme is no way of asking ------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "network"),
    [
        ("Quel réseau traite de l'eau ?", "PS-Eau"),
        ("Quel réseau lutte contre le racisme ?", "ECCAR"),
        ("Qui s'occupe de sécurité ?", "EFUS"),
    ],
)
def test_a_theme_that_many_ask_for_still_tells_one_network(question, network, assistant):
    assert network in assistant.ask(question).networks[0].name


def test_a_theme_that_the_page_lacks_is_not_answered_by_all_networks(read, told):
    assert "sante" in read("toulouse", "Quels réseaux travaillent sur la santé ?")[0].terms
    assert not any("15 réseaux" in answer.text for answer in told("toulouse", "Quels réseaux travaillent sur la santé ?", Way.ACROSS))
