"""Answers and questions as one line of HTML each.

Gradio reads messages as Markdown, and Markdown leaves a line that starts with
a block tag alone up to the next empty line.  So a message without line ends,
every piece of it escaped, shows exactly what it says and nothing else.
"""

from __future__ import annotations

import re
from html import escape

from reseaux_qa.corpus import Corpus
from reseaux_qa.types import Answer, Citation, Quote

_AROUND = 240  # characters of the section shown on each side of a quote: two or three sentences
_MARKER = re.compile(r"\[(\d+)\]")
_BEFORE_SIGN = re.compile(r" (?=[?!:;»])|(?<=«) ")
_LINE_ENDS = re.compile(r"\s*\n\s*")


def typeset(text: str) -> str:
    """French keeps « ? », « ! », « : » and « ; » on the line of the word before."""
    return _BEFORE_SIGN.sub("\u00a0", text)


def paragraphs(text: str) -> str:
    """Any text: each line a paragraph, or a list item where it starts with « - »."""
    return "".join(map(_block, typeset(text).splitlines())).replace("</ul><ul>", "")


def answered(answer: Answer, corpus: Corpus, anchor: str) -> str:
    """An answer with its sources; ``anchor`` tells its sources from those of the other answers."""
    sources = [_source(citation, corpus, anchor) for citation in answer.citations]
    text = _linked(paragraphs(answer.text), answer, anchor)
    if not sources:
        return text
    return f'{text}<details class="sources"><summary>Sources ({len(sources)})</summary><ol>{"".join(sources)}</ol></details>'


def refusal(message: str) -> str:
    """A message of ours that is no answer."""
    return f'<p class="refusal">{escape(typeset(message))}</p>'


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


def _source(citation: Citation, corpus: Corpus, anchor: str) -> str:
    title = escape(f"{citation.network} · {citation.section}")
    passage = _passage(citation.quote, corpus)
    return f'<li id="{anchor}-{citation.id}" value="{citation.id}"><b>{title}</b><blockquote>{passage}</blockquote></li>'


def _passage(quote: Quote, corpus: Corpus) -> str:
    section = _section(quote, corpus)
    before = section.text[: quote.start - section.start]
    after = section.text[quote.end - section.start :]
    return f"{_lines(_end_of(before))}<mark>{_lines(quote.text)}</mark>{_lines(_start_of(after))}"


def _section(quote: Quote, corpus: Corpus) -> Quote:
    """The section around a quote; the quote itself where it is a heading."""
    bodies = (section.body for network in corpus.networks for section in network.sections)
    around = (body for body in bodies if body.source == quote.source and body.start <= quote.start and quote.end <= body.end)
    return next(around, quote)


def _end_of(text: str) -> str:
    return text if len(text) <= _AROUND else "… " + text[-_AROUND:].partition(" ")[2]


def _start_of(text: str) -> str:
    return text if len(text) <= _AROUND else text[:_AROUND].rpartition(" ")[0] + " …"


def _lines(text: str) -> str:
    return _LINE_ENDS.sub("<br>", escape(text))
