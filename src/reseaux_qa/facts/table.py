"""The records as a table: every typed fact and every name, one a row, each with its span.

As text for a terminal, as JSON for a program, as CSV for a spreadsheet (semicolons).
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, fields

from reseaux_qa.corpus import Corpus
from reseaux_qa.errors import CorpusError
from reseaux_qa.facts import Records
from reseaux_qa.facts.kinds import Role
from reseaux_qa.facts.mentions import Namer
from reseaux_qa.facts.told import section_sentences
from reseaux_qa.french import fold, lexicon
from reseaux_qa.quantities import spell_date
from reseaux_qa.types import Network, Quote, Section, SectionKind


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that the page says of a network, in words; ``start`` and ``end`` count characters of ``source``."""

    network: str
    attribute: str
    value: str
    date: str
    number: str
    unit: str
    role: str
    section: str
    source: str
    start: int
    end: int
    quote: str


def rows(corpus: Corpus, name: str | None = None) -> list[Row]:
    """The rows of all networks, or of the one that ``name`` names; raises ``CorpusError`` for an unknown name."""
    chosen = [_named(corpus, name)] if name else list(corpus.networks)
    records, namer = Records.from_corpus(corpus), Namer(corpus)
    return [row for network in chosen for row in _of_network(network, records, namer)]


def _of_network(network: Network, records: Records, namer: Namer) -> Iterator[Row]:
    yield from _theme(network)
    yield from _stated(records, network)
    yield from _done(records, network)
    yield from _mentioned(namer, network)


def _named(corpus: Corpus, name: str) -> Network:
    wanted = fold(name)
    called = {network: [fold(text) for text in (network.name, network.heading.text, *network.aliases)] for network in corpus.networks}
    exact = [network for network, names in called.items() if wanted in names]
    found = exact or [network for network, names in called.items() if any(wanted in text for text in names)]
    if len(found) == 1:
        return found[0]
    known = ", ".join(network.name for network in corpus.networks)
    problem = f"« {name} » ne désigne pas un réseau, ou en désigne plusieurs."
    raise CorpusError(problem, where=corpus.sources[0].name, cure=f"Nommez l'un de ceux-ci : {known}.")


def _row(network: Network, attribute: str, section: Section, quote: Quote, **told: str) -> Row:
    words = {"value": quote.text, "date": "", "number": "", "unit": "", "role": ""} | told
    label = lexicon()["attributes"][attribute]
    return Row(network.name, label, **words, section=section.title, source=quote.source, start=quote.start, end=quote.end, quote=quote.text)


def _theme(network: Network) -> Iterator[Row]:
    """The motto or the first sentence that presents the network."""
    opening = [section for section in network.sections if section.kind in (SectionKind.INTRO, SectionKind.OBJECTIVES)]
    for section in opening[:1]:
        for quote in section_sentences(section)[:1]:
            yield _row(network, "theme", section, quote)


def _stated(records: Records, network: Network) -> Iterator[Row]:
    for fact in records.facts:
        if fact.network is network:
            number = "" if fact.number is None else str(fact.number)
            value, date = " ".join(fact.text.split()), spell_date(fact.date) if fact.date else ""
            unit = f"{fact.qualifier} {fact.unit}".strip()
            yield _row(network, fact.attribute, fact.section, fact.quote, value=value, date=date, number=number, unit=unit, role=fact.actor)


def _done(records: Records, network: Network) -> Iterator[Row]:
    """What the city does in the network."""
    for deed in records.deeds:
        if deed.network is network:
            yield _row(network, "doing", deed.section, deed.quote, role=lexicon()["parts"][deed.doing])


def _mentioned(namer: Namer, network: Network) -> Iterator[Row]:
    for mention in namer.mentions(network):
        role = "" if mention.role is Role.NAMED else lexicon()["roles"][mention.role]
        yield _row(network, mention.kind, mention.section, mention.quote, role=role)


def as_json(table: Sequence[Row]) -> str:
    """A list of objects, one a row."""
    return json.dumps([asdict(row) for row in table], ensure_ascii=False, indent=1)


def as_csv(table: Sequence[Row]) -> str:
    """A header and one line a row, for a spreadsheet set to French."""
    out = io.StringIO()
    writer = csv.DictWriter(out, [field.name for field in fields(Row)], delimiter=";")
    writer.writeheader()
    writer.writerows(asdict(row) for row in table)
    return out.getvalue().rstrip()


_WIDTHS = {"attribute": 18, "value": 60, "date": 16, "number": 9, "role": 16}


def as_text(table: Sequence[Row]) -> str:
    """A block of aligned lines for each network."""
    lines: list[str] = []
    for before, row in zip((None, *table), table, strict=False):
        if before is None or before.network != row.network:
            lines += ["", row.network]
        cells = (_cell(getattr(row, name), width) for name, width in _WIDTHS.items())
        lines.append(f"  {'  '.join(cells)}  {row.source}:{row.start}-{row.end}")
    return "\n".join(lines).strip("\n")


def _cell(text: str, width: int) -> str:
    flat = " ".join(text.split())
    return (flat if len(flat) <= width else flat[: width - 1] + "…").ljust(width)
