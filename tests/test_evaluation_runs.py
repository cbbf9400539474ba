"""Systems asked, runs kept, runs paired."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from reseaux_qa.errors import ExtraMissing, QuestionRefused, RunError, SettingsError
from reseaux_qa.evaluation import langchain_rag, retrieval, runner, runs, systems
from reseaux_qa.evaluation.cases import Case, read_cases
from reseaux_qa.evaluation.metrics import lines
from reseaux_qa.evaluation.paired import compare
from reseaux_qa.evaluation.systems import SYSTEMS, System, build
from reseaux_qa.types import Answer, Status

ROOT = Path(__file__).parents[1]
FILES = [ROOT / "eval" / "dev.jsonl", ROOT / "eval" / "test.jsonl"]
CASES = read_cases(FILES)
OF_TEST = read_cases(FILES[1:])
SAMPLE = OF_TEST[:: max(1, len(OF_TEST) // 200)]  # ten systems are asked: two hundred questions of all categories will do
CATEGORIES = list(dict.fromkeys(case.category for case in SAMPLE))


@pytest.fixture(scope="module")
def whole(settings) -> System:
    return build(["entier"], settings)[0]


@pytest.fixture(scope="module")
def result(whole) -> runs.Result:
    return runner.run(whole, CASES)


def judgements(result):
    return [replace(verdict, milliseconds=0.0) for verdict in result.verdicts]


# --- asking ----------------------------------------------------------------------


def test_all_the_questions_are_asked_within_a_minute(result):
    assert len(result.verdicts) == len(CASES)
    assert result.seconds < 60


def test_two_runs_give_the_same_judgements(result, settings):
    assert judgements(runner.run(build(["entier"], settings)[0], OF_TEST)) == judgements(result)[-len(OF_TEST) :]


def test_the_last_turn_is_asked_after_the_others(whole):
    asked = []

    def ask(question, history):
        asked.append((question, [(turn.role, turn.content) for turn in history]))
        return Answer("", Status.NOT_SAID)

    runner.run(replace(whole, ask=ask, rankers={}), [Case("c1", "dialogue", ("Bonjour", "Et le Vent ?"), False, "")])
    assert asked == [("Et le Vent ?", [("user", "Bonjour")])]


@pytest.mark.parametrize(
    ("error", "reasons"),
    [(ValueError("zut"), ("panne : ValueError : zut", "refus à tort")), (QuestionRefused("Trop long."), ("refus à tort",))],
)
def test_what_is_raised_fails_one_question_only(whole, error, reasons):
    def ask(question, history):
        if question == "Bonjour":
            raise error
        return Answer("Oui.", Status.ANSWERED)

    cases = [Case("c1", "x", ("Bonjour",), True, ""), Case("c2", "x", ("Alors ?",), True, "")]
    found = runner.run(replace(whole, ask=ask, rankers={}), cases)
    assert [verdict.reasons for verdict in found.verdicts] == [reasons, ()]


# --- systems ---------------------------------------------------------------------


@pytest.fixture(scope="module")
def results(settings) -> dict[str, runs.Result]:
    return {system.name: runner.run(system, SAMPLE) for system in build(SYSTEMS, settings)}


def test_every_system_answers_every_question(results):
    assert {len(found.verdicts) for found in results.values()} == {len(SAMPLE)}
    assert not [v.reasons for found in results.values() for v in found.verdicts if any(r.startswith("panne") for r in v.reasons)]


def test_every_system_quotes_the_page_verbatim(results):
    assert [
        (name, v.proof.faults) for name, found in results.items() for v in found.verdicts if "n'est pas" in "".join(v.proof.faults)
    ] == []


def test_refusing_always_is_right_only_where_refusal_is_due(results):
    refusal = results["refus"]
    assert not any(verdict.answer.answered for verdict in refusal.verdicts)
    assert all(not verdict.case.answerable for verdict in refusal.verdicts if verdict.right)


def test_the_records_are_what_answers_most(results):
    right = {name: lines(found.verdicts)[-1].right.hits for name, found in results.items()}
    assert right["entier"] > right["sans-fiches"] > right["rag-langchain"] > right["refus"]


@pytest.mark.parametrize("category", CATEGORIES)
def test_eval_category_is_answered_at_least_as_well_as_by_a_plain_rag(category, results):
    ours, plain = ({line.category: line.score for line in lines(results[name].verdicts)} for name in ("entier", "rag-langchain"))
    assert ours[category] >= plain[category]


def test_an_ablation_takes_one_ranking_away(results):
    silent = results["sans-bm25"].retrieval["bm25"]
    assert {scores["recall_10"] for scores in silent.values()} == {0.0}
    assert results["sans-bm25"].retrieval["dense"] == results["entier"].retrieval["dense"]


def test_an_unknown_system_is_told_with_the_known_ones(settings):
    with pytest.raises(SettingsError, match=r"Aucun système ne s'appelle « entie » : choisissez parmi entier, sans-bm25"):
        build(["entie"], settings)


def test_a_system_whose_libraries_are_missing_says_how_to_get_them(settings, monkeypatch):
    monkeypatch.setattr(langchain_rag, "find_spec", lambda name: None)
    with pytest.raises(ExtraMissing, match=r"pip install 'reseaux-qa\[eval\]'"):
        build(["rag-langchain"], settings)


# --- retrieval -------------------------------------------------------------------


def test_a_perfect_ranking_scores_1_and_a_silent_one_0(corpus):
    units = [passage.quote for passage in corpus.passages]
    case = next(case for case in CASES if case.category == "single_fact" and len(case.evidence) == 1)
    relevant = [unit for unit in units if case.evidence[0] in unit.text]
    (perfect,) = retrieval.measure(retrieval.Ranker(units, lambda text: relevant), [case], corpus).values()
    (silent,) = retrieval.measure(retrieval.Ranker(units, lambda text: []), [case], corpus).values()
    assert set(perfect) == set(silent) == set(retrieval.MEASURES)
    assert (perfect["recip_rank"], perfect["ndcg_cut_10"], set(silent.values())) == (1.0, pytest.approx(1.0), {0.0})


def test_a_relevant_passage_in_second_place_halves_its_reciprocal_rank(corpus):
    units = [passage.quote for passage in corpus.passages]
    case = next(case for case in CASES if case.category == "single_fact" and len(case.evidence) == 1)
    relevant = [unit for unit in units if case.evidence[0] in unit.text][:1]
    others = [unit for unit in units if unit not in relevant and case.evidence[0] not in unit.text]
    (scores,) = retrieval.measure(retrieval.Ranker(units, lambda text: [*others[:1], *relevant]), [case], corpus).values()
    assert (scores["recip_rank"], scores["recall_1"]) == (0.5, 0.0)


def test_only_questions_that_stand_alone_are_ranked():
    assert {len(case.turns) for case in retrieval.rankable(CASES)} == {1}


# --- runs ------------------------------------------------------------------------


@pytest.fixture(scope="module")
def kept(result, whole, settings) -> runs.Run:
    return runs.Run(runs.origin(settings, whole.corpus.hash, whole.model, FILES), (result,))


def test_a_run_comes_back_as_it_was_saved(kept, tmp_path):
    loaded = runs.load(runs.save(kept, tmp_path))
    assert loaded.origin == kept.origin
    assert judgements(loaded.of("entier")) == judgements(kept.of("entier"))
    assert loaded.of("entier").retrieval == kept.of("entier").retrieval
    assert loaded.of("entier").facts == kept.of("entier").facts
    assert loaded.of("sans-bm25") is None


def test_a_run_says_what_it_depended_on(kept, whole, settings):
    origin = kept.origin
    assert (origin.corpus, origin.model) == (whole.corpus.hash, whole.model)
    assert origin.settings["embedding_model"] == settings.embedding_model
    assert {len(digest) for digest in (*origin.questions.values(), *origin.weights.values())} == {64}


@pytest.mark.parametrize(
    ("content", "told"),
    [(None, "n'est pas une évaluation enregistrée"), ("{", "n'est pas une évaluation"), ('{"format": 0}', "d'une autre version")],
)
def test_a_run_that_cannot_be_read_says_what_to_give(content, told, tmp_path):
    if content:
        (tmp_path / runs.RUN_FILE).write_text(content, encoding="utf-8")
    with pytest.raises(RunError, match=told):
        runs.load(tmp_path)


def test_the_latest_run_of_the_same_questions_is_found(kept, tmp_path):
    older = replace(kept, origin=replace(kept.origin, created="2020-01-01T00:00:00+00:00"))
    other = replace(kept, origin=replace(kept.origin, created="2999-01-01T00:00:00+00:00", questions={"x.jsonl": "0" * 64}))
    for run in (kept, older, other):
        runs.save(replace(run, results=()), tmp_path)
    assert runs.latest(tmp_path, FILES).origin == kept.origin
    with pytest.raises(RunError, match="lancez d'abord"):
        runs.latest(tmp_path, [Path("absent.jsonl")])


def test_a_saved_run_is_plain_json_with_its_verdicts(kept, tmp_path):
    content = json.loads((runs.save(kept, tmp_path) / runs.RUN_FILE).read_text(encoding="utf-8"))
    assert content["results"][0]["verdicts"][0].keys() >= {"case", "right", "reasons", "answer", "rules"}


# --- pairs -----------------------------------------------------------------------


def test_a_run_against_itself_turns_nothing(result):
    (total,) = compare(result, result).flips
    assert (total.category, total.count, total.won, total.lost, total.p) == ("total", len(CASES), (), (), 1.0)


def test_questions_are_paired_by_gold_and_the_turned_ones_named(result):
    first, second, third = result.verdicts[:3]
    asked_anew = replace(second, case=replace(second.case, answer="autre"))
    broken = replace(first, rules=(replace(first.rules[0], held=False),)) if first.right else first
    before, after = (replace(result, verdicts=found) for found in ((first, second, third), (broken, asked_anew, third)))
    comparison = compare(before, after)
    assert [pair.after.case.id for pair in comparison.pairs] == [first.case.id, third.case.id]
    assert comparison.unpaired == (second.case.id,)
    assert [pair.after.case.id for pair in comparison.flips[-1].lost] == [first.case.id]
    assert comparison.is_worse
    assert not compare(after, before).is_worse


def test_the_systems_share_one_page(settings):
    made = build(["entier", "refus"], settings)
    assert {system.corpus.hash for system in made} == {made[0].corpus.hash}
    assert made[0].name == systems.WHOLE
