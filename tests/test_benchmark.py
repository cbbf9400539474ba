"""The command that measures retrieval, on small sets and a tiny model; typing errors, on our own questions."""

import gzip
import json
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from assistant_view import share_found
from benchmark import answers, gains, losses, rows
from measures import estimate, measured
from reseaux_qa.encoder import bundled_encoder, bundled_path, load_encoder
from reseaux_qa.french import fold
from systems import bm25, dense, fused, respelled
from testsets import TestSet, beir, mistype, mistyped, page

LAMPS, EMPTY = "Éclairer les villes. Économiser.", ""
ROWS = {
    "corpus": [{"_id": "a", "title": "Lampes", "text": LAMPS}, {"_id": "b", "title": "Eau", "text": EMPTY}],
    "queries": [{"_id": "1", "text": "Pourquoi éclairer ?"}, {"_id": "2", "text": "sans réponse"}],
    "qrels": [{"query-id": "1", "corpus-id": "a", "score": 1}],
}


@pytest.fixture(scope="module")
def whole(corpus) -> TestSet:
    """The page's own questions that may be looked at."""
    return page("dev", corpus)


@pytest.fixture(scope="module")
def asked(whole) -> TestSet:
    """Every sixth of them."""
    return replace(whole, questions=whole.questions[::6], relevant=whole.relevant[::6])


@pytest.fixture(scope="module")
def tiny(tmp_path_factory) -> str:
    """A small transformer, saved by sentence-transformers itself."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
    from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

    folder = tmp_path_factory.mktemp("tiny")
    names = {"pad_token": "[UNK]", "unk_token": "[UNK]"}
    tokenizer = PreTrainedTokenizerFast(tokenizer_file=str(bundled_path() / "tokenizer.json"), model_max_length=64, **names)
    tokenizer.save_pretrained(folder / "bert")
    sizes = {"hidden_size": 16, "num_hidden_layers": 1, "num_attention_heads": 2, "intermediate_size": 16}
    BertModel(BertConfig(vocab_size=len(tokenizer), **sizes)).save_pretrained(folder / "bert")
    transformer = Transformer(str(folder / "bert"))
    SentenceTransformer(modules=[transformer, Pooling(16)], device="cpu").save(str(folder / "model"))
    return str(folder / "model")


# --- sets --------------------------------------------------------------------------


def test_a_beir_folder_is_read_with_its_titles_and_only_answered_questions(tmp_path):
    for name, content in ROWS.items():
        with gzip.open(tmp_path / f"{name}.jsonl.gz", "wt", encoding="utf-8") as stream:
            stream.writelines(json.dumps(row) + "\n" for row in content)
    found = beir(tmp_path)
    assert found.questions == ("Pourquoi éclairer ?",)
    assert found.texts == ("Lampes Éclairer les villes. Économiser.", "Eau")
    assert found.sentences == (("Lampes Éclairer les villes.", "Lampes Économiser."), ("Eau",))
    assert found.relevant == (frozenset({0}),)


def test_each_question_of_the_page_has_passages_that_hold_its_evidence(asked, corpus):
    assert len(asked.texts) == len(asked.sentences) == len(corpus.passages)
    assert all(asked.relevant)
    assert max(map(max, asked.relevant)) < len(asked.texts)


@given(st.text(alphabet="abcdéè ,", max_size=60), st.integers(0, 9))
def test_mistyping_makes_one_error_in_each_long_word_and_none_elsewhere(text, seed):
    (noisy,) = mistype([text], seed)
    before, after = fold(text).split(" "), noisy.split(" ")
    assert len(before) == len(after)
    for word, typed in zip(before, after, strict=True):
        parts = [part for part in word.split(",") if len(part) >= 6]
        assert OSA.distance(word, typed) <= len(parts)


# --- measures ----------------------------------------------------------------------


def test_measures_are_those_of_their_definitions():
    scores = np.array([[0.9, 0.5, 0.1, 0.0, -1.0], [0.1, 0.2, 0.3, 0.4, 0.5]], dtype=np.float32)
    found = measured(scores, [frozenset({1}), frozenset({0, 4})])
    assert found["nDCG@10"] == pytest.approx([1 / np.log2(3), (1 + 1 / np.log2(6)) / (1 + 1 / np.log2(3))])
    assert list(found["hit@1"]) == [0, 1]
    assert list(found["recall@4"]) == [1, 0.5]


def test_an_interval_holds_the_mean_and_narrows_with_more_questions():
    few, many = (estimate(np.tile([0.0, 1.0], count)) for count in (10, 1000))
    assert few.low < few.mean == many.mean == 50 < few.high
    assert many.high - many.low < few.high - few.low
    assert str(estimate(np.ones(5))) == "100.0 [100.0, 100.0]"


# --- the command -------------------------------------------------------------------


def test_a_model_named_on_the_command_line_has_its_lines_beside_ours(asked, tiny):
    ours = bundled_encoder()
    found = answers(asked, {"bundled": ours, tiny: load_encoder(tiny)}, ours)
    assert list(found) == ["BM25", "bundled", "fused, bundled", tiny, f"fused, {tiny}"]
    lines = [line.split(" | ") for line in rows(asked, found)]
    assert [line[2] for line in lines] == list(found)
    assert found["bundled"]["nDCG@10"].mean() > found[tiny]["nDCG@10"].mean()
    assert gains(asked, found).count("[") == 3
    assert losses(asked, found, ours).count("[") == 4


# --- what the documentation claims ---------------------------------------------------


def ndcg(scores: np.ndarray, asked: TestSet) -> float:
    return float(measured(scores, asked.relevant)["nDCG@10"].mean())


def test_fusion_is_three_points_above_bm25_and_never_below_a_part(whole):
    ours = bundled_encoder()
    mixed = ndcg(fused(whole, ours, ours), whole)
    assert mixed > ndcg(bm25(whole), whole) + 0.03
    assert mixed > ndcg(dense(whole, ours), whole)


def test_typing_errors_cost_the_encoder_five_points_at_most_once_respelled(whole):
    ours, noisy = bundled_encoder(), mistyped(whole)
    helped = replace(noisy, questions=tuple(respelled(noisy, ours)))
    clean, raw, mended = (ndcg(dense(questions, ours), whole) for questions in (whole, noisy, helped))
    assert mended > clean - 0.05
    assert raw < mended


def test_the_first_passages_hold_the_evidence_as_the_assistant_asks(corpus):
    assert share_found(("dev",), corpus, bundled_encoder()).mean >= 93
