"""A page pasted with its HTML tags, as the text that they set: headings, items, cells; everything else of them is dropped."""

from __future__ import annotations

import re
from html.parser import HTMLParser

_TAGS = re.compile(r"<(?:h[1-6]|summary|p|li|div|td)\b[^<>]*>", re.IGNORECASE)
_SOME = 3  # tags that make a page of HTML; one or two stand in many a Markdown page
_UNSEEN = ("script", "style", "head")
_OPENS = {"summary": "\n\n### ", "li": "\n- ", "br": "\n", "tr": "\n", "td": "| ", "th": "| "}
_CLOSES = {"tr": " |", "li": "\n"}
_BLOCKS = ("p", "div", "details", "ul", "ol", "table", "section", "article", "footer", "header", "nav", "blockquote")
_HEADING = re.compile(r"h([1-6])")
_EMPTY = re.compile(r"^#+[^\S\n]*$|(?<=#)[^\S\n]+(?=[^\S\n])", re.MULTILINE)  # « <h2>&nbsp;</h2> »


def without_tags(text: str) -> str:
    """« <h2>Villes &amp; Lin</h2> » → « ## Villes & Lin »; a page that is no HTML stays as it is."""
    if len(_TAGS.findall(text)) < _SOME:
        return text
    reader = _Reader()
    reader.feed(text)
    reader.close()
    return _EMPTY.sub("", "".join(reader.pieces))


class _Reader(HTMLParser):
    """Gathers the pieces of a page's text, and what stands for its tags."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[str] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        """A heading by its depth, an item by its dash."""
        heading = _HEADING.fullmatch(tag)
        self._unseen = 0 if tag == "body" else self._unseen + (tag in _UNSEEN)  # HTML lets a head go unclosed
        self.pieces.append("\n\n" + "#" * int(heading[1]) + " " if heading else _OPENS.get(tag, "\n\n" if tag in _BLOCKS else ""))

    def handle_endtag(self, tag: str) -> None:
        """Blocks and headings stand apart."""
        ends = tag in _BLOCKS or tag == "summary" or _HEADING.fullmatch(tag)
        self._unseen -= tag in _UNSEEN and self._unseen > 0
        self.pieces.append("\n\n" if ends else _CLOSES.get(tag, ""))

    def handle_data(self, data: str) -> None:
        """What is seen of the page."""
        if not self._unseen:
            self.pieces.append(data)
