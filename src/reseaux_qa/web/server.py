"""Run the application."""

from __future__ import annotations

import socket
import sys
from contextlib import suppress

import uvicorn
from fastapi import FastAPI
from threadpoolctl import threadpool_limits

from reseaux_qa.assistant import Assistant
from reseaux_qa.errors import SettingsError
from reseaux_qa.settings import Settings
from reseaux_qa.web.api import create_app


def serve(assistant: Assistant, settings: Settings) -> None:
    """Serve the page and the API until interrupted.

    Raises:
        SettingsError: when the address cannot be used.
    """
    threadpool_limits(1, user_api="blas")  # a question's matrices are small: more threads wait for each other longer than they compute
    with listen(settings) as listener, suppress(KeyboardInterrupt):
        _Server(assistant, settings).run(sockets=[listener])


def listen(settings: Settings) -> socket.socket:
    """A socket on the address of the settings; uvicorn's own would fail in English."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    try:
        return socket.create_server((settings.host, settings.port), family=family)
    except OSError as error:
        raise SettingsError(
            f"L'adresse {_address(settings)} est déjà prise ou interdite : choisissez-en une autre avec RESEAUX_QA_HOST et RESEAUX_QA_PORT."
        ) from error


def _address(settings: Settings) -> str:
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    return f"http://{host}:{settings.port}"


class _Server(uvicorn.Server):
    def __init__(self, assistant: Assistant, settings: Settings) -> None:
        # uvicorn makes the application within its running loop: without one, Gradio opens loops that it never closes.
        config = uvicorn.Config(
            self._make, factory=True, log_level="warning", server_header=False, forwarded_allow_ips=settings.proxies, timeout_keep_alive=5
        )
        super().__init__(config)
        self._assistant = assistant
        self._settings = settings

    def _make(self) -> FastAPI:
        self._app = create_app(self._assistant, self._settings)
        return self._app

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            sys.stdout.write(f"L'assistant vous répond sur {_address(self._settings)} (Ctrl+C pour l'arrêter).\n")
            sys.stdout.flush()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._app.state.hang_up()
        await super().shutdown(sockets)
