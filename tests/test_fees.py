"""What belonging costs, told by the page in figures, in words or not at all."""

import pytest

from reseaux_qa.answering.fees import fee_of


def fees(assistant) -> dict[str, int | None]:
    return {n.name: fact.number for n in assistant.records.networks if (fact := fee_of(n, assistant.records))}


def test_a_fee_is_read_from_a_sentence_or_a_line_and_never_from_a_budget(assistant_of):
    told = fees(assistant_of("limoges"))
    assert told == {"VICER": 6500, "Energy Cities": 4200, "MEZZO": 5200, "RFVAA": 2600, "RVR": 1500, "Urbanum": 3800}


def test_what_the_city_pays_counts_before_the_general_fee_and_the_last_of_a_rise_is_todays(assistant_of):
    told = fees(assistant_of("angouleme"))
    assert told["CEPI"] == 6000
    assert told["HSCN"] == 3800


def test_a_page_without_fees_has_none(assistant_of):
    assert fees(assistant_of("toulouse")) == {}


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("Combien coûte l'adhésion à MEZZO ?", "5 200"),
        ("Quel réseau coûte le plus cher à la ville ?", "6 500"),
        ("Quelle est l'adhésion la moins chère ?", "gratuite"),
    ],
)
def test_a_cost_is_answered_by_the_fee(ask, question, figure):
    answer = ask("limoges", question)
    assert answer.answered
    assert figure in answer.text


def test_fees_are_added_up_where_their_sum_is_asked_for(ask):
    answer = ask("valence", "Si j'additionne les cotisations, j'arrive à quelle somme en tout ?")
    assert "soit 3 450 euros en tout" in answer.text
    assert [network.name for network in answer.networks] == ["CUF", "RFVS"]


def test_what_a_city_spends_on_actions_is_no_fee(assistant_of):
    assert "Réseau des villes créatives de l'UNESCO" not in fees(assistant_of("annecy"))
