"""The JSON API, and the application that holds it and the page."""

from __future__ import annotations

from collections.abc import Mapping
from time import perf_counter
from typing import Any, Literal

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from starlette.exceptions import HTTPException
from starlette.requests import Request

from reseaux_qa.assistant import Assistant
from reseaux_qa.errors import QuestionRefused
from reseaux_qa.settings import Settings
from reseaux_qa.types import Answer, Citation, Turn
from reseaux_qa.web.chat import mount_chat
from reseaux_qa.web.desk import FAILED, Crowded, Desk, sound
from reseaux_qa.web.hardening import harden

_HTTP = {
    404: "Cette adresse n'existe pas. Les questions se posent par POST /api/v1/ask.",
    405: "Cette adresse n'accepte pas cette méthode. Les questions se posent par POST /api/v1/ask.",
}
_UNREADABLE = 'La requête est illisible : envoyez un objet JSON, par exemple {"question": "Quels sont les réseaux ?"}.'
_FAULTS = {
    "missing": "est obligatoire",
    "string_type": "doit être un texte",
    "list_type": "doit être une liste",
    "literal_error": "doit valoir « user » ou « assistant »",
}


class Message(BaseModel):
    """One earlier message of the conversation."""

    role: Literal["user", "assistant"]
    content: str


class Ask(BaseModel):
    """What a client sends."""

    question: str
    history: list[Message] = []


class Proof(BaseModel):
    """A citation: ``quote`` is characters ``start`` to ``end`` of the file ``source``."""

    id: int
    network: str
    section: str
    quote: str
    source: str
    start: int
    end: int


class Reply(BaseModel):
    """What a client gets."""

    answer: str
    answered: bool
    citations: list[Proof]
    suggestions: list[str]
    took_ms: float


class Refusal(BaseModel):
    """What a client gets instead, in French."""

    error: str


def create_app(assistant: Assistant, settings: Settings) -> FastAPI:
    """The page at ``/``, the API under ``/api/v1``, and ``/healthz``."""
    desk = Desk(assistant)
    app = FastAPI(openapi_url=None)
    app.add_api_route("/healthz", _healthz)
    # A sub-application, because the page's mount at "/" would swallow the API's 404 and 405.
    app.mount("/api", _api(desk))
    mount_chat(app, desk, settings)
    harden(app)
    return app


async def _healthz() -> dict[str, str]:
    return {"status": "ok"}  # the application is only made around an assistant that is ready


def _api(desk: Desk) -> FastAPI:
    api = FastAPI(title="reseaux-qa", docs_url=None, redoc_url=None, redirect_slashes=False)

    async def ask(body: Ask) -> Reply:
        start = perf_counter()
        answer = await desk.ask(sound(body.question), [Turn(turn.role, sound(turn.content)) for turn in body.history])
        return _reply(answer, (perf_counter() - start) * 1000)

    refusals: dict[int | str, dict[str, Any]] = {status: {"model": Refusal} for status in (413, 422, 500, 503)}
    api.add_api_route("/v1/ask", ask, methods=["POST"], responses=refusals)
    for kind in (QuestionRefused, Crowded, RequestValidationError, HTTPException, Exception):
        api.add_exception_handler(kind, _refuse)
    return api


def _reply(answer: Answer, took_ms: float) -> Reply:
    return Reply(
        answer=answer.text,
        answered=answer.answered,
        citations=[_proof(citation) for citation in answer.citations],
        suggestions=list(answer.suggestions),
        took_ms=round(took_ms, 1),
    )


def _proof(citation: Citation) -> Proof:
    quote = citation.quote
    return Proof(
        id=citation.id,
        network=citation.network,
        section=citation.section,
        quote=quote.text,
        source=quote.source,
        start=quote.start,
        end=quote.end,
    )


async def _refuse(request: Request, error: Exception) -> JSONResponse:
    status, message, headers = _explain(error)
    return JSONResponse({"error": message}, status, headers)


def _explain(error: Exception) -> tuple[int, str, Mapping[str, str] | None]:
    match error:
        case QuestionRefused():
            return 422, str(error), None
        case Crowded():
            return 503, str(error), {"Retry-After": "2"}
        case RequestValidationError():
            return 422, _malformed(error), None
        case HTTPException():
            return error.status_code, _HTTP.get(error.status_code, _UNREADABLE), error.headers
    return 500, FAILED, None


def _malformed(error: RequestValidationError) -> str:
    """Name the first field at fault: ``history[0].role``."""
    first = error.errors()[0]
    path = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in first["loc"][1:]).lstrip(".")
    if not path or first["type"] == "json_invalid":
        return _UNREADABLE
    return f"Le champ « {path} » {_FAULTS.get(first['type'], 'n’est pas valide')}."
