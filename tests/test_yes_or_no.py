"""Questions that yes or no answers: who, complete lists, all networks at once, and what contradicts."""

import pytest

from reseaux_qa.answering.asked import is_universal, is_yes_or_no, networks_counted, premises
from reseaux_qa.types import Attribute, Bound, Operation, Question
from reseaux_qa.understanding.limits import number_limits, top, year_limits
from reseaux_qa.understanding.negation import answers_no, is_negated
from reseaux_qa.understanding.years import in_digits


def asked(text: str, doing: Operation = Operation.VERIFY) -> Question:
    return Question(text, Attribute.PRESIDENCY, doing, doings={doing: 1.0})


def test_a_cleft_asks_for_yes_or_no_though_it_says_who():
    assert is_yes_or_no(asked("Est-ce Lyon qui préside l'alliance ?"))
    assert not is_yes_or_no(asked("Qui préside l'alliance ?"))
    assert not is_yes_or_no(asked("Qui est-ce qui préside ?"))


def test_all_is_asked_only_by_a_yes_or_no_question():
    assert is_universal(asked("Sont-ils tous nés après 2000 ?"))
    assert not is_universal(asked("Donne-moi tous les réseaux", Operation.LIST))


def test_what_is_said_aside_is_taken_for_granted():
    aside = Question(
        "Comme le club, fondé en 1991 à Gand, se réunit-il ?", Attribute.EVENTS, Operation.VERIFY, years=tuple(year_limits("en 1991"))
    )
    assert {"given", "aside", "aside year"} <= set(premises(aside))
    assert "aside year" not in premises(
        Question("Le club est-il né en 1991 ?", Attribute.CREATED, Operation.VERIFY, years=tuple(year_limits("en 1991")))
    )


def test_a_number_of_networks_is_no_limit_but_what_is_spoken_of():
    assert networks_counted("Deux des réseaux de la ville datent de 2015, lesquels ?") == 2
    assert networks_counted("Quels réseaux comptent deux villes ?") == 0


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("rejoints en 2017 ou plus tard", (Bound.SINCE, 2017)),
        ("créés en 1990 ou avant", (Bound.UNTIL, 1990)),
        ("né avant la Seconde Guerre mondiale", (Bound.BEFORE, 1939)),
        ("créés après la chute du mur", (Bound.AFTER, 1989)),
    ],
)
def test_a_year_is_bounded_by_what_follows_and_told_by_its_name(text, expected):
    assert [(limit.bound, limit.value) for limit in year_limits(in_digits(text))] == [expected]


def test_a_number_is_bounded_by_what_stands_on_either_side():
    assert [(limit.bound, limit.value) for limit in number_limits("en dessous de la cinquantaine de membres")] == [(Bound.BEFORE, 50)]
    assert [(limit.bound, limit.value) for limit in number_limits("200 membres ou plus")] == [(Bound.SINCE, 200)]


def test_a_podium_has_three_places():
    assert (top("Qui est sur le podium ?"), top("le top 5 des réseaux"), top("les réseaux")) == (3, 5, 0)


def test_only_then_is_no_negation():
    assert not is_negated("qu'on n'a rejoints qu'en 2017 ou plus tard")
    assert is_negated("que nous n'avons plus")


@pytest.mark.parametrize(
    ("question", "starts", "says"),
    [
        ("Est-ce Nuremberg qui préside l'ECCAR ?", "Non.", "Bologne"),
        ("Lisbonne est-elle une des villes du réseau Aéropostale ?", "Non.", "28 membres"),
        ("Les réseaux sont-ils tous nés après 1960 ?", "Non", "AFCCRE (1951)"),
        ("Les réseaux sont-ils tous nés après 1950 ?", "Oui", "15 réseaux"),
        ("Tunis, on la croise dans plusieurs de vos réseaux ?", "Oui.", "deux fiches"),
        ("Occitanie Coopération a-t-elle précédé l'Aéropostale ?", "Non.", "2012"),
        ("Y a-t-il un réseau né avant la Seconde Guerre mondiale ?", "Non", "1951"),
    ],
)
def test_yes_or_no_comes_first_with_what_proves_it(question, starts, says, assistant):
    answer = assistant.ask(question)
    assert answer.text.startswith(starts)
    assert says in answer.text


def test_shared_years_are_told_together(assistant):
    text = assistant.ask("Quels réseaux partagent leur année de création ?").text
    assert "2004 : CGLU" in text
    assert "2015 :" in text


@pytest.mark.parametrize("question", ["montpellier a signé le pacte de milan aussi ou pas", "Le pacte de Milan, lyon l'a signé aussi ?"])
def test_a_city_without_its_capital_is_not_confirmed_where_no_sentence_names_it(question, assistant):
    assert not assistant.ask(question).text.startswith("Oui")


@pytest.mark.parametrize(("decade", "opening"), [("1960", "Non, aucun réseau"), ("1970", "Si, deux réseaux")])
def test_a_question_that_opens_with_none_asks_whether_there_is_one(decade, opening, assistant_of):
    assert assistant_of("toulouse").ask(f"Aucun réseau n'a été fondé dans les années {decade} ?").text.startswith(opening)


@pytest.mark.parametrize(
    ("quote", "question", "no"),
    [
        ("L'adhésion est gratuite.", "L'adhésion est-elle payante ?", True),
        ("L'adhésion est gratuite.", "L'adhésion est-elle gratuite ?", False),
        ("Il n'y a rien à payer, mais il faut un plan d'action.", "Faut-il payer ?", True),
        ("Il n'y a rien à payer, mais il faut un plan d'action.", "Faut-il un plan d'action ?", False),
        ("La ville ne prend plus part au groupe « Air ».", "La ville est-elle dans le groupe « Air » ?", True),
        ("Les associées siègent, sans droit de vote.", "Les associées ont-elles le droit de vote ?", True),
        ("Il conseille l'éclairage plutôt que des caméras.", "Conseille-t-il des caméras ?", True),
        ("Il conseille l'éclairage plutôt que des caméras.", "Conseille-t-il un éclairage ?", False),
        ("Le réseau ne compte plus que 12 villes.", "Compte-t-il 12 villes ?", False),
    ],
)
def test_a_sentence_that_says_the_opposite_answers_no(quote, question, no):
    assert answers_no(quote, question) is no
