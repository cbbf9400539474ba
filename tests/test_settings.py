from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest

from reseaux_qa.errors import SettingsError
from reseaux_qa.settings import BUNDLED_MODEL, Settings


def test_nothing_set_is_the_bundled_default():
    settings = Settings.from_env({})
    assert settings == Settings()
    assert settings.embedding_model == BUNDLED_MODEL
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
        ("HOSTS", "a.example, b.example", "hosts", ("a.example", "b.example")),
        ("PROXIES", "10.0.0.1", "proxies", "10.0.0.1"),
        ("ORIGINS", "https://www.a.example,https://b.example:8443", "origins", ("https://www.a.example", "https://b.example:8443")),
        ("PAGE_URL", "https://www.a.example/reseaux?x=1#haut", "page_url", "https://www.a.example/reseaux?x=1"),
        ("TEXTS", "/ville.toml", "texts", Path("/ville.toml")),
        ("STYLE", "/ville.css", "style", Path("/ville.css")),
        ("RATE", "10/second", "rate", "10/second"),
        ("RATE_OVERALL", "500/hour", "rate_overall", "500/hour"),
        ("DEADLINE", "5", "deadline", 5.0),
        ("JOURNAL", "/var/j.sqlite3", "journal", Path("/var/j.sqlite3")),
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


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("ORIGINS", "*"),
        ("ORIGINS", "www.a.example"),
        ("ORIGINS", "https://www.a.example/"),
        ("ORIGINS", "https://a.example, null"),
        ("PAGE_URL", "javascript:alert(1)"),
        ("PAGE_URL", 'https://a.example/"onclick'),
        ("RATE", "many"),
        ("RATE_OVERALL", "0/minute"),
        ("DEADLINE", "0"),
        ("LOG_DAYS", "400"),
    ],
)
def test_a_value_that_cannot_be_used_is_refused_in_french(variable, value):
    with pytest.raises(SettingsError, match=f"RESEAUX_QA_{variable} vaut « .+ : donnez"):
        Settings.from_env({"RESEAUX_QA_" + variable: value})


def test_questions_cannot_be_kept_nowhere():
    with pytest.raises(SettingsError, match="RESEAUX_QA_JOURNAL"):
        Settings.from_env({"RESEAUX_QA_LOG_DAYS": "7"})
    assert Settings.from_env({"RESEAUX_QA_LOG_DAYS": "7", "RESEAUX_QA_JOURNAL": "j"}).log_days == 7


def test_the_process_environment_is_read_by_default(monkeypatch):
    monkeypatch.setenv("RESEAUX_QA_PORT", "9000")
    assert Settings.from_env().port == 9000


def test_settings_do_not_change():
    with pytest.raises(FrozenInstanceError):
        Settings().port = 1  # type: ignore[misc]
