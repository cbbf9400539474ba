import pytest
from hypothesis import given
from hypothesis import strategies as st

from reseaux_qa.quantities import dates, quantities, spell_date, when
from reseaux_qa.types import Date

BETWEEN_WORDS = st.text(alphabet="0123456789 .,\u00a0\u202fdeuxcentmilquarv-'éàû", max_size=60)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("28 membres", 28),
        ("1 300 collectivités", 1300),
        ("1\u00a0300 collectivités", 1300),
        ("240\u202f000 villes", 240_000),
        ("1.300 villes", 1300),
        ("1500 communes", 1500),
        ("plus de 1500 élus", 1500),
        ("130 millions d'habitants", 130_000_000),
        ("1,5 million d'habitants", 1_500_000),
        ("un million d'habitants", 1_000_000),
        ("une centaine d'organismes", 100),
        ("Une trentaine de collectivités", 30),
        ("deux douzaines de villes", 24),
        ("dix-sept villes", 17),
        ("vingt et une villes", 21),
        ("soixante et onze villes", 71),
        ("quatre-vingts villes", 80),
        ("quatre-vingt-dix-sept villes", 97),
        ("cent quatre-vingts villes", 180),
        ("deux cents villes", 200),
        ("mille deux cents communes", 1200),
        ("trois mille communes", 3000),
    ],
)
def test_a_number_is_read_however_it_is_written(text, number):
    assert [quantity.number for quantity in quantities(text)] == [number]


@pytest.mark.parametrize(
    "text",
    [
        "la 2e rencontre",
        "1ère rencontre",
        "le 3ème congrès",
        "en 2004",
        "Décembre 2011 : Création du réseau",
        "2019-2021",
        "des centaines de villes",
        "plusieurs milliers d'élus",
        "un réseau",
        "le CO2",
        "9" * 400,
        "",
    ],
)
def test_ordinals_years_and_vague_amounts_are_no_quantities(text):
    assert quantities(text) == []


@pytest.mark.parametrize(
    ("text", "qualifier"),
    [
        ("plus de 150 000 collectivités", "plus de"),
        ("+ de 130 villes", "+ de"),
        ("près de 250 villes", "pres de"),
        ("une centaine d'organismes", "environ"),
        ("41 membres", ""),
    ],
)
def test_a_qualifier_is_kept_within_the_span(text, qualifier):
    (quantity,) = quantities(text)
    assert (quantity.qualifier, quantity.start) == (qualifier, 0)


def test_every_number_of_a_sentence_is_read():
    found = quantities("272 membres dans 49 pays représentant plus de 130 millions d’habitants")
    assert [quantity.number for quantity in found] == [272, 49, 130_000_000]


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("1979 : Création du réseau", Date(1979)),
        ("Mai 2004 : Création du réseau", Date(2004, 5)),
        ("décembre\u00a02011", Date(2011, 12)),
        ("en août 1990", Date(1990, 8)),
        ("le 1er février 2001", Date(2001, 2, 1)),
        ("le 11 avril 2018", Date(2018, 4, 11)),
        ("Créée en 1897", Date(1897)),
    ],
)
def test_a_date_is_as_precise_as_its_text(text, date):
    assert [dated.date for dated in dates(text)] == [date]


@pytest.mark.parametrize("text", ["12004", "1 300 villes", "2018,5", "1500 communes", "plus de 1200 élus", "en mai", "999"])
def test_amounts_are_no_dates(text):
    assert dates(text) == []


def test_each_year_of_a_range_is_a_date():
    assert [dated.date.year for dated in dates("la période 2019-2021")] == [2019, 2021]


@given(st.one_of(st.text(), BETWEEN_WORDS))
def test_spans_stay_within_any_text_and_do_not_overlap(text):
    for found in (dates(text), quantities(text)):
        edges = [edge for item in found for edge in (item.start, item.end)]
        assert edges == sorted(edges)
        assert all(0 <= edge <= len(text) for edge in edges)


@given(st.integers(2, 10**9))
def test_a_grouped_number_is_read_back(number):
    written = f"{number:,}".replace(",", "\u202f")
    assert [quantity.number for quantity in quantities(f"soit {written} habitants")] == [number]


@given(st.dates())
def test_a_spelled_date_is_read_back(day):
    date = Date(max(day.year, 1000) % 1000 + 1000, day.month, day.day)
    assert [dated.date for dated in dates(spell_date(date))] == [date]


@pytest.mark.parametrize(
    ("date", "text"), [(Date(2002), "en 2002"), (Date(2011, 12), "en décembre 2011"), (Date(1990, 3, 1), "le 1er mars 1990")]
)
def test_a_date_is_told_as_a_complement(date, text):
    assert when(date) == text
