"""A question as a bag of hashed features, the same at training and at run time.

Entities are masked first, so that the intent model never learns a network's
name.  Word and character n-grams are hashed (Weinberger et al., 2009).
"""

from __future__ import annotations

import math
import re
from collections import Counter
from itertools import pairwise
from zlib import crc32

import numpy as np

from reseaux_qa.french import fold

DIMENSIONS = 1 << 15
NETWORK, HOST, YEAR, NAME = "zzr", "zzv", "zza", "zzl"
PLACEHOLDERS = dict.fromkeys(("{R}", "{R2}", "{R3}"), NETWORK) | dict.fromkeys(("{A}", "{A2}"), YEAR)
PLACEHOLDERS |= {"{V}": HOST, "{L}": NAME, "{P}": NAME, "{N}": "100", "{D}": "1990"}  # a number stays one
_TOKEN = re.compile(r"\d+|[^\W\d_]+|\?")
_DECADE = re.compile(r"\b(?:les |des )?(?:annees|decennies?) (?:19|20)?\d0\b")  # « les années 90 » is a date like another
_MIN_GRAM, _MAX_GRAM = 3, 5


def mask(exemplar: str) -> str:
    """An exemplar's placeholders as the masks that a linked question gets."""
    for placeholder, token in PLACEHOLDERS.items():
        exemplar = exemplar.replace(placeholder, f" {token} ")
    return one_noun(exemplar)


_KINDS = (
    r"\b(?:(quelle|une|cette|toute|la)(s?) |(l'))?"
    r"(associations?|assos?|organisations?|organismes?|structures?|clubs?|alliances?|(?:re)?groupements?|fédérations?|réseaux?)\b"
)
_CITIES = r"(?: +(?:de|des|d'|entre) *(?:grandes )?(?:villes|communes|collectivités|cités|municipalités|métropoles)\b)"
_OURS = rf"(?:(?:la|notre) (?:ville|commune|mairie|municipalité)|(?:notre|votre) liste| *{HOST})"
_OTHERS = rf"(?! +(?:membre|partenaire|adhérent|associé|locale|des\b|du\b|d'|de\b(?! {_OURS})))"
_NETWORK_NOUN = re.compile(rf"{_KINDS}(?:{_CITIES}|{_OTHERS})", re.IGNORECASE)
_NETWORKS_NOUN = re.compile(rf"{_KINDS}{_CITIES}", re.IGNORECASE)
_MASCULINE = {"quelle": "quel", "une": "un", "cette": "ce", "toute": "tou", "la": "le"}


def one_noun(masked: str) -> str:
    """« quelles associations », « nos clubs de villes » as « quels réseaux »: whatever people call a network asks the same.

    Beside a network that is named, « ses associations » may be others: there only what is said « de villes » is one.
    """
    return (_NETWORKS_NOUN if NETWORK in masked else _NETWORK_NOUN).sub(_as_network, masked)


def _as_network(match: re.Match[str]) -> str:
    article = "le" if match[3] else _MASCULINE.get((match[1] or "").lower(), "")
    return f"{article}{match[2] or ''} {'réseaux' if match[4].endswith(('s', 'x')) else 'réseau'}".strip()


_ARTICLE = re.compile(rf"\b(?:l'|l[ea] |les )(?= *{NETWORK}\b)")
_JOINED = re.compile(rf"\b(?:(d)(?:u |es |')|(a)(?:u|ux) )(?= *{NETWORK}\b)")


def _unarticled(folded: str) -> str:
    """« les membres de l'{R} » as « les membres de {R} »: which article a network takes tells nothing of what is asked."""
    return _JOINED.sub(lambda match: "de " if match[1] else "a ", _ARTICLE.sub("", folded))


def _grams(text: str) -> Counter[str]:
    tokens = _TOKEN.findall(_unarticled(_DECADE.sub(f" {YEAR} ", fold(text))))
    found = Counter(f"w {token}" for token in tokens)
    framed = ["^", *tokens, "$"]
    found.update(f"b {a} {b}" for a, b in pairwise(framed))
    found.update(f"s {a} {b}" for a, b in zip(framed, framed[2:], strict=False))
    for token in tokens:
        if token not in (NETWORK, HOST, YEAR, NAME):
            found.update(_characters(f"<{token}>"))
    return found


def _characters(token: str) -> list[str]:
    sizes = range(_MIN_GRAM, min(_MAX_GRAM, len(token)) + 1)
    return [f"c {token[i : i + size]}" for size in sizes for i in range(len(token) - size + 1)]


def features(text: str) -> tuple[np.ndarray, np.ndarray]:
    """Feature ids (int64, shape ``(n,)``) and their weights (float32, unit L2 norm)."""
    weights: dict[int, float] = {}
    for gram, count in _grams(text).items():
        key = crc32(gram.encode()) % DIMENSIONS
        scale = 0.5 if gram[0] == "c" else 1.0
        weights[key] = weights.get(key, 0.0) + scale * math.log1p(count)
    values = np.fromiter(weights.values(), dtype=np.float32, count=len(weights))
    norm = float(np.linalg.norm(values)) or 1.0
    return np.fromiter(weights.keys(), dtype=np.int64, count=len(weights)), values / norm
