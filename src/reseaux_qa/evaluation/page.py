"""The report: one French HTML file that holds everything and asks nothing of the network."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from statistics import fmean
from typing import Any

from markupsafe import Markup

from reseaux_qa.corpus import Corpus
from reseaux_qa.evaluation import labels, plots, wording
from reseaux_qa.evaluation.citations import evidence_spans, meets
from reseaux_qa.evaluation.findings import Finding, find
from reseaux_qa.evaluation.judge import Verdict
from reseaux_qa.evaluation.metrics import Line, lines
from reseaux_qa.evaluation.paired import Comparison, Flips, Pair, compare
from reseaux_qa.evaluation.retrieval import MEASURES
from reseaux_qa.evaluation.runs import Result, Run
from reseaux_qa.types import Citation, Quote

_AROUND = 350  # characters of the section shown on each side of a quote


@dataclass(frozen=True, slots=True)
class Shown:
    """A citation in its section: what stands before, the quote, what stands after."""

    citation: Citation
    before: str
    quote: str
    after: str
    precise: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """One question as the report shows it; ``tags`` are what the filter looks for."""

    verdict: Verdict
    state: str
    tags: str
    shown: tuple[Shown, ...]
    evidence: tuple[tuple[str, bool], ...]
    pair: Pair | None
    others: tuple[tuple[str, Verdict], ...]


def render(run: Run, corpus: Corpus, comparison: Comparison | None = None) -> str:
    """The whole file, the first result in front."""
    first = run.results[0]
    return str(
        _template().render(
            run=run,
            result=first,
            lines=lines(first.verdicts),
            shares=_shares(first.verdicts),
            totals=_totals(run),
            plots=plots.all_of(run.results),
            asked=asked(run, corpus, comparison),
            comparison=comparison,
            findings=_findings(comparison),
            measures=MEASURES,
            style=_file("style.css"),
            script=_file("filter.js"),
        )
    )


def _shares(verdicts: Sequence[Verdict]) -> list[tuple[str, int, str]]:
    """What the bar shows: a name, a count, a style."""
    counts = Counter(verdict.score for verdict in verdicts)
    return [
        ("justes", counts[1], "is-right"),
        ("refus au lieu d'une réponse", counts[0], "is-refused"),
        ("fausses", counts[-1], "is-wrong"),
    ]


def _totals(run: Run) -> list[tuple[Result, Line, Flips | None]]:
    """Each system in one line, and how it turned the questions of the first."""
    first = run.results[0]
    turned = [None, *(compare(first, other).flips[-1] for other in run.results[1:])]
    return [(result, lines(result.verdicts)[-1], flips) for result, flips in zip(run.results, turned, strict=True)]


def _findings(comparison: Comparison | None) -> list[Finding]:
    return find(comparison) if comparison else []


def _file(name: str) -> Markup:
    """Our own text, put in as it is."""
    return Markup((resources.files("reseaux_qa.evaluation") / "report" / name).read_text(encoding="utf-8"))


@cache
def _template() -> Any:
    from jinja2 import Environment, StrictUndefined

    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.filters |= {"percent": wording.percent, "rate": wording.rate, "decimal": wording.decimal, "chance": wording.chance}
    environment.filters |= {"category": labels.category, "told": labels.told, "ranker": labels.ranker, "drawn": _drawn, "mean": fmean}
    return environment.from_string(_file("report.html.jinja"))


def _drawn(plot: Any) -> Markup:
    """A drawing escapes its own text."""
    return Markup(plot.inline)


def asked(run: Run, corpus: Corpus, comparison: Comparison | None) -> list[Asked]:
    """Every question of the first result, with what the other systems made of it."""
    first, *others = run.results
    pairs = {pair.after.case.id: pair for pair in comparison.pairs} if comparison else {}
    beside = [(result.label, {verdict.case.id: verdict for verdict in result.verdicts}) for result in others]
    return [_asked(v, corpus, pairs.get(v.case.id), tuple((label, found[v.case.id]) for label, found in beside)) for v in first.verdicts]


def _asked(verdict: Verdict, corpus: Corpus, pair: Pair | None, others: tuple[tuple[str, Verdict], ...]) -> Asked:
    spans = evidence_spans(verdict.case, corpus)
    quotes = [citation.quote for citation in verdict.answer.citations]
    everywhere = [span for group in spans for span in group]
    shown = tuple(_shown(c, corpus, precise=any(meets(c.quote, span) for span in everywhere)) for c in verdict.answer.citations)
    met = tuple((text, _is_met(quotes, group)) for text, group in zip(verdict.case.evidence, spans, strict=True))
    return Asked(verdict, state(verdict), " ".join(_tags(verdict, pair)), shown, met, pair, others)


def _is_met(quotes: Sequence[Quote], spans: Sequence[Quote]) -> bool:
    return any(meets(quote, span) for quote in quotes for span in spans)


def state(verdict: Verdict) -> str:
    """A verdict in one or two words."""
    if verdict.right:
        return "juste"
    if verdict.false_refusal:
        return "refus à tort"
    return "refus manqué" if verdict.missed_refusal else "faux"


def _tags(verdict: Verdict, pair: Pair | None) -> list[str]:
    held = {
        "juste": verdict.right,
        "faux": not verdict.right,
        "refus-a-tort": verdict.false_refusal,
        "refus-manque": verdict.missed_refusal,
        "non-cite": verdict.right and verdict.case.answerable and not verdict.cited,
        "citation-fausse": not verdict.verbatim,
        "perdue": pair is not None and pair.lost,
        "gagnee": pair is not None and pair.won,
        "changee": pair is not None and pair.changed,
    }
    return [tag for tag, holds in held.items() if holds]


def _shown(citation: Citation, corpus: Corpus, *, precise: bool) -> Shown:
    """The quote where the page has it; one that the page does not have stands alone."""
    quote = citation.quote
    page = next((source.text for source in corpus.sources if source.name == quote.source), "")
    if page[quote.start : quote.end] != quote.text:
        return Shown(citation, "", quote.text, "", precise)
    before, after = corpus.around(quote, _AROUND)
    return Shown(citation, before, quote.text, after, precise)
