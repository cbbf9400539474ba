"""Candidates, their traits and the choice among them, on the real page and a made-up one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from basics import basics
from reseaux_qa.answering.candidate import Telling, Way
from reseaux_qa.answering.choice import Chooser, beside, best_of, softmax
from reseaux_qa.evaluation.judge import judge
from reseaux_qa.types import Quote, Turn, Turning
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


@given(st.lists(st.floats(-5, 5), min_size=1, max_size=8), st.floats(-3, 3))
def test_only_differences_between_scores_count(scores, shift):
    assert softmax([score + shift for score in scores]) == pytest.approx(softmax(scores))


def told(*starts: int, kind: str = "told", length: int = 80, joins: bool = True, rows: bool = False, turn: Turning = Turning.ALONE):
    """What a candidate tells: the sentences of a page that begin at some places."""
    return Telling(kind, frozenset(Quote("page.txt", start, start + 5, "abcde") for start in starts), length, joins, rows, turn)


SILENT = told(kind="silent", joins=False)


def test_without_weights_the_candidate_that_tells_most_of_what_others_tell_is_said(made, records):
    found = made("Quand LUCI a-t-il été créé ?")
    choice = Chooser({}, records).choose(found).candidate
    assert all(one.telling.quotes <= choice.telling.quotes for one in found if choice.telling.quotes < one.telling.quotes)
    assert choice.way is not Way.SILENCE


def test_of_two_tellings_of_one_sentence_neither_loses_to_a_third_that_beats_each_alone():
    assert best_of([0.3, 0.3, 0.4], [told(0), told(0), told(50)])[0] == 0
    assert best_of([0.3, 0.3, 0.4], [told(0), told(20), told(50)])[0] == 2


def test_a_denial_does_not_back_what_is_told_with_the_same_quotes():
    assert best_of([0.3, 0.3, 0.4], [told(0), told(0, kind="denied"), told(50)])[0] == 2


def test_a_longer_list_of_networks_is_not_backed_by_a_shorter_one():
    assert best_of([0.3, 0.3, 0.4], [told(0, 50, rows=True), told(0), told(90)])[0] == 2


@given(st.lists(st.floats(-5, 5), min_size=1, max_size=8))
def test_shares_are_those_of_a_whole_and_silence_alone_is_never_backed(scores):
    shares = softmax(scores)
    assert sum(shares) == pytest.approx(1.0)
    best, share = best_of(shares, [SILENT] * len(scores))
    assert share == max(shares) == shares[best]


def test_in_doubt_two_short_answers_are_told_one_after_the_other():
    assert beside(0, [0.4, 0.35, 0.25], [told(0), told(50), SILENT]) == 1


@pytest.mark.parametrize(
    "other",
    [told(50, joins=False), told(50, length=900), told(50, turn=Turning.GOES_ON), told(0), told(2), SILENT],
    ids=["list", "long", "another reading", "same", "overlapping", "silence"],
)
def test_a_list_what_is_long_and_what_says_the_same_are_not_told_beside(other):
    assert beside(0, [0.4, 0.35, 0.25], [told(0), other, SILENT]) is None


def test_what_is_told_beside_is_cited_and_announced(assistant):
    found = assistant._composer.candidates(readings(assistant._reader.read_all("Quand LUCI a-t-il été créé ?")[0], None))
    first, second = (next(c for c in found if c.way is way) for way in (Way.FACT, Way.SENTENCE))
    answer = assistant._composer.said(first, second)
    assert "La page dit aussi :" in answer.text
    assert {c.quote for c in answer.citations} >= set(first.draft.quotes) | set(second.draft.quotes)
    assert [c.id for c in answer.citations] == list(range(1, len(answer.citations) + 1))


@pytest.mark.parametrize("city", ["toulouse", "nantes", "lausanne", "rennes", "liege", "bordeaux", "strasbourg", "lille", "geneve"])
def test_plain_questions_are_answered_on_any_page(city, assistant_of):
    one = assistant_of(city)
    cases = basics(one.corpus)
    verdicts = [judge(case, one.ask(case.turns[-1], [Turn("user", turn) for turn in case.turns[:-1]]), 0.0, one.corpus) for case in cases]
    assert len(verdicts) > 80
    assert sum(verdict.right for verdict in verdicts) / len(verdicts) >= PLAIN_RIGHT
