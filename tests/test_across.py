"""Questions across networks: conditions, waits, orders and spans, computed from the records of three pages."""

import re

import pytest

from reseaux_qa.types import Answer, Status


def about(answer: Answer) -> set[str]:
    return {network.name for network in answer.networks}


@pytest.mark.parametrize(
    ("city", "question", "expected"),
    [
        ("toulouse", "Quels réseaux ont été créés avant 1990 et rejoints après 2010 ?", "AIMF/PS-Eau"),
        ("toulouse", "Quels réseaux ont été créés au XXIe siècle et rejoints avant 2010 ?", "CGLU/ECCAR"),
        ("toulouse", "Dans quels réseaux Toulouse est-elle entrée l'année de leur création ?", "CVA"),
        ("toulouse", "Quel réseau a attendu le plus longtemps entre sa création et l'adhésion de Toulouse ?", "AFCCRE"),
        ("toulouse", "Quel est le deuxième réseau le plus ancien ?", "CUF"),
        ("toulouse", "Quelle année Toulouse a-t-elle rejoint le plus de réseaux ?", "CGLU/CUF/ECCAR"),
        ("toulouse", "Lesquels sont les plus jeunes par leur date de création ?", "Observatoire international des maires/Pacte de Milan"),
        ("toulouse", "Quel réseau a été créé et rejoint la même année ?", "CVA"),
        ("toulouse", "Lesquels sont basés en Espagne ?", "CGLU"),
        ("toulouse", "Rebsamen, Juppé, Hidalgo : à chacun son réseau !", "CUF/AFCCRE/AIMF"),
        ("toulouse", "Quels réseaux comptent moins de 50 membres ?", "Aéropostale/Xarxa FP/CVA"),
        ("toulouse", "Hormis LUCI, quels réseaux ont été rejoints en 2010 ?", "AFCCRE"),
        ("toulouse", "Quels réseaux existaient déjà en 1980 ?", "AFCCRE/CUF/AIMF"),
        ("toulouse", "Quels réseaux ont le mot « maires » dans leur nom ?", "AIMF/Observatoire international des maires"),
        ("toulouse", "L'année où Toulouse a rejoint Eurocities, quel réseau est né ?", "Eurocities/LUCI"),
        ("toulouse", "Quels réseaux sont plus anciens que l'AIMF ?", "AFCCRE/CUF/AIMF"),
        ("toulouse", "Lesquels existaient déjà quand le PS-Eau a été créé ?", "AFCCRE/CUF/AIMF/PS-Eau"),
        ("toulouse", "En 2017, l'un a été rejoint par la mairie, l'autre par la Métropole : lesquels ?", "AIMF/PS-Eau"),
        ("perpignan", "Siège espagnol et création postérieure à 1995 : lesquels ?", "XCC/SolarMed"),
        ("toulouse", "LUCI mis à part, lesquels ont été rejoints en 2010 ?", "AFCCRE"),
        ("toulouse", "Sans LUCI ni l'AFCCRE, lesquels ont été rejoints entre 2009 et 2016 ?", "Occitanie Coopération"),
        ("toulouse", "Un réseau créé en 2004 et dont le nom n'est pas l'ECCAR ?", "CGLU"),
        ("toulouse", "Quels réseaux avons-nous rejoints un an après leur création ?", "Xarxa FP"),
        ("toulouse", "Lesquels ont attendu plus de trois décennies avant que Toulouse n'y adhère ?", "CUF/PS-Eau/AIMF/AFCCRE"),
        ("toulouse", "Nés dans les années 1980, lesquels n'étaient toujours pas rejoints en 1995 ?", "PS-Eau/Eurocities"),
        (
            "toulouse",
            "Quels réseaux sont nés après l'année où nous avons rejoint LUCI ?",
            "LUCI/Aéropostale/Occitanie Coopération/Observatoire international des maires/Pacte de Milan",
        ),
        ("toulouse", "Combien de réseaux ont leur siège hors de nos frontières ?", "CGLU/Eurocities"),
        ("toulouse", "Which ones were founded after 2000 and joined before 2010?", "CGLU/ECCAR"),
        ("mulhouse", "Quels réseaux sont installés à l'étranger ?", "Fil d'Europe/Maires pour la paix/AVTT"),
        ("toulouse", "Qui a le plus de membres, le réseau de l'éclairage ou celui des fusées ?", "LUCI/CVA"),
        ("perpignan", "Quels réseaux ont été rejoints par la communauté urbaine ?", "Eurocities/MedCités/Vinea/SolarMed"),
        ("rennes", "Quels réseaux ont été créés avant 1990 ?", "Eurocities/POLIS/Maires pour la Paix"),
        ("rennes", "Quel réseau Rennes Métropole a-t-elle rejoint ?", "POLIS"),
    ],
)
def test_the_rows_are_those_that_satisfy_every_condition(city, question, expected, ask):
    answer = ask(city, question)
    assert about(answer) == {*expected.split("/")}
    assert answer.answered
    assert {int(n) for n in re.findall(r"\[(\d+)\]", answer.text)} == {citation.id for citation in answer.citations}


@pytest.mark.parametrize(
    ("question", "opening"),
    [
        ("Y a-t-il un réseau rejoint en 2012 ?", "Non"),
        ("Y a-t-il un réseau rejoint en 2008 ?", "Oui"),
        ("Quels réseaux ont été créés avant 1900 ?", "Aucun"),
    ],
)
def test_what_no_record_satisfies_is_a_sure_answer_since_all_were_checked(question, opening, ask):
    answer = ask("toulouse", question)
    assert answer.text.startswith(opening)
    assert answer.status is Status.ANSWERED


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Quelle décennie a vu naître le plus de réseaux ?", "Les années 2010 : quatre réseaux"),
        ("Dans quelle décennie CUF et l'AIMF ont-ils été créés ?", "les années 1970"),
        ("Toutes les adhésions ont-elles été faites par la mairie ?", "font exception"),
        ("Parmi les réseaux qui donnent leur nombre de membres, quel est le plus petit ?", "Aéropostale (28"),
        ("Entre 2017 et 2019, y a-t-il eu une adhésion chaque année ?", "Oui"),
    ],
)
def test_decades_exceptions_and_the_smallest_are_computed(question, said, ask):
    assert said in ask("toulouse", question).text


def test_a_comparison_of_numbers_says_by_how_much(ask):
    answer = ask("toulouse", "Combien de villes de plus compte le Pacte de Milan par rapport à LUCI ?")
    assert "140 de plus" in answer.text
    assert about(answer) == {"Pacte de Milan", "LUCI"}


def test_the_span_between_the_first_and_the_last_is_computed(ask):
    answer = ask("toulouse", "Combien d'années entre la première et la dernière adhésion de Toulouse ?")
    assert "26 ans" in answer.text
    assert about(answer) == {"EFUS", "Observatoire international des maires"}


def test_a_computed_answer_tells_the_query_in_french(ask):
    assert ask("toulouse", "Quels réseaux Toulouse a-t-elle rejoints avant 2000 ?").checked == (
        "J'ai vérifié les 15 fiches : l'année d'adhésion, avant 2000."
    )
    assert ask("toulouse", "Qu'est-ce que LUCI ?").checked == ""


def test_what_two_networks_count_is_summed_when_asked(ask):
    assert "soit 124 en tout" in ask("toulouse", "Combien de villes en tout, si l'on additionne LUCI et l'Observatoire des maires ?").text


def test_a_sum_of_what_is_told_roughly_says_so(ask):
    assert "soit au moins 200 en tout" in ask("toulouse", "Combien de villes membres en tout pour LUCI et Eurocities ?").text


def test_a_region_names_no_network(ask):
    seats = ask("nice", "Dans combien de ces réseaux le siège est-il situé en France ?")
    assert about(seats) >= {"Efus", "AIVP", "Energy Cities", "Réseau français des Villes-santé"}


@pytest.mark.parametrize(
    ("city", "question", "said"),
    [
        (
            "toulouse",
            "Lequel a-t-on rejoint en premier, et lequel en tout dernier ?",
            "EFUS (1993)/Observatoire international des maires (2019)",
        ),
        ("toulouse", "Quels sont le plus ancien et le plus récent des réseaux ?", "AFCCRE (1951)/À l'autre bout, deux réseaux à égalité"),
        ("toulouse", "Quel est le plus gros et le plus petit réseau en nombre de membres ?", "CGLU (240 000/Aéropostale (28"),
        ("toulouse", "Quel a été le premier réseau rejoint par la mairie, et le deuxième ?", "EFUS (1993)/deuxième est la CVA (1998)"),
        ("toulouse", "Médaille d'argent de l'ancienneté : quel réseau est juste derrière le doyen ?", "CUF (1975)"),
        ("toulouse", "Quel réseau vient juste devant LUCI pour le nombre de membres ?", "Juste avant LUCI (70 villes)/le PS-Eau"),
        ("toulouse", "Nombre d'entrées en 2008 et nombre d'entrées en 2010, svp.", "Trois réseaux en 2008/Deux réseaux en 2010"),
        ("toulouse", "L'AIMF a grandi de combien de membres depuis 2009 ?", "(72 de plus)"),
        (
            "bordeaux",
            "Il me faut les réseaux où ce n'est pas la commune mais la Métropole qui a adhéré.",
            "POLIS (2014)/ICLEI (janvier 2016)",
        ),
    ],
)
def test_both_ends_places_neighbours_and_growth_are_computed(city, question, said, ask):
    text = ask(city, question).text
    assert [part for part in said.split("/") if part not in text] == []


def test_where_a_city_stands_in_each_of_some_networks_is_no_comparison_of_their_sizes(ask):
    text = ask("toulouse", "Bordeaux est-elle membre de l'AIMF et de la CVA ?").text
    assert text.startswith("Oui.")
    assert text.count("Bordeaux") > 1
    assert "le plus" not in text


def test_being_a_member_of_two_networks_is_confirmed_with_both_dates(ask):
    text = ask("toulouse", "Toulouse est-elle membre d'Eurocities et de l'EFUS ?").text
    assert re.fullmatch(r"Oui\. L'EFUS \(1993\) \[1\] et Eurocities \(2002\) \[2\]\.", text)


def test_two_networks_that_words_alone_tell_are_compared(ask):
    text = ask("toulouse", "Le réseau des fusées et celui des avions sont-ils nés la même année ?").text
    assert text.startswith("Non. La CVA (1998) [1] et l'Aéropostale (décembre 2011) [2].")


def test_what_was_gone_through_is_said_once_after_two_answers(ask):
    text = ask("toulouse", "Combien de réseaux ont été créés en 2002 et combien en 2004 ?").text
    assert text.count("J'ai vérifié") == 1
    assert "LUCI" in text
    assert "ECCAR" in text


def test_a_network_on_a_theme_is_not_all_of_them(ask):
    assert [network.name for network in ask("toulouse", "Un réseau pour les jeunes ?").networks] == ["Xarxa FP"]
    assert len(ask("toulouse", "Combien de réseaux pour Toulouse ?").networks) == 15
