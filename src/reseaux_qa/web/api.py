"""The whole application: page, simple pages, API, and what guards them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial

from fastapi import FastAPI
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from reseaux_qa.assistant import Assistant
from reseaux_qa.settings import Settings
from reseaux_qa.web.chat import mount_chat
from reseaux_qa.web.hardening import harden
from reseaux_qa.web.house import House
from reseaux_qa.web.journal import Journal
from reseaux_qa.web.pages import add_pages
from reseaux_qa.web.refusals import refused
from reseaux_qa.web.v1 import create_api

_HOUR = 3600.0


def create_app(assistant: Assistant, settings: Settings) -> FastAPI:
    """The page at ``/``, pages without a script, the API under ``/api/v1``, and ``/healthz``."""
    house = House.from_settings(assistant, settings)
    app = FastAPI(openapi_url=None, lifespan=partial(_running, house.desk.journal))
    app.add_api_route("/healthz", _healthz)
    api = create_api(house)
    # A sub-application, because the page's mount at "/" would swallow the API's 404 and 405.
    app.mount("/api", api)
    add_pages(app, api, house)
    mount_chat(app, house, settings)
    harden(app, settings)
    app.add_exception_handler(HTTPException, _refuse)
    return app


async def _refuse(request: Request, error: Exception) -> Response:
    """A form that cannot be read, in French; the API has its own words."""
    status = error.status_code if isinstance(error, HTTPException) else 500
    return refused(request.scope, status, "La demande est illisible.")


@asynccontextmanager
async def _running(journal: Journal, app: FastAPI) -> AsyncIterator[None]:
    purging = asyncio.create_task(_purge(journal))
    yield
    purging.cancel()
    journal.close()


async def _purge(journal: Journal) -> None:
    """Old questions go even where no new one comes."""
    while True:
        await asyncio.sleep(_HOUR)
        journal.purge()


async def _healthz() -> dict[str, str]:
    return {"status": "ok"}  # the application is only made around an assistant that is ready
