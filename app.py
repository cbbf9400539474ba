"""Serve the assistant: settings → assistant → page and API."""

from reseaux_qa.assistant import Assistant
from reseaux_qa.errors import ReseauxError
from reseaux_qa.settings import Settings
from reseaux_qa.web.server import serve

if __name__ == "__main__":
    try:
        settings = Settings.from_env()
        assistant = Assistant.from_settings(settings)
        assistant.warm()
        serve(assistant, settings)
    except ReseauxError as error:
        raise SystemExit(str(error)) from error
