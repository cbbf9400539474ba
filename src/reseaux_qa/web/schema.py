"""What the JSON API takes and gives; its OpenAPI document is made from these."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, Field

from reseaux_qa.assistant import readable
from reseaux_qa.types import Turn
from reseaux_qa.web.pictures import Picture
from reseaux_qa.web.sources import Shown, Source


class Message(BaseModel):
    """Un message précédent de la conversation."""

    role: Literal["user", "assistant"] = Field(description="Qui parle : la personne ou l'assistant.")
    content: str = Field(description="Ce qui a été dit.")


class Ask(BaseModel):
    """Une question, avec la conversation qui précède ; le serveur n'en garde aucune."""

    question: str = Field(description="La question, de 1 à 2 000 caractères.", examples=["Quels sont les réseaux ?"])
    history: list[Message] = Field([], description="Les messages précédents, du plus ancien au plus récent.")

    def said(self) -> str:
        """The question, readable by every library."""
        return readable(self.question)

    def turns(self) -> list[Turn]:
        """The conversation so far."""
        return [Turn(turn.role, readable(turn.content)) for turn in self.history]


class Proof(BaseModel):
    """Une citation : `quote` est le texte des caractères `start` à `end` du fichier `source`."""

    id: int = Field(description="Le numéro entre crochets dans la réponse.")
    network: str = Field(description="Le réseau dont parle la source.")
    section: str = Field(description="La rubrique de sa fiche.")
    quote: str = Field(description="Le texte exact de la page.")
    source: str = Field(description="Le fichier de la page.")
    start: int = Field(description="Le premier caractère, à partir de 0.")
    end: int = Field(description="Le caractère qui suit le dernier.")
    before: str = Field(description="Ce qui précède dans la rubrique.")
    after: str = Field(description="Ce qui suit dans la rubrique.")
    url: str = Field(description="La page de la ville, ouverte sur ce passage ; vide si elle n'est pas configurée.")


class Drawing(BaseModel):
    """Un tableau, et l'adresse de l'image qui montre la même chose."""

    title: str = Field(description="Ce que l'image montre.")
    image: str = Field(description="L'adresse de l'image (SVG), sur ce serveur.")
    columns: list[str] = Field(description="Les titres des colonnes.")
    rows: list[list[str]] = Field(description="Les lignes ; la première cellule nomme la ligne.")


class Reply(BaseModel):
    """Une réponse et ses sources."""

    answer: str = Field(description="La réponse, avec les numéros de ses sources entre crochets.")
    answered: bool = Field(description="Faux quand la page ne le dit pas.")
    citations: list[Proof] = Field(description="Les sources, dans l'ordre de leurs numéros.")
    suggestions: list[str] = Field(description="Des questions auxquelles la page répond.")
    took_ms: float = Field(description="Le temps de calcul, en millisecondes.")
    ai_generated: Literal[True] = Field(description="La réponse est produite par un programme.")
    note: str = Field(description="Ce qu'il faut rappeler sous la réponse.")
    checked: str = Field("", description="Pour une réponse calculée : ce qui a été vérifié.")
    picture: Drawing | None = Field(None, description="Un tableau et son image, quand la question s'y prête.")


class Vote(BaseModel):
    """Un avis sur une réponse ; il est compté, sans rien d'autre."""

    vote: Literal["up", "down"] = Field(description="`up` : utile ; `down` : pas utile.")


class Link(BaseModel):
    """Un lien à montrer sous l'assistant."""

    label: str = Field(description="Le texte du lien.")
    path: str = Field(description="Son adresse sur ce serveur.")


class About(BaseModel):
    """Ce qu'il faut dire avant la première question."""

    title: str = Field(description="Le titre de l'assistant.")
    notice: str = Field(description="L'avertissement : un programme répond.")
    welcome: str = Field(description="Le mot d'accueil.")
    suggestions: list[str] = Field(description="De premières questions possibles.")
    credit: str = Field(description="D'où vient le contenu cité, et quand il a été lu.")
    links: list[Link] = Field(description="Les pages d'information.")
    ai_generated: Literal[True] = Field(description="Les réponses sont produites par un programme.")


class Refusal(BaseModel):
    """Ce qui est dit, en français, à la place d'une réponse."""

    error: str


def reply(shown: Shown, note: str, took_ms: float) -> Reply:
    """The answer as the API gives it."""
    answer = shown.answer
    return Reply(
        answer=answer.text,
        answered=answer.answered,
        citations=[_proof(source) for source in shown.sources],
        suggestions=list(answer.suggestions),
        took_ms=round(took_ms, 1),
        ai_generated=True,
        note=note,
        checked=shown.checked,
        picture=_drawing(shown.picture) if shown.picture else None,
    )


def _proof(source: Source) -> Proof:
    place = source.citation.as_json()
    return Proof(**place, before=source.before, after=source.after, url=source.url)


def _drawing(picture: Picture) -> Drawing:
    rows = [list(row) for row in picture.rows]
    return Drawing(title=picture.title, image=picture.path, columns=list(picture.columns), rows=rows)
