"""What way of answering the words of a question call for."""

import numpy as np
import pytest

from reseaux_qa.answering.choice import Chooser
from reseaux_qa.answering.ways import EMBEDDED, Ways, key_of
from reseaux_qa.understanding.dialogue import readings
from reseaux_qa.understanding.features import features


@pytest.fixture
def ways(bundled):
    """One that knows the features of one question, and calls for silence by its constant alone."""
    ids = np.sort(features("quand")[0])
    size = bundled.vectors.shape[1] + len(ids) + 1
    weights = np.zeros((size, 2), dtype=np.float32)
    weights[-1] = (1.0, -1.0)
    return Ways(("silence silent", "fact told"), ids, weights, bundled)


def test_what_was_learned_is_read_as_it_was_written(ways, bundled, tmp_path):
    ways.save(tmp_path / "ways.safetensors")
    read = Ways.from_file(tmp_path / "ways.safetensors", bundled)
    assert read.keys == ways.keys
    assert np.array_equal(read.ids, ways.ids)
    assert read.scores("quand") == ways.scores("quand")


def test_a_row_holds_the_embedding_the_known_features_and_a_constant(ways, bundled):
    dimensions = bundled.vectors.shape[1]
    known, other = ways.row("quand"), ways.row("xylophone")
    assert known.shape == (dimensions + len(ways.ids) + 1,)
    assert np.allclose(known[:dimensions], EMBEDDED * bundled.encode(["quand"])[0])
    assert np.linalg.norm(known[dimensions:-1]) == pytest.approx(EMBEDDED, abs=1e-3)
    assert np.linalg.norm(other[dimensions:-1]) < EMBEDDED / 2
    assert known[-1] == other[-1] == 1.0


def test_a_way_that_was_never_learned_is_left_as_it_is(assistant, ways):
    found = assistant._composer.candidates(readings(assistant._reader.read("Quand LUCI a-t-il été créé ?"), None))
    plain, called_for = Chooser({}, assistant.records), Chooser({}, assistant.records, ways)
    added = [new - old for new, old in zip(called_for.scores(found), plain.scores(found), strict=True)]
    expected = {"silence silent": 1.0, "fact told": -1.0}
    assert added == pytest.approx([expected.get(key_of(candidate), 0.0) for candidate in found])


@pytest.mark.parametrize(
    ("text", "more", "less"),
    [
        ("Quel est le budget de LUCI ?", "silence silent", "fact told"),
        ("Quand LUCI a-t-il été créé ?", "fact told", "silence silent"),
        ("Quels réseaux ont été créés avant 1990 ?", "across computed", "sentence told"),
    ],
)
def test_the_words_of_a_question_call_for_a_way(text, more, less, assistant):
    question = assistant._reader.read(text)
    called_for = assistant._composer._chooser._ways.scores(question.masked)
    assert called_for[more] > called_for[less]


def test_names_are_masked(assistant):
    masked = assistant._reader.read("Quand Barcelone a-t-elle rejoint LUCI, en 1998 ou en 2001 ?").masked
    assert not {"Barcelone", "LUCI", "1998", "2001"} & {*masked.split()}
