"""RAGAS, for who wants a language model's opinion too: off by default, never part of a verdict.

Two passes of such a judge over the same answers differ; the rules' verdicts do not.
"""

from __future__ import annotations

import math
import os
from collections.abc import Sequence
from dataclasses import replace
from importlib.util import find_spec
from typing import Any

from reseaux_qa.errors import ExtraMissing, SettingsError
from reseaux_qa.evaluation.judge import Verdict
from reseaux_qa.evaluation.retrieval import Scores
from reseaux_qa.evaluation.runs import Result
from reseaux_qa.settings import Settings
from reseaux_qa.writer import load_chat_model


class Ragas:
    """Faithfulness of answers to their citations, and what of the gold these say."""

    def __init__(self, model: Any) -> None:
        """``model`` is a LangChain chat model."""
        self._model = model

    @classmethod
    def from_settings(cls, settings: Settings) -> Ragas:
        """The judge that the settings name.

        Raises:
            SettingsError: when they name no model.
            ExtraMissing: with the pip command, when RAGAS is not installed.
        """
        if not settings.writer_model:
            raise SettingsError("--ragas demande un modèle de langage : donnez RESEAUX_QA_LLM, par exemple « openai:… ».")
        if find_spec("ragas") is None:
            raise ExtraMissing("L'option --ragas", "ragas")
        return cls(load_chat_model(settings.writer_model))

    def judged(self, result: Result) -> Result:
        """The result with the model's scores beside the verdicts."""
        asked = [verdict for verdict in result.verdicts if verdict.answer.answered and verdict.answer.citations]
        return replace(result, judged=self._scores(asked)) if asked else result

    def _scores(self, verdicts: Sequence[Verdict]) -> Scores:
        os.environ.setdefault("RAGAS_DO_NOT_TRACK", "true")  # it sends usage statistics otherwise
        from ragas import EvaluationDataset, SingleTurnSample, evaluate
        from ragas.metrics import Faithfulness, LLMContextRecall

        samples = [SingleTurnSample(**_sample(verdict)) for verdict in verdicts]
        found = evaluate(EvaluationDataset(samples), [Faithfulness(), LLMContextRecall()], llm=self._model, show_progress=False)
        return {verdict.case.id: _numbers(row) for verdict, row in zip(verdicts, found.scores, strict=True)}


def _sample(verdict: Verdict) -> dict[str, Any]:
    quotes = [citation.quote.text for citation in verdict.answer.citations]
    return {
        "user_input": "\n".join(verdict.case.turns),
        "retrieved_contexts": quotes,
        "response": verdict.answer.text,
        "reference": verdict.case.answer,
    }


def _numbers(row: dict[str, float]) -> dict[str, float]:
    """RAGAS gives NaN where its model said nothing it could read."""
    return {name: float(value) for name, value in row.items() if not math.isnan(value)}
