"""The page in a real browser, set to English, asking a real server."""

import re
import shutil
import threading
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urlsplit

import pytest
import uvicorn
from playwright.sync_api import Browser, Page, expect, sync_playwright

from reseaux_qa.web.api import create_app
from reseaux_qa.web.server import listen

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
ENGLISH = re.compile(
    r"\b(Clear|Submit|Retry|Undo|Textbox|Chatbot|Copy|Message|Send|Loading|Error|Close|Settings|Gradio|API|bot's|user's)\b"
)
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="Chromium n'est pas installé : apt-get install chromium")


@pytest.fixture(scope="module")
def address(assistant, settings) -> Iterator[str]:
    with listen(replace(settings, port=0)) as listener:
        # A factory, since the application wants a running loop.
        config = uvicorn.Config(lambda: create_app(assistant, settings), factory=True, log_level="error")
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, args=([listener],))
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        server.should_exit = True
        thread.join()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def page(browser, address) -> Iterator[Page]:
    """The open page; what it asks of the network and says on the console stays in ``seen`` and ``said``."""
    context = browser.new_context(locale="en-US", viewport={"width": 1000, "height": 800})
    page = context.new_page()
    page.seen, page.said = [], []
    page.on("request", lambda request: page.seen.append(request.url))
    page.on("console", lambda message: page.said.append(message.text))
    page.on("pageerror", lambda error: page.said.append(str(error)))
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
    sources = page.locator("details")
    expect(sources.locator("summary")).to_have_text(re.compile(r"Sources \(\d+\)"))
    expect(box(page)).to_be_focused()
    expect(box(page)).to_have_value("")
    while page.evaluate("document.activeElement.tagName") != "SUMMARY":
        page.keyboard.press("Shift+Tab")
    expect(page.locator("mark").first).to_be_hidden()
    page.keyboard.press("Enter")
    expect(page.locator("mark").first).to_be_visible()


def test_each_marked_passage_is_the_text_of_the_page(page, corpus, question):
    ask(page, question)
    page.locator("summary").click()
    section = corpus.networks[0].sections[1]
    for marked in page.locator("mark").all():
        assert " ".join(marked.inner_text().split()) in " ".join(section.body.text.split())
    expect(page.locator("li[id^=source] b").first).to_have_text(f"{corpus.networks[0].heading.text} · {section.title}")


def test_a_marker_opens_its_source(page, question):
    ask(page, question)
    marker = page.get_by_role("link", name="[1]", exact=True)
    marker.wait_for()
    page.wait_for_timeout(600)  # 300 ms after an answer Gradio scrolls to its end; nobody has read it by then
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
    page.locator("summary").last.click()
    expect(page.locator("li[id^=source-2] b").first).to_contain_text(network.heading.text)


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
    page.locator("summary").click()
    assert {urlsplit(url).netloc for url in page.seen} == {urlsplit(address).netloc}
    assert page.context.cookies() == []
    assert page.evaluate("[Object.keys(localStorage), Object.keys(sessionStorage)]") == [[], []]


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
    page.locator("summary").click()
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_the_question_stays_at_hand_on_a_phone(page, question):
    page.set_viewport_size({"width": 360, "height": 640})
    ask(page, question)
    expect(box(page)).to_be_in_viewport()
