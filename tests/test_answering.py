import re

import pytest

from reseaux_qa.answering import abstain
from reseaux_qa.answering.evidence import Evidence
from reseaux_qa.assistant import Assistant
from reseaux_qa.types import Answer, Attribute, Operation, Question, Status


@pytest.fixture(scope="module")
def cities(assistant_of) -> dict[str, Assistant]:
    return {city: assistant_of(city) for city in ("toulouse", "nantes", "lausanne")}


@pytest.fixture(scope="module")
def ask(cities):
    def ask(city: str, question: str) -> Answer:
        answer = cities[city].ask(question)
        markers = [int(n) for n in re.findall(r"\[(\d+)\]", answer.text)]
        assert {*markers} == {citation.id for citation in answer.citations}
        return answer

    return ask


def cases(text: str):
    """A parametrised table: a line of names, then rows of cells."""
    names, *rows = ([cell.strip() for cell in line.split(" | ")] for line in text.strip().splitlines())
    return pytest.mark.parametrize(names, rows, ids=[row[1] for row in rows])


def about(answer: Answer) -> list[str]:
    return [network.name for network in answer.networks]


# --- one network -----------------------------------------------------------------


@cases("""
    city | question | said | proof
    toulouse | Quand LUCI a-t-il été créé ? | 2002 | 2002 : Création
    toulouse | Qui préside CUF ? | François Rebsamen | François Rebsamen
    toulouse | Qu'est-ce que l'EFUS ? | sécurité urbaine | sécurité urbaine
    toulouse | À l'initiative de qui l'AIMF est-elle née ? | Jacques Chirac | Jean Pelletier
    nantes | Où est le siège des Cités des Fleuves ? | Lausanne | siège est à Lausanne
    toulouse | Quels sont les objectifs du PS-Eau ? | eau potable | eau potable
    nantes | Combien de membres compte l'AIVE ? | 495 | 495
    nantes | Que fait Nantes dans l'AIVP ? | Friches portuaires | Friches portuaires
    lausanne | Qui préside Délice ? | Anselme Duroc | Anselme Duroc
    lausanne | Quels réseaux Lausanne préside-t-elle ? | Lausanne prend | Lausanne prend
    lausanne | Que veut dire UVS ? | Union des villes suisses | Union des villes suisses
    toulouse | Combien de membres compte Eurocities ? | lus de 130 | + de 130
""")
def test_a_fact_is_told_and_proven(city, question, said, proof, ask):
    answer = ask(city, question)
    assert answer.status is Status.ANSWERED
    assert said in answer.text
    assert any(proof in citation.quote.text for citation in answer.citations)
    assert len(about(answer)) == 1


def test_a_numbered_list_is_told_without_its_numbers(ask):
    answer = ask("nantes", "Quels sont les objectifs des Territoires nourriciers ?")
    assert "cantines" in answer.text
    assert not any(citation.quote.text.strip(".").isdigit() for citation in answer.citations)


# --- several networks ------------------------------------------------------------


@cases("""
    city | question | expected
    toulouse | Quels réseaux ont été créés avant 1990 ? | AFCCRE/CUF/AIMF/PS-Eau/Eurocities/EFUS
    toulouse | Quels réseaux Toulouse a-t-elle rejoints après 2017 ? | Pacte de Milan/Observatoire international des maires
    toulouse | Combien de réseaux Toulouse a-t-elle rejoints en 2008 ? | CGLU/CUF/ECCAR
    toulouse | Quels réseaux la Métropole a-t-elle rejoints avant 2018 ? | Occitanie Coopération/PS-Eau
    nantes | Quels réseaux ont été créés avant 1990 ? | Eurocities/Cités des Fleuves/AIVP/POLIS
    nantes | Quels réseaux Nantes a-t-elle rejoints après 2009 ? | Energy Cities/Cités des Fleuves/Alliance des Territoires nourriciers
    lausanne | Quels réseaux Lausanne a-t-elle rejoints après 2011 ? | Délice/Alliance Climat/Cités interculturelles
""")
def test_a_list_is_complete_and_each_row_is_cited(city, question, expected, ask):
    answer = ask(city, question)
    names = expected.split("/")
    assert {*about(answer)} == {*names}
    assert all(re.search(rf"{re.escape(name)} \([^)]+\) \[\d+\]", answer.text) for name in names)
    assert len(answer.citations) == len(names)


def test_a_list_says_for_whom_the_page_is_silent(ask):
    answer = ask("toulouse", "Quelles sont les dates d'adhésion de Toulouse à chaque réseau ?")
    assert "Aéropostale" in answer.text
    assert "Aéropostale" not in about(answer)


def test_a_bounded_list_says_how_many_the_page_does_not_date(ask):
    answer = ask("toulouse", "Quels réseaux Toulouse a-t-elle rejoints avant 2000 ?")
    assert answer.text.endswith("la page ne donne pas l'année d'adhésion pour un réseau.")


@cases("""
    city | question | expected
    toulouse | Quel est le réseau le plus ancien ? | AFCCRE
    toulouse | Quel est le réseau le plus récent ? | Observatoire international des maires/Pacte de Milan
    toulouse | Quel réseau compte le plus de membres ? | CGLU
    toulouse | Quel réseau compte le moins de membres ? | Aéropostale
    lausanne | Quel est le premier réseau que Lausanne a rejoint ? | UMVO
""")
def test_the_first_and_the_last_are_found_with_all_their_equals(city, question, expected, ask):
    assert {*about(ask(city, question))} == {*expected.split("/")}


@cases("""
    city | question | facts | winner
    toulouse | Lequel est le plus ancien, LUCI ou Eurocities ? | 1986/2002 | Eurocities
    toulouse | Lequel compte le plus de membres, l'AIMF ou l'ECCAR ? | 272/150 | AIMF
    toulouse | Combien d'années entre la création d'Eurocities et l'adhésion de Toulouse ? | 1986/2002 | 16 ans
    nantes | Lequel est le plus ancien, POLIS ou l'AIVP ? | 1988/1989 | AIVP
""")
def test_a_comparison_shows_both_sides_then_concludes(city, question, facts, winner, ask):
    answer = ask(city, question)
    assert all(fact in answer.text for fact in facts.split("/"))
    assert winner in answer.text.split("]")[-1]
    assert len(answer.citations) == 2


@cases("""
    city | question | rows
    toulouse | Classe les réseaux par date de création | 15
    nantes | Classe les réseaux par date d'adhésion de Nantes | 8
""")
def test_a_timeline_is_in_order_one_line_each(city, question, rows, ask):
    lines = [line for line in ask(city, question).text.splitlines() if line.startswith("- ")]
    years = [int(re.search(r"\d{4}", line)[0]) for line in lines]
    assert len(lines) == int(rows)
    assert years == sorted(years)


@cases("""
    city | question | expected | other
    toulouse | Quels réseaux Toulouse préside-t-elle ? | Aéropostale/CVA | AIMF/ECCAR
    nantes | Quels réseaux Nantes préside-t-elle ? | Cités de l'Imaginaire | AIVE/AIVP
    lausanne | Quels réseaux Lausanne préside-t-elle ? | UMVO | UVS
""")
def test_presidencies_of_the_host_are_its_own(city, question, expected, other, ask):
    found = {*about(ask(city, question))}
    assert {*expected.split("/")} <= found
    assert not {*other.split("/")} & found


@cases("""
    city | place | expected
    toulouse | Barcelone | Aéropostale/CGLU/Eurocities/Pacte de Milan/Xarxa FP
    toulouse | Casablanca | Aéropostale/Observatoire international des maires
    nantes | Rennes | AIVE/Alliance des Territoires nourriciers/CVAA
    lausanne | Bergen | Cités interculturelles
""")
def test_a_place_is_found_wherever_it_is_named(city, place, expected, ask):
    answer = ask(city, f"Dans quels réseaux trouve-t-on {place} ?")
    assert {*about(answer)} - {"CVA"} == {*expected.split("/")}  # the CVA's « Barcelonae » is the page's own slip, and may count
    assert all(place[:-1] in citation.quote.text for citation in answer.citations)


@cases("""
    city | question | network
    toulouse | Quel réseau s'occupe d'eau potable ? | PS-Eau
    nantes | Quel réseau s'occupe de transition énergétique ? | Energy Cities
    lausanne | Quel réseau aide les écrivains menacés ? | ICORN
    toulouse | Quels réseaux luttent contre le racisme ? | ECCAR
    lausanne | Dans quels réseaux trouve-t-on Bergen ? | Cités interculturelles
""")
def test_which_network_is_answered_with_its_name(city, question, network, ask):
    answer = ask(city, question)
    assert about(answer)[0] == network
    assert network in answer.text


# --- what the page does not say --------------------------------------------------


@cases("""
    city | question | network
    toulouse | Quel est le budget de LUCI ? | LUCI
    toulouse | Quand Toulouse a-t-elle rejoint l'Aéropostale ? | Aéropostale
    lausanne | Quel est le budget de Délice ? | Délice
""")
def test_what_is_not_said_is_admitted_with_what_is_said_nearby(city, question, network, ask):
    answer = ask(city, question)
    assert (answer.status, answer.answered) == (Status.NOT_SAID, False)
    assert about(answer) == [network]
    assert answer.citations
    assert 2 <= len(answer.suggestions) <= 3


ELSEWHERE = ["Bonjour", "Quelle est la recette du cassoulet ?", "Quel est le réseau le plus ancien ?", "Quand a-t-il été créé, le truc ?"]
OF_ONE = ["Quel est le budget de {} ?", "Qu'est-ce que {} ?", "Quand {} a-t-il été créé ?", "Qui préside {} ?"]


@pytest.mark.parametrize("city", ["toulouse", "nantes", "lausanne"])
def test_every_suggestion_offered_is_answered(city, cities):
    asked = [template.format(network.label) for network in cities[city].corpus.networks for template in OF_ONE] + ELSEWHERE
    offered = {suggestion for question in asked for suggestion in cities[city].ask(question).suggestions}
    assert len(offered) > 2 * len(cities[city].corpus.networks)
    answers = {suggestion: cities[city].ask(suggestion) for suggestion in offered}
    assert [suggestion for suggestion, answer in answers.items() if not answer.answered or not answer.citations] == []


@cases("""
    city | question
    lausanne | Quand a-t-il été créé ?
    toulouse | Où est-il basé ?
    toulouse | Quand a-t-il été créé ?
""")
def test_a_fact_asked_of_no_network_asks_which(city, question, ask):
    answer = ask(city, question)
    assert (answer.status, answer.citations) == (Status.CLARIFY, ())
    assert answer.suggestions


@pytest.mark.parametrize("city", ["toulouse", "nantes", "lausanne"])
@pytest.mark.parametrize("question", ["La recette du cassoulet ?", "Qui a gagné le match hier soir ?", "Écris-moi un poème d'amour"])
def test_what_is_off_topic_is_declined(city, question, ask):
    answer = ask(city, question)
    assert not answer.answered
    assert answer.citations == ()
    assert answer.suggestions


@cases("""
    city | question | year
    toulouse | Pourquoi LUCI a-t-il été créé en 1999 ? | 2002
    toulouse | Depuis que Toulouse a rejoint LUCI en 2005, que fait-elle ? | 2010
    nantes | Pourquoi POLIS a-t-il été créé en 1999 ? | 1989
""")
def test_a_false_year_taken_for_granted_is_corrected(city, question, year, ask):
    answer = ask(city, question)
    assert answer.status is Status.NOT_SAID
    assert year in answer.text
    assert any(year in citation.quote.text for citation in answer.citations)


def test_the_latest_presidency_comes_first(ask):
    answer = ask("toulouse", "Qui préside la CVA ?")
    assert "2020" in answer.citations[0].quote.text


def test_what_the_page_holds_is_never_said_to_be_missing(cities):
    for assistant in cities.values():
        records = assistant.records
        for network in assistant.corpus.networks:
            for attribute in (Attribute.CREATED, Attribute.JOINED, Attribute.SEAT):
                question = Question("?", attribute, Operation.VALUE, (network,))
                told = abstain.unsaid(question, records, Evidence.of(question, assistant._composer._retriever)).text
                held = records.first(network, attribute) is not None
                assert ("cette information" in told) == held, told


def test_where_a_date_is_missing_the_other_date_is_told_instead(ask):
    answer = ask("toulouse", "En quelle année Toulouse a-t-elle rejoint l'Aéropostale ?")
    assert answer.status is Status.NOT_SAID
    assert "créé" in answer.text
    assert "résid" not in answer.text
