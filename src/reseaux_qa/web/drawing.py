"""Pictures as SVG, drawn here so that no script is needed; the table beside says the same."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from reseaux_qa.types import Date
from reseaux_qa.web.pictures import Country, Membership, Picture, Span, Timeline

# Narrow on purpose: at 320 pixels of screen its letters are still letters.
_WIDTH, _EDGE, _ROW = 380, 12, 36
_LONGEST = 34  # characters of a name that fit beside its dates


def drawn(picture: Picture, style: str) -> str:
    """An SVG document with its own style sheet: as an image it sees none of the page's."""
    match picture:
        case Timeline():
            height, shapes = _timeline(picture)
        case Membership():
            height, shapes = _membership(picture)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" width="{_WIDTH}" height="{height}" role="img">'
        f"<title>{escape(picture.title)}</title><style>{escape(style, quote=False)}</style>{''.join(shapes)}</svg>"
    )


def _timeline(picture: Timeline) -> tuple[int, list[str]]:
    scale = _Scale.around(picture.spans)
    top = 58
    shapes = [*_legend(picture.host), *_decades(scale, top, top + _ROW * len(picture.spans))]
    for number, span in enumerate(picture.spans):
        shapes += _span(span, scale, top + _ROW * number)
    return top + _ROW * len(picture.spans) + 4, shapes


def _legend(host: str) -> list[str]:
    return [_dot(_EDGE + 5, 14), _text(_EDGE + 16, 18, "création", "quiet"), _diamond(96, 14), _text(106, 18, f"adhésion {host}", "quiet")]


def _decades(scale: _Scale, top: int, bottom: int) -> Iterator[str]:
    for year in range(scale.first, scale.last + 1, scale.step):
        x = scale.x(Date(year))
        yield f'<path class="rail" d="M{x} {top - 8}V{bottom}"/>{_text(x, top - 14, str(year), "quiet middle")}'


def _span(span: Span, scale: _Scale, y: int) -> Iterator[str]:
    years = " → ".join(str(date.year) for date in (span.created, span.joined) if date) or "non indiqué"
    line = y + 20
    yield _text(_EDGE, y + 8, _short(span.network.name), "name") + _text(_WIDTH - _EDGE, y + 8, years, "quiet end")
    yield f'<path class="rail" d="M{_EDGE} {line}H{_WIDTH - _EDGE}"/>'
    if span.created and span.joined:
        yield f'<path class="stay" d="M{scale.x(span.created)} {line}H{scale.x(span.joined)}"/>'
    if span.created:
        yield _dot(scale.x(span.created), line)
    if span.joined:
        yield _diamond(scale.x(span.joined), line)


class _Scale:
    """Years to pixels; whole decades, so that the lines have round names."""

    def __init__(self, first: int, last: int) -> None:
        self.first, self.last = first, last
        self.step = 10 if last - first <= 80 else 20

    @classmethod
    def around(cls, spans: tuple[Span, ...]) -> _Scale:
        years = [date.year for span in spans for date in (span.created, span.joined) if date]
        return cls(min(years) // 10 * 10, max(years) // 10 * 10 + 10)

    def x(self, date: Date) -> float:
        margin = _EDGE + 14
        passed = date.year + max(date.month - 1, 0) / 12 - self.first
        return round(margin + passed * (_WIDTH - 2 * margin) / (self.last - self.first), 1)


def _membership(picture: Membership) -> tuple[int, list[str]]:
    most = max(len(country.cities) for country in picture.countries)
    rows = [_bar(country, most, 8 + 26 * number) for number, country in enumerate(picture.countries)]
    return 12 + 26 * len(rows), rows


def _bar(country: Country, most: int, y: int) -> str:
    count, start = len(country.cities), 140
    width = round(count / most * (_WIDTH - start - _EDGE - 24), 1)
    bar = f'<rect class="bar" x="{start}" y="{y}" width="{width}" height="16" rx="4"/>'
    return _text(start - 10, y + 12, _short(country.name, 22), "end") + bar + _text(start + width + 7, y + 12, str(count), "name")


def _text(x: float, y: float, text: str, kind: str) -> str:
    return f'<text x="{x}" y="{y}" class="{kind}">{escape(text)}</text>'


def _dot(x: float, y: float) -> str:
    return f'<circle class="created" cx="{x}" cy="{y}" r="5"/>'


def _diamond(x: float, y: float) -> str:
    return f'<path class="joined" d="M{x} {y - 6}l6 6l-6 6l-6-6z"/>'


def _short(name: str, longest: int = _LONGEST) -> str:
    return name if len(name) <= longest else name[: longest - 1].rstrip() + "…"
