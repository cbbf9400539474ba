"""Pages that need no script, drawn on the server, and the files that pages load."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Mapping
from functools import partial
from typing import Any

from fastapi import FastAPI
from markupsafe import Markup, escape
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from reseaux_qa.assistant import MAX_QUESTION, readable
from reseaux_qa.errors import QuestionRefused, ReseauxError
from reseaux_qa.types import Turn
from reseaux_qa.web.desk import FAILED, Crowded, TooLong
from reseaux_qa.web.drawing import drawn
from reseaux_qa.web.house import House, static, templates
from reseaux_qa.web.markup import answered, article, paragraphs, refusal, typeset
from reseaux_qa.web.pictures import Picture, membership, timeline

_log = logging.getLogger(__name__)

_REMEMBERED = 6  # earlier questions that a follow-up may reach back to, in hidden fields
_STATUS = {QuestionRefused: 422, Crowded: 503, TooLong: 504}


class Pages:
    """Templates filled with the house's texts."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._drawing = house.palette + static("picture.css")
        self._templates = templates()
        self._templates.globals |= {"texts": house.texts, "links": house.links, "longest": MAX_QUESTION}
        self._templates.filters |= {
            "typeset": typeset,
            "coded": _coded,
            "article": lambda text: Markup(article(text)),
        }

    def page(self, template: str, status: int = 200, headers: Mapping[str, str] | None = None, **values: Any) -> HTMLResponse:
        """A whole page."""
        return HTMLResponse(self._templates.get_template(template).render(**values), status, headers)

    async def simple(self, request: Request) -> HTMLResponse:
        """The empty form."""
        return self._simple([], "", self._house.welcome.suggestions, answer=paragraphs(self._house.welcome.text))

    async def answer(self, request: Request) -> HTMLResponse:
        """The form, sent: a question, and the ones before it."""
        form = await request.form(max_files=0, max_fields=2 * _REMEMBERED)
        question = readable(str(form.get("suggestion") or form.get("question") or "")).strip()
        earlier = [readable(str(text)) for text in form.getlist("earlier")][-_REMEMBERED:]
        try:
            answer = await self._house.desk.ask(question, [Turn("user", text) for text in earlier])
        except ReseauxError as error:
            return self._simple(earlier, question, (), answer=refusal(str(error)), failed=True, status=_STATUS.get(type(error), 500))
        except Exception:  # whatever it is, the page must say something
            _log.exception("no answer")
            return self._simple(earlier, question, (), answer=refusal(FAILED), failed=True, status=500)
        html = answered(self._house.shelf.shown(answer), "source", self._house.note(answer), actions=False)
        return self._simple([*earlier, question][-_REMEMBERED:], question, answer.suggestions, answer=html)

    def _simple(
        self, earlier: list[str], asked: str, suggestions: tuple[str, ...], *, answer: str, failed: bool = False, status: int = 200
    ) -> HTMLResponse:
        headers = {"Retry-After": "5"} if status in (503, 504) else None
        values = {"earlier": earlier, "asked": asked, "suggestions": suggestions, "answer": Markup(answer), "failed": failed}
        return self.page("simple.html", status, headers, **values)

    async def demo(self, request: Request) -> HTMLResponse:
        """A made-up page of a city that embeds the widget."""
        return self.page("demo.html")

    async def picture(self, request: Request) -> Response:
        """A drawing of the networks named in the address."""
        records = self._house.shelf.records
        named = request.query_params.get("networks", "").split(",")
        networks = [network for network in records.networks if network.id in named]
        picture: Picture | None = None
        if networks:
            picture = timeline(networks, records) if request.path_params["kind"] == "timeline" else membership(networks[0])
        if picture is None:
            return Response("Cette image n'existe pas.", 404, media_type="text/plain")
        return Response(drawn(picture, self._drawing), media_type="image/svg+xml")


def _coded(text: str) -> Markup:
    """A text of ours whose `names` are code."""
    return Markup(re.sub(r"`(.+?)`", r"<code>\1</code>", str(escape(typeset(text)))))


def add_pages(app: FastAPI, api: FastAPI, house: House) -> None:
    """Add the pages and their files to an application."""
    pages = Pages(house)
    app.add_route("/simple", pages.simple, methods=["GET"])
    app.add_route("/simple", pages.answer, methods=["POST"])
    app.add_route("/demo", pages.demo)
    app.add_route("/pictures/{kind}.svg", pages.picture)
    for path, name in (("/donnees-personnelles", "privacy"), ("/accessibilite", "accessibility")):
        content = pages.page("text.html", title=house.texts[f"{name}_title"], text=house.texts[name])
        app.add_route(path, partial(_given, content))
    _add_files(app, house)
    api.add_route("/docs", partial(_given, pages.page("api.html", document=api.openapi())))


def _add_files(app: FastAPI, house: House) -> None:
    sheets = {"palette.css": house.palette, "site.css": house.palette + static("site.css"), "demo.css": static("demo.css")}
    said = json.dumps({name: house.texts[name] for name in ("launcher", "notice")}, ensure_ascii=False)
    scripts = {"page.js": static("page.js"), "widget.js": static("widget.js").replace("__TEXTS__", said)}
    for files, kind in ((sheets, "text/css"), (scripts, "text/javascript")):
        for name, text in files.items():
            app.add_route(f"/{name}", partial(_given, Response(text, media_type=kind)))


async def _given(response: Response, request: Request) -> Response:
    return response
