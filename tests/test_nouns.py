"""Traits of what is asked for: the noun counted, a denial told to an open question, whose office is told."""

import pytest

from reseaux_qa.answering.nouns import named
from reseaux_qa.answering.offices import presides
from reseaux_qa.understanding.dialogue import readings


@pytest.fixture(scope="module")
def traits_of(assistant_of):
    """The traits of every candidate of a question that says some words of the page."""

    def found(city: str, text: str, said: str) -> list[set[str]]:
        assistant = assistant_of(city)
        records = assistant.records
        every = assistant._composer.candidates(readings(assistant._reader.read_all(text)[0], assistant._context([])))
        told = [one for one in every if any(said in quote.text for quote in one.draft.quotes)]
        return [{name for group in (named(one), presides(one, records)) for name, value in group if value} for one in told]

    return found


def test_a_number_right_before_the_noun_counts_it(traits_of):
    every = traits_of("toulouse", "Combien de collectivités l'EFUS compte-t-il ?", "250 collectivités")
    assert every
    assert all(any(name.startswith("noun counted") for name in one) for one in every)


def test_another_number_does_not_count_it(traits_of):
    every = traits_of("toulouse", "Combien de bouteilles compte l'EFUS ?", "250 collectivités")
    assert every
    assert all(any(name.startswith("noun uncounted") for name in one) for one in every)


def test_what_the_page_denies_is_no_answer_to_an_open_question(traits_of):
    every = traits_of("toulon", "Comment s'appelle le président de Cités Bleues ?", "n’a pas de président")
    assert every
    assert all(any(name.startswith("negated open") for name in one) for one in every)


@pytest.mark.parametrize(
    ("city", "question", "said", "whose"),
    [
        ("namur", "Qui préside EFFORTS actuellement ?", "vice-présidence, depuis 2022", "of a vice"),
        ("toulouse", "Qui préside Eurocities ?", "Président du Forum", "of a part"),
        ("toulouse", "Qui préside CUF ?", "François Rebsamen", "told"),
    ],
)
def test_whose_office_is_told(city, question, said, whose, traits_of):
    every = traits_of(city, question, said)
    assert every
    assert any(f"office {whose} told" in one for one in every)


@pytest.mark.parametrize(("number", "trait"), [("six", "number as asked told"), ("douze", "number otherwise told")])
def test_what_a_question_numbers_is_numbered_so_or_otherwise(number, trait, traits_of):
    every = traits_of("toulouse", f"Quels sont les {number} axes prioritaires du Pacte de Milan ?", "six axes")
    assert any(trait in one for one in every)
