"""Candidates, their traits and the choice among them, on the real page and a made-up one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from basics import basics
from conftest import DATA
from reseaux_qa.answering.candidates import Way
from reseaux_qa.answering.choice import Chooser
from reseaux_qa.answering.traits import traits
from reseaux_qa.assistant import Assistant
from reseaux_qa.evaluation.judge import judge
from reseaux_qa.settings import Settings
from reseaux_qa.types import Turn
from reseaux_qa.understanding.dialogue import readings

PLAIN_RIGHT = 0.95  # of the plain questions that anyone asks of any page


@pytest.fixture(scope="module")
def made(assistant):
    """The candidates of a message said after some others."""

    def made(*turns: str):
        context = assistant._context(turns[:-1])
        return assistant._composer.candidates(readings(assistant._reader.read_all(turns[-1])[0], context))

    return made


@pytest.mark.parametrize(
    ("text", "way"),
    [
        ("Quand LUCI a-t-il été créé ?", Way.FACT),
        ("LUCI a-t-il été créé en 1998 ?", Way.CHECK),
        ("Combien de réseaux ont été créés avant 1990 ?", Way.ACROSS),
        ("Quelle année a été la plus riche en adhésions ?", Way.ORDER),
        ("Dans quels réseaux trouve-t-on Barcelone ?", Way.PLACES),
        ("Quels réseaux s'occupent d'eau potable ?", Way.THEME),
        ("Quelles villes brésiliennes sont dans l'Aéropostale ?", Way.ITEMS),
        ("Bonjour !", Way.CHAT),
        ("xylophone", Way.SILENCE),
    ],
)
def test_each_way_to_answer_is_tried_where_it_applies(text, way, made):
    assert way in {candidate.way for candidate in made(text)}


@pytest.mark.parametrize(
    "turns", [("Quand LUCI a-t-il été créé ?",), ("Qui préside CUF ?", "et LUCI ?"), ("Quels réseaux ?", "le deuxième ?")]
)
def test_silence_is_a_candidate_of_a_reading_at_most_once_and_no_text_comes_twice(turns, made):
    found = made(*turns)
    silent = [candidate.question.turn for candidate in found if candidate.way is Way.SILENCE]
    assert silent
    assert len({*silent}) == len(silent)
    texts = [(candidate.question.turn, candidate.draft.text) for candidate in found]
    assert len({*texts}) == len(texts)


@given(st.text(max_size=40))
def test_every_candidate_of_any_text_is_proven_by_verbatim_quotes(assistant, made, text):
    question = text.strip() or "?"
    for candidate in made(question):
        assert all(assistant.corpus.text(q.source)[q.start : q.end] == q.text for q in candidate.draft.quotes)


@given(st.sampled_from(["Quand LUCI a-t-il été créé ?", "Qui ?", "Bonjour", "Barcelone 2004"]), st.floats(-3, 3))
def test_only_differences_between_candidates_count(made, records, text, shift):
    found = made(text)
    names = sorted({name for candidate in found for name in traits(candidate, records)})
    weights = {name: (hash(name) % 7) / 3 + shift * (name == "nobody has it") for name in names}
    choice = Chooser(weights, records).choose(found)
    assert 0.0 < choice.confidence <= 1.0
    assert Chooser(weights, records).score(choice.candidate) == max(map(Chooser(weights, records).score, found))


def test_without_weights_the_first_candidate_is_said(made, records):
    found = made("Quand LUCI a-t-il été créé ?")
    assert Chooser({}, records).choose(found).candidate is found[0]


@pytest.mark.parametrize("city", ["", "nantes", "lausanne", "rennes", "liege", "bordeaux", "strasbourg", "lille", "geneve"])
def test_plain_questions_are_answered_on_any_page(city, assistant, tmp_path):
    one = Assistant.from_settings(Settings(corpus=DATA / city / "corpus", index=tmp_path)) if city else assistant
    cases = basics(one.corpus)
    verdicts = [judge(case, one.ask(case.turns[-1], [Turn("user", turn) for turn in case.turns[:-1]]), 0.0, one.corpus) for case in cases]
    assert len(verdicts) > 80
    assert sum(verdict.right for verdict in verdicts) / len(verdicts) >= PLAIN_RIGHT
