# Two commands matter: `make run` and `make test`. Both begin with `setup`, which does nothing the second time.
# ARGS is passed on: make test ARGS="--only sqlite -k intervision".
.PHONY: help setup dev run test soak check bench bench-large bench-peers lock messages shots clean
.DEFAULT_GOAL := help
BIN := .venv/bin
ARGS :=
export VAKWERK_DEMO ?= 1
export VAKWERK_LOG ?= WARNING

help: ## what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' Makefile

setup: ## .venv, locked packages, front end, translations
	@PYTHON="$(PYTHON)" sh tools/python.sh tools/setup.py

dev: ## the same, and what testing and checking need
	@PYTHON="$(PYTHON)" sh tools/python.sh tools/setup.py --dev

run: setup ## Vakwerk with its demo world (VAKWERK_PORT=8001, VAKWERK_HOME=…, VAKWERK_DEMO=0, DATABASE_URL=…)
	@exec $(BIN)/python -m vakwerk.site.serve

test: dev ## the whole suite: SQLite, PostgreSQL, browser
	@$(BIN)/python -m tools.test $(ARGS)

soak: dev ## the same with the slow tests and the full numbers of cases (hours)
	@$(BIN)/python -m tools.test --soak $(ARGS)

check: dev ## format, lint, types, import contracts, templates
	@$(BIN)/python -m tools.check

bench: dev ## every benchmark at its default size
	@$(BIN)/python -m tools.bench $(ARGS)

bench-large: dev ## a register of 1.4 million people: the bulk benchmarks at the size of their aims (about an hour)
	@$(BIN)/python -m tools.bench --large $(ARGS)

bench-peers: dev ## what bulk decisions are measured beside: OpenFisca-core, pandas, polars, pyarrow
	@cd benchmarks && ../$(BIN)/python -m bulk.peers

shots: dev ## the screenshots in the README
	@$(BIN)/python -m tools.screenshots $(ARGS)

messages: dev ## compile the translations again
	@$(BIN)/python -m tools.messages compile

lock: dev ## resolve all versions anew (needs the network)
	@$(BIN)/python -m tools.lock
	@PATH="$(CURDIR)/$(BIN):$$PATH" npm install --package-lock-only --ignore-scripts

clean: ## throw away what was built (your data in ./var stays)
	@rm -rf .venv .venv.lock node_modules benchmarks/.peers src/vakwerk/site/static/vakwerk .mypy_cache .ruff_cache .pytest_cache \
		.import_linter_cache .hypothesis
	@find src tests tools -name __pycache__ -type d -prune -exec rm -rf {} +
