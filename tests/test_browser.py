"""The page in a real browser, set to English, asking a real server."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from browsing import violations, watched

ENGLISH = re.compile(
    r"\b(Clear|Submit|Retry|Undo|Textbox|Chatbot|Copy|Message|Send|Loading|Error|Close|Settings|Gradio|API|bot's|user's)\b"
)


@pytest.fixture
def page(browser, address) -> Iterator[Page]:
    """The open page; what it asks of the network and says on the console stays in ``seen`` and ``said``."""
    context = browser.new_context(locale="en-US", viewport={"width": 1000, "height": 800})
    page = watched(context.new_page())
    page.goto(address)
    box(page).wait_for()
    yield page
    context.close()


@pytest.fixture(scope="module")
def question(corpus) -> str:
    return f"Quels sont les objectifs de {corpus.networks[0].name} ?"


def box(page):
    return page.get_by_label("Votre question")


def answers(page):
    return page.get_by_test_id("bot")


def suggestions(page):
    return page.locator("#conversation .option")


def ask(page, question):
    box(page).fill(question)
    page.get_by_role("button", name="Envoyer").click()
    expect(page.get_by_test_id("user").last).to_have_text(shown(question))


def open_sources(page):
    page.locator("summary").first.wait_for()
    while page.locator("details:not([open]) > summary").locator("visible=true").count():
        page.locator("details:not([open]) > summary").locator("visible=true").first.click()


def shown(text):
    return re.compile(re.escape(text.strip()).replace(r"\ ", r"\s+"))


def test_the_page_is_french_in_an_english_browser(page):
    assert page.evaluate("document.documentElement.lang") == "fr"
    expect(page).to_have_title(re.compile("Réseaux de villes"))


def test_it_says_that_it_is_a_program_before_the_first_message(page):
    notice = page.locator("#heading")
    expect(notice).to_contain_text("programme automatique")
    expect(notice).to_contain_text("peut se tromper")
    assert page.evaluate("!!(document.querySelector('#heading').compareDocumentPosition(document.querySelector('[role=log]')) & 4)")


def test_a_question_is_asked_and_its_source_read_by_keyboard_alone(page, corpus, question):
    while page.evaluate("document.activeElement.tagName") != "TEXTAREA":
        page.keyboard.press("Tab")
    page.keyboard.type(question)
    page.keyboard.press("Enter")
    expect(page.locator("summary").first).to_be_visible()
    expect(box(page)).to_be_focused()
    expect(box(page)).to_have_value("")
    while page.evaluate("document.activeElement.textContent") != page.locator("summary").first.text_content():
        page.keyboard.press("Shift+Tab")
    expect(page.locator("mark").first).to_be_hidden()
    page.keyboard.press("Enter")  # all of them, or the first
    if page.locator("mark").first.is_hidden():
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
    expect(page.locator("mark").first).to_be_visible()


def test_each_marked_passage_is_the_text_of_the_page(page, corpus, question):
    ask(page, question)
    open_sources(page)
    section = corpus.networks[0].sections[1]
    for marked in page.locator("mark").all():
        assert " ".join(marked.inner_text().split()) in " ".join(section.body.text.split())
    expect(page.locator(".source summary").first).to_have_text(f"[1] {corpus.networks[0].heading.text} · {section.title}")


def test_a_marker_opens_its_source(page, question):
    ask(page, question)
    marker = page.get_by_role("link", name="[1]", exact=True)
    marker.wait_for()
    marker.click()
    expect(page.locator("#source-1-1 mark")).to_be_in_viewport()


def test_a_suggestion_is_answered_at_a_click(page):
    suggestion = suggestions(page).first.inner_text()
    suggestions(page).first.click()
    expect(page.get_by_test_id("user")).to_have_text(shown(suggestion))
    expect(answers(page)).to_have_count(2)
    expect(suggestions(page).first).to_be_visible()


def test_a_follow_up_is_understood(page, corpus):
    network = corpus.networks[1]
    ask(page, f"Combien de membres compte {network.name} ?")
    ask(page, "Et ses objectifs ?")
    open_sources(page)
    expect(page.locator(".source summary").last).to_contain_text(network.heading.text)


def test_clearing_starts_again(page, question):
    ask(page, question)
    page.get_by_role("button", name="Effacer la conversation").locator("visible=true").click()
    expect(page.get_by_test_id("user")).to_have_count(0)
    expect(answers(page)).to_have_count(1)
    expect(suggestions(page).first).to_be_visible()


def test_a_refused_question_stays_in_the_box(page):
    box(page).fill("a" * 3000)
    box(page).press("Enter")
    expect(answers(page).last).to_contain_text("caractères")
    expect(box(page)).not_to_have_value("")


def test_a_lost_connection_is_told_in_french(page):
    page.route("**/gradio_api/**", lambda route: route.abort())
    box(page).fill("Bonjour")
    box(page).press("Enter")
    expect(page.get_by_test_id("toast-body")).to_contain_text("La connexion est coupée")
    expect(page.get_by_test_id("toast-body")).not_to_contain_text(ENGLISH)


def test_a_hostile_question_is_only_text(page):
    hostile = "<img src=http://evil.example/x onerror=alert(1)> <b>x</b> [a](http://evil.example) **c**"
    ask(page, hostile)
    assert page.locator("[role=log] :is(img, b, strong, a[href*=evil])").count() == 0


def test_nobody_else_is_asked_and_nothing_is_kept(page, address, question):
    ask(page, question)
    open_sources(page)
    assert {urlsplit(url).netloc for url in page.seen} == {urlsplit(address).netloc}
    assert page.context.cookies() == []
    assert page.evaluate("[Object.keys(localStorage), Object.keys(sessionStorage)]") == [[], []]


def test_the_page_stays_within_its_weight(browser, address):
    context = browser.new_context()
    page = context.new_page()
    sizes = []
    page.on(
        "requestfinished", lambda request: sizes.append(sum(request.sizes()[part] for part in ("responseBodySize", "responseHeadersSize")))
    )
    page.goto(address)
    box(page).wait_for()
    page.wait_for_timeout(500)
    assert len(sizes) <= 70
    assert sum(sizes) <= 450_000
    context.close()


def test_the_console_is_silent(page, question):
    ask(page, question)
    assert page.said == []


def test_nothing_is_said_in_english(page, question):
    ask(page, question)
    names = page.evaluate(
        "[...document.querySelectorAll('[aria-label],[title],[placeholder]')].map(e => [e.ariaLabel, e.title, e.placeholder])"
    )
    spoken = " ".join([page.locator("body").inner_text(), *(text for name in names for text in name if text)])
    assert ENGLISH.findall(spoken) == []


@pytest.mark.parametrize(("width", "height"), [(320, 256), (320, 640), (1280, 800)])
def test_it_fits_the_screen_without_scrolling_sideways(page, question, width, height):
    page.set_viewport_size({"width": width, "height": height})
    ask(page, question)
    open_sources(page)
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_the_question_stays_at_hand_on_a_phone(page, question):
    page.set_viewport_size({"width": 360, "height": 640})
    ask(page, question)
    expect(box(page)).to_be_in_viewport()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_rule_of_wcag_is_broken(page, question, scheme):
    page.emulate_media(color_scheme=scheme)
    ask(page, question)
    open_sources(page)
    ask(page, "Classe les réseaux par date d'adhésion")
    page.locator(".picture img").wait_for()
    assert violations(page) == []


def test_an_answer_is_read_from_its_beginning(page):
    ask(page, "Classe les réseaux par date d'adhésion")
    expect(page.get_by_test_id("user").last).to_be_in_viewport()


def test_an_opinion_is_counted_once_and_thanked(page, question):
    ask(page, question)
    with page.expect_response("**/api/v1/vote") as answer:
        page.get_by_role("button", name="Utile", exact=True).click()
    assert answer.value.status == 204
    expect(page.get_by_role("button", name="Merci !")).to_be_disabled()
    expect(page.get_by_role("button", name="Pas utile")).to_be_disabled()


def test_an_answer_is_copied_without_its_buttons(page, question):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    ask(page, question)
    page.get_by_role("button", name="Copier").click()
    expect(page.get_by_role("button", name="Copié")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "[1]" in copied
    assert "Utile" not in copied


def test_a_timeline_is_drawn_with_its_table_beside(page, records):
    ask(page, "Classe les réseaux par date d'adhésion")
    picture = page.locator(".picture img")
    expect(picture).to_have_js_property("complete", True)
    assert picture.evaluate("image => image.clientWidth") > 300
    page.locator(".table summary").click()
    expect(page.locator(".table tbody tr")).to_have_count(14)


def test_the_pages_of_information_are_a_link_away(page):
    page.get_by_role("link", name="Accessibilité").wait_for()
    assert [link.get_attribute("href") for link in page.locator("#foot a").all()] == ["/donnees-personnelles", "/accessibilite", "/simple"]
