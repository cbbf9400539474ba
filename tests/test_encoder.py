import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from reseaux_qa.encoder import Aiming, StaticEncoder, bundled_path, load_encoder
from reseaux_qa.errors import ModelError

FRENCH = [
    "Quels réseaux luttent contre le racisme ?",
    "L’Éclairage urbain, à Málaga et Düsseldorf : « œuvre » commune",
    "adhésion",
    "2012",
    "¿Cuándo? 何時 🙂",
    "coopération décentralisée " * 300,
]


@pytest.fixture(scope="module")
def tiny(tmp_path_factory) -> Path:
    """A static model of sixteen dimensions, saved by sentence-transformers itself."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(bundled_path() / "tokenizer.json"))
    folder = tmp_path_factory.mktemp("tiny") / "model"
    SentenceTransformer(modules=[StaticEmbedding(tokenizer, embedding_dim=16)], device="cpu").save(str(folder))
    return folder


def test_the_bundled_model_reads_as_sentence_transformers_does(bundled):
    from sentence_transformers import SentenceTransformer

    reference = SentenceTransformer(str(bundled_path()), device="cpu").encode(FRENCH, show_progress_bar=False).astype(np.float32)
    ours = bundled.encode(FRENCH)
    assert np.allclose(ours, reference, atol=2e-3)
    norms = np.linalg.norm(reference, axis=1)  # half precision: not quite 1
    assert (np.sum(ours * reference, axis=1) / norms >= 0.9999).all()


def test_vectors_are_unit_float32(bundled):
    vectors = bundled.encode(FRENCH)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=1e-5)


def test_an_empty_text_is_the_zero_vector(bundled):
    assert not bundled.encode(["", "   "]).any()


def test_a_text_has_one_vector_whatever_its_neighbours(bundled):
    alone = np.concatenate([bundled.encode([text]) for text in FRENCH])
    assert np.array_equal(alone, bundled.encode(FRENCH))


def test_near_meanings_are_nearer_than_far_ones(bundled):
    asked, near, far = bundled.encode(["date de création du réseau", "année de fondation", "recette de cuisine"])
    assert asked @ near > asked @ far


def test_a_name_changes_with_the_weights(bundled, tiny):
    assert bundled.name.startswith("static-")
    assert StaticEncoder.from_folder(bundled_path()).name == bundled.name
    assert StaticEncoder.from_folder(tiny).name != bundled.name


def test_another_model_loads_by_path(tiny):
    encoder = load_encoder(str(tiny))
    vectors = encoder.encode(FRENCH)
    assert vectors.shape == (len(FRENCH), 16)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=1e-5)
    assert np.allclose(vectors, StaticEncoder.from_folder(tiny).encode(FRENCH), atol=2e-3)


def test_a_wrong_path_says_in_french_what_to_do(tmp_path, monkeypatch):
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    wrong = str(tmp_path / "absent")
    with pytest.raises(ModelError, match="RESEAUX_QA_EMBEDDING_MODEL") as error:
        load_encoder(wrong)
    assert f"« {wrong} » ne se charge pas" in str(error.value)


def test_loading_the_bundled_model_imports_neither_torch_nor_transformers():
    code = (
        "import sys; from reseaux_qa.encoder import load_encoder; load_encoder('bundled').encode(['ville']);"
        "print([name for name in ('torch', 'transformers', 'sentence_transformers') if name in sys.modules])"
    )
    assert _python(code) == "[]"


def _python(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", f"import sys; sys.path[:] = {sys.path!r}; {code}"], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_a_question_is_aimed_at_what_answers_it(bundled):
    asked, answer, aside = "Combien ça coûte d'en être ?", "Cotisation : 3 000 euros par an", "Le réseau défend les langues régionales"
    aimed = bundled.encode_query(asked)
    answering, straying = bundled.encode_answers([answer, aside])
    assert np.linalg.norm(aimed) == pytest.approx(1.0, abs=1e-3)
    assert aimed @ answering > aimed @ straying
    assert aimed @ answering > bundled.encode([asked])[0] @ bundled.encode([answer])[0]


def test_what_was_learned_of_questions_is_read_as_it_was_written(tmp_path):
    moves, silence = np.array([[0.5, -0.25], [0.0, 1e-3]], dtype=np.float32), np.array([0.1, -0.2, 0.5], dtype=np.float32)
    learned = Aiming(np.array([1, 4], dtype=np.int32), moves, np.eye(2, dtype=np.float32), silence)
    learned.save(tmp_path / "query.safetensors")
    read = Aiming.from_file(tmp_path / "query.safetensors")
    assert np.array_equal(read.tokens, learned.tokens) and np.array_equal(read.query, learned.query)
    assert np.array_equal(read.silence, silence)
    assert np.allclose(read.moves, learned.moves, atol=0.5 / 127)


def test_only_the_tokens_that_were_learned_move():
    learned = Aiming(np.array([1], dtype=np.int32), np.array([[0.5, 0.0]], dtype=np.float32), np.eye(2, dtype=np.float32), np.zeros(3))
    assert np.array_equal(learned.moved(np.ones((3, 2), dtype=np.float16)), [[1, 1], [1.5, 1], [1, 1]])


def test_with_nothing_learned_a_question_and_what_answers_it_are_encoded_as_any_text(tiny):
    plain = StaticEncoder.from_folder(tiny)
    assert np.array_equal(plain.encode_answers(["Depuis 2004."]), plain.encode(["Depuis 2004."]))
    assert np.array_equal(plain.encode_query("Depuis quand ?"), plain.encode(["Depuis quand ?"])[0])
    assert plain.silence("Depuis quand ?") == 0.0


@pytest.mark.parametrize(
    ("unsaid", "said"),
    [
        ("Quel est le numéro de téléphone du secrétariat d'Eurocities ?", "Où se trouve le secrétariat d'Eurocities ?"),
        ("À quelle heure commence l'assemblée générale ?", "Combien de villes le réseau compte-t-il ?"),
        ("Qui finance ce projet et pour quel montant ?", "Quand le réseau a-t-il été créé ?"),
    ],
)
def test_silence_is_nearer_to_what_pages_rarely_say(unsaid, said, bundled):
    assert bundled.silence(unsaid) > bundled.silence(said)
