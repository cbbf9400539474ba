"""The rates that must be reached for a run to pass, and those that it misses."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path

from reseaux_qa.errors import SettingsError
from reseaux_qa.evaluation.judge import Verdict
from reseaux_qa.evaluation.metrics import Rate, lines
from reseaux_qa.evaluation.wording import percent


def read_thresholds(path: Path = Path("pyproject.toml")) -> dict[str, float]:
    """Those of ``[tool.reseaux-qa.thresholds]``; none without the file or the table."""
    if not path.is_file():
        return {}
    tools = tomllib.loads(path.read_text(encoding="utf-8")).get("tool", {})
    return dict(tools.get("reseaux-qa", {}).get("thresholds", {}))


def measures(verdicts: Sequence[Verdict]) -> dict[str, float]:
    """The rates that thresholds are set on, each from 0 to 1; 1 where nothing counts."""
    facts = [v for v in verdicts if v.case.category == "single_fact" and v.case.answerable]
    found = {
        "single_fact_right_and_cited": Rate.of(v.right and v.cited for v in facts),
        "answerable_right": Rate.of(v.right for v in verdicts if v.case.answerable),
        "unanswerable_refused": Rate.of(not v.answer.answered for v in verdicts if not v.case.answerable),
        "verbatim": Rate.of(v.verbatim for v in verdicts),
    }
    by_category = {f"{line.category}_right": line.right for line in lines(verdicts)}
    return {name: rate.share for name, rate in (by_category | found).items()}


def below(verdicts: Sequence[Verdict], thresholds: Mapping[str, float]) -> list[str]:
    """The thresholds that a run misses, in French.

    Raises:
        SettingsError: for a threshold that nothing measures.
    """
    measured = measures(verdicts)
    for name in thresholds.keys() - measured.keys():
        raise SettingsError(f"Le seuil « {name} » ne correspond à aucune mesure : gardez {', '.join(sorted(measured))}.")
    return [
        f"{name} : {percent(measured[name], 1)} au lieu de {percent(wanted, 1)} au moins"
        for name, wanted in thresholds.items()
        if measured[name] < wanted
    ]
