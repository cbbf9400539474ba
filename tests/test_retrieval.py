import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakes import HashEncoder
from reseaux_qa.encoder import BUNDLED, load_encoder
from reseaux_qa.index import PassageIndex
from reseaux_qa.retrieval import Retriever


@pytest.fixture(scope="module")
def retriever(corpus, tmp_path_factory) -> Retriever:
    encoder = load_encoder(BUNDLED)
    return Retriever(corpus, PassageIndex.build(tmp_path_factory.mktemp("chroma"), corpus, encoder), encoder, encoder)


@pytest.fixture(scope="module")
def network(corpus):
    return {n.name: n for n in corpus.networks}.__getitem__


def best(retriever: Retriever, text: str, *networks) -> str:
    return retriever.find(text, text.lower().split(), networks)[0].quote.text


# --- two rankers, one order ------------------------------------------------------


def test_what_both_rankers_put_first_comes_first(retriever):
    text = "Envol des pionniers"
    dense, lexical = retriever.dense(text), retriever.lexical(text)
    assert dense
    assert lexical
    fused = [passage for passage, _ in retriever.passages(text)]
    assert set(fused) == {*dense, *lexical}
    assert len(fused) == len({*fused})
    assert fused[0] in dense
    assert fused[0] in lexical


def test_a_passage_of_both_rankers_beats_a_better_one_of_a_single_ranker(retriever):
    text = "mobilité des jeunes en formation"
    dense, lexical = retriever.dense(text), retriever.lexical(text)
    scores = dict(retriever.passages(text))
    both = [passage for passage in dense if passage in lexical]
    alone = [passage for passage in scores if (passage in dense) != (passage in lexical)]
    assert both
    assert alone
    assert max(scores[passage] for passage in both) > max(scores[passage] for passage in alone)


def test_scores_never_rise_along_the_order(retriever):
    scores = [score for _, score in retriever.passages("sécurité urbaine")]
    assert scores == sorted(scores, reverse=True)


def test_any_encoder_may_make_the_index(corpus, tmp_path):
    encoder = HashEncoder()
    retriever = Retriever(corpus, PassageIndex.build(tmp_path, corpus, encoder), encoder, encoder)
    assert "éclairage" in best(retriever, "éclairage urbain")


# --- a named network -------------------------------------------------------------


def test_a_named_network_comes_first_whatever_others_say(retriever, network):
    luci = network("LUCI")
    ranked = [passage.network for passage, _ in retriever.passages("eau potable et assainissement", [luci])]
    mine = sum(one is luci for one in ranked)
    assert mine
    assert all(one is luci for one in ranked[:mine])
    assert network("PS-Eau") in ranked[mine:]


def test_sentences_are_a_named_networks_alone(retriever, network):
    hits = retriever.find("eau potable", ["eau", "potable"], [network("LUCI")])
    assert {hit.network for hit in hits} == {network("LUCI")}


# --- lexical ---------------------------------------------------------------------


@pytest.mark.parametrize("text", ["xylophone zygomatique", "", "?", "le la les"])
def test_unknown_words_give_no_lexical_hit(text, retriever):
    assert retriever.lexical(text) == []


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
    assert retriever.knows(term) is known


# --- support ---------------------------------------------------------------------


def test_support_is_full_when_all_is_said_and_null_when_nothing_is(retriever):
    (hit, *_) = retriever.find("gaspillage alimentaire", ["gaspillage", "alimentaire"])
    assert hit.support == pytest.approx(1.0)
    assert retriever.support(["gaspillage"], frozenset()) == 0.0
    assert retriever.support([], frozenset({"gaspillag"})) == 0.0


def test_a_word_that_the_page_never_says_lowers_support(retriever):
    said = retriever.find("gaspillage", ["gaspillage"])[0].support
    assert 0 < retriever.find("gaspillage", ["gaspillage", "xylophone"])[0].support < said


def test_a_theme_finds_its_network(retriever, network):
    assert retriever.themes("gaspillage alimentaire", ["gaspillage", "alimentaire"])[0][0] is network("Pacte de Milan")


_TERM = st.sampled_from(["eau", "éclairage", "racisme", "ville", "2019", "ariane", "xylophone"]) | st.text(min_size=1, max_size=9)


@given(st.lists(_TERM, max_size=5))
def test_support_is_between_0_and_1_for_any_terms(retriever, terms):
    hits = retriever.find(" ".join(terms), terms)
    assert all(0.0 <= hit.support <= 1.0 + 1e-9 for hit in hits)


@given(st.text(max_size=60))
def test_what_is_found_is_verbatim_for_any_text(retriever, corpus, text):
    for hit in retriever.find(text, text.split())[:5]:
        assert corpus.text(hit.quote.source)[hit.quote.start : hit.quote.end] == hit.quote.text
