"""Counters hold no text; questions are kept only when asked for, masked, and for the days that were promised."""

import sqlite3
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from browsing import violations
from reseaux_qa.cli import main
from reseaux_qa.errors import SettingsError
from reseaux_qa.settings import Settings
from reseaux_qa.types import Answer, Status
from reseaux_qa.web.house import House
from reseaux_qa.web.journal import Count, Journal, Kept
from reseaux_qa.web.masking import masked
from reseaux_qa.web.report import Report

FOUND, MISSING = Answer("a [1]", Status.ANSWERED), Answer("La page ne le dit pas.", Status.NOT_SAID)


class Calendar:
    """Days that pass when told to."""

    def __init__(self) -> None:
        self.day = date(2026, 3, 1)

    def __call__(self) -> date:
        return self.day

    def wait(self, days: int) -> None:
        self.day += timedelta(days=days)


@pytest.fixture
def calendar() -> Calendar:
    return Calendar()


@pytest.fixture
def path(tmp_path):
    return tmp_path / "journal" / "journal.sqlite3"


def journal(path=None, days=0, today=lambda: date(2026, 3, 1)) -> Journal:
    return Journal.from_settings(Settings(journal=path, log_days=days), today)


# --- masking ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Écrivez à jean.dupont+ville@mairie.example.fr svp", "Écrivez à [adresse électronique] svp"),
        ("jean (at) mairie.fr", "[adresse électronique]"),
        ("Appelez le 06 12 34 56 78.", "Appelez le [téléphone]."),
        ("05.61.22.29.22", "[téléphone]"),
        ("0561222922 ou +33 5 61 22 29 22", "[téléphone] ou [téléphone]"),
        ("+33 (0)5 61 22 29 22", "[téléphone]"),
        ("0033561222922", "[téléphone]"),
        ("mon numéro 1 85 05 78 006 084 36", "mon numéro [numéro de sécurité sociale]"),
        ("285057800608436", "[numéro de sécurité sociale]"),
        ("2 85 05 2A 006 084", "[numéro de sécurité sociale]"),
        ("IBAN FR76 3000 6000 0112 3456 7890 189 merci", "IBAN [IBAN] merci"),
        ("FR7630006000011234567890189", "[IBAN]"),
        ("be68 5390 0754 7034", "[IBAN]"),
    ],
)
def test_personal_data_with_a_form_is_masked(text, shown):
    assert masked(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "Quels réseaux depuis 2008 ?",
        "1 300 collectivités en 2004",
        "Plus de 130 000 000 habitants",
        "10 11 12 2011",
        "le 11 avril 2018 à 14 h 30",
    ],
)
def test_an_ordinary_question_stays_as_it_is(text):
    assert masked(text) == text


@given(st.text(alphabet="0123456789 .-", max_size=12), st.from_regex(r"0[1-9]( ?\d\d){4}", fullmatch=True))
def test_a_telephone_number_never_stays(before, number):
    assert number not in masked(f"{before} tél {number}")


@given(st.text(max_size=60))
def test_masking_twice_changes_nothing_more(text):
    assert masked(masked(text)) == masked(text)


# --- the journal --------------------------------------------------------------------------


def test_by_default_there_are_counters_and_no_question():
    made = journal()
    made.answered("Où habite Jean ?", MISSING, 3.0)
    made.count("vote:up")
    assert Count("2026-03-01", "outcome:not_said", 1) in made.counts()
    assert made.questions() == []
    assert "Jean" not in str(made.counts())


def test_without_a_log_no_word_of_a_question_reaches_the_disk(path):
    made = journal(path)
    made.answered("zanzibar", FOUND, 3.0)
    made.close()
    assert not any(b"zanzibar" in file.read_bytes() for file in path.parent.iterdir())


def test_a_question_is_kept_masked(path, calendar):
    made = journal(path, 7, calendar)
    made.answered("Je suis a@b.fr", MISSING, 3.0)
    assert made.questions() == [Kept("2026-03-01", "not_said", "Je suis [adresse électronique]")]


def test_a_question_goes_away_after_the_days_that_were_promised(path, calendar):
    made = journal(path, 7, calendar)
    made.answered("zanzibar", MISSING, 3.0)
    calendar.wait(6)
    made.purge()
    assert len(made.questions()) == 1
    calendar.wait(1)
    made.purge()
    assert made.questions() == []
    made.close()
    assert not any(b"zanzibar" in file.read_bytes() for file in path.parent.iterdir())


def test_turning_the_log_off_forgets_what_was_kept(path):
    made = journal(path, 7)
    made.answered("zanzibar", MISSING, 3.0)
    made.close()
    turned_off = journal(path, 0)
    assert len(turned_off.questions()) == 1  # reading forgets nothing: an editor's shell may lack the server's settings
    turned_off.purge()
    assert turned_off.questions() == []


def test_a_server_forgets_what_it_should_when_it_starts(path, assistant, settings):
    made = journal(path, 7)
    made.answered("zanzibar", MISSING, 3.0)
    made.close()
    house = House.from_settings(assistant, replace(settings, journal=path, log_days=7))
    assert house.desk.journal.questions() == []
    house.desk.journal.close()


def test_counters_outlive_the_server(path):
    for _ in range(2):
        made = journal(path)
        made.count("vote:up")
        made.close()
    assert journal(path).counts() == [Count("2026-03-01", "vote:up", 2)]


def test_a_broken_journal_costs_nobody_an_answer(path, caplog):
    made = journal(path)
    made.close()
    made.count("vote:up")
    assert "not written" in caplog.text


def test_a_file_that_is_no_journal_is_refused_with_the_cure(path):
    path.parent.mkdir()
    path.write_text("ceci n'est pas une base de données, mais un long texte")
    for place in (path, path / "below"):
        with pytest.raises(SettingsError, match="RESEAUX_QA_JOURNAL"):
            Journal.from_settings(Settings(journal=place))


# --- the report ---------------------------------------------------------------------------


@pytest.fixture
def full(path, calendar):
    made = journal(path, 30, calendar)
    for question in ("Quel est le budget ?", "Quel est le budget", "<script>x</script> ?"):
        made.answered(question, MISSING, 3.0)
    made.answered("Quels réseaux ?", FOUND, 3.0)
    made.count("vote:down")
    yield made
    made.close()


def test_the_report_shows_what_the_page_does_not_say_the_most_asked_first(full):
    report = Report.from_journal(full)
    assert [(gap.text, gap.times) for gap in report.gaps] == [("Quel est le budget", 2), ("<script>x</script> ?", 1)]
    assert dict(report.outcomes) == {"la page ne le dit pas": 3, "répondues": 1}
    assert report.votes == (("pas utile", 1),)


def test_the_command_prints_it_and_writes_it(full, path, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("RESEAUX_QA_JOURNAL", str(path))
    assert main(["report"]) == 0
    assert "       2  Quel est le budget" in capsys.readouterr().out
    assert main(["report", "--html", str(tmp_path / "r.html")]) == 0
    assert "<script>x" not in (tmp_path / "r.html").read_text(encoding="utf-8")


def test_a_report_that_cannot_be_written_exits_3_with_the_cure(full, path, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("RESEAUX_QA_JOURNAL", str(path))
    assert main(["report", "--html", str(tmp_path / "missing" / "r.html")]) == 3
    assert "donnez à --html" in capsys.readouterr().err


def test_the_command_erases_the_questions_and_keeps_the_numbers(full, path, monkeypatch):
    monkeypatch.setenv("RESEAUX_QA_JOURNAL", str(path))
    assert main(["report", "--erase"]) == 0
    with sqlite3.connect(path) as rows:
        assert rows.execute("SELECT count(*) FROM questions").fetchone() == (0,)
        assert rows.execute("SELECT count(*) FROM counts").fetchone() != (0,)
    rows.close()


def test_without_a_journal_the_command_says_the_cure(monkeypatch, capsys):
    monkeypatch.delenv("RESEAUX_QA_JOURNAL", raising=False)
    assert main(["report"]) == 3
    assert "RESEAUX_QA_JOURNAL" in capsys.readouterr().err


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_rule_of_wcag_is_broken_by_the_report(full, browser, scheme):
    page = browser.new_page(color_scheme=scheme)
    page.set_content(Report.from_journal(full).as_html())
    assert violations(page) == []
    page.close()
