"""``reseaux-qa eval``: read the questions, ask the systems, keep the run, show it."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from reseaux_qa.corpus import Corpus
from reseaux_qa.evaluation import exports, findings, gold, page, paired, quality, ragas_judge, retrieval, runner, runs, tables
from reseaux_qa.evaluation.cases import Case, read_cases, strangers
from reseaux_qa.evaluation.systems import SYSTEMS, WHOLE, System, build
from reseaux_qa.evaluation.thresholds import below, read_thresholds
from reseaux_qa.settings import Settings

QUESTIONS = Path("eval/test.jsonl")
ALL = "tous"


def evaluate(options: argparse.Namespace, settings: Settings) -> bool:
    """Do what the options ask; whether all is as it should be."""
    files = options.questions or [QUESTIONS]
    if options.publish:
        return _publish(runs.latest(options.runs, files), files[0].parent)
    cases = read_cases(files)
    if options.check:
        return _check(cases, files, Corpus.from_folder(settings.corpus))
    baseline = runs.find(options.baseline, files) if options.baseline else None
    systems = build(list(SYSTEMS) if ALL in options.system else options.system or [WHOLE], settings)
    run = _measured(systems, cases, files, settings, ragas=options.ragas)
    comparison = _comparison(run, baseline)
    folder = _keep(run, systems[0].corpus, comparison, options.runs)
    missed = below(run.results[0].verdicts, read_thresholds()) if options.questions is None else []
    return _show(run, comparison, missed, folder)


def _publish(run: runs.Run, folder: Path) -> bool:
    tables.console().print(f"Page de qualité : {quality.publish(run, folder)}")
    return True


def _check(cases: Sequence[Case], files: Sequence[Path], corpus: Corpus) -> bool:
    """Whether the page still supports every gold answer."""
    problems = gold.check(cases, corpus)
    out = tables.console()
    out.print(tables.problems_view(problems))
    for told in strangers(files):
        out.print(f"Remarque : {told}")
    broken = len({problem.case for problem in problems})
    out.print(f"{len(cases)} questions vérifiées, {broken} à reprendre." if broken else f"{len(cases)} questions vérifiées : tout tient.")
    return not problems


def _measured(systems: Sequence[System], cases: Sequence[Case], files: Sequence[Path], settings: Settings, *, ragas: bool) -> runs.Run:
    origin = runs.origin(settings, systems[0].corpus.hash, systems[0].model, files)
    judge = ragas_judge.Ragas.from_settings(settings) if ragas else None
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=tables.console(stderr=True), transient=True) as progress:
        results = []
        for system in systems:
            task = progress.add_task(system.name, total=len(cases))
            found = runner.run(system, cases, lambda task=task: progress.advance(task))  # type: ignore[misc]
            results.append(judge.judged(found) if judge else found)
    return runs.Run(origin, tuple(results))


def _comparison(run: runs.Run, baseline: runs.Run | None) -> paired.Comparison | None:
    """The first system against itself in the baseline, or against what the baseline had first."""
    if baseline is None:
        return None
    first = run.results[0]
    return paired.compare(baseline.of(first.system) or baseline.results[0], first)


def _keep(run: runs.Run, corpus: Corpus, comparison: paired.Comparison | None, folder: Path) -> Path:
    made = runs.save(run, folder)
    (made / "rapport.html").write_text(page.render(run, corpus, comparison), encoding="utf-8", errors="replace")
    (made / "junit.xml").write_text(exports.junit(run), encoding="utf-8")
    (made / "questions.csv").write_text(exports.table(run), encoding="utf-8-sig", errors="replace")  # spreadsheets want the mark
    return made


def _show(run: runs.Run, comparison: paired.Comparison | None, missed: Sequence[str], folder: Path) -> bool:
    out, told = tables.console(), findings.find(comparison) if comparison else []
    out.print(tables.result_table(run.results[0]))
    if len(run.results) > 1:
        out.print(tables.systems_table(run.results))
    _show_retrieval(out, run)
    if comparison:
        out.print(tables.comparison_view(comparison, told))
    for line in missed:
        tables.console(stderr=True).print(f"Sous le seuil : {line}", soft_wrap=True)
    out.print(f"Rapport : {folder / 'rapport.html'} (aussi run.json, junit.xml, questions.csv)", soft_wrap=True)
    worse = comparison is not None and (comparison.is_worse or any(finding.grave for finding in told))
    return not missed and not worse


def _show_retrieval(out: Console, run: runs.Run) -> None:
    found = tables.retrieval_table(run.results)
    if found:
        out.print(found)
    elif not retrieval.is_installed():
        out.print("Sans mesures de la recherche : lancez `pip install 'reseaux-qa[eval]'` pour les avoir.")
