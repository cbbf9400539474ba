"""The words that people use for a page's own: data that an editor may extend, and what it finds."""

import tomllib

import pytest

from conftest import ROOT
from reseaux_qa.french import fold, stem, synonyms, words

TABLE: dict[str, str] = tomllib.loads((ROOT / "src/reseaux_qa/data/thesaurus.toml").read_text(encoding="utf-8"))


def test_every_word_is_folded_and_single():
    every = {*TABLE, *(word for line in TABLE.values() for word in line.split())}
    assert [word for word in every if word != fold(word)] == []
    assert [key for key in TABLE if " " in key or not words(key)] == []


def test_no_word_stands_for_itself_and_none_twice():
    lines = {key: line.split() for key, line in TABLE.items()}
    assert [key for key, others in lines.items() if key in others or len(set(others)) < len(others)] == []


def test_a_word_stands_for_another_in_both_directions():
    assert stem("cotisation") in synonyms()[stem("payer")]
    assert stem("payer") in synonyms()[stem("cotisation")]


@pytest.mark.parametrize(
    ("city", "question", "said"),
    [
        ("montpellier", "À combien s'élève notre cotisation à Eurocities ?", "17 800 €"),
        ("quebec", "Combien d'argent la Ville verse-t-elle au secrétariat de l'OVPM ?", "350 000 $"),
        ("angers", "Quelle est notre cotisation annuelle à ICLEI ?", "3 200 €"),
    ],
)
def test_what_most_pages_do_not_say_is_told_where_one_does(city, question, said, assistant_of):
    answer = assistant_of(city).ask(question)
    assert answer.answered
    assert said in answer.text.replace("\u202f", " ").replace("\u00a0", " ")
