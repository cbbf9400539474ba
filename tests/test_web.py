import asyncio
import os
import re
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from html import unescape

import httpx
import pytest
from fastapi import FastAPI
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from reseaux_qa.assistant import MAX_QUESTION
from reseaux_qa.errors import SettingsError
from reseaux_qa.types import Answer, Citation, Quote, Status
from reseaux_qa.web import hardening
from reseaux_qa.web.api import create_app
from reseaux_qa.web.chat import Conversation
from reseaux_qa.web.desk import Crowded, TooLong
from reseaux_qa.web.hardening import MAX_BODY
from reseaux_qa.web.house import House
from reseaux_qa.web.journal import Count
from reseaux_qa.web.markup import answered, paragraphs
from reseaux_qa.web.server import listen
from reseaux_qa.web.sources import Shelf

ENVIRONMENT = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
ASK = "/api/v1/ask"
HOSTILE = '<img src=x onerror=alert(1)><script>alert(1)</script> **a** [b](http://c.example) `d` $$e$$ "f"'


def build(assistant, settings) -> FastAPI:
    """The application, made within a running loop: without one, Gradio opens loops that it never closes."""

    async def made() -> FastAPI:
        return create_app(assistant, settings)

    return asyncio.run(made())


@pytest.fixture(scope="module")
def client(assistant, settings) -> TestClient:
    return TestClient(build(assistant, settings), raise_server_exceptions=False)


@pytest.fixture
def house(assistant, settings) -> House:
    return House.from_settings(assistant, settings)


@pytest.fixture(scope="module")
def question(corpus) -> str:
    return f"Quels sont les objectifs de {corpus.networks[0].name} ?"


# --- the API ---------------------------------------------------------------------


def test_an_answer_has_every_field(client, question):
    reply = client.post(ASK, json={"question": question})
    assert reply.status_code == 200
    promised = {"answer", "answered", "citations", "suggestions", "took_ms"}
    assert reply.json().keys() == promised | {"ai_generated", "note", "checked", "picture"}
    assert reply.json()["ai_generated"] is True
    assert reply.json()["answered"] is True
    assert reply.json()["took_ms"] > 0


def test_a_citation_is_the_text_of_the_page_at_its_offsets(client, corpus, question):
    citations = client.post(ASK, json={"question": question}).json()["citations"]
    assert citations
    for proof in citations:
        assert corpus.text(proof["source"])[proof["start"] : proof["end"]] == proof["quote"]


def test_every_marker_of_an_answer_has_its_citation(client, question):
    reply = client.post(ASK, json={"question": question}).json()
    assert {int(marker) for marker in re.findall(r"\[(\d+)\]", reply["answer"])} == {proof["id"] for proof in reply["citations"]}


def test_a_follow_up_is_completed_by_the_history(client, corpus):
    network = corpus.networks[1].name
    history = [{"role": "user", "content": f"Combien de membres compte {network} ?"}, {"role": "assistant", "content": "…"}]
    reply = client.post(ASK, json={"question": "Et ses objectifs ?", "history": history}).json()
    direct = client.post(ASK, json={"question": f"Quels sont les objectifs de {network} ?"}).json()
    assert reply["citations"] == direct["citations"] != []


def test_what_the_page_does_not_say_is_not_answered(client):
    assert client.post(ASK, json={"question": "Quel temps fera-t-il demain ?"}).json()["answered"] is False


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({"question": ""}, "Écrivez une question"),
        ({"question": " \n "}, "Écrivez une question"),
        ({"question": "a" * (MAX_QUESTION + 1)}, str(MAX_QUESTION)),
        ({}, "« question » est obligatoire"),
        ({"question": 3}, "« question » doit être un texte"),
        ({"question": "a", "history": "b"}, "« history » doit être une liste"),
        ({"question": "a", "history": [{"role": "system", "content": "b"}]}, "« history[0].role » doit valoir"),
        ({"question": "a", "history": [{"role": "user"}]}, "« history[0].content » est obligatoire"),
        (["a"], "illisible"),
    ],
    ids=["empty", "blank", "long", "missing", "number", "history", "role", "content", "list"],
)
def test_a_wrong_question_is_refused_in_french(client, body, words):
    reply = client.post(ASK, json=body)
    assert reply.status_code == 422
    assert words in reply.json()["error"]


@pytest.mark.parametrize("body", [b"{", b"", b"\xff", b"[" * 9000], ids=["cut", "none", "bytes", "deep"])
def test_a_body_that_is_not_json_is_refused_in_french(client, body):
    reply = client.post(ASK, content=body, headers={"Content-Type": "application/json"})
    assert reply.status_code in (400, 422)
    assert re.search("illisible", reply.json()["error"])


FIELDS = st.sampled_from(["question", "history", "role", "content", "vote", "x"])
JSON = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=40),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(FIELDS, inner, max_size=4),
    max_leaves=12,
)


@given(JSON)
@hypothesis_settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_no_json_whatever_breaks_the_api(client, body):
    for path in (ASK, "/api/v1/vote"):
        reply = client.post(path, json=body)
        assert reply.status_code in (200, 422)
        assert reply.status_code == 200 or reply.json()["error"]


def test_half_a_character_breaks_nothing(client):
    body = b'{"question": "Bonjour \\ud800", "history": [{"role": "user", "content": "\\udfff"}]}'
    assert client.post(ASK, content=body, headers={"Content-Type": "application/json"}).status_code == 200


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("GET", "/api/v1/unknown", 404), ("POST", "/api/v1/ask/", 404), ("GET", ASK, 405), ("DELETE", ASK, 405), ("GET", "/unknown", 404)],
)
def test_a_wrong_address_or_method_is_refused_in_french(client, method, path, status):
    reply = client.request(method, path)
    assert reply.status_code == status
    assert reply.json()["error"].startswith("Cette adresse")


def test_an_unforeseen_error_says_nothing_of_itself(assistant, settings, monkeypatch):
    broken = TestClient(build(assistant, settings), raise_server_exceptions=False)
    monkeypatch.setattr(type(assistant), "ask", lambda *_: 1 / 0)
    reply = broken.post(ASK, json={"question": "Bonjour"})
    assert reply.status_code == 500
    assert reply.json() == {"error": "Une erreur est survenue. Réessayez dans un instant."}


def test_it_is_healthy_once_it_can_answer(client):
    reply = client.get("/healthz")
    assert (reply.status_code, reply.json()) == (200, {"status": "ok"})


# --- what stands before it ---------------------------------------------------------


@pytest.mark.parametrize("path", [ASK, "/gradio_api/run/predict"])
@pytest.mark.parametrize("streamed", [False, True], ids=["announced", "streamed"])
def test_a_body_over_the_limit_is_refused(client, path, streamed):
    body = b'{"question": "' + b"a" * MAX_BODY + b'"}'
    reply = client.post(path, content=iter([body[:9000], body[9000:]]) if streamed else body)
    assert reply.status_code == 413
    assert "16 ko" in reply.json()["error"]


@pytest.mark.parametrize("path", ["/", ASK, "/healthz", "/page.js", "/config", "/simple", "/unknown"])
def test_every_response_is_guarded_and_none_is_kept(client, path):
    headers = client.get(path).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert "camera=()" in headers["Permissions-Policy"]
    assert headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert "unsafe-eval" not in headers["Content-Security-Policy"]
    assert headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/gradio_api/upload"),
        ("POST", "/gradio_api/queue/join"),
        ("GET", "/gradio_api/file=/etc/passwd"),
        ("GET", "/gradio_api/proxy=http://a.example"),
        ("GET", "/monitoring"),
        ("GET", "/gradio_api/openapi.json"),
        ("GET", "/docs"),
        ("GET", "/login"),
    ],
)
def test_gradio_offers_nothing_the_page_does_not_need(client, method, path):
    assert client.request(method, path).status_code == 404


@pytest.mark.parametrize("path", [ASK, "/gradio_api/run/predict", "/api/v1/vote"])
@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://testserver.evil.example", "https://testserver:444"])
def test_a_site_that_is_not_listed_is_refused(client, path, origin):
    reply = client.post(path, json={"question": "Bonjour"}, headers={"Origin": origin})
    assert reply.status_code == 403
    assert "autorisé" in reply.json()["error"]
    assert "Access-Control-Allow-Origin" not in reply.headers


def test_no_event_of_the_page_is_offered_as_an_api(client):
    assert client.get("/gradio_api/info").json() == {"named_endpoints": {}, "unnamed_endpoints": {}}


# --- the page ----------------------------------------------------------------------


def test_the_page_is_french_before_any_script_runs(client):
    page = client.get("/", headers={"Accept-Language": "en-US"}).text
    assert '<html\n\tlang="fr"' in page
    assert page.index("/page.js") < page.index("<meta")
    assert not re.search(r"og:|twitter:|gradio\.app|githubusercontent", page)


def test_the_page_has_no_inline_script(client):
    assert re.findall(r"<script(?![^>]*src=)", client.get("/").text) == []


def test_a_list_shows_as_a_list():
    assert paragraphs("- un\n- deux\n\nFin") == "<ul><li>un</li><li>deux</li></ul><p>Fin</p>"


@pytest.mark.parametrize("text", [HOSTILE, "a\n\n    b\n# c\n> d\n1. e", "&lt;b&gt;", "</p></details>"])
def test_a_text_shows_as_it_is_written(text):
    html = paragraphs(text)
    assert "\n" not in html
    assert re.findall(r"<(?!/?p>)", html) == []
    shown = [line.strip() for line in unescape(re.sub(r"</?p>", "\n", html)).splitlines() if line.strip()]
    assert shown == [line.strip() for line in text.splitlines() if line.strip()]


def test_a_hostile_corpus_cannot_write_tags(corpus, records):
    quote = Quote(corpus.sources[0].name, 0, len(HOSTILE), HOSTILE)
    answer = Answer(f"{HOSTILE} [1] [2]", Status.ANSWERED, (Citation(1, HOSTILE, HOSTILE, quote),))
    html = answered(Shelf(corpus, records, "").shown(answer), "s", HOSTILE)
    assert set(re.findall(r"<(\w+)", html)) == {"div", "p", "a", "details", "summary", "blockquote", "mark", "button"}
    assert re.findall(r'href="([^"]*)"', html) == ["#s-1"]


def test_a_source_shows_the_exact_quote_within_its_section(corpus, records):
    section = corpus.networks[0].sections[1].body
    quote = section.slice(20, 60)
    html = answered(Shelf(corpus, records, "").shown(Answer("a [1]", Status.ANSWERED, (Citation(1, "R", "S", quote),))), "s", "")
    before, marked, after = re.split("</?mark>", unescape(re.search("<blockquote[^>]*>(.*)</blockquote>", html)[1]))
    assert marked == quote.text
    assert section.text.startswith(before)
    assert after.split()[0] in section.text[60:]


def test_a_refusal_keeps_the_question_to_be_corrected(house):
    conversation = Conversation(house)
    question, messages, past = asyncio.run(conversation.ask("a" * (MAX_QUESTION + 1), ()))
    assert len(question) == MAX_QUESTION + 1
    assert str(MAX_QUESTION) in messages[-1]["content"]
    assert past == ()


def test_a_failure_is_told_in_the_page(house, assistant, monkeypatch):
    conversation = Conversation(house)
    monkeypatch.setattr(type(assistant), "ask", lambda *_: 1 / 0)
    assert "Une erreur est survenue" in asyncio.run(conversation.ask("Bonjour", ()))[1][-1]["content"]


def test_the_page_remembers_the_conversation_until_it_is_cleared(house, corpus):
    conversation = Conversation(house)
    _, _, past = asyncio.run(conversation.ask(f"Combien de membres compte {corpus.networks[1].name} ?", ()))
    _, messages, past = asyncio.run(conversation.ask("Et ses objectifs ?", past))
    assert past[1].answer.networks == past[0].answer.networks
    assert [message["role"] for message in messages] == ["assistant", "user", "assistant", "user", "assistant"]
    assert conversation.clear() == ("", messages[:1], ())


# --- the server ----------------------------------------------------------------------


def test_a_crowd_is_turned_away_rather_than_kept_waiting(house, assistant, monkeypatch):
    gate = threading.Event()
    answer = Answer("a", Status.ANSWERED)
    monkeypatch.setattr(type(assistant), "ask", lambda *_: gate.wait(10) and answer)

    async def crowd() -> list[object]:
        desk = house.desk
        asyncio.get_running_loop().call_later(0.1, gate.set)
        return await asyncio.gather(*(desk.ask("Bonjour") for _ in range(150)), return_exceptions=True)

    outcomes = asyncio.run(crowd())
    assert sum(isinstance(outcome, Crowded) for outcome in outcomes) == 49  # one is served, 100 wait


def test_a_late_answer_is_given_up_and_its_thread_is_not_lent_twice(assistant, settings, monkeypatch):
    late = House.from_settings(assistant, replace(settings, deadline=0.1))
    gate = threading.Event()
    monkeypatch.setattr(type(assistant), "ask", lambda *_: gate.wait(10) and Answer("a", Status.ANSWERED))

    async def three() -> list[object]:
        waiting = [await asyncio.gather(late.desk.ask("Bonjour"), return_exceptions=True) for _ in range(2)]
        gate.set()
        return [*waiting[0], *waiting[1], await late.desk.ask("Bonjour")]

    first, second, third = asyncio.run(three())
    assert isinstance(first, TooLong) and isinstance(second, TooLong)
    assert third.text == "a"
    assert Count(str(datetime.now(UTC).date()), "outcome:too_long", 2) in late.desk.journal.counts()


def test_a_body_that_does_not_come_is_given_up(monkeypatch):
    monkeypatch.setattr(hardening, "_BODY_SECONDS", 0.05)
    sent = []

    async def silent() -> None:
        await asyncio.sleep(10)

    async def send(message) -> None:
        sent.append(message)

    scope = {"type": "http", "method": "POST", "path": ASK, "headers": []}
    asyncio.run(hardening.BodyLimit(lambda *_: 1 / 0)(scope, silent, send))
    assert sent[0]["status"] == 408
    assert "réessayez" in sent[1]["body"].decode()


def test_a_taken_address_is_refused_with_the_cure(settings):
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(SettingsError, match="RESEAUX_QA_PORT"):
        listen(replace(settings, host="127.0.0.1", port=taken.getsockname()[1]))


@contextmanager
def started(settings, **variables) -> Iterator[tuple[subprocess.Popen, int, str]]:
    """A server of its own process, its port, and the first line it said."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    named = {"CORPUS": settings.corpus, "INDEX": settings.index, "PORT": port} | variables
    environment = ENVIRONMENT | {f"RESEAUX_QA_{name}": str(value) for name, value in named.items()}
    command = [sys.executable, str(settings.corpus.parent / "app.py")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environment) as server:
        yield server, port, server.stdout.readline()
        server.send_signal(signal.SIGINT)
        assert server.wait(15) == 0


def test_the_server_says_where_it_is_and_stops_though_a_page_is_open(settings):
    with started(settings) as (server, port, said), socket.create_connection(("127.0.0.1", port)) as page:
        page.sendall(b"GET /gradio_api/heartbeat/abc HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert page.recv(12) == b"HTTP/1.1 200"
        server.send_signal(signal.SIGINT)
        assert server.wait(15) == 0
        assert said + server.stdout.read() == f"L'assistant vous répond sur http://127.0.0.1:{port} (Ctrl+C pour l'arrêter).\n"


@pytest.mark.parametrize(("proxies", "told_apart"), [("127.0.0.1", True), ("192.0.2.9", False)])
def test_a_believed_proxy_tells_clients_apart(settings, proxies, told_apart):
    with started(settings, RATE="1/hour", PROXIES=proxies) as (_, port, _):
        visitor = {"X-Forwarded-For": "192.0.2.1"}
        asked = [httpx.post(f"http://127.0.0.1:{port}{ASK}", json={"question": "Bonjour"}, headers=visitor).status_code for _ in range(2)]
        assert asked == ([200, 429] if told_apart else [200, 200])


def test_importing_the_web_package_loads_no_gradio():
    code = "import sys, reseaux_qa.web.server; print('gradio' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=ENVIRONMENT)
    assert done.stdout == "False\n", done.stderr


def test_building_the_page_contacts_nobody(assistant, settings, monkeypatch):
    asked = []
    monkeypatch.setattr(socket, "getaddrinfo", lambda host, *_, **__: asked.append(host))
    build(assistant, settings)
    assert asked == []
