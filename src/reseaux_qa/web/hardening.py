"""What stands between the network and the application: small ASGI layers.

Gradio opens some forty routes (uploads, proxies, monitoring), reflects any
origin and accepts bodies of any size; this closes all that.
"""

from __future__ import annotations

import asyncio
import re

from fastapi import FastAPI
from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from reseaux_qa.settings import Settings
from reseaux_qa.web.frenchpage import FrenchPage
from reseaux_qa.web.refusals import refused
from reseaux_qa.web.throttle import RateLimit

MAX_BODY = 16_000  # bytes: the longest question, a long conversation, and room to spare
_BODY_SECONDS = 10.0  # a body this small that takes longer is kept open on purpose

_PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "font-src 'self' data:; connect-src 'self'; manifest-src 'self'; base-uri 'self'; form-action {forms}; frame-ancestors {frames}"
)
_API_POLICY = "default-src 'none'; frame-ancestors 'none'"
_PICTURE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
# All that the faces ask for; the browser test fails when a new Gradio asks for more.
_READ = re.compile(
    r"/(healthz|config|theme\.css|favicon\.ico|manifest\.json|assets/.*|static/.*"
    r"|widget\.js|page\.js|(site|palette|demo)\.css|simple|demo|donnees-personnelles|accessibilite|pictures/\w+\.svg"
    r"|gradio_api/(info|app_id|startup-events|heartbeat/\w+))?"
)
_WRITTEN = re.compile(r"/(simple|gradio_api/run/\w+)")
_LASTING = ("/assets/", "/static/")  # files whose name changes with their content
_SHARED = ("/widget.js",)  # what other sites may load
_READ_BY_ORIGIN = ("/api/", "/gradio_api/")
_NO_BODY = ("GET", "HEAD", "OPTIONS")
# The address it was asked under comes in Host alone: Gradio would write these two into its page.
_MISLEADING = (b"x-forwarded-host", b"x-gradio-server")


def harden(app: FastAPI, settings: Settings) -> None:
    """Put the layers around an application; the last one added meets the request first."""
    app.add_middleware(FrenchPage)
    app.add_middleware(KnownPaths)
    app.add_middleware(BodyLimit)
    app.add_middleware(RateLimit, settings=settings)
    app.add_middleware(
        CORSMiddleware,  # without one, Gradio reflects any origin
        allow_origins=settings.origins,
        allow_methods=("GET", "POST"),
        allow_headers=("Content-Type",),
        expose_headers=("Retry-After",),
    )
    app.add_middleware(Doorkeeper, settings=settings)
    app.add_middleware(GZipMiddleware, minimum_size=1000)
    app.add_middleware(SecurityHeaders, settings=settings)


class SecurityHeaders:
    """A content policy, no sniffing, no referrer, and nothing kept but the page's own files."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app = app
        self._frames = " ".join(settings.origins) or "'none'"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Add the headers to every response."""
        if scope["type"] != "http":
            return await self.app(scope, receive, send)

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(self._headers(scope["path"]))
            await send(message)

        await self.app(scope, receive, send_with_headers)

    def _headers(self, path: str) -> dict[str, str]:
        cache = "public, max-age=86400" if path.startswith(_LASTING) else "public, max-age=3600" if path in _SHARED else "no-store"
        resource = "cross-origin" if path in _SHARED else "same-origin"
        own = {"Content-Security-Policy": self._policy(path), "Cache-Control": cache, "Cross-Origin-Resource-Policy": resource}
        return _HEADERS | own

    def _policy(self, path: str) -> str:
        if path.startswith("/pictures/"):
            return _PICTURE_POLICY
        if path.startswith("/api/") and path != "/api/docs":
            return _API_POLICY
        return _PAGE_POLICY.format(forms="'self'" if path == "/simple" else "'none'", frames=self._frames)


class Doorkeeper:
    """Refuse other names than the server's own, and other sites than those listed."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app = app
        self._hosts, self._origins = settings.hosts, settings.origins

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Look at Host and Origin, and drop what would stand for them."""
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        headers = Headers(scope=scope)
        host, origin = headers.get("host", ""), headers.get("origin", "")
        if self._hosts and host.rpartition(":")[0] not in self._hosts and host not in self._hosts:
            return await refused(scope, 400, "Ce nom de serveur n'est pas servi ici.")(scope, receive, send)
        if origin and scope["path"].startswith(_READ_BY_ORIGIN) and not self._knows(origin, host):
            return await refused(scope, 403, "Ce site n'est pas autorisé à interroger l'assistant.")(scope, receive, send)
        kept = [(name, value) for name, value in scope["headers"] if name not in _MISLEADING]
        await self.app({**scope, "headers": kept}, receive, send)

    def _knows(self, origin: str, host: str) -> bool:
        return origin in self._origins or origin.partition("://")[2] == host


class BodyLimit:
    """Refuse a body over ``MAX_BODY`` bytes, announced or streamed, or one that does not come."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Read the whole body, which is small or refused, then hand it on."""
        if scope["type"] != "http" or scope["method"] in _NO_BODY:
            return await self.app(scope, receive, send)
        try:
            body = None if _announced(scope) > MAX_BODY else await asyncio.wait_for(_read(receive), _BODY_SECONDS)
        except TimeoutError:
            return await refused(scope, 408, "La requête n'est pas arrivée en entier : réessayez.")(scope, receive, send)
        if body is None:
            refusal = refused(scope, 413, f"La requête dépasse {MAX_BODY // 1000} ko : raccourcissez-la.")
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
    """Answer 404 for every path that no face needs, 405 for a method that it does not; the API tells its own."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let what is known through."""
        if scope["type"] == "lifespan" or scope["path"].startswith("/api/"):
            return await self.app(scope, receive, send)
        methods = _methods(scope["path"])
        if scope.get("method") in methods:
            return await self.app(scope, receive, send)
        status, message = (405, "Cette adresse n'accepte pas cette méthode.") if methods else (404, "Cette adresse n'existe pas.")
        await refused(scope, status, message)(scope, receive, send)


def _methods(path: str) -> tuple[str, ...]:
    return (("GET", "HEAD") if _READ.fullmatch(path) else ()) + (("POST",) if _WRITTEN.fullmatch(path) else ())
