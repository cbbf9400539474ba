"""Plain questions on what the city does, and what is told of its networks in words, made from the records of any city's page."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import cycle, islice

from reseaux_qa.facts import Records
from reseaux_qa.facts.doings import Doing
from reseaux_qa.types import Network

Ask = tuple[str, list[Network], list[Network]]  # a question, the networks that a right answer names, and those it does not
_EACH = 4  # questions of one doing on a page

_ASKED = {
    Doing.PRESIDES: (
        "Quels réseaux {host} préside-t-elle ou a-t-elle présidés ?",
        "À la tête de quels réseaux {host} s'est-elle trouvée ?",
        "De quels réseaux avons-nous eu la présidence ?",
        "{host} a présidé quels réseaux ?",
        "Y a-t-il des réseaux que nous présidons ou que nous avons présidés ?",
        "which networks has {host} chaired?",
        "ds kels reseaux {host} a eu la presidence",
    ),
    Doing.LEADS: (
        "Dans quels réseaux {host} anime-t-elle un groupe de travail ?",
        "Quels groupes ou commissions la ville pilote-t-elle, et dans quels réseaux ?",
        "Où est-ce que {host} pilote ou copilote un groupe ?",
        "Dans quels réseaux avons-nous la présidence d'un groupe ou d'une commission ?",
        "Quels réseaux nous ont confié l'animation d'un groupe de travail ?",
        "groupes de travail pilotés par {host} ?",
    ),
    Doing.SITS: (
        "Dans quels réseaux {host} siège-t-elle au bureau ou au conseil d'administration ?",
        "Où siégeons-nous dans les instances dirigeantes ?",
        "De quels bureaux ou comités directeurs {host} est-elle membre ?",
        "Dans quels réseaux avons-nous une place au comité directeur ou au bureau ?",
    ),
    Doing.FOUNDED: (
        "De quels réseaux {host} est-elle membre fondateur ?",
        "Quels réseaux {host} a-t-elle contribué à créer ?",
        "Dans quels réseaux sommes-nous là depuis le premier jour ?",
        "{host} est ville fondatrice de quels réseaux ?",
        "Où étions-nous parmi les fondateurs ?",
        "which networks is {host} a founding member of?",
    ),
    Doing.HOSTED: (
        "Quels réseaux ont organisé un événement à {host} ?",
        "Quelles rencontres de ces réseaux {host} a-t-elle accueillies ?",
        "Quels réseaux se sont réunis chez nous ?",
        "Quelles conférences ou assemblées ont eu lieu à {host} ?",
        "Dans le cadre de quels réseaux avons-nous reçu des rencontres ?",
        "quels congres se sont tenus a {host}",
        "which networks have held meetings in {host}?",
    ),
    Doing.WOMAN: (
        "Pour quels réseaux {host} est-elle représentée par une femme ?",
        "Quelles femmes représentent la ville dans ces réseaux ?",
        "Dans quels réseaux notre représentante est-elle une femme ?",
        "Quelles élues suivent ces réseaux pour {host} ?",
    ),
    Doing.AWARDED: (
        "Quels prix {host} a-t-elle reçus grâce à ses réseaux ?",
        "Quelles récompenses nos réseaux nous ont-ils remises ?",
        "Avons-nous obtenu des distinctions ou des labels par ces réseaux, et lesquels ?",
        "Quels réseaux nous ont décerné un prix ?",
        "{host} a gagné quels trophées avec ses réseaux ?",
        "which awards has {host} won through its networks?",
    ),
    Doing.RENAMED: (
        "Quels réseaux ont changé de nom ?",
        "Lesquels de ces réseaux portaient autrefois un autre nom ?",
        "Combien de nos réseaux se sont appelés autrement par le passé ?",
        "Quels réseaux ont été rebaptisés, et comment s'appelaient-ils avant ?",
        "quel reseau a un ancien nom ?",
    ),
    Doing.FUNDED: (
        "Quels réseaux mènent des projets financés par l'Union européenne ?",
        "Où y a-t-il de l'argent européen dans ces réseaux ?",
        "Combien de projets touchent des fonds européens ?",
        "Quels projets sont financés par un programme européen comme Erasmus ou Interreg ?",
    ),
    Doing.FREE: (
        "Quels réseaux sont gratuits pour la ville ?",
        "Y a-t-il une adhésion qui ne nous coûte rien ?",
        "Pour quels réseaux {host} ne paie-t-elle aucune cotisation ?",
        "Dans quels réseaux l'adhésion est-elle gratuite ?",
    ),
}


def doings(records: Records) -> Iterator[Ask]:
    """Some wordings for each doing that the page tells of at least one network, each page with its own."""
    for doing, wordings in _ASKED.items():
        told = {deed.network for deed in records.deeds if deed.doing is doing}
        first = len(records.host) % len(wordings)
        for asked in islice(cycle(wordings), first, first + min(_EACH, len(wordings))) if told else ():
            named, others = ([n for n in records.networks if (n in told) is inside] for inside in (True, False))
            yield asked.format(host=records.host), named, others
