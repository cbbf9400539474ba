"""What the words of a question ask for, whoever answers: yes or no, all networks or some, the host."""

from __future__ import annotations

import re

from reseaux_qa.french import fold, lexicon, phrase_pattern, says
from reseaux_qa.quantities import quantities
from reseaux_qa.types import Bound, Operation, Question

_YES = 0.3  # probability of a verification from which « oui » or « non » is said
_CLEFT = re.compile(
    r"\b(?:est-ce|c'est|serait-ce|ce serait)(?: bien| donc| toujours)? (?!qui|quoi|quand|ou\b|que|qu'|combien)[^.?!]{2,50}? qu(?:i|e|')"
)

_INVERTED = re.compile(
    r"\best-ce qu(?!e (?:vous|tu) (?:peu|pouv|pourr|sa)|oi)"
    r"|\b(?!peut|pourr|faut|dit)[a-z]{1,12}-(?:t-)?(?:ils?|elles?|on)\b|^\W*(?:et )?faut-il\b"
)
_WHETHER = re.compile(
    r"\b(?:dis|dites|savoir|demander?|preciser?|verifiez?|confirme[rz]?)(?:-moi|-nous)? (?:bien )?(?:si\b|s'il|qu[e'])"
    r"|\b(?:oui|vrai) ou (?:non|faux)\b|\ba-t-(?:il|elle) raison\b|\best-(?:il|ce) (?:vrai|exact|juste)\b|\bconfirmez-vous\b"
    r"|\btell me (?:if|whether)\b"
)
_OFTEN = re.compile(r"\b(?:chaque|tous les|toutes les) (?:an(?:nee)?s?|mois|semaines?|jours?|\w+ ans)\b")


def is_yes_or_no(question: Question) -> bool:
    """A question that « oui » or « non » answers: it opens none, « pourquoi … en 1998 ? » does; « est-ce Lyon qui … ? » does not."""
    folded = fold(question.text)
    asks_it = question.doings.get(Operation.VERIFY, 0.0) >= _YES or any(pattern.search(folded) for pattern in (_INVERTED, _WHETHER))
    return asks_it and not _is_open(folded) and not is_either(question)


def is_either(question: Question) -> bool:
    """« à Paris ou à Bruxelles ? » is answered by one of them; « où » is no « ou »."""
    names = (*question.networks, *question.names)
    return _EITHER.search(question.text.lower()) is not None or (len(names) > 1 and re.search(r" ou ", question.text) is not None)


_EITHER = re.compile(
    r"\bou (?:à|au|aux|en|par|bien|alors|plutôt|après|moins|ailleurs|encore|(?:l'inverse|le contraire|une? autre)\b)"
    r"|\b(?:mairie|ville|commune)\b.{1,20} ou .{0,8}\bmétropole\b|\bmétropole\b.{1,20} ou .{0,8}\b(?:mairie|ville|commune)\b"
)


def _is_open(folded: str) -> bool:
    return phrase_pattern("asks", "open").search(_CLEFT.sub("", folded)) is not None


def picks(question: Question) -> bool:
    """« Laquelle est anglaise ? », « quelles villes allemandes ? »: which of some places."""
    return _WHICH_PLACE.search(fold(question.text)) is not None


_WHICH_PLACE = re.compile(r"\b(?:laquelle|lequel|lesquel(?:le)?s|quel(?:le)?s? (?:villes?|communes?|cites?|escales?|membres?))\b")


def is_universal(question: Question) -> bool:
    """« Tous nés après 2000 ? », « chaque réseau a-t-il … ? »: one network that does not makes it false."""
    return is_yes_or_no(question) and phrase_pattern("asks", "all").search(_OFTEN.sub("", fold(question.text))) is not None


def is_ours(question: Question) -> bool:
    """Whether a question asks about the host: it names it, or says « nous », « chez nous »."""
    return question.host or says(question.text, "actors", "us")


_SUBORDINATE = re.compile(
    r"\b(?:puisqu|vu qu|sachant qu|comme|alors qu|maintenant qu|depuis qu|etant donne qu|quand|lorsqu|au moment ou)[^,?.;]*(?=[,?.;]|$)"
    r"|,\s*(?:dont|qui|a qui|fond|cre|lanc|ne\b|nee\b|bas|install|presid|membre|en tant qu|fruit|autrement dit|ayant|etant)[^,?.;]*"
    r"(?=[,?.;])"
    r"|\([^)]*\)|^en tant qu[^,?]*,|[^?.!;]{12,}[.!;](?=.*\?)"
)


def premises(question: Question) -> tuple[str, ...]:
    """What tells that a question takes something for granted: « puisque », « pourquoi », and a year or a name said only aside."""
    folded = fold(question.text)
    found = [key for key in lexicon()["premises"] if says(folded, "premises", key)]
    aside = " ".join(match.group() for match in _SUBORDINATE.finditer(folded))
    years = [str(limit.value) for limit in question.years if limit.bound is Bound.EXACT]
    names = [fold(name) for name in question.names]
    told = {"aside": bool(aside), "aside year": any(year in aside for year in years), "aside name": any(name in aside for name in names)}
    told["open"] = _is_open(folded)
    return (*found, *(key for key, holds in told.items() if holds))


def left_out(question: Question) -> tuple[str, ...]:
    """The folded places that a question sets aside: « mis à part Bruxelles, quelle ville … ? »."""
    folded, aside = fold(question.text), phrase_pattern("bounds", "outside").pattern
    names = [fold(name) for name in question.names]
    return tuple(name for name in names if re.search(rf"{aside}[ ,]*(?:a |en |au |de |la |le |les |l')?{re.escape(name)}\b", folded))


def networks_counted(text: str) -> int:
    """How many networks a question speaks of, « deux des réseaux … », 0 where it does not say."""
    folded, nouns = fold(text), {*lexicon()["events"]["network_nouns"]}
    for quantity in quantities(text):
        after = _COUNTED.match(folded, quantity.end)
        if after and after[1] in nouns and 1 < quantity.number < _MANY:
            return quantity.number
    return 0


_COUNTED = re.compile(r"\s+(?:(?:des|de|de nos|de vos|de ces|autres|seuls|plus \w+) ){0,2}(\w+)")
_MANY = 10  # networks from which a number is that of all of them
