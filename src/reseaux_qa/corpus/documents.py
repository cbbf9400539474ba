"""Read a folder of pages into sources, or say in French which file to mend and how."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import yaml

from reseaux_qa.corpus.markup import without_tags
from reseaux_qa.errors import CorpusError
from reseaux_qa.types import Source

SUFFIXES = frozenset({".txt", ".md", ".markdown"})
MAX_BYTES = 5_000_000  # the pages of a city are some tens of kB; more is a wrong file
_FENCE = "---"
_HEADING = re.compile(r"^#{1,4} +\w", re.MULTILINE)
_HEADINGS = 3  # that tell Markdown from a line that a list numbers « # 1 »


def read_sources(folder: Path) -> tuple[Source, ...]:
    """The pages of a folder, by name; hidden files and READMEs are left out."""
    if not folder.is_dir():
        raise CorpusError("ce dossier n'existe pas.", where=str(folder), cure="Créez-le et déposez-y la page en .txt ou .md.")
    paths = sorted(path for path in folder.rglob("*") if _is_page(path))
    if not paths:
        raise CorpusError("aucune page .txt ou .md.", where=str(folder), cure="Déposez-y la page de votre ville.")
    return tuple(read_source(path, name=path.relative_to(folder).as_posix()) for path in paths)


def _is_page(path: Path) -> bool:
    return path.is_file() and path.suffix.lower() in SUFFIXES and not path.name.startswith(".") and path.stem.lower() != "readme"


def read_source(path: Path, name: str) -> Source:
    """One file, byte for byte: line ends and byte order mark are kept; one with the tags of HTML without them."""
    size = path.stat().st_size
    if size > MAX_BYTES:
        raise CorpusError(
            f"fichier trop lourd ({size / 1e6:.0f} Mo, {MAX_BYTES / 1e6:.0f} Mo au plus).",
            where=name,
            cure="Gardez le texte de la page seul.",
        )
    data = path.read_bytes()
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise CorpusError("ce texte n'est pas en UTF-8.", where=name, line=line, cure="Enregistrez le fichier en UTF-8.") from error
    return Source(name, without_tags(text))


def line_of(source: Source, offset: int) -> int:
    """The line, from 1, that holds a character offset."""
    return source.text.count("\n", 0, offset) + 1


def is_markdown(source: Source) -> bool:
    """Whether the file's name says Markdown, or some of its lines are Markdown's headings, whatever its name."""
    return source.name.lower().endswith((".md", ".markdown")) or len(_HEADING.findall(source.text)) >= _HEADINGS


def body_start(source: Source) -> int:
    """Where the page begins: after its byte order mark and, in Markdown, its YAML front matter."""
    text = source.text.removeprefix("\ufeff")
    shift = len(source.text) - len(text)
    lines = text.splitlines(keepends=True) if is_markdown(source) else []
    if not lines or lines[0].rstrip() != _FENCE:
        return shift
    for number, line in enumerate(lines[1:], start=1):
        if line.rstrip() == _FENCE:
            _check_front_matter(source.name, "".join(lines[1:number]))
            return shift + sum(map(len, lines[: number + 1]))
    raise CorpusError(
        "l'en-tête ouvert par « --- » n'est pas fermé.", where=source.name, line=1, cure="Ajoutez une ligne « --- » à sa fin."
    )


def _check_front_matter(name: str, block: str) -> None:
    try:
        content = yaml.safe_load(block)
    except (yaml.YAMLError, ValueError) as error:  # ValueError: a date such as 2024-13-45
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 2 if mark else 1
        raise CorpusError("l'en-tête YAML est mal formé.", where=name, line=line, cure="Corrigez cette ligne.") from error
    if content is not None and not isinstance(content, dict):
        raise CorpusError(
            "l'en-tête YAML n'est pas une liste de « clé: valeur ».", where=name, line=2, cure="Écrivez par exemple « title: … »."
        )


def digest(sources: tuple[Source, ...]) -> str:
    """SHA-256 of the names and texts: what the index was built from."""
    content = hashlib.sha256()
    for source in sources:
        for part in (source.name, source.text):
            data = part.encode()
            content.update(len(data).to_bytes(8, "big") + data)
    return content.hexdigest()
