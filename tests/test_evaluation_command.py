"""``reseaux-qa eval`` from its options to its files and exit status."""

import csv
import json
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reseaux_qa.cli import main
from reseaux_qa.corpus import Corpus
from reseaux_qa.evaluation import exports, ragas_judge, retrieval, runs
from reseaux_qa.evaluation.cases import Case
from reseaux_qa.evaluation.judge import judge
from reseaux_qa.settings import PREFIX
from reseaux_qa.types import Answer, Status

ROOT = Path(__file__).parents[1]
RIGHT = {
    "id": "a", "category": "single_fact", "turns": ["Quand LUCI a-t-il été créé ?"], "answerable": True, "answer": "2002",
    "must_include": ["2002"], "networks": ["LUCI"], "evidence": ["2002 : Création du réseau"],
}  # fmt: skip
WRONG = RIGHT | {"id": "b", "category": "a_new_one", "turns": ["=Quand ?\x00\ud800"], "must_include": ["1789"], "answer": "1789"}


@pytest.fixture
def work(tmp_path, monkeypatch):
    """A folder of our own, with two questions."""
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "questions.jsonl", RIGHT, WRONG)
    return tmp_path


def write(path: Path, *rows: dict) -> Path:
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    return path


@pytest.fixture
def evaluate(settings, work):
    """Run ``eval`` on the two questions, or on others."""

    def run(*options: str, questions: str = "questions.jsonl") -> int:
        return main(["eval", "--questions", questions, "--corpus", str(settings.corpus), "--index", str(settings.index), *options])

    return run


def made(work: Path) -> list[Path]:
    return sorted((work / "eval" / "runs").iterdir())


# --- files -----------------------------------------------------------------------


def test_a_run_leaves_its_four_files_and_says_where(evaluate, work, capsys):
    assert evaluate() == 0
    (folder,) = made(work)
    assert sorted(path.name for path in folder.iterdir()) == ["junit.xml", "questions.csv", "rapport.html", "run.json"]
    printed = capsys.readouterr().out
    assert folder.name in printed
    assert [row.split()[0] for row in printed.splitlines() if row[1:2].isalpha()][:1] == ["catégorie"]
    assert "a_new_one" in printed


def test_junit_counts_what_is_not_right_and_holds_only_what_xml_can(evaluate, work):
    evaluate()
    suites = ElementTree.parse(made(work)[0] / "junit.xml").getroot()
    assert [(s.get("name"), s.get("tests"), s.get("failures")) for s in suites] == [
        ("entier.single_fact", "1", "0"),
        ("entier.a_new_one", "1", "1"),
    ]
    failure = suites[1][0][0]
    assert "manque : 1789" in failure.get("message")
    assert "Question : =Quand ?\ufffd\ufffd" in failure.text


@given(st.text())
def test_any_text_makes_xml_that_can_be_read(text):
    case = Case("c1", text or "x", (text,), True, text)
    verdict = judge(case, Answer(text, Status.NOT_SAID), 1.0, Corpus((), (), (), "", ""))
    result = runs.Result("entier", "l'assistant", (verdict,), {}, (), {}, 0.0)
    written = exports.junit(runs.Run(None, (result,)))
    assert "refus à tort" in ElementTree.fromstring(written)[0][0][0].get("message")


def test_csv_opens_in_a_spreadsheet_and_runs_nothing(evaluate, work):
    evaluate()
    content = (made(work)[0] / "questions.csv").read_text(encoding="utf-8-sig")
    right, wrong = csv.DictReader(content.splitlines(), delimiter=";")
    assert (right["question"], right["juste"], right["précises"], right["score"]) == ("a", "oui", "1", "1")
    assert wrong["tours"].startswith("'=Quand")


def test_two_processes_give_the_same_judgements(settings, work):
    for seed in "12":
        command = [sys.executable, "-m", "reseaux_qa", "eval", "--questions", str(ROOT / "eval" / "test.jsonl")]
        command += ["--corpus", str(settings.corpus), "--index", str(settings.index), "--runs", f"runs-{seed}"]
        subprocess.run(command, env={"PYTHONPATH": str(ROOT / "src"), "PYTHONHASHSEED": seed}, check=True, capture_output=True, timeout=300)
    first, second = (runs.load(next((work / f"runs-{seed}").iterdir())).results[0] for seed in "12")
    assert [replace(v, milliseconds=0) for v in first.verdicts] == [replace(v, milliseconds=0) for v in second.verdicts]
    assert (first.retrieval, first.facts) == (second.retrieval, second.facts)


def test_half_a_surrogate_pair_comes_back_from_the_run(evaluate, work):
    evaluate()
    assert runs.load(made(work)[0]).results[0].verdicts[1].case.turns == tuple(WRONG["turns"])


# --- exit status -----------------------------------------------------------------


def test_a_run_no_worse_than_its_baseline_exits_0_and_a_worse_one_1(evaluate, work, capsys):
    evaluate()
    assert evaluate("--baseline", str(made(work)[0])) == 0
    assert evaluate("--baseline", str(made(work)[0].parent)) == 0
    assert evaluate("--system", "refus", "--baseline", str(made(work)[0])) == 1
    printed = capsys.readouterr().out
    assert "− a : refus à tort ; manque : 2002" in printed


def test_a_missed_threshold_exits_1(settings, work, capsys):
    (work / "eval").mkdir()
    write(work / "eval" / "test.jsonl", WRONG)
    (work / "pyproject.toml").write_text("[tool.reseaux-qa.thresholds]\nanswerable_right = 0.5\n", encoding="utf-8")
    assert main(["eval", "--corpus", str(settings.corpus), "--index", str(settings.index)]) == 1
    assert "Sous le seuil : answerable_right : 0,0\u00a0% au lieu de 50,0\u00a0% au moins" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--system", "inconnu"), "Aucun système ne s'appelle « inconnu »"),
        (("--baseline", "absent"), "n'est pas une évaluation enregistrée"),
        (("--publish",), "lancez d'abord `reseaux-qa eval`"),
        (("--ragas",), "donnez RESEAUX_QA_LLM"),
    ],
)
def test_what_cannot_be_done_exits_3_with_the_cure(evaluate, capsys, options, told):
    assert evaluate(*options) == 3
    assert told in capsys.readouterr().err


def test_ragas_without_its_libraries_says_how_to_get_them(evaluate, capsys, monkeypatch):
    monkeypatch.setenv(f"{PREFIX}LLM", "openai:some-model")
    monkeypatch.setattr(ragas_judge, "find_spec", lambda name: None)
    with pytest.raises(ragas_judge.ExtraMissing, match=r"pip install 'reseaux-qa\[ragas\]'"):
        ragas_judge.Ragas.from_settings(ragas_judge.Settings(writer_model="openai:some-model"))


def test_without_the_retrieval_library_the_rest_is_measured_and_the_lack_is_told(evaluate, capsys, monkeypatch):
    monkeypatch.setattr(retrieval, "find_spec", lambda name: None)
    assert evaluate() == 0
    assert "pip install 'reseaux-qa[eval]'" in capsys.readouterr().out


# --- systems ---------------------------------------------------------------------


def test_systems_are_compared_on_the_same_questions(evaluate, capsys):
    assert evaluate("--system", "entier", "refus") == 0
    printed = capsys.readouterr().out
    assert "Les systèmes sur les mêmes questions" in printed
    assert [line.split()[0] for line in printed.splitlines() if line.startswith((" entier  ", " refus  "))][:2] == ["entier", "refus"]


# --- check -----------------------------------------------------------------------


def test_check_tells_what_the_page_no_longer_supports(evaluate, work, capsys):
    write(work / "questions.jsonl", RIGHT, WRONG | {"evidence": ["2099 : Création du réseau"]}, RIGHT | {"id": "c"})
    assert evaluate("--check") == 1
    printed = capsys.readouterr().out
    assert "b (a_new_one) : la page ne dit plus « 2099 : Création du réseau »." in printed
    assert "c (single_fact) : la même question que « a »" in printed
    assert "3 questions vérifiées, 2 à reprendre." in printed
    assert not (work / "eval").exists()


def test_check_of_good_gold_exits_0_and_tells_misspelled_fields(evaluate, work, capsys):
    write(work / "questions.jsonl", RIGHT | {"preuve": "x"})
    assert evaluate("--check") == 0
    printed = capsys.readouterr().out
    assert "questions.jsonl, ligne 1 : le champ « preuve » n'est pas lu" in " ".join(printed.split())
    assert "tout tient" in printed


# --- the published page ----------------------------------------------------------


def test_the_quality_page_is_written_from_the_latest_run(evaluate, work):
    evaluate("--system", "entier", "refus")
    assert evaluate("--publish") == 0
    page = (work / "QUALITE.md").read_text(encoding="utf-8")
    assert "Il a bien répondu à **1 d'entre elles, soit 50" in page
    assert "- **1 sur 1** pour les questions sur un fait précis : une date, un lieu, un nombre, une personne." in page
    assert "- **0 sur 1** pour les questions de la catégorie « a new one »." in page
    assert WRONG["turns"][0] not in page
    assert "| refuser toujours |" in page
    assert sorted(path.name for path in (work / "qualite").iterdir()) == ["calibrage.svg", "categories.svg", "couverture.svg", "delais.svg"]
    for path in (work / "qualite").iterdir():
        assert f"](qualite/{path.name})" in page
        assert ElementTree.parse(path).getroot().tag.endswith("svg")


# --- questions as tests ----------------------------------------------------------


def test_pytest_runs_the_questions_of_a_category(settings, work):
    shutil.copy(ROOT / "eval" / "conftest.py", work)
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "questions.jsonl", "-k"]
    environment = {"PYTHONPATH": str(ROOT / "src"), f"{PREFIX}CORPUS": str(settings.corpus), f"{PREFIX}INDEX": str(settings.index)}
    good, bad = (
        subprocess.run([*command, category], cwd=work, env=environment, capture_output=True, text=True, timeout=300)
        for category in ("single_fact", "a_new_one")
    )
    assert (good.returncode, bad.returncode) == (0, 1), good.stdout + good.stderr
    assert "1 passed, 1 deselected" in good.stdout
    assert "eval[a_new_one-b]" in bad.stdout
    assert "manque : 1789" in bad.stdout


# --- a language model's opinion --------------------------------------------------


class Sample:
    """What RAGAS is given for one answer."""

    def __init__(self, **fields):
        self.__dict__ |= fields


def test_the_opinion_of_a_model_stands_beside_the_verdicts(assistant, monkeypatch):
    asked = []

    def evaluate(samples, metrics, llm, show_progress):
        asked.extend(samples)
        return SimpleNamespace(scores=[{"faithfulness": 1.0, "context_recall": float("nan")} for _ in samples])

    metrics = SimpleNamespace(Faithfulness=object, LLMContextRecall=object)
    stand_in = SimpleNamespace(EvaluationDataset=list, SingleTurnSample=Sample, evaluate=evaluate, metrics=metrics)
    monkeypatch.setitem(sys.modules, "ragas", stand_in)
    monkeypatch.setitem(sys.modules, "ragas.metrics", metrics)
    monkeypatch.setenv("RAGAS_DO_NOT_TRACK", "true")
    answer = assistant.ask(RIGHT["turns"][0])
    said = {"a": answer, "refused": Answer("", Status.NOT_SAID)}
    case = Case.from_json(RIGHT)
    verdicts = tuple(judge(replace(case, id=name), said[name], 1.0, assistant.corpus) for name in said)
    result = ragas_judge.Ragas("model").judged(runs.Result("entier", "l'assistant", verdicts, {}, (), {}, 1.0))
    assert result.judged == {"a": {"faithfulness": 1.0}}
    assert result.verdicts == verdicts
    assert [(one.user_input, one.reference, one.retrieved_contexts) for one in asked] == [
        (RIGHT["turns"][0], "2002", [citation.quote.text for citation in answer.citations])
    ]
