import pytest
from hypothesis import given
from hypothesis import strategies as st

from reseaux_qa.types import Bound, Limit
from reseaux_qa.understanding.limits import number_limits, relative_years, top, within, year_limits
from reseaux_qa.understanding.negation import is_negated
from reseaux_qa.understanding.years import in_digits


def years(text: str) -> list[int]:
    """The years from 1950 to 2029 that a text's limits keep."""
    limits = year_limits(in_digits(text))
    return [year for year in range(1950, 2030) if within(year, limits)] if limits else []


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("créés avant 2000", 1950, 1999),
        ("créés avant l'an 2000", 1950, 1999),
        ("rejoints après 2010", 2011, 2029),
        ("depuis 2015", 2015, 2029),
        ("à partir de 2015", 2015, 2029),
        ("jusqu'en 2010", 1950, 2010),
        ("au plus tard en 2010", 1950, 2010),
        ("en 2008", 2008, 2008),
        ("entre 1990 et 1999", 1990, 1999),
        ("dans les années 90", 1990, 1999),
        ("dans les années 1980", 1980, 1989),
        ("before 2000", 1950, 1999),
        ("after 2010", 2011, 2029),
        ("since 2005", 2005, 2029),
        ("in the 1990s", 1990, 1999),
        ("después de 2010", 2011, 2029),
        ("avant l'année 2000", 1950, 1999),
        ("en l'année 2010", 2010, 2010),
        ("avant les années 90", 1950, 1989),
        ("depuis les années 90", 1990, 2029),
        ("de 1990 à 2000", 1990, 2000),
        ("from 1990 to 2000", 1990, 2000),
        ("au XXe siècle", 1950, 1999),
        ("au siècle dernier", 1950, 1999),
        ("au XXIe siècle", 2000, 2029),
        ("dans les années 1980", 1980, 1989),
        ("combien existaient déjà en 1990", 1950, 1990),
        ("Toulouse en était-elle déjà membre en 2005", 1950, 2005),
        ("ceux d'avant la chute du mur de Berlin, en 1989", 1950, 1988),
        ("lesquels remontent aux seventies ?", 1970, 1979),
        ("lesquels datent des seventies ?", 1970, 1979),
        ("fondés en mil neuf cent quatre-vingt-six", 1986, 1986),
        ("deux mille quinze et après", 2015, 2029),
        ("avant l'an deux mille", 1950, 1999),
        ("pendant la décennie 1980-1989", 1980, 1989),
        ("les deux dernières décennies du siècle passé (1980-1999)", 1980, 1999),
        ("après 2000 et avant 2010", 2001, 2009),
        ("déjà fondés le 31 décembre 1999", 1950, 1999),
        ("n'existaient pas encore en 2000", 2001, 2029),
        ("n'étaient pas créés en 2010", 2011, 2029),
    ],
)
def test_words_around_years_limit_them(text, first, last):
    assert years(text) == list(range(first, last + 1))


@pytest.mark.parametrize("text", ["c'est plutôt les années 60, 70 ou 80 ?", "les années 90 : combien d'adhésions ?"])
def test_a_decade_is_no_number_of_members(text):
    assert number_limits(text) == ()


def test_one_year_or_another_keeps_both():
    assert years("en 2008 ou en 2010") == [2008, 2010]


@pytest.mark.parametrize("text", ["les années 60, 70 ou 80 ?", "il y a longtemps", "1 990 villes", "240 000 villes", ""])
def test_no_year_no_limit(text):
    assert year_limits(in_digits(text)) == ()


@pytest.mark.parametrize(
    ("text", "inside", "outside"),
    [
        ("plus de 100 membres", 101, 100),
        ("plus de 1 000 villes", 1001, 1000),
        ("plus de 5 millions d'habitants", 5_000_001, 5_000_000),
        ("moins de trente pays", 29, 30),
        ("moins de 50 villes", 49, 50),
        ("150 villes", 150, 151),
        ("more than 100 members", 101, 100),
        ("más de 100 ciudades", 101, 100),
        ("au moins 200 membres", 200, 199),
        ("au plus 41 membres", 41, 42),
        ("entre 50 et 100 membres", 70, 101),
    ],
)
def test_words_around_numbers_limit_them(text, inside, outside):
    limits = number_limits(text)
    assert limits
    assert within(inside, limits)
    assert not within(outside, limits)


@given(st.integers(1950, 2029), st.lists(st.builds(Limit, st.sampled_from(Bound), st.integers(1950, 2029)), max_size=3))
def test_within_means_one_of_the_exact_values_and_every_bound(value, limits):
    exact = [within(value, [limit]) for limit in limits if limit.bound is Bound.EXACT]
    bounds = [within(value, [limit]) for limit in limits if limit.bound is not Bound.EXACT]
    assert within(value, limits) == ((any(exact) or not exact) and all(bounds))


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Les trois réseaux les plus anciens ?", 3),
        ("Classe les trois doyens de tes réseaux", 3),
        ("les 5 derniers réseaux rejoints", 5),
        ("Quels sont les plus anciens ?", 0),
        ("Les deux réseaux sont-ils à Gand ?", 0),
    ],
)
def test_the_first_n_of_an_order_are_asked_for(text, first):
    assert top(text) == first


@pytest.mark.parametrize(("text", "year"), [("et en 84 ?", 1984), ("depuis 08", 2008)])
def test_two_digits_are_a_year_after_a_word_that_bounds_it(text, year):
    assert [limit.value for limit in year_limits(in_digits(text))] == [year]


@pytest.mark.parametrize("text", ["en 12 ans", "en 15 pays", "avant 20 h"])
def test_two_digits_before_a_noun_are_no_year(text):
    assert year_limits(in_digits(text)) == ()


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("Qui présidait en 2019, puis l'année suivante ?", [2019, 2020]),
        ("en 2018 ? et l'année d'après ?", [2018, 2019]),
        ("en 2018 et l'année d'avant", [2018, 2017]),
        ("l'année suivante ?", []),
        ("créés la même année, en 2010", [2010]),
    ],
)
def test_a_year_beside_another_is_counted_from_it(text, years):
    assert [limit.value for limit in year_limits(text)] == years


@pytest.mark.parametrize("text", ["deux mille villes", "plus de deux mille dix villes", "un siècle d'histoire"])
def test_what_counts_something_is_no_year(text):
    assert years(text) == []


@pytest.mark.parametrize(
    ("text", "bound", "number"), [("plus d'une décennie", Bound.AFTER, 10), ("au moins un demi-siècle", Bound.SINCE, 50)]
)
def test_spans_of_years_are_numbers(text, bound, number):
    assert [(limit.bound, limit.value) for limit in number_limits(in_digits(text))] == [(bound, number)]


@pytest.mark.parametrize(("text", "year"), [("deux ans plus tard ?", 2010), ("et 3 ans avant ?", 2005), ("un an plus tôt ?", 2007)])
def test_a_step_in_years_is_taken_from_the_year_before(text, year):
    assert [limit.value for limit in relative_years(text, 2008)] == [year]


@pytest.mark.parametrize(
    ("text", "negated"),
    [
        ("Lesquels n'ont pas été rejoints ?", True),
        ("Lesquels n'existaient pas encore en 2000 ?", False),  # a limit: after 2000
        ("Un réseau né en 2004 et dont le nom n'est pas LUCI ?", False),  # all but LUCI
    ],
)
def test_what_is_a_limit_is_no_negation(text, negated):
    assert is_negated(text) is negated


@given(
    st.lists(
        st.sampled_from(["deux", "mille", "mil", "neuf", "cent", "dix-neuf", "et", "un", "vingt", "quinze", "en", "depuis", "95", "villes"])
    )
)
def test_any_row_of_number_words_is_read_without_a_fault(row):
    assert isinstance(number_limits(in_digits(" ".join(row))), tuple)


@pytest.mark.parametrize(
    "text",
    [
        "Que font les réseaux face au covid ?",
        "un projet sur le Brexit",
        "les réseaux et le Brexit",
        "l'impact des gilets jaunes",
        "le 11 septembre 2019",
    ],
)
def test_an_event_that_nothing_dates_by_is_a_subject(text):
    assert in_digits(text) == text


@pytest.mark.parametrize(
    ("text", "some"),
    [
        ("Quelles sont les trois à avoir vu le jour le plus tôt ?", 3),
        ("Cite trois réseaux, ceux qui ont le plus grand nombre de membres", 3),
        ("Nos trois dernières cartes de membre", 3),
        ("Deux réseaux au moins s'occupent de mobilité. Lesquels ?", 0),
        ("Lequel des deux est le plus ancien ?", 0),
        ("Sur les deux dernières décennies, combien de réseaux sont apparus ?", 0),
        ("Qui a plus de trois membres de plus ?", 0),
    ],
)
def test_so_many_from_one_end_of_an_order_are_heard(text, some):
    assert top(text) == some
    assert not some or number_limits(text) == ()
