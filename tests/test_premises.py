"""What a question takes for granted and the page contradicts; what stands beside the last answer."""

import pytest

from reseaux_qa.answering import checks
from reseaux_qa.answering.candidate import Candidate, Way
from reseaux_qa.answering.draft import Draft
from reseaux_qa.answering.evidence import Evidence
from reseaux_qa.answering.instead import elsewhere
from reseaux_qa.answering.single import tell
from reseaux_qa.types import Attribute, Operation, Question, Status, Turning
from reseaux_qa.understanding.authorities import actor
from reseaux_qa.understanding.dialogue import readings
from reseaux_qa.understanding.limits import at_once, year_limits
from reseaux_qa.understanding.negation import is_negated


@pytest.fixture(scope="module")
def records(assistant):
    """Those of the assistant: a network is equal only to itself."""
    return assistant.records


@pytest.fixture(scope="module")
def read(assistant):
    """A message as the typed question that it asks, with another attribute."""

    def read(text: str, attribute: Attribute) -> Question:
        return assistant._reader.asking(assistant._reader.read(text), attribute, Operation.VALUE)

    return read


@pytest.fixture(scope="module")
def made(assistant):
    """The candidates of a message said after some others."""

    def made(*turns: str) -> list[Candidate]:
        return assistant._composer.candidates(readings(assistant._reader.read_all(turns[-1])[0], assistant._context(turns[:-1])))

    return made


def corrected(question: Question, records) -> Draft | None:
    told = tell(question, question.networks[0], records)
    return checks.corrected(told, question, records.host)


# --- presidencies -----------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Depuis que Casablanca préside le réseau Aéropostale, qu'est-ce qui a changé ?", "Casablanca"),
        ("comment casablanca est devenue présidente de l'aéropostale ?", "Casablanca"),
        ("Depuis quand Toulouse préside-t-elle ECCAR ?", "Toulouse"),
    ],
)
def test_who_is_only_vice_president_or_named_nearby_is_not_taken_for_the_president(text, name, read, records):
    draft = corrected(read(text, Attribute.PRESIDENCY), records)
    assert draft is not None
    assert draft.text.startswith(f"La page ne dit pas que {name} préside ")
    assert draft.status is Status.NOT_SAID


@pytest.mark.parametrize("text", ["Toulouse préside-t-elle l'Aéropostale ?", "Casablanca est-elle vice-présidente de l'Aéropostale ?"])
def test_who_does_preside_is_not_corrected(text, read, records):
    assert corrected(read(text, Attribute.PRESIDENCY), records) is None


def test_who_presided_before_is_the_last_one_that_the_page_dates(read, records):
    question = read("Qui présidait l'AFCCRE avant Philippe Laurent ?", Attribute.PRESIDENCY)
    draft = checks.predecessor(question, question.networks[0], records)
    assert "JUPPE" in draft.text
    assert draft.status is Status.ANSWERED


def test_where_the_page_gives_none_before_it_says_so(read, records):
    question = read("Qui présidait l'AIMF juste avant Anne Hidalgo ?", Attribute.PRESIDENCY)
    draft = checks.predecessor(question, question.networks[0], records)
    assert draft.text.startswith("La page ne dit pas qui présidait avant.")
    assert draft.status is Status.NOT_SAID


def test_joining_bears_out_no_presidency(made):
    assert not any(
        "Oui. La mairie" in c.draft.text
        for c in made("Est-ce Toulouse qui préside la CVA ?")
        if c.question.attribute is Attribute.PRESIDENCY
    )


# --- who joined -------------------------------------------------------------


def test_a_joining_by_the_other_authority_is_corrected(read, records):
    question = read("Pourquoi est-ce la mairie et non la Métropole qui a adhéré au PS-Eau ?", Attribute.JOINED)
    draft = checks.joiner(question, question.networks[0], records)
    assert draft.text.startswith("La page ne parle pas de la ville à ce sujet.")
    assert "Toulouse Métropole" in draft.text
    assert draft.status is Status.NOT_SAID


def test_either_authority_limits_nothing():
    assert actor("C'est la mairie ou la métropole qui adhère ?") == ""
    assert not is_negated("Lesquels ont été rejoints par la mairie (et pas de la Métropole) ?")


# --- limits -----------------------------------------------------------------


def test_the_bounds_of_a_decade_told_twice_count_once():
    assert [limit.value for limit in year_limits("Les années 2000 (2000 à 2009)")] == [2000, 2009]


@pytest.mark.parametrize(("text", "expected"), [("créés et rejoints la même année", True), ("rejoints la même année que LUCI", False)])
def test_no_wait_is_asked_for_where_both_dates_are_said_to_be_the_same(text, expected):
    assert at_once(text) is expected


# --- beside the last answer -------------------------------------------------


@pytest.mark.parametrize(
    ("before", "text", "said"),
    [
        ("Où s'est tenue la rencontre Aéropostale de 2013 ?", "Et celle d'avant ?", "2012"),
        ("Où s'est tenue la rencontre Aéropostale de 2012 ?", "Et la suivante ?", "2013"),
    ],
)
def test_what_came_just_before_or_after_the_last_answer_is_tried(before, text, said, made):
    assert any(said in candidate.draft.text for candidate in made(before, text) if candidate.way is Way.NEXT)


def test_a_network_set_against_another_is_told_of_or_nothing_is(made):
    found = [c for c in made("Où est le siège d'Eurocities ?", "Et celui de l'EFUS ?") if c.question.turn is Turning.AGAINST_IT]
    assert all({*c.question.networks} <= {*c.draft.networks} for c in found if c.way is not Way.SILENCE)


def test_a_count_of_countries_is_not_answered_by_the_members(made):
    found = [c for c in made("Les 70 villes de LUCI viennent de combien de pays ?") if c.question.attribute is Attribute.COUNTRIES]
    assert not [c for c in found if c.way is Way.FACT]


def test_a_sentence_that_does_not_name_the_host_confirms_nothing_about_it(made):
    assert Way.CONFIRMED not in {c.way for c in made("Toulouse a-t-elle reçu un prix décerné par LUCI ?")}


@pytest.mark.parametrize(
    ("question", "network"),
    [("Que fait Toulouse avec LUCI dans le projet AMITIE CODE ?", "ECCAR"), ("Quel est le rôle de François Rebsamen à l'EFUS ?", "CUF")],
)
def test_a_name_that_the_page_ties_to_another_network_is_told_of_there(question, network, assistant):
    evidence = Evidence.of(assistant._reader.read(question), assistant._composer._retriever)
    told = [candidate for candidate in elsewhere(evidence, assistant.records)]
    assert {named.name for one in told for named in one.draft.networks} == {network}
    assert all(one.draft.status is Status.NOT_SAID for one in told)


def test_a_second_question_may_tell_its_network_by_words_of_its_own(assistant_of):
    answer = assistant_of("besancon").ask("Qui préside Sites & Cités, et qui préside le réseau des villes éducatrices ?")
    assert "Brest" in answer.text


def test_what_networks_cost_is_compared_by_their_fees(assistant_of):
    answer = assistant_of("orleans").ask("Qui de l'AFCCRE ou d'Energy Cities nous coûte le plus cher ?")
    assert "Le montant est donc plus élevé pour" in answer.text


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("Toulouse est-elle membre d'Energy Cities ?", "d'Energy Cities"),
        ("Que fait Toulouse au sein d'Energy Cities ?", "d'Energy Cities"),
        ("Quand Toulouse a-t-elle rejoint l'OVPM ?", "de l'OVPM"),
        ("Est-ce que nous sommes dans le réseau Mayors for Peace ?", "de Mayors for Peace"),
        ("C'est quoi Polis ?", "de Polis"),
    ],
)
def test_a_network_that_the_page_never_names_is_said_to_be_none_of_its_own(assistant_of, question, name):
    answer = assistant_of("toulouse").ask(question)
    assert answer.status is Status.NOT_SAID
    assert answer.text.startswith(f"La page ne parle pas {name} parmi les réseaux qu'elle présente.")


@pytest.mark.parametrize("question", ["Je suis Paul. Quel est le plus ancien réseau ?", "Blagnac est-elle membre de LUCI ?"])
def test_a_name_beside_what_is_asked_hides_no_answer(assistant_of, question):
    assert "ne parle pas" not in assistant_of("toulouse").ask(question).text


def test_whether_the_city_has_left_is_answered_by_when_it_joined(ask):
    for question in ("Toulouse a-t-elle quitté l'AIMF ?", "Pourquoi avons-nous quitté l'AIMF ?", "Toulouse est-elle sortie de l'AIMF ?"):
        answer = ask("toulouse", question)
        assert not answer.answered
        assert "2017" in answer.text


def test_yes_is_not_said_of_what_a_sentence_mostly_does_not_say(ask):
    for question in ("Est-ce que l'adhésion à LUCI est payante ?", "Peut-on visiter le siège d'Eurocities ?"):
        assert not ask("toulouse", question).text.startswith("Oui")
