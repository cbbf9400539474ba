import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakes import HashEncoder
from reseaux_qa.encoder import bundled_encoder
from reseaux_qa.index import PassageIndex
from reseaux_qa.retrieval import Retriever
from reseaux_qa.types import Attribute, SectionKind


@pytest.fixture(scope="module")
def retriever(corpus, tmp_path_factory) -> Retriever:
    encoder = bundled_encoder()
    return Retriever(corpus, PassageIndex.build(tmp_path_factory.mktemp("chroma"), corpus, encoder), encoder, encoder)


@pytest.fixture(scope="module")
def network(corpus):
    return {n.name: n for n in corpus.networks}.__getitem__


def find(retriever: Retriever, text: str, terms, *networks):
    return retriever.sentences(retriever.ranks(text), retriever.want(terms), retriever.aim(text), networks)


def best(retriever: Retriever, text: str, *networks) -> str:
    return find(retriever, text, text.lower().split(), *networks)[0].quote.text


# --- one order -------------------------------------------------------------------


def test_a_passage_comes_once_and_its_worth_never_rises_along_the_order(retriever, network):
    ranked = retriever.passages("sécurité urbaine", [network("EFUS")])
    assert len({passage for passage, _ in ranked}) == len(ranked)
    worth = [worth for _, worth in ranked]
    assert worth == sorted(worth, reverse=True)


@pytest.mark.parametrize(
    ("attribute", "kind"),
    [
        (Attribute.ROLE, SectionKind.ROLE),
        (Attribute.JOINED, SectionKind.DATES),
        (Attribute.OBJECTIVES, SectionKind.OBJECTIVES),
        (Attribute.MEMBERS, SectionKind.MEMBERS),
    ],
)
def test_where_a_page_tells_it_comes_first_when_words_decide_nothing(attribute, kind, retriever, network):
    assert retriever.passages("", [network("AFCCRE")], attribute)[0][0].section.kind is kind


def test_a_mistyped_question_finds_the_same_passage(retriever):
    asked = retriever.passages("prévenir le gaspillage alimentaire")[0][0]
    assert retriever.passages("prevnir le gaspilage alimnetaire")[0][0] == asked


def test_any_encoder_may_make_the_index(corpus, tmp_path):
    encoder = HashEncoder()
    retriever = Retriever(corpus, PassageIndex.build(tmp_path, corpus, encoder), encoder, bundled_encoder())
    assert "éclairage" in best(retriever, "éclairage urbain")


# --- a named network -------------------------------------------------------------


def test_a_named_network_comes_first_whatever_others_say(retriever, network, corpus):
    luci = network("LUCI")
    ranked = [passage.network for passage, _ in retriever.passages("eau potable et assainissement", [luci])]
    mine = sum(one is luci for one in ranked)
    assert mine
    assert all(one is luci for one in ranked[:mine])
    assert mine == sum(passage.network is luci for passage in corpus.passages)
    assert network("PS-Eau") in ranked[mine:]


def test_sentences_are_a_named_networks_alone(retriever, network):
    hits = find(retriever, "eau potable", ["eau", "potable"], network("LUCI"))
    assert {hit.network for hit in hits} == {network("LUCI")}


# --- spelling --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param("assainissement", "assainissement", id="as written"),
        pytest.param("assainisement", "assainissement", id="a letter lost"),
        pytest.param("eclairages", "éclairage", id="no accent, plural"),
        pytest.param("xenophobie", "xénophobie", id="no accent"),
        pytest.param("XÉNOPHOBIE", "xénophobie", id="capitals"),
        pytest.param("gaspilage alimentaire", "gaspillage alimentaire", id="misspelled with a neighbour"),
    ],
)
def test_unaccented_and_misspelled_words_still_find_the_sentence(text, said, retriever):
    assert said in best(retriever, text)


@pytest.mark.parametrize(("term", "known"), [("eclairage", True), ("eclairag", True), ("xylophone", False)])
def test_the_page_is_known_to_say_a_word_or_not(term, known, retriever):
    assert bool(retriever.want([term]).known) is known


# --- support ---------------------------------------------------------------------


def test_support_is_full_when_all_is_said_and_null_when_nothing_is(retriever):
    (hit, *_) = find(retriever, "gaspillage alimentaire", ["gaspillage", "alimentaire"])
    assert hit.support == pytest.approx(1.0)
    assert retriever.want(["gaspillage"]).share(frozenset()) == 0.0
    assert retriever.want([]).share(frozenset({"gaspillag"})) == 0.0


def test_a_word_that_the_page_never_says_lowers_support(retriever):
    said = find(retriever, "gaspillage", ["gaspillage"])[0].support
    assert 0 < find(retriever, "gaspillage", ["gaspillage", "xylophone"])[0].support < said


def test_a_theme_finds_its_network(retriever, network):
    wanted = retriever.want(["gaspillage", "alimentaire"])
    assert retriever.themes(retriever.ranks("gaspillage alimentaire"), wanted)[0][0] is network("Pacte de Milan")


def test_words_that_tell_networks_apart_describe_one(retriever, network):
    (first, share), *_ = retriever.described(retriever.want(["eclairage", "bonjour"]))
    assert first is network("LUCI")
    assert 0.5 < share <= 1.0


@pytest.mark.parametrize(
    ("term", "said"), [("bresiliennes", "Brésil"), ("troisieme", "3e rencontre"), ("éclairages", "éclairage"), ("xenophobe", "xénophobie")]
)
def test_a_word_of_the_same_family_or_an_ordinal_stands_for_another(term, said, retriever):
    assert said in find(retriever, term, [term])[0].quote.text


_TERM = st.sampled_from(["eau", "éclairage", "racisme", "ville", "2019", "ariane", "xylophone"]) | st.text(min_size=1, max_size=9)


@given(st.lists(_TERM, max_size=5))
def test_support_is_between_0_and_1_for_any_terms(retriever, terms):
    hits = find(retriever, " ".join(terms), terms)
    assert all(0.0 <= hit.support <= 1.0 + 1e-9 for hit in hits)


@given(st.text(max_size=60))
def test_what_is_found_is_verbatim_for_any_text(retriever, corpus, text):
    for hit in find(retriever, text, text.split())[:5]:
        assert corpus.text(hit.quote.source)[hit.quote.start : hit.quote.end] == hit.quote.text
