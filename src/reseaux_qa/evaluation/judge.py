"""Cases → verdicts, by rules alone: no model judges another."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from reseaux_qa.corpus import Corpus
from reseaux_qa.errors import QuestionRefused
from reseaux_qa.evaluation.cases import Case
from reseaux_qa.french import fold
from reseaux_qa.guard import verbatim
from reseaux_qa.types import Answer, Status, Turn

Ask = Callable[[str, Sequence[Turn]], Answer]


@dataclass(frozen=True, slots=True)
class Verdict:
    """How one case went; ``reasons`` says why it is not right."""

    case: Case
    answer: Answer
    right: bool
    cited: bool
    verbatim: bool
    reasons: tuple[str, ...]
    milliseconds: float

    @property
    def false_refusal(self) -> bool:
        """Refused though the page says."""
        return self.case.answerable and not self.answer.answered

    @property
    def missed_refusal(self) -> bool:
        """Answered though the page does not say."""
        return not self.case.answerable and self.answer.answered


def run(cases: Sequence[Case], ask: Ask, corpus: Corpus) -> list[Verdict]:
    """Ask every case, its last turn after the others, and judge the answers."""
    return [judge(case, *_timed(case, ask), corpus) for case in cases]


def _timed(case: Case, ask: Ask) -> tuple[Answer, float]:
    history = [Turn("user", turn) for turn in case.turns[:-1]]
    start = time.perf_counter()
    try:
        answer = ask(case.turns[-1], history)
    except QuestionRefused as refusal:  # an over-long message is refused before it is read
        answer = Answer(str(refusal), Status.OFF_TOPIC)
    return answer, (time.perf_counter() - start) * 1000


def judge(case: Case, answer: Answer, milliseconds: float, corpus: Corpus) -> Verdict:
    """One verdict: right needs the facts, the refusal or the answer that was due."""
    reasons = _reasons(case, answer)
    cited = _cites(case, answer)
    return Verdict(case, answer, not reasons, cited, verbatim(answer, corpus), tuple(reasons), milliseconds)


def _reasons(case: Case, answer: Answer) -> list[str]:
    reasons = []
    if case.answerable != answer.answered:
        reasons.append("refus à tort" if case.answerable else "refus manqué")
    if case.answerable or case.must_include:  # the correction of a false premise is due even in a refusal
        reasons += [f"manque : {' / '.join(group)}" for group in case.must_include if not any(says(answer.text, item) for item in group)]
    reasons += [f"en trop : {item}" for item in case.must_not_include if says(answer.text, item)]
    return reasons


def says(text: str, item: str) -> bool:
    """Whether a text says a word or phrase, case, accents, spaces and apostrophes aside."""
    return re.search(rf"(?<!\w){re.escape(_flat(item))}(?!\w)", _flat(re.sub(r"\s*\[\d+\]", "", text))) is not None


def _flat(text: str) -> str:
    return " ".join(fold(text).split())


def _cites(case: Case, answer: Answer) -> bool:
    """Every expected network is cited; an answer without citation never counts as cited."""
    said = [_flat(f"{citation.network} {citation.quote.text}") for citation in answer.citations]
    heads = [_flat(citation.network) for citation in answer.citations]
    return bool(said) and all(any(_flat(name) in head for head in heads) for name in case.networks)
