"""Find what a question names: networks, the host, years, other places and people.

Networks are found by exact name, by near spelling or sound, and by a telling
part of a long name; each link has a confidence.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA

from reseaux_qa.corpus import Corpus
from reseaux_qa.french import Word, content_stems, content_words, fold, lexicon, names_city, stem, stopwords, words
from reseaux_qa.geography import country_of, regions_in
from reseaux_qa.phonetics import aloud, as_said, joined, sound
from reseaux_qa.types import Network
from reseaux_qa.understanding.spelled import ELIDED, Spelled

EXACT, NEAR, PART, WEAK = 1.0, 0.85, 0.7, 0.5
_MAX_JOINED = 3  # « euro cities », « p s eau »: words typed apart
_APART = 8  # letters from which words typed apart are tried as one name
_MAX_SPELLED = 8  # words, at most, of a name said letter by letter
_MIN_LENGTH = 4  # letters: shorter names must be exact
_BESIDE = WEAK + 0.045  # beside a named network, a single word must be about half of a name
_HEAD = 0.05  # what the first noun of a heading is worth: « l'Observatoire », « le Pacte »
_LEAST = 0.25  # of a name's weight, for one telling word to stand for it
_MIN_COVERAGE = 0.5  # of a long name's weight, for a part to stand for the whole
_SKELETON, _SOFT = 3, re.compile("[aeiouyw]")  # consonants that a shortened name keeps; « w » is for « ou »
# An opening word that a verb follows: « Perpignan est-elle … », where « Donnez-moi … » is no name.
_SUBJECT = re.compile(r"\s+(?:est|a|fait|ont|sont|assure|preside|figure|appartient|participe|adhere|siege|va|et)\b")
_NUMERAL = re.compile(r"[ivxl]+(?:e|er|eme)")  # « XXIe siècle » names no one
# A capital that no sentence's start explains: within a line, or before the colon of a list.
_PROPER = re.compile(r"(?:(?<=[\w,;:(«] )|(?<=[’'(,\u00a0-]))([A-ZÀ-Ý][^\W\d_]+)|(?:^|\n)\W*([A-ZÀ-Ý][^\W\d_]+)(?=[\s ]*:)")


@dataclass(frozen=True, slots=True)
class Link:
    """A network named by the half-open span of a question, and how surely."""

    network: Network
    start: int
    end: int
    confidence: float


@dataclass(frozen=True, slots=True)
class Links:
    """All that a question names, in its own order."""

    networks: tuple[Link, ...]
    host: tuple[Word, ...]
    places: tuple[Word, ...]
    strangers: tuple[Word, ...]


class Linker:
    """Knows the names of one corpus."""

    def __init__(self, corpus: Corpus, is_ordinary: Callable[[str], bool] = lambda _: False) -> None:
        """Index the page's names; ``is_ordinary`` tells whether a folded word belongs to the way people ask: it is then none."""
        self._is_ordinary = is_ordinary
        self._networks = corpus.networks
        self.host = corpus.host
        text = "\n".join(source.text for source in corpus.sources)
        self._common = {word.text for word in words(text) if text[word.start].islower()}
        proper = {fold(match[1] or match[2]) for match in _PROPER.finditer(text)} - self._common - stopwords()
        self._proper = {word for word in proper if not is_ordinary(word)}
        named = [(network, _keys(name)) for network in corpus.networks for name in (network.name, *network.aliases)]
        spelled = [Spelled.of(network, "".join(keys)) for network, keys in named]
        self._names: dict[int, list[Spelled]] = defaultdict(list)  # by the lengths of what may be meant for them
        for name in spelled:
            for letters in range(max(_MIN_LENGTH, name.letters - name.gap), name.letters + name.gap + 1):
                self._names[letters] += [name] if name.letters >= _MIN_LENGTH else []
        self._sizes = sorted({len(keys) for _, keys in named} | set(range(1, _MAX_JOINED + 1)))
        self._exact: dict[str, list[Network]] = defaultdict(list)
        for name in spelled:
            self._exact[name.text].append(name.network)
        self._aloud = {key: n for n in corpus.networks for name in (n.name, *n.aliases) for key in _spellings(name)}
        self._parts = {network: _part_stems(network) for network in corpus.networks}
        self._openings = {content_stems(network.heading.text)[0] for network in corpus.networks if content_stems(network.heading.text)}
        self._said = {n: frozenset(key for s in n.sections for key in content_stems(s.body.text)) for n in corpus.networks}
        self._weights = _rarity(self._parts)

    def link(self, text: str) -> Links:
        """Read the names in a question; a span belongs to one name only."""
        tokens = words(text)
        networks = list(self._by_name(tokens))
        networks += self._by_part(text, networks)
        free = [token for token in tokens if not any(link.start <= token.start < link.end for link in networks)]
        host = tuple(token for token in free if self._is_host(token))
        others = [token for token in free if token not in host and token.text not in stopwords()]
        places = tuple(token for token in others if token.text in self._proper)
        strangers = tuple(token for token in others if token not in places and self._is_stranger(text, token))
        return Links(tuple(sorted(networks, key=lambda link: link.start)), host, places, strangers)

    def _is_stranger(self, text: str, token: Word) -> bool:
        """A capital inside a sentence that the page never writes: a name it does not know."""
        capital = text[token.start].isupper() and not text.isupper()
        opening = not re.search(r"\w[^.?!\n]*$", text[: token.start])
        preposition = text[token.end : token.end + 2] == " à"  # « Postérieures à 2008 », unlike « Lyon a … »
        subject = (not preposition and _SUBJECT.match(fold(text), token.end) is not None) or country_of(
            token.text
        ) is not None  # « Lyon aussi ? »
        numeral = _NUMERAL.fullmatch(token.text) is not None
        plain = numeral or token.text in lexicon()["names"]["institutions"]  # « un organisme d'État »
        return capital and (subject or not opening) and not plain and not self.knows(token) and len(token.text) > 2

    # --- whole names ------------------------------------------------------

    def _by_name(self, tokens: list[Word]) -> Iterator[Link]:
        taken: set[int] = set()
        candidates = sorted(self._name_matches(tokens), key=lambda item: (-item[3], -(item[2] - item[1])))
        for network, first, last, confidence in candidates:
            if not taken.intersection(range(first, last)):
                taken.update(range(first, last))
                yield Link(network, tokens[first].start, tokens[last - 1].end, confidence)

    def _name_matches(self, tokens: list[Word]) -> Iterator[tuple[Network, int, int, float]]:
        plain = [self.knows(token) for token in tokens]
        for size in self._sizes:
            for first in range(len(tokens) - size + 1):
                typed = "".join(token.text for token in tokens[first : first + size])
                for network in self._exact.get(typed, ()):
                    yield network, first, first + size, EXACT
                known = all(plain[first : first + size])
                if not known or (1 < size <= _MAX_JOINED and len(typed) >= _APART):  # « euro city »: two words that the page knows
                    for network, confidence in self._near(typed, by_ear=known):
                        yield network, first, first + size, confidence
                    if size > 1 and typed[0] in ELIDED and len(tokens[first].text) > _MIN_LENGTH:  # « leuro citi »
                        yield from ((n, first, first + size, c) for n, c in self._near(typed[1:], by_ear=True))
        yield from self._by_letters(tokens, plain)

    def _by_letters(self, tokens: list[Word], plain: list[bool]) -> Iterator[tuple[Network, int, int, float]]:
        """Acronyms said letter by letter, « a i èm èf », « l'efus », « peesso »."""
        keys = [as_said(token.text) for token in tokens]
        for first in range(len(tokens)):
            for last in range(first + 1, min(first + _MAX_SPELLED, len(tokens)) + 1):
                network = self._aloud.get(joined(keys[first:last]))
                if network is not None and not all(plain[first:last]):
                    yield network, first, last, NEAR

    def _near(self, typed: str, *, by_ear: bool) -> Iterator[tuple[Network, float]]:
        """Names spelled or sounding nearly so; ordinary words come here only joined, and ``by_ear`` alone."""
        near = self._names.get(len(typed), ())
        said = sound(typed) if near else ""
        for spelled in near:
            if not by_ear and spelled.is_slip(typed):  # « laimf », « deurocities »
                yield spelled.network, NEAR
            elif spelled.is_heard(said):
                yield spelled.network, NEAR - 0.05

    def knows(self, token: Word) -> bool:
        """Whether a word is one of the page or of the way people ask: no misspelled name."""
        known = (self._common, stopwords(), self._proper)
        return any(token.text in group for group in known) or self._is_ordinary(token.text)

    def city_of(self, people: str) -> str:
        """The page's city whose people a folded word names, « bordelais »; "" for none."""
        return next((name for name in sorted(self._proper) if len(name) >= _MIN_LENGTH and names_city(people, name)), "")

    # --- parts of long names ----------------------------------------------

    def _by_part(self, text: str, named: list[Link]) -> Iterator[Link]:
        """Networks told by a part of their names, best first, each word used once."""
        taken = [(n.start, n.end) for n in named]
        words_left = [word for word in content_words(text) if not any(start <= word.start < end for start, end in taken)]
        typed = {stem(word.text): word for word in words_left if not self._is_host(word)}  # « Genève » is no « Geneva Cities Hub »
        seen = {link.network for link in named}
        while typed:
            near = {key: found for key in self._weights if (found := _near_words(key, typed))}
            scored = [(*self._coverage(network, near), network) for network in self._networks if network not in seen]
            score, found, network = max(scored, key=lambda item: item[0], default=(0.0, [], None))
            if network is None or score < (_BESIDE if seen else WEAK):
                return
            seen.add(network)
            typed = {key: word for key, word in typed.items() if word not in found}
            yield Link(network, min(w.start for w in found), max(w.end for w in found), score)

    def _is_host(self, word: Word) -> bool:
        return names_city(word.text, self.host) or (not self.knows(word) and _stands_for(word.text, fold(self.host)))

    def _tells(self, found: list[Word]) -> bool:
        return any(self._is_telling(word) for word in found)

    def _coverage(self, network: Network, near: dict[str, list[Word]]) -> tuple[float, list[Word]]:
        """How much of one of the network's names is typed, by the rarity of its words; ``near`` gives what is typed for a stem."""
        best: tuple[float, list[Word]] = (0.0, [])
        for part in self._parts[network] if near else ():
            found = [word for key in part for word in near.get(key, ())]
            weight = sum(self._weights[key] for key in part if key in near)
            coverage = weight / sum(self._weights[key] for key in part)
            score = self._part_score(found, coverage)
            if score > best[0]:
                best = (score, found)
        return best

    def _part_score(self, found: list[Word], coverage: float) -> float:
        if all(_is_general(word.text) for word in found):  # « ces réseaux … en France » is not « Réseau français des … »
            return 0.0
        if len(found) > 1 and coverage >= _MIN_COVERAGE:
            return PART + coverage / 10
        if any(stem(word.text) in self._openings and self._is_telling(word) for word in found):
            return WEAK + max(coverage / 10, _HEAD)
        return WEAK + coverage / 10 if self._tells(found) and (coverage >= _LEAST or len(found) > 1) else 0.0

    def _is_telling(self, word: Word) -> bool:
        """A word of one network's names that no other network's text says, or that opens its heading."""
        key = stem(word.text)
        owners = [network for network, parts in self._parts.items() if any(key in part for part in parts)]
        if len(owners) != 1 or len(key) < _MIN_LENGTH:
            return False
        return key in self._openings or all(key not in said for n, said in self._said.items() if n is not owners[0])


def _stands_for(typed: str, name: str) -> bool:
    """Whether a short word keeps the consonants of a city's name, « tlse », « bdx », or sounds like it."""
    kept, all_of_it = (_SOFT.sub("", text.replace("z", "s")) for text in (typed, name))
    if len(kept) < _SKELETON or re.search("[aeiouy].", typed):
        return sound(typed) == sound(name)
    left = iter(all_of_it)
    return (kept[0], kept[-1]) == (all_of_it[0], all_of_it[-1]) and all(letter in left for letter in kept)


def _spellings(name: str) -> set[str]:
    """How a name is said with its acronyms letter by letter, all of them or those without a vowel; « x » as in French or in Catalan."""
    parts = [word.text for word in words(name)]
    acronyms = {word.text for word in words(name) if name[word.start : word.end].isupper()}
    spoken = {aloud(part.replace("x", x) for part in parts) for x in ("x", "ch")} if len(parts) > 1 else set()
    return {aloud(parts, acronyms), *spoken} if acronyms else set()


@lru_cache(maxsize=4096)
def _is_general(word: str) -> bool:
    """Whether a folded word of a name says no more than what all names do: a region, or what networks are."""
    return bool(regions_in(word)) or word in lexicon()["events"]["network_nouns"] or word in lexicon()["names"]["cities"]


def _keys(name: str) -> list[str]:
    return [word.text for word in words(name)]


def _part_stems(network: Network) -> tuple[frozenset[str], ...]:
    names = (network.heading.text, network.long_name, *network.aliases)
    return tuple({frozenset(content_stems(name)) for name in names if len(content_stems(name)) > 1})


def _rarity(parts: dict[Network, tuple[frozenset[str], ...]]) -> dict[str, float]:
    """Inverse document frequency of each stem over the networks' names."""
    owners = Counter(key for names in parts.values() for key in frozenset().union(*names) if names)
    return {key: math.log((len(parts) + 1) / count) for key, count in owners.items()}


def _near_words(key: str, typed: dict[str, Word]) -> list[Word]:
    if key in typed:
        return [typed[key]]
    if len(key) < 5:
        return []
    near = (word for other, word in typed.items() if other[:2] == key[:2] and OSA.distance(key, other, score_cutoff=1) <= 1)
    return list(near) or [word for other, word in typed.items() if len(other) >= _MIN_LENGTH and sound(other) == sound(key)]
