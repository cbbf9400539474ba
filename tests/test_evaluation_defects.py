"""A defect put into each of five places of the product is caught and named by the paired report."""

from dataclasses import replace
from pathlib import Path

import pytest

from reseaux_qa.answering.candidate import Way
from reseaux_qa.answering.choice import Chooser
from reseaux_qa.assistant import Parts
from reseaux_qa.evaluation import page, runner, runs, tables
from reseaux_qa.evaluation.cases import read_cases
from reseaux_qa.evaluation.findings import Finding, find
from reseaux_qa.evaluation.paired import Comparison, compare
from reseaux_qa.evaluation.rankings import WithoutBm25
from reseaux_qa.evaluation.retrieval import MEASURES
from reseaux_qa.evaluation.systems import Stated, with_parts
from reseaux_qa.facts import Records
from reseaux_qa.types import Attribute, Quote

ALL = read_cases([Path(__file__).parents[1] / "eval" / "test.jsonl"])
CASES = ALL[:: max(1, len(ALL) // 200)]  # enough for McNemar's test, however many there come to be


@pytest.fixture(scope="module")
def measure(settings):
    """What the product, made with some parts, answers to the test questions."""

    def measured(parts: Parts = Parts(), *, deaf: bool = False) -> runs.Result:  # noqa: B008
        system = with_parts(parts)("entier", "l'assistant entier", settings)
        return runner.run(replace(system, ask=lambda question, history: system.ask(question, ())) if deaf else system, CASES)

    return measured


@pytest.fixture(scope="module")
def sound(measure) -> runs.Result:
    return measure()


def named(comparison: Comparison) -> dict[str, Finding]:
    return {finding.name: finding for finding in find(comparison) if finding.grave}


def is_printed(finding: Finding, comparison: Comparison) -> bool:
    """Whether the terminal shows a finding, wherever its lines break."""
    console = tables.console()
    with console.capture() as capture:
        console.print(tables.comparison_view(comparison, find(comparison)))
    return " ".join(finding.told.split()) in " ".join(capture.get().split())


def test_a_sound_product_against_itself_has_no_finding(measure, sound):
    assert find(compare(sound, measure())) == []


def test_a_wrong_year_in_a_record_is_named_though_the_guard_repairs_the_answers(measure, sound, corpus):
    first = next(fact for fact in Records.from_corpus(corpus).facts if fact.attribute is Attribute.CREATED)

    def wrong(corpus) -> Records:
        records = Records.from_corpus(corpus)
        return Records(records.networks, records.host, records.city, tuple(map(aged, records.facts)))

    def aged(fact):
        here = fact.network.name == first.network.name and fact.attribute is Attribute.CREATED and fact.date.year == first.date.year
        return replace(fact, date=replace(fact.date, year=fact.date.year + 1)) if here else fact

    comparison = compare(sound, measure(Parts(records=wrong)))
    finding = named(comparison)["fiche contraire à sa citation"]
    assert f"« {first.network.name} », création : {first.date.year} → {first.date.year + 1}" in finding.told
    assert f"où la page dit « {first.quote.text} »" in finding.told
    assert finding.questions
    assert is_printed(finding, comparison)


def test_citations_off_by_one_character_are_named(measure, sound, monkeypatch):
    right = Quote.slice

    def moved(quote: Quote, start: int, end: int) -> Quote:
        found = right(quote, start, end)
        return replace(found, start=found.start + 1, end=found.end + 1)

    with monkeypatch.context() as patch:
        patch.setattr(Quote, "stripped", lambda quote: moved(quote, 0, len(quote.text)))
        broken = measure()
        comparison = compare(sound, broken)
    finding = named(comparison)["citations qui ne sont plus le texte de la page"]
    assert "n'est pas le texte de la page à cet endroit (décalage de +" in finding.told
    assert len(finding.questions) == sum(bool(v.answer.citations) for v in broken.verdicts)
    assert is_printed(finding, comparison)


def test_a_refusal_threshold_at_0_is_named_though_as_many_questions_are_won_as_lost(measure, sound, monkeypatch):
    right, refusing = Chooser.score, (Way.SILENCE, Way.INSTEAD, Way.ELSEWHERE)
    with monkeypatch.context() as patch:
        patch.setattr(Chooser, "score", lambda chooser, candidate: -1e9 if candidate.way in refusing else right(chooser, candidate))
        comparison = compare(sound, measure())
    finding = named(comparison)["refus manqués"]
    assert "que le seuil de refus n'arrête plus" in finding.told
    assert {case.answerable for case in CASES if case.id in finding.questions} == {False}
    assert is_printed(finding, comparison)


def test_bm25_switched_off_is_named_though_the_answers_hardly_change(measure, sound):
    comparison = compare(sound, measure(Parts(retriever=WithoutBm25)))
    finding = named(comparison)["recherche par les mots (BM25) affaiblie"]
    assert finding.told.endswith("à 0\u00a0% : elle ne rend plus rien.")
    assert is_printed(finding, comparison)


def test_an_ignored_history_is_named(measure, sound):
    comparison = compare(sound, measure(deaf=True))
    finding = named(comparison)["historique de la conversation ignoré ou mal lu"]
    assert {len(case.turns) > 1 for case in CASES if case.id in finding.questions} == {True}
    assert is_printed(finding, comparison)


def test_the_report_shows_what_was_found(measure, sound, settings, corpus):
    broken = measure(Parts(retriever=WithoutBm25))
    run = runs.Run(runs.origin(settings, corpus.hash, "", []), (broken,))
    report = page.render(run, corpus, compare(sound, broken))
    assert "<strong>À corriger : recherche par les mots (BM25) affaiblie.</strong>" in report


# --- what else a comparison may say ----------------------------------------------


def test_a_change_of_the_page_that_changes_facts_is_told_without_alarm(sound):
    fact = Stated("Alliance", "created", "2001", "2001 : Création du réseau")
    later = Stated("Alliance", "created", "2003", "2003 : Création du réseau")
    (finding,) = find(compare(replace(sound, facts=(fact,)), replace(sound, facts=(later,))))
    assert (finding.name, finding.grave) == ("fiches changées", False)
    assert finding.told == "Faits en moins : 1, en plus : 1 (− Alliance, création : 2001 ; + Alliance, création : 2003)."


def test_numbers_with_spaces_are_the_numbers_that_they_say(sound):
    before = Stated("Alliance", "members", "900", "plus de 1\u202f300 villes")
    after = replace(before, value="1300")
    findings = find(compare(replace(sound, facts=(before,)), replace(sound, facts=(after,))))
    assert [finding.name for finding in findings if finding.grave] == []


def test_records_that_are_gone_are_told(sound):
    (finding,) = find(compare(sound, replace(sound, facts=())))
    assert finding.told.startswith(f"Faits en moins : {len(set(sound.facts))}, en plus : 0 (−")


def test_a_crash_is_named(sound):
    rule = replace(sound.verdicts[0].rules[0], broken="panne : ValueError", held=False)
    crashed = replace(sound, verdicts=(replace(sound.verdicts[0], rules=(rule,)), *sound.verdicts[1:]))
    assert "Questions qui font tomber le système : 1 ; panne : ValueError." in named(compare(sound, crashed))["pannes"].told


def test_a_ranking_that_gets_better_is_no_finding(sound):
    silent = {key: dict.fromkeys(MEASURES, 0.0) for key in sound.retrieval["bm25"]}
    assert find(compare(replace(sound, retrieval={"bm25": silent}), sound)) == []
