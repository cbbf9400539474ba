"""A run for other programs: JUnit XML for a build server, CSV for a spreadsheet."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from io import StringIO
from xml.etree import ElementTree as Xml

from reseaux_qa.evaluation.judge import Verdict
from reseaux_qa.evaluation.runs import Result, Run

# XML 1.0 has no way to write these, and a hostile question may hold them.
_UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet would run
_COLUMNS = (
    "système", "catégorie", "question", "juste", "cité", "verbatim", "raisons", "tours", "référence", "réponse", "répondu",
    "citations", "précises", "preuves", "retrouvées", "score", "appui", "ms",
)  # fmt: skip


def junit(run: Run) -> str:
    """A suite per system and category, a failure per answer that is not right."""
    root = Xml.Element("testsuites", name="reseaux-qa eval")
    for result in run.results:
        for category in dict.fromkeys(verdict.case.category for verdict in result.verdicts):
            root.append(_suite(result, category))
    Xml.indent(root)
    return _UNWRITABLE.sub("\ufffd", Xml.tostring(root, encoding="unicode", xml_declaration=True))


def _suite(result: Result, category: str) -> Xml.Element:
    verdicts = [verdict for verdict in result.verdicts if verdict.case.category == category]
    seconds = sum(verdict.milliseconds for verdict in verdicts) / 1000
    wrong = sum(not verdict.right for verdict in verdicts)
    name = f"{result.system}.{category}"
    suite = Xml.Element("testsuite", name=name, tests=str(len(verdicts)), failures=str(wrong), errors="0", time=f"{seconds:.3f}")
    suite.extend(_test(verdict, name) for verdict in verdicts)
    return suite


def _test(verdict: Verdict, classname: str) -> Xml.Element:
    test = Xml.Element("testcase", name=verdict.case.id, classname=classname, time=f"{verdict.milliseconds / 1000:.4f}")
    if not verdict.right:
        failure = Xml.SubElement(test, "failure", message=" ; ".join(verdict.reasons))
        failure.text = told(verdict)
    return test


def told(verdict: Verdict) -> str:
    """A verdict in four lines, for people who read logs."""
    case = verdict.case
    return "\n".join(
        [
            f"Question : {' | '.join(case.turns)}",
            f"Attendu : {case.answer}",
            f"Réponse : {verdict.answer.text}",
            f"Pourquoi : {' ; '.join(verdict.reasons) or 'juste'}",
        ]
    )


def table(run: Run) -> str:
    """A line per question and system: semicolons and decimal commas, as French spreadsheets read them."""
    written = StringIO()
    writer = csv.writer(written, delimiter=";", lineterminator="\r\n")
    writer.writerow(_COLUMNS)
    for result in run.results:
        writer.writerows([_cell(value) for value in _row(result.system, verdict)] for verdict in result.verdicts)
    return written.getvalue()


def _row(system: str, verdict: Verdict) -> Iterator[object]:
    case, answer, proof = verdict.case, verdict.answer, verdict.proof
    yield from (system, case.category, case.id, verdict.right, verdict.cited, verdict.verbatim, " ; ".join(verdict.reasons))
    yield from (" | ".join(case.turns), case.answer, answer.text, answer.answered)
    yield from (proof.citations, proof.precise, proof.evidence, proof.found)
    yield from (verdict.score, verdict.support, verdict.milliseconds)


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, float):
        return f"{value:.3f}".replace(".", ",")
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else str(value)
