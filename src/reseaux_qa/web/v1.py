"""The JSON API, versioned, with a document of its own."""

from __future__ import annotations

import re
from collections.abc import AsyncIterable, Mapping
from time import perf_counter
from typing import Any

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from fastapi.sse import EventSourceResponse, ServerSentEvent
from starlette.exceptions import HTTPException
from starlette.requests import Request

from reseaux_qa.errors import QuestionRefused
from reseaux_qa.web.desk import FAILED, Crowded, TooLong
from reseaux_qa.web.house import House
from reseaux_qa.web.schema import About, Ask, Link, Refusal, Reply, Vote, reply

_HTTP = {
    404: "Cette adresse n'existe pas. Les questions se posent par POST /api/v1/ask.",
    405: "Cette adresse n'accepte pas cette méthode. Les questions se posent par POST /api/v1/ask.",
}
_UNREADABLE = 'La requête est illisible : envoyez un objet JSON, par exemple {"question": "Quels sont les réseaux ?"}.'
_FAULTS = {
    "missing": "est obligatoire",
    "string_type": "doit être un texte",
    "list_type": "doit être une liste",
    "literal_error": "doit valoir {expected}",
}
_WHY = {
    403: "Le site qui demande n'est pas autorisé.",
    413: "Plus de 16 ko.",
    422: "Question vide ou de plus de 2 000 caractères, ou champ manquant.",
    429: "Trop de questions ; `Retry-After` donne l'attente en secondes.",
    500: "Erreur imprévue.",
    503: "Trop de questions en attente.",
    504: "La réponse tarde trop.",
}
_REFUSALS: dict[int | str, dict[str, Any]] = {status: {"model": Refusal, "description": why} for status, why in _WHY.items()}
_INTRODUCTION = (
    "Pose une question en français sur les réseaux de la ville et donne une réponse dont chaque fait est cité mot pour mot. "
    "Le serveur ne garde pas la conversation : elle est tout entière dans `history`."
)


def create_api(house: House) -> FastAPI:
    """The application to mount at ``/api``."""
    api = FastAPI(title="reseaux-qa", version="1", description=_INTRODUCTION, docs_url=None, redoc_url=None, redirect_slashes=False)
    _add_asking(api, house)
    _add_rest(api, house)
    for kind in (QuestionRefused, Crowded, TooLong, RequestValidationError, HTTPException, Exception):
        api.add_exception_handler(kind, _refuse)
    return api


def _add_asking(api: FastAPI, house: House) -> None:
    async def ask(body: Ask) -> Reply:
        """Répond à une question, sources comprises."""
        start = perf_counter()
        answer = await house.desk.ask(body.said(), body.turns())
        return reply(house.shelf.shown(answer), house.note(answer), (perf_counter() - start) * 1000)

    async def stream(body: Ask) -> AsyncIterable[ServerSentEvent]:
        """Répond par événements : `text` pour chaque paragraphe, `done` avec la réponse entière, ou `error`."""
        try:
            whole = await ask(body)
        except Exception as error:  # the status line has gone: an event must say it
            status, message, _ = _explain(error)
            yield ServerSentEvent(event="error", data={"status": status, "error": message})
            return
        for line in filter(None, whole.answer.splitlines()):
            yield ServerSentEvent(event="text", data=line)
        yield ServerSentEvent(event="done", data=whole)

    post: dict[str, Any] = {"methods": ["POST"], "responses": _REFUSALS, "response_description": "La réponse, trouvée ou non."}
    api.add_api_route("/v1/ask", ask, summary="Poser une question", **post)
    api.add_api_route(
        "/v1/ask/stream", stream, summary="Poser une question, réponse au fil de l'eau", response_class=EventSourceResponse, **post
    )


def _add_rest(api: FastAPI, house: House) -> None:
    async def vote(body: Vote) -> Response:
        """Compte un avis ; ni texte ni adresse n'est gardé."""
        house.desk.journal.count(f"vote:{body.vote}")
        return Response(status_code=204)

    async def about() -> About:
        """Dit ce qu'il faut montrer avant la première question."""
        welcome, texts = house.welcome, house.texts
        return About(
            title=texts["title"],
            ai_generated=True,
            notice=texts["notice"],
            welcome=welcome.text,
            suggestions=list(welcome.suggestions),
            credit=house.texts["credit"],
            links=[Link(label=label, path=path) for path, label in house.links],
        )

    counted: dict[str, Any] = {"status_code": 204, "response_description": "Compté.", "responses": _REFUSALS}
    api.add_api_route("/v1/vote", vote, methods=["POST"], summary="Donner son avis", **counted)
    api.add_api_route("/v1/about", about, methods=["GET"], summary="Présenter l'assistant", response_description="Les textes.")


async def _refuse(request: Request, error: Exception) -> JSONResponse:
    status, message, headers = _explain(error)
    return JSONResponse({"error": message}, status, headers)


def _explain(error: Exception) -> tuple[int, str, Mapping[str, str] | None]:
    match error:
        case QuestionRefused():
            return 422, str(error), None
        case Crowded():
            return 503, str(error), {"Retry-After": "2"}
        case TooLong():
            return 504, str(error), {"Retry-After": "10"}
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

    fault = _FAULTS.get(first["type"], "n’est pas valide")
    expected = re.sub(r"'(\w+)'", r"« \1 »", first.get("ctx", {}).get("expected", "")).replace(" or ", " ou ")
    return f"Le champ « {path} » {fault.format(expected=expected)}."
