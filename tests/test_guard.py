import re
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from conftest import DATA, ROOT
from reseaux_qa.assistant import MAX_QUESTION
from reseaux_qa.errors import QuestionRefused
from reseaux_qa.evaluation.cases import read_cases
from reseaux_qa.guard import guarded, unsupported, verbatim
from reseaux_qa.types import Answer, Attribute, Operation, Question, Status, Turn

ASKED = "Quand Toulouse a-t-elle rejoint LUCI ?"
QUESTION = Question(ASKED, Attribute.JOINED, Operation.VALUE)


@pytest.fixture(scope="module")
def sound_answer(assistant) -> Answer:
    return assistant.ask(ASKED)


# --- drafts ----------------------------------------------------------------------


def test_a_proven_answer_is_left_as_it_is(sound_answer, corpus):
    assert guarded(sound_answer, QUESTION, corpus) is sound_answer


@pytest.mark.parametrize(
    ("draft", "unproven"),
    [
        pytest.param("Toulouse a rejoint LUCI en 2011 [1].", "2011", id="wrong year"),
        pytest.param("Toulouse a rejoint LUCI en 2010 avec 70 villes [1].", "70", id="number of another sentence"),
        pytest.param("Toulouse et Napoléon ont rejoint LUCI en 2010 [1].", "Napoléon", id="invented name"),
        pytest.param("Toulouse a rejoint LUCI en 2010, dit Anne-Sophie [1].", "Anne-Sophie", id="invented double name"),
        pytest.param("Toulouse a rejoint LUCI en 2010 grâce à l'Espagne [1].", "Espagne", id="name after an elision"),
        pytest.param("Toulouse a rejoint LUCI en 2010 pour 1 500 euros [1].", "1 500", id="grouped number"),
        pytest.param("Toulouse a rejoint LUCI en 10 [1].", "10", id="part of a number"),
        pytest.param(
            "Toulouse a rejoint LUCI en 2010. Napoléon y était [1].",
            "Napoléon",
            id="invented name that opens a sentence",
            marks=pytest.mark.xfail(strict=True, reason="the first word of a sentence is not looked at"),
        ),
        pytest.param("Toulouse fait partie de 99 réseaux, dont LUCI (2010) [1].", "99", id="an uncomputed count"),
    ],
)
def test_a_draft_with_something_unproven_is_replaced_by_its_quotes(draft, unproven, sound_answer, corpus):
    answer = replace(sound_answer, text=draft)
    assert unproven in unsupported(draft, answer, QUESTION, corpus)
    shown = guarded(answer, QUESTION, corpus)
    assert unproven not in shown.text.replace(sound_answer.citations[0].quote.text, "")
    assert "« 2010 : Adhésion de la mairie de Toulouse » [1]" in shown.text
    assert shown.citations == sound_answer.citations


@pytest.mark.parametrize(
    ("question", "computed"),
    [
        ("Quels réseaux Toulouse a-t-elle rejoints en 2010 ?", r"\b15 fiches"),
        ("Quels sont les réseaux de Toulouse ?", r"\b15 réseaux"),
        ("Dans quels réseaux trouve-t-on Casablanca ?", r"\b15\b"),
        ("Lequel est le plus ancien, LUCI ou Eurocities ?", r"\b16 ans"),
        ("Combien d'années entre la création d'Eurocities et l'adhésion de Toulouse ?", r"\b16 ans"),
        ("Combien d'années entre la création de Xarxa FP et l'adhésion de Toulouse ?", r"\b(un|1) an\b"),
    ],
)
def test_computed_counts_pass(question, computed, assistant):
    answer = assistant.ask(question)
    assert re.search(computed, answer.text)
    assert not any(re.search(computed, citation.quote.text) for citation in answer.citations)


def test_what_the_asker_said_may_be_said_back(sound_answer, corpus):
    draft = replace(sound_answer, text="La page ne dit rien de Zanzibar ni de 1812, mais 2010 [1].")
    asking = replace(QUESTION, text="Zanzibar a-t-il rejoint LUCI en 1812 ?")
    assert guarded(draft, asking, corpus) is draft
    assert guarded(draft, QUESTION, corpus) is not draft


def test_a_text_without_citations_is_no_business_of_the_guard(corpus):
    chat = Answer("Bonjour ! 12 345 Napoléon.", Status.CHAT)
    assert guarded(chat, QUESTION, corpus) is chat


def test_a_quote_off_by_one_is_not_verbatim(sound_answer, corpus):
    citation = sound_answer.citations[0]
    moved = replace(citation, quote=replace(citation.quote, start=citation.quote.start + 1, end=citation.quote.end + 1))
    assert verbatim(sound_answer, corpus)
    assert not verbatim(replace(sound_answer, citations=(moved,)), corpus)


# --- answers that would mislead ----------------------------------------------------


@pytest.mark.parametrize(
    ("question", "never"),
    [
        ("Qui est le maire de Toulouse ?", "JUPPE"),
        ("Quels réseaux ont été créés avant 1900 ?", "1987"),
        ("Quels réseaux ont été créés avant l'année 2000 ?", "Aucun"),
        ("Quels réseaux ont été créés avant les années 90 ?", "1998"),
        ("Quels réseaux n'ont pas été rejoints par la Métropole ?", "PS-Eau"),
        ("Depuis combien de temps Toulouse est-elle dans LUCI ?", "8 ans"),
        ("Combien de membres compte le Pacte de Milan ?", "6 villes"),
        ("Combien de réseaux Toulouse a-t-elle rejoints en 2003 ?", "pas trouvé"),
        ("Toulouse est-elle membre de l'OTAN ?", "15"),
    ],
)
def test_no_answer_says_what_was_not_asked(question, never, assistant):
    assert never not in assistant.ask(question).text


@pytest.mark.parametrize(
    ("question", "known"), [("Quand Lyon a-t-elle rejoint l'AIMF ?", "2017"), ("Lyon est-elle membre de LUCI ?", "70")]
)
def test_what_is_known_of_others_is_not_said_of_the_city_asked_about(question, known, assistant):
    answer = assistant.ask(question)
    admitted, _, nearby = answer.text.partition(". ")
    assert answer.status is Status.NOT_SAID
    assert "Lyon" in admitted
    assert known not in admitted
    assert "Lyon" not in nearby


@pytest.mark.parametrize(("year", "said"), [(1998, "Non"), (2002, "Oui")])
def test_a_year_asked_about_is_confirmed_or_denied(year, said, assistant):
    answer = assistant.ask(f"LUCI a-t-il été créé en {year} ?")
    assert answer.status is Status.ANSWERED
    assert answer.text.startswith(said)
    assert "2002" in answer.text


# --- whatever is asked -----------------------------------------------------------

_WORDS = re.split(
    r"\s",
    """LUCI l'AIMF Eurocities CVA xarxa observatoire pacte Toulouse Métropole Barcelone Dijon Zanzibar Napoléon quand qui où
combien quels réseaux membres pays villes habitants rejoint créé préside président siège basé objectifs rôle signifie budget
avant après depuis entre en et ou plus moins de ancien récent premier dernier compare classe 1812 1990 2000 2008 2019 100 1.500
eau racisme éclairage espace who when how many ? ! . , : ; « » ’ - [1] [99] <b> </b> ** ` # {label} {0} %s \x00 \ud7ff 🚀 İ ß œ ﬁ ²""",
)
_ASKED = st.lists(st.sampled_from(_WORDS), min_size=1, max_size=14).map(" ".join) | st.text(max_size=80)
_TURNS = st.lists(st.builds(Turn, st.sampled_from(["user", "assistant", "system", ""]), _ASKED), max_size=3)


def check(answer: Answer, corpus) -> None:
    assert answer.text.strip()
    assert verbatim(answer, corpus)
    assert [citation.id for citation in answer.citations] == list(range(1, len(answer.citations) + 1))
    assert {int(n) for n in re.findall(r"\[(\d+)\]", answer.text)} == {citation.id for citation in answer.citations}
    assert all(citation.quote.text.strip() for citation in answer.citations)


@given(_ASKED, _TURNS)
@hypothesis_settings(max_examples=250, suppress_health_check=[HealthCheck.too_slow])
def test_whatever_is_asked_is_refused_or_answered_with_verbatim_numbered_proof(assistant, corpus, question, history):
    try:
        answer = assistant.ask(question, history)
    except QuestionRefused:
        assert not question.strip() or len(question) > MAX_QUESTION
        return
    check(answer, corpus)


@given(
    st.sampled_from(["Quand {} ?", "Qui préside {} ?", "{} et LUCI, lequel est le plus ancien ?", "Où trouve-t-on {} ?"]),
    st.text(max_size=30),
)
def test_any_name_may_stand_in_a_question(assistant, corpus, template, name):
    check(assistant.ask(template.format(name)), corpus)


@pytest.mark.parametrize("question", ["", "  \n", "x" * (MAX_QUESTION + 1)])
def test_empty_and_endless_questions_are_refused_in_french(question, assistant):
    with pytest.raises(QuestionRefused, match="question"):
        assistant.ask(question)


def test_the_longest_question_is_answered(assistant, corpus):
    check(assistant.ask(("LUCI " * MAX_QUESTION)[:MAX_QUESTION]), corpus)


_LINK, _IMAGE = "[clic](javascript:alert(1))", "![i](http://x/y.png)"
_MARKUP = ["<script>alert(1)</script>", "<img src=x onerror=alert(1)>", _LINK, _IMAGE, "**gras**", "# Titre", "`code`"]


@pytest.mark.parametrize("markup", _MARKUP)
@pytest.mark.parametrize(
    "question",
    [
        "Quand LUCI a-t-il été créé ? {}",
        "{} Combien de membres compte l'AIMF ?",
        "Dans quels réseaux trouve-t-on {} ?",
        "Quels réseaux {} préside-t-il ?",
        "Où se trouve le siège de {} pour LUCI ?",
        "{}",
    ],
)
def test_markup_in_a_question_is_not_echoed(markup, question, assistant, corpus):
    answer = assistant.ask(question.format(markup))
    check(answer, corpus)
    shown = " ".join([answer.text, *answer.suggestions])
    assert markup not in shown
    assert not re.search(r"[<>`]|\]\(|javascript", shown.lower())
    assert "**" not in shown


@pytest.mark.parametrize("city", ["toulouse", "bordeaux", "lille"])
def test_nothing_that_the_program_composes_itself_is_replaced_by_its_quotes(city, assistant_of):
    asked = ROOT / "eval" if city == "toulouse" else DATA / city
    questions = [case.turns[0] for case in read_cases(sorted(asked.glob("dev-4.jsonl" if city == "toulouse" else "questions.jsonl")))]
    replaced = [question for question in questions if assistant_of(city).ask(question).text.startswith("Voici ce que dit la page")]
    assert replaced == []


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Quels réseaux ont leur siège en Espagne ?", "GeoNames"),
        ("Combien d'escales marocaines sont membres ?", "L'Aéropostale : Maroc (6) :"),
        ("Où l'attente a-t-elle été la plus longue, pour l'EFUS ou pour Eurocities ?", "de 10 ans"),
    ],
)
def test_what_the_program_adds_or_subtracts_itself_passes(question, said, assistant):
    assert said in assistant.ask(question).text
