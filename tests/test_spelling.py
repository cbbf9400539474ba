import pytest
from hypothesis import given
from hypothesis import strategies as st

from reseaux_qa.french import fold
from reseaux_qa.spelling import Speller

PAGE = ["La coopération décentralisée des villes", "Les villes luttent contre le gaspillage", "Adhésion en 2012"]


@pytest.fixture(scope="module")
def speller() -> Speller:
    return Speller(PAGE, {"question", "villas", "reseau"})


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        pytest.param("gaspilage", "gaspillage", id="a letter lost"),
        pytest.param("gaspilllage", "gaspillage", id="a letter doubled"),
        pytest.param("gsapillage", "gaspillage", id="two letters swapped"),
        pytest.param("coopertion decentralise", "cooperation decentralisee", id="two words"),
        pytest.param("vilkes", "villes", id="of two as near, the page's own"),
        pytest.param("questoin", "question", id="a word of the lexicon"),
        pytest.param("GASPILAGE !", "gaspillage !", id="capitals and signs"),
        pytest.param("décentralisée", "decentralisee", id="accents only fold"),
    ],
)
def test_a_mistyped_word_becomes_the_one_that_was_meant(typed, meant, speller):
    assert speller.respell(typed) == meant


@pytest.mark.parametrize("word", ["xylophone", "vil", "2013", "villes", "reseau", ""])
def test_what_is_known_or_near_nothing_stays(word, speller):
    assert speller.respell(word) == word


def test_a_short_word_is_forgiven_one_error_only(speller):
    assert speller.respell("vlilex") == "vlilex"
    assert speller.respell("gsapilage") == "gaspillage"


@given(st.text(max_size=80))
def test_respelling_twice_changes_nothing_more(text):
    speller = Speller(PAGE, {"question"})
    once = speller.respell(text)
    assert speller.respell(once) == once


@given(st.sampled_from(PAGE))
def test_the_pages_own_sentences_are_only_folded(text):
    assert Speller(PAGE, ()).respell(text) == fold(text)


def test_words_of_the_page_typed_as_one_are_parted(speller):
    assert Speller(["L'Envol des pionniers."], ()).heard("lenvoldespionniers") == "l envol des pionniers"
    assert Speller(["Les villes Ariane."], ()).heard("villesarianne") == "villes ariane"
    assert Speller(["Les villes Ariane."], ()).heard("villesaimables") == "villesaimables"


HEARD = {"gaspiyaje": "gaspiyaje", "gaspillaje": "gaspillage", "dadezion": "adhesion", "villas": "villas"}


@pytest.mark.parametrize(("typed", "meant"), HEARD.items())
def test_a_word_spelled_by_ear_is_heard_as_the_page_writes_it(typed, meant, speller):
    assert speller.heard(typed) == meant


def test_a_word_without_end_is_not_parted():
    speller = Speller(["Les villes de la page."], ())
    assert speller.heard("de" * 1000) == "de" * 1000
    assert speller.heard("villes" * 6) == " ".join(["villes"] * 6)
