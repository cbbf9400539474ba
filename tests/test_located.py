"""Countries and parts of the world in a question, on the real page and a made-up one."""

import pytest

from conftest import DATA
from reseaux_qa.answering import located
from reseaux_qa.answering.draft import Draft
from reseaux_qa.answering.named import presidencies, statements
from reseaux_qa.corpus import Corpus
from reseaux_qa.facts import Records
from reseaux_qa.types import Attribute, Operation, Question


@pytest.fixture(scope="module")
def bordeaux() -> Records:
    return Records.from_corpus(Corpus.from_folder(DATA / "bordeaux" / "corpus"))


def network(records: Records, name: str):
    return next(network for network in records.networks if network.name == name)


def members(text: str, name: str, records: Records, operation: Operation = Operation.LIST) -> str:
    question = Question(text, Attribute.MEMBERS, operation, (network(records, name),))
    return located.members(question, question.networks[0], records).text


def seats(text: str, records: Records, *, negated: bool = False) -> Draft:
    question = Question(text, Attribute.SEAT, Operation.LIST, negated=negated)
    facts = [fact for one in records.networks for fact in records.of(one, Attribute.SEAT)]
    return located.seats(question, records, facts)


def of(draft: Draft) -> set[str]:
    return {network.name for network in draft.networks}


# --- areas ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "held", "outside"),
    [
        ("En Amérique du Sud mais hors Brésil ?", "Montevideo", "Rio de Janeiro"),
        ("les villes allemandes", "Munich", "Vienne (Autriche)"),
        ("ou sont les villes marocaines", "Tanger", "Nouadhibou"),
        ("which cities outside Europe?", "Dakar", "Lyon"),
    ],
)
def test_an_area_holds_what_is_inside_and_not_what_is_left_out(text, held, outside, records):
    area = located.area_of(Question(text, Attribute.MEMBERS, Operation.LIST), records.networks, records.host)
    assert area is not None
    assert area.holds(held)
    assert not area.holds(outside)
    assert not area.holds("Xylophonville")


@pytest.mark.parametrize("text", ["Que fait Occitanie Coopération ?", "Qui préside Cités Unies France ?", "Quand LUCI a-t-il été créé ?"])
def test_the_name_of_a_network_bounds_nothing(text, records):
    assert located.area_of(Question(text, Attribute.ROLE, Operation.VALUE), records.networks, records.host) is None


# --- seats ------------------------------------------------------------------


def test_seats_are_bounded_by_the_country_of_their_city(bordeaux):
    assert of(seats("Lesquels sont basés en Allemagne ?", bordeaux)) == {"ICLEI", "ECCAR"}


def test_seats_of_the_host_are_left_out_where_they_are_asked_elsewhere(bordeaux):
    everywhere = of(seats("Lesquels ont leur siège en France ?", bordeaux))
    elsewhere = of(seats("Lesquels ont leur siège en France, mais ailleurs que chez nous ?", bordeaux))
    assert elsewhere < everywhere
    assert elsewhere == {"AIVP", "RFVAA", "CUF"}


def test_where_no_seat_fits_those_that_the_page_gives_are_told(records):
    draft = seats("Lesquels ont leur siège au Japon ?", records)
    assert draft.text.startswith("Aucun des réseaux dont la page donne le siège : ")
    assert of(draft) == {"CGLU", "Eurocities"}


def test_a_question_without_a_region_is_left_to_others(records):
    assert not seats("Où sont-ils basés ?", records)


# --- members ----------------------------------------------------------------


def test_the_pages_own_country_before_a_list_is_what_counts(records):
    told = members("Quelles sont les villes brésiliennes ?", "Aéropostale", records)
    assert told.startswith("Brésil : Natal, Recife")
    assert "GeoNames" not in told


def test_members_of_a_labelled_country_are_counted(records):
    assert members("Combien de villes brésiliennes ?", "Aéropostale", records, Operation.COUNT).startswith("Brésil (10) : ")


def test_a_country_that_comes_from_the_atlas_is_said_to(records):
    told = members("Quelles villes allemandes ?", "CVA", records)
    assert "Augsburg" in told
    assert "Madrid" not in told
    assert told.endswith("GeoNames, non de la page.")


def test_a_yes_or_no_question_on_members_is_answered_by_yes(records):
    assert members("Y a-t-il des villes marocaines ?", "Aéropostale", records, Operation.VERIFY).startswith("Oui. Maroc : Tanger")
    assert members("Y a-t-il des villes japonaises ?", "Aéropostale", records, Operation.VERIFY) == ""


# --- mentions ---------------------------------------------------------------


def test_a_country_is_found_by_its_name_and_by_its_cities(records):
    question = Question("Où est-il question du Maroc ?", Attribute.NETWORK, Operation.LIST)
    draft = located.mentions(question, records)
    assert of(draft) == {"Aéropostale", "CUF", "Observatoire international des maires"}


def test_a_continent_is_named_everywhere_and_so_lists_nothing(records):
    assert not located.mentions(Question("Et en Europe ?", Attribute.NETWORK, Operation.LIST), records)


@pytest.mark.parametrize(
    ("text", "held", "outside"),
    [("Quels sièges sont à l'étranger ?", "Barcelone", "Lyon"), ("les villes étrangères", "Dakar", "Albi")],
)
def test_abroad_is_anywhere_but_in_the_country_of_the_host(text, held, outside, records):
    area = located.area_of(Question(text, Attribute.SEAT, Operation.LIST), records.networks, records.host)
    assert area is not None
    assert area.holds(held)
    assert not area.holds(outside)


def test_a_country_under_which_one_network_lists_its_members_tells_it(records):
    found = located.listing(Question("Combien d'escales uruguayennes ?", Attribute.OTHER, Operation.COUNT), records)
    assert [network.name for network in found] == ["Aéropostale"]


def test_a_presidency_is_bounded_by_the_country_of_who_presides(assistant_of):
    records = assistant_of("blois").records
    question = Question("Quels réseaux sont présidés par une ville italienne ?", Attribute.PRESIDENCY, Operation.LIST)
    told = {network.name for network in presidencies(question, records).networks}
    assert {"Bulles d'Europe", "RVR"} <= told
    assert told.isdisjoint({"Energy Cities", "FLUVIA", "Chocopolis"})


def test_a_seat_is_in_one_of_two_places(assistant_of):
    records = assistant_of("saintmalo").records
    question = Question("Lesquels ont leur siège à Brest ou à Lorient ?", Attribute.SEAT, Operation.LIST, places=("Brest", "Lorient"))
    assert {network.name for network in statements(question, records).networks} == {"France Station Nautique", "Côtes sans plastique"}
