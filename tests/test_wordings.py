"""The same fact in the words of many pages: a label, a line of dates, a sentence."""

import pytest

from reseaux_qa.corpus import Corpus
from reseaux_qa.facts import Records
from reseaux_qa.types import Attribute, Fact, Source

CREATED = (
    "Création : 1990",
    "Année de création : 1990",
    "Date de création : mars 1990",
    "Créé en : 1990",
    "Fondation : 1990",
    "Fondé en 1990 à Lyon",
    "Né en 1990",
    "Existe depuis 1990",
    "1990 : création",
    "Le réseau voit le jour en 1990",
    "Le réseau date de 1990",
    "Constitué en association en 1990",
    "Le réseau a été mis en place en 1990",
    "Le réseau a démarré en 1990",
    "Sa création remonte à 1990",
    "Initié en 1990 par six villes",
    "Signé en 1990 lors d'un sommet, ce pacte engage les villes",
    "Douze villes ont décidé, en 1990 à Gênes, d'unir leurs forces",
    "Le réseau rapproche depuis 1990 les villes de mer",
)
JOINED = (
    "Adhésion : 2004",
    "Adhésion de Vannes : 2004",
    "Année d'adhésion : 2004",
    "Date d'entrée : 2004",
    "Membre depuis 2004",
    "Membre depuis : 2004",
    "Ville membre depuis 2004",
    "Adhérent depuis 2004",
    "Adhésion de la Ville en 2004",
    "2004 : Vannes rejoint le réseau",
    "Vannes est membre de ce réseau depuis 2004",
    "Vannes a intégré le réseau en 2004",
    "La Ville fait partie du réseau depuis 2004",
    "Nous avons rejoint le réseau en 2004",
    "La municipalité y adhère depuis 2004",
    "L'adhésion de la Ville date de 2004",
    "C'est en 2004 que Vannes a rejoint le réseau",
    "Depuis 2004, Vannes est membre du réseau",
    "Vannes siège dans ce réseau depuis 2004",
    "Vannes a signé la charte du réseau en 2004",
    "Vannes l'a signé en 2004",
    "Arrivée en 2004, Vannes anime un groupe",
    "Vannes porte ce titre depuis 2004",
    "Vannes a obtenu le titre en 2004",
    "Depuis 2004, Vannes y travaille sur la mer",
)
SEAT = (
    "Siège : Lyon",
    "Siège social : Lyon",
    "Localisation : Lyon",
    "Le réseau a son siège à Lyon",
    "Ses bureaux sont à Lyon",
    "Installé à Lyon",
    "L'association est domiciliée à Lyon",
    "Le secrétariat est hébergé à Lyon",
    "Adresse : 3 rue de la République, Lyon",
    "Le réseau siège à Lyon",
    "Imaginé par Lyon, qui en accueille le secrétariat",
)
MEMBERS = (
    "Membres : 204",
    "Nombre de membres : 204",
    "Membres : 204 villes",
    "Adhérents : 204",
    "Le réseau fédère 204 communes",
    "Quelque 204 villes en font partie",
    "Ils sont 204 membres",
)


def first(line: str, attribute: Attribute) -> Fact | None:
    """What a page that says one line of its first network tells of it."""
    stop = "" if ":" in line[:24] else "."
    networks = "\n\n\n".join(
        f"Réseau {name}\n\nLe réseau {name} aide les villes de mer. La Ville de Vannes le trouve utile.\n\n"
        f"En bref\nCe réseau parle de la mer et des ports.\n{line if name == 'Alpha' else 'Il parle aussi de pêche'}{stop}\n"
        "Les agents de Vannes échangent avec leurs collègues.\n"
        for name in ("Alpha", "Betamer", "Gammaport")
    )
    page = f"Vannes et ses réseaux\n\nLa Ville de Vannes participe à trois réseaux. À Vannes, on aime la mer.\n\n\n{networks}"
    corpus = Corpus.from_sources((Source("page.txt", page),))
    return Records.from_corpus(corpus).first(corpus.networks[0], attribute)


@pytest.mark.parametrize("line", CREATED)
def test_when_a_network_was_created(line):
    assert first(line, Attribute.CREATED).date.year == 1990


@pytest.mark.parametrize("line", JOINED)
def test_when_the_city_joined(line):
    assert first(line, Attribute.JOINED).date.year == 2004


@pytest.mark.parametrize("line", SEAT)
def test_where_a_network_is(line):
    assert first(line, Attribute.SEAT).text == "Lyon"


@pytest.mark.parametrize("line", MEMBERS)
def test_how_many_members_it_has(line):
    assert first(line, Attribute.MEMBERS).number == 204


FOUNDED = (
    "Créé en 1990 par Vannes et trois autres villes. Vannes en est membre fondateur",
    "Né en 1990. Ville fondatrice, Vannes y tient la trésorerie",
    "Vannes a fondé ce réseau en 1990 avec deux ports",
    "En 1990, quatre villes, dont Vannes, ont fondé ce réseau",
)


@pytest.mark.parametrize("line", FOUNDED)
def test_a_city_that_founded_a_network_has_been_in_it_since(line):
    assert first(line, Attribute.JOINED).date.year == 1990


@pytest.mark.parametrize("line", ["Créé en 1990 par huit villes fondatrices", "Créé en 1990. Brest en est membre fondateur"])
def test_founders_that_are_others_tell_nothing_of_the_city(line):
    assert first(line, Attribute.JOINED) is None


def test_the_birth_of_the_city_is_not_that_of_the_network():
    assert first("Vannes l'a intégré en 2004, l'année de naissance de la commune nouvelle", Attribute.CREATED) is None
