import pytest
from hypothesis import given
from hypothesis import strategies as st

from reseaux_qa.french import (
    content_stems,
    content_words,
    fold,
    lexicon,
    names_city,
    of_city,
    phrase_pattern,
    says_name,
    sentences,
    stem,
    words,
)

PROSE = st.text(alphabet="aé. !?…\n\u00a0•-–M12«»É*'’()", max_size=80)


@given(st.text())
def test_folding_keeps_the_length_of_any_text(text):
    assert len(fold(text)) == len(text)


@given(st.text())
def test_folding_twice_changes_nothing_for_the_words(text):
    assert [word.text for word in words(text)] == [word.text for word in words(fold(text))]


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Éclairage à Málaga", "eclairage a malaga"),
        ("l’Aéropostale", "l'aeropostale"),
        ("1\u00a0300\u202f000", "1 300 000"),
        ("vice –présidence", "vice -presidence"),
        ("**112** villes", "  112   villes"),
        ("ÇA, ÎLE", "ca, ile"),
        ("İstanbul", "istanbul"),
    ],
)
def test_case_accents_emphasis_and_typography_are_folded(text, folded):
    assert fold(text) == folded


@given(st.text())
def test_words_stand_where_they_say(text):
    folded = fold(text)
    assert all(folded[word.start : word.end] == word.text for word in words(text))


def test_content_words_leave_out_what_carries_no_meaning():
    assert [word.text for word in content_words("Quels sont les objectifs de la coopération en 2015 ?")] == [
        "objectifs",
        "cooperation",
        "2015",
    ]


@pytest.mark.parametrize(("one", "other"), [("adhesion", "adhesions"), ("villes", "ville"), ("œuvre", "oeuvres")])
def test_forms_of_a_word_share_their_stem(one, other):
    assert stem(fold(one)) == stem(fold(other))


def test_content_stems_keep_order_and_repeats():
    assert content_stems("port, lumière, ports") == [stem("port"), stem("lumiere"), stem("port")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Une phrase. Une autre !  Et une ?", ["Une phrase.", "Une autre !", "Et une ?"]),
        ("  • Sauvegarder\n  • Renforcer les liens ", ["Sauvegarder", "Renforcer les liens"]),
        ("- un\n- deux", ["un", "deux"]),
        ("> Une devise", ["Une devise"]),
        ("Présidé par M. Duroc, maire.", ["Présidé par M. Duroc, maire."]),
        ("Tours, Poitiers, Strasbourg.... La Ville préside.", ["Tours, Poitiers, Strasbourg....", "La Ville préside."]),
        ("Depuis 2,5 ans. 40 villes", ["Depuis 2,5 ans.", "40 villes"]),
        ("Fin.\u00a0Début", ["Fin.", "Début"]),
        ("\n \n", []),
    ],
)
def test_sentences_end_at_full_stops_and_lines(text, expected):
    assert [text[start:end] for start, end in sentences(text)] == expected


@given(st.one_of(st.text(), PROSE))
def test_sentences_are_within_bounds_in_order_and_trimmed(text):
    spans = sentences(text)
    edges = [edge for span in spans for edge in span]
    assert edges == sorted(edges)
    assert all(text[start:end].strip() == text[start:end] != "" for start, end in spans)


@given(PROSE)
def test_no_word_is_lost_between_sentences(text):
    assert [w.text for start, end in sentences(text) for w in words(text[start:end])] == [w.text for w in words(text)]


def test_phrases_of_the_lexicon_match_whole_words_and_loose_spaces():
    pattern = phrase_pattern("boilerplate")
    assert pattern.match(fold("En  savoir\u00a0plus."))
    assert not pattern.search(fold("en savoir plusieurs"))


def test_the_lexicon_is_folded():
    lists = [value for value in lexicon().values() if isinstance(value, list)]
    lists += [value for table in lexicon().values() if isinstance(table, dict) for value in table.values() if isinstance(value, list)]
    assert [phrase for phrases in lists for phrase in phrases if fold(phrase) != phrase] == []


@pytest.mark.parametrize(
    "forms", [("créé", "créée", "créés", "créées", "créer"), ("fondée", "fondé", "fondées"), ("année", "années"), ("né", "née")]
)
def test_a_participle_has_one_stem_in_all_its_forms(forms):
    assert len({stem(fold(form)) for form in forms}) == 1


@pytest.mark.parametrize(
    ("city", "said", "unsaid"),
    [
        ("Genève", "la Genevoise", "l'assemblée générale"),
        ("Toulouse", "toulousaines", "une tour"),
        ("Bordeaux", "une élue bordelaise", "au bord de l'eau"),
        ("Le Havre", "au Havre", "la Havane"),
        ("Strasbourg", "le Strasbourgeois", "le bourg"),
    ],
)
def test_a_city_is_named_by_its_people_and_by_no_other_word(city, said, unsaid):
    assert names_city(said, city)
    assert not names_city(unsaid, city)


@pytest.mark.parametrize(
    ("city", "told"), [("Lyon", "de Lyon"), ("Orléans", "d'Orléans"), ("Le Havre", "du Havre"), ("La Rochelle", "de La Rochelle")]
)
def test_a_city_is_told_of(city, told):
    assert of_city(city) == told


@pytest.mark.parametrize(
    ("text", "name", "said"),
    [
        ("sao paulo et lima", "Pau", False),
        ("la ville de pau", "Pau", True),
        ("une adherente lyonnaise", "Lyon", True),
        ("des villes etrangeres", "Angers", False),
        ("dusseldorf, bremen", "Düsseldorf", True),
    ],
)
def test_a_text_says_a_name_where_a_word_begins_as_it_does(text, name, said):
    assert says_name(text, name) is said


def test_a_list_written_in_one_line_is_read_item_by_item():
    text = "2019 : 66 mobilités :- Accueil de 23 jeunes (13 stagiaires) - Envoi de 43 jeunes"
    assert [text[start:end] for start, end in sentences(text)] == [
        "2019 : 66 mobilités :",
        "Accueil de 23 jeunes (13 stagiaires)",
        "Envoi de 43 jeunes",
    ]
