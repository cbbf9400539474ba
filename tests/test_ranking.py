import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakes import HashEncoder
from reseaux_qa.encoder import bundled_encoder
from reseaux_qa.ranking import Ranker, Vocabulary, standard, tokens

TEXTS = [
    "Le réseau lutte contre le gaspillage alimentaire. Il compte 210 villes.",
    "L'association est née en 1998. Son siège est à Bruxelles.",
    "La coopération décentralisée finance l'accès à l'eau potable.",
    "…",
]
SENTENCES = [[part for part in text.split(". ") if part] for text in TEXTS]


def ranker_of(encoder) -> Ranker:
    owners = [n for n, group in enumerate(SENTENCES) for _ in group]
    vectors = encoder.encode([sentence for group in SENTENCES for sentence in group])

    def nearest(text: str, count: int) -> list[tuple[int, float]]:
        similarities = vectors @ encoder.encode([text])[0]
        return [(owners[int(n)], float(similarities[n])) for n in np.argsort(-similarities)[:count]]

    return Ranker(TEXTS, SENTENCES, nearest, Vocabulary(TEXTS, encoder))


@pytest.fixture(scope="module")
def ranker() -> Ranker:
    return ranker_of(bundled_encoder())


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        pytest.param("gaspillage alimentaire", 0, id="the same words"),
        pytest.param("les gaspillages", 0, id="another ending"),
        pytest.param("aliments perdus", 0, id="no word in common"),
        pytest.param("année de naissance de l'association", 1, id="a related word"),
        pytest.param("eau", 2, id="a short word"),
    ],
)
def test_the_text_that_answers_comes_first(asked, found, ranker):
    assert int(ranker.scores(asked).argmax()) == found


@pytest.mark.parametrize("view", ["dense", "lexical", "late"])
def test_each_view_scores_every_text(view, ranker):
    scores = getattr(ranker, view)("gaspillage alimentaire")
    assert scores.shape == (len(TEXTS),)
    assert int(scores.argmax()) == 0


@pytest.mark.parametrize("asked", ["", "?", "le la les"])
def test_no_word_gives_no_lexical_and_no_late_view(asked, ranker):
    assert not ranker.lexical(asked).any()
    assert not ranker.late(asked).any()


def test_a_sentence_that_says_every_word_is_the_best_a_late_view_can_be(ranker):
    assert ranker.late("gaspillage alimentaire")[0] == pytest.approx(1)
    assert ranker.late("gaspillage de Bruxelles").max() < 1


def test_groups_of_letters_stand_beside_stems():
    assert tokens("des eaux") == ["eau", "<eau", "eaux", "aux>"]


@given(st.text(max_size=60))
def test_scores_are_finite_for_any_text(text):
    assert np.isfinite(ranker_of(HashEncoder()).scores(text)).all()


@given(st.lists(st.floats(-1e3, 1e3), min_size=1, max_size=20))
def test_a_standard_view_has_mean_0_and_deviation_1_or_says_nothing(scores):
    view = standard(np.array(scores))
    assert view.mean() == pytest.approx(0, abs=1e-6)
    assert view.std() == pytest.approx(1, abs=1e-6) or not view.any()
