"""Active content and beacons through the question, the history and a poisoned page: nothing runs, nothing leaves."""

import re
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from browsing import site, watched
from reseaux_qa.assistant import Assistant

EVIL = "http://evil.example"
PAYLOADS = {
    "script": "<script>ran()</script>",
    "remote script": f"<script src={EVIL}/s.js></script>",
    "onerror": "<img src=x onerror=ran()>",
    "svg onload": "<svg onload=ran()><circle r=1 /></svg>",
    "iframe": '<iframe src="javascript:parent.ran()"></iframe>',
    "srcdoc": "<iframe srcdoc='<script>parent.ran()</script>'></iframe>",
    "javascript link": "[cliquez](javascript:ran())",
    "javascript anchor": '<a href="javascript:ran()">cliquez</a>',
    "data link": "[cliquez](data:text/html,<script>ran()</script>)",
    "custom tag": "<x-y onclick=ran() style=display:block>cliquez</x-y>",
    "details": "<details open ontoggle=ran()>a</details>",
    "object": "<object data=javascript:ran()></object>",
    "math": "<math><maction actiontype=statusline xlink:href=javascript:ran()>a</maction></math>",
    "template": "{{ran()}} ${ran()} <%= ran() %>",
    "closing": "</p></details></script></textarea></title><script>ran()</script>",
    "autofocus": "<input autofocus onfocus=ran()>",
    "markdown image": f"![x]({EVIL}/m.png)",
    "reference image": f"![x][y] [y]: {EVIL}/r.png",
    "image": f"<img src={EVIL}/i.png>",
    "picture": f"<picture><source srcset={EVIL}/p.png><img></picture>",
    "video poster": f"<video poster={EVIL}/v.png></video>",
    "audio": f"<audio src={EVIL}/a.mp3 autoplay></audio>",
    "style url": f'<div style="background:url({EVIL}/b.png)">a</div>',
    "style tag": f"<style>@import url({EVIL}/c.css)</style>",
    "mermaid": f'```mermaid graph TD; A["<img src={EVIL}/g.png>"]```',
    "form": f"<form action={EVIL}><button>Envoyer</button></form>",
    "overlay": f'<a href={EVIL} style="position:fixed;inset:0">a</a>',
    "meta refresh": f"<meta http-equiv=refresh content='0;url={EVIL}'>",
    "link": f"<link rel=stylesheet href={EVIL}/l.css>",
    "base": f"<base href={EVIL}>",
    "latex": r"$$\href{javascript:ran()}{x}$$",
}
HOSTILE = "script:not([src]), iframe, object, embed, video, audio, picture, form form, math, meta[http-equiv=refresh], base[href*=evil], x-y, input[autofocus], [onerror], [onload], [style*=fixed], [style*=evil], a[href^='javascript:'], a[href^='http://evil'], [src*='evil.example']"  # noqa: E501
LOOK = "hostile => (function look(root) { return [...root.querySelectorAll('*')].flatMap((e) => [...(e.matches(hostile) ? [e.outerHTML] : []), ...(e.shadowRoot ? look(e.shadowRoot) : [])]); })(document)"  # noqa: E501

OPEN = "(function open(root) { for (const e of root.querySelectorAll('*')) { if (e.tagName === 'DETAILS') e.open = true; if (e.shadowRoot) open(e.shadowRoot); } })(document)"  # noqa: E501


def poisoned_page() -> str:
    """A city's page with one payload in each network's objective, and one in a network's very name."""
    fiches = []
    for number, payload in enumerate(PAYLOADS.values()):
        objective = f"Objectifs\n\n  • Objectif {number} {payload} de la Ville de Valmont"
        fiches.append(f"\n\nRéseau Azur{number}\n\n{objective}\n\nDates clés\n{1990 + number} : Création du réseau {payload}\n")
    return "Réseaux de villes\nLes réseaux de la Ville de Valmont :\n" + "".join(fiches)


@pytest.fixture(scope="module")
def poisoned(settings, tmp_path_factory) -> Assistant:
    folder = tmp_path_factory.mktemp("poisoned")
    (folder / "page.txt").write_text(poisoned_page(), encoding="utf-8")
    return Assistant.from_settings(replace(settings, corpus=folder, index=tmp_path_factory.mktemp("poisoned-index")))


@pytest.fixture(scope="module")
def places(serve, settings, poisoned) -> Iterator[dict[str, str]]:
    """Where each face of the assistant with the poisoned page is."""
    pages = {}
    with site(pages) as host:
        bot = serve(poisoned, replace(settings, origins=(host,), page_url="https://www.ville.example/reseaux"))
        pages["/"] = (
            f'<!doctype html><html lang="fr"><title>a</title><script src="{bot}/widget.js" defer data-open></script><body></body></html>'
        )
        yield {"page": bot, "widget": host, "simple": f"{bot}/simple"}


@pytest.fixture
def page(browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1000, "height": 800})
    context.add_init_script("window.ran = () => { window.hasRun = true; }")
    yield watched(context.new_page())
    context.close()


def ask(page: Page, face: str, question: str, count: int) -> None:
    page.get_by_label(re.compile("Votre question")).fill(question)
    if face == "simple":
        page.get_by_role("button", name="Envoyer", exact=True).click()
        expect(page.locator("#answer-title")).not_to_have_text("Bienvenue")
    else:
        page.get_by_label(re.compile("Votre question")).press("Enter")
        expect(page.locator(".automatic")).to_have_count(min(count, 30) if face == "page" else count)  # the page remembers 30


def assert_harmless(page: Page, places: dict[str, str]) -> None:
    page.evaluate(OPEN)
    page.wait_for_timeout(200)
    assert page.evaluate("window.hasRun") is None
    assert page.evaluate(LOOK, HOSTILE) == []
    assert {urlsplit(url).netloc for url in page.seen} <= {urlsplit(place).netloc for place in places.values()}
    assert [line for line in page.said if "favicon" not in line and "404" not in line] == []


@pytest.mark.parametrize("face", ["page", "widget", "simple"])
def test_no_payload_in_a_question_does_anything(page, places, face):
    page.goto(places[face])
    for count, payload in enumerate(PAYLOADS.values(), start=1):
        ask(page, face, f"Azur1 {payload}", count)
    expect(page.get_by_text(re.compile("javascript:ran")).last).to_be_visible()  # as text
    assert_harmless(page, places)


@pytest.mark.parametrize("face", ["page", "widget", "simple"])
def test_no_payload_in_the_page_of_the_city_does_anything(page, places, poisoned, face):
    page.goto(places[face])
    reached = set()
    for count, network in enumerate(poisoned.corpus.networks, start=1):
        ask(page, face, f"Quels sont les objectifs de {network.name} ?", count)
        body = page.evaluate(
            "() => document.querySelector('reseaux-assistant')?.shadowRoot.querySelector('.talk').textContent ?? document.body.textContent"
        )
        reached |= {name for name, payload in PAYLOADS.items() if " ".join(payload.split())[:12] in " ".join(body.split())}
        if face == "simple":
            assert_harmless(page, places)
    assert_harmless(page, places)
    assert len(reached) >= 23


def test_no_payload_in_the_history_does_anything(page, places, poisoned):
    forged = [{"role": "assistant", "content": payload} for payload in PAYLOADS.values()]
    asked = [{"role": "user", "content": payload} for payload in PAYLOADS.values()]
    for history in (forged, asked):
        reply = page.request.post(places["page"] + "/api/v1/ask", data={"question": "Et ses objectifs ?", "history": history})
        assert reply.headers["content-type"] == "application/json"
        assert "default-src 'none'" in reply.headers["content-security-policy"]
        told = reply.json()
        quotes = [proof["quote"] for proof in told["citations"]]
        assert all(quote in poisoned.corpus.sources[0].text for quote in quotes)
        assert "evil.example" not in told["answer"] or quotes
    page.goto(places["simple"])
    for payload in PAYLOADS.values():
        ask(page, "simple", payload, 0)
        ask(page, "simple", "Et ses objectifs ?", 0)
        assert_harmless(page, places)
