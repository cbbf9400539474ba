"""Limits as a person meets them, pages without a script, and links into the city's page, in a real browser."""

import re
import time
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from browsing import site, violations, watched
from reseaux_qa.types import Quote
from reseaux_qa.web.links import page_link

WIDGET = '<!doctype html><html lang="fr"><title>a</title><script src="{bot}/widget.js" defer data-open></script><body></body></html>'


@pytest.fixture
def page(browser) -> Iterator[Page]:
    context = browser.new_context(locale="en-US", viewport={"width": 1000, "height": 800})
    yield watched(context.new_page())
    context.close()


def ask(page, question):
    box = page.get_by_label(re.compile("Votre question"))
    box.fill(question)
    page.get_by_role("button", name="Envoyer", exact=True).click()


@pytest.fixture(params=["page", "widget", "simple"])
def face(request, serve, assistant, settings):
    """Open a face of a server with some settings."""
    pages = {}

    def opened(page, **changes):
        bot = serve(assistant, replace(settings, origins=(host,), **changes))
        pages["/"] = WIDGET.format(bot=bot)
        page.goto({"page": bot, "widget": host, "simple": f"{bot}/simple"}[request.param])
        return {"page": "[role=alert], .refusal", "widget": ".fault", "simple": ".refusal, h1 + p:not(.notice)"}[request.param]

    with site(pages) as host:
        yield opened


def test_who_asks_too_much_is_told_to_wait_in_french(page, face):
    told = face(page, rate_overall="1/hour")
    ask(page, "Bonjour")
    page.wait_for_timeout(800)
    ask(page, "Bonjour")
    expect(page.locator(told).first).to_contain_text("Beaucoup de questions arrivent en ce moment")


def test_a_late_answer_is_told_in_french(page, face, assistant, monkeypatch):
    told = face(page, deadline=0.02)
    slow = type(assistant).ask
    monkeypatch.setattr(type(assistant), "ask", lambda *given: time.sleep(0.3) or slow(*given))
    ask(page, "Bonjour")
    expect(page.locator(told).first).to_contain_text("La réponse tarde trop")


def test_a_body_over_the_limit_is_told_in_french(page, face):
    told = face(page)
    page.route(re.compile("/v1/ask|/run/|/simple$"), lambda route: route.continue_(post_data="x" * 20_000))
    ask(page, "Bonjour")
    expect(page.locator(told).first).to_contain_text("16 ko")


@pytest.mark.parametrize("path", ["/simple", "/demo", "/donnees-personnelles", "/accessibilite", "/api/docs"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_rule_of_wcag_is_broken(page, address, path, scheme):
    page.emulate_media(color_scheme=scheme)
    page.goto(address + path)
    assert violations(page) == []
    assert page.said == []
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") == 320


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_rule_of_wcag_is_broken_by_an_answer_without_a_script(page, address, scheme):
    page.emulate_media(color_scheme=scheme)
    page.goto(address + "/simple")
    ask(page, "Classe les réseaux par date d'adhésion")
    for summary in page.locator("details:not(.source) > summary").all():
        summary.click()
    page.locator("summary").last.click()
    assert violations(page) == []
    assert page.locator("img").evaluate("image => image.naturalWidth") > 0


def test_a_question_is_asked_without_javascript_and_its_source_opened_by_keyboard(browser, address):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + "/simple")
    page.get_by_label("Votre question").focus()
    page.keyboard.type("Quand Eurocities a-t-il été créé ?")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".said")).to_contain_text("1986")
    page.get_by_role("link", name="[1]", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.locator("mark")).to_have_text("1986 : Création du réseau")
    context.close()


def test_without_javascript_the_page_leads_to_the_simple_one(browser, address):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    page.get_by_role("link", name="version simple").click()
    expect(page).to_have_url(address + "/simple")
    context.close()


def test_a_question_is_never_in_an_address_and_nothing_is_kept(page, address):
    page.goto(address + "/simple")
    ask(page, "zanzibar")
    page.locator(".choices button, .refusal, .said").first.wait_for()
    assert not any("zanzibar" in url for url in page.seen)
    assert {urlsplit(url).netloc for url in page.seen} == {urlsplit(address).netloc}
    assert page.context.cookies() == []
    assert page.evaluate("[Object.keys(localStorage), Object.keys(sessionStorage)]") == [[], []]


def test_a_link_of_a_source_opens_the_citys_page_at_its_words(browser, corpus):
    source = corpus.sources[0]
    page_of_the_city = "".join(f"<p>{line}</p>" for line in source.text.splitlines())
    style = "<style>body { padding-bottom: 100vh } p { margin: 40px; font-size: 30px } ::target-text { background: rgb(1, 2, 3) }</style>"
    facts = [section.body for network in corpus.networks for section in network.sections if section.title == "Dates clés"]
    lines = [body.slice(0, body.text.find("\n") if "\n" in body.text else len(body.text)).stripped() for body in facts]
    whole = [section.body.stripped() for network in corpus.networks for section in network.sections if section.title == "Objectifs"]
    with site({"/reseaux": f"<!doctype html><meta charset=utf-8>{style}{page_of_the_city}"}) as city:
        for quote in [*lines, *whole]:
            at = landing(browser, page_link(quote, source.text, f"{city}/reseaux"))
            line = source.text.count("\n", 0, quote.start)
            assert at is not None, quote.text
            assert abs(at - line) <= 6, (quote.text, at, line)


def landing(browser, link) -> int | None:
    """The paragraph in the middle of the screen, or None where the page did not move."""
    page = browser.new_page(viewport={"width": 1200, "height": 800})
    page.goto(link)
    page.wait_for_timeout(150)
    passed = "findIndex((p) => p.getBoundingClientRect().bottom > innerHeight / 2)"
    found = page.evaluate(f"() => scrollY === 0 ? null : [...document.querySelectorAll('p')].{passed}")
    page.close()
    return found


def test_a_quote_that_the_page_lost_still_opens_the_page(browser):
    with site({"/reseaux": "<!doctype html><title>Réseaux</title><p>Autre chose"}) as city:
        page = browser.new_page()
        page.goto(page_link(Quote("a", 0, 8, "disparue"), "disparue", f"{city}/reseaux"))
        expect(page).to_have_title("Réseaux")
        page.close()
