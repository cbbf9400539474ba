"""What the browser tests share: axe-core, run where no content policy can stop it."""

from pathlib import Path

from playwright.sync_api import Page

AXE = (Path(__file__).parent / "data" / "axe" / "axe.min.js").read_text(encoding="utf-8")
# target-size, of WCAG 2.2, is off unless it is asked for.
RUN = """axe.run(document, {
  runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
  rules: { "target-size": { enabled: true } },
}).then((found) => found.violations.flatMap((rule) => rule.nodes.map((node) => `${rule.id}: ${node.html.slice(0, 160)} ${node.failureSummary}`)))"""


def violations(page: Page) -> list[str]:
    """Every breach of WCAG 2.2 A and AA that axe-core finds, shadow trees included."""
    session = page.context.new_cdp_session(page)
    frame = session.send("Page.getFrameTree")["frameTree"]["frame"]["id"]
    world = session.send("Page.createIsolatedWorld", {"frameId": frame, "worldName": "axe"})["executionContextId"]
    session.send("Runtime.evaluate", {"expression": AXE, "contextId": world})
    done = session.send("Runtime.evaluate", {"expression": RUN, "contextId": world, "awaitPromise": True, "returnByValue": True})
    assert "exceptionDetails" not in done, done
    return done["result"]["value"]
