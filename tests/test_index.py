import hashlib
import json
from dataclasses import replace

import chromadb
import numpy as np
import pytest

from fakes import FailingEncoder, HashEncoder
from reseaux_qa import index as index_module
from reseaux_qa.corpus import Corpus
from reseaux_qa.encoder import bundled_encoder, bundled_path
from reseaux_qa.errors import CorpusError, IndexMissing
from reseaux_qa.index import PassageIndex, passage_sentences, passage_text, titled
from reseaux_qa.types import Source

PAGE = "# Alliance du Vent\n\n## Objectifs\n\nPartager l'énergie.\n\n# Villes des Phares\n\n## Objectifs\n\nGarder les lanternes.\n"


@pytest.fixture
def small() -> Corpus:
    return Corpus.from_sources((Source("page.md", PAGE),))


def nearest_text(index: PassageIndex, encoder: HashEncoder, text: str) -> str:
    return index.nearest(encoder.encode([text])[0], 1)[0][0].quote.text


def collections(folder) -> list[str]:
    return [collection.name for collection in chromadb.PersistentClient(str(folder), _chroma_settings()).list_collections()]


def _chroma_settings() -> chromadb.Settings:
    return chromadb.Settings(anonymized_telemetry=False)


def test_an_index_is_built_once_then_opened(tmp_path, small):
    encoder = HashEncoder()
    PassageIndex.open_or_build(tmp_path, small, encoder)
    stored = [titled(passage, quote.text) for passage in small.passages for quote in passage_sentences(passage)]
    assert encoder.encoded == stored
    again = PassageIndex.open_or_build(tmp_path, small, encoder)
    assert encoder.encoded == stored
    assert nearest_text(again, encoder, "Garder les lanternes") == "Garder les lanternes."


def test_what_is_embedded_says_whose_passage_it_is(small):
    assert passage_text(small.passages[0]) == "Alliance du Vent. Objectifs : Partager l'énergie."


@pytest.mark.parametrize("change", ["page", "model", "cutter"])
def test_an_index_of_something_else_is_refused_then_rebuilt(change, tmp_path, small, monkeypatch):
    PassageIndex.build(tmp_path, small, HashEncoder())
    corpus, encoder = small, HashEncoder()
    if change == "page":
        corpus = Corpus.from_sources((Source("page.md", PAGE.replace("énergie", "houle")),))
    elif change == "model":
        encoder = HashEncoder("autre", dimensions=32)
    else:
        monkeypatch.setattr(index_module, "CUTTER_VERSION", "suivante")
    with pytest.raises(IndexMissing):
        PassageIndex.open(tmp_path, corpus, encoder)
    rebuilt = PassageIndex.open_or_build(tmp_path, corpus, encoder)
    assert nearest_text(rebuilt, encoder, corpus.passages[0].quote.text) == corpus.passages[0].quote.text
    assert len(collections(tmp_path)) == 1


def test_a_missing_index_names_the_folder_and_the_cure(tmp_path, small):
    with pytest.raises(IndexMissing, match="reseaux-qa index") as error:
        PassageIndex.open(tmp_path / "absent", small, HashEncoder())
    assert str(tmp_path / "absent") in str(error.value)
    assert not (tmp_path / "absent").exists()


@pytest.mark.parametrize("pointer", ["", "[]", "{}", "{", '{"fingerprint": 1}'])
def test_a_damaged_pointer_is_a_missing_index(pointer, tmp_path, small):
    PassageIndex.build(tmp_path, small, HashEncoder())
    (tmp_path / "current.json").write_text(pointer)
    with pytest.raises(IndexMissing):
        PassageIndex.open(tmp_path, small, HashEncoder())


@pytest.mark.parametrize("lost", ["collection", "passages"])
def test_an_index_that_lost_its_passages_is_never_opened(lost, tmp_path, small):
    PassageIndex.build(tmp_path, small, HashEncoder())
    name = json.loads((tmp_path / "current.json").read_text())["collection"]
    client = chromadb.PersistentClient(str(tmp_path), _chroma_settings())
    if lost == "collection":
        client.delete_collection(name)
    else:
        client.get_collection(name).delete(ids=["0"])
    with pytest.raises(IndexMissing):
        PassageIndex.open(tmp_path, small, HashEncoder())


def test_a_first_build_that_fails_leaves_nothing_to_open(tmp_path, small, monkeypatch):
    monkeypatch.setattr(index_module, "_BATCH", 1)
    with pytest.raises(RuntimeError):
        PassageIndex.build(tmp_path, small, FailingEncoder(after=1))
    with pytest.raises(IndexMissing):
        PassageIndex.open(tmp_path, small, HashEncoder())


def test_a_rebuild_that_fails_leaves_the_previous_index(tmp_path, small, monkeypatch):
    monkeypatch.setattr(index_module, "_BATCH", 1)
    encoder = HashEncoder()
    PassageIndex.build(tmp_path, small, encoder)
    changed = Corpus.from_sources((Source("page.md", PAGE.replace("énergie", "houle")),))
    with pytest.raises(RuntimeError):
        PassageIndex.build(tmp_path, changed, FailingEncoder(after=1))
    previous = PassageIndex.open(tmp_path, small, encoder)
    assert nearest_text(previous, encoder, "Partager l'énergie") == "Partager l'énergie."
    PassageIndex.build(tmp_path, changed, encoder)
    assert len(collections(tmp_path)) == 1


def test_an_index_in_use_survives_a_rebuild_that_fails(tmp_path, small):
    encoder = HashEncoder()
    in_use = PassageIndex.build(tmp_path, small, encoder)
    with pytest.raises(RuntimeError):
        PassageIndex.build(tmp_path, small, FailingEncoder(after=0))
    assert nearest_text(in_use, encoder, "Garder les lanternes") == "Garder les lanternes."


def test_a_page_that_cannot_be_read_leaves_the_index_as_it_was(tmp_path, small):
    folder, pages = tmp_path / "index", tmp_path / "pages"
    pages.mkdir()
    (pages / "page.md").write_text(PAGE)
    PassageIndex.build(folder, Corpus.from_folder(pages), HashEncoder())
    before = (folder / "current.json").read_bytes()
    (pages / "page.md").write_bytes(b"\xff")
    with pytest.raises(CorpusError):
        PassageIndex.open_or_build(folder, Corpus.from_folder(pages), HashEncoder())
    assert (folder / "current.json").read_bytes() == before
    assert PassageIndex.open(folder, small, HashEncoder())


def test_similarities_are_sorted_cosines_of_the_best_sentence(tmp_path, corpus):
    encoder = HashEncoder()
    index = PassageIndex.build(tmp_path, corpus, encoder)
    vector = encoder.encode(["la coopération décentralisée entre collectivités"])[0]
    found = index.nearest(vector, 20)
    similarities = [similarity for _, similarity in found]
    assert similarities == sorted(similarities, reverse=True)
    texts = [[titled(passage, quote.text) for quote in passage_sentences(passage)] for passage, _ in found]
    exact = [float((encoder.encode(said) @ vector).max()) for said in texts]
    assert np.allclose(similarities, exact, atol=1e-5)
    assert all(-1 <= similarity <= 1 for similarity in np.round(similarities, 6))


def test_asking_for_more_than_there_is_gives_all(tmp_path, small):
    encoder = HashEncoder()
    index = PassageIndex.build(tmp_path, small, encoder)
    found = index.nearest(encoder.encode(["phare"])[0], 50)
    assert {passage for passage, _ in found} == set(small.passages)


def test_each_sentence_finds_its_passage(tmp_path, corpus):
    encoder = HashEncoder(dimensions=512)
    index = PassageIndex.build(tmp_path, replace(corpus, passages=corpus.passages[:40]), encoder)
    for passage in corpus.passages[:40]:
        for quote in passage_sentences(passage):
            found, similarity = index.nearest(encoder.encode([titled(passage, quote.text)])[0], 1)[0]
            assert quote.text in found.quote.text
            assert similarity == pytest.approx(1, abs=1e-5)


def test_a_passage_is_found_once_however_many_of_its_sentences_are_near(tmp_path, corpus):
    encoder = HashEncoder()
    index = PassageIndex.build(tmp_path, corpus, encoder)
    found = [passage for passage, _ in index.nearest(encoder.encode(["réseau de villes"])[0], 60)]
    assert len(found) == len(set(found))
    assert 1 < len(found) < 60


def test_the_index_records_the_hash_of_its_models_weights(tmp_path, small):
    PassageIndex.build(tmp_path, small, bundled_encoder())
    recorded = json.loads((tmp_path / "current.json").read_text())["fingerprint"]["model"]
    weights = (bundled_path() / "model.safetensors").read_bytes()
    assert recorded == f"static-{hashlib.sha256(weights).hexdigest()[:16]}"
