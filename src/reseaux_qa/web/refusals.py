"""What is said instead of an answer: French, JSON for programs, a small page for people."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from starlette.datastructures import Headers
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.types import Scope

_PAGE = (
    '<!doctype html><html lang="fr"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{message}</title>'
    '<link rel="stylesheet" href="/site.css"><main><h1>Votre demande n’a pas abouti</h1><p>{message}</p>'
    '<p><a href="/simple">Poser une question</a></p></main></html>'
)


def refused(scope: Scope, status: int, message: str, headers: Mapping[str, str] | None = None) -> Response:
    """A response in the form that the client reads."""
    accepted = Headers(scope=scope).get("accept", "")
    if "text/html" in accepted:
        return HTMLResponse(_PAGE.format(message=escape(message)), status, headers)
    return JSONResponse({"error": message}, status, headers)
