from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest

from reseaux_qa.encoder import BUNDLED
from reseaux_qa.errors import SettingsError
from reseaux_qa.settings import Settings


def test_nothing_set_is_the_bundled_default():
    settings = Settings.from_env({})
    assert settings == Settings()
    assert settings.embedding_model == BUNDLED
    assert settings.writer_model == ""


@pytest.mark.parametrize(
    ("variable", "value", "field", "expected"),
    [
        ("CORPUS", "/pages", "corpus", Path("/pages")),
        ("INDEX", "/var/index", "index", Path("/var/index")),
        ("EMBEDDING_MODEL", "modele/local", "embedding_model", "modele/local"),
        ("LLM", "ollama:mistral", "writer_model", "ollama:mistral"),
        ("HOST", "0.0.0.0", "host", "0.0.0.0"),
        ("PORT", " 8080 ", "port", 8080),
    ],
)
def test_each_field_has_its_variable(variable, value, field, expected):
    settings = Settings.from_env({"RESEAUX_QA_" + variable: value})
    assert getattr(settings, field) == expected


def test_an_empty_variable_counts_as_unset():
    assert Settings.from_env({"RESEAUX_QA_PORT": "", "RESEAUX_QA_CORPUS": "  "}) == Settings()


@pytest.mark.parametrize("port", ["0", "65536", "-1", "http", "7.5", "²"])
def test_a_port_that_is_none_is_refused_in_french(port):
    with pytest.raises(SettingsError, match=f"RESEAUX_QA_PORT vaut « {port} » : donnez un nombre"):
        Settings.from_env({"RESEAUX_QA_PORT": port})


def test_the_process_environment_is_read_by_default(monkeypatch):
    monkeypatch.setenv("RESEAUX_QA_PORT", "9000")
    assert Settings.from_env().port == 9000


def test_settings_do_not_change():
    with pytest.raises(FrozenInstanceError):
        Settings().port = 1  # type: ignore[misc]
