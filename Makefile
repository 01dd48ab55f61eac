.DEFAULT_GOAL := help
PYTHON ?= .venv/bin/python

.PHONY: help install run test check docs bench lock

help:  ## Show these targets
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  \1\t/' | expand -t 12

install:  ## Make .venv and install Dateline with its development tools
	python3 -m venv .venv
	.venv/bin/pip install --quiet --constraint constraints.txt --editable '.[dev]'

run:  ## Run the main job on the shipped samples
	.venv/bin/dateline run samples

test:  ## Run all tests
	$(PYTHON) -m pytest -n 2

check:  ## Lint, types, layers
	.venv/bin/ruff check
	.venv/bin/ruff format --check
	.venv/bin/mypy
	.venv/bin/lint-imports

docs:  ## Regenerate docs/data-dictionary.md and the recipes' outputs
	$(PYTHON) -m warehouse.dictionary
	rm -rf build/docs && .venv/bin/dateline --home build/docs run samples || [ $$? -eq 3 ]
	$(PYTHON) -m warehouse.recipes build/docs/warehouse.duckdb

bench:  ## Print the cost of everything but coding as a ratio (INPUT=articles.jsonl)
	$(PYTHON) -m benchmarks.overhead $(INPUT)

lock:  ## Write constraints.txt from the environment
	.venv/bin/pip freeze --exclude-editable | LC_ALL=C sort -f > constraints.txt
