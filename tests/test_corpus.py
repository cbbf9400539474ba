from pathlib import Path
from time import perf_counter

import pytest

from reseaux_qa.corpus import Corpus, cut
from reseaux_qa.corpus.documents import MAX_BYTES
from reseaux_qa.corpus.markup import without_tags
from reseaux_qa.errors import CorpusError
from reseaux_qa.types import SectionKind, Source

ALPHA, BETA = "Alliance du Vent", "Villes des Phares"
PLAIN = f"""Nos réseaux
La Ville de Brest en est.


{ALPHA}

> Souffler ensemble

Objectifs
Partager l'énergie.

Dates clés
2001 : Création du réseau


{BETA}

> Éclairer la côte

Dates clés
2002 : Création du réseau

Objectifs
Garder les lanternes.
"""
MARKDOWN = f"# {ALPHA}\n\n## Objectifs\n\nPartager.\n\n## Dates clés\n\n- 2001 : création\n\n# {BETA}\n\n## Objectifs\n\nGarder.\n"


def read(text: str, name: str = "page.txt") -> Corpus:
    return Corpus.from_sources((Source(name, text),))


def names(corpus: Corpus) -> list[str]:
    return [network.heading.text for network in corpus.networks]


def kinds(corpus: Corpus, number: int = 0) -> list[SectionKind]:
    return [section.kind for section in corpus.networks[number].sections]


# --- the real page and the made-up cities -----------------------------------


def test_the_real_page_presents_fifteen_networks(corpus):
    assert [network.name for network in corpus.networks] == [
        *("Aéropostale", "AIMF", "AFCCRE", "CGLU", "CUF", "CVA", "ECCAR", "EFUS", "Eurocities", "LUCI"),
        *("Occitanie Coopération", "PS-Eau", "Xarxa FP", "Observatoire international des maires", "Pacte de Milan"),
    ]


def test_every_network_of_the_real_page_tells_dates_members_and_role(corpus):
    due = {SectionKind.OBJECTIVES, SectionKind.MEMBERS, SectionKind.DATES, SectionKind.ROLE}
    assert all(due <= {section.kind for section in network.sections} for network in corpus.networks)


def test_made_up_networks_are_found_by_layout_alone(nantes, lausanne):
    assert [n.name for n in nantes.networks[:5]] == ["AIVP", "Cités des Fleuves", "POLIS", "Energy Cities", "CVAA"]
    assert len(nantes.networks) == 9
    assert [n.name for n in lausanne.networks[:3]] == ["UMVO", "UVS", "Alliance Climat"]
    assert len(lausanne.networks) == 7


def test_headings_sections_and_passages_are_verbatim_spans(any_corpus):
    quotes = [network.heading for network in any_corpus.networks]
    quotes += [section.body for network in any_corpus.networks for section in network.sections]
    quotes += [passage.quote for passage in any_corpus.passages]
    assert all(any_corpus.text(quote.source)[quote.start : quote.end] == quote.text for quote in quotes)


def test_passages_stay_within_their_section_and_say_something(any_corpus):
    for passage in any_corpus.passages:
        body = passage.section.body
        assert body.start <= passage.quote.start < passage.quote.end <= body.end
        assert passage.quote.text.strip() == passage.quote.text != ""


@pytest.mark.parametrize(("city", "host"), [("corpus", "Toulouse"), ("nantes", "Nantes"), ("lausanne", "Lausanne")])
def test_the_host_is_read_from_the_page(city, host, request):
    assert request.getfixturevalue(city).host == host


@pytest.mark.parametrize(
    ("city", "name", "article", "long_name"),
    [
        ("nantes", "AIVP", "l'", "Association internationale Villes et Ports"),
        ("nantes", "CVAA", "la ", "Conférence des Villes de l'Arc Atlantique"),
        ("nantes", "POLIS", "", ""),
        ("lausanne", "UMVO", "l'", "Union mondiale des villes olympiques"),
        ("lausanne", "Délice", "", "Réseau des villes gourmandes"),
        ("lausanne", "Alliance Climat", "l'", ""),
        ("corpus", "CVA", "la ", "Communauté des Villes Ariane"),
        ("corpus", "ECCAR", "l'", "Coalition des villes contre le racisme"),
        ("corpus", "LUCI", "", "Lighting Urban Community International"),
        ("corpus", "PS-Eau", "le ", "Programme Solidarité Eau"),
    ],
)
def test_a_network_is_called_as_its_page_calls_it(city, name, article, long_name, request):
    network = next(n for n in request.getfixturevalue(city).networks if n.name == name)
    assert (network.article, network.long_name, network.label) == (article, long_name, article + name)
    assert not long_name or long_name in network.aliases


@pytest.mark.parametrize(
    ("name", "alias"),
    [
        ("Pacte de Milan", "Pacte de Milan pour l'Agriculture urbaine"),
        ("Aéropostale", "Réseau international des Villes Etapes de la Ligne de l'Aéropostale"),
    ],
)
def test_a_long_heading_gets_a_short_name_and_stays_an_alias(corpus, name, alias):
    assert alias in next(n for n in corpus.networks if n.name == name).aliases


def test_an_ampersand_is_no_word_of_a_name():
    page = "# Vannes\n\n" + "".join(
        f"## {name}\n\nVannes en est membre depuis 2004.\n\n" for name in ("Sites & Cités remarquables de France", "CUF")
    )
    corpus = Corpus.from_sources((Source("page.md", page),))
    assert corpus.networks[0].name == "Sites & Cités remarquables de France"


# --- layouts -----------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(PLAIN, id="plain"),
        pytest.param(PLAIN.replace("\n", "\r\n"), id="crlf"),
        pytest.param("\ufeff" + PLAIN, id="bom"),
        pytest.param("\ufeff" + PLAIN[PLAIN.index(ALPHA) :], id="bom before a heading"),
        pytest.param(PLAIN.replace("Dates clés", "Dates\u00a0clés\u00a0").replace("Objectifs", "\u00a0Objectifs"), id="nbsp"),
        pytest.param(PLAIN.replace("Objectifs", "OBJECTIFS :"), id="capitals and colon"),
        pytest.param(PLAIN.replace("\n\n\n", "\n\n \n\t\n"), id="blank lines with spaces"),
        pytest.param(PLAIN.replace("Objectifs\n", "Objectif : "), id="title and text on one line"),
    ],
)
def test_plain_text_networks_are_found(text):
    corpus = read(text)
    assert names(corpus) == [ALPHA, BETA]
    assert kinds(corpus, 0)[-2:] == [SectionKind.OBJECTIVES, SectionKind.DATES]
    assert kinds(corpus, 1)[-2:] == [SectionKind.DATES, SectionKind.OBJECTIVES]


def test_a_page_may_keep_every_title_on_its_text_line():
    corpus = read(f"{ALPHA}\n\nObjectif : Souffler.\nMembres : 12 villes\n\n\n{BETA}\n\nObjectif : Éclairer.\n")
    assert names(corpus) == [ALPHA, BETA]
    assert [section.body.text for section in corpus.networks[0].sections] == ["Souffler.", "12 villes"]


def test_sections_may_be_missing():
    corpus = read(PLAIN.replace("Dates clés\n2001 : Création du réseau\n", ""))
    assert names(corpus) == [ALPHA, BETA]
    assert SectionKind.DATES not in kinds(corpus, 0)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(MARKDOWN, id="one and two"),
        pytest.param("# Nos réseaux\n\nBienvenue.\n\n" + MARKDOWN.replace("# ", "## ").replace("## ## ", "## "), id="page title"),
        pytest.param("---\ntitle: Nos réseaux\n---\n\n" + MARKDOWN, id="front matter"),
        pytest.param("\ufeff---\r\ntitle: Nos réseaux\r\n---\r\n" + MARKDOWN.replace("\n", "\r\n"), id="bom, crlf, front matter"),
        pytest.param(MARKDOWN.replace("Partager.", "```\n# un commentaire\n```\nPartager."), id="code block"),
        pytest.param(MARKDOWN.replace("\n## Objectifs\n", "\n## Objectifs ##\n"), id="closed titles"),
    ],
)
def test_markdown_networks_are_found(text):
    corpus = read(text, "page.md")
    assert names(corpus) == [ALPHA, BETA]
    assert kinds(corpus) == [SectionKind.OBJECTIVES, SectionKind.DATES]


def test_a_folder_may_mix_files_formats_and_subfolders(tmp_path):
    (tmp_path / "sous").mkdir()
    (tmp_path / "b.md").write_text(f"# {ALPHA}\n\n## Objectifs\n\nPartager.\n")
    (tmp_path / "sous" / "c.md").write_text(f"# {BETA}\n\nUn texte sans rubrique.\n")
    (tmp_path / "a.txt").write_text("Gamma\n\n> Devise\n\nObjectifs\nFaire.\n")
    for ignored in ("README.md", ".caché.md", "photo.png"):
        (tmp_path / ignored).write_text("# Rien")
    corpus = Corpus.from_folder(tmp_path)
    assert names(corpus) == ["Gamma", ALPHA, BETA]
    assert [source.name for source in corpus.sources] == ["a.txt", "b.md", "sous/c.md"]


def test_the_hash_changes_with_a_character_or_a_name():
    assert len({read(PLAIN).hash, read(PLAIN + " ").hash, read(PLAIN, "autre.txt").hash}) == 3
    assert read(PLAIN).hash == read(PLAIN).hash


def test_a_long_section_is_cut_between_sentences():
    text = " ".join(f"Ceci est la phrase numéro {n} de la présentation." for n in range(40))
    corpus = read(PLAIN.replace("Partager l'énergie.", text))
    pieces = [p.quote.text for p in cut(corpus.networks[0]) if p.section.kind is SectionKind.OBJECTIVES]
    assert " ".join(pieces) == text
    assert all(piece.endswith(".") and len(piece) <= 400 for piece in pieces)


# --- what an editor is told --------------------------------------------------


@pytest.mark.parametrize(
    ("name", "content", "place", "cure"),
    [
        ("page.txt", b"un\ndeux\n\xe9t\xe9\n", "page.txt, ligne 3", "UTF-8"),
        ("page.txt", b"Un texte sans r\xc3\xa9seau.\n", "page.txt", "Mettez le nom"),
        ("page.txt", b"", "page.txt", "Mettez le nom"),
        ("page.md", f"# {ALPHA}\n".encode(), "page.md", "présentation"),
        ("page.md", (MARKDOWN + f"\n# {ALPHA.upper()}\n\nEncore.\n").encode(), "page.md, ligne 17", "page.md, ligne 1"),
        ("page.md", b"---\ntitle: Un\n# Alpha\n", "page.md, ligne 1", "Ajoutez une ligne"),
        ("page.md", b"---\ntitle: Un\nauteur: [\n---\n# Alpha\n", "page.md, ligne 4", "Corrigez"),
        ("page.md", b"---\ndate: 2024-13-45\n---\n# Alpha\n", "page.md, ligne", "Corrigez"),
        ("page.md", b"---\n- un\n---\n# Alpha\n", "page.md, ligne 2", "title"),
    ],
)
def test_a_faulty_page_is_named_with_its_line_and_the_cure(name, content, place, cure, tmp_path):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(CorpusError) as error:
        Corpus.from_folder(tmp_path)
    assert str(error.value).startswith(f"{place}")
    assert cure in str(error.value)


def test_the_same_network_in_two_files_names_both(tmp_path):
    for name in ("a.md", "b.md"):
        (tmp_path / name).write_text(MARKDOWN)
    with pytest.raises(CorpusError, match=r"b\.md, ligne 1 .*a\.md, ligne 1.*Gardez une seule"):
        Corpus.from_folder(tmp_path)


def test_a_huge_file_is_refused_without_being_read(tmp_path):
    with (tmp_path / "page.txt").open("wb") as file:
        file.truncate(MAX_BYTES * 2000)
    with pytest.raises(CorpusError, match=r"page\.txt : fichier trop lourd .*Gardez"):
        Corpus.from_folder(tmp_path)


@pytest.mark.parametrize(("folder", "cure"), [(".", "Déposez-y"), ("absent", "Créez-le")])
def test_an_empty_or_missing_folder_is_named(folder, cure, tmp_path):
    with pytest.raises(CorpusError, match=cure) as error:
        Corpus.from_folder(tmp_path / folder)
    assert str(Path(tmp_path / folder)) in str(error.value)


def test_markdown_is_known_by_its_headings_whatever_the_files_name():
    page = f"Accueil > Réseaux\n\n# Brest en réseau\n\n## {ALPHA}\n\nLe vent.\n\n## {BETA}\n\nLes phares, à Brest.\n"
    assert [network.name for network in Corpus.from_sources((Source("page.txt", page),)).networks] == [ALPHA, BETA]


def test_a_city_whose_name_is_also_a_word_is_the_host():
    told = "Arras y est entrée en 2001, et la Ville d'Arras y siège. Gand en est membre comme Arras. " * 3
    page = f"Arras en réseau\n\n# {ALPHA}\n\n{told}\n\n# {BETA}\n\n{told} Une tapisserie est un arras.\n"
    assert Corpus.from_sources((Source("page.md", page),)).host == "Arras"


def test_other_places_named_after_the_city_do_not_lengthen_its_name():
    told = "Un instituteur de Laval-de-Cère a écrit à Laval-en-Brie. La Ville de Laval y est entrée en 1990, dit Laval."
    page = f"# {ALPHA}\n\n{told}\n\n# {BETA}\n\n{told}\n"
    assert Corpus.from_sources((Source("page.md", page),)).city == "Laval"


@pytest.mark.parametrize("heading", ["UNICEF, les villes amies des enfants", "( )", ": :", "« »"])
def test_an_odd_heading_still_has_a_name(heading):
    page = f"# {heading}\n\nLa Ville de Brest y est entrée.\n\n# {BETA}\n\nLes phares, à Brest.\n"
    assert all(network.name for network in Corpus.from_sources((Source("page.md", page),)).networks)


def test_a_page_whose_headings_all_close_it_is_told_to_have_no_network():
    page = "\n\n".join(f"{title}\n\n{'La mairie vous répond sur ce point. ' * 8}" for title in ("Contact", "Liens utiles", "Nous écrire"))
    with pytest.raises(CorpusError, match="aucun réseau"):
        Corpus.from_sources((Source("page.txt", page),))


def test_a_page_of_html_whose_head_is_not_closed_is_read():
    told = "".join(f"<h2>{name}</h2><p>La Ville de Brest y est entrée en 2001.</p>" for name in (ALPHA, BETA))
    page = without_tags(f"<html><head><title>Brest</title><body><h1>Réseaux</h1>{told}</body></html>")
    assert [network.name for network in Corpus.from_sources((Source("page.html.md", page),)).networks] == [ALPHA, BETA]


def test_a_line_of_a_thousand_blanks_is_read_at_once():
    page = PLAIN.replace("Partager l'énergie.", f"Partager{' ' * 1500}l'énergie.\n{chr(9) * 1500}Souffler.")
    started = perf_counter()
    Corpus.from_sources((Source("page.txt", page),))
    assert perf_counter() - started < 5
