"""The published quality page: what is answered well, what badly, in French that a citizen understands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from reseaux_qa.evaluation import plots
from reseaux_qa.evaluation.drawing import Plot
from reseaux_qa.evaluation.judge import Verdict
from reseaux_qa.evaluation.labels import category, told
from reseaux_qa.evaluation.metrics import TOTAL, Line, lines
from reseaux_qa.evaluation.runs import Result, Run
from reseaux_qa.evaluation.wording import decimal, percent
from reseaux_qa.quantities import spell_date
from reseaux_qa.types import Date

PAGE, FOLDER = "QUALITE.md", "qualite"
_WELL, _BADLY = 0.8, 0.6  # shares of right answers from which, and below which, we say so


def publish(run: Run, folder: Path) -> Path:
    """Write the page and its drawings; the page holds relative links only."""
    drawings = plots.all_of(run.results)
    (folder / FOLDER).mkdir(parents=True, exist_ok=True)
    for plot in drawings:
        (folder / FOLDER / f"{plot.name}.svg").write_text(plot.alone, encoding="utf-8")
    page = folder / PAGE
    page.write_text("\n".join(_page(run, drawings)), encoding="utf-8")
    return page


def _page(run: Run, drawings: Sequence[Plot]) -> Iterator[str]:
    first = run.results[0]
    found = lines(first.verdicts)
    total = found[-1]
    yield from ("# Quelle confiance accorder aux réponses ?", "", _summary(total, run), "")
    yield from _sorted_out(found)
    yield from ("## Ses sources", "", *_promises(first.verdicts, writer=run.origin.settings.get("writer_model", "")), "")
    yield from ("## Catégorie par catégorie", "", f"![{drawings[0].told}]({FOLDER}/{drawings[0].name}.svg)", "")
    yield from _table(found)
    yield from ("## Quand il se trompe", "", *_mistakes(total, first.verdicts), "")
    yield from ("## Répondre plus, ou se tromper moins", "", f"![{drawings[1].told}]({FOLDER}/{drawings[1].name}.svg)", "", *_systems(run))
    yield from ("## Sa confiance dit-elle vrai ?", "", f"![{drawings[2].told}]({FOLDER}/{drawings[2].name}.svg)", "", _TRUTH, "")
    yield from ("## Combien de temps il met", "", f"![{drawings[3].told}]({FOLDER}/{drawings[3].name}.svg)", "", *_method(run))


_TRUTH = (
    "Chaque point réunit autant de questions, des moins sûres aux plus sûres : en largeur ce que l'assistant pensait de ses "
    "réponses, en hauteur ce qu'elles valaient. Sur la diagonale, sa confiance dit vrai."
)


def _summary(total: Line, run: Run) -> str:
    low, high = total.right.interval
    return (
        f"Nous avons posé {total.count} questions à l'assistant, le {_day(run.origin.created)}. Il a bien répondu à "
        f"**{total.right.hits} d'entre elles, soit {percent(total.right.share)}**. Avec d'autres questions du même genre, "
        f"ce serait sans doute entre {percent(low)} et {percent(high)}. Bien répondre, c'est dire ce que dit la page de la ville, "
        "ou dire que la page ne le dit pas quand c'est le cas."
    )


def _day(created: str) -> str:
    day = datetime.fromisoformat(created)
    return spell_date(Date(day.year, day.month, day.day))


def _sorted_out(found: Sequence[Line]) -> Iterator[str]:
    ranked = sorted((line for line in found if line.category != TOTAL), key=lambda line: -line.right.share)
    groups = (
        ("Ce qu'il fait bien", [line for line in ranked if line.right.share >= _WELL]),
        ("Ce qu'il fait moyennement", [line for line in ranked if _BADLY <= line.right.share < _WELL]),
        ("Ce qu'il fait mal", [line for line in ranked if line.right.share < _BADLY]),
    )
    for title, members in groups:
        if members:
            yield from (f"## {title}", "")
            yield from (f"- **{line.right.hits} sur {line.right.count}** pour les questions {told(line.category)}." for line in members)
            yield ""


def _promises(verdicts: Sequence[Verdict], *, writer: str) -> Iterator[str]:
    cited = [verdict for verdict in verdicts if verdict.answer.citations]
    exact = sum(verdict.verbatim for verdict in cited)
    quotes = sum(len(verdict.answer.citations) for verdict in cited)
    yield (
        f"- {len(cited)} de ses réponses citent la page ; {exact} la citent au caractère près, ce que nous avons vérifié pour chacune "
        f"de leurs {quotes} citations."
    )
    if not writer:
        yield "- La même question reçoit toujours la même réponse : aucun modèle de langage n'écrit ni ne juge ses réponses."


def _table(found: Sequence[Line]) -> Iterator[str]:
    yield "| questions | nombre | bien répondu | intervalle à 95 % |"
    yield "|---|---:|---:|---:|"
    for line in found:
        low, high = line.right.interval
        name = f"**{category(line.category)}**" if line.category == TOTAL else category(line.category)
        yield f"| {name} | {line.count} | {percent(line.right.share)} | de {percent(low)} à {percent(high)} |"
    yield ""


def _mistakes(total: Line, verdicts: Sequence[Verdict]) -> Iterator[str]:
    """By kind alone: a page that showed the questions would end their being kept apart."""
    refused, answered = total.false_refusals, total.missed_refusals
    others = [verdict for verdict in verdicts if not (verdict.right or verdict.false_refusal or verdict.missed_refusal)]
    extra = sum(any(reason.startswith("en trop") for reason in verdict.reasons) for verdict in others)
    yield f"Il s'est trompé {total.right.count - total.right.hits} fois :"
    yield ""
    yield f"- {refused.hits} fois, il a dit que la page ne répondait pas, alors qu'elle répond (sur {refused.count} questions) ;"
    yield f"- {answered.hits} fois, il a répondu, alors que la page ne dit rien (sur {answered.count} questions) ;"
    yield f"- {len(others) - extra} fois, il manquait à sa réponse quelque chose d'attendu ;"
    yield f"- {extra} fois, elle disait quelque chose de faux ou d'étranger à la question."


def _systems(run: Run) -> Iterator[str]:
    yield (
        "La courbe montre la part de réponses fausses parmi celles qu'il donne, quand il ne répond qu'aux questions dont ses citations "
        "disent le plus de mots, puis à de plus en plus d'autres."
    )
    yield ""
    if len(run.results) > 1:
        yield from (
            "Les mêmes questions, posées à d'autres systèmes :",
            "",
            "| système | bien répondu | réponses fausses |",
            "|---|---:|---:|",
        )
        yield from map(_system, run.results)
        yield ""


def _system(result: Result) -> str:
    total = lines(result.verdicts)[-1]
    wrong = sum(verdict.score < 0 for verdict in result.verdicts)
    return f"| {result.label} | {percent(total.right.share)} | {wrong} |"


def _method(run: Run) -> Iterator[str]:
    origin, total = run.origin, lines(run.results[0].verdicts)[-1]
    yield (
        f"La moitié des réponses arrive en moins de {decimal(total.p50)} millièmes de seconde, 95 sur 100 en moins de "
        f"{decimal(total.p95)}, sans carte graphique ni réseau."
    )
    yield from ("", "## Comment nous le savons", "")
    yield (
        "Les questions ont été écrites à la main d'après la page de la ville, et mises à part de celles qui servent à régler l'assistant. "
        "Chaque réponse est jugée par des règles écrites d'avance : les mots qu'elle doit dire, ceux qu'elle ne doit pas dire, "
        "et s'il fallait répondre. Chacun peut refaire la mesure avec `make eval`, et cette page avec `make quality`."
    )
    yield ""
    asked = ", ".join(f"`{name}`" for name in origin.questions)
    code = f"code `{origin.commit[:12]}`{' modifié' if origin.modified else ''}" if origin.commit else "code hors de git"
    yield f"Mesuré le {_day(origin.created)} : questions {asked}, {code}, page `{origin.corpus[:12]}`, modèle `{origin.model}`."
    yield ""
