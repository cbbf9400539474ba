import gzip
import subprocess
import sys
from pathlib import Path
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reseaux_qa import geography
from reseaux_qa.french import fold, stopwords, words
from reseaux_qa.geography import Region, cities_in, country_of, demonyms, is_within, regions_in

ROOT = Path(__file__).parents[1]
LINES = geography._lines()
COUNTRIES = {code: line for code, line in LINES.items() if code.isupper() and "-" not in code}
PEOPLES = [(code, stem) for code, line in LINES.items() for stem in line.get("people", "").split(", ") if stem]
NAMES = [(code, name) for code, line in LINES.items() for name in line["fr"].split(", ") if code != "others"]

# The cities of the pages in corpus/ and tests/data/, by hand.
ON_THE_PAGES = """
FR: Toulouse, Bordeaux, Lyon, Nancy, Nantes, Nice, Marseille, Tours, Poitiers, Strasbourg, Paris, Dijon, Sceaux, Évry,
 Courcouronnes, Cannes, Les Mureaux, Mulhouse, Salon de Provence, Le Havre, Dunkerque, Besançon, Brest, Rennes, La
 Rochelle, Amiens, Montpellier, Saint-Étienne, Le Creusot, Concarneau, Fontenay-le-Comte, Les Sables-d’Olonne,
 Nieul-sur-Mer, Lille, Kourou
ES: Barcelone, Elche, Alicante, Málaga, Malaga, Madrid, Sevilla, Séville, Terrassa, Saragosse, Bilbao, Huelva, Saint-Sébastien, Gijón,
 La Corogne, Santander, Avilés
MA: Tanger, Rabat, Casablanca, Agadir, Tarfaya
MR: Nouadhibou
SN: Saint-Louis, Dakar
BR: Natal, Recife, Salvador de Bahia, Vitoria, Rio de Janeiro, Santos, Florianópolis, Porto Alegre, Pelotas
UY: Montevideo
AR: Buenos Aires, Mendoza
CL: Santiago du Chili
CA: Québec, Montréal
GB: Birmingham, Glasgow, Sheffield
DE: Francfort-sur-le-Main, Augsburg, Augsbourg, Bremen, Brême, Ottobrunn, Taufkirchen, Düsseldorf, Heidelberg, Leipzig, Essen, Dortmund,
 Nuremberg, Aix-la-Chapelle, Aachen, Magdebourg
IT: Milan, Bologne, Colleferro, Turin, Modène, Gênes, Terni, Parme
NL: Rotterdam, Delft, Maastricht, Heerlen, Delfzijl
BE: Bruxelles, Liège, Charleroi, Anvers, Namur, Gand, Seraing, Louvain, Hasselt, Bruges
CH: Lausanne, Genève, Épalinges
LU: Esch-sur-Alzette
PL: Katowice, Cracovie, Lublin
SE: Växjö, Linköping
NO: Trondheim, Bergen
PT: Viana do Castelo, Faro
IE: Cork
AU: Sydney
IL: Tel Aviv, Tel-Aviv
TN: Tunis
CN: Chongqing
BJ: Cotonou
CD: Kinshasa, Lubumbashi
US: Providence
"""
ELSEWHERE = """
SE: Göteborg
MA: Fès, FES, Marrakech, Meknès, Salé, Essaouira
CN: Pékin, Shanghai
DE: Munich, München, Cologne, Mayence, Ratisbonne, Hambourg, Fribourg-en-Brisgau
GB: Londres, Édimbourg, Cardiff
FR: Saint-Denis, Le Mans, Fort-de-France, Nouméa, St-Étienne, Ville de Rennes, Nantes Métropole, Grand Lyon, Saint-Denis (La Réunion)
ES: Grenade, Cordoue, Saint-Jacques-de-Compostelle, Valence (Espagne)
IT: Venise, Côme, Padoue
BE: Malines, Courtrai, Ostende
CH: Bâle, Berne, Zurich, Sion, Bienne
AT: Vienne
GR: Athènes, Thessalonique, Le Pirée
PL: Łódź, Gdansk
CZ: Prague
UA: Kiev, Odessa
RU: Saint-Pétersbourg
LB: Beyrouth
PS: Ramallah, Bethléem
EG: Le Caire
DZ: Alger
ML: Bamako
MG: Antananarivo
ZA: Le Cap
MT: La Valette
MX: Mexico
CU: La Havane
JP: Tokyo
KR: Séoul
VN: Hô-Chi-Minh-Ville
DK: Danemark
US: USA, États-Unis d'Amérique
MU: Maurice
NL: Hollande
"""


def placed(text: str) -> list[tuple[str, str]]:
    lines = text.strip().replace("\n ", " ").splitlines()
    return [(city.strip(), line[:2]) for line in lines for city in line[3:].split(", ")]


def named(text: str) -> list[str]:
    return [region.name for region, _, _ in regions_in(text)]


def region(text: str) -> Region:
    return regions_in(text)[0][0]


# --- where a place is ----------------------------------------------------------------


@pytest.mark.parametrize(("city", "country"), placed(ON_THE_PAGES) + placed(ELSEWHERE))
def test_a_city_is_in_its_country(city, country):
    assert country_of(city) == country


@pytest.mark.parametrize(("city", "_"), placed(ON_THE_PAGES) + placed(ELSEWHERE))
def test_case_and_accents_do_not_matter_to_a_place(city, _):
    assert country_of(city.upper()) == country_of(fold(city)) == country_of(f"  {city} ") == country_of(city)


@pytest.mark.parametrize("word", ["", "(", "membre", "association", "police", "mobile", "normal", "ans", "été", "plage", "Xyzzy", "42"])
def test_what_is_no_place_is_in_no_country(word):
    assert country_of(word) is None


def test_no_stop_word_is_a_place():
    assert [word for word in stopwords() if country_of(word)] == []


@given(st.text())
def test_any_text_may_be_asked_for_as_a_place(text):
    assert country_of(text) is None or len(country_of(text)) == 2


@pytest.mark.parametrize(
    ("place", "where", "expected"),
    [
        ("Bruxelles", "l'Union européenne", True),
        ("Londres", "l'Union européenne", False),
        ("Londres", "Europe", True),
        ("Londres", "Angleterre", True),
        ("Londres", "Écosse", False),
        ("Édimbourg", "Écosse", True),
        ("Montréal", "Québec", True),
        ("Toronto", "Québec", False),
        ("Barcelone", "Catalogne", True),
        ("Barcelone", "Espagne", True),
        ("Madrid", "Catalogne", False),
        ("Munich", "Bavière", True),
        ("Montpellier", "Occitanie", True),
        ("Lyon", "Occitanie", False),
        ("Genève", "Suisse romande", True),
        ("Zurich", "Suisse romande", False),
        ("Kourou", "France", True),
        ("Kourou", "France métropolitaine", False),
        ("Kourou", "Europe", False),
        ("Kourou", "Amérique du Sud", True),
        ("Nouméa", "outre-mer", True),
        ("Dakar", "Afrique de l'Ouest", True),
        ("Dakar", "Maghreb", False),
        ("Tunis", "Maghreb", True),
        ("Tunis", "Afrique", True),
        ("Mexico", "Amérique latine", True),
        ("Mexico", "Amérique du Sud", False),
        ("Tel-Aviv", "Proche-Orient", True),
        ("Kinshasa", "les deux Congo", True),
        ("Stockholm", "pays nordiques", True),
        ("Allemagne", "Europe", True),
        ("Écosse", "Royaume-Uni", True),
        ("Écosse", "Écosse", True),
        ("Xyzzy", "Europe", None),
        ("France", "Occitanie", None),
    ],
)
def test_a_place_is_within_a_region_or_not(place, where, expected):
    assert is_within(place, region(where)) is expected


# --- what a text names ---------------------------------------------------------------


@pytest.mark.parametrize(("code", "stem"), PEOPLES)
def test_every_form_of_a_demonym_leads_to_its_country(code, stem):
    for form in demonyms(stem):
        assert [(found, start, end) for found, start, end in regions_in(f"les villes {form}")] == [
            (geography._regions()[code], 11, 11 + len(form))
        ]


@pytest.mark.parametrize(("code", "name"), NAMES)
def test_every_name_leads_to_its_region_however_it_is_typed(code, name):
    expected = geography._regions()[code]
    for typed in (name, name.lower(), name.upper(), fold(name), name.replace("'", "’"), name.replace("-", " ")):
        assert [found for found, _, _ in regions_in(f"le siège en {typed} ?")] == [expected], typed


def test_no_word_means_two_things():
    meanings: dict[str, set[str]] = {}
    for code, line in LINES.items():
        phrases = [one for key in ("fr", "abroad", "proper", "alone") if key in line for one in line[key].split(", ")]
        for phrase in [*phrases, *(form for who, stem in PEOPLES if who == code for form in demonyms(stem))]:
            meanings.setdefault(" ".join(word.text for word in words(phrase)), set()).add(code)
    assert {phrase: codes for phrase, codes in meanings.items() if len(codes) > 1} == {}


@pytest.mark.parametrize(
    ("text", "regions"),
    [
        ("quels réseaux ont leur siège en Allemagne ?", ["Allemagne"]),
        ("siege en allemagne", ["Allemagne"]),
        ("les villes marocaines de ce réseau", ["Maroc"]),
        ("nos voisins belges", ["Belgique"]),
        ("en Amérique du Sud hors Brésil", ["Amérique du Sud", "Brésil"]),
        ("les sièges hors d'Europe", ["Europe"]),
        ("villes non-européennes ou non européennes", ["Europe", "Europe"]),
        ("les Belges et les Français", ["Belgique", "France"]),
        ("Allemandes ou italiennes ?", ["Allemagne", "Italie"]),
        ("QUELLES VILLES ALLEMANDES ?", ["Allemagne"]),
        ("etats unis ou royaume uni", ["États-Unis", "Royaume-Uni"]),
        ("en République démocratique du Congo", ["République démocratique du Congo"]),
        ("en Guinée, en Guinée équatoriale et en Guinée-Bissau", ["Guinée", "Guinée équatoriale", "Guinée-Bissau"]),
        ("villes nigériennes et nigérianes", ["Niger", "Nigeria"]),
        ("l’Afrique du Sud et les villes sud-africaines", ["Afrique du Sud", "Afrique du Sud"]),
        ("outre-Rhin comme outre-Manche", ["Allemagne", "Royaume-Uni"]),
        ("Bretagne et Grande-Bretagne", ["Bretagne", "Royaume-Uni"]),
        ("which cities in Germany, Deutschland, Alemania", ["Allemagne"] * 3),
        ("Santiago du Chili est-elle au Chili ?", ["Chili"]),
        ("à La Réunion et en Guadeloupe", ["La Réunion", "Guadeloupe"]),
        ("parle-moi des villes allemandes", ["Allemagne"]),
        ("le réseau le plus grand est-il du Grand Est ?", ["Grand Est"]),
    ],
)
def test_regions_are_read_longest_first_and_in_order(text, regions):
    assert named(text) == regions


@pytest.mark.parametrize(
    "text",
    [
        "l'Institut Français",
        "l'Association Française des maires",
        "le sigle en anglais",
        "qui parle italien ?",
        "parlez-vous italien ?",
        "en anglais et français",
        "Langues de travail : anglais et français",
        "la réunion de Lyon",
        "une grenade, la grenade",
        "de langue espagnole",
        "le Conseil de l'Europe",
        "Fort-de-France et Roissy-en-France",
        "Villefranche, Francfort, malingre, indemne",
        "franco-allemand",
        "Inde_x, Mali2",
        "le plus grand est en tête",
        "Maurice Leblanc et Dominique Voynet",
        "Chine1",
        "la côte, d'ivoire",
    ],
)
def test_what_only_looks_like_a_region_is_none(text):
    assert named(text) == []


def test_no_stop_word_is_a_region():
    assert [word for word in stopwords() if regions_in(word)] == []


@given(st.lists(st.sampled_from([name for _, name in NAMES] + ["ville", ",", "de l'", "-", "2", "la", "*"])).map(" ".join))
def test_spans_follow_one_another_and_hold_whole_words(text):
    edges = [edge for _, start, end in regions_in(text) for edge in (start, end)]
    assert edges == sorted(edges)
    starts, ends = {word.start for word in words(text)}, {word.end for word in words(text)}
    assert set(edges[::2]) <= starts and set(edges[1::2]) <= ends


@given(st.text())
def test_any_text_may_be_read(text):
    assert all(text[start:end].strip() for _, start, end in regions_in(text))


@given(st.sampled_from(NAMES), st.sampled_from("xq9"))
def test_no_region_is_read_inside_a_longer_word(case, letter):
    code, name = case
    assert geography._regions()[code] not in [found for found, _, _ in regions_in(letter + name + letter)]


# --- the tables ----------------------------------------------------------------------


def test_every_sovereign_country_is_in_the_table():
    assert sum("of" not in line for line in COUNTRIES.values()) == 193 + len({"EH", "PS", "TW", "VA", "XK"})


def test_every_country_is_in_one_continent_and_the_union_has_27_members():
    continents = [region(name) for name in ("Europe", "Afrique", "Asie", "Amérique", "Océanie")]
    assert [code for code in COUNTRIES if sum(code in continent.countries for continent in continents) != 1] == []
    sovereign = [code for code in region("Union européenne").countries if "of" not in COUNTRIES[code]]
    assert len(sovereign) == 27


def test_every_area_of_the_gazetteer_is_in_the_table_and_every_division_has_its_cities():
    areas = set(geography._cities().values())
    unknown = {area[:2] for area in areas} - COUNTRIES.keys()
    assert unknown <= {"BQ", "AQ", "IO", "CC", "CX", "NF", "PN", "TF", "TK", "UM", "GS", "BV", "HM", "MS"}  # hardly inhabited
    assert {code for code in LINES if "-" in code} <= areas


def test_the_gazetteer_is_small_and_names_no_time():
    data = (ROOT / "src" / "reseaux_qa" / "data" / "cities.txt.gz").read_bytes()
    assert len(data) < 700_000
    assert data[4:8] == bytes(4)  # gzip's time: the same names give the same bytes
    assert gzip.decompress(data).decode().isascii() is False


def test_importing_reads_nothing():
    code = "import reseaux_qa.geography as g; print(g._cities.cache_info().currsize + g._lines.cache_info().currsize)"
    done = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path[:0] = [{str(ROOT / 'src')!r}]; {code}"], capture_output=True, text=True
    )
    assert done.stdout.strip() == "0", done.stderr


def test_a_question_is_read_in_well_under_a_millisecond():
    country_of("Paris")  # reads the gazetteer
    started = perf_counter()
    for _ in range(100):
        regions_in("Quels réseaux ont leur siège en Amérique du Sud hors Brésil ?")
        country_of("Saint-Denis")
    assert perf_counter() - started < 0.1


@pytest.mark.parametrize(
    ("text", "cities"),
    [
        ("Présidence de Séville", ["Séville"]),
        ("le maire de Fort-de-France et celui de Châlons", ["Fort-de-France", "Châlons"]),
        ("Saint-Louis, au Sénégal", ["Saint-Louis"]),
        ("le conseiller de France", []),
        ("Anne Hidalgo", []),
    ],
)
def test_a_city_is_found_behind_an_office_too(text, cities):
    assert [text[start:end] for start, end in cities_in(text)] == cities
