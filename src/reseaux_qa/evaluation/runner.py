"""Ask a system every question and judge its answers."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import replace

from reseaux_qa.errors import QuestionRefused
from reseaux_qa.evaluation import retrieval
from reseaux_qa.evaluation.cases import Case
from reseaux_qa.evaluation.judge import Verdict, judge
from reseaux_qa.evaluation.runs import Result
from reseaux_qa.evaluation.systems import Ask, System
from reseaux_qa.types import Answer, Status, Turn


def run(system: System, cases: Sequence[Case], advance: Callable[[], None] = lambda: None) -> Result:
    """One system's result; ``advance`` is called after each question."""
    start = time.perf_counter()
    verdicts = []
    for case in cases:
        verdicts.append(asked(system, case))
        advance()
    rankers = system.rankers if retrieval.is_installed() else {}
    scores = {name: retrieval.measure(ranker, cases, system.corpus) for name, ranker in rankers.items()}
    return Result(system.name, system.label, tuple(verdicts), scores, system.facts, {}, time.perf_counter() - start)


def asked(system: System, case: Case) -> Verdict:
    """The verdict on one question: its last turn is asked after the others."""
    history = [Turn("user", turn) for turn in case.turns[:-1]]
    start = time.perf_counter()
    answer, crash = _answer(system.ask, case.turns[-1], history)
    milliseconds = (time.perf_counter() - start) * 1000
    return judge(case, replace(answer, networks=(), suggestions=(), checked=""), milliseconds, system.corpus, crash)


def _answer(ask: Ask, question: str, history: Sequence[Turn]) -> tuple[Answer, str]:
    """A system that fails on one question fails that question only: the others tell as much."""
    try:
        return ask(question, history), ""
    except QuestionRefused as refusal:
        return Answer(str(refusal), Status.NOT_SAID), ""
    except Exception as error:
        return Answer("", Status.NOT_SAID), f"{type(error).__name__} : {error}"
