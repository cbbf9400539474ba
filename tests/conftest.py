"""The real page, two made-up cities, and the whole assistant, each read once."""

import shutil
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
import uvicorn
from hypothesis import settings as hypothesis_settings
from playwright.sync_api import Browser, sync_playwright

from reseaux_qa.assistant import Assistant
from reseaux_qa.corpus import Corpus
from reseaux_qa.encoder import Encoder, load_encoder
from reseaux_qa.facts import Records
from reseaux_qa.settings import BUNDLED_MODEL, Settings
from reseaux_qa.types import Answer
from reseaux_qa.web.api import create_app
from reseaux_qa.web.server import listen

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
def assistant_of(assistant, tmp_path_factory) -> Callable[[str], Assistant]:
    """The assistant of a city by the name of its folder, made once; « toulouse » is the real page's."""

    @cache
    def assistant_of(city: str) -> Assistant:
        if city == "toulouse":
            return assistant
        return Assistant.from_settings(Settings(corpus=DATA / city / "corpus", index=tmp_path_factory.mktemp(city)))

    return assistant_of


@pytest.fixture(scope="session")
def ask(assistant_of) -> Callable[[str, str], Answer]:
    """The answer of a city's assistant to one question."""
    return lambda city, question: assistant_of(city).ask(question)


@pytest.fixture(scope="session")
def bundled() -> Encoder:
    return load_encoder(BUNDLED_MODEL)


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


# --- a real server and a real browser, for the tests that look through one ------------


@pytest.fixture(scope="session")
def chromium() -> str:
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found is None:
        pytest.skip("Chromium n'est pas installé : apt-get install chromium")
    return found


@pytest.fixture(scope="module")
def browser(chromium) -> Iterator[Browser]:
    # One per module: while it is open, no test of the same thread could run a loop of its own.
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def serve() -> Iterator:
    """Start servers, given an assistant and settings; they stop with the module."""
    running = []

    def start(assistant: Assistant, settings: Settings) -> str:
        listener = listen(replace(settings, port=0))
        # A factory, since the application wants a running loop.
        server = uvicorn.Server(uvicorn.Config(lambda: create_app(assistant, settings), factory=True, log_level="error"))
        thread = threading.Thread(target=server.run, args=([listener],))
        thread.start()
        running.append((server, thread, listener))
        return f"http://127.0.0.1:{listener.getsockname()[1]}"

    yield start
    for server, thread, listener in running:
        server.should_exit = True
        thread.join()
        listener.close()


@pytest.fixture(scope="module")
def address(serve, assistant, settings) -> str:
    return serve(assistant, settings)
