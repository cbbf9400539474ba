"""What a comparison shows, named: each detector looks at one part of the product and says what broke there.

A change of the verdicts alone hides defects: the guard repairs a wrong record,
one ranking stands in for the other, newly found answers make up for newly
missed refusals.  So the parts are compared too.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from statistics import fmean

from reseaux_qa.evaluation.labels import attribute, ranker
from reseaux_qa.evaluation.metrics import mcnemar
from reseaux_qa.evaluation.paired import Comparison, Pair
from reseaux_qa.evaluation.retrieval import Scores
from reseaux_qa.evaluation.systems import Stated
from reseaux_qa.evaluation.wording import chance, percent

_CHANCE = 0.05  # McNemar's p below which a shift is called real
_RECALL = "recall_10"
_SHOWN = 3  # facts told by name


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that changed; ``grave`` when it is certainly for the worse."""

    name: str
    told: str
    questions: tuple[str, ...]
    grave: bool


def find(comparison: Comparison) -> list[Finding]:
    """Everything worth saying of a comparison, the grave first."""
    found = [finding for detect in _DETECTORS for finding in detect(comparison)]
    return sorted(found, key=lambda finding: not finding.grave)


def _ids(pairs: Iterable[Pair]) -> tuple[str, ...]:
    return tuple(pair.after.case.id for pair in pairs)


def _citations(comparison: Comparison) -> Iterator[Finding]:
    broken = [pair for pair in comparison.pairs if pair.before.verbatim and not pair.after.verbatim]
    if broken:
        told = f"Réponses touchées : {len(broken)} ; par exemple, {broken[0].after.proof.faults[0]}."
        yield Finding("citations qui ne sont plus le texte de la page", told, _ids(broken), grave=True)


def _records(comparison: Comparison) -> Iterator[Finding]:
    """A record that no longer says what its own quote says is wrong, whatever the answers."""
    if comparison.before.system != comparison.after.system:
        return
    before, after = comparison.before.facts, comparison.after.facts
    wrong = [(old, new) for old, new in _facts_in_both(before, after) if old.value != new.value and not _says_numbers(new)]
    if wrong:
        affected = [pair for _, new in wrong for pair in _citing(new.quote, comparison.pairs)]
        yield Finding("fiche contraire à sa citation", _wrong_told(wrong), tuple(dict.fromkeys(_ids(affected))), grave=True)
    named = {fact for pair in wrong for fact in pair}
    gone, new_ones = (set(before) - set(after)) - named, (set(after) - set(before)) - named
    if gone or new_ones:
        yield Finding("fiches changées", _facts_told(gone, new_ones), (), grave=False)


def _wrong_told(wrong: Sequence[tuple[Stated, Stated]]) -> str:
    told = [
        f"« {new.network} », {attribute(new.attribute)} : {old.value} → {new.value}, où la page dit « {new.quote} »" for old, new in wrong
    ]
    return " ; ".join(told[:_SHOWN]) + (f" ; et {len(told) - _SHOWN} autres." if len(told) > _SHOWN else ".")


def _facts_in_both(before: Sequence[Stated], after: Sequence[Stated]) -> Iterator[tuple[Stated, Stated]]:
    """Facts of the same sentence, in the order in which it gives them."""
    earlier = _numbered(before)
    return ((earlier[key], fact) for key, fact in _numbered(after).items() if key in earlier)


def _numbered(facts: Sequence[Stated]) -> dict[tuple[str, str, str, int], Stated]:
    found: dict[tuple[str, str, str, int], Stated] = {}
    places: Counter[tuple[str, str, str]] = Counter()
    for fact in facts:
        key = (fact.network, fact.attribute, fact.quote)
        found[*key, places[key]] = fact
        places[key] += 1
    return found


def _says_numbers(fact: Stated) -> bool:
    said = re.sub(r"(?<=\d)[ .\u00a0\u202f](?=\d{3})", "", fact.quote)
    return all(number in said for number in re.findall(r"\d+", fact.value))


def _citing(quote: str, pairs: Iterable[Pair]) -> Iterator[Pair]:
    return (pair for pair in pairs if pair.changed and any(c.quote.text in quote for c in pair.before.answer.citations))


def _facts_told(gone: Collection[Stated], new: Collection[Stated]) -> str:
    shown = [
        f"{sign} {fact.network}, {attribute(fact.attribute)} : {fact.value}"
        for sign, facts in (("−", gone), ("+", new))
        for fact in sorted(facts, key=str)[:_SHOWN]
    ]
    return f"Faits en moins : {len(gone)}, en plus : {len(new)} ({' ; '.join(shown)})."


def _refusals(comparison: Comparison) -> Iterator[Finding]:
    yield from _shift(
        comparison.pairs,
        lambda pair: (pair.before.missed_refusal, pair.after.missed_refusal),
        "refus manqués",
        "Questions sans réponse sur la page que le seuil de refus n'arrête plus",
    )
    yield from _shift(
        comparison.pairs,
        lambda pair: (pair.before.false_refusal, pair.after.false_refusal),
        "refus à tort",
        "Questions dont la page donne la réponse et qui n'en reçoivent plus",
    )


def _shift(pairs: Sequence[Pair], seen: Callable[[Pair], tuple[bool, bool]], name: str, told: str) -> Iterator[Finding]:
    worse = [pair for pair in pairs if seen(pair) == (False, True)]
    better = sum(seen(pair) == (True, False) for pair in pairs)
    if len(worse) > better:
        p = mcnemar(better, len(worse))
        yield Finding(name, f"{told} : {len(worse)} ({better} en sens inverse, {chance(p)}).", _ids(worse), grave=p < _CHANCE)


def _rankings(comparison: Comparison) -> Iterator[Finding]:
    before, after = comparison.before.retrieval, comparison.after.retrieval
    for name in (name for name in before if name in after):
        yield from _ranking(ranker(name), before[name], after[name])


def _ranking(name: str, before: Scores, after: Scores) -> Iterator[Finding]:
    common = [key for key in before if key in after]
    worse = [key for key in common if after[key][_RECALL] < before[key][_RECALL]]
    better = sum(after[key][_RECALL] > before[key][_RECALL] for key in common)
    if len(worse) <= better:
        return
    recalls = [fmean(scores[key][_RECALL] for key in common) for scores in (before, after)]
    silent = " : elle ne rend plus rien" if not recalls[1] else ""
    told = f"Son rappel@10 passe de {percent(recalls[0])} à {percent(recalls[1])}{silent}."
    yield Finding(f"recherche {name} affaiblie", told, tuple(worse), grave=mcnemar(better, len(worse)) < _CHANCE)


def _history(comparison: Comparison) -> Iterator[Finding]:
    """Only questions with earlier turns changed, and they lost: nothing else reads those turns."""
    following = [pair for pair in comparison.pairs if len(pair.after.case.turns) > 1]
    alone = [pair for pair in comparison.pairs if len(pair.after.case.turns) == 1]
    lost, won = [pair for pair in following if pair.lost], sum(pair.won for pair in following)
    if len(lost) > won and not any(pair.changed for pair in alone):
        changed = sum(pair.changed for pair in following)
        told = f"Seules les questions à plusieurs tours ont changé ({changed} sur {len(following)}) : perdues {len(lost)}, gagnées {won}."
        yield Finding("historique de la conversation ignoré ou mal lu", told, _ids(lost), grave=True)


def _crashes(comparison: Comparison) -> Iterator[Finding]:
    crashed = [pair for pair in comparison.pairs if any(reason.startswith("panne") for reason in pair.after.reasons)]
    new = [pair for pair in crashed if not any(reason.startswith("panne") for reason in pair.before.reasons)]
    if new:
        yield Finding("pannes", f"Questions qui font tomber le système : {len(new)} ; {new[0].after.reasons[0]}.", _ids(new), grave=True)


def _answers(comparison: Comparison) -> Iterator[Finding]:
    total = comparison.flips[-1]
    if comparison.is_worse:
        told = f"Questions perdues : {len(total.lost)}, gagnées : {len(total.won)} ({chance(total.p)})."
        yield Finding("réponses moins justes", told, _ids(total.lost), grave=total.p < _CHANCE)


_DETECTORS = (_crashes, _citations, _records, _refusals, _rankings, _history, _answers)
