import json
from dataclasses import replace

import pytest

from reseaux_qa.corpus import Corpus
from reseaux_qa.errors import CasesError
from reseaux_qa.evaluation import Case, below, lines, measures, read_cases, run, table, wilson
from reseaux_qa.evaluation.judge import judge, says
from reseaux_qa.types import Answer, Citation, Source, Status

CORPUS = Corpus.from_sources((Source("page.md", "# Alliance du Vent\n\n## Dates clés\n\n- 2001 : Création du réseau\n"),))
QUOTE = CORPUS.passages[0].quote
PROOF = Citation(1, "Alliance du Vent", "Dates clés", QUOTE)
CASE = Case("c1", "single_fact", ("Création ?",), True, "En 2001.", (("2001", "deux mille un"),), ("1999",), ("Alliance",), ())
UNSAID = replace(CASE, answerable=False)
GOOD = Answer("L'Alliance du Vent est née en 2001 [1].", Status.ANSWERED, (PROOF,))
REFUSAL = Answer("La page ne le dit pas.", Status.NOT_SAID)
ROW = {
    **{"id": "c1", "category": "single_fact", "turns": ["Création ?"], "answerable": True, "answer": "En 2001."},
    **{"must_include": [["2001"]], "must_not_include": [], "networks": ["Alliance"], "evidence": []},
}


def jsonl(path, *rows: dict[str, object]):
    path.write_text("\n".join(json.dumps(row) for row in rows) + "\n", encoding="utf-8")
    return path


# --- cases -----------------------------------------------------------------------


def test_cases_are_read_in_order_and_frozen(tmp_path):
    cases = read_cases([jsonl(tmp_path / "a.jsonl", ROW, ROW | {"id": "c2"}), jsonl(tmp_path / "b.jsonl", ROW | {"id": "c3"})])
    assert [case.id for case in cases] == ["c1", "c2", "c3"]
    assert cases[0].must_include == (("2001",),)
    assert len({*cases}) == 3


def test_blank_lines_are_skipped(tmp_path):
    (tmp_path / "a.jsonl").write_text("\n" + json.dumps(ROW) + "\n\n", encoding="utf-8")
    assert len(read_cases([tmp_path / "a.jsonl"])) == 1


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (json.dumps(ROW) + "\n{", "ligne 2 : ce n'est pas du JSON"),
        ("\n\n[]", "ligne 3 : le champ « id » manque"),
        (json.dumps({**ROW, "answerable": "oui"}), "ligne 1 : le champ « answerable » manque ou n'est pas de type bool"),
        (json.dumps({**ROW, "turns": []}), "ligne 1 : « turns » est vide"),
        (json.dumps(ROW) + "\n" + json.dumps(ROW), "Deux questions portent l'identifiant « c1 »"),
    ],
)
def test_a_faulty_case_is_named(text, told, tmp_path):
    (tmp_path / "a.jsonl").write_text(text, encoding="utf-8")
    with pytest.raises(CasesError) as error:
        read_cases([tmp_path / "a.jsonl"])
    assert told in str(error.value)


@pytest.mark.parametrize("content", [None, b"\xff\xfe"])
def test_a_file_that_cannot_be_read_is_named(content, tmp_path):
    path = tmp_path / "a.jsonl"
    if content:
        path.write_bytes(content)
    with pytest.raises(CasesError, match=r"a\.jsonl ne se lit pas .*UTF-8"):
        read_cases([path])


# --- verdicts --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "item", "expected"),
    [
        ("Créée en 2001 [1].", "2001", True),
        ("Créée en 12001.", "2001", False),
        ("Elle compte 1\u202f300 villes", "1 300", True),
        ("L’Éclairage", "l'eclairage", True),
        ("Voir [2].", "2", False),
        ("les villes", "ville", False),
        ("aux\nÉtats  membres", "etats membres", True),
    ],
)
def test_an_item_is_said_as_whole_words_whatever_the_typography(text, item, expected):
    assert says(text, item) is expected


@pytest.mark.parametrize(
    ("case", "answer", "right", "cited", "reasons"),
    [
        pytest.param(CASE, GOOD, True, True, (), id="right and cited"),
        pytest.param(CASE, replace(GOOD, citations=()), True, False, (), id="right without proof"),
        pytest.param(CASE, replace(GOOD, text="En deux mille un."), True, True, (), id="the other wording"),
        pytest.param(CASE, replace(GOOD, text="En 1987."), False, True, ("manque : 2001 / deux mille un",), id="wrong fact"),
        pytest.param(CASE, replace(GOOD, text="En 2001 ou 1999."), False, True, ("en trop : 1999",), id="one too many"),
        pytest.param(CASE, REFUSAL, False, False, ("refus à tort", "manque : 2001 / deux mille un"), id="false refusal"),
        pytest.param(replace(UNSAID, must_include=()), REFUSAL, True, False, (), id="due refusal"),
        pytest.param(UNSAID, replace(REFUSAL, text="Non : 2001."), True, False, (), id="refusal that corrects"),
        pytest.param(UNSAID, REFUSAL, False, False, ("manque : 2001 / deux mille un",), id="refusal without the due correction"),
        pytest.param(UNSAID, GOOD, False, True, ("refus manqué",), id="missed refusal"),
        pytest.param(replace(CASE, networks=("Phares",)), GOOD, True, False, (), id="another network cited"),
    ],
)
def test_an_answer_is_judged_by_rules(case, answer, right, cited, reasons):
    verdict = judge(case, answer, 1.0, CORPUS)
    assert (verdict.right, verdict.cited, verdict.reasons) == (right, cited, reasons)
    assert verdict.verbatim


def test_a_citation_off_by_one_character_is_not_verbatim():
    moved = replace(PROOF, quote=replace(QUOTE, start=QUOTE.start - 1))
    assert not judge(CASE, replace(GOOD, citations=(moved,)), 1.0, CORPUS).verbatim


def test_the_last_turn_is_asked_after_the_others():
    asked = []

    def ask(question, history):
        asked.append((question, [(turn.role, turn.content) for turn in history]))
        return GOOD

    (verdict,) = run([replace(CASE, turns=("Bonjour", "Et le Vent ?"))], ask, CORPUS)
    assert asked == [("Et le Vent ?", [("user", "Bonjour")])]
    assert verdict.right
    assert verdict.milliseconds >= 0


# --- report ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("successes", "count", "low", "high"),
    [
        (0, 0, 0.0, 1.0),
        (0, 10, 0.0, 0.2775),
        (10, 10, 0.7225, 1.0),
        (8, 10, 0.4902, 0.9433),  # Wilson score, 95 %, as statsmodels' proportion_confint gives
        (50, 100, 0.4038, 0.5962),
    ],
)
def test_wilson_intervals_have_their_known_values(successes, count, low, high):
    assert wilson(successes, count) == pytest.approx((low, high), abs=1e-4)


def test_a_line_per_category_then_the_total():
    refused = replace(CASE, id="c2", category="unanswerable", answerable=False)
    verdicts = [judge(CASE, GOOD, 3.0, CORPUS), judge(refused, GOOD, 5.0, CORPUS), judge(CASE, REFUSAL, 4.0, CORPUS)]
    facts, others, total = lines(verdicts)
    assert (facts.category, facts.count, facts.right, facts.cited, facts.citable) == ("single_fact", 2, 1, 1, 2)
    assert (facts.false_refusals, others.missed_refusals, others.citable) == (1, 1, 0)
    assert (total.category, total.count, total.p50) == ("total", 3, 4.0)
    assert [row.split()[0] for row in table([facts, others, total]).splitlines()] == ["catégorie", "single_fact", "unanswerable", "total"]


def test_a_threshold_is_missed_or_met():
    verdicts = [judge(CASE, GOOD, 1.0, CORPUS), judge(CASE, REFUSAL, 1.0, CORPUS)]
    assert measures(verdicts)["single_fact_right_and_cited"] == 0.5
    assert below(verdicts, {"single_fact_right_and_cited": 0.5, "verbatim": 1.0}) == []
    assert below(verdicts, {"single_fact_right_and_cited": 0.75}) == ["single_fact_right_and_cited : 50.0% au lieu de 75.0% au moins"]


def test_a_run_without_cases_has_a_report():
    assert measures([])["verbatim"] == 1.0
    assert table(lines([])).splitlines()[-1].startswith("total")
