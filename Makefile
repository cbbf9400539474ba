# `make help` lists the targets.  Everything lives in .venv; a stamp file says
# that it is up to date, so a second `make run` installs and rebuilds nothing.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt

.DEFAULT_GOAL := help
.PHONY: help run install index eval quality test check format bench load retrieval screenshots train clean

help: ## list the targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

run: $(VENV)/installed ## serve the chat at http://127.0.0.1:7860, building the index if needed
	@$(BIN)/reseaux-qa serve

install: $(VENV)/installed ## make .venv with the pinned dependencies

index: $(VENV)/installed ## build the index when it is missing or stale
	@$(BIN)/reseaux-qa index

eval: $(VENV)/evaluating ## judge the answers to eval/test.jsonl; OPTIONS="--system tous" compares systems
	@$(BIN)/reseaux-qa eval $(OPTIONS)

quality: $(VENV)/evaluating ## write eval/QUALITE.md from the latest run of eval/test.jsonl
	@$(BIN)/reseaux-qa eval --publish

test: $(VENV)/testing ## run the whole test suite
	@$(BIN)/python -m pytest

check: $(VENV)/testing ## the gate: ruff, mypy strict, pytest with warnings as errors
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/python -m pytest

format: $(VENV)/testing ## put the code in the house's form
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

bench: $(VENV)/installed ## time the first answer, a warm answer, and the memory
	@$(BIN)/python bench/bench.py

retrieval: $(VENV)/training ## measure the encoder, BM25 and both together [DATA=folder MODELS=names]
	@$(BIN)/python training/benchmark.py $(if $(DATA),--data $(DATA)) $(MODELS)

load: $(VENV)/installed ## ask a server with fifty clients at once
	@$(BIN)/python bench/load.py

screenshots: $(VENV)/testing ## picture every face, phone and desktop, light and dark, in build/screenshots
	@$(BIN)/python bench/screenshots.py

train: $(VENV)/training ## rebuild the encoder from DATA=folder [DISTILLED=file], then the intent model, the dates, the aim and the choice
	@$(BIN)/python training/train_encoder.py --data $(DATA) $(if $(DISTILLED),--distilled $(DISTILLED))
	@$(BIN)/python training/train_intents.py
	@$(BIN)/python training/train_guessing.py
	@$(BIN)/python training/train_query.py
	@$(BIN)/python training/train_choice.py

$(VENV)/installed: pyproject.toml constraints.txt
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing…"
	@$(PIP) --editable .
	@touch $@

$(VENV)/evaluating: $(VENV)/installed
	@$(PIP) --editable '.[eval]'
	@touch $@

$(VENV)/testing: $(VENV)/installed
	@$(PIP) --editable '.[test]'
	@touch $@

$(VENV)/training: $(VENV)/installed
	@$(PIP) --editable '.[train]'
	@touch $@

clean: ## remove .venv and the index
	rm -rf $(VENV) index/chroma* index/current.json index/*-*
