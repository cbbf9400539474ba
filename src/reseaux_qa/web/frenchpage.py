"""Gradio's page in French and without inline scripts, whatever the browser's language."""

from __future__ import annotations

import re

from starlette.responses import HTMLResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_INLINE_SCRIPT = re.compile(rb"<script(?![^>]*\ssrc=)[^>]*>.*?</script>", re.DOTALL)
_HEAD = '<title>Réseaux de villes</title><script src="/page.js"></script><link rel="stylesheet" href="/palette.css">'.encode()
_NO_SCRIPT = (
    '<noscript><p>Cette page a besoin de JavaScript. <a href="/simple">Posez vos questions sur la version simple</a>.</p></noscript>'
)
_BODY_START = re.compile(rb"<body[^>]*>")
_SOCIAL_CARD = re.compile(rb"<meta\s+(?:property=\"og:|name=\"twitter:)[^>]*>")


class FrenchPage:
    """Rewrite ``/``: inline scripts, which the content policy refuses, and Gradio's social cards are dropped."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Leave every other path alone."""
        if scope.get("path") != "/":
            return await self.app(scope, receive, send)
        page = await self._page(scope, receive)
        await page(scope, receive, send)

    async def _page(self, scope: Scope, receive: Receive) -> Response:
        status, body = 500, b""

        async def keep(message: Message) -> None:
            nonlocal status, body
            status = message.get("status", status)
            body += message.get("body", b"")

        plain = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
        await self.app({**scope, "headers": plain}, receive, keep)
        return HTMLResponse(_in_french(body), status)


def _in_french(page: bytes) -> bytes:
    page = _SOCIAL_CARD.sub(b"", _INLINE_SCRIPT.sub(b"", page))
    page = page.replace(b'lang="en"', b'lang="fr"', 1)
    # First in the head, to run before Gradio reads the browser's language.
    page = page.replace(b"<head>", b"<head>" + _HEAD, 1)
    return _BODY_START.sub(lambda body: body[0] + _NO_SCRIPT.encode(), page, count=1)
