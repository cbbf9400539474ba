"""Makes each line of the question files a test: ``pytest eval -k count``."""

from reseaux_qa.evaluation.pytest_plugin import pytest_collect_file as pytest_collect_file
