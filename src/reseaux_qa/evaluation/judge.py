"""Case + answer → verdict, by rules alone: no model judges another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reseaux_qa.corpus import Corpus
from reseaux_qa.evaluation.cases import Case
from reseaux_qa.evaluation.citations import Proof, flat, prove
from reseaux_qa.french import content_stems
from reseaux_qa.types import Answer


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that was due, in French, and whether the answer did it."""

    due: str
    broken: str
    held: bool


@dataclass(frozen=True, slots=True)
class Verdict:
    """How one case went; ``support`` is the confidence that the answer has or, seen from outside, deserves."""

    case: Case
    answer: Answer
    milliseconds: float
    rules: tuple[Rule, ...]
    cited: bool
    proof: Proof
    support: float

    @property
    def right(self) -> bool:
        """Answered or refused as due, saying what it must and nothing that it must not."""
        return all(rule.held for rule in self.rules)

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why it is not right."""
        return tuple(rule.broken for rule in self.rules if not rule.held)

    @property
    def verbatim(self) -> bool:
        """Whether every citation is exactly what the page says, in whole words."""
        return not self.proof.faults

    @property
    def false_refusal(self) -> bool:
        """Refused though the page says."""
        return self.case.answerable and not self.answer.answered

    @property
    def missed_refusal(self) -> bool:
        """Answered though the page does not say."""
        return not self.case.answerable and self.answer.answered

    @property
    def score(self) -> int:
        """As the CRAG benchmark counts: 1 right, 0 refused, −1 wrong."""
        return 1 if self.right else -1 if self.answer.answered else 0


def judge(case: Case, answer: Answer, milliseconds: float, corpus: Corpus, crash: str = "") -> Verdict:
    """One verdict; ``crash`` is what the system said instead of answering."""
    rules = tuple(_rules(case, answer, crash))
    return Verdict(case, answer, milliseconds, rules, _cites(case, answer), prove(case, answer, corpus), _support(case, answer))


def _rules(case: Case, answer: Answer, crash: str) -> Iterator[Rule]:
    if crash:
        yield Rule("répondre sans panne", f"panne : {crash}", held=False)
    if case.answerable:
        yield Rule("répondre, car la page le dit", "refus à tort", held=answer.answered)
    else:
        yield Rule("ne pas répondre, car la page ne le dit pas", "refus manqué", held=not answer.answered)
    for group in case.must_include:  # the correction of a false premise is due even in a refusal
        alternatives = " / ".join(group)
        yield Rule(f"dire : {alternatives}", f"manque : {alternatives}", held=any(says(answer.text, item) for item in group))
    due, opening = _polarity(case.answer), _polarity(answer.text)
    if due and opening:
        yield Rule(f"répondre par « {due} »", f"répond par « {opening} »", held=due == opening)
    for item in case.must_not_include:
        yield Rule(f"ne pas dire : {item}", f"en trop : {item}", held=not says(answer.text, item))


_OPENING = re.compile(r"\W*(oui|si|non)\b", re.IGNORECASE)


def _polarity(text: str) -> str:
    """« oui » or « non » where a text opens with it; « Si » is a yes."""
    opening = _OPENING.match(text)
    return {"si": "oui"}.get(opening[1].lower(), opening[1].lower()) if opening else ""


def says(text: str, item: str) -> bool:
    """Whether a text says a word or phrase, case, accents, spaces and apostrophes aside."""
    return re.search(rf"(?<!\w){re.escape(flat(item))}(?!\w)", flat(re.sub(r"\s*\[\d+\]", "", text))) is not None


def _cites(case: Case, answer: Answer) -> bool:
    """Every expected network is cited; an answer without citation never counts as cited."""
    heads = [flat(citation.network) for citation in answer.citations]
    return bool(heads) and all(any(flat(name) in head for head in heads) for name in case.networks)


def _support(case: Case, answer: Answer) -> float:
    """The answer's own confidence; seen from outside where it gives none: what its proof says of the question."""
    if answer.confidence:
        return answer.confidence
    asked = set(content_stems(case.turns[-1]))
    said = {stem for c in answer.citations for stem in content_stems(f"{c.network} {c.section} {c.quote.text}")}
    return len(asked & said) / len(asked) if asked else 0.0
