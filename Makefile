# Every command of the project. Needs Python 3.11 or newer and make; everything else is set up in .venv.

PYTHON ?= python3
LANDING ?=
WAREHOUSE_HOME ?= data
SHARED ?= ../shared
COUNT ?= 1000
PORT ?= 3000
KEY ?=
FIGURE ?=
BUILD ?=
CLEARED_OUT ?=
export LANDING WAREHOUSE_HOME CLEARED_OUT KEY FIGURE BUILD

BIN := .venv/bin
READY := .venv/.ready
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input -qq

.DEFAULT_GOAL := help
.PHONY: help setup run rollback trace test lint ui score bench accuracy mutants snapshot lock audit clean

help: ## Show this list
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/make \1	\2/' | expand -t 16

setup: $(READY) ## Set up .venv (the other targets do it by themselves)

run: $(READY) ## Run the nightly job: LANDING=folder with notices, WAREHOUSE_HOME=folder for the warehouse
	@$(BIN)/python -m orchestration.nightly

trace: $(READY) ## Show where a figure comes from: KEY=a key, a file's name or its SHA-256; FIGURE=view.column
	@$(BIN)/python -m orchestration.trace

rollback: $(READY) ## Give readers the build before the published one back, or BUILD=id of a kept one
	@$(BIN)/python -m orchestration.rollback

test: lint ## Run lint and all tests (the slow ones apart: .venv/bin/pytest -m slow)
	@$(BIN)/python -m pytest --numprocesses auto --dist loadfile --no-loadscope-reorder

lint: $(READY) ## Check format, style, types and the direction of imports
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

ui: $(READY) ## Open Dagster on http://127.0.0.1:PORT, with the daemon that runs the job at night
	@$(BIN)/python -m orchestration.ui $(PORT)

score: $(READY) ## Score the published warehouse against the reference annotations in SHARED/gold
	@$(BIN)/python "$(SHARED)/tools/score.py" "$(WAREHOUSE_HOME)/rectification.duckdb" "$(SHARED)/gold" --details

bench: $(READY) ## Measure the job on COUNT made-up notices
	@$(BIN)/python -m tests.benchmarks.nightly --count $(COUNT)

accuracy: $(READY) ## Measure how well made-up notices are read, by layout and damage: docs/accuracy.md
	@$(BIN)/python -m tests.benchmarks.accuracy

mutants: $(READY) ## Change the core of the reading in small ways and count what its tests notice (about an hour)
	@$(BIN)/python -m tests.benchmarks.mutants

snapshot: $(READY) ## Write the snapshot of the asset graph anew, after a wanted change
	@$(BIN)/python -m tests.orchestration.snapshot

lock: $(READY) ## Resolve the dependencies anew into requirements.lock
	@$(BIN)/uv pip compile pyproject.toml --group dev --universal --python-version 3.11 \
	  --generate-hashes --no-emit-index-url --upgrade --quiet --output-file requirements.lock

audit: $(READY) ## Ask the advisory service about the pinned dependencies (needs a network)
	@$(BIN)/uv tool run pip-audit --require-hashes --disable-pip --requirement requirements.lock

clean: ## Remove .venv and all caches (the warehouse stays)
	@rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis build *.egg-info

# The lock names every package, so --no-deps leaves nothing out; the project itself comes last, editable.
$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; name one: make PYTHON=python3.12 ...")'
	@echo "Setting up .venv (the first time takes a minute or two) ..."
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(PIP) install --require-hashes --no-deps -r requirements.lock
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@
