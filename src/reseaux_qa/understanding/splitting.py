"""A message cut where a second question begins: « …, et combien de … », and its sentences that ask."""

from __future__ import annotations

import re
from itertools import pairwise

from reseaux_qa.french import content_words, fold, phrase_pattern, says, sentences, stopwords, words
from reseaux_qa.understanding.limits import year_limits
from reseaux_qa.understanding.years import in_digits

_POOR = 2  # content words: a poorer question needs the sentences before it
_AFTER_MARK = re.compile(r"(?<=[?;])\s+")
INVERTED = re.compile(r"\b[a-z]+-(?:t-)?(?:ils?|elles?|on|nous|vous|tu|je|ce)\b")


def split(text: str) -> list[str]:
    """A message cut where a second question begins: « …, et combien de … »."""
    first, again, after = text.partition("combien")
    text = first + again + _AND_HOW_MANY.sub(lambda match: match[0] if fold(match[1]) in stopwords() else f"{match[1]}, ", after)
    whole = [piece for start, end in sentences(text) for piece in _AFTER_MARK.split(text[start:end])]
    parts = [part.strip(" ,;()") for sentence in whole for part in _cut(sentence) if len(words(part)) > 1]
    return parts if all(_is_question(part, marked="?" in text) for part in parts) else [text]


_AND_HOW_MANY = re.compile(r"(?<=\w )(\w+) (?=combien d[e'’])")  # « combien de membres combien de pays »


def counts(text: str) -> list[str]:
    """« Combien de villes et de pays dans X ? »: the question, once for each of the nouns that it counts."""
    found = _COUNTS.search(text)
    if found is None:
        return [text]
    nouns = _COUNTED.findall(found[1])
    return [f"{text[: found.start(1)]}{noun}{text[found.end(1) :]}" for noun in nouns]


_NOUN = r"(?:de |d['’])[a-zà-ÿ]{3,}"
_COUNTS = re.compile(rf"\b(?:combien|nombre) ({_NOUN}(?:, {_NOUN})*,? et {_NOUN})(?= |\W*$)(?! (?:de|du|des|d['’]))", re.IGNORECASE)
_COUNTED = re.compile(_NOUN)


_THINGS = re.compile(
    r"\b(?:deux|trois|quatre) (?:choses|points|questions|infos?|renseignements)\b"
    r"|\b(?:je voudrais|j'aimerais|il me fau\w+|donnez?-moi|me donner|je souhaite\w*|je cherche|(?=[^+]* \+ ))"
    r"|^(?:siege|dates?|annees?|nombre|nb|noms?|adresse|budget)\b(?!.*\bet celui\b)"
)
_THING = re.compile(
    r"(?:,\s*(?:(?:et|puis|ainsi que)\s+)?|\s+(?:et|ainsi que|\+)\s+)"
    r"(?=(?:le|la|les|son|sa|ses|leurs?|nombre|nb|noms?|date|annee|siege|est-ce)\b|l')"
)


def things(text: str) -> list[str]:
    """« Deux choses : le siège de X, et son nombre de membres »: the nouns that a message asks for, which may be one question yet."""
    folded = fold(text)
    opening = _THINGS.search(folded)
    if opening is None:
        return [text]
    edges = [0, *(joint.start() for joint in _THING.finditer(folded, opening.end())), len(text)]
    return [text[start:end].strip(" ,+") for start, end in pairwise(edges)]


def _is_question(part: str, *, marked: bool) -> bool:
    """Where a message has its question marks, « j'ai remarqué que … » is a statement."""
    folded = fold(part)
    patterns = [phrase_pattern("asks", "requests"), INVERTED, *([] if marked else [phrase_pattern("interrogatives")])]
    return "?" in part or asks(folded.rpartition(" : ")[2]) or any(pattern.search(folded) for pattern in patterns)


def _cut(sentence: str) -> list[str]:
    """The pieces of a sentence that each hold a question word; a comma or an « et » parts them."""
    folded = fold(sentence)
    opening = re.compile(rf"{_JOINT}(?=(?:(?:depuis|en|de|dans|a|par|avec|pour|est-ce)\s+)?{phrase_pattern('interrogatives').pattern})")
    edges = [0]
    for joint in re.finditer(_JOINT, folded):
        rest = folded[joint.end() :].split(",")[0]
        plain = opening.match(folded, joint.start()) and "," not in joint.group().replace(", et", "")
        before = asks(folded[edges[-1] : joint.start()].rpartition(" : ")[2])
        if not _relates(sentence[joint.end() :], sentence) and (plain or (before and (asks(rest) or _checks(joint.group(), rest)))):
            edges.append(joint.start())
    return [sentence[start:end] for start, end in pairwise([*edges, len(sentence)])]


def _checks(joint: str, rest: str) -> bool:
    """« combien de membres, et Toulouse y siège-t-elle ? », « …, et leur siège, c'est bien Bruxelles ? »."""
    return re.fullmatch(r",\s*(?:et|and|puis)\s+", joint) is not None and (INVERTED.search(rest) or _IS_IT.search(rest)) is not None


_IS_IT = re.compile(r"\b(?:c'est|est-ce) (?:bien )?\w+")


def _relates(rest: str, sentence: str) -> bool:
    """« ou » where others have accents is no « où », and « qui avons adhéré » relates."""
    disjoins = rest.startswith("ou ") and fold(sentence) != sentence.lower()
    return disjoins or re.match(r"qui (?:avons|avez|sommes|êtes|ai|suis)\b", rest) is not None


_AND = r"(?:et(?: puis| aussi| sinon| par ailleurs){0,2}|and|y(?! (?:a|avait|aura|en|est|sont|ont|sommes|etait)\b)|e|und|i)"
_JOINT = rf"(?:\s*\((?:et|and)\s+|,\s*(?:(?:{_AND}|puis)\s+)?|\s+{_AND}\s+)"


def asks(folded: str) -> bool:
    """Whether a piece holds a word that only questions use; « qui » and « où » also relate, but not where they open it."""
    opens = phrase_pattern("interrogatives").match(folded.strip())
    return opens is not None or says(folded, "asks", "plainly") or _AT_ITS_END.search(folded) is not None


_AT_ITS_END = re.compile(r"\w (?:quand|combien|ou|qui|quoi|lequel|laquelle|lesquel(?:le)?s|pourquoi|comment)\W*$")  # « créé quand »


_OPENING = re.compile(
    r"^\W*(?:ah,? )?(?:d['’]accord|okay|ok|merci(?: bien| beaucoup)?|super|parfait|tr[eè]s bien|compris|je vois|entendu|génial|cool)"
    r"(?: merci)?\s*[.!,…;:]+\s+(?=\S+ \S)",
    re.IGNORECASE,
)


def without_opening(text: str) -> str:
    """« D'accord. Lequel … ? » without what only takes note of the last answer."""
    return _OPENING.sub("", text)


def core_of(text: str) -> str:
    """The sentences that ask, when a message also chats: a preamble's names are not the question's."""
    parts = [part for start, end in sentences(text) for part in _after_colon(text[start:end])]
    requests = phrase_pattern("asks", "requests")
    asking = " ".join(part for part in parts if ("?" in part and len(words(part)) > 2) or requests.search(fold(part)))
    return asking if len(parts) > 1 and len(content_words(asking)) > _POOR else text


def _after_colon(sentence: str) -> list[str]:
    """« Je suis journaliste à X : quel … ? » chats before its colon."""
    before, colon, after = sentence.partition(" : ")
    asking = "?" in after and says(after, "interrogatives") and not asks(fold(before))
    chats = colon and asking and len(content_words(after)) > _POOR and not year_limits(in_digits(before))
    return [before, after] if chats else [sentence]
