"""Plain questions that once went wrong on some page, each for a reason of its own."""

import pytest

from reseaux_qa.answering.phrasing import clean
from reseaux_qa.assistant import Assistant
from reseaux_qa.settings import Settings
from reseaux_qa.types import Answer, Status

# --- countries -------------------------------------------------------------------


@pytest.mark.parametrize(
    "question", ["Dans quels pays est Occitanie Coopération ?", "Quels sont les pays de la CVA ?", "¿En qué países está LUCI?"]
)
def test_countries_that_the_page_does_not_name_are_not_told_by_the_members(question, ask):
    assert ask("toulouse", question).status is Status.NOT_SAID


def test_countries_are_listed_where_the_members_go_by_country(ask):
    told = ask("geneve", "Dans quels pays trouve-t-on des villes de l'AVLE ?").text
    assert all(country in told for country in ("Suisse", "Allemagne", "Macédoine du Nord"))
    assert "Belgique" in ask("bordeaux", "Quels sont les pays représentés dans le RFVAA ?").text


def test_a_bound_is_a_limit_and_no_word_to_look_for(ask):
    assert ask("toulouse", "Combien de réseaux touchent plus de 30 pays ?").text.startswith("Trois réseaux")


# --- who and when ----------------------------------------------------------------


def test_a_general_secretary_is_no_genevan(ask):
    assert "Genève préside" not in ask("geneve", "Qui est le secrétaire général du RCN ?").text


def test_people_in_office_are_no_population(assistant_of):
    records = assistant_of("geneve").records
    assert all((fact.number or 0) >= 1000 for fact in records.facts if fact.attribute == "inhabitants")


@pytest.mark.parametrize("question", ["En quelle année Toulouse a-t-elle quitté l'AFCCRE ?", "Quand la mairie est-elle sortie de CGLU ?"])
def test_a_leaving_that_never_was_is_corrected_by_the_joining(question, ask):
    answer = ask("toulouse", question)
    assert answer.status is Status.NOT_SAID
    assert any(told in answer.text for told in ("a rejoint", "Adhésion", "ne donne pas"))


def test_a_history_is_told_from_prose_too(ask):
    answer = ask("bordeaux", "Quelles sont les dates clés d'Eurocities ?")
    assert answer.status is Status.ANSWERED
    assert "1986" in answer.text


# --- several networks ------------------------------------------------------------


def lines(answer: Answer) -> list[str]:
    return [line for line in answer.text.splitlines() if line.startswith("- ")]


def test_a_table_of_all_networks_has_a_line_each_the_oldest_first(ask, corpus):
    told = lines(ask("toulouse", "Fais-moi un tableau chronologique de tous les réseaux"))
    assert len(told) == len(corpus.networks)
    assert told[0].startswith("- L'AFCCRE : création en 1951")


def test_no_seat_in_a_city_is_said_with_the_seats_that_the_page_gives(ask):
    answer = ask("toulouse", "Quels réseaux ont leur siège à Paris ?")
    assert answer.status is Status.NOT_SAID
    assert "Barcelone" in answer.text
    assert "Bruxelles" in answer.text


def test_what_is_missing_of_one_of_two_networks_is_said(ask):
    told = ask("toulouse", "Qui préside LUCI et l'AIMF ?").text
    assert "Paris" in told
    assert "La page ne donne pas la présidence de LUCI." in told
    assert "siège de LUCI et le siège de Xarxa FP" in ask("toulouse", "LUCI et Xarxa FP ont-ils le même siège ?").text


def test_one_of_two_networks_is_told_by_its_theme(ask):
    assert [network.name for network in ask("toulouse", "Lequel s'occupe d'eau, le PS-Eau ou LUCI ?").networks] == ["PS-Eau"]


# --- words -----------------------------------------------------------------------


def test_a_number_of_words_is_no_number_of_the_page(ask):
    assert "autre nombre" not in ask("toulouse", "Expliquez-moi en deux mots ce qu'est l'AFCCRE.").text


def test_a_question_before_a_colon_is_not_chat(ask):
    assert "150" in ask("toulouse", "Qui compte le plus d'adhérents : l'ECCAR ou LUCI ?").text


# --- what no page may break ------------------------------------------------------


@pytest.mark.parametrize("city", ["amiens", "toulouse", "lemans"])
def test_a_question_on_every_network_is_answered_where_the_page_counts_nothing_of_the_kind(city, ask):
    assert ask(city, "Tous les réseaux comptent-ils plus de 5 partenaires ?").text


def test_a_network_that_has_nothing_but_its_name_breaks_no_answer(tmp_path):
    (tmp_path / "corpus").mkdir()
    page = (
        "# Dijon\n\n## LUCI\n### Présentation\nRéseau de la lumière.\n\n## Réseau des villes marchables\n### Présentation\nEn savoir plus\n"
    )
    (tmp_path / "corpus" / "page.md").write_text(page, encoding="utf-8")
    assistant = Assistant.from_settings(Settings(corpus=tmp_path / "corpus", index=tmp_path / "index"))
    assert assistant.ask("Quels réseaux sont sur les villes marchables ?").text


def test_a_footnote_of_the_page_is_no_citation_of_ours():
    assert clean("LUCI compte 200 villes [3].") == "LUCI compte 200 villes."


# --- said as people say it -------------------------------------------------------


def test_a_city_keeps_its_article(assistant_of):
    corpus = assistant_of("lemans").corpus
    assert (corpus.host, corpus.city) == ("Mans", "Le Mans")
    assert " du Mans" in assistant_of("lemans").ask("Quel temps fait-il à Tokyo ?").text
    assert assistant_of("luxembourg").corpus.city == "Luxembourg"


def test_who_presides_is_told_in_a_sentence(ask):
    assert ask("toulouse", "Qui préside CUF ?").text == "CUF est présidé par François Rebsamen, maire de Dijon [1]."


def test_of_two_dates_the_eldest_is_told(ask):
    assert ask("toulouse", "Lequel est le plus ancien, Eurocities ou l'AIMF ?").text.endswith("Le plus ancien est donc l'AIMF, de 7 ans.")


def test_a_question_of_either_or_is_not_answered_by_yes_or_no(ask):
    answer = ask("toulouse", "Le siège d'Eurocities est à Paris ou à Bruxelles ?")
    assert answer.text.startswith("Eurocities")
    assert answer.status is Status.ANSWERED


def test_what_the_page_denies_is_no_yes(ask):
    assert ask("lemans", "La ville a-t-elle un siège au comité exécutif du forum sur la sécurité ?").text.startswith("Non.")


def test_countries_are_counted_where_the_members_go_by_country(ask):
    assert ask("toulouse", "Combien de pays dans l'Aéropostale ?").text.startswith("Neuf pays : France [1]")


def test_one_city_elsewhere_denies_that_all_are_there(ask):
    assert ask("toulouse", "Toutes les villes de la CVA sont-elles européennes ?").text.startswith("Non. La CVA : Kourou")


@pytest.mark.parametrize(
    ("question", "lacked"),
    [
        ("Quel est le budget d'Eurocities ?", "le budget d'Eurocities"),
        ("Quel est le numéro de téléphone de l'EFUS ?", "le numéro de téléphone de l'EFUS"),
        ("Combien Toulouse paye-t-elle pour LUCI ?", "le coût de l'adhésion à LUCI"),
        ("Quel élu représente Toulouse à l'AIMF ?", "le nom de l'élu qui représente Toulouse dans l'AIMF"),
    ],
)
def test_a_refusal_names_what_the_page_lacks(question, lacked, ask):
    assert ask("toulouse", question).text.startswith(f"La page ne donne pas {lacked}. Elle dit en revanche :")


def test_a_date_that_is_asked_for_to_the_day_is_told_to_lack_it(ask):
    assert ask("toulouse", "Quel jour LUCI a-t-il été créé ?").text == "LUCI a été créé en 2002 [1]. La page ne donne pas le jour."
    assert "ne donne pas" not in ask("toulouse", "En quel mois l'Aéropostale a-t-elle été créée ?").text
