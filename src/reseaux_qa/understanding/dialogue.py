"""A message within its conversation: the ways in which it may hang on the turn before.

The state is the user's own turns, read again each time: any process can answer
the next turn, and a forged assistant turn changes nothing.  Nothing is decided
here: each way is a question of its own, and the best answered one is meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from reseaux_qa.french import fold, lexicon, says, words
from reseaux_qa.quantities import dates
from reseaux_qa.types import Answer, Attribute, Limit, Network, Operation, Question, Quote, Turning
from reseaux_qa.understanding.limits import relative_years
from reseaux_qa.understanding.weighing import CHAT

_LEANING, _PLAIN = 0.1, 0.7  # of the intent model: how much a message leans on the last one, and how plain its own question is
_MOSTLY = 0.5  # how much a message leans on the last one, from which it asks nothing else than that did
_COMPARING = 0.3  # probability of a comparison from which the last network is set beside the one named
_SWAPPING = (Attribute.SAME, Attribute.NETWORK)  # what « L'eau ? » may be taken to ask, after « Quel réseau s'occupe d'espace ? »
_OWN = 0.6  # probability of a count from which « combien ? » counts, whatever was asked before
_OF_LATE = 4  # networks that « lequel des deux ? » may mean
_ITS_OWN = (Operation.COUNT, Operation.LIST, Operation.FIRST, Operation.LAST, Operation.MOST, Operation.LEAST)
_NEVER_ALONE = frozenset({Operation.LIST, Operation.FIRST, Operation.LAST, Operation.MOST, Operation.LEAST, Operation.TIMELINE})


@dataclass(frozen=True, slots=True)
class Context:
    """The turn before: how it was read, the networks and quotes of its answer, and the networks of late."""

    question: Question
    networks: tuple[Network, ...]
    quotes: tuple[Quote, ...] = ()
    recent: tuple[Network, ...] = ()

    @classmethod
    def after(cls, question: Question, answer: Answer, before: Context | None) -> Context:
        """The context that a turn leaves; a turn on one network adds it to those of late."""
        shown = question.networks if len(question.networks) > 1 else answer.networks or question.networks
        earlier = before.recent if before else ()
        kept = tuple(dict.fromkeys((*earlier, *shown)))[-_OF_LATE:] if len(shown) == 1 else shown
        return cls(question, shown, tuple(citation.quote for citation in answer.citations), kept)


def readings(question: Question, context: Context | None) -> tuple[Question, ...]:
    """The question as it stands, and completed in each way from the turn before; then its parts, if it takes something for granted."""
    return (*_whole(question, context), *_parts(question, context))


def _parts(question: Question, context: Context | None) -> Iterator[Question]:
    about = context.networks if context is not None and len(context.networks) == 1 else ()
    yield from (replace(part, networks=part.networks or about) for part in question.parts)


def _whole(question: Question, context: Context | None) -> tuple[Question, ...]:
    if context is None or (_stands_alone(question) and not question.networks and not _refers(question)):
        return (question,)
    borrowed = () if question.years else _years(question, context)
    same = question.asks.get(Attribute.SAME, 0.0)
    numbers = () if borrowed else question.numbers  # « deux ans plus tard » counts nothing
    question = replace(question, quotes=context.quotes, years=question.years or borrowed, numbers=numbers, leaning=same)
    about = tuple(_about(question, context))
    picked = tuple(reading for reading in about if reading.turn is Turning.PICKED)
    going_on = tuple(_going_on(question, context)) if same >= _LEANING or not picked else ()
    if same >= _MOSTLY:  # « et dans le deuxième ? »
        going_on += tuple(_again(one, context.question, _asked_again(context.question)) for one in picked)
    hangs = (
        (picked and (question.operation not in _NEVER_ALONE or _points_at_one(question)))
        or (borrowed and not _asks_which(question))
        or _picks_among_named(question, context)
    )
    alone = () if hangs else (question,)
    return (*alone, *(picked or about), *going_on) or (question,)


def _stands_alone(question: Question) -> bool:
    """A question that says plainly what it asks, and of what: nothing of the turn before goes on."""
    if not question.words and not says(question.text, "interrogatives"):
        return question.attribute in CHAT  # a bare name
    plain = question.asks.get(Attribute.SAME, 0.0) < _LEANING and max(question.asks.values(), default=0.0) > _PLAIN
    return plain and bool(question.networks or question.operation in _NEVER_ALONE or question.attribute in CHAT)


def _is_elliptic(question: Question) -> bool:
    """« Et dans le pacte sur l'alimentation ? » asks nothing by itself."""
    return goes_on(question.text) and not says(question.text, "interrogatives")


def _asks_which(question: Question) -> bool:
    """« Quels autres, la même année ? » asks of all the networks, « Toulouse l'a rejoint la même année ? » of the one spoken of."""
    said = {word.text for word in words(question.text)}
    nouns = {*lexicon()["events"]["network_nouns"], *lexicon()["references"]["several"], "quels", "autre", "autres", "combien"}
    return bool(said & nouns)


def plainly_asked(question: Question) -> Attribute | None:
    """What « il est installé dans quelle ville ? » asks by itself; a bare « en quelle année ? » may go on with anything."""
    likely = max(question.asks, key=question.asks.__getitem__, default=Attribute.SAME)
    telling = any(word not in lexicon()["references"]["bare"] for word in question.words)
    leans = question.asks.get(Attribute.SAME, 0.0) >= _LEANING or question.asks.get(likely, 0.0) <= _PLAIN
    return likely if telling and not leans else None


def _refers(question: Question) -> bool:
    """Whether a word stands for something said before; « a-t-elle » may stand for the host that is named."""
    said, cues = [word.text for word in words(question.text)], lexicon()["references"]
    standing = {*cues["single"], *cues["several"]} - ({"elle", "il"} if question.host else set())
    return goes_on(question.text) or not standing.isdisjoint(said) or _points_at_one(question)


def _points_at_one(question: Question) -> bool:
    """« Quand est-on entré dans le premier ? »: an ordinal without a noun, of what was told before."""
    return _BARE_ORDINAL.search(fold(question.text)) is not None


def _picks_among_named(question: Question, context: Context) -> bool:
    """« et lequel a le plus de membres ? », after two networks that the person named."""
    nouns = {word.text for word in words(question.text)} & {*lexicon()["events"]["network_nouns"]}
    return _WHICH.search(fold(question.text)) is not None and len(context.question.networks) > 1 and not nouns


_WHICH = re.compile(r"^\W*(?:et |alors |mais )?(?:lequel|laquelle)\b")
_BARE_ORDINAL = re.compile(
    r"\b(?:au|du|(?:dans|de|a|pour|chez|sur|avec) (?:le |la |l'))(?:premiere?|deuxieme|seconde?|troisieme|derniere?)\s*(?:[?,.;!]|$)"
)


def goes_on(text: str) -> bool:
    """Whether a message opens as what goes on: « et … », « alors … »."""
    said = words(text)
    return bool(said) and said[0].text in lexicon()["references"]["going_on"]


def points_at_another(text: str) -> bool:
    """« et celui sur l'éclairage ? », « ceux du réseau des ports »: another network, which its words describe."""
    return _ANOTHER.search(fold(text)) is not None


_ANOTHER = re.compile(
    r"\b(?:celui|celle|ceux|celles|(?:le|du|au|un|d'un|l'autre) (?:reseau|club)|l'(?:association|alliance|autre|organisation)) ?"
    r"(?:la )?(?:qui|sur|du|des|d'|de l[a']|de(?! nous| vous| deux)|pour|contre|dans|en|au|aux|a la)\b"
)


def _measures_them(question: Question) -> bool:
    """« ça fait combien d'années entre les deux ? », of the dates last asked for."""
    several = not {word.text for word in words(question.text)}.isdisjoint(lexicon()["references"]["several"])
    return several and question.leaning >= _LEANING


def _about(question: Question, context: Context) -> Iterator[Question]:
    """Its own question, of what the last answer was about: « combien de membres compte-t-il ? »."""
    if len(question.networks) == 1:
        yield from _against(question, context)
    if question.networks:
        return
    if len(context.networks) == 1:
        yield (about := replace(question, networks=context.networks, turn=Turning.ABOUT_IT))
        if any(says(question.text, "orders", side) for side in ("previous", "next")):
            yield replace(about, asks={context.question.attribute: 1.0})  # « et juste après lui ? », in the order last asked for
    yield from _other_one(question, context)
    for several in dict.fromkeys((context.networks, context.recent)):
        if len(several) > 1:
            among, measures = replace(question, networks=several, turn=Turning.AMONG_THEM), _measures_them(question)
            if not measures or question.leaning < _MOSTLY:
                yield among
            if measures:
                yield replace(among, asks={context.question.attribute: 1.0})
            if question.position and question.position <= len(several) and not _ranks_them(question, context):
                chosen = several[question.position - (question.position > 0)]
                yield replace(question, networks=(chosen,), turn=Turning.PICKED, position=0)


def _other_one(question: Question, context: Context) -> Iterator[Question]:
    """« et dans l'autre ? »: of two that were spoken of, the one that the last answer was not about."""
    others = [network for network in context.recent if network not in context.networks]
    if len(others) == 1 and len(context.networks) == 1 and _OTHER.search(fold(question.text)):
        yield replace(question, networks=(others[0],), turn=Turning.PICKED)


_OTHER = re.compile(r"\bl'autre\s*(?:[?,.;!]|$)")


def _ranks_them(question: Question, context: Context) -> bool:
    """« Lequel des deux en premier ? » asks by the dates, its own or those last asked for, « Et le dernier ? » by the order told."""
    own = question.attribute if question.leaning < _MOSTLY else Attribute.SAME
    asked = {own, context.question.attribute} if _measures_them(question) else {own}
    return _IN_ORDER.search(fold(question.text)) is not None and not asked.isdisjoint({Attribute.CREATED, Attribute.JOINED})


_IN_ORDER = re.compile(r"\ben (?:premier|dernier|second|deuxieme)(?: lieu)?\b|\bd'abord\b")


def _years(question: Question, context: Context) -> tuple[Limit, ...]:
    """What « la même année » stands for, after an answer that tells one year."""
    told = {dated.date.year for quote in context.quotes for dated in dates(quote.text)}
    return relative_years(question.text, told.pop()) if len(told) == 1 else ()


def _against(question: Question, context: Context) -> Iterator[Question]:
    """« Et LUCI, plus ou moins ? »: the last network beside the one now named."""
    others = tuple(network for network in context.networks if network not in question.networks)
    folded = fold(question.text)
    measures = any(says(folded, "orders", key) for key in ("than", "same"))
    if len(others) == 1 and (measures or question.doings.get(Operation.COMPARE, 0.0) >= _COMPARING):
        both = replace(question, networks=(*others, *question.networks), turn=Turning.AGAINST_IT)
        yield both
        yield replace(both, asks={context.question.attribute: 1.0})


def _going_on(question: Question, context: Context) -> Iterator[Question]:
    """The question before, of another network, year or place; or more words on the same matter."""
    before = context.question
    if before.attribute in CHAT or (_stands_alone(question) and not _is_elliptic(question)):
        return
    asked = _asked_again(before) if question.networks else before.attribute
    if not _steps(question):
        yield _again(question, before, asked)
    scope = question.networks or (context.networks if len(context.networks) == 1 else before.networks)
    yield replace(question, networks=scope, words=(*question.words, *before.words), turn=Turning.MORE_OF_IT)


def _steps(question: Question) -> bool:
    """« Puis ? », « Et avant ? »: a bare step in time, which what was just told does not answer."""
    folded, named = fold(question.text), question.networks or question.places or question.years
    return not question.words and not named and any(says(folded, "orders", side) for side in ("earlier", "later"))


def _again(question: Question, before: Question, asked: Attribute) -> Question:
    """What was asked before, of what is now named; a network newly named takes none of the old limits along."""
    moved = bool(question.networks)
    own = next((op for op in _ITS_OWN if question.doings.get(op, 0.0) >= _OWN and not moved), before.operation)
    operation = Operation.VALUE if moved and before.operation in _NEVER_ALONE else own
    replaced = before.places if question.names else ()
    said = tuple(word for word in question.words if word not in lexicon()["references"]["fillers"])
    swapped = said and asked is Attribute.NETWORK and question.attribute in _SWAPPING
    left = {fold(name) for name in replaced}  # « et du Sénégal ? » no longer speaks of Maroc
    return replace(
        question,
        networks=question.networks or before.networks,
        asks={asked: 1.0},
        doings={operation: 1.0},
        years=question.years or (() if moved else before.years),
        places=question.places or (() if moved else before.places),
        strangers=question.strangers or (() if moved else before.strangers),
        numbers=question.numbers or (() if moved else before.numbers),
        actor=question.actor or before.actor,
        host=question.host or before.host,
        negated=question.negated if said or moved else before.negated,  # « pas d'autres ? » denies nothing
        words=said if swapped else (*said, *(word for word in before.words if word not in {*said, *left})),
        turn=Turning.GOES_ON,
    )


def _asked_again(before: Question) -> Attribute:
    """What a question asks of another network: what it asked of the first, though a sentence may have told that."""
    if before.attribute is Attribute.NETWORK:
        return Attribute.DEFINITION
    return max(before.asks, key=before.asks.__getitem__) if before.attribute is Attribute.OTHER and before.asks else before.attribute
