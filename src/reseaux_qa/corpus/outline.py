"""Which of a page's headings name its networks: those that their own text speaks of, as many as the page says.

A network's name comes back in what is told under it and in little else, or it
opens the same labels and titles as the others, « Siège : … », « Missions »; a
section's title, « Ce que nous y faisons », does not, or stands under several.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from reseaux_qa.corpus.lines import BULLET, Mark, closes
from reseaux_qa.corpus.sentences import named_in
from reseaux_qa.corpus.titles import PEOPLED, body_nouns, is_known_title, is_peopled, is_shouted, is_usual_title, title_text
from reseaux_qa.french import content_stems, fold, phrase_pattern, words
from reseaux_qa.quantities import quantities

_STATED = 0.5  # worth of being as many as the page says
_SOME = 0.4  # share of names from which their number may be the one that the page says
_LIKE_A_NAME = 0.6  # worth of a heading that is worded as a name, of that of one which its text speaks of
_REPEATED = 0.5  # no two networks have one name
_OWN = 3  # a word that one text in so many says is nobody's own
_CLEARLY = 0.2  # by which another outline must be better than the usual one
_LIKELY, _UNLIKELY = 0.6, 0.5  # likeness from which headings are names, and below which they are not
_BETTER_THAN_NOTHING = 0.3  # likeness from which headings are, where no others are found
_MANY_MORE = 2  # times as many headings, of names too, are those of the page
_LINKING = 3  # letters of « des », « les », at most
_BARE = 2  # « Organisation des villes du patrimoine » is no section on its organisation
_PARALLEL = 2  # labels or titles that other chapters have too, from which a chapter is one of them
_LABEL = re.compile(r"[^\W\d][^:.;!?,]{2,40}")  # « Siège » of « Siège : Bruxelles », or a title of its own
_TAGLINE = re.compile(r"([*_])(?![*_\s])[^*_]+\1|«[^»]+»|>.+")
_NAME = re.compile(r"\s+[-–—:|]\s+|\s*«|\s*\(")  # ends the name: a slogan or an acronym follows


@dataclass(frozen=True, slots=True)
class Outline:
    """Some headings with the text under each, and the text before the first."""

    preamble: str
    headings: tuple[str, ...]
    bodies: tuple[str, ...]

    @property
    def likeness(self) -> float:
        """How much these headings look like names of networks, 0 to 1.5."""
        if self.size < len(self.headings):
            return self.filled.likeness
        if len(self.headings) < 2:
            return 0.0
        labels = [_labels(body) for body in self.bodies]
        ways = (self.told, _alike(self.headings, labels), _taglined(self.bodies), _acronyms(self.headings))
        known = [any(told) for told in zip(*ways, strict=True)]
        worths = [1.0 if is_known else _LIKE_A_NAME * names_a_body(name) for is_known, name in zip(known, self.headings, strict=True)]
        named = sum(worths) / len(self.headings)
        told = {quantity.number for quantity in quantities(self.preamble)}
        repeated = len(set(map(fold, self.headings))) < len(self.headings)
        stated = named >= _SOME and len(self.headings) in told
        return named * (_REPEATED if repeated else 1.0) * (1.0 - _doubled(labels)) + _STATED * stated

    @property
    def size(self) -> int:
        """How many headings have a text; without one, « En Europe », a heading gathers those that follow."""
        return sum(bool(body.strip()) for body in self.bodies)

    @property
    def filled(self) -> Outline:
        """The same without the headings that have no text."""
        kept = [(heading, body) for heading, body in zip(self.headings, self.bodies, strict=True) if body.strip()]
        return Outline(self.preamble, tuple(heading for heading, _ in kept), tuple(body for _, body in kept))

    @property
    def told(self) -> list[bool]:
        """Whether each heading is spoken of under it, in words that are not everybody's."""
        said = [frozenset(content_stems(body)) for body in self.bodies]
        spread = Counter(stem for stems in said for stem in stems)
        common = {stem for stem, count in spread.items() if count * _OWN > len(said)} if len(said) > _OWN else set()
        every = zip(self.headings, self.bodies, said, strict=True)
        return [
            not _is_section(heading) and (bool(named_in(heading, body)) or _speaks_of(heading, body, stems - common))
            for heading, body, stems in every
        ]


def outline_of(text: str, start: int, marks: Sequence[Mark]) -> Outline:
    """The headings among some marks, each with all that stands under it."""
    chapters = [mark for mark in marks if mark.level < 1]
    ends = [*(mark.line for mark in chapters[1:]), len(text)] if chapters else []
    told = [(mark, text[mark.body : end]) for mark, end in zip(chapters, ends, strict=True) if mark.level == 0]
    preamble = text[start : told[0][0].line] if told else ""
    return Outline(preamble, tuple(text[mark.start : mark.end] for mark, _ in told), tuple(body for _, body in told))


Labels = list[tuple[str, bool]]


def _labels(body: str) -> Labels:
    """What its lines are called, folded, and whether the line says nothing else; « En savoir plus » is called nothing."""
    lines = (line.strip(" \t*_#") for line in body.splitlines() if not BULLET.match(line))
    parts = [line.partition(":") for line in lines if not phrase_pattern("boilerplate").match(fold(line))]
    return [(fold(label).strip(" *_"), not rest.strip(" *_")) for label, _, rest in parts if _LABEL.fullmatch(label.strip(" *_"))]


def _doubled(labels: Sequence[Labels]) -> float:
    """The share of chapters in which a title that others have stands twice: a heading between them was not seen."""
    titles = [[label for label, alone in own if alone] for own in labels]
    usual = _usual(titles)
    return sum(any(one.count(title) > 1 for title in usual) for one in titles) / len(titles)


def _alike(headings: Sequence[str], labels: Sequence[Labels]) -> list[bool]:
    """Whether each heading, no section's, opens some of the labels and titles that others open too."""
    names = [frozenset(label for label, _ in own) for own in labels]
    usual = _usual(names)
    return [len(own & usual) >= _PARALLEL and not _is_section(heading) for own, heading in zip(names, headings, strict=True)]


def _acronyms(headings: Sequence[str]) -> list[bool]:
    """Whether each heading is but an acronym, « AMVC », where most are not in capitals."""
    shouted = 2 * sum(map(is_shouted, headings)) > len(headings)
    return [not shouted and _ALONE.fullmatch(_ARTICLE.sub("", heading.strip("* "))) is not None for heading in headings]


def _taglined(bodies: Sequence[str]) -> list[bool]:
    """Whether each body opens with a line of its own kind, « *Quatre villes, trois pays* », where most do."""
    opening = [next(iter(body.strip().splitlines()), "") for body in bodies]
    found = [_TAGLINE.fullmatch(line.strip()) is not None for line in opening]
    return found if sum(found) >= _OWN and 2 * sum(found) > len(found) else [False] * len(found)


def _usual(labels: Sequence[Collection[str]]) -> frozenset[str]:
    """What a third of the chapters have, and at least three."""
    spread = Counter(label for own in labels for label in set(own))
    return frozenset(label for label, count in spread.items() if count >= max(_OWN, len(labels) / _OWN))


def _is_section(heading: str) -> bool:
    """Whether a heading is a usual section's title, or but the noun of one, « L'association », or some, « Réseaux mondiaux »."""
    title = _DETERMINER.sub("", heading.partition(",")[0])
    first, *others = [word.text for word in words(title)] or [""]
    bare = (first in body_nouns() and not others) or first == "reseaux"
    peopled = first in body_nouns() and not PEOPLED.isdisjoint(others)  # « Organisation des villes du patrimoine mondial »
    return bare or (is_known_title(title) and len(content_stems(heading)) <= _BARE and not peopled)


_ARTICLE = re.compile(r"(?:L[ea]s? |L['’])(?=[A-ZÀ-Ý])")  # « Le Réseau des villes X »; « Le réseau et ses villes » is a section's
_DETERMINER = re.compile(rf"{_ARTICLE.pattern}|(?:L[ea]s? |L['’]|Notre |Cette |Ce )(?=[\w-]+\W*$)|(?:Les|Nos) (?=réseaux)")
_ACRONYM = re.compile(r"\([A-Z][A-Za-zÉ-]*[A-Z][A-Za-z]*\)|^\W*[A-Z]{3,8}\W*[-–—:(]|[-–—]\s*[A-Z]{3,8}\W*$")
_INTRODUCING = re.compile(r"^\W*(?:une?|des|nos|notre|vos|votre|ces?|cette|quelques)\s|\breseaux\b")
_SEVERAL = re.compile(r"\breseaux\b")  # « Nos réseaux » names none of them


def names_a_body(heading: str) -> bool:
    """Whether a heading is worded as a network's name: « Alliance … », « Villes … », « … (RFVS) »."""
    folded = fold(heading)
    if _is_section(heading) or _SEVERAL.search(folded):
        return False
    return _ACRONYM.search(heading) is not None or is_peopled(heading)


def speaks_of(heading: str, body: str) -> bool:
    """Whether a text speaks of what its heading names."""
    return _speaks_of(heading, body, frozenset(content_stems(body)))


_ALONE = re.compile(r"[A-ZÀ-Ý]{4,8}")  # « UVCW », over « L'Union des villes et communes de Wallonie »


def _speaks_of(heading: str, body: str, own: frozenset[str] | set[str]) -> bool:
    """Whether a text says its heading's acronym, spelled or made of its initials, its words, or half of those of its name."""
    name = next((part for part in _NAME.split(heading) if part.strip()), heading)
    stems = frozenset(content_stems(name))
    every = "".join(word.text[0] for word in words(name)).upper()
    acronyms = {every, initials(name).upper(), *re.findall(r"\b[A-Z]{3,}\b", heading)} if len(words(name)) > 1 else {name.strip()}
    alone = _ALONE.fullmatch(_ARTICLE.sub("", name.strip()))
    if alone and fold(alone[0]) in initials(body):
        return True
    return any(len(a) > 1 and re.search(rf"\b{re.escape(a)}\b", body) for a in acronyms) or 2 * len(stems & own) >= max(len(stems), 1)


def initials(name: str) -> str:
    """The first letters of a name's words, those that link them apart, folded: « Association des villes du vent » → « avv »."""
    told = (part for word in words(name) for part in word.text.split("-") if len(part) > _LINKING)
    return "".join(part[0] for part in told if part not in ("pour", "dans", "avec", "entre", "contre"))


def without_page_title(text: str, start: int, marks: list[Mark]) -> list[Mark]:
    """« Albi avec les autres », before the first network: a heading whose words all other chapters say is the page's own."""
    outline = outline_of(text, start, marks)
    title = next(iter(outline.headings), "")
    opens = re.match(r"[\w-]+,", title)  # « Bourges, une ville reliée », though it be worded as a name
    if len(outline.headings) <= _OWN or marks[0].level or (names_a_body(title) and not opens):
        return marks
    said = [{word.text for word in words(body)} for body in outline.bodies[1:]]
    usual = (word for word in words(opens[0] if opens else title) if len(word.text) > _OWN and title[word.start].isupper())
    hosts = any(2 * sum(word.text in body for body in said) >= len(said) for word in usual)
    following = next(n for n, mark in enumerate(marks) if n and mark.level == 0)
    return marks[following:] if hosts or _SEVERAL.search(fold(title)) else marks


def up_to_closing(text: str, start: int, marks: list[Mark]) -> list[Mark]:
    """Few headings under the last closing over some, neither worded as names nor spoken of, close the page too: « Agenda »."""
    names, vain = [mark for mark in marks if mark.level == 0], _unnamed(text, start, marks)
    over = [mark for mark in marks if mark.level < 0 and names and mark.line < names[-1].line]
    worded = [mark.line for mark in over if closes(title_text(text[mark.start : mark.end]))]
    after = [mark for mark in names if worded and mark.line > worded[-1]] or _last_theme(names, over, vain)
    ends = {mark for mark in after if mark in vain}
    return [replace(mark, level=-1) if mark in ends and 2 * len(after) < len(names) else mark for mark in marks]


def _last_theme(names: Sequence[Mark], over: Sequence[Mark], vain: Collection[Mark]) -> list[Mark]:
    """The headings under the last theme, « 3. Bilan », where some stand there and none is a name, « 3.1. Moyens humains »."""
    under = [mark for mark in names if over and mark.line > over[-1].line]
    return under if len(under) > 1 and all(mark in vain for mark in under) else []


def _unnamed(text: str, start: int, marks: Sequence[Mark]) -> list[Mark]:
    """The headings neither worded as names nor spoken of under them."""
    outline, names = outline_of(text, start, marks), (mark for mark in marks if mark.level == 0)
    every = zip(names, outline.headings, outline.bodies, outline.told, strict=True)
    return [mark for mark, heading, body, told in every if not (told or names_a_body(heading) or _says_whole(heading, body))]


def _says_whole(heading: str, body: str) -> bool:
    """Whether a text says the name before a heading's comma, word for word: « Un thé, le club des tisanes »."""
    return fold(heading.partition(",")[0]) in fold(body)


def without_vain_ends(text: str, start: int, marks: list[Mark]) -> list[Mark]:
    """Without the headings before the first name and after the last that introduce or sum up, « Un engagement ancien », « Chiffres clés ».

    Between two names, a usual section's is a title under the first, « Témoignage ».
    """
    names, vain = [mark for mark in marks if mark.level == 0], _unnamed(text, start, marks)
    own = [mark for mark in names if mark not in vain or not _introduces(text[mark.start : mark.end])]
    if len(own) < _OWN:
        return marks
    kept = marks if own[0] is names[0] else [mark for mark in marks if mark.line >= own[0].line]
    titles = {mark for mark in vain if mark.line < own[-1].line and is_usual_title(text[mark.start : mark.end])}
    ends = {mark for mark in names if mark.line > own[-1].line}
    return [replace(mark, level=1 if mark in titles else -1) if mark in titles | ends else mark for mark in kept]


def _introduces(heading: str) -> bool:
    """Whether a heading is a usual section's, or worded as no name is, « Une histoire commune », « Qui suit ces réseaux »."""
    return _is_section(heading) or closes(heading) or not content_stems(heading) or _INTRODUCING.search(fold(heading)) is not None


def likeliest(outlines: Sequence[Outline], usual: int | None = None) -> int:
    """Which of some outlines is made of networks' names, the longer of two alike; the ``usual`` one where none is clearly better."""
    scores = [outline.likeness + (_CLEARLY if number == usual else 0.0) for number, outline in enumerate(outlines)]
    return max(range(len(scores)), key=lambda number: (round(scores[number], 1), outlines[number].size))


def likelier(text: str, start: int, usual: list[Mark], others: Iterable[list[Mark]]) -> list[Mark]:
    """The longest of other outlines that are made of networks' names, where the usual one is not, is clearly less so, or much shorter."""
    mine, likely = outline_of(text, start, usual), list[tuple[int, float, list[Mark]]]()
    named = {mark.line for mark in usual if mark.level == 0}
    for other in others:
        if {mark.line for mark in other if mark.level == 0} < named:
            continue  # it passes over names that the usual outline has
        outline = outline_of(text, start, other)
        likely.append((outline.size, outline.likeness, other))
    best = [item for item in likely if item[1] >= _LIKELY]
    if not best and mine.size < 2:
        best = [item for item in likely if item[1] >= _BETTER_THAN_NOTHING]
    size, likeness, other = max(best, key=lambda item: item[:2], default=(0, 0.0, usual))
    own = mine.likeness
    clearly = size >= mine.size and likeness > own + _CLEARLY
    return other if clearly or own < _UNLIKELY or size >= _MANY_MORE * mine.size else usual
