"""The real page, two made-up cities, and the whole assistant, each read once."""

from pathlib import Path

import pytest
from hypothesis import settings as hypothesis_settings

from reseaux_qa.assistant import Assistant
from reseaux_qa.corpus import Corpus
from reseaux_qa.facts import Records
from reseaux_qa.settings import Settings

ROOT = Path(__file__).parents[1]
DATA = ROOT / "tests" / "data"

hypothesis_settings.register_profile("patient", deadline=None)  # the first example reads the lexicon
hypothesis_settings.load_profile("patient")


@pytest.fixture(scope="session")
def settings(tmp_path_factory) -> Settings:
    return Settings(corpus=ROOT / "corpus", index=tmp_path_factory.mktemp("index"))


@pytest.fixture(scope="session")
def assistant(settings) -> Assistant:
    return Assistant.from_settings(settings)


@pytest.fixture(scope="session")
def corpus() -> Corpus:
    return Corpus.from_folder(ROOT / "corpus")


@pytest.fixture(scope="session")
def nantes() -> Corpus:
    return Corpus.from_folder(DATA / "nantes" / "corpus")


@pytest.fixture(scope="session")
def lausanne() -> Corpus:
    return Corpus.from_folder(DATA / "lausanne" / "corpus")


@pytest.fixture(params=["corpus", "nantes", "lausanne"])
def any_corpus(request) -> Corpus:
    return request.getfixturevalue(request.param)


@pytest.fixture(scope="session")
def records(corpus) -> Records:
    return Records.from_corpus(corpus)
