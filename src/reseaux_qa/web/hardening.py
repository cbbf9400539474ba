"""What stands between the network and the application: four small ASGI layers.

Gradio opens some forty routes (uploads, proxies, monitoring), follows the
browser's language and accepts bodies of any size; this closes all that.
"""

from __future__ import annotations

import re
from importlib import resources

from fastapi import FastAPI
from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware.cors import CORSMiddleware
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

MAX_BODY = 16_000  # bytes: the longest question, a long conversation, and room to spare

_PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "font-src 'self' data:; connect-src 'self'; manifest-src 'self'; base-uri 'self'; form-action 'none'; frame-ancestors 'none'"
)
_API_POLICY = "default-src 'none'; frame-ancestors 'none'"
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
# All that the page asks for; the browser test fails when a new Gradio asks for more.
_OPEN = re.compile(
    r"/(healthz|fr\.js|config|theme\.css|favicon\.ico|manifest\.json|api/.*|assets/.*|static/.*"
    r"|gradio_api/(info|app_id|startup-events|heartbeat/\w+|run/\w+))?"
)
_LASTING = ("/assets/", "/static/")  # files whose name changes with their content
_NO_BODY = ("GET", "HEAD", "OPTIONS")

_INLINE_SCRIPT = re.compile(rb"<script(?![^>]*\ssrc=)[^>]*>.*?</script>", re.DOTALL)
_HEAD = '<title>Réseaux de villes</title><script src="/fr.js"></script>'.encode()
_NO_SCRIPT = b"<noscript>Activez JavaScript dans votre navigateur pour poser vos questions sur cette page.</noscript>"
_BODY_START = re.compile(rb"<body[^>]*>")
_SOCIAL_CARD = re.compile(rb"<meta\s+(?:property=\"og:|name=\"twitter:)[^>]*>")


def harden(app: FastAPI) -> None:
    """Put the layers around an application; the last one added meets the request first."""
    app.add_middleware(FrenchPage)
    app.add_middleware(KnownPaths)
    app.add_middleware(BodyLimit)
    app.add_middleware(CORSMiddleware)  # without one, Gradio reflects any origin
    app.add_middleware(SecurityHeaders)


class SecurityHeaders:
    """A content policy, no sniffing, no referrer, and nothing kept but the page's own files."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Add the headers to every response."""
        if scope["type"] != "http":
            return await self.app(scope, receive, send)

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(_headers(scope["path"]))
            await send(message)

        await self.app(scope, receive, send_with_headers)


def _headers(path: str) -> dict[str, str]:
    policy = _API_POLICY if path.startswith("/api/") else _PAGE_POLICY
    cache = "public, max-age=86400" if path.startswith(_LASTING) else "no-store"
    return _HEADERS | {"Content-Security-Policy": policy, "Cache-Control": cache}


class BodyLimit:
    """Refuse a body over ``MAX_BODY`` bytes, announced or streamed."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Read the whole body, which is small or refused, then hand it on."""
        if scope["type"] != "http" or scope["method"] in _NO_BODY:
            return await self.app(scope, receive, send)
        body = None if _announced(scope) > MAX_BODY else await _read(receive)
        if body is None:
            refusal = JSONResponse({"error": f"La requête dépasse {MAX_BODY // 1000} ko : raccourcissez-la."}, 413)
            return await refusal(scope, receive, send)
        await self.app(scope, _replay(body, receive), send)


def _announced(scope: Scope) -> int:
    length = Headers(scope=scope).get("content-length", "0")
    return int(length) if length.isdecimal() else MAX_BODY + 1


async def _read(receive: Receive) -> bytes | None:
    """The body, or None as soon as it is too long; the announced length may lie or be missing."""
    body = b""
    while len(body) <= MAX_BODY:
        message = await receive()
        body += message.get("body", b"")
        if not message.get("more_body", False):
            return body if len(body) <= MAX_BODY else None
    return None


def _replay(body: bytes, receive: Receive) -> Receive:
    messages = iter([{"type": "http.request", "body": body, "more_body": False}])

    async def receive_again() -> Message:
        return next(messages, None) or await receive()

    return receive_again


class KnownPaths:
    """Answer 404 for every path that neither the page nor the API needs."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the known paths through."""
        if scope["type"] == "lifespan" or _OPEN.fullmatch(scope["path"]):
            return await self.app(scope, receive, send)
        await JSONResponse({"error": "Cette adresse n'existe pas."}, 404)(scope, receive, send)


class FrenchPage:
    """Make Gradio's page French whatever the browser's language, and lighter.

    Inline scripts, which the content policy refuses, and Gradio's own social
    cards are dropped.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self._script = resources.files("reseaux_qa.web").joinpath("static/fr.js").read_bytes()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Rewrite ``/`` and serve ``/fr.js``."""
        match scope.get("path"):
            case "/fr.js":
                await Response(self._script, media_type="text/javascript")(scope, receive, send)
            case "/":
                page = await self._page(scope, receive)
                await page(scope, receive, send)
            case _:
                await self.app(scope, receive, send)

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
    return _BODY_START.sub(lambda body: body[0] + _NO_SCRIPT, page, count=1)
