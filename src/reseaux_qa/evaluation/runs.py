"""A run: what some systems answered to some questions, with all that it depended on, kept as JSON."""

from __future__ import annotations

import hashlib
import json
import platform
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib import resources
from pathlib import Path
from typing import Any

from reseaux_qa.encoder import file_digest
from reseaux_qa.errors import RunError
from reseaux_qa.evaluation.cases import Case
from reseaux_qa.evaluation.citations import Proof
from reseaux_qa.evaluation.judge import Rule, Verdict
from reseaux_qa.evaluation.retrieval import Scores
from reseaux_qa.evaluation.systems import Stated
from reseaux_qa.settings import Settings
from reseaux_qa.types import Answer, Citation, Quote, Status

FORMAT = 1  # raise it when the form changes: older runs are then refused, not misread
RUN_FILE = "run.json"


@dataclass(frozen=True, slots=True)
class Origin:
    """What a run depended on; two runs of the same origin give the same judgements."""

    created: str
    commit: str
    modified: bool
    corpus: str
    model: str
    weights: Mapping[str, str]
    settings: Mapping[str, str]
    questions: Mapping[str, str]
    python: str
    machine: str


@dataclass(frozen=True, slots=True)
class Result:
    """One system's verdicts, and the views of its parts; ``judged`` holds an optional model's scores by question."""

    system: str
    label: str
    verdicts: tuple[Verdict, ...]
    retrieval: Mapping[str, Scores]
    facts: tuple[Stated, ...]
    judged: Scores
    seconds: float


@dataclass(frozen=True, slots=True)
class Run:
    """The results of one evaluation."""

    origin: Origin
    results: tuple[Result, ...]

    def of(self, system: str) -> Result | None:
        """One system's result, if it took part."""
        return next((result for result in self.results if result.system == system), None)


def origin(settings: Settings, corpus_hash: str, model: str, questions: Iterable[Path]) -> Origin:
    """Where and with what, now."""
    return Origin(
        created=datetime.now(UTC).isoformat(timespec="seconds"),
        commit=_git("rev-parse", "HEAD"),
        modified=bool(_git("status", "--porcelain", "--untracked-files=no")),
        corpus=corpus_hash,
        model=model,
        weights=_weights(),
        settings={name: str(value) for name, value in asdict(settings).items()},
        questions={path.as_posix(): file_digest(path) for path in questions},
        python=platform.python_version(),
        machine=f"{platform.system()} {platform.machine()}",
    )


def _weights() -> dict[str, str]:
    """The digest of each file that holds something learned."""
    root = Path(str(resources.files("reseaux_qa")))
    return {path.relative_to(root).as_posix(): file_digest(path) for path in sorted(root.rglob("*.safetensors"))}


def _git(*arguments: str) -> str:
    """What git says of the current folder; nothing where there is no git."""
    try:
        done = subprocess.run(["git", *arguments], capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return ""
    return done.stdout.strip()


# --- to and from JSON -------------------------------------------------------------


def save(run: Run, folder: Path) -> Path:
    """Write a run into a folder of its own, named by its time, commit and questions."""
    made = folder / name_of(run)
    made.mkdir(parents=True, exist_ok=True)
    content = {"format": FORMAT, "origin": asdict(run.origin), "results": [_result_row(result) for result in run.results]}
    # Half of a surrogate pair, which UTF-8 cannot hold, becomes the escape that JSON reads back.
    (made / RUN_FILE).write_text(json.dumps(content, ensure_ascii=False, indent=1), encoding="utf-8", errors="backslashreplace")
    return made


def name_of(run: Run) -> str:
    """Sorts by time; says what was measured."""
    moment = run.origin.created.replace("-", "").replace(":", "")[:15]
    content = json.dumps([asdict(run.origin), [result.system for result in run.results]], sort_keys=True)
    return f"{moment}-{run.origin.commit[:12] or 'sans-git'}-{hashlib.sha256(content.encode()).hexdigest()[:4]}"


def load(path: Path) -> Run:
    """Read a run from its folder or file.

    Raises:
        RunError: in French, with the cure.
    """
    file = path / RUN_FILE if path.is_dir() else path
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
        if content["format"] != FORMAT:
            raise RunError(f"{file} est d'une autre version de l'évaluation : refaites-la avec `reseaux-qa eval`.")
        return Run(Origin(**content["origin"]), tuple(_result(row) for row in content["results"]))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise RunError(f"{file} n'est pas une évaluation enregistrée ({error}). Donnez un dossier écrit par `reseaux-qa eval`.") from error


def find(path: Path, questions: Sequence[Path]) -> Run:
    """The run of a path, or the newest one of these questions when the path is the folder of all runs.

    Raises:
        RunError: when there is none.
    """
    return load(path) if path.is_file() or (path / RUN_FILE).exists() or not path.is_dir() else latest(path, questions)


def latest(folder: Path, questions: Sequence[Path]) -> Run:
    """The newest run of exactly these question files.

    Raises:
        RunError: when there is none.
    """
    wanted = {path.as_posix() for path in questions}
    for path in sorted(folder.glob(f"*/{RUN_FILE}"), reverse=True):
        run = load(path)
        if set(run.origin.questions) == wanted:
            return run
    raise RunError(f"Aucune évaluation de {', '.join(sorted(wanted))} dans {folder} : lancez d'abord `reseaux-qa eval`.")


def _result_row(result: Result) -> dict[str, Any]:
    facts = [asdict(fact) for fact in result.facts]
    verdicts = [_verdict_row(verdict) for verdict in result.verdicts]
    shared = {"system": result.system, "label": result.label, "seconds": round(result.seconds, 3)}
    return {**shared, "verdicts": verdicts, "retrieval": result.retrieval, "facts": facts, "judged": result.judged}


def _verdict_row(verdict: Verdict) -> dict[str, Any]:
    """``right`` and ``reasons`` follow from the rules: they are there for other readers."""
    answer = verdict.answer
    return {
        "case": verdict.case.as_json(),
        "right": verdict.right,
        "reasons": verdict.reasons,
        "answer": {"text": answer.text, "status": answer.status.value, "citations": [asdict(c) for c in answer.citations]},
        "milliseconds": round(verdict.milliseconds, 3),
        "rules": [asdict(rule) for rule in verdict.rules],
        "cited": verdict.cited,
        "proof": asdict(verdict.proof),
        "support": verdict.support,
    }


def _result(row: Mapping[str, Any]) -> Result:
    verdicts = tuple(_verdict(found) for found in row["verdicts"])
    facts = tuple(Stated(**fact) for fact in row["facts"])
    return Result(row["system"], row["label"], verdicts, row["retrieval"], facts, row["judged"], row["seconds"])


def _verdict(row: Mapping[str, Any]) -> Verdict:
    proof = Proof(**{**row["proof"], "faults": tuple(row["proof"]["faults"])})
    rules = tuple(Rule(**rule) for rule in row["rules"])
    return Verdict(Case.from_json(row["case"]), _answer(row["answer"]), row["milliseconds"], rules, row["cited"], proof, row["support"])


def _answer(row: Mapping[str, Any]) -> Answer:
    citations = tuple(Citation(**{**citation, "quote": Quote(**citation["quote"])}) for citation in row["citations"])
    return Answer(row["text"], Status(row["status"]), citations)
