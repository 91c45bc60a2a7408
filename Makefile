# Two commands matter: `make run` and `make test`. Both begin with `setup`, which does nothing the second time.
.PHONY: setup dev run test soak check bench lock clean shots help
.DEFAULT_GOAL := help
BIN := .venv/bin

help: ## what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-7s %s\n", $$1, $$2 }' Makefile

setup: ## .venv, locked packages, front end, translations
	@PYTHON="$(PYTHON)" sh tools/python.sh tools/setup.py

dev: ## the same, with what testing and checking need
	@PYTHON="$(PYTHON)" sh tools/python.sh tools/setup.py --dev

lock: dev ## resolve the versions anew (needs the network)
	@$(BIN)/python tools/lock.py
	@PATH="$(CURDIR)/$(BIN):$$PATH" npm install --package-lock-only
