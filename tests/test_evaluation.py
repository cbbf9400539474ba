import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reseaux_qa.corpus import Corpus
from reseaux_qa.errors import CasesError, SettingsError
from reseaux_qa.evaluation.cases import FIELDS, Case, faults, read_cases, strangers
from reseaux_qa.evaluation.citations import meets
from reseaux_qa.evaluation.judge import judge, says
from reseaux_qa.evaluation.metrics import Rate, lines, mcnemar, percentile, risk_coverage
from reseaux_qa.evaluation.thresholds import below, measures, read_thresholds
from reseaux_qa.types import Answer, Citation, Quote, Source, Status

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
        ("\n\n[]", "ligne 3 : ce n'est pas un objet JSON"),
        ("{}", "ligne 1 : le champ « id » manque"),
        (json.dumps({**ROW, "answerable": "oui"}), "ligne 1 : le champ « answerable » n'est pas du bon type : donnez true ou false"),
        (json.dumps({**ROW, "turns": []}), "ligne 1 : « turns » est vide"),
        (json.dumps({**ROW, "turns": [""]}), "ligne 1 : « turns » doit être une liste de textes non vides"),
        (json.dumps({**ROW, "evidence": [3]}), "ligne 1 : « evidence » doit être une liste de textes"),
        (json.dumps({**ROW, "must_include": [[]]}), "ligne 1 : « must_include » doit être une liste de textes ou de listes"),
        (json.dumps(ROW) + "\n" + json.dumps(ROW), "ligne 2 : l'identifiant « c1 » est déjà pris"),
    ],
)
def test_a_faulty_case_is_named(text, told, tmp_path):
    (tmp_path / "a.jsonl").write_text(text, encoding="utf-8")
    with pytest.raises(CasesError) as error:
        read_cases([tmp_path / "a.jsonl"])
    assert told in str(error.value)


def test_every_faulty_line_is_named_at_once(tmp_path):
    (tmp_path / "a.jsonl").write_text("{\n" + json.dumps(ROW) + "\n{}", encoding="utf-8")
    with pytest.raises(CasesError) as error:
        read_cases([tmp_path / "a.jsonl"])
    assert [line.split(",")[1].split(" :")[0] for line in str(error.value).splitlines()] == [" ligne 1", *[" ligne 3"] * 5]


def test_a_question_needs_five_fields_and_any_category_will_do(tmp_path):
    row = {
        "id": "c1",
        "category": "two_in_one",
        "turns": ["Qui ?"],
        "answerable": False,
        "answer": "On ne sait pas.",
        "must_include": ["ne"],
    }
    (case,) = read_cases([jsonl(tmp_path / "a.jsonl", row)])
    assert case == Case("c1", "two_in_one", ("Qui ?",), False, "On ne sait pas.", (("ne",),))


def test_a_field_that_nothing_reads_is_told_but_accepted(tmp_path):
    path = jsonl(tmp_path / "a.jsonl", ROW | {"must_inclure": ["2001"]})
    assert len(read_cases([path])) == 1
    assert [told for told in strangers([path]) if "ligne 1 : le champ « must_inclure » n'est pas lu" in told]


@pytest.mark.parametrize("content", ["", "\n\n"])
def test_a_file_without_questions_is_told(content, tmp_path):
    (tmp_path / "a.jsonl").write_text(content, encoding="utf-8")
    with pytest.raises(CasesError, match=r"Aucune question dans .*a\.jsonl"):
        read_cases([tmp_path / "a.jsonl"])


JSON = st.recursive(st.none() | st.booleans() | st.integers() | st.text(), lambda inner: st.lists(inner, max_size=3))


@given(st.dictionaries(st.sampled_from(sorted(FIELDS)), JSON))
def test_any_row_is_a_case_or_its_faults_are_told(row):
    if not faults(row):
        assert Case.from_json(json.loads(json.dumps(Case.from_json(row).as_json()))) == Case.from_json(row)


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
    assert verdict.verbatim is (answer.citations != () or "[1]" not in answer.text)


def test_a_verdict_tells_every_rule_and_which_were_held():
    verdict = judge(CASE, replace(GOOD, text="En 1999."), 1.0, CORPUS)
    assert [(rule.due, rule.held) for rule in verdict.rules] == [
        ("répondre, car la page le dit", True),
        ("dire : 2001 / deux mille un", False),
        ("ne pas dire : 1999", False),
    ]


@pytest.mark.parametrize(
    ("gold", "text", "right"),
    [
        ("Oui, en 2001.", "Oui. En 2001 [1].", True),
        ("Oui, en 2001.", "En 2001 [1].", True),
        ("Oui, en 2001.", "Si, en 2001 [1].", True),
        ("Oui, en 2001.", "Non. En 2001 [1].", False),
        ("Non, en 2001.", "Oui. En 2001 [1].", False),
        ("En 2001.", "Oui. En 2001 [1].", True),
    ],
)
def test_an_answer_may_not_open_with_the_contrary_of_the_gold(gold, text, right):
    assert judge(replace(CASE, answer=gold), Answer(text, Status.ANSWERED, (PROOF,)), 1.0, CORPUS).right is right


@pytest.mark.parametrize(("answer", "score"), [(GOOD, 1), (REFUSAL, 0), (replace(GOOD, text="En 1987."), -1)])
def test_a_right_answer_scores_1_a_refusal_0_a_wrong_one_minus_1(answer, score):
    assert judge(CASE, answer, 1.0, CORPUS).score == score


def test_a_due_refusal_scores_1():
    assert judge(replace(UNSAID, must_include=()), REFUSAL, 1.0, CORPUS).score == 1


def test_a_crash_is_never_right():
    assert judge(replace(UNSAID, must_include=()), REFUSAL, 1.0, CORPUS, crash="ValueError").reasons == ("panne : ValueError",)


def test_support_is_the_share_of_the_question_that_the_citations_say():
    verdict = judge(replace(CASE, turns=("Création en Norvège ?",)), GOOD, 1.0, CORPUS)
    assert verdict.support == 0.5


# --- citations -------------------------------------------------------------------


def moved(by: int, text: str = QUOTE.text):
    quote = replace(QUOTE, start=QUOTE.start + by, end=QUOTE.end + by, text=text)
    return replace(GOOD, citations=(replace(PROOF, quote=quote),))


@pytest.mark.parametrize(
    ("answer", "faults"),
    [
        (GOOD, ()),
        (moved(1), ("la citation [1] n'est pas le texte de la page à cet endroit (décalage de +1 caractère)",)),
        (moved(-2), ("la citation [1] n'est pas le texte de la page à cet endroit (décalage de -2 caractères)",)),
        (moved(0, "2002 : Création du réseau"), ("la citation [1] n'est pas le texte de la page",)),
        (
            replace(GOOD, citations=(replace(PROOF, quote=QUOTE.slice(1, len(QUOTE.text))),)),
            ("la citation [1] est coupée au milieu d'un mot",),
        ),
        (replace(GOOD, text="En 2001 [2]."), ("l'appel [2] ne renvoie à aucune citation",)),
    ],
    ids=["whole", "one further", "two before", "another text", "cut", "unknown marker"],
)
def test_what_is_wrong_with_a_citation_is_told_to_the_character(answer, faults):
    verdict = judge(CASE, answer, 1.0, CORPUS)
    assert verdict.proof.faults == faults
    assert verdict.verbatim is (not faults)


def test_citations_are_precise_when_they_meet_the_evidence_and_complete_when_they_meet_all_of_it():
    heading = replace(PROOF, id=2, quote=CORPUS.networks[0].heading)
    case = replace(CASE, evidence=("Création du réseau", "Dates clés"))
    proof = judge(case, replace(GOOD, citations=(PROOF, heading)), 1.0, CORPUS).proof
    assert (proof.precise, proof.citations, proof.found, proof.evidence) == (1, 2, 1, 2)


@given(*[st.integers(0, 30)] * 4)
def test_spans_meet_when_they_share_half_of_the_shorter_whichever_comes_first(start, length, other_start, other_length):
    one, other = (Quote("page.md", at, at + size, "") for at, size in ((start, length), (other_start, other_length)))
    shared = len({*range(one.start, one.end)} & {*range(other.start, other.end)})
    assert meets(one, other) is meets(other, one) is (0 < min(length, other_length) <= 2 * shared)


def test_evidence_counts_in_the_expected_network_alone():
    text = "# Alliance du Vent\n\n## Dates clés\n\n- 2001 : Création\n\n# Cercle des Phares\n\n## Dates clés\n\n- 2001 : Création\n"
    corpus = Corpus.from_sources((Source("page.md", text),))
    of_each = [replace(PROOF, quote=passage.quote) for passage in corpus.passages]
    case = replace(CASE, evidence=("2001 : Création",))
    assert [judge(case, replace(GOOD, citations=(one,)), 1.0, corpus).proof.precise for one in of_each] == [1, 0]


def test_without_gold_evidence_citations_are_not_counted():
    assert judge(CASE, GOOD, 1.0, CORPUS).proof.citations == 0


# --- metrics ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("hits", "count", "low", "high"),
    [
        (0, 0, 0.0, 1.0),
        (0, 10, 0.0, 0.2775),
        (10, 10, 0.7225, 1.0),
        (8, 10, 0.4902, 0.9433),  # Wilson score, 95 %, as statsmodels' proportion_confint gives
        (50, 100, 0.4038, 0.5962),
    ],
)
def test_intervals_have_their_known_values(hits, count, low, high):
    assert Rate(hits, count).interval == pytest.approx((low, high), abs=1e-4)


@pytest.mark.parametrize(("gained", "lost", "p"), [(0, 0, 1.0), (3, 3, 1.0), (0, 5, 0.0625), (1, 9, 22 / 1024), (0, 10, 2 / 1024)])
def test_mcnemar_is_the_exact_binomial_test_of_the_turned_questions(gained, lost, p):
    assert mcnemar(gained, lost) == pytest.approx(p)
    assert mcnemar(lost, gained) == pytest.approx(p)


@pytest.mark.parametrize(
    ("values", "rank", "expected"), [([], 50, 0.0), ([3.0], 95, 3.0), ([1.0, 2.0, 4.0], 50, 2.0), ([0.0, 100.0], 95, 95.0)]
)
def test_percentiles_interpolate(values, rank, expected):
    assert percentile(values, rank) == pytest.approx(expected)


def test_a_line_per_category_then_the_total():
    refused = replace(CASE, id="c2", category="unanswerable", answerable=False)
    verdicts = [judge(CASE, GOOD, 3.0, CORPUS), judge(refused, GOOD, 5.0, CORPUS), judge(CASE, REFUSAL, 4.0, CORPUS)]
    facts, others, total = lines(verdicts)
    assert (facts.category, facts.count, facts.right, facts.cited) == ("single_fact", 2, Rate(1, 2), Rate(1, 2))
    assert (facts.false_refusals, others.missed_refusals, others.cited) == (Rate(1, 2), Rate(1, 1), Rate(0, 0))
    assert (total.category, total.count, total.p50, total.score) == ("total", 3, 4.0, 0.0)


def test_risk_and_coverage_grow_from_the_best_supported_answers_to_all():
    sure = judge(replace(CASE, turns=("Création ?",)), GOOD, 1.0, CORPUS)
    unsure = judge(replace(CASE, turns=("Budget ?",)), replace(GOOD, text="En 1987."), 1.0, CORPUS)
    assert risk_coverage([sure, unsure, judge(CASE, REFUSAL, 1.0, CORPUS)]) == [(1 / 3, 0.0), (2 / 3, 0.5)]


def test_a_threshold_is_missed_or_met():
    verdicts = [judge(CASE, GOOD, 1.0, CORPUS), judge(CASE, REFUSAL, 1.0, CORPUS)]
    assert measures(verdicts)["single_fact_right_and_cited"] == 0.5
    assert below(verdicts, {"single_fact_right": 0.5, "verbatim": 1.0}) == []
    assert below(verdicts, {"single_fact_right_and_cited": 0.75}) == [
        "single_fact_right_and_cited : 50,0\u00a0% au lieu de 75,0\u00a0% au moins"
    ]


def test_a_misspelled_threshold_is_named():
    with pytest.raises(SettingsError, match="« verbatin » ne correspond à aucune mesure"):
        below([], {"verbatin": 1.0})


@pytest.mark.parametrize(
    ("content", "expected"), [(None, {}), ("", {}), ("[tool.reseaux-qa.thresholds]\nverbatim = 1.0", {"verbatim": 1.0})]
)
def test_thresholds_are_read_where_there_are_any(content, expected, tmp_path):
    if content is not None:
        (tmp_path / "pyproject.toml").write_text(content, encoding="utf-8")
    assert read_thresholds(tmp_path / "pyproject.toml") == expected


def test_a_run_without_cases_has_its_measures():
    assert measures([])["verbatim"] == 1.0
    assert [line.category for line in lines([])] == ["total"]
