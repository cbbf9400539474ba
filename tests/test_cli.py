import json

import pytest

from reseaux_qa.cli import main


@pytest.fixture
def here(settings):
    return ["--corpus", str(settings.corpus), "--index", str(settings.index)]


def test_an_answer_is_printed_with_its_quotes(here, capsys):
    assert main(["ask", "Quand LUCI a-t-il été créé ?", *here]) == 0
    printed = capsys.readouterr().out
    assert "LUCI a été créé en 2002 [1]." in printed
    assert "« 2002 : Création du réseau »" in printed


def test_what_the_page_does_not_say_exits_1(here):
    assert main(["ask", "Quel est le budget annuel d'Eurocities ?", *here]) == 1


def test_json_gives_spans_of_the_source(here, capsys, corpus):
    main(["ask", "Quand LUCI a-t-il été créé ?", "--json", *here])
    answer = json.loads(capsys.readouterr().out)
    assert answer["citations"]
    for citation in answer["citations"]:
        assert corpus.text(citation["source"])[citation["start"] : citation["end"]] == citation["quote"]


def test_a_broken_corpus_exits_3_with_the_cure(tmp_path, capsys):
    assert main(["index", "--corpus", str(tmp_path), "--index", str(tmp_path / "index")]) == 3
    assert "Déposez-y la page" in capsys.readouterr().err


@pytest.mark.parametrize("port", ["0", "99999", "-1", "http"])
def test_a_port_that_is_none_exits_3_with_the_cure(port, capsys):
    assert main(["serve", f"--port={port}"]) == 3
    assert f"--port vaut « {port} » : donnez un nombre" in capsys.readouterr().err


@pytest.mark.parametrize("command", [[], ["ask"], ["index"], ["serve"], ["eval"], ["report"]], ids=lambda c: " ".join(c) or "reseaux-qa")
def test_every_command_has_help_with_its_exit_statuses(command, capsys):
    with pytest.raises(SystemExit) as stop:
        main([*command, "--help"])
    assert stop.value.code == 0
    assert "Code de sortie" in capsys.readouterr().out


def test_a_misspelled_command_exits_2():
    with pytest.raises(SystemExit) as stop:
        main(["demander"])
    assert stop.value.code == 2


@pytest.fixture
def question(tmp_path):
    """A file of one question."""
    case = {
        "id": "a", "category": "single_fact", "turns": ["Quand LUCI a-t-il été créé ?"], "answerable": True, "answer": "2002",
        "must_include": [["2002"]], "must_not_include": [], "networks": ["LUCI"], "evidence": ["2002 : Création du réseau"],
    }  # fmt: skip
    path = tmp_path / "cases.jsonl"
    path.write_text(json.dumps(case), encoding="utf-8")
    return ["--questions", str(path), "--runs", str(tmp_path / "runs")]


def test_eval_prints_a_line_per_category(here, question, capsys):
    assert main(["eval", *question, *here]) == 0
    assert "single_fact" in capsys.readouterr().out
