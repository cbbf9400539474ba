"""What a network's presentation names: cities, countries, people, bodies and programmes, and in what role.

Names are runs of capitalised words, or quoted ones; what stands around them says
what they are, so that any city's page is read in the same way.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reseaux_qa.corpus import Corpus
from reseaux_qa.facts.kinds import (
    Kind,
    Name,
    Role,
    head,
    is_organisation,
    is_person,
    is_programme,
    listed_kind,
    nouns,
    quoted_kind,
    role_of,
)
from reseaux_qa.facts.told import section_sentences
from reseaux_qa.french import fold, stopwords, words
from reseaux_qa.types import Network, Quote, Section


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in a network's presentation; ``quote`` spans the name alone."""

    network: Network
    section: Section
    kind: Kind
    role: Role
    quote: Quote


_TOKEN = r"[A-ZÀ-Ý][\w'’]*(?:[&-][\w'’]+)*"
_LINK = r"(?:de |du |des |la |le |les |en |sur |do |da |del |di |am |d['’]|l['’])"
_RUN = re.compile(rf"(?<![\w'’-])(?:[dlDL]['’])?({_TOKEN}(?: {_LINK}{{0,3}}{_TOKEN}| \d{{2,4}}(?![\d,:]))*)")
_QUOTED = re.compile(r"[«“\"]\s*([^»”\"]{3,140}?)\s*[»”\"]")
_TITLE = r"(?:vice-)?president(?:e|s|es)?|(?:vice-)?presidence|maire|adhesion"
_OFFICE = re.compile(rf"(?:(?:la|le|les) )?(?:ville|mairie|commune|municipalite|{_TITLE})s? (?:{_LINK})*")
_REST = re.compile(rf"[\s'’]*(?:{_LINK})*")
_GOES_ON = re.compile(r"(?: (?:de|des|du|a|aux|et|la|le|les|en|pour)| d['’]| l['’]|[  ]?[a-zà-ÿ]+)+")
_LOOSE = re.compile(r"(?: (?:en|à|au|et|de|du|des|la|le|les|pour))+$")
_STOPS = re.compile(r" (?:qui|que|dont|est|a|en|pour|avec|et|depuis|au|aux|par|sont|organisee?|relancee?) ")


class Namer:
    """Finds the names of one page."""

    def __init__(self, corpus: Corpus) -> None:
        """Learn from the page itself which words it writes as names only, and which names are cities."""
        self._host = fold(corpus.host)
        text = "\n".join(source.text for source in corpus.sources)
        self._common = {word.text for word in words(text) if text[word.start].islower()} | stopwords()
        self._cities: set[str] = set()
        every = [mention for network in corpus.networks for mention in self.mentions(network)]
        self._cities = {fold(mention.quote.text) for mention in every if mention.kind is Kind.CITY}

    def mentions(self, network: Network) -> list[Mention]:
        """Every name in a network's presentation, each once in a role, in the order of the page."""
        own = {fold(name) for name in (network.name, network.heading.text, network.long_name, *network.aliases)}
        found: dict[tuple[str, Role], Mention] = {}
        for section in network.sections:
            for sentence in section_sentences(section):
                for name in self._runs(sentence.text):
                    kind = None if self._is_host(name) or _is_own(name, own) else self._kind(name, section)
                    if kind:
                        mention = Mention(network, section, kind, role_of(name, kind, section), sentence.slice(name.start, name.end))
                        found.setdefault((fold(name.text), mention.role), mention)
        told = {name for name, role in found if role is not Role.NAMED}
        return [mention for (name, role), mention in found.items() if role is not Role.NAMED or name not in told]

    def _runs(self, sentence: str) -> Iterator[Name]:
        quoted = [Name(sentence, *match.span(1), quoted=True) for match in _QUOTED.finditer(sentence)]
        yield from quoted
        for match in _RUN.finditer(sentence):
            start = self._trimmed(sentence, *match.span(1))
            if start < match.end(1) and sentence[start].isupper() and not any(name.start <= start < name.end for name in quoted):
                yield _whole(Name(sentence, start, match.end(1)))

    def _trimmed(self, sentence: str, start: int, end: int) -> int:
        """Where the name itself begins: after « Ville de », or an ordinary word that opens the sentence."""
        office = _OFFICE.match(fold(sentence), start, end)
        if office:
            return office.end()
        first = words(sentence[start:end])[0]
        ordinary = first.text in stopwords() or (not sentence[:start].strip(" -•") and first.text in self._common)
        rest = _REST.match(sentence, start + first.end, end)
        if rest is None or rest.end() >= end:
            return end if first.text in stopwords() else start
        return rest.end() if ordinary else start

    def _is_host(self, name: Name) -> bool:
        """The host under its own name, its town hall and its metropolis."""
        folded = fold(name.text)
        return self._host in folded and not folded.replace(self._host, "").replace("metropole", "").strip(" '")

    def _kind(self, name: Name, section: Section) -> Kind | None:
        if name.quoted:
            return quoted_kind(name)
        if fold(name.text) in nouns("countries"):
            return Kind.COUNTRY
        tests = ((Kind.PERSON, is_person), (Kind.PROGRAMME, is_programme), (Kind.ORGANISATION, is_organisation))
        kind = next((kind for kind, test in tests if test(name)), None)
        if kind or self._is_plain(name):
            return kind
        return Kind.CITY if fold(name.text) in self._cities else listed_kind(name, section)

    def _is_plain(self, name: Name) -> bool:
        """One ordinary word with a capital because it opens a sentence, a line or a quotation; a continent."""
        verbal = not name.before.strip(" -•") and re.match(r" [a-z]", name.after) is not None and fold(name.text) not in self._cities
        several = len(words(name.text)) > 1
        return fold(name.text) in nouns("areas") or (not several and (verbal or fold(name.text) in self._common))


def _is_own(name: Name, own: set[str]) -> bool:
    """One of the network's names, or how one begins: « l'Alliance »."""
    return any(re.match(rf"{re.escape(fold(name.text))}(?!\w)", called) for called in own)


def _whole(name: Name) -> Name:
    """« Nuit » within « la Nuit des mondes possibles », « Délégation » with the words that say of what."""
    opens = not name.sentence[: name.start].strip(" -•")
    if opens or len(words(name.text)) > 1 or head(name) not in nouns("organisations") | nouns("programmes"):
        return name
    more = _GOES_ON.match(name.sentence, name.end)
    stop = _STOPS.search(fold(more.group())) if more else None
    end = name.end if more is None else name.end + stop.start() if stop else more.end()
    return Name(name.sentence, name.start, name.start + len(_LOOSE.sub("", name.sentence[name.start : end])))
