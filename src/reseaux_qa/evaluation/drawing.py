"""The few SVG shapes that the plots need, and the frame that holds them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

# In the report the page's own variables win, light or dark; a file on its own has these.
_ALONE = (
    "svg{--ink:#1c2230;--muted:#586174;--rule:#dcdfe6;--accent:#0b6e6e;--band:#9ccfca;--other:#8a4b00;"
    "font:13px system-ui,'Segoe UI',Roboto,'Liberation Sans',sans-serif}"
)


@dataclass(frozen=True, slots=True)
class Plot:
    """A drawing with its title and what it says in words, for who does not see it."""

    name: str
    title: str
    told: str
    width: int
    height: int
    shapes: tuple[str, ...]

    @property
    def inline(self) -> str:
        """For an HTML page."""
        return self._svg(f'role="img" aria-labelledby="{self.name}-t {self.name}-d"', "")

    @property
    def alone(self) -> str:
        """For a file; on white, since nobody knows what it will be laid on."""
        ground = f'<rect width="{self.width}" height="{self.height}" fill="#fff"/>'
        return self._svg('role="img" xmlns="http://www.w3.org/2000/svg"', f"<style>{_ALONE}</style>{ground}")

    def _svg(self, attributes: str, before: str) -> str:
        names = f'<title id="{self.name}-t">{escape(self.title)}</title><desc id="{self.name}-d">{escape(self.told)}</desc>'
        size = f'viewBox="0 0 {self.width} {self.height}" width="{self.width}" height="{self.height}"'
        return f"<svg {size} {attributes}>{names}{before}{''.join(self.shapes)}</svg>\n"


def text(x: float, y: float, said: str, *, anchor: str = "start", color: str = "ink", bold: bool = False) -> str:
    """A line of text; ``anchor`` is start, middle or end."""
    weight = ' font-weight="600"' if bold else ""
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="var(--{color})"{weight}>{escape(said)}</text>'


def line(start: tuple[float, float], end: tuple[float, float], *, color: str = "rule", width: float = 1, dashed: bool = False) -> str:
    """A straight line."""
    (x1, y1), (x2, y2) = start, end
    dashes = ' stroke-dasharray="4 4"' if dashed else ""
    place = f'x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"'
    return f'<line {place} stroke="var(--{color})" stroke-width="{width}" stroke-linecap="round"{dashes}/>'


def path(points: Sequence[tuple[float, float]], *, color: str = "accent") -> str:
    """A line through points."""
    places = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    return f'<polyline points="{places}" fill="none" stroke="var(--{color})" stroke-width="2" stroke-linejoin="round"/>'


def dot(x: float, y: float, *, color: str = "accent", radius: float = 5) -> str:
    """A disc."""
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius}" fill="var(--{color})"/>'


@dataclass(frozen=True, slots=True)
class Axes:
    """Where 0–1 by 0–1 lies in a drawing."""

    left: float
    top: float
    width: float
    height: float

    def at(self, x: float, y: float) -> tuple[float, float]:
        """The place of a point, both from 0 to 1, y upwards."""
        return self.left + x * self.width, self.top + (1 - y) * self.height

    def grid(self, xs: Sequence[tuple[float, str]], ys: Sequence[tuple[float, str]]) -> list[str]:
        """Rules with their labels, below and to the left."""
        shapes = []
        for x, said in xs:
            column, bottom = self.at(x, 0)
            shapes += [line((column, self.top), (column, bottom)), text(column, bottom + 20, said, anchor="middle", color="muted")]
        for y, said in ys:
            start, row = self.at(0, y)
            shapes += [line((start, row), (start + self.width, row)), text(start - 8, row + 4, said, anchor="end", color="muted")]
        return shapes

    def titled(self, below: str, above: str) -> list[str]:
        """What the two axes count."""
        middle, bottom = self.left + self.width / 2, self.top + self.height
        return [text(middle, bottom + 42, below, anchor="middle", color="muted"), text(self.left - 40, self.top - 18, above, color="muted")]
