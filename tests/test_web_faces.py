"""Pages without a script, pictures, links into the city's page, texts, the door."""

import asyncio
import json
import re
import time
from dataclasses import dataclass, replace
from html.parser import HTMLParser
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from reseaux_qa.corpus import Corpus
from reseaux_qa.errors import SettingsError
from reseaux_qa.settings import Settings
from reseaux_qa.types import Answer, Date, Quote, Source, Status
from reseaux_qa.web.api import create_app
from reseaux_qa.web.drawing import drawn
from reseaux_qa.web.links import page_link
from reseaux_qa.web.markup import answered
from reseaux_qa.web.pictures import Album, Membership, Span, Timeline, membership, timeline
from reseaux_qa.web.schema import reply
from reseaux_qa.web.sources import Shelf
from reseaux_qa.web.texts import Texts

ASK = "/api/v1/ask"
CITY = "https://www.ville.example"


def client_of(assistant, settings, **options) -> TestClient:
    async def made():
        return create_app(assistant, settings)

    return TestClient(asyncio.run(made()), raise_server_exceptions=False, **options)


@pytest.fixture(scope="module")
def client(assistant, settings) -> TestClient:
    return client_of(assistant, replace(settings, origins=(CITY,), page_url=f"{CITY}/reseaux"))


# --- the page without a script --------------------------------------------------------------


def test_a_form_gives_an_answer_with_its_sources(client):
    page = client.post("/simple", data={"question": "Quand Eurocities a-t-il été créé ?"}).text
    assert "<script" not in page
    assert "1986" in page
    assert f'href="{CITY}/reseaux#:~:text=1986' in page
    assert "<mark>1986" in page
    assert 'data-ai-generated="true"' in page


def test_a_follow_up_is_understood_from_the_hidden_fields(client, corpus):
    network = corpus.networks[1]
    page = client.post("/simple", data={"question": "Et ses objectifs ?", "earlier": [f"Combien de membres compte {network.name} ?"]}).text
    assert f"{network.heading.text} · Objectifs" in page


def test_a_suggestion_is_a_button_that_asks(client):
    page = client.get("/simple").text
    suggestion = re.search('name="suggestion" value="([^"]+)"', page)[1]
    assert suggestion in client.post("/simple", data={"question": "", "suggestion": suggestion}).text


@pytest.mark.parametrize("question", ["", "a" * 2001], ids=["empty", "long"])
def test_a_refused_question_stays_in_the_form(client, question):
    reply = client.post("/simple", data={"question": question})
    assert reply.status_code == 422
    assert f">{question}</textarea>" in reply.text
    assert "refusal" in reply.text


def test_a_failure_is_told_on_the_page_without_a_script(client, assistant, monkeypatch):
    monkeypatch.setattr(type(assistant), "ask", lambda *_: 1 / 0)
    reply = client.post("/simple", data={"question": "Bonjour"})
    assert reply.status_code == 500
    assert "Une erreur est survenue" in reply.text


class Tags(HTMLParser):
    """The tags that are open."""

    VOID = ("meta", "link", "input", "img", "br")

    def __init__(self) -> None:
        super().__init__()
        self.open, self.ids = [], []

    def handle_starttag(self, tag, attributes):
        self.ids += [value for name, value in attributes if name == "id"]
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


@pytest.mark.parametrize("path", ["/simple", "/demo", "/donnees-personnelles", "/accessibilite", "/api/docs"])
def test_every_page_is_whole_and_french_and_no_id_comes_twice(client, path):
    reply = client.get(path)
    tags = Tags()
    tags.feed(reply.text)
    assert reply.status_code == 200
    assert tags.open == []
    assert len(tags.ids) == len(set(tags.ids))
    assert '<html lang="fr">' in reply.text
    assert not re.search(r"(?:src|href)=\"(?:https?:)?//", reply.text)


def test_the_page_without_a_script_may_send_its_form_to_itself_alone(client):
    assert "form-action 'self'" in client.get("/simple").headers["Content-Security-Policy"]
    assert "form-action 'none'" in client.get("/").headers["Content-Security-Policy"]


@dataclass(frozen=True, slots=True)
class Checked(Answer):
    """An answer that says what it went through."""

    checked: str = "J'ai vérifié les 15 fiches."


def test_what_was_checked_is_told_where_an_answer_says_it(corpus, records):
    shown = Shelf(corpus, records, "").shown(Checked("a", Status.ANSWERED))
    assert "<summary>Comment j’ai trouvé</summary><p>J&#x27;ai vérifié les 15 fiches.</p>" in answered(shown, "s", "")
    assert reply(shown, "", 1.0).checked == "J'ai vérifié les 15 fiches."
    assert "Comment" not in answered(Shelf(corpus, records, "").shown(Answer("a", Status.ANSWERED)), "s", "")


# --- the API ------------------------------------------------------------------------------


def test_the_stream_tells_each_line_then_the_whole(client):
    reply = client.post("/api/v1/ask/stream", json={"question": "Classe les réseaux par date d'adhésion"})
    assert reply.headers["content-type"].startswith("text/event-stream")
    events = re.findall(r"event: (\w+)\ndata: (.+)", reply.text)
    whole = json.loads(events[-1][1])
    assert [kind for kind, _ in events] == ["text"] * (len(events) - 1) + ["done"]
    assert [json.loads(data) for _, data in events[:-1]] == [line for line in whole["answer"].splitlines() if line]
    assert whole["citations"]


def test_the_stream_tells_a_refusal_as_an_event(client):
    reply = client.post("/api/v1/ask/stream", json={"question": ""})
    assert json.loads(re.search("event: error\ndata: (.+)", reply.text)[1]) == {"status": 422, "error": "Écrivez une question."}


def test_every_operation_of_the_api_is_documented_with_its_refusals(client):
    document = client.get("/api/openapi.json").json()
    assert document["info"]["version"] == "1"
    assert set(document["paths"]) == {"/v1/ask", "/v1/ask/stream", "/v1/vote", "/v1/about"}
    for methods in document["paths"].values():
        for method, operation in methods.items():
            assert operation["summary"]
            assert operation["description"]
            assert method == "get" or {"403", "413", "422", "429", "503", "504"} <= set(operation["responses"])
    for name, schema in document["components"]["schemas"].items():
        for field, form in schema.get("properties", {}).items():
            assert form.get("description") or name in ("Refusal", "ValidationError", "HTTPValidationError"), (name, field)


def test_the_document_shows_every_operation_and_every_field(client):
    page, document = client.get("/api/docs").text, client.get("/api/openapi.json").json()
    assert all(f"/api{path}" in page for path in document["paths"])
    assert all(field in page for field in document["components"]["schemas"]["Reply"]["properties"])


@pytest.mark.parametrize("vote", ["up", "down"])
def test_an_opinion_is_counted(client, vote):
    assert client.post("/api/v1/vote", json={"vote": vote}).status_code == 204
    assert "« up » ou « down »" in client.post("/api/v1/vote", json={"vote": "maybe"}).json()["error"]


def test_what_to_say_first_is_given(client):
    about = client.get("/api/v1/about").json()
    assert "programme automatique" in about["notice"]
    assert about["ai_generated"] is True
    assert all(client.get(link["path"]).status_code == 200 for link in about["links"])


# --- the door -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("PUT", "/simple", 405),
        ("POST", "/demo", 405),
        ("DELETE", "/widget.js", 405),
        ("GET", "/gradio_api/run/predict", 405),
        ("PUT", "/x", 404),
    ],
)
def test_a_wrong_method_is_refused_in_french(client, method, path, status):
    reply = client.request(method, path)
    assert reply.status_code == status
    assert reply.json()["error"].startswith("Cette adresse")


def test_a_form_that_cannot_be_read_is_refused_in_french(client):
    many = b"&".join([b"earlier=a"] * 50)
    reply = client.post("/simple", content=many, headers={"Content-Type": "application/x-www-form-urlencoded"})
    assert (reply.status_code, reply.json()) == (400, {"error": "La demande est illisible."})


def test_a_listed_site_may_read_answers_refusals_and_waits(client):
    for body in ({"question": "Bonjour"}, {"question": ""}):
        headers = client.post(ASK, json=body, headers={"Origin": CITY}).headers
        assert headers["Access-Control-Allow-Origin"] == CITY
        assert headers["Access-Control-Expose-Headers"] == "Retry-After"
        assert "Access-Control-Allow-Credentials" not in headers
    asked = {"Origin": CITY, "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type"}
    assert client.options(ASK, headers=asked).status_code == 200


def test_only_listed_sites_may_frame_a_page(client, assistant, settings):
    assert f"frame-ancestors {CITY}" in client.get("/simple").headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in client_of(assistant, settings).get("/simple").headers["Content-Security-Policy"]


def test_another_name_than_the_servers_own_is_refused_where_names_are_listed(assistant, settings):
    listed = client_of(assistant, replace(settings, hosts=("assistant.ville.example",)))
    assert listed.get("/healthz").status_code == 400
    for host in ("assistant.ville.example", "assistant.ville.example:8080"):
        assert listed.get("/healthz", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize("header", ["X-Forwarded-Host", "X-Gradio-Server"])
def test_no_header_makes_the_page_name_another_server(client, header):
    for path in ("/", "/config"):
        assert "evil.example" not in client.get(path, headers={header: "http://evil.example"}).text


def test_a_client_that_asks_too_much_waits_and_the_others_do_not(assistant, settings):
    limited = replace(settings, rate="3/minute")
    one = client_of(assistant, limited, client=("192.0.2.1", 5000))
    statuses = [one.post(ASK, json={"question": "Bonjour"}).status_code for _ in range(5)]
    assert statuses == [200, 200, 200, 429, 429]
    refusal = one.post("/gradio_api/run/predict", json={})
    assert refusal.status_code == 429
    assert 1 <= int(refusal.headers["Retry-After"]) <= 61
    assert "attendez" in refusal.json()["error"]
    other = TestClient(one.app, client=("192.0.2.2", 5000))
    assert other.post(ASK, json={"question": "Bonjour"}).status_code == 200
    assert one.get("/simple").status_code == 200
    assert one.post("/simple", data={"question": "Bonjour"}, headers={"Accept": "text/html"}).text.startswith("<!doctype html>")


def test_a_household_is_one_client(assistant, settings):
    one = client_of(assistant, replace(settings, rate="1/minute"), client=("2001:db8::1", 5000))
    assert one.post(ASK, json={"question": "Bonjour"}).status_code == 200
    neighbour = TestClient(one.app, client=("2001:db8::2", 5000))
    assert neighbour.post(ASK, json={"question": "Bonjour"}).status_code == 429


def test_all_clients_together_have_a_limit(assistant, settings):
    crowd = client_of(assistant, replace(settings, rate_overall="2/hour"))
    statuses = [crowd.post(ASK, json={"question": "Bonjour"}).status_code for _ in range(3)]
    assert statuses == [200, 200, 429]


def test_a_late_answer_is_a_french_504_everywhere(assistant, settings, monkeypatch):
    late = client_of(assistant, replace(settings, deadline=0.02))
    monkeypatch.setattr(type(assistant), "ask", lambda *_: time.sleep(0.2) or Answer("a", Status.ANSWERED))
    for path, body in ((ASK, {"json": {"question": "Bonjour"}}), ("/simple", {"data": {"question": "Bonjour"}})):
        reply = late.post(path, **body)
        assert reply.status_code == 504
        assert "Retry-After" in reply.headers
        assert "La réponse tarde trop" in reply.text


# --- pictures -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Classe les réseaux par date d'adhésion", Timeline),
        ("Quels sont les membres de l'Aéropostale ?", Membership),
        ("Quand Eurocities a-t-il été créé ?", type(None)),
        ("Bonjour", type(None)),
    ],
)
def test_a_picture_comes_when_the_answer_calls_for_one(assistant, records, question, kind):
    assert isinstance(Album(records).picture(assistant.ask(question)), kind)


def test_a_timeline_has_every_date_of_the_records_in_its_table(records):
    table = timeline(records.networks, records)
    assert [row[0] for row in table.rows] == [span.network.name for span in table.spans]
    assert len(table.rows) == len(records.networks)
    years = [span.created.year for span in table.spans if span.created]
    assert years == sorted(years)
    assert any("non indiquée" in row for row in table.rows)


def test_member_cities_are_those_of_the_page(corpus):
    table = membership(corpus.networks[0])
    text = corpus.sources[0].text
    countries = {country.name: country.cities for country in table.countries}
    assert countries["Sénégal"] == ("Saint-Louis", "Dakar")
    assert len(countries["Brésil"]) == 10
    assert all(city in text for cities in countries.values() for city in cities)


def test_without_a_date_there_is_no_timeline(records):
    assert timeline([replace(records.networks[0])], records) is None


def test_a_network_that_lists_no_country_has_no_picture_of_them(corpus):
    assert membership(corpus.networks[1]) is None


def test_only_a_country_heads_a_row_of_member_cities():
    countries = "Belgique : Gand, Mons\n\nItalie : Turin\n\nEspagne : Bilbao"
    others = "Villes fondatrices : Lyon, Brest\n\nPrésidence : Bordeaux\n\nLangues de travail : Français, Anglais"
    page = f"# Alpha\n\n## Membres\n\n{countries}\n\n{others}\n\n# Beta\n\n## Membres\n\n{others}\n"
    alpha, beta = Corpus.from_sources((Source("p.md", page),)).networks
    assert membership(alpha).rows == (("Belgique", "2", "Gand, Mons"), ("Italie", "1", "Turin"), ("Espagne", "1", "Bilbao"))
    assert membership(beta) is None


def test_a_drawing_is_an_image_with_a_name_and_all_its_labels(client, records):
    reply = client.get(timeline(records.networks, records).path)
    assert reply.headers["content-type"].startswith("image/svg+xml")
    assert reply.headers["content-security-policy"].startswith("default-src 'none'")
    root = ElementTree.fromstring(reply.text)
    said = "".join(root.itertext())
    assert root.get("role") == "img"
    assert "Les réseaux dans le temps" in said
    assert all(network.name[:30] in said for network in records.networks)


def test_a_hostile_name_is_only_text_in_a_drawing(records):
    hostile = replace(records.networks[0], name="<script>alert(1)</script>&]]>")
    drawing = drawn(Timeline((Span(hostile, Date(1990), Date(2000)),), "<b>"), "text{}")
    assert ElementTree.fromstring(drawing).findall(".//{*}script") == []


@pytest.mark.parametrize("path", ["timeline.svg", "timeline.svg?networks=x", "members.svg?networks=aimf", "other.svg"])
def test_an_unknown_picture_is_not_found(client, path):
    assert client.get(f"/pictures/{path}").status_code == 404


# --- links into the city's page -----------------------------------------------------------


def fragment(link: str) -> str:
    return link.partition("#:~:text=")[2]


def test_without_a_page_there_is_no_link():
    assert page_link(Quote("a", 0, 1, "a"), "a", "") == ""


def test_what_would_be_syntax_in_a_fragment_is_coded():
    text = "Saint-Louis, Dakar & Thiès"
    assert fragment(page_link(Quote("a", 0, len(text), text), text, CITY)) == "Saint%2DLouis%2C%20Dakar%20%26%20Thi%C3%A8s"


def test_a_text_that_comes_twice_is_told_by_the_words_before():
    page = "Réseau A\n2002 : Création du réseau\nRéseau B\n2002 : Création du réseau"
    start = page.rindex("2002")
    first = page_link(Quote("a", 9, 9 + len(page) - start, page[start:]), page, CITY)
    second = page_link(Quote("a", start, len(page), page[start:]), page, CITY)
    assert unquote(fragment(first)) == "2002 : Création du réseau"
    assert unquote(fragment(second)) == "Réseau B-,2002 : Création du réseau"


@given(st.text(min_size=1, max_size=300))
def test_any_quote_gives_an_address_of_the_page(text):
    link = page_link(Quote("a", 0, len(text), text), text, f"{CITY}/reseaux")
    assert link.startswith(f"{CITY}/reseaux")
    assert re.fullmatch(r"[A-Za-z0-9%._~:/#=,-]*", link)


# --- texts ----------------------------------------------------------------------------------


def test_a_city_says_what_it_likes_otherwise(tmp_path):
    own = tmp_path / "textes.toml"
    own.write_text('notice = "Un automate répond, pour la Ville {of_host}."', encoding="utf-8")
    texts = Texts.from_settings(Settings(texts=own), "Albi", "1er mai 2026")
    assert texts["notice"] == "Un automate répond, pour la Ville d'Albi."
    assert "1er mai 2026" in texts["credit"]


def test_the_widget_says_what_the_city_says(assistant, settings, tmp_path):
    own = tmp_path / "textes.toml"
    own.write_text('launcher = "Un robot \\" </script> ?"', encoding="utf-8")
    script = client_of(assistant, replace(settings, texts=own)).get("/widget.js").text
    assert json.loads(re.search("const TEXTS = (.+?);", script)[1])["launcher"] == 'Un robot " </script> ?'


def test_where_the_page_does_not_say_the_city_may(client):
    unsaid = client.post(ASK, json={"question": "Quel est le budget annuel d'Eurocities ?"}).json()
    assert unsaid["answered"] is False
    assert "vous adresser à la Ville de Toulouse" in unsaid["note"]
    assert "vérifiez les sources" in client.post(ASK, json={"question": "Quand Eurocities a-t-il été créé ?"}).json()["note"]


@pytest.mark.parametrize("content", ["title = 3", 'other = "a"', "title = ", None])
def test_texts_that_cannot_be_used_are_refused_with_the_cure(tmp_path, content):
    own = tmp_path / "textes.toml"
    if content is not None:
        own.write_text(content, encoding="utf-8")
    with pytest.raises(SettingsError, match="RESEAUX_QA_TEXTS"):
        Texts.from_settings(Settings(texts=own), "Albi", "1er mai 2026")


def test_the_personal_data_page_says_whether_questions_are_kept(tmp_path):
    kept = Texts.from_settings(Settings(journal=tmp_path / "j", log_days=9), "Albi", "")["privacy"]
    assert "enregistré pendant 9 jours" in kept
    assert "ne sont pas enregistrées" in Texts.from_settings(Settings(), "Albi", "")["privacy"]


def test_the_personal_data_page_says_whether_a_language_model_reads_questions():
    assert "transmise à personne" in Texts.from_settings(Settings(), "Albi", "")["privacy"]
    assert "modèle de langage" in Texts.from_settings(Settings(writer_model="a:b"), "Albi", "")["privacy"]


def test_a_citys_colours_come_last(assistant, settings, tmp_path):
    style = tmp_path / "ville.css"
    style.write_text(":root { --accent: #8a1c4a }", encoding="utf-8")
    sheet = client_of(assistant, replace(settings, style=style)).get("/palette.css").text
    assert sheet.endswith(":root { --accent: #8a1c4a }")
    with pytest.raises(SettingsError, match="RESEAUX_QA_STYLE"):
        client_of(assistant, replace(settings, style=tmp_path / "none.css"))
