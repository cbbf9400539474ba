"""The pages and questions that are learned from."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
_MADE_UP = (
    "nantes",
    "lausanne",
    "rennes",
    "bordeaux",
    "strasbourg",
    "lille",
    "geneve",
    "grenoble",
    "montpellier",
    "nice",
    "quebec",
    "nimes",
    "angers",
    "brest",
    "marseille",
    "namur",
    "metz",
    "luxembourg",
    "mulhouse",
    "lehavre",
    "tours",
    "reims",
    "clermont",
    "stetienne",
    "perpignan",
    "rouen",
    "toulon",
    "charleroi",
    "caen",
    "orleans",
    "pau",
    "besancon",
    "lemans",
    "dunkerque",
    "larochelle",
    "angouleme",
    "limoges",
    "poitiers",
    "troyes",
    "avignon",
    "annecy",
    "bayonne",
    "valence",
)
CITIES = {"corpus": "eval/dev*.jsonl"} | {f"tests/data/{city}/corpus": f"tests/data/{city}/questions.jsonl" for city in _MADE_UP}
