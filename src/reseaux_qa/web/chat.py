"""The page: a Gradio conversation, in French, that keeps nothing in the browser."""
# No `from __future__ import annotations`: Gradio reads `SelectData` in a handler's annotations,
# and could not find it there as text, since gradio is only imported when the page is built.

import logging
import os
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from types import ModuleType
from typing import Any

from fastapi import FastAPI

from reseaux_qa.assistant import MAX_QUESTION, readable
from reseaux_qa.errors import ReseauxError
from reseaux_qa.settings import Settings
from reseaux_qa.types import Answer, Turn
from reseaux_qa.web.desk import FAILED
from reseaux_qa.web.house import House, static, static_path
from reseaux_qa.web.markup import answered, paragraphs, refusal, typeset

_log = logging.getLogger(__name__)

_REMEMBERED = 30  # exchanges shown; the whole conversation travels with each answer
_FORGOTTEN_AFTER = 3600  # seconds without a question, when the browser does not say goodbye


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question and its answer."""

    question: str
    answer: Answer


Past = tuple[Exchange, ...]


class Conversation:
    """What the page's events do; the past they hand over stays on the server."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._welcome = Exchange("", house.welcome)

    async def ask(self, question: str, past: Past) -> tuple[str, list[dict[str, Any]], Past]:
        """What is left in the box, the messages to show, and the new past."""
        question = readable(question)
        try:
            answer = await self._house.desk.ask(question, _turns(past))
        except ReseauxError as error:
            return self._refused(question, past, str(error))
        except Exception:  # whatever it is, the page must say something
            _log.exception("no answer")
            return self._refused(question, past, FAILED)
        past = (*past, Exchange(question, answer))[-_REMEMBERED:]
        return "", self.messages(past), past

    def _refused(self, question: str, past: Past, message: str) -> tuple[str, list[dict[str, Any]], Past]:
        """The question stays in the box, to be corrected or sent again."""
        return question, [*self.messages(past), _message("assistant", refusal(message))], past

    def clear(self) -> tuple[str, list[dict[str, Any]], Past]:
        """An empty box, the welcome alone, no past."""
        return "", self.messages(()), ()

    def messages(self, past: Past) -> list[dict[str, Any]]:
        """The whole conversation, as the Chatbot wants it."""
        return [message for number, exchange in enumerate((self._welcome, *past)) for message in self._shown(exchange, number)]

    def _shown(self, exchange: Exchange, number: int) -> list[dict[str, Any]]:
        house, asked = self._house, bool(exchange.question)
        answer = answered(house.shelf.shown(exchange.answer), f"source-{number}", house.note(exchange.answer) if asked else "")
        options = [{"label": typeset(text), "value": text} for text in exchange.answer.suggestions]
        reply = _message("assistant", answer) | {"options": options}
        return [_message("user", paragraphs(exchange.question)), reply] if exchange.question else [reply]


def _turns(past: Past) -> Sequence[Turn]:
    return [turn for exchange in past for turn in (Turn("user", exchange.question), Turn("assistant", exchange.answer.text))]


def _message(role: str, content: str) -> dict[str, Any]:
    return {"role": role, "content": content}


def mount_chat(app: FastAPI, house: House, settings: Settings) -> None:
    """Build the page and serve it at ``/``."""
    gr = _gradio()
    gr.mount_gradio_app(
        app,
        _page(gr, Conversation(house), house),
        path="/",
        server_name=settings.host,
        server_port=settings.port,
        theme=_theme(gr),
        css=static("page.css"),
        favicon_path=str(static_path("favicon.svg")),
        footer_links=[],
        run_history=False,  # it would keep questions in the browser
        show_error=False,
        max_file_size=1,
        enable_monitoring=False,
        mcp_server=False,
        ssr_mode=False,
        app_kwargs={"openapi_url": None, "docs_url": None, "redoc_url": None},
    )
    # Each open page holds a connection, which would hold a stopping server.
    mounted: Any = app.routes[-1]
    app.state.hang_up = mounted.app.stop_event.set


def _gradio() -> ModuleType:
    """Gradio, told before its first import to call nobody."""
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"  # exactly this spelling
    os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"
    import gradio

    return gradio


def _theme(gr: Any) -> Any:
    fonts = ["system-ui", "sans-serif"]  # of the reader's device: nothing to download
    return gr.themes.Default(primary_hue="teal", neutral_hue="slate", font=fonts, font_mono=["monospace"])


def _page(gr: Any, conversation: Conversation, house: House) -> Any:
    title = house.texts["title"]
    with gr.Blocks(title=title, analytics_enabled=False, fill_height=True) as page:
        gr.Markdown(f"<h1>{escape(title)}</h1>{paragraphs(house.texts['notice'])}", elem_id="heading")
        chat = gr.Chatbot(
            conversation.messages(()),
            label="Conversation",
            show_label=False,
            elem_id="conversation",
            height=None,
            scale=1,
            buttons=[],
            latex_delimiters=[],
            allow_tags=False,
            feedback_options=None,
            autoscroll=False,  # it would show the end of a long answer first
            layout="bubble",
        )
        box = gr.Textbox(
            label="Votre question",
            placeholder="Écrivez ici",
            elem_id="question",
            max_lines=6,
            max_length=MAX_QUESTION + 1,  # one too many, so that a long text is refused aloud, not cut in silence
            submit_btn="Envoyer",
        )
        clear = gr.Button("Effacer la conversation", size="sm", elem_id="clear")
        gr.Markdown(_foot(house), elem_id="foot")
        _wire(gr, conversation, chat, box, clear)
    page.queue(api_open=False)
    return page


def _foot(house: House) -> str:
    links = "".join(f'<li><a href="{path}">{escape(typeset(label))}</a></li>' for path, label in house.links)
    return f"<ul>{links}</ul>{paragraphs(house.texts['credit'])}"


def _wire(gr: Any, conversation: Conversation, chat: Any, box: Any, clear: Any) -> None:
    past = gr.State((), time_to_live=_FORGOTTEN_AFTER)

    async def choose(event: gr.SelectData, past: Past) -> Any:
        return await conversation.ask(event.value, past)

    # Unqueued: one request, one answer; the desk is the queue, and its refusal is in French.
    common = {
        "outputs": [box, chat, past],
        "queue": False,
        "api_visibility": "private",
        "show_progress": "minimal",
        "show_progress_on": chat,
    }
    box.submit(conversation.ask, [box, past], **common)
    chat.option_select(choose, [past], **common)
    clear.click(conversation.clear, [], **common)
