"""The README's commands run, and print what it shows."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
CONSOLES = re.findall(r"```console\n\$ (.+?)\n(.*?)```", README, re.S)


@pytest.mark.parametrize(("command", "shown"), CONSOLES, ids=[command for command, _ in CONSOLES])
def test_a_console_of_the_readme_prints_what_it_shows(command, shown, tmp_path):
    program, *arguments = shlex.split(command)
    assert program == "reseaux-qa"
    run = [sys.executable, "-m", "reseaux_qa", *arguments, "--index", str(tmp_path)]
    done = subprocess.run(run, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stdout == shown, done.stderr


def test_the_first_screen_has_a_sentence_a_cited_answer_and_two_commands():
    screen = "\n".join(README.splitlines()[:25])
    assert "```console" in screen
    assert "[1]" in screen
    assert "make run" in screen
    assert "make test" in screen


@pytest.mark.parametrize("target", sorted(set(re.findall(r"\bmake ([a-z]+)", README)) - {"sense"}))
def test_every_make_target_of_the_readme_exists(target):
    assert subprocess.run(["make", "-n", target, "DATA=."], cwd=ROOT, capture_output=True, check=False).returncode == 0


@pytest.mark.parametrize("variable", sorted(set(re.findall(r"RESEAUX_QA_[A-Z_]+", README))))
def test_every_variable_of_the_readme_is_read(variable):
    source = (ROOT / "src/reseaux_qa/settings.py").read_text(encoding="utf-8")
    assert variable.removeprefix("RESEAUX_QA_") in source
