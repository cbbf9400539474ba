from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import ROOT
from reseaux_qa.corpus import Corpus
from reseaux_qa.encoder import bundled_encoder
from reseaux_qa.understanding.intents import IntentModel
from reseaux_qa.understanding.linking import EXACT, NEAR, Linker, sound


@pytest.fixture(scope="module")
def intents() -> IntentModel:
    return IntentModel.from_file(ROOT / "src" / "reseaux_qa" / "data" / "intents.safetensors", bundled_encoder())


@pytest.fixture(scope="module")
def toulouse_linker(corpus, intents) -> Linker:
    return Linker(corpus, intents.is_ordinary)


@pytest.fixture(scope="module")
def nantes_linker(nantes, intents) -> Linker:
    return Linker(nantes, intents.is_ordinary)


def named(linker: Linker, text: str) -> list[str]:
    return [link.network.name for link in linker.link(text).networks]


# --- whole names -----------------------------------------------------------------


def test_every_name_of_every_network_is_linked_surely_in_any_case(any_corpus: Corpus, intents):
    linker = Linker(any_corpus, intents.is_ordinary)
    for network in any_corpus.networks:
        for name in (network.name, network.name.lower(), network.name.upper(), *network.aliases):
            (link,) = linker.link(f"Quand {name} a-t-il vu le jour ?").networks
            assert (link.network, link.confidence) == (network, EXACT), name


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("eurocitis c'est ou", ["Eurocities"], id="a letter lost"),
        pytest.param("afcre", ["AFCCRE"], id="a letter lost in an acronym"),
        pytest.param("cgul", ["CGLU"], id="two letters swapped"),
        pytest.param("efuss", ["EFUS"], id="a letter doubled"),
        pytest.param("aeropostal", ["Aéropostale"], id="no accent, no ending"),
        pytest.param("lussi ça éclaire quoi", ["LUCI"], id="by sound"),
        pytest.param("euro cities", ["Eurocities"], id="split"),
        pytest.param("p s eau", ["PS-Eau"], id="split into letters"),
        pytest.param("pseau", ["PS-Eau"], id="joined"),
        pytest.param("xarxafp", ["Xarxa FP"], id="two words joined"),
        pytest.param("laimf", ["AIMF"], id="glued elision"),
        pytest.param("leuro citi", ["Eurocities"], id="glued elision, split, by sound"),
        pytest.param("c koi le peesso", ["PS-Eau"], id="read aloud"),
        pytest.param("a èf cé cé èr eu", ["AFCCRE"], id="letter by letter"),
        pytest.param("fondation de la i m f", ["AIMF"], id="letters after an article"),
        pytest.param("charcha efpé", ["Xarxa FP"], id="« x » as in Catalan"),
        pytest.param("where is UCLG", ["CGLU"], id="the same letters in another language's order"),
        pytest.param("le budget deurocities", ["Eurocities"], id="glued preposition"),
        pytest.param("luci et aimf", ["LUCI", "AIMF"], id="two, in the order of the question"),
    ],
)
def test_names_are_linked_as_people_type_them(text, expected, toulouse_linker):
    assert named(toulouse_linker, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("laivp", ["AIVP"]),
        ("aive ou aivp", ["AIVE", "AIVP"]),
        ("polisse", ["POLIS"]),
        ("citées des fleuve", ["Cités des Fleuves"]),
        ("les territoires nouriciers", ["Alliance des Territoires nourriciers"]),
        ("l'arc atlantique", ["CVAA"]),
        ("energie cities", ["Energy Cities"]),
    ],
)
def test_another_city_has_its_own_names(text, expected, nantes_linker):
    assert named(nantes_linker, text) == expected


def test_a_network_of_another_city_is_unknown(toulouse_linker, nantes_linker):
    assert named(toulouse_linker, "Quand POLIS a-t-il été créé ?") == []
    assert named(nantes_linker, "Quand LUCI a-t-il été créé ?") == []


# --- parts -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("le forum pour la sécurité urbaine", "EFUS"),
        ("la communauté Ariane", "CVA"),
        ("l'association des maires francophones", "AIMF"),
        ("la coalition contre le racisme", "ECCAR"),
        ("le pacte milan", "Pacte de Milan"),
        ("l'observatoire du vivre ensemble", "Observatoire international des maires"),
        ("programme eau solidarité", "PS-Eau"),
        ("xarxa", "Xarxa FP"),
    ],
)
def test_a_telling_part_of_a_long_name_is_enough_but_less_sure(text, expected, toulouse_linker):
    (link,) = toulouse_linker.link(text).networks
    assert link.network.name == expected
    assert link.confidence < NEAR


# --- what is no name -------------------------------------------------------------


@pytest.mark.parametrize("acronym", ["cva", "CUF"])
def test_three_letters_must_be_exact(acronym, toulouse_linker):
    assert len(named(toulouse_linker, acronym)) == 1
    for typed in (acronym[:2] + "b", acronym + acronym[-1], acronym[1] + acronym[0] + acronym[2], acronym[:2]):
        assert named(toulouse_linker, f"et {typed} ?") == [], typed


@pytest.mark.parametrize(
    "text",
    [
        "Combien de membres en tout ?",
        "la ville est membre de quels réseaux ?",
        "le réseau des maires",
        "les cités",
        "quelle communauté ?",
        "l'union fait la force",
        "aimer une personne lucide",
        "Milan",
        "l'eau",
        "le forum",
        "en Europe",
        "au niveau international",
        "pour le climat",
    ],
)
def test_common_words_name_no_network(text, toulouse_linker):
    assert named(toulouse_linker, text) == []


@pytest.mark.parametrize("text", ["la police municipale", "la politique du port", "les ports", "les villes"])
def test_common_words_name_no_network_of_another_city_either(text, nantes_linker):
    assert named(nantes_linker, text) == []


# --- host, places, strangers -----------------------------------------------------


def test_host_places_and_strangers_are_told_apart(toulouse_linker):
    text = "Toulouse retrouve-t-elle Casablanca et Zanzibar dans LUCI ?"
    links = toulouse_linker.link(text)
    assert [text[word.start : word.end] for word in links.host] == ["Toulouse"]
    assert [text[word.start : word.end] for word in links.places] == ["Casablanca"]
    assert [text[word.start : word.end] for word in links.strangers] == ["Zanzibar"]
    assert [link.network.name for link in links.networks] == ["LUCI"]


@pytest.mark.parametrize("text", ["toulousaine", "les Toulousains", "TOULOUSE"])
def test_the_host_is_known_by_its_inhabitants_too(text, toulouse_linker):
    assert toulouse_linker.link(text).host


@pytest.mark.parametrize("text", ["tlse", "tls", "toulouze", "twlz"])
def test_the_host_is_known_by_its_consonants_or_its_sound(text, toulouse_linker):
    assert toulouse_linker.link(f"kan {text} a rejoin luci").host


@pytest.mark.parametrize("text", ["total", "tels", "tous", "le tls de la page", "thèse"])
def test_words_of_the_page_or_of_questions_are_no_host(text, toulouse_linker):
    known = [word.text for word in toulouse_linker.link(text).host]
    assert known == (["tls"] if "tls" in text else [])


@pytest.mark.parametrize(("one", "other"), [("lussi", "luci"), ("pseau", "pso"), ("kuf", "cuf")])
def test_words_that_sound_alike_share_a_key(one, other):
    assert sound(one) == sound(other)


_PIECES = st.sampled_from(["LUCI", "l'AIMF", "aéropostale", "euro", "cities", "Toulouse", "Bordeaux", "’", "?", "\n", "2008", "œ", "İ"])


@given(st.lists(_PIECES | st.text(max_size=8), max_size=12).map(" ".join))
def test_links_are_spans_of_the_text_that_do_not_overlap(toulouse_linker, text):
    links = toulouse_linker.link(text)
    spans = [(link.start, link.end) for link in links.networks if link.confidence >= NEAR - 0.1]
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))
    for word in (*links.host, *links.places, *links.strangers):
        assert not any(start <= word.start < end for start, end in spans)
