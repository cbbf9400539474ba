"""Former names, prizes, European money, free membership, seats, members, and what two sentences tell together, as pages word them."""

import pytest

from reseaux_qa.corpus import Corpus
from reseaux_qa.facts import Records
from reseaux_qa.facts.doings import Doing
from reseaux_qa.facts.tellings import is_awarded, is_free, is_funded, is_renamed
from reseaux_qa.french import fold
from reseaux_qa.types import Attribute, Date, Source
from test_facts import readings


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


# --- seats and members in one sentence ---


@pytest.mark.parametrize(
    ("text", "city"),
    [
        ("Le secrétariat est tenu par l'agence d'urbanisme de Gand.", "Gand"),
        ("Son secrétariat est hébergé par le musée du sel de Gand, en Belgique.", "Gand"),
        ("Gand, capitale de la Flandre, en abrite toujours le siège.", "Gand"),
        ("Bureaux à Gand.", "Gand"),
        ("Bureau de l'association : à Gand", "Gand"),
        ("Siège : Gand jusqu'en 2018, Kiel depuis", "Kiel"),
        ("Secrétariat : Zwin, en Belgique", "Zwin"),
        ("Né à l'initiative de Gand, où il a son adresse.", "Gand"),
        ("Créée en 1986, siège à l'hôtel Coligny, à Paris", "Paris"),
        ("C'est à Lyon que se trouve le siège.", "Lyon"),
        ("Fondé à Gand, il a déménagé à Lyon en 2010.", "Lyon"),
        ("Brest a abrité le siège de 2004 à 2010.", None),
    ],
)
def test_a_seat_is_kept_lodged_or_moved(text, city):
    assert [told for attribute, told in readings(text) if attribute is Attribute.SEAT] == ([city] if city else [])


@pytest.mark.parametrize(
    "text",
    [
        "On y trouve Gand, Kiel et une dizaine d'autres villes.",
        "Brest compte parmi les six villes fondatrices.",
        "Brest y a conçu un outil adopté ensuite par 17 villes.",
        "Une délégation de sept maires a été reçue en 2021.",
        "C'est la branche française de l'Association du sel, qui regroupe 500 villes.",
        "Il a réuni jusqu'à 11 villes.",
        "Il est né lors d'un congrès réunissant 200 communes.",
        "Le projet associe 12 villes.",
    ],
)
def test_some_cities_are_not_the_members(text):
    assert Attribute.MEMBERS not in [found for found, _ in readings(text)]


# --- creations, joinings, seats and members that inventive pages word ---


def dated_in(text, attribute):
    return [told.year for found, told in readings(text) if found is attribute and isinstance(told, Date)]


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("Historique : acte constitutif du 21 octobre 1984, avant la loi de 1985.", 1984),
        ("1997 : l'association est constituée à Gand, en Flandre.", 1997),
        ("1988 : les villes désignées se constituent en association", 1988),
        ("Les Éco-Ports ont vu le jour en 1989.", 1989),
        ("Association déclarée en préfecture en 1997.", 1997),
        ("L'organisme : 1975.", 1975),
        ("La Commission a lancé cette initiative en 2008.", 2008),
        ("L'inscription de 1998 est souvent confondue avec la naissance de l'agence.", None),
        ("Tout est parti d'un jumelage avec Gand en 1986.", None),
        ("Issu d'un cercle de maires formé en 2015.", None),
        ("Une association née à Gand vingt ans plus tôt, dit-on en 2013", 2013),
    ],
)
def test_a_creation_is_an_act_and_not_what_came_before_it(text, year):
    assert dated_in(text, Attribute.CREATED) == ([year] if year else [])


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("Ralliement de Brest : 2012", 2012),
        ("Rattachement de la commune : délibération n° 85-112, exercice 1985", 1985),
        ("Adhésion : proposée en 1989, écartée pour motif budgétaire ; acquise depuis 2003", 2003),
        ("Adhésion : délibération du 24 novembre 2014, effet au 1er janvier 2015", 2015),
        ("2003 : Brest membre de plein droit", 2003),
        ("1998 : adhésion de la Ville", 1998),
        ("1998 : adhésion de la Ville de Gand", None),
        ("Brest ne franchira le pas qu'en 1999.", 1999),
        ("Nous y cotisons depuis 1963.", 1963),
        ("Nous en sommes depuis 2004.", 2004),
        ("Le conseil municipal a approuvé, le 11 avril 2019, l'entrée de la Ville dans la ligue.", 2019),
        ("L'affiliation de Brest est acquise depuis 2009.", 2009),
        ("Notre bulletin d'adhésion a été signé le 12 février 2009.", 2009),
        ("L'association nous a comptés dans ses rangs dès 2005.", 2005),
        ("Pour Brest, l'aventure débute en 2008.", 2008),
        ("Admission de Brest prononcée à Gand en 2016.", 2016),
        ("Brest y est présente depuis 2010 comme invitée.", None),
        ("Beaucoup croient que Brest l'a rejointe en 1998.", None),
    ],
)
def test_a_joining_is_what_counts_and_not_what_was_asked_or_watched(text, year):
    assert dated_in(text, Attribute.JOINED) == ([year] if year else [])


@pytest.mark.parametrize(
    ("text", "city"),
    [
        ("Localisation des services : Lyon, quai Neuf", "Lyon"),
        ("Domiciliation : Gand", "Gand"),
        ("Maison mère à Lyon.", "Lyon"),
        ("2015 : transfert du secrétariat de Mâcon (France) à Gand, où il se trouve encore", "Gand"),
        ("Ses bureaux n'ont jamais quitté Lyon.", "Lyon"),
        ("Ses services sont hébergés par la commune de Zwin depuis le retrait de Gand.", "Zwin"),
        ("Le siège est fixé à Zwin, province de Gand.", "Zwin"),
        ("Gand en demeure le secrétariat ; la branche française est domiciliée à Lyon.", "Gand"),
        ("Gand conserve le siège.", "Gand"),
        ("Adresse : 94 rue de Gand, Lyon", "Lyon"),
        ("Siège : Brest Expo Center, quai Neuf", "Brest"),
        ("Siège à Lyon, bureau à Gand.", "Lyon"),
    ],
)
def test_a_seat_is_where_the_offices_are_and_not_a_street(text, city):
    assert [told for found, told in readings(text) if found is Attribute.SEAT] == [city]


@pytest.mark.parametrize(
    ("text", "members"),
    [
        ("Effectif : 64 stations balnéaires.", [64]),
        ("Effectif : 318, dont Gand.", [318]),
        ("Effectif : 5 salariés", []),
        ("Adhérents à ce jour : 18", [18]),
        ("Les adhérents sont 312 à ce jour.", [312]),
        ("Elles étaient 56 au congrès ; les voici 252.", [252]),
        ("L'association en fédère environ 200.", [200]),
        ("Action en cours : « Ruelles fraîches », 5 communes.", []),
        ("Première réunion : Gand, 8 communes.", []),
        ("Le Grand Brest, 36 communes, y pense.", []),
        ("La branche française réunit 160 communes.", []),
        ("Ils sont 14 000, chaque année, à franchir le pont.", []),
        ("Ses rives bordent 925 km de territoires.", []),
    ],
)
def test_members_are_those_of_today_and_of_the_whole_network(text, members):
    assert [told for found, told in readings(text) if found is Attribute.MEMBERS] == members


# --- two sentences together ---

PAGE = """# Réseaux de Brest

## Alpha – Réseau des villes de sel

{}

## Beta – Réseau des ponts

Brest est membre de Beta. La Ville de Brest a reçu le congrès à Brest. Les élus de Brest y vont.

Contact : Ville de Brest.
"""


def told(text):
    return Records.from_corpus(Corpus.from_sources((Source("p.md", PAGE.format(text)),)))


@pytest.mark.parametrize(
    ("text", "attribute", "value"),
    [
        ("Brest participe à la création de ce réseau. C'était en 2006, à Gand.", Attribute.CREATED, 2006),
        ("Brest participe à la création de ce réseau. C'était en 2006, à Gand.", Attribute.JOINED, 2006),
        ("Créé en 2011, il est à Kiel. Membre dès la création, Brest y est active.", Attribute.JOINED, 2011),
        ("- Depuis quand ? 1981\n- Où ? À Gand, quai aux Herbes", Attribute.CREATED, 1981),
        ("- Depuis quand ? 1981\n- Où ? À Gand, quai aux Herbes", Attribute.SEAT, "Gand"),
        ("Né en 1998, il rassemble 130 communes. Un conseil d'enfants, qui compte 33 membres, y veille.", Attribute.MEMBERS, 130),
        ("Dix villes l'avaient fondé en 1989 ; il représente à présent 240 territoires.", Attribute.MEMBERS, 240),
    ],
)
def test_a_sentence_goes_on_from_the_one_before_it(text, attribute, value):
    records = told(text)
    fact = records.first(records.networks[0], attribute)
    assert fact is not None
    assert value in (fact.text, fact.number, fact.date and fact.date.year)


@pytest.mark.parametrize(
    ("text", "ours"),
    [
        ("Brest copréside la commission mer. Elle a présidé l'ensemble du réseau de 2006 à 2008.", True),
        ("Notre ville y est active. Elle préside le réseau depuis 2020.", True),
        ("Gand y est active. Elle a assuré la présidence de 2018 à 2021.", False),
        ("Brest y est active. Elle préside le groupe « Marais » depuis 2020.", False),
    ],
)
def test_she_presides_who_is_the_subject_just_before(text, ours):
    assert (Doing.PRESIDES in [deed.doing for deed in told(text).deeds]) is ours
