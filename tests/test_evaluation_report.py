"""The HTML report in a real browser: alone, in French, by keyboard, for every eye, on paper."""

import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from reseaux_qa.evaluation import page as report
from reseaux_qa.evaluation import runner, runs
from reseaux_qa.evaluation.cases import Case, read_cases
from reseaux_qa.evaluation.paired import compare
from reseaux_qa.evaluation.systems import build

ROOT = Path(__file__).parents[1]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
AXE = ROOT / "tests" / "data" / "axe" / "axe.min.js"
HOSTILE = Case("hostile", "injection", ("<script>document.title='pris'</script><img src=http://evil.example/x>",), False, "<b>Rien</b>")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="Chromium n'est pas installé : apt-get install chromium")


@pytest.fixture(scope="module")
def file(settings, corpus, tmp_path_factory) -> Path:
    """A report with all that one may hold: several systems, a baseline, findings, lost and won questions, dialogues."""
    cases = [*read_cases([ROOT / "eval" / "test.jsonl"])[::5], HOSTILE]
    before, after, others = (runner.run(system, cases) for system in build(["entier", "sans-fiches", "rag-langchain"], settings))
    after = replace(after, system="entier", judged={cases[0].id: {"faithfulness": 0.5}})
    run = runs.Run(runs.origin(settings, corpus.hash, "modèle", [ROOT / "eval" / "test.jsonl"]), (after, others))
    path = tmp_path_factory.mktemp("report") / "rapport.html"
    path.write_text(report.render(run, corpus, compare(before, after)), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def opened(browser, file):
    """Open the report in a context of some kind; what it asks for and says stays in ``seen`` and ``said``."""
    contexts = []

    def open_(**options) -> Page:
        contexts.append(browser.new_context(locale="en-US", **options))
        page = contexts[-1].new_page()
        page.seen, page.said = [], []
        page.on("request", lambda request: page.seen.append(request.url))
        page.on("console", lambda message: page.said.append(message.text))
        page.on("pageerror", lambda error: page.said.append(str(error)))
        page.goto(file.as_uri())
        return page

    yield open_
    for context in contexts:
        context.close()


def questions(page):
    return page.locator(".questions > li")


def shown(page):
    return page.locator(".questions > li:visible")


def violations(page) -> list[str]:
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run(document, {rules: {'target-size': {enabled: true}}})")
    return [f"{one['id']} : {node['html'][:120]} {node['failureSummary']}" for one in found["violations"] for node in one["nodes"]]


# --- alone -----------------------------------------------------------------------


def test_it_asks_nobody_for_anything_and_says_nothing_on_the_console(opened, file):
    page = opened()
    page.locator("#toggle").click()
    page.pdf()
    assert (page.seen, page.said) == ([file.as_uri()], [])


def test_its_own_policy_forbids_any_request(file):
    assert "default-src 'none'" in file.read_text(encoding="utf-8")
    assert re.findall(r'(?:src|href)="(?!#|data:,")[^"]*"', file.read_text(encoding="utf-8")) == []


def test_a_hostile_question_is_only_text(opened):
    page = opened()
    assert "pris" not in page.title()
    assert page.locator("img, script").count() == 1  # our own script
    expect(page.locator("#q-hostile .asked")).to_have_text(HOSTILE.turns[0])


# --- for every eye ---------------------------------------------------------------


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 1280), ("light", 320)])
def test_axe_finds_nothing_with_every_question_open(opened, scheme, width):
    page = opened(color_scheme=scheme, viewport={"width": width, "height": 800})
    page.locator("#toggle").click()
    assert violations(page) == []


def test_axe_finds_nothing_as_it_opens(opened):
    assert violations(opened()) == []


def test_it_is_french(opened):
    page = opened()
    assert page.evaluate("document.documentElement.lang") == "fr"
    expect(page).to_have_title(re.compile("Qualité des réponses"))
    said = page.locator("main").inner_text()
    assert re.findall(r"\b(Questions? filter|Loading|Error|None|True|False|undefined|NaN)\b", said) == []


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_it_fits_the_screen_without_scrolling_sideways(opened, width):
    page = opened(viewport={"width": width, "height": 800})
    page.locator("#toggle").click()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


# --- what it shows ---------------------------------------------------------------


def test_every_question_has_its_gold_its_answer_and_the_reasons(opened, file):
    page = opened()
    page.locator("#toggle").click()
    for title in ("Attendu", "Réponse", "Pourquoi ce verdict"):
        expect(page.get_by_role("heading", name=title, exact=True)).to_have_count(questions(page).count())


def test_each_marked_quote_is_the_text_of_the_page(opened, corpus):
    page = opened()
    texts = " ".join(source.text for source in corpus.sources)
    marked = page.locator(".quote mark").all_text_contents()
    assert marked
    assert [quote for quote in marked if quote not in texts] == []


def test_the_quote_stands_in_its_section(opened, corpus):
    page = opened()
    bodies = [section.body.text for network in corpus.networks for section in network.sections]
    flat = [" ".join(body.split()) for body in bodies]
    for quote in page.locator(".quote blockquote").all_text_contents()[:20]:
        said = " ".join(quote.replace("… ", "", 1).removesuffix(" …").split())
        assert any(said in body for body in flat) or any(said in " ".join(n.heading.text.split()) for n in corpus.networks)


def test_the_plots_say_in_words_what_they_draw(opened):
    page = opened()
    for name in ("Réponses justes par catégorie", "Risque et couverture", "Temps de réponse"):
        expect(page.get_by_role("img", name=name)).to_be_visible()
    assert "%" in page.locator("#categories-d").text_content()


# --- sifting ---------------------------------------------------------------------


def test_questions_are_sifted_by_category_and_verdict(opened):
    page = opened()
    page.get_by_label("Catégorie", exact=True).select_option("single_fact")
    page.get_by_label("Verdict").select_option("faux")
    chosen = page.locator(".questions > li[data-category=single_fact]:has(.ko.state)")
    expect(shown(page)).to_have_count(chosen.count())
    expect(page.get_by_role("status")).to_have_text(re.compile(rf"^{chosen.count() or 'Aucune'} question"))


def test_questions_are_sifted_by_words_whatever_their_accents(opened):
    page = opened()
    page.get_by_label("Mots").fill("document.title")
    expect(shown(page)).to_have_count(1)
    page.get_by_label("Mots").fill("zzz")
    expect(page.get_by_role("status")).to_have_text("Aucune question")


def test_a_question_is_sifted_and_read_by_keyboard_alone(opened):
    page = opened()
    focus(page, "SELECT")
    page.keyboard.type("un fait")
    focus(page, "INPUT")
    page.keyboard.type("a")
    focus(page, "SUMMARY")
    body = page.locator(":focus + .body")
    expect(body).to_be_hidden()
    page.keyboard.press("Enter")
    expect(body).to_be_visible()


def focus(page, tag):
    while page.evaluate("document.activeElement.tagName") != tag:
        page.keyboard.press("Tab")


def test_a_lost_question_is_opened_by_its_link_even_when_it_was_put_away(opened):
    page = opened()
    page.get_by_label("Mots").fill("zzz")
    link = page.locator("#comparaison td .ids a").first
    link.click()
    expect(page.locator(f"[id='{link.get_attribute('href')[1:]}'] .body").first).to_be_visible()


def test_the_questions_turned_since_the_baseline_can_be_sifted(opened):
    page = opened()
    page.get_by_label("Verdict").select_option("perdue")
    expect(shown(page)).to_have_count(page.locator("[data-tags~=perdue]").count())
    expect(shown(page).first.locator("summary").first).to_contain_text("perdue")


# --- on paper, and without script ------------------------------------------------


def test_paper_shows_the_sifted_questions_open_and_the_screen_is_as_it_was(opened):
    page = opened()
    page.get_by_label("Catégorie", exact=True).select_option("list")
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(page.locator(".questions > li:visible > details[open]")).to_have_count(shown(page).count())
    expect(page.locator("#filter")).to_be_hidden()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(page.locator(".questions > li > details[open]")).to_have_count(0)


def test_without_script_every_question_is_there(opened):
    page = opened(java_script_enabled=False)
    expect(page.locator("#filter")).to_be_hidden()
    expect(shown(page)).to_have_count(questions(page).count())
    shown(page).first.locator("summary").first.click()
    expect(shown(page).first.locator(".body")).to_be_visible()
