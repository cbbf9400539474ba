"""``reseaux-qa lint``: what an editor should mend."""

import pytest

from reseaux_qa.cli import main
from reseaux_qa.corpus import Corpus
from reseaux_qa.facts.lint import lint
from reseaux_qa.types import Source

DATES = "## Dates clés\n\n- 2001 : Création\n- 2002 : Adhésion de Gand\n"
SOUND = f"# Alpha\n\nUn réseau.\n\n{DATES}"


def told(body: str) -> list[str]:
    text = f"Les réseaux de Gand\n\n{SOUND}\n## Membres\n\n{body}\n\n# Beta\n\nUn autre réseau.\n\n{DATES}"
    return [finding.told for finding in lint(Corpus.from_sources((Source("p.md", text),)))]


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ("Trois axes :\n\n- eau\n- air", "annonce Trois et en cite 2 : eau, air"),
        ("Il suit quatre thèmes : eau, air et terre.", "annonce quatre et en cite 3 : eau, air, terre"),
        ("Cinq villes :\n\n- France : Brest, Lorient\n- Maroc : Rabat", "annonce Cinq et en cite 3 : Brest, Lorient, Rabat"),
        ("Il agit  partout.", "deux espaces de suite"),
        ("Il agit , vraiment.", "espace avant une virgule ou un point"),
        ("Dans 35 pays,. qui agissent", "deux signes de ponctuation de suite"),
        ("La vice –présidence", "tiret collé d'un seul côté"),
        ("Brest& Lorient", "« & » collé à un mot"),
        ("Le plan «Eau» suit", "guillemet sans espace"),
        ("Le réseau ( Alpha )", "espace à l'intérieur d'une parenthèse"),
        ("Il vient de de loin", "mot répété"),
        ("Il est dans e transport", "lettre seule « e »"),
        ("Un developpement qui dure", "vouliez-vous écrire « développement »"),
        ("Les personnes agées", "« agées » : vouliez-vous écrire « âgées » ?"),
        ("Il existe depuis plus de 30 ans", "vieillit : donnez l'année"),
    ],
)
def test_a_fault_is_told_with_its_place(body, problem):
    assert any(problem in finding for finding in told(body))


@pytest.mark.parametrize(
    "body",
    [
        "Trois axes :\n\n- eau\n- air\n- terre",
        "Il suit deux thèmes : eau et air.",
        "Trois villes de deux pays :\n\n- France : Brest, Lorient\n- Maroc : Rabat",
        "Douze villes, dont : Brest, Lorient et Rabat.",
        "37 actions autour de deux axes :\n\n- eau\n- air",
        "Il y a de l'eau, à Brest... et du cofinancement.",
        "Vous vous souvenez des mobilités œuvrées.",
    ],
)
def test_what_is_right_is_left_alone(body):
    assert told(body) == []


def test_a_network_without_its_dates_is_named():
    corpus = Corpus.from_sources((Source("p.md", "# Alpha\n\nUn réseau.\n\n# Beta\n\nUn autre.\n"),))
    assert [finding.told for finding in lint(corpus)] == [
        "Alpha : aucune date d'adhésion",
        "Alpha : aucune date de création",
        "Beta : aucune date d'adhésion",
        "Beta : aucune date de création",
    ]


def test_the_faults_of_the_page_are_found(corpus):
    found = {(finding.line, finding.told.split(" : ")[0]) for finding in lint(corpus)}
    assert {
        (7, "Aéropostale"),  # no joining date
        (152, "lettre seule « e »"),
        (228, "deux signes de ponctuation de suite"),
        (245, "Eurocities"),  # the same paragraph as CGLU and LUCI
        (273, "LUCI"),
        (385, "Pacte de Milan"),  # the end of the Observatory's paragraph, pasted
    } <= found


def test_a_page_to_mend_exits_1_and_a_sound_one_0(tmp_path, capsys):
    page = tmp_path / "p.md"
    page.write_text(f"Gand\n\n{SOUND}\n{SOUND.replace('Alpha', 'Beta')}", encoding="utf-8")
    assert main(["lint", "--corpus", str(tmp_path)]) == 0
    page.write_text(page.read_text(encoding="utf-8").replace("Un réseau.", "Un  réseau."), encoding="utf-8")
    assert main(["lint", "--corpus", str(tmp_path)]) == 1
    assert "p.md:5: deux espaces de suite" in capsys.readouterr().out
