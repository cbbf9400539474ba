"""Former names, prizes, European money and free membership, as pages word them."""

import pytest

from reseaux_qa.facts.tellings import is_awarded, is_free, is_funded, is_renamed
from reseaux_qa.french import fold


@pytest.mark.parametrize(
    "sentence",
    [
        "Elle s'est appelée Énergie-Cités jusqu'en 2008.",
        "Née en 1990 sous le nom d'Énergie-Cités, rebaptisée en 2008.",
        "Ancien nom : ANVPAH, en usage jusqu'en 2018",
        "Elle portait jusqu'en 2001 le nom de Conférence mondiale des maires.",
        "Il a changé de nom en 2003 mais gardé son sigle.",
        "Jusqu’en 2018, il s’appelait Petites Rivières d’Europe.",
    ],
)
def test_a_former_name_is_heard(sentence):
    assert is_renamed(fold(sentence))


@pytest.mark.parametrize(
    ("sentence", "won"),
    [
        ("En 2016, la Ville a reçu le prix « Patrimoine pour demain ».", True),
        ("Distinction : Damier d'or 2019, remis par le réseau", True),
        ("La renaturation des berges a été récompensée par le trophée 2021.", True),
        ("Les cantines valaient à la Ville le prix Villes éducatrices.", True),
        ("Notre dossier est allé jusqu'en finale du prix de la Ville sobre ; c'est Tampere qui l'a emporté.", False),
        ("Mettre en valeur les meilleures pratiques des villes et décerner des prix pour des projets exemplaires.", False),
        ("Angoulême a reçu à ce titre le congrès national, en mai 2010.", False),
    ],
)
def test_a_prize_is_won_by_who_receives_it(sentence, won):
    assert is_awarded(fold(sentence)) is won


@pytest.mark.parametrize(
    ("sentence", "funded"),
    [
        ("Financement : programme européen LIFE", True),
        ("Sept partenaires, 1,9 million d’euros, dont 80 % d’Interreg Europe.", True),
        ("Le réseau est issu du programme européen « Villes-Santé ».", False),
    ],
)
def test_european_money_is_money(sentence, funded):
    assert is_funded(fold(sentence)) is funded


@pytest.mark.parametrize(
    ("sentence", "free"),
    [
        ("L'adhésion est gratuite.", True),
        ("Pas de cotisation", True),
        ("L'adhésion ne donne lieu à aucune cotisation.", True),
        ("La cotisation est de 500 euros.", False),
    ],
)
def test_a_free_membership_says_so(sentence, free):
    assert is_free(fold(sentence)) is free
