"""Pictures of every face, to be looked at: ``python bench/screenshots.py FOLDER``.

Phone, desktop, light and dark, from a real server in a real browser.  Needs
Chromium and the test extra.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from serving import served

QUESTIONS = ["Quels réseaux Toulouse a-t-elle rejoints avant l'an 2000 ?", "Quand Eurocities a-t-il été créé ?"]
LONG = "Classe les réseaux par date d'adhésion"
MEMBERS = "Quels sont les membres de l'Aéropostale ?"
SCREENS = {"phone": (375, 780), "desktop": (1280, 860)}


def page_asked(page: Page, questions: list[str]) -> None:
    """The full page, after some questions."""
    box = page.get_by_label("Votre question")
    for number, question in enumerate(questions, start=1):
        box.fill(question)
        page.get_by_role("button", name="Envoyer").click()
        page.get_by_test_id("user").nth(number - 1).wait_for()
        page.wait_for_timeout(700)


def widget_asked(page: Page, questions: list[str]) -> None:
    """The widget, opened and asked."""
    page.get_by_role("button", name="Poser une question").click()
    for number, question in enumerate(questions, start=1):
        page.get_by_label("Votre question").fill(question)
        page.keyboard.press("Enter")
        page.locator(".automatic").nth(number - 1).wait_for()
        page.wait_for_timeout(300)


def simple_asked(page: Page, questions: list[str]) -> None:
    """The page without a script, sent."""
    for question in questions:
        page.get_by_label("Votre question").fill(question)
        page.get_by_role("button", name="Envoyer").click()


def opened(page: Page, act: Callable[[Page, list[str]], None]) -> None:
    """One question, its first source open."""
    act(page, [QUESTIONS[1]])
    page.locator("summary", has_text="[1]").first.click()
    page.wait_for_timeout(300)


SCENES: dict[str, tuple[str, Callable[[Page], None]]] = {
    "page-welcome": ("/", lambda page: page.wait_for_timeout(300)),
    "page-answer": ("/", lambda page: opened(page, page_asked)),
    "page-timeline": ("/", lambda page: page_asked(page, [LONG])),
    "page-members": ("/", lambda page: page_asked(page, [MEMBERS])),
    "widget-closed": ("/demo", lambda page: page.wait_for_timeout(300)),
    "widget-welcome": ("/demo", lambda page: widget_asked(page, [])),
    "widget-answer": ("/demo", lambda page: opened(page, widget_asked)),
    "widget-talk": ("/demo", lambda page: widget_asked(page, QUESTIONS)),
    "simple-welcome": ("/simple", lambda page: None),
    "simple-answer": ("/simple", lambda page: opened(page, simple_asked)),
    "simple-timeline": ("/simple", lambda page: simple_asked(page, [LONG])),
    "accessibility": ("/accessibilite", lambda page: None),
    "privacy": ("/donnees-personnelles", lambda page: None),
    "api": ("/api/docs", lambda page: None),
}


def shoot(browser: Browser, address: str, folder: Path, wanted: list[str]) -> None:
    """Every scene on every screen; the dark ones on the phone."""
    looks = [("phone", "light"), ("desktop", "light"), ("phone", "dark"), ("desktop", "dark")]
    for name in wanted or SCENES:
        path, act = SCENES[name]
        for screen, scheme in looks:
            width, height = SCREENS[screen]
            size = {"width": width, "height": height}
            context = browser.new_context(locale="fr-FR", viewport=size, color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
            page = context.new_page()
            page.goto(address + path)
            if path == "/":
                page.get_by_label("Votre question").wait_for()
            act(page)
            page.screenshot(path=folder / f"{name}-{screen}-{scheme}.png", full_page=path not in ("/", "/demo"))
            context.close()


def main() -> None:
    """Serve, shoot, say where."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "build/screenshots")
    folder.mkdir(parents=True, exist_ok=True)
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    with served({"PAGE_URL": "https://www.ville.example/reseaux-de-villes"}) as (address, _), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        shoot(browser, address, folder, sys.argv[2:])
        browser.close()
    print(f"{len(list(folder.glob('*.png')))} pictures in {folder}")


if __name__ == "__main__":
    main()
