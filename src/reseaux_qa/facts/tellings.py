"""What a page tells of many a network in words of its own: a former name, a prize, European money, that it costs nothing."""

from __future__ import annotations

import re

_RENAMED = re.compile(
    r"\bs'(?:est|etait) (?:d'abord |longtemps )?(?:appelee?|nommee?|intitulee?)\b|\b(?:s'|se )(?:appel|nomm)ait\b"
    r"|\b(?:d'abord|longtemps|autrefois|jadis) (?:appelee?|nommee?|connue?)\b|\brebaptisee?\b|\b(?:a|avait|ont) change de nom\b"
    r"|\bancien(?:ne)? (?:nom|appellation|denomination)\b|\bnom actuel\b|\bsous (?:le nom|l'appellation|une appellation)\b"
    r"|\bpren(?:d|ait) (?:alors )?le nom\b|\b(?:portait|a porte|portee?)\b[^.;]{0,20} (?:le|un autre) nom\b|\banciennement\b|\bex-[a-z]"
    r"|\ba succede\b[^.;]{0,20} (?:a|au)\b|\badopt\w+ (?:en \d{4} )?(?:le|son|un) (?:nouveau )?nom\b"
)
_PRIZE = (
    r"(?:prix|trophees?|distinctions?|recompenses?|mentions?|medailles?|palmes?|titres? de|labels?|etoiles?|talents?"
    r"|\w+ d'(?:or|argent|honneur))"
)
_WON = (
    r"(?:recu|recoit|remporte|decroche|decerne|obtenu|obtient|attribue|gagne|remis|recompense|couronne|distingue|valu|valaient"
    r"|laureate?|prime)"
)
_AWARDED = re.compile(
    rf"\b{_WON}(?:e?s?|nt)\b[^.;]{{0,60}}\b{_PRIZE}\b|\b{_PRIZE}\b[^.;]{{0,60}}\b{_WON}(?:e?s?)\b|\brecompensee?s? par\b"
    rf"|\b(?:valai(?:t|ent)|a valu)\b[^.;]{{0,50}}\b{_PRIZE}\b|^\W*(?:distinction|prix|recompense|label)s?\b[^.;:]{{0,20}}:"
)
_LOST = re.compile(
    r"\bfinal(?:e|iste)\b|\bn[e'] ?(?:a|avons) (?:pas|jamais)\b|\bemporte\b|\bdecerne(?:r|nt)?\b(?= (?:des|les|chaque|un|tous))"
)
_FUNDED = re.compile(
    r"\b(?:programme europeen|union europeenne|fonds europeens?|interreg|erasmus|feder|horizon (?:europe|2020)|europe creative"
    r"|urbact|cerv|l'europe(?= (?:financ|pren|apport|pay))|programme (?:life|media))\b"
)
_MONEYED = re.compile(r"\b(?:(?:financ|cofinanc|subvention|budget|montant|cout|apport|couvert|retenu)\w*|euros?\b)|€|\d ?%")
_FREE = re.compile(
    r"\b(?:adhesion|participation|cotisation|inscription)\b[^.;]{0,30}\b(?:est |reste |:\s*)(?:gratuite|nulle|aucune)\b"
    r"|\b(?:aucune|pas de|sans) cotisation\b|\bne (?:demande|reclame|percoit)[^.;]{0,20} (?:aucune|pas de|rien)\b|\badhesion gratuite\b"
)


def is_renamed(folded: str) -> bool:
    """« Elle s'est appelée X jusqu'en 2008 »: the network had another name."""
    return _RENAMED.search(folded) is not None


def is_awarded(folded: str) -> bool:
    """« … ont reçu le prix X »; who was in the final, or awards prizes, won none."""
    return _AWARDED.search(folded) is not None and _LOST.search(folded) is None


def is_funded(folded: str) -> bool:
    """« financé à 60 % par le programme européen LIFE »."""
    return _FUNDED.search(folded) is not None and _MONEYED.search(folded) is not None


def is_free(folded: str) -> bool:
    """« L'adhésion est gratuite. »."""
    return _FREE.search(folded) is not None
