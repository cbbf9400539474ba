"""The widget on a page of another origin whose content policy allows nothing inline and no eval."""

import gzip
import re
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from browsing import site, violations, watched

HOST_PAGE = """<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>Une ville</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<script src="{bot}/widget.js" defer {attributes}></script></head>
<body><main><h1>Une ville</h1><p><a href="#">Un lien de la ville</a></p></main></body></html>"""
VARIANTS = {
    "/": 'data-title="Vos questions"',
    "/left": 'data-title="Vos questions" data-position="left" data-theme="dark" data-color="#ffe600"',
    "/open": 'data-title="Vos questions" data-open',
    "/first": 'data-question="Quel est le réseau le plus ancien ?"',
    "/hostile": 'data-title="<img src=x onerror=alert(1)>" data-color="red;}*{display:none"',
}


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    return {}


@pytest.fixture(scope="module")
def bot_and_host(serve, assistant, settings, pages) -> Iterator[tuple[str, str]]:
    policies = {}
    with site(pages) as probe:  # the bot must know the host's origin, the host's policy the bot's
        bot = serve(assistant, replace(settings, origins=(probe,), page_url="https://www.ville.example/reseaux"))
        policies = f"default-src 'none'; script-src {bot}; connect-src {bot}; base-uri 'none'; require-trusted-types-for 'script'"
        head = f'<head><meta http-equiv="Content-Security-Policy" content="{policies}">'
        pages |= {path: HOST_PAGE.format(bot=bot, attributes=attributes).replace("<head>", head) for path, attributes in VARIANTS.items()}
        yield bot, probe


@pytest.fixture
def page(browser, bot_and_host) -> Iterator[Page]:
    context = browser.new_context(locale="en-US", viewport={"width": 1000, "height": 800}, reduced_motion="reduce")
    page = watched(context.new_page())
    page.goto(bot_and_host[1])
    yield page
    context.close()


@pytest.fixture(scope="module")
def question(corpus) -> str:
    return f"Quels sont les objectifs de {corpus.networks[0].name} ?"


def launcher(page):
    return page.get_by_role("button", name="Poser une question à l'assistant (IA)")


def panel(page):
    return page.get_by_role("dialog", name="Vos questions")


def box(page):
    return page.get_by_label("Votre question", exact=True)


def ask(page, question):
    if launcher(page).is_visible():
        launcher(page).click()
    box(page).fill(question)
    box(page).press("Enter")
    expect(page.locator(".waiting")).to_have_count(0)


def focused(page):
    return page.evaluate("""() => {
      let element = document.activeElement;
      while (element.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
      return element.textContent || element.tagName;
    }""")


def test_before_it_is_opened_it_asks_for_its_script_alone(page, bot_and_host):
    bot, host = bot_and_host
    launcher(page).wait_for()
    page.wait_for_timeout(300)
    assert [url for url in page.seen if not url.startswith(host)] == [f"{bot}/widget.js"]


def test_its_script_is_small(page, bot_and_host):
    script = page.request.get(f"{bot_and_host[0]}/widget.js")
    assert len(gzip.compress(script.body())) <= 15_000
    assert script.headers["content-encoding"] == "gzip"
    assert script.headers["cross-origin-resource-policy"] == "cross-origin"


def test_a_question_is_asked_and_its_citation_opened_by_keyboard_alone(page, question):
    launcher(page).wait_for()
    while "Poser une question" not in focused(page):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(box(page)).to_be_focused()
    page.keyboard.type(question)
    page.keyboard.press("Enter")
    expect(page.locator(".automatic")).to_be_visible()
    expect(box(page)).to_be_focused()
    expect(box(page)).to_have_value("")
    while focused(page) != "[1]":
        page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.locator("mark").first).to_be_visible()
    assert focused(page).startswith("[1]")


def test_escape_closes_it_and_gives_the_focus_back(page):
    launcher(page).click()
    page.keyboard.press("Escape")
    expect(panel(page)).to_be_hidden()
    expect(launcher(page)).to_be_focused()


def test_it_lets_the_focus_out_to_the_page(page):
    launcher(page).click()
    for _ in range(30):
        page.keyboard.press("Tab")
        if focused(page) == "Un lien de la ville":
            break
    assert focused(page) == "Un lien de la ville"


def test_its_close_button_closes_it(page):
    launcher(page).click()
    page.get_by_role("button", name="Fermer l'assistant").click()
    expect(launcher(page)).to_be_focused()


def test_it_says_that_it_is_a_program_before_the_first_message(page):
    launcher(page).click()
    expect(panel(page).locator(".notice")).to_contain_text("Un programme automatique (IA)")
    expect(panel(page).locator("footer")).to_contain_text("Données personnelles")


def test_an_answer_is_told_once_and_whole(page, question):
    launcher(page).click()
    box(page).wait_for()
    page.evaluate("""() => {
      window.told = [];
      const status = document.querySelector("reseaux-assistant").shadowRoot.querySelector("[role=status]");
      new MutationObserver(() => told.push(status.textContent)).observe(status, { childList: true });
    }""")
    ask(page, question)
    expect(page.get_by_role("log")).to_have_attribute("aria-live", "off")
    told = page.evaluate("told")
    assert told[0] == "Réponse en cours…"
    assert len(told) == 2
    assert "[1]" in told[1]


def test_each_marked_passage_is_the_text_of_the_page_with_a_link_to_it(page, corpus, question):
    ask(page, question)
    page.locator(".said summary").first.click()
    for source in page.locator(".source").all():
        source.locator("summary").click()
    section = corpus.networks[0].sections[1]
    marks = page.locator("mark").all()
    assert marks
    for marked in marks:
        assert " ".join(marked.inner_text().split()) in " ".join(section.body.text.split())
    link = page.get_by_role("link", name="Lire sur le site de la ville").first
    assert link.get_attribute("href").startswith("https://www.ville.example/reseaux#:~:text=")
    assert link.get_attribute("rel") == "noopener noreferrer"


@pytest.mark.parametrize("height", [300, 600])
def test_an_answer_is_read_from_its_beginning_and_the_page_of_the_city_stays(page, height):
    page.set_viewport_size({"width": 700, "height": height})
    page.evaluate("document.body.style.height = '5000px'; scrollTo(0, 1000)")
    ask(page, "Classe les réseaux par date d'adhésion")
    expect(page.locator(".asked")).to_be_in_viewport()
    assert page.evaluate("scrollY") == 1000


def test_a_follow_up_is_understood(page, corpus):
    network = corpus.networks[1]
    ask(page, f"Combien de membres compte {network.name} ?")
    ask(page, "Et ses objectifs ?")
    expect(page.locator(".source summary").last).to_contain_text(network.heading.text)


def test_erasing_starts_again(page, corpus):
    ask(page, f"Combien de membres compte {corpus.networks[1].name} ?")
    page.get_by_role("button", name="Effacer la conversation").click()
    expect(page.locator(".asked")).to_have_count(0)
    expect(page.locator(".talk")).to_contain_text("Bonjour")
    expect(box(page)).to_be_focused()
    with page.expect_request("**/api/v1/ask") as request:
        ask(page, "Et ses objectifs ?")
    assert request.value.post_data_json["history"] == []


def test_a_suggestion_is_answered_at_a_click(page):
    launcher(page).click()
    suggestion = page.get_by_role("list", name="Questions proposées").get_by_role("button").first
    text = suggestion.inner_text()
    suggestion.click()
    expect(page.locator(".asked")).to_have_text("Vous : " + text)
    expect(page.locator(".automatic")).to_be_visible()


def test_a_conversation_over_the_limit_drops_its_oldest_turns(page, question):
    for _ in range(5):
        ask(page, "é" * 1900)
    ask(page, question)
    expect(page.locator(".fault")).to_be_hidden()
    expect(page.locator(".automatic")).to_have_count(6)


@pytest.mark.parametrize(("text", "words"), [("", "Écrivez une question"), ("a" * 2001, "2000 caractères")], ids=["empty", "long"])
def test_a_refused_question_is_told_beside_the_field(page, text, words):
    ask(page, text)
    expect(page.locator(".fault")).to_contain_text(words)
    expect(box(page)).to_have_attribute("aria-describedby", "fault")
    expect(box(page)).to_have_value(text)


def test_a_lost_connection_is_told_in_french(page, question):
    launcher(page).click()
    page.route("**/api/v1/ask", lambda route: route.abort())
    ask(page, question)
    expect(page.locator(".fault")).to_contain_text("La connexion n'aboutit pas")
    expect(box(page)).to_have_value(question)


HARMFUL = {
    "answer": "<img src=x onerror=alert(1)> [1] [7]\n- <b>un</b>\n- deux [1]",
    "answered": True,
    "citations": [
        {
            "id": 1, "network": "<i>R</i>", "section": "S", "quote": "<script>alert(1)</script>", "before": "<u>", "after": "</u>",
            "source": "s", "start": 0, "end": 1, "url": "javascript:alert(1)",
        }
    ],
    "suggestions": ["<a href=x>?"],
    "note": "<b>",
    "checked": "J'ai vérifié les <b>15</b> fiches.",
    "picture": {"title": "<b>Frise</b>", "image": "javascript:alert(1)", "columns": ["<i>", "b"], "rows": [["<u>", "d"]]},
}  # fmt: skip


def test_whatever_the_server_says_is_only_text(page, question):
    page.route("**/api/v1/ask", lambda route: route.fulfill(json=HARMFUL, headers={"Access-Control-Allow-Origin": "*"}))
    ask(page, question)
    for summary in page.locator(".said summary").all():
        summary.click()
    said = page.locator(".said").last
    expect(said).to_contain_text("<img src=x onerror=alert(1)>")
    expect(said).to_contain_text("J'ai vérifié les <b>15</b> fiches.")
    expect(said.locator("summary", has_text="Comment j’ai trouvé")).to_be_visible()
    assert said.locator("img, script, i, u, b, a").count() == 0
    assert said.get_by_role("button", name="Voir la source 7").count() == 0
    assert said.locator("table tbody tr").count() == 1
    assert page.said == []


def test_an_opinion_is_counted_once(page, question):
    ask(page, question)
    with page.expect_response(lambda response: response.url.endswith("/vote") and response.request.method == "POST") as answer:
        page.get_by_role("button", name="Utile", exact=True).click()
    assert answer.value.status == 204
    expect(page.get_by_role("status")).to_have_text("Merci pour votre avis.")


def test_nobody_else_is_asked_nothing_is_kept_and_the_console_is_silent(page, bot_and_host, question):
    ask(page, question)
    page.locator(".said summary").first.click()
    assert {urlsplit(url).netloc for url in page.seen} == {urlsplit(address).netloc for address in bot_and_host}
    assert page.context.cookies() == []
    assert page.evaluate("[Object.keys(localStorage), Object.keys(sessionStorage)]") == [[], []]
    assert page.evaluate("indexedDB.databases()") == []
    assert page.said == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_rule_of_wcag_is_broken_closed_or_open(page, question, scheme):
    page.emulate_media(color_scheme=scheme)
    launcher(page).wait_for()
    assert violations(page) == []
    ask(page, question)
    ask(page, "Classe les réseaux par date d'adhésion")
    for summary in page.locator(".said details:not(.source) > summary").all():
        summary.click()
    assert violations(page) == []


def test_the_check_of_wcag_looks_into_the_shadow(page):
    launcher(page).click()
    page.evaluate("document.querySelector('reseaux-assistant').shadowRoot.querySelector('.close').removeAttribute('aria-label')")
    page.evaluate("document.querySelector('reseaux-assistant').shadowRoot.querySelector('.close').textContent = ''")
    assert "button-name" in " ".join(violations(page))


@pytest.mark.parametrize("color", ["#ffe600", "#000", "#fff", "#7f7f7f", "#8a1c4a", "#00ff88"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_any_colour_of_a_city_can_be_read(page, question, color, theme):
    page.evaluate("([color, theme]) => { const old = document.querySelector('reseaux-assistant'); old.remove();"
                  " const one = document.createElement('reseaux-assistant'); one.setAttribute('color', color);"
                  " one.setAttribute('theme', theme); document.body.append(one); }", [color, theme])  # fmt: skip
    ask(page, question)
    page.locator(".said summary").first.click()
    assert violations(page) == []


@pytest.mark.parametrize(("width", "height"), [(320, 256), (320, 640), (1280, 800)])
def test_it_fits_the_screen_without_scrolling_sideways(page, question, width, height):
    page.set_viewport_size({"width": width, "height": height})
    ask(page, question)
    page.locator(".said summary").first.click()
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert page.locator(".talk").evaluate("talk => talk.scrollWidth <= talk.clientWidth")
    bounds = panel(page).bounding_box()
    assert bounds["x"] >= 0
    assert bounds["x"] + bounds["width"] <= width


def test_it_can_stand_on_the_left_in_the_dark(page, bot_and_host):
    page.goto(bot_and_host[1] + "/left")
    launcher(page).click()
    assert panel(page).bounding_box()["x"] < 100
    assert panel(page).evaluate("panel => getComputedStyle(panel).backgroundColor") == "rgb(23, 36, 43)"


def test_it_can_stand_open_without_taking_the_focus(page, bot_and_host):
    page.goto(bot_and_host[1] + "/open")
    expect(panel(page)).to_be_visible()
    assert page.evaluate("document.activeElement === document.body")


def test_it_never_hides_the_page_of_a_phone_by_itself(page, bot_and_host):
    page.set_viewport_size({"width": 375, "height": 700})
    page.goto(bot_and_host[1] + "/open")
    expect(launcher(page)).to_be_visible()
    expect(panel(page)).to_be_hidden()


def test_a_slow_welcome_comes_before_what_was_asked_meanwhile(page, question):
    page.route("**/api/v1/about", lambda route: (page.wait_for_timeout(400), route.continue_()))
    ask(page, question)
    expect(page.locator(".said")).to_have_count(2)
    expect(page.locator(".talk > :first-child")).to_contain_text("Bonjour")


def test_it_can_ask_a_first_question_once_opened(page, bot_and_host):
    page.goto(bot_and_host[1] + "/first")
    launcher(page).click()
    expect(page.locator(".asked")).to_have_text("Vous : Quel est le réseau le plus ancien ?")
    expect(page.locator(".automatic")).to_be_visible()


def test_hostile_attributes_are_only_text(page, bot_and_host):
    page.goto(bot_and_host[1] + "/hostile")
    launcher(page).click()
    expect(page.get_by_role("heading", name="<img src=x onerror=alert(1)>")).to_be_visible()
    assert page.said == []


def test_nothing_moves_where_less_motion_is_asked_for(page):
    launcher(page).click()
    assert panel(page).evaluate("panel => getComputedStyle(panel).animationName") == "none"


def test_a_printed_page_has_no_launcher(page):
    page.emulate_media(media="print")
    expect(launcher(page)).to_be_hidden()


def test_edges_show_in_forced_colours(page):
    page.emulate_media(forced_colors="active")
    launcher(page).click()
    assert panel(page).evaluate("panel => getComputedStyle(panel).borderTopWidth") == "2px"


def test_a_site_that_is_not_listed_gets_no_answer(browser, serve, assistant, settings, question):
    bot = serve(assistant, settings)
    with site({"/": HOST_PAGE.format(bot=bot, attributes="")}) as stranger:
        context = browser.new_context()
        page = watched(context.new_page())
        page.goto(stranger)
        ask(page, question)
        expect(page.locator(".fault")).to_contain_text("La connexion n'aboutit pas")
        assert page.locator(".said").count() == 0
        context.close()


def test_a_frame_is_refused_to_a_site_that_is_not_listed(browser, serve, assistant, settings, bot_and_host):
    allowed, forbidden = bot_and_host[0], serve(assistant, settings)
    with_frame = f'<!doctype html><iframe src="{allowed}/simple" title="a"></iframe><iframe src="{forbidden}/simple" title="b"></iframe>'
    with site({"/": with_frame}) as stranger:
        context = browser.new_context()
        page = watched(context.new_page())
        page.goto(stranger)
        page.wait_for_timeout(500)
        assert len([line for line in page.said if re.search("frame-ancestors", line)]) == 2
        context.close()


def test_the_demo_embeds_it(page, bot_and_host, question):
    page.goto(bot_and_host[0] + "/demo")
    page.said.clear()
    assert violations(page) == []
    ask(page, question)
    expect(page.locator(".automatic")).to_be_visible()
    assert violations(page) == []
    assert page.said == []
