"""Words → ``Question``: links, limits and intent of one message, read alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import pairwise
from typing import TypeVar

from reseaux_qa.french import Word, content_stems, content_words, fold, lexicon, phrase_pattern, sentences, stem, words
from reseaux_qa.geography import regions_in
from reseaux_qa.quantities import dates
from reseaux_qa.types import Attribute, Bound, Network, Operation, Question
from reseaux_qa.understanding.features import HOST, NAME, NETWORK, YEAR
from reseaux_qa.understanding.glossary import SMS, in_french
from reseaux_qa.understanding.intents import Intent, IntentModel
from reseaux_qa.understanding.limits import actor, at_once, is_negated, number_limits, position, year_limits
from reseaux_qa.understanding.linking import PART, Link, Linker, Links

CHAT = frozenset({Attribute.GREETING, Attribute.THANKS, Attribute.HELP, Attribute.OFFTOPIC})
_LEANING = CHAT | {Attribute.SAME}
_LETTERS = re.compile(r"\b[A-Z](?:[.,]? (?:et )?|\.)(?:[A-Z](?:[.,]? (?:et )?|\.)){1,6}[A-Z]\b\.?")  # « A, I, M et F », « A.I.M.F. »
_PEOPLE = re.compile(r"\w{3,}(?:ais|ois|ain|ien|een|in)(?:e|ne)?s?")  # « bordelais », « parisiennes »
_POOR = 2  # content words: a poorer question needs the sentences before it
_CLEAR = 0.4  # probability of its attribute from which a piece of a message is a question of its own
_OWN = 0.15  # the least probability of the attribute that an elliptical-looking message may still have


class Reader:
    """Understands one message; the conversation is not its business."""

    def __init__(self, linker: Linker, intents: IntentModel, heard: Callable[[str], str] = str) -> None:
        """Take the two models that reading needs; ``heard`` gives the page's word for one that is spelled by ear."""
        self._linker = linker
        self._intents = intents
        self._heard = heard

    def read_all(self, text: str) -> list[Question]:
        """The questions of one message: several when it asks clearly different things."""
        parts = split(core_of(text))
        questions = [self.read(part) for part in parts] if len(parts) > 1 else []
        named = next((q.networks for q in questions if q.networks), ())
        asked = {(q.attribute, q.operation, q.networks or named) for q in questions}
        clear = all(q.attribute not in _LEANING and (q.words or q.networks) and q.asks[q.attribute] >= _CLEAR for q in questions)
        if not questions or not clear or len(asked) < len(parts):
            return [self.read(text)]
        return [replace(question, networks=question.networks or named) for question in questions]

    def read(self, text: str) -> Question:
        """The typed question that a message asks."""
        text = in_french(_LETTERS.sub(lambda match: re.sub(r"[\s.,]|et", "", match[0]), text), SMS)
        core = core_of(text)
        if core != text and self._leans(core):
            core = text
        links = self._linker.link(core)
        intent = self._intents.predict(masked(core, links))
        spoken, core = core, self._respelled(core) if intent.language == "fr" else _translated(core, links, intent.language)
        if core != spoken:
            links = self._linker.link(core)
            intent = intent.between(self._intents.predict(masked(core, links)))
        points_back = not links.places and core != text and _POINTS_BACK.search(fold(core)) is not None
        whole = self._linker.link(text) if core != text and (points_back or not links.networks) else links
        networks = _networks(links.networks or whole.networks)
        intent = _weighted(intent, spoken)
        numbers = number_limits(spoken)
        bounds = {str(limit.value) for limit in numbers if limit.bound is not Bound.EXACT}  # « plus de 30 pays » is said nowhere
        free = tuple(word for word in _free_words(core, links) if word not in bounds)
        attribute = _counted(core, networks, intent) or _attribute(intent, bool(networks), bool(free))
        terms = tuple(word for word in free if not self._intents.explains(attribute, stem(word)))
        return Question(
            text=text,
            attribute=_without_help(attribute, terms),
            operation=_operation(intent, attribute),
            networks=networks,
            years=year_limits(spoken) or (year_limits(text) if phrase_pattern("years", "same").search(fold(core)) else ()),
            numbers=numbers,
            places=_named(text, whole.places) if points_back else _named(core, links.places),
            # Other languages write capitals where French has none: only French ones tell a name.
            strangers=_named(core, links.strangers, _aside(core)) if intent.language == "fr" else (),
            actor=actor(core),
            negated=is_negated(spoken),
            host=bool(links.host),
            terms=terms,
            words=free,
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
        if _PEOPLE.fullmatch(word.text) and not self._linker.knows(word) and not regions_in(word.text):
            return self._linker.city_of(word.text).capitalize() or word.text
        named = text[word.start].isupper() and not text.isupper() and word.start > 0
        return word.text if named or self._linker.knows(word) else self._heard(word.text)

    def asking(self, question: Question, attribute: Attribute, operation: Operation) -> Question:
        """The same question with another attribute tried, and the words that this one leaves unexplained."""
        terms = tuple(word for word in question.words if not self._intents.explains(attribute, stem(word)))
        return replace(question, attribute=attribute, operation=operation, terms=terms)

    def _leans(self, core: str) -> bool:
        """« … De combien de temps ? » only makes sense after the message's own first sentences."""
        intent = self._intents.predict(masked(core, self._linker.link(core)))
        return intent.attribute is Attribute.SAME


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


def split(text: str) -> list[str]:
    """A message cut where a second question begins: « …, et combien de … »."""
    whole = [text[start:end] for start, end in sentences(text)]
    parts = [part.strip(" ,") for sentence in whole for part in _cut(sentence) if len(words(part)) > 1]
    return parts if all(_is_question(part, marked="?" in text) for part in parts) else [text]


def _is_question(part: str, *, marked: bool) -> bool:
    """Where a message has its question marks, « j'ai remarqué que … » is a statement."""
    return "?" in part or _asks(fold(part)) or (not marked and phrase_pattern("interrogatives").search(fold(part)) is not None)


def _cut(sentence: str) -> list[str]:
    """The pieces of a sentence that each hold a question word; a comma or an « et » parts them."""
    folded = fold(sentence)
    opening = re.compile(rf"{_JOINT}(?=(?:(?:depuis|en|de|dans|a|par|avec|pour|est-ce)\s+)?{phrase_pattern('interrogatives').pattern})")
    edges = [0]
    for joint in re.finditer(_JOINT, folded):
        rest = folded[joint.end() :].split(",")[0]
        plain = opening.match(folded, joint.start()) and "," not in joint.group().replace(", et", "")
        if not _relates(sentence[joint.end() :], sentence) and (plain or (_asks(rest) and _asks(folded[edges[-1] : joint.start()]))):
            edges.append(joint.start())
    return [sentence[start:end] for start, end in pairwise([*edges, len(sentence)])]


def _relates(rest: str, sentence: str) -> bool:
    """« ou » where others have accents is no « où », and « qui avons adhéré » relates."""
    disjoins = rest.startswith("ou ") and fold(sentence) != sentence.lower()
    return disjoins or re.match(r"qui (?:avons|avez|sommes|êtes|ai|suis)\b", rest) is not None


_JOINT = r"(?:,\s*(?:(?:et|and|y|e|und|i|puis)\s+)?|\s+(?:et|and|y|e|und|i)\s+)"


def _asks(folded: str) -> bool:
    """Whether a piece holds a word that only questions use; « qui » and « où » also relate, but not where they open it."""
    opens = phrase_pattern("interrogatives").match(folded.strip())
    return opens is not None or phrase_pattern("asks", "plainly").search(folded) is not None


def core_of(text: str) -> str:
    """The sentences that ask, when a message also chats: a preamble's names are not the question's."""
    parts = [part for start, end in sentences(text) for part in _after_colon(text[start:end])]
    asking = " ".join(part for part in parts if "?" in part and len(words(part)) > 2)
    return asking if len(parts) > 1 and len(content_words(asking)) > _POOR else text


def _after_colon(sentence: str) -> list[str]:
    """« Je suis journaliste à X : quel … ? » chats before its colon."""
    before, colon, after = sentence.partition(" : ")
    asks = "?" in after and phrase_pattern("interrogatives").search(fold(after)) and not _asks(fold(before))
    chats = colon and asks and len(content_words(after)) > _POOR and not year_limits(before)
    return [before, after] if chats else [sentence]


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


def _aside(text: str) -> int:
    """Where the asker's own presentation ends: « Journaliste à la Dépêche, je cherche … »."""
    match = _ASIDE.match(fold(text))
    return match.end() if match else 0


def _named(text: str, found: Iterable[Word], start: int = 0) -> tuple[str, ...]:
    return tuple(text[word.start : word.end] for word in found if word.start >= start)


def _networks(links: Iterable[Link]) -> tuple[Network, ...]:
    return tuple(dict.fromkeys(link.network for link in links))


Kind = TypeVar("Kind", Attribute, Operation)
_DATED = (Attribute.CREATED, Attribute.JOINED, Attribute.EVENTS)
_DOUBT = 0.5  # of the intent model
_LISTED = 8.0  # the same for a list, since exemplars call « quels sont les objectifs » a value
_KIND = 3.0  # how much likelier the attributes of the kind of answer that a question's words want are


def _weighted(intent: Intent, text: str) -> Intent:
    """A « quand » makes dates likelier, whatever else the message is about, « quels sont » a list, « membres » the members."""
    named = tuple(Attribute(key) for key in lexicon()["named"] if phrase_pattern("named", key).search(fold(text)))
    intent = replace(intent, attributes=_raised(intent.attributes, named))
    if phrase_pattern("asks", "listing").search(fold(text)):
        intent = replace(intent, operations=_raised(intent.operations, (Operation.LIST,), _LISTED))
    if at_once(text):
        return replace(intent, attributes=intent.attributes | {Attribute.WAITED: 1.0, Attribute.JOINED: 0.0, Attribute.CREATED: 0.0})
    if not phrase_pattern("asks", "date").search(fold(text)):
        return intent
    return replace(intent, attributes=_raised(intent.attributes, _DATED))


def _raised(probabilities: dict[Kind, float], kinds: tuple[Kind, ...], by: float = _KIND) -> dict[Kind, float]:
    raised = {key: p * (by if key in kinds else 1.0) for key, p in probabilities.items()}
    total = sum(raised.values())
    return {key: p / total for key, p in raised.items()}


def _counted(text: str, networks: tuple[Network, ...], intent: Intent) -> Attribute | None:
    """« les villes américaines de X »: when the model doubts, a list or a count is of the noun it names."""
    counts = intent.operation in (Operation.LIST, Operation.COUNT)
    if not counts or not networks or max(intent.attributes.values()) >= _DOUBT:
        return None
    units = {word: Attribute(key) for key, nouns in lexicon()["units"].items() for word in nouns}
    return next((units[word.text] for word in words(text) if word.text in units), None)


def _attribute(intent: Intent, named: bool, worded: bool) -> Attribute:
    """The likeliest attribute; naming a network is no small talk, and « et pour X, qui dirige ? » asks its own thing."""
    ranked = sorted(intent.attributes, key=lambda key: -intent.attributes[key])
    if named:
        ranked = [key for key in ranked if key not in CHAT]
    if ranked[0] is Attribute.SAME and worded and intent.attributes[ranked[1]] > _OWN:
        return ranked[1]
    return ranked[0]


def _without_help(attribute: Attribute, terms: tuple[str, ...]) -> Attribute:
    """« Pouvez-vous m'aider ? » about something else is off topic."""
    return Attribute.OFFTOPIC if attribute is Attribute.HELP and len(terms) > 1 else attribute


def _operation(intent: Intent, attribute: Attribute) -> Operation:
    if attribute in CHAT:
        return Operation.CHAT
    return max((op for op in intent.operations if op is not Operation.CHAT), key=intent.operations.__getitem__)
