"""What an editor should mend in the page: findings, each with its place and a cure.

Counts that disagree with their list, dates that a network lacks, paragraphs that two
networks share, names written in two ways, spacing, punctuation and likely typing errors.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from rapidfuzz.distance import OSA

from reseaux_qa.corpus import Corpus
from reseaux_qa.corpus.documents import body_start
from reseaux_qa.facts import Records
from reseaux_qa.facts.mentions import Namer
from reseaux_qa.facts.told import section_sentences
from reseaux_qa.french import fold, names_city, stem, words
from reseaux_qa.quantities import quantities
from reseaux_qa.types import Attribute, Network, Quote, Section, Source


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to mend; ``line`` counts from 1 in the file ``source``."""

    source: str
    line: int
    told: str


def lint(corpus: Corpus) -> list[Finding]:
    """Every finding, in the order of the files."""
    detectors: tuple[Callable[[Corpus], Iterator[tuple[Quote, str]]], ...] = (
        _counts, _dates, _shared, _two_spellings, _ageing, _spacing, _stray_letters, _typos,
    )  # fmt: skip
    found = {Finding(q.source, _line(corpus, q), told) for detect in detectors for q, told in detect(corpus)}
    order = [source.name for source in corpus.sources]
    return sorted(found, key=lambda finding: (order.index(finding.source), finding.line, finding.told))


def _line(corpus: Corpus, quote: Quote) -> int:
    return corpus.text(quote.source).count("\n", 0, quote.start) + 1


def _everywhere(corpus: Corpus) -> Iterator[tuple[Network, Section, Quote]]:
    for network in corpus.networks:
        for section in network.sections:
            for quote in section_sentences(section):
                yield network, section, quote


def _spans(corpus: Corpus, pattern: re.Pattern[str]) -> Iterator[tuple[Quote, re.Match[str]]]:
    for source in corpus.sources:
        for match in pattern.finditer(source.text, body_start(source)):
            yield _quote(source, match.start(), match.end()), match


def _quote(source: Source, start: int, end: int) -> Quote:
    return Quote(source.name, start, end, source.text[start:end])


# --- counts and their lists ---------------------------------------------------

_OPEN = re.compile(r"\b(?:dont|parmi|notamment|tels? que|telles? que|exemple|comme|etc)\b|\.\.\.|…")
_LISTED = re.compile(r"[:(]\s*([^:()]+?)\s*(?:\)|\.?$)")
_BETWEEN = re.compile(r"\s*[,;]\s*|\s+et\s+")


def _counts(corpus: Corpus) -> Iterator[tuple[Quote, str]]:
    """« cinq groupes de travail : » before four items, in a line or in the bullets below it."""
    for _, section, quote in _everywhere(corpus):
        numbers = quantities(quote.text)
        counted = [number for number in numbers if not number.qualifier and number.number < 100]
        lists = [items for items in _lists(section, quote) if items]
        told = {len(items) for items in lists}
        if counted and lists and not _OPEN.search(fold(quote.text)) and not told & {number.number for number in numbers}:
            said = quote.text[counted[-1].start : counted[-1].end]
            yield quote, f"annonce {said} et en cite {len(lists[0])} : {', '.join(item.split(' : ')[0][:30] for item in lists[0])}"


def _lists(section: Section, quote: Quote) -> list[list[str]]:
    """What a sentence announces: the lines below it, or what they name, or what follows in the sentence."""
    if quote.text.rstrip().endswith(":"):
        lines = _bullets(section, quote)
        return [[item for line in lines for item in _named(line)], lines]
    return [_in_line(quote)]


def _named(line: str) -> list[str]:
    """« Espagne : Bilbao, Valence » names two."""
    label, colon, named = line.partition(":")
    return [item for item in _BETWEEN.split(named.strip(" .,;")) if item] if colon and len(label.split()) <= 3 else [line]


def _in_line(quote: Quote) -> list[str]:
    match = _LISTED.search(quote.text)
    last = quantities(quote.text)[-1:] if match else []
    if not match or not last or match.start() < last[0].end or match.start() - last[0].end > 60:
        return []
    items = [item for item in _BETWEEN.split(match[1]) if item]
    return items if len(items) > 1 and all(len(item.split()) <= 5 for item in items) else []


_BULLET = re.compile(r"[ \t]*[•●▪*–-][ \t]+(.+)")


def _bullets(section: Section, quote: Quote) -> list[str]:
    """The bullets right below a sentence."""
    lines = section.body.text[quote.end - section.body.start :].lstrip("\n ").split("\n")
    found: list[str] = []
    for line in filter(str.strip, lines):
        match = _BULLET.match(line)
        if not match:
            break
        found.append(match[1])
    return found


# --- dates --------------------------------------------------------------------


def _dates(corpus: Corpus) -> Iterator[tuple[Quote, str]]:
    records = Records.from_corpus(corpus)
    for network in corpus.networks:
        yield from _missing_dates(network, records)
        yield from _two_dates(network, records)


def _missing_dates(network: Network, records: Records) -> Iterator[tuple[Quote, str]]:
    for attribute, name in ((Attribute.CREATED, "date de création"), (Attribute.JOINED, "date d'adhésion")):
        if records.first(network, attribute) is None:
            yield network.heading, f"{network.name} : aucune {name}"


def _two_dates(network: Network, records: Records) -> Iterator[tuple[Quote, str]]:
    """A joining told with two years; the second one is pointed at."""
    dated = [(fact, fact.date.year) for fact in records.of(network, Attribute.JOINED) if fact.date]
    for fact, year in dated[1:]:
        if year != dated[0][1]:
            yield fact.quote, f"{network.name} : adhésion en {year} ici, en {dated[0][1]} ailleurs"


# --- paragraphs and names told twice --------------------------------------------

_SHINGLE = 12  # words in a row that two networks do not share by chance


def _shared(corpus: Corpus) -> Iterator[tuple[Quote, str]]:
    """A sentence of which a long part stands in an earlier network too."""
    owners: dict[tuple[str, ...], tuple[Network, Quote]] = {}
    for network, _, quote in _everywhere(corpus):
        said = [word.text for word in words(quote.text)]
        shingles = [tuple(said[n : n + _SHINGLE]) for n in range(len(said) - _SHINGLE + 1)]
        twin = next((owners[shingle] for shingle in shingles if shingle in owners and owners[shingle][0] is not network), None)
        if twin:
            yield quote, f"{network.name} : même texte que dans {twin[0].name} (ligne {_line(corpus, twin[1])})"
        for shingle in shingles:
            owners.setdefault(shingle, (network, quote))


def _two_spellings(corpus: Corpus) -> Iterator[tuple[Quote, str]]:
    """« Málaga » and « Malaga », « Tel Aviv » and « Tel-Aviv »."""
    written: dict[str, dict[str, Quote]] = defaultdict(dict)
    namer = Namer(corpus)
    for network in corpus.networks:
        for mention in namer.mentions(network):
            written[re.sub(r"\W", "", fold(mention.quote.text))].setdefault(mention.quote.text, mention.quote)
    for forms in written.values():
        first, *others = forms
        for other in others:
            yield forms[other], f"« {other} » s'écrit « {first} » ligne {_line(corpus, forms[first])}"


_AGEING = re.compile(r"depuis (?:plus de |près de |environ )?(?:\d+|[a-zà-ÿ]+) ans\b")


def _ageing(corpus: Corpus) -> Iterator[tuple[Quote, str]]:
    for quote, match in _spans(corpus, _AGEING):
        yield quote, f"« {match[0]} » vieillit : donnez l'année"


# --- spacing, punctuation, typing errors ------------------------------------------

_SPACING = (
    (re.compile(r"(?<=[^\s|•–-])[  ]{2,}(?=[^\s|])"), "deux espaces de suite"),
    (re.compile(r"(?<=\w)[  ]+[,.](?![.\d])"), "espace avant une virgule ou un point"),
    (re.compile(r",\s*[.,;:]|(?<!\.)\.\s*,|;\s*[.,]"), "deux signes de ponctuation de suite"),
    (re.compile(r"(?<=\w)[  ][–-](?=\w)|(?<=\w)[–-][  ](?=\w)"), "tiret collé d'un seul côté"),
    (re.compile(r"[a-zà-ÿ]&|&[a-zà-ÿ]"), "« & » collé à un mot"),
    (re.compile(r"«(?=\w)|(?<=\w)»"), "guillemet sans espace"),
    (re.compile(r"\( |(?<=\w) \)"), "espace à l'intérieur d'une parenthèse"),
    (re.compile(r"\b(\w+) \1\b(?<!\bnous nous)(?<!\bvous vous)", re.IGNORECASE), "mot répété"),
)


def _spacing(corpus: Corpus) -> Iterator[tuple[Quote, str]]:
    for pattern, problem in _SPACING:
        for quote, match in _spans(corpus, pattern):
            text = corpus.text(quote.source)
            yield quote, f"{problem} : « {' '.join(text[max(0, match.start() - 20) : match.end() + 20].split(chr(10))[0:3]).strip()} »"


_LONE = re.compile(r"(?<= )(?![aày])[a-zà-ÿ](?= [a-zà-ÿ])")


def _stray_letters(corpus: Corpus) -> Iterator[tuple[Quote, str]]:
    for quote, match in _spans(corpus, _LONE):
        text = corpus.text(quote.source)
        yield quote, f"lettre seule « {match[0]} » : « {text[max(0, match.start() - 15) : match.end() + 15].strip()} »"


_LOWER = re.compile(r"(?<![\w.@’'/-])(?:(?:[cdjlmnst]|qu|lorsqu|jusqu)['’])?([a-zà-ÿœ]{4,})(?![\w@-]|\.\w)")
_USUAL = 500  # of the dictionary's own counts: a rarer word is seldom what was meant


def _typos(corpus: Corpus) -> Iterator[tuple[Quote, str]]:
    """Words that no French dictionary holds, one slip from one that it does; the host's people are in none."""
    for quote, match in _spans(corpus, _LOWER):
        meant = None if names_city(match[1], corpus.host) else _meant(match[1])
        if meant:
            yield quote, f"« {match[1]} » : vouliez-vous écrire « {meant} » ?"


@cache
def _dictionary() -> Any:
    from spellchecker import SpellChecker

    return SpellChecker(language="fr", distance=1)


@cache
def _meant(word: str) -> str | None:
    """The known word that differs by accents or a doubled letter, else a usual one by a single slip within it."""
    known = _dictionary()
    if word in known or word.replace("œ", "oe") in known:
        return None
    near = [other for other in known.candidates(word) or () if _is_slip(word, other)]
    close = [other for other in near if _bare(other) == _bare(word)]
    usual = [other for other in near if known.word_frequency[other] >= _USUAL]
    return max(close or usual, key=lambda other: known.word_frequency[other], default=None)


def _bare(word: str) -> str:
    return re.sub(r"(.)\1", r"\1", fold(word))


def _is_slip(word: str, other: str) -> bool:
    """Not another form of the same word: « mobilités » is no slip for « mobilité »."""
    inflected = stem(fold(word)) == stem(fold(other)) and fold(word) != fold(other) and _bare(word) != _bare(other)
    return fold(word)[0] == fold(other)[0] and OSA.distance(fold(word), fold(other)) <= 1 and not inflected and " " not in other
