"""The command line: ask, index, serve, facts, lint, eval, report.

Exit status: 0 done; 1 the page does not say (ask), has something to mend (lint),
or a threshold is missed, the answers got worse or the gold broke (eval); 2 the
command was misused; 3 something must be mended first, as the message says.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from reseaux_qa.errors import ReseauxError, SettingsError
from reseaux_qa.settings import Settings, read_port
from reseaux_qa.types import Answer

DONE, SHORTFALL, BROKEN = 0, 1, 3
_STATUS_HELP = (
    "Code de sortie : 0 fait ; 1 la page ne le dit pas (ask) ou est à reprendre (lint), un seuil est manqué, les réponses ont "
    "empiré ou une question est à reprendre (eval) ; 2 commande mal écrite ; 3 à réparer."
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status."""
    try:
        options = _parser().parse_args(arguments)
        return int(options.run(options, _settings(options)))
    except ReseauxError as error:
        print(f"Erreur : {error}", file=sys.stderr)
        return BROKEN


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="reseaux-qa", description="Questions et réponses sur les réseaux d'une ville.", epilog=_STATUS_HELP
    )
    commands = parser.add_subparsers(required=True, metavar="COMMANDE")
    ask = _command(commands, "ask", run_ask, "répondre à une question, avec ses sources")
    ask.add_argument("question", help="la question, entre guillemets")
    ask.add_argument("--json", action="store_true", help="réponse et citations en JSON")
    _command(commands, "index", run_index, "lire la page et construire l'index")
    serve = _command(commands, "serve", run_serve, "ouvrir la page de discussion et l'API")
    serve.add_argument("--host", help="adresse d'écoute (127.0.0.1)")
    serve.add_argument("--port", type=partial(read_port, "--port"), help="port d'écoute (7860)")
    facts = _command(commands, "facts", run_facts, "montrer ce qui est lu de la page, réseau par réseau")
    facts.add_argument("network", nargs="?", metavar="RÉSEAU", help="un seul réseau, par son nom")
    form = facts.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="en JSON, avec la place de chaque citation")
    form.add_argument("--csv", action="store_true", help="pour un tableur (points-virgules)")
    _command(commands, "lint", run_lint, "signaler ce qui est à reprendre dans la page")
    _add_eval_options(_command(commands, "eval", run_eval, "passer les questions d'évaluation"))
    report = _command(commands, "report", run_report, "montrer ce qui a été demandé et ce que la page ne dit pas")
    report.add_argument("--html", type=Path, metavar="FICHIER", help="écrire le rapport en HTML plutôt que l'afficher")
    report.add_argument("--erase", action="store_true", help="effacer toutes les questions enregistrées ; les nombres restent")
    return parser


def _add_eval_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("--questions", type=Path, nargs="+", metavar="FICHIER", help="fichiers JSON Lines (eval/test.jsonl)")
    command.add_argument(
        "--system", nargs="+", action="extend", default=[], metavar="NOM", help="systèmes à comparer, ou « tous » (entier)"
    )
    command.add_argument(
        "--baseline", type=Path, metavar="DOSSIER", help="évaluation à laquelle comparer, ou dossier dont prendre la dernière"
    )
    command.add_argument("--runs", type=Path, default=Path("eval/runs"), metavar="DOSSIER", help="où garder les évaluations (eval/runs)")
    command.add_argument("--ragas", action="store_true", help="ajouter l'avis du modèle de langage RESEAUX_QA_LLM, par RAGAS")
    instead = command.add_mutually_exclusive_group()
    instead.add_argument("--check", action="store_true", help="vérifier les questions contre la page, sans rien demander")
    instead.add_argument("--publish", action="store_true", help="écrire QUALITE.md d'après la dernière évaluation de ces questions")


def _command(commands: Any, name: str, run: Any, summary: str) -> argparse.ArgumentParser:
    command: argparse.ArgumentParser = commands.add_parser(name, help=summary, description=summary.capitalize() + ".", epilog=_STATUS_HELP)
    command.add_argument("--corpus", type=Path, metavar="DOSSIER", help="dossier de la page (corpus)")
    command.add_argument("--index", type=Path, metavar="DOSSIER", help="dossier de l'index (index)")
    command.set_defaults(run=run)
    return command


def _settings(options: argparse.Namespace) -> Settings:
    """The environment's settings, with what the command line names instead."""
    named = {name: getattr(options, name, None) for name in ("corpus", "index", "host", "port")}
    return replace(Settings.from_env(), **{name: value for name, value in named.items() if value is not None})


def _as_json(answer: Answer, took_ms: float) -> dict[str, Any]:
    """An answer for a program; offsets count characters of the source."""
    told = {"answer": answer.text, "answered": answer.answered, "citations": [citation.as_json() for citation in answer.citations]}
    return told | {"suggestions": list(answer.suggestions), "took_ms": round(took_ms, 3)}


def run_ask(options: argparse.Namespace, settings: Settings) -> int:
    """Print one answer."""
    from reseaux_qa.assistant import Assistant

    assistant = Assistant.from_settings(settings)
    start = time.perf_counter()
    answer = assistant.ask(options.question)
    if options.json:
        print(json.dumps(_as_json(answer, (time.perf_counter() - start) * 1000), ensure_ascii=False, indent=2))
    else:
        print(answer.text)
        for citation in answer.citations:
            print(f"  [{citation.id}] {citation.network}, {citation.section} : « {citation.quote.text} »")
    return DONE if answer.answered else SHORTFALL


def run_index(options: argparse.Namespace, settings: Settings) -> int:
    """Build the index when it is missing or stale."""
    from reseaux_qa.corpus import Corpus
    from reseaux_qa.encoder import load_encoder
    from reseaux_qa.index import PassageIndex

    corpus = Corpus.from_folder(settings.corpus)
    PassageIndex.open_or_build(settings.index, corpus, load_encoder(settings.embedding_model))
    print(f"Index à jour : {len(corpus.networks)} réseaux, {len(corpus.passages)} passages ({settings.index}).")
    return DONE


def run_serve(options: argparse.Namespace, settings: Settings) -> int:
    """Serve until interrupted."""
    from reseaux_qa.assistant import Assistant
    from reseaux_qa.web.server import serve

    assistant = Assistant.from_settings(settings)
    assistant.warm()
    serve(assistant, settings)
    return DONE


def run_facts(options: argparse.Namespace, settings: Settings) -> int:
    """Print the records as a table."""
    from reseaux_qa.corpus import Corpus
    from reseaux_qa.facts.table import as_csv, as_json, as_text, rows

    table = rows(Corpus.from_folder(settings.corpus), options.network)
    print((as_json if options.json else as_csv if options.csv else as_text)(table))
    return DONE


def run_lint(options: argparse.Namespace, settings: Settings) -> int:
    """Print what an editor should mend, one finding a line."""
    from reseaux_qa.corpus import Corpus
    from reseaux_qa.facts.lint import lint

    findings = lint(Corpus.from_folder(settings.corpus))
    for finding in findings:
        print(f"{finding.source}:{finding.line}: {finding.told}")
    print(f"{len(findings)} point(s) à reprendre." if findings else "Rien à reprendre.")
    return SHORTFALL if findings else DONE


def run_eval(options: argparse.Namespace, settings: Settings) -> int:
    """Judge the answers, or check the questions, or publish the quality page."""
    from reseaux_qa.evaluation.command import evaluate

    return DONE if evaluate(options, settings) else SHORTFALL


def run_report(options: argparse.Namespace, settings: Settings) -> int:
    """Show the journal of the settings, or erase its questions."""
    from reseaux_qa.web.journal import Journal
    from reseaux_qa.web.report import Report

    if settings.journal is None or not settings.journal.is_file():
        raise SettingsError("Aucun journal : donnez par RESEAUX_QA_JOURNAL le fichier où le service compte les questions.")
    with closing(Journal.from_settings(settings)) as journal:
        if options.erase:
            journal.erase()
        report = Report.from_journal(journal)
    if options.html:
        _write(options.html, report.as_html())
    else:
        print(report.as_text())
    return DONE


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise SettingsError(f"« {path} » ne peut pas être écrit : donnez à --html un fichier d'un dossier ouvert à l'écriture.") from error


if __name__ == "__main__":
    sys.exit(main())
