"""What editors learn from the journal: what people ask that the page does not say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from reseaux_qa.french import content_stems
from reseaux_qa.types import Status
from reseaux_qa.web.house import static, templates
from reseaux_qa.web.journal import Count, Journal, Kept

_UNANSWERED = (Status.NOT_SAID.value, Status.PARTIAL.value, Status.CLARIFY.value)
_OUTCOMES = {
    "answered": "répondues",
    "partial": "répondues en partie",
    "not_said": "la page ne le dit pas",
    "clarify": "à préciser",
    "off_topic": "hors sujet",
    "chat": "salutations",
    "refused": "refusées (vides, trop longues, affluence)",
    "too_long": "trop lentes",
}
_VOTES = {"up": "utile", "down": "pas utile"}


@dataclass(frozen=True, slots=True)
class Gap:
    """A question that went unanswered, how often, and when last."""

    text: str
    times: int
    last: str


@dataclass(frozen=True, slots=True)
class Report:
    """Totals by name, and the gaps of the page, the most asked first."""

    since: str
    until: str
    outcomes: tuple[tuple[str, int], ...]
    votes: tuple[tuple[str, int], ...]
    gaps: tuple[Gap, ...]

    @classmethod
    def from_journal(cls, journal: Journal) -> Report:
        """Read everything once."""
        counts = journal.counts()
        days = [count.day for count in counts] or [""]
        gaps = tuple(_gaps(kept for kept in journal.questions() if kept.outcome in _UNANSWERED))
        return cls(min(days), max(days), _totals(counts, "outcome", _OUTCOMES), _totals(counts, "vote", _VOTES), gaps)

    def as_text(self) -> str:
        """For a terminal."""
        if not self.since:
            return "Aucune question n'a encore été comptée."
        lines = [f"Du {self.since} au {self.until}", "", "Questions"]
        lines += [f"  {number:6}  {name}" for name, number in self.outcomes]
        lines += ["", "Avis", *(f"  {number:6}  {name}" for name, number in self.votes)] if self.votes else []
        lines += ["", "Questions sans réponse complète", *(f"  {gap.times:6}  {gap.text}" for gap in self.gaps)] if self.gaps else []
        return "\n".join(lines)

    def as_html(self) -> str:
        """One file that needs nothing else."""
        return templates().get_template("report.html").render(report=self, style=static("palette.css") + static("site.css"))


def _totals(counts: Iterable[Count], kind: str, names: dict[str, str]) -> tuple[tuple[str, int], ...]:
    totals: Counter[str] = Counter()
    for count in counts:
        family, _, name = count.name.partition(":")
        if family == kind:
            totals[names.get(name, name)] += count.number
    return tuple(totals.most_common())


def _gaps(questions: Iterable[Kept]) -> list[Gap]:
    """Questions of the same words are one; it is shown as it was last asked."""
    groups: dict[tuple[str, ...], list[Kept]] = {}
    for kept in questions:
        groups.setdefault(tuple(sorted(set(content_stems(kept.text)))), []).append(kept)
    return sorted((Gap(group[-1].text, len(group), group[-1].day) for group in groups.values()), key=lambda gap: -gap.times)
