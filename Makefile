# The words are the same here and in CI.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: help up compose test compose-test conformance unit check fmt lock bench mutants
.DEFAULT_GOAL := help

help: ## This list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'

# The environment is made anew whenever the lock changes.
.venv/made: requirements-dev.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Samspil needs Python 3.11 or newer; set PYTHON=/path/to/python3"; exit 1; }
	@$(PYTHON) -m venv .venv || { echo "Samspil needs python3-venv (apt-get install python3-venv)"; exit 1; }
	@echo "Installing what requirements-dev.lock names ..."
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

up: .venv/made ## Start everything on this machine, play the journey, keep running until Ctrl-C
	@exec $(BIN)/samspil up

compose: ## The same in containers: Docker, and nothing else of the machine's
	@deploy/compose

test: .venv/made ## Every test, real Kafka and PostgreSQL included, two files at a time
	@$(BIN)/pytest -n 2 --dist loadfile --no-loadscope-reorder

compose-test: .venv/made ## Play the journey in containers on a real engine, and look from outside
	@PYTHONPATH=tests $(BIN)/python -m containers

# More of what `make test` does thirty and two thousand times; SEED gives others.
MESSAGES ?= 300
MUTATED ?= 100000
conformance: .venv/made ## HL7's own validator over 300 messages of ours, and 100 000 mutated ones at our door
	@CONFORMANCE_MESSAGES=$(MESSAGES) CONFORMANCE_SEED=$(SEED) MUTATED_MESSAGES=$(MUTATED) \
		$(BIN)/pytest --timeout=0 tests/conformance $(wildcard tests/component/test_mutated_messages.py)

unit: .venv/made ## The tests that need nothing but Python: seconds
	@$(BIN)/pytest tests/unit tests/house -q

check: .venv/made ## Format, lint, types and the house's own rules
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

fmt: .venv/made ## Put the code in its one format
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

lock: .venv/made ## Write the lock files anew from pyproject.toml
	@$(BIN)/uv pip compile pyproject.toml --universal --generate-hashes --no-emit-index-url --no-header -q -o requirements.lock
	@$(BIN)/uv pip compile pyproject.toml --group dev -c requirements.lock --universal --generate-hashes --no-emit-index-url --no-header -q -o requirements-dev.lock
	@$(BIN)/uv pip compile --group build -c requirements-dev.lock --universal --generate-hashes --no-emit-index-url --no-header -q -o requirements-build.lock

bench: .venv/made ## Measure beside the bare limits; writes build/bench.json
	@PYTHONPATH=tests $(BIN)/python -m bench $(PART)

mutants: .venv/made ## Plant small bugs and see which the tests find; goes on where it was stopped
	@PYTHONPATH=tests $(BIN)/python -m mutants $(if $(ROOM),"$(ROOM)")
