"""Answers and questions as one line of HTML each.

Gradio reads messages as Markdown, and Markdown leaves a line that starts with
a block tag alone up to the next empty line.  So a message without line ends,
every piece of it escaped, shows exactly what it says and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

from reseaux_qa.types import Answer
from reseaux_qa.web.pictures import Picture
from reseaux_qa.web.sources import Shown, Source

_AT_HAND = 3  # sources
_MARKER = re.compile(r"\[(\d+)\]")
_STRONG = re.compile(r"\*\*(.+?)\*\*")
_BEFORE_SIGN = re.compile(r" (?=[?!:;»])|(?<=«) ")
_LINE_ENDS = re.compile(r"\s*\n\s*")
# Plain classes: Gradio's sanitizer takes away every data- attribute.
_ACTIONS = (
    '<div class="actions"><button type="button" class="copy">Copier</button>'
    '<button type="button" class="vote-up">Utile</button><button type="button" class="vote-down">Pas utile</button></div>'
)

_LINK = '<a class="origin" href="{}" target="_blank" rel="noopener noreferrer">Lire sur le site de la ville (nouvel onglet)</a>'


def typeset(text: str) -> str:
    """French keeps « ? », « ! », « : » and « ; » on the line of the word before."""
    return _BEFORE_SIGN.sub("\u00a0", text)


def paragraphs(text: str) -> str:
    """Any text: each line a paragraph, or a list item where it starts with « - »."""
    return "".join(map(_block, typeset(text).splitlines())).replace("</ul><ul>", "")


def article(text: str) -> str:
    """A long text of ours, with « ## » headings and ``**strong**`` words."""
    blocks = [f"<h2>{escape(line[3:])}</h2>" if line.startswith("## ") else _block(line) for line in typeset(text).splitlines()]
    return _STRONG.sub(r"<strong>\1</strong>", "".join(blocks).replace("</ul><ul>", ""))


def answered(shown: Shown, anchor: str, note: str, *, actions: bool = True) -> str:
    """An answer with all that stands beneath; ``anchor`` tells its sources from those of the other answers."""
    answer = shown.answer
    said = f'<div class="said">{_linked(paragraphs(answer.text), answer, anchor)}</div>'
    picture = pictured(shown.picture) if shown.picture else ""
    found = f'<details class="found"><summary>Comment j’ai trouvé</summary>{paragraphs(shown.checked)}</details>' if shown.checked else ""
    below = f'<p class="automatic">{escape(typeset(note))}</p>{_ACTIONS if actions else ""}' if note else ""
    return said + picture + _sources(shown.sources, anchor) + found + below


def _sources(sources: Sequence[Source], anchor: str) -> str:
    """A few are at hand at once; many stand behind one more door."""
    items = "".join(_source(source, anchor) for source in sources)
    if len(sources) <= _AT_HAND:
        return f'<div class="sources">{items}</div>' if items else ""
    return f'<details class="sources"><summary>Sources ({len(sources)})</summary>{items}</details>'


def refusal(message: str) -> str:
    """A message of ours that is no answer."""
    return f'<p class="refusal">{escape(typeset(message))}</p>'


def pictured(picture: Picture) -> str:
    """The drawing, and the same as a table."""
    title = escape(picture.title)
    alternative = f"{title} : les mêmes données sont dans le tableau qui suit."
    drawing = f'<img src="{escape(picture.path)}" alt="{alternative}" width="380" loading="lazy">'
    table = f'<details class="table"><summary>{title} : tableau</summary>{_table(picture)}</details>'
    return f'<div class="picture">{drawing}{table}</div>'


def _table(picture: Picture) -> str:
    head = "".join(f'<th scope="col">{escape(column)}</th>' for column in picture.columns)
    rows = "".join(f'<tr><th scope="row">{escape(row[0])}</th>{"".join(map(_cell, row[1:]))}</tr>' for row in picture.rows)
    return f"<table><caption>{escape(picture.title)}</caption><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def _cell(text: str) -> str:
    return f"<td>{escape(text)}</td>"


def _block(line: str) -> str:
    if not line.strip():
        return ""
    if line.startswith("- "):
        return f"<ul><li>{escape(line[2:])}</li></ul>"
    return f"<p>{escape(line)}</p>"


def _linked(html: str, answer: Answer, anchor: str) -> str:
    known = {str(citation.id) for citation in answer.citations}

    def link(match: re.Match[str]) -> str:
        number = match[1]
        return f'<a class="marker" href="#{anchor}-{number}">[{number}]</a>' if number in known else match[0]

    return _MARKER.sub(link, html)


def _source(source: Source, anchor: str) -> str:
    citation = source.citation
    passage = f"{_lines(source.before)}<mark>{_lines(citation.quote.text)}</mark>{_lines(source.after)}"
    link = _LINK.format(escape(source.url)) if source.url else ""
    title = escape(f"[{citation.id}] {citation.network} · {citation.section}")
    place = f"{anchor}-{citation.id}"
    # A link to the passage, not to its door: the browser opens every door on the way.
    return f'<details class="source"><summary>{title}</summary><blockquote id="{place}">{passage}</blockquote>{link}</details>'


def _lines(text: str) -> str:
    return _LINE_ENDS.sub("<br>", escape(text))
