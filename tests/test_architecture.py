"""The design, held by the syntax tree: who may import what, how long things are, what no code may name."""

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from statistics import median, quantiles

import pytest

from reseaux_qa.corpus import Corpus
from reseaux_qa.french import fold

ROOT = Path(__file__).parents[1]
SRC = ROOT / "src" / "reseaux_qa"

# A module imports only earlier ones, so this is also the reading order.
READING_ORDER = """
errors types french geography phonetics quantities settings
corpus.markup corpus.documents corpus.titles corpus.sentences corpus.lines corpus.outline corpus.shapes corpus.listed corpus.items
corpus.tables corpus.prose corpus.markdown corpus.signs corpus.evenly corpus.plain corpus.layout corpus.phrased corpus.acronyms
corpus.glosses corpus.naming corpus
facts.clauses facts.founding facts.receiving facts.tellings facts.doings facts.joining facts.offices facts.counting facts.patterns
facts.told facts.guessing facts facts.kinds facts.mentions facts.table facts.lint
encoder spelling index ranking support retrieval
understanding understanding.features understanding.intents understanding.authorities understanding.years understanding.standing
understanding.limits understanding.negation understanding.glossary understanding.spelled understanding.linking
understanding.splitting understanding.granting understanding.weighing understanding.reader understanding.dialogue
answering answering.asked answering.expected answering.phrasing answering.draft answering.texts answering.values answering.presenting
answering.single answering.located answering.named answering.rows answering.ordering answering.seats answering.comparing answering.extremes
answering.across answering.founder answering.evidence
answering.plausible answering.themes answering.checks answering.unknown answering.abstain answering.candidate answering.instead
answering.leaning answering.fees answering.beside answering.people answering.deeds answering.outside answering.quoted answering.worded
answering.candidates answering.granted answering.nouns answering.silence answering.turns
answering.offices answering.traits answering.ways answering.choice answering.compose answering.merge
guard writer assistant
evaluation evaluation.labels evaluation.cases evaluation.citations evaluation.judge evaluation.metrics evaluation.wording
evaluation.thresholds evaluation.gold evaluation.retrieval evaluation.rankings evaluation.langchain_rag evaluation.systems
evaluation.runs evaluation.runner evaluation.ragas_judge evaluation.paired evaluation.findings evaluation.drawing
evaluation.plots evaluation.tables evaluation.exports evaluation.page evaluation.quality evaluation.command
evaluation.pytest_plugin
web web.refusals web.texts web.masking web.journal web.desk web.links web.pictures web.drawing web.sources web.markup web.house
web.schema web.v1 web.chat web.pages web.throttle web.frenchpage web.hardening web.api web.server web.report
cli __main__
"""
ORDER = READING_ORDER.split()

OWNERS = {
    "chromadb": {"index"},
    "langchain_chroma": {"index"},
    "langchain_core": {"index", "evaluation"},
    "langchain_text_splitters": {"evaluation"},
    "langchain": {"writer"},
    "gradio": {"web"},
    "fastapi": {"web"},
    "starlette": {"web"},
    "uvicorn": {"web"},
    "jinja2": {"evaluation", "web"},
    "limits": {"web"},
    "pytrec_eval": {"evaluation"},
    "ragas": {"evaluation"},
    "rich": {"evaluation"},
    "scipy": {"evaluation"},
    "spellchecker": {"facts"},
    "torch": set(),
    "sentence_transformers": {"encoder"},
}
VAGUE_NAMES = {"utils", "util", "helpers", "helper", "manager", "managers", "common", "misc", "core", "base"}


def module_name(path: Path) -> str:
    return ".".join(path.relative_to(SRC).with_suffix("").parts).removesuffix(".__init__")


MODULES = {module_name(path): path for path in sorted(SRC.rglob("*.py")) if path.parent != SRC or path.name != "__init__.py"}
TREES = {name: ast.parse(path.read_text(encoding="utf-8")) for name, path in MODULES.items()}
each_module = pytest.mark.parametrize("name", MODULES)


def imports(name: str) -> set[str]:
    """The modules that one names, wherever in the file the import stands."""
    found = set()
    for node in ast.walk(TREES[name]):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{name} has a relative import"
            module = node.module or ""
            children = {f"{module}.{alias.name}" for alias in node.names}
            found |= {child for child in children if child.removeprefix("reseaux_qa.") in MODULES} or {module}
    return found


def test_every_module_has_its_place_in_the_order():
    assert set(ORDER) == set(MODULES)


@each_module
def test_a_module_imports_only_earlier_ones(name):
    ours = {module.removeprefix("reseaux_qa.") for module in imports(name) if module.startswith("reseaux_qa.")}
    earlier = ORDER[: ORDER.index(name)] if name in ORDER else []
    assert ours <= set(earlier)


@each_module
def test_each_library_has_one_border(name):
    libraries = {module.split(".")[0] for module in imports(name)}
    owner = name.split(".")[0]
    assert [library for library in libraries & OWNERS.keys() if owner not in OWNERS[library]] == []


@each_module
def test_only_settings_read_the_environment(name):
    reads = [node for node in ast.walk(TREES[name]) if isinstance(node, ast.Attribute) and node.attr in ("environ", "getenv")]
    telemetry = name.split(".")[0] == "web" or name == "evaluation.ragas_judge"  # gradio and RAGAS take their switch there only
    assert name == "settings" or telemetry or not reads


@each_module
def test_a_module_is_named_for_what_it_does_and_stays_short(name):
    assert not VAGUE_NAMES & set(name.split("."))
    assert len(MODULES[name].read_text(encoding="utf-8").splitlines()) < 300


def test_functions_are_short():
    lengths = [length for tree in TREES.values() for node in ast.walk(tree) if (length := body_length(node)) is not None]
    assert median(lengths) <= 6
    assert quantiles(lengths, n=10)[-1] <= 20


def body_length(node: ast.AST) -> int | None:
    """Lines of a function without its signature and docstring."""
    if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        return None
    body = node.body[1:] if ast.get_docstring(node) is not None else node.body
    return body[-1].end_lineno - body[0].lineno + 1 if body else 0


# --- nothing is known of the page that ships with the code ----------------------


def said(tree: ast.Module) -> str:
    """Everything a module's code says: names and strings, but no docstring and no comment."""
    owners = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    documented = [node for node in ast.walk(tree) if isinstance(node, owners) and ast.get_docstring(node) is not None]
    docstrings = {id(node.body[0].value) for node in documented}
    strings = [str(node.value) for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in docstrings]
    return " ".join([*strings, *(node.id for node in ast.walk(tree) if isinstance(node, ast.Name))])


def pattern_of(corpus: Corpus) -> re.Pattern[str]:
    known = {corpus.host, "Capitole", *(network.name for network in corpus.networks)}
    known |= {name for network in corpus.networks for name in (network.long_name, *network.aliases) if name}
    return re.compile("|".join(rf"(?<![^\W_]){re.escape(fold(name))}(?![^\W_])" for name in known))


@each_module
def test_no_code_names_a_network_or_the_host_of_the_page(name, corpus):
    assert pattern_of(corpus).findall(fold(said(TREES[name]))) == []


@pytest.mark.parametrize("path", [*sorted((SRC / "data").glob("*.toml")), *sorted((SRC / "data").glob("*.txt"))], ids=lambda p: p.name)
def test_no_data_names_a_network_or_the_host_of_the_page(path, corpus):
    text = path.read_text(encoding="utf-8")
    content = str(tomllib.loads(text)) if path.suffix == ".toml" else text
    assert pattern_of(corpus).findall(fold(content)) == []


def test_importing_loads_no_heavy_library_and_reads_no_model():
    heavy = "('torch', 'sentence_transformers', 'chromadb', 'langchain', 'langchain_chroma', 'gradio', 'tokenizers', 'bm25s')"
    code = f"import reseaux_qa.assistant, sys; print([name for name in {heavy} if name in sys.modules])"
    path = f"import sys; sys.path[:0] = [{str(ROOT / 'src')!r}]"
    done = subprocess.run([sys.executable, "-c", f"{path}; {code}"], capture_output=True, text=True)
    assert done.stdout.strip() == "[]", done.stderr
