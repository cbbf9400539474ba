"""``reseaux-qa eval --check``: does the gold still hold?"""

from dataclasses import replace
from pathlib import Path

import pytest

from reseaux_qa.corpus import Corpus
from reseaux_qa.evaluation.cases import Case, read_cases
from reseaux_qa.evaluation.gold import check
from reseaux_qa.types import Source

EVAL = Path(__file__).parents[1] / "eval"
PAGE = "# Alliance du Vent\n\n## Dates clés\n\n- 2001 : Création du réseau à Brest\n"
CORPUS = Corpus.from_sources((Source("page.md", PAGE),))
CASE = Case("c1", "single_fact", ("Création ?",), True, "En 2001.", (("2001",),), ("1999",), ("Alliance",), ("2001 : Création du réseau",))


def told(*cases: Case, corpus: Corpus = CORPUS) -> list[str]:
    return [problem.told for problem in check(cases, corpus)]


def test_good_gold_has_no_problem():
    assert told(CASE) == []


def test_our_own_gold_holds_and_no_question_is_in_two_files(corpus):
    cases = read_cases(sorted(EVAL.glob("*.jsonl")))
    assert [f"{problem.case} : {problem.told}" for problem in check(cases, corpus)] == []


def test_small_talk_needs_no_evidence():
    assert told(Case("c1", "chat", ("Bonjour",), True, "Bonjour !")) == []


def test_evidence_that_a_new_page_words_otherwise_is_named_with_what_the_page_says_now():
    changed = Corpus.from_sources((Source("page.md", PAGE.replace("2001 :", "2003 :")),))
    assert told(CASE, corpus=changed) == [
        "la page ne dit plus « 2001 : Création du réseau ». Elle dit maintenant « 2003 : Création du réseau à Brest »."
    ]


def test_evidence_that_is_gone_is_named_alone():
    assert told(replace(CASE, evidence=("Budget : 3 millions d'euros par an",))) == [
        "la page ne dit plus « Budget : 3 millions d'euros par an »."
    ]


@pytest.mark.parametrize(
    ("case", "problem"),
    [
        (replace(CASE, evidence=()), "aucune preuve : recopiez dans « evidence » ce que la page dit."),
        (replace(CASE, networks=("Phares",)), "la page ne présente pas le réseau « Phares »."),
        (replace(CASE, answer="En 2002."), "sa réponse ne dit pas ce qu'elle exige : 2001."),
        (replace(CASE, answer="En 2001, non en 1999."), "sa réponse dit ce qu'elle interdit : 1999."),
        (
            replace(CASE, answer="mai 2001", must_not_include=("mai",), must_include=(("mai 2001",),)),
            "elle exige et interdit à la fois : mai 2001.",
        ),
    ],
)
def test_gold_that_fails_its_own_rules_is_named(case, problem):
    assert problem in told(case)


def test_the_same_question_twice_is_named_whatever_its_typography():
    twin = replace(CASE, id="c2", turns=("creation",))
    assert told(CASE, twin) == ["la même question que « c1 » : retirez l'une des deux."]
