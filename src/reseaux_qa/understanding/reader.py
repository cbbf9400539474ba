"""Words → ``Question``: links, limits and intent of one message, read alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import cache

from reseaux_qa.french import Word, content_stems, content_words, fold, phrase_pattern, says, stem, words
from reseaux_qa.geography import regions_in
from reseaux_qa.quantities import dates
from reseaux_qa.types import Attribute, Bound, Network, Operation, Question, Turning
from reseaux_qa.understanding.authorities import actor
from reseaux_qa.understanding.features import HOST, NAME, NETWORK, YEAR
from reseaux_qa.understanding.glossary import from_phone, in_french
from reseaux_qa.understanding.granting import asked_of
from reseaux_qa.understanding.intents import IntentModel
from reseaux_qa.understanding.limits import number_limits, position, year_limits
from reseaux_qa.understanding.linking import PART, Link, Linker, Links
from reseaux_qa.understanding.negation import is_negated
from reseaux_qa.understanding.splitting import core_of, counts, split, things, without_opening
from reseaux_qa.understanding.weighing import CHAT, attribute_of, operation_of, weighted, without_help
from reseaux_qa.understanding.years import in_digits

_LEANING = CHAT | {Attribute.SAME}
_LETTERS = re.compile(r"\b[A-Z](?:[.,]? (?:et )?|\.)(?:[A-Z](?:[.,]? (?:et )?|\.)){1,6}[A-Z]\b\.?")  # « A, I, M et F », « A.I.M.F. »
_PEOPLE = re.compile(r"\w{3,}(?:ais|ois|ain|ien|een|in)(?:e|ne)?s?")  # « bordelais », « parisiennes »
_THE_CAPITAL = re.compile(  # « la capitale des fleurs » is another
    r"\bla capitale\b(?: (?:française|francaise|belge|suisse|nationale|du pays)\b)?(?! (?:d|europ|mondial|r[ée]gion|économ))"
)
_CLEAR = 0.3  # probability of its attribute from which a piece of a message is a question of its own


class Reader:
    """Understands one message; the conversation is not its business."""

    def __init__(self, linker: Linker, intents: IntentModel, heard: Callable[[str], str] = str, capital: str = "") -> None:
        """Take the two models that reading needs.

        ``heard`` gives the page's word for one that is spelled by ear, ``capital`` is the country's.
        """
        self._linker = linker
        self._intents = intents
        self._heard = heard
        self._capital = capital

    def read_all(self, text: str) -> list[Question]:
        """The questions of one message: several when it asks clearly different things."""
        core = core_of(text)
        parts = split(core)
        if len(parts) == 1 and self._linker.link(core).networks:
            parts = max(things(core), counts(core), key=len)
        questions = self._pieces(parts) if len(parts) > 1 else []
        questions = _named_by_another(questions)
        asked = {(q.attribute, q.operation, q.networks, q.places, q.years, q.position) for q in questions}
        return questions if 1 < len(questions) == len(asked) else [self.read(text)]

    def _pieces(self, parts: Sequence[str]) -> list[Question]:
        """The parts that ask something; « et quand ? » belongs to the one before, « En quel mois » to the one after."""
        pieces, opening, named = list[str](), "", set[Network]()
        known = {part: self.read(part) for part in parts}
        for part in parts:
            question = known[part]
            another = bool(named) and not named >= set(question.networks) and question.attribute not in _LEANING
            named |= set(question.networks)
            if _is_own(question) or another or (pieces and _goes_on(question)):
                pieces.append(f"{opening} {part}".strip())
                opening = ""
            elif pieces:
                pieces[-1] += f" {part}"
            else:
                opening += f" {part}"
        return [known.get(piece) or self.read(piece) for piece in pieces]

    def read(self, text: str) -> Question:
        """The typed question that a message asks, and those that it is made of."""
        question = self._read(text)
        told = zip((Turning.ASKED, Turning.GRANTED), asked_of(text), strict=True)
        return replace(question, parts=tuple(_part(self._read(part), turn, question) for turn, part in told if part))

    def _read(self, text: str) -> Question:
        text = without_opening(_THE_CAPITAL.sub(self._capital, text) if self._capital else text)
        text = in_digits(from_phone(_LETTERS.sub(lambda match: re.sub(r"[\s.,]|et", "", match[0]), text)))
        core = core_of(text)
        if core != text and self._leans(core):
            core = text
        links = self._linker.link(core)
        intent = self._intents.predict(masked(core, links))
        spoken, core = core, self._respelled(core) if intent.language == "fr" else _translated(core, links, intent.language)
        if core != spoken:
            links = self._linker.link(core)
            intent = intent.between(self._intents.predict(masked(core, links)))
        theirs = _introduction(core) if links.networks and not _MINE.search(fold(core)) else 0  # « ma ville » is theirs
        points_back = not links.places and core != text and _POINTS_BACK.search(fold(core)) is not None
        whole = self._linker.link(text) if core != text and (points_back or not links.networks) else links
        without = _networks(_left_out(links.networks, core))
        networks = tuple(n for n in _networks(links.networks or whole.networks) if n not in without)
        intent = weighted(intent, spoken)
        numbers = number_limits(spoken if intent.language == "fr" else core)  # « over two hundred », by its French words
        bounds = {str(limit.value) for limit in numbers if limit.bound is not Bound.EXACT}  # « plus de 30 pays » is said nowhere
        free = tuple(word for word in _free_words(core, links) if word not in bounds)
        attribute = attribute_of(intent, core, networks, worded=bool(free))
        terms = tuple(word for word in free if not self._intents.explains(attribute, stem(word)))
        return Question(
            text=text,
            attribute=without_help(attribute, terms),
            operation=operation_of(intent, attribute),
            networks=networks,
            without=without,
            years=year_limits(spoken) or (year_limits(text) if says(core, "years", "same") else ()),
            numbers=numbers,
            places=_named(text, whole.places) if points_back else _named(core, links.places, theirs),
            # Other languages write capitals where French has none: only French ones tell a name.
            strangers=_named(core, links.strangers, max(theirs, _aside(core))) if intent.language == "fr" else (),
            actor=actor(core),
            negated=is_negated(spoken),
            host=bool(links.host),
            terms=terms,
            words=free,
            masked=intent.masked,
            language=intent.language,
            asks=intent.attributes,
            doings=intent.operations,
            position=position(spoken),
        )

    def _respelled(self, text: str) -> str:
        """The text with its unknown words as the page writes them; a capital within a sentence tells a name, which stays."""
        meant = [(word, self._meant(word, text)) for word in words(text)]
        return _spliced(text, ((word.start, word.end, other) for word, other in meant if other != word.text))

    def _meant(self, word: Word, text: str) -> str:
        if self._linker.knows(word) or regions_in(word.text):  # « marocaines »
            return word.text
        if _PEOPLE.fullmatch(word.text):
            return self._linker.city_of(word.text).capitalize() or word.text
        named = text[word.start].isupper() and not text.isupper() and word.start > 0
        return word.text if named else self._heard(word.text)

    def asking(self, question: Question, attribute: Attribute, operation: Operation) -> Question:
        """The same question with another attribute tried, and the words that this one leaves unexplained."""
        terms = tuple(word for word in question.words if not self._intents.explains(attribute, stem(word)))
        return replace(question, attribute=attribute, operation=operation, terms=terms)

    def _leans(self, core: str) -> bool:
        """« … De combien de temps ? » only makes sense after the message's own first sentences."""
        intent = self._intents.predict(masked(core, self._linker.link(core)))
        return intent.attribute is Attribute.SAME


def _part(part: Question, turn: Turning, whole: Question) -> Question:
    """A part of a question, of the networks of the whole where it names none."""
    return replace(part, networks=part.networks or whole.networks, turn=turn)


def _named_by_another(questions: Sequence[Question]) -> list[Question]:
    """« Quand a-t-il été créé, et qui préside X ? » asks both of X; after it, words of its own may tell a piece's network."""
    first = next((n for n, question in enumerate(questions) if question.networks), 0)
    named = questions[first].networks if questions else ()
    own = [bool(q.networks) or _goes_on(q) or speaks_of_all(q.text) or (n > first and bool(q.terms)) for n, q in enumerate(questions)]
    return [q if keeps else replace(q, networks=named) for q, keeps in zip(questions, own, strict=True)]


def _is_own(question: Question) -> bool:
    """Whether a piece of a message clearly asks something of its own."""
    told = bool(question.words or question.networks or question.host or question.actor or _OF_ITS_OWN.search(fold(question.text)))
    return question.attribute not in _LEANING and told and question.asks[question.attribute] >= _CLEAR


_OF_ITS_OWN = re.compile(r"\b\w+-(?:t-)?(?:ils?|elles?)\b|\bcombien d|\by (?!a\b)|\bca \w")  # « …-t-elle ? », « on y est »


def _goes_on(question: Question) -> bool:
    """« et en 2020 ? », « même question pour X »: a piece that asks the same of something else."""
    named = question.networks or question.years or question.places
    return bool(named) and question.asks.get(Attribute.SAME, 0.0) >= _CLEAR


def speaks_of_all(text: str) -> bool:
    """« quels réseaux … ? » is not about the one named before."""
    return says(text, "asks", "sets")


def _translated(text: str, links: Links, language: str) -> str:
    """The text in French, the names of networks as they are: « xarxa » is a network in Catalan."""
    names = ((link.start, link.end, text[link.start : link.end]) for link in links.networks)
    return _spliced(text, names, lambda between: in_french(between, language))


def _spliced(text: str, spans: Iterable[tuple[int, int, str]], outside: Callable[[str], str] = str) -> str:
    """The text with spans replaced, the first of those that overlap, and what lies outside them changed."""
    pieces, at = [], 0
    for start, end, said in sorted(spans):
        if start >= at:
            pieces += [outside(text[at:start]), said]
            at = end
    return "".join([*pieces, outside(text[at:])])


def _free_words(text: str, links: Links) -> tuple[str, ...]:
    """Content words outside the names of networks and host, once each, in order."""
    spans = [(link.start, link.end) for link in links.networks if link.confidence >= PART]
    alone = links.networks if len(links.networks) == 1 else ()  # « eau » tells which of two, « le PS-Eau ou LUCI »
    names = {key for link in alone for name in (link.network.heading.text, *link.network.aliases) for key in content_stems(name)}
    taken = {word.start for word in links.host} | {dated.start for dated in dates(text)}
    free = (
        w for w in content_words(text) if w.start not in taken and stem(w.text) not in names and not any(s <= w.start < e for s, e in spans)
    )
    return tuple(dict.fromkeys(word.text for word in free))


def masked(text: str, links: Links) -> str:
    """The text with every entity replaced by its kind."""
    spans = [(link.start, link.end, NETWORK) for link in links.networks]
    spans += [(word.start, word.end, HOST) for word in links.host]
    spans += [(word.start, word.end, NAME) for word in (*links.places, *links.strangers)]
    spans += [(dated.start, dated.end, YEAR) for dated in dates(text)]
    return _spliced(text, ((start, end, f" {token} ") for start, end, token in spans))


# « Je viens de Lyon. Où ma ville est-elle citée ? », « … Dans quels réseaux la retrouve-t-on ? »
_POINTS_BACK = re.compile(
    r"\b(?:ma (?:ville|commune|cite|metropole)|cette (?:ville|commune|cite|personne)|(?:la|le) (?:mienne|sienne|mien|sien)"
    r"|(?:l[ae]|les) ?\w+-t-(?:on|il|elle)|l'[a-z]+-t-(?:on|il|elle)|on (?:la|les?|l') ?\w+"
    r"|(?:est|apparait|figure|etait)-(?:t-)?(?:elle|il))\b"
)
_ASIDE = re.compile(r"(?!\s*(?:a propos|concernant|pour|sur|dans|en|au|aux|a|chez|de|du)\b)[^,.?!]{3,80}, (?=(?:je|j'|moi|nous)\b)")


_MINE = re.compile(
    r"\b(?:m(?:a|es)|no(?:tre|s)) (?:\w+ )?(?:villes?|communes?|pays|regions?)\b|\bchez (?:moi|nous)\b|\by (?!a )|\bla-bas\b"
)
_PERSONAL = re.compile(r"\b(?:je|j'|mon|ma|mes|moi|nous|on m')")


def _aside(text: str) -> int:
    """Where the asker's own title ends: « Journaliste à la Dépêche, je cherche … »."""
    match = _ASIDE.match(fold(text))
    return match.end() if match else 0


def _introduction(text: str) -> int:
    """Where what askers say of themselves ends: « J'habite à X. … ? », « Je viens de X et je voudrais savoir … »."""
    folded = fold(text)
    lead = phrase_pattern("asks", "leads").search(folded)
    last = text.rfind("?")
    begins = max((folded.rfind(mark, 0, last) for mark in (". ", " : ", "! ")), default=-1) if last > 0 else -1
    ends = [end for end in (lead.start() if lead else 0, begins) if end > 0 and content_words(text[end:])]
    return max((end for end in ends if _PERSONAL.search(folded[:end])), default=0)


def _named(text: str, found: Iterable[Word], start: int = 0) -> tuple[str, ...]:
    return tuple(text[word.start : word.end] for word in found if word.start >= start)


def _networks(links: Iterable[Link]) -> tuple[Network, ...]:
    return tuple(dict.fromkeys(link.network for link in links))


_ALONG = re.compile(r"[ ,]*(?:et|ni|ou|and|y)[ ,]*(?:le |la |les |l'|du |des |de |d')?")
_THE = r"(?: ?(?:le|la|les|l'|du|des|de|d'|reseau|association|club|geante?|mondiale?|internationale?|europeen))*[ ,]*"


@cache
def _leaving_out() -> re.Pattern[str]:
    return re.compile(rf"(?:{phrase_pattern('bounds', 'outside').pattern}|\bsans|\bdont le nom n'est pas){_THE}$")


def _left_out(links: Iterable[Link], text: str) -> list[Link]:
    """« hormis X et Y, lesquels … ? », « X mis à part », « sans X ni Y », « dont le nom n'est pas X »."""
    opening, after = _leaving_out(), phrase_pattern("bounds", "outside_after")
    folded, runs = fold(text), list[list[Link]]()
    for link in sorted(links, key=lambda link: link.start):
        if runs and _ALONG.fullmatch(folded[runs[-1][-1].end : link.start]):
            runs[-1].append(link)
        else:
            runs.append([link])

    def is_out(link: Link) -> bool:
        return bool(opening.search(folded[: link.start]) or after.match(folded[link.end :].lstrip(" ,(")))

    return [link for run in runs if any(map(is_out, run)) for link in run]
