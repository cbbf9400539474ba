import tomllib

import pytest

from conftest import ROOT
from reseaux_qa.french import fold, words
from reseaux_qa.understanding.glossary import from_phone, in_french

TABLES = tomllib.loads((ROOT / "src/reseaux_qa/data/glossary.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("language", "text", "said"),
    [
        ("en", "When was the city network founded?", "ville"),
        ("es", "¿Qué ciudad preside la red de seguridad?", "securite"),
        ("it", "Quali città hanno firmato il patto?", "pacte"),
        ("de", "Welche Städte sind Mitglieder?", "membre"),
        ("ca", "Quines ciutats lluiten contra el racisme?", "ville"),
    ],
)
def test_a_word_of_another_language_becomes_french(language, text, said):
    assert said in [word.text for word in words(in_french(text, language))]


@pytest.mark.parametrize("language", ["fr", "xx", ""])
def test_french_and_unknown_languages_are_left_alone(language):
    assert in_french("Where is the city?", language) == "Where is the city?"


def test_names_and_unknown_words_stay_as_they_are():
    assert in_french("LUCI, Xyzzy 2010?", "en") == "LUCI, Xyzzy 2010?"


@pytest.mark.parametrize("language", TABLES)
def test_each_entry_is_one_folded_word(language):
    for foreign, french in TABLES[language].items():
        assert foreign == fold(foreign)
        assert [word.text for word in words(foreign)] == [foreign]
        assert french == fold(french)


@pytest.mark.parametrize(("language", "text", "said"), [("de", "in welchen Ländern", "pays"), ("es", "los alcaldes fundadores", "maire")])
def test_another_form_of_a_known_word_is_known(language, text, said):
    assert said in [word.text for word in words(in_french(text, language))]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("cb 2 vil dans luci", "combien de ville dans luci"),
        ("combien 2 membres ?", "combien de membres ?"),
        ("cb de membres dans les 2 réseaux", "combien de membres dans les 2 réseaux"),
        ("Quels sont les 2 plus anciens ?", "Quels sont les 2 plus anciens ?"),
    ],
)
def test_a_two_typed_on_a_phone_is_said_de_unless_it_counts(typed, said):
    assert from_phone(typed) == said
