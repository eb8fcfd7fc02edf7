# make serve: build the graph of the seed articles and serve it;  make test: every check;  make fast: compile the reader.
PYTHON ?= python3
VENV ?= .venv
HOST ?= 127.0.0.1
PORT ?= 8000
STORE ?= out/seeds

PIP = $(VENV)/bin/python -m pip --quiet --disable-pip-version-check --no-input
.DEFAULT_GOAL := help
.PHONY: help serve build editor test fast plain clean

help:
	@echo "make serve    build the graph of seeds/ and serve it at http://$(HOST):$(PORT)/  (HOST=… PORT=… to change)"
	@echo "make build    build it only, into $(STORE)  (STORE=… to change)"
	@echo "make test     run every check: ruff, mypy, pytest"
	@echo "make fast     compile the reader, which then reads twice as fast (needs a C compiler; some minutes, once)"
	@echo "make plain    go back to the reader in plain Python"
	@echo "make clean    remove what was built, and the virtual environment $(VENV)"

serve: build editor
	@exec $(VENV)/bin/mithaq serve --store "$(STORE)" --texts seeds --host "$(HOST)" --port "$(PORT)"

# The query page's editor; without node the page has a plain field for text.
editor:
	@if command -v npm >/dev/null 2>&1; then $(MAKE) --no-print-directory endpoint/static/editor.js; \
	  else echo "npm is missing: the query page will have a plain field instead of the editor" >&2; fi

endpoint/static/editor.js: endpoint/assets/editor.js endpoint/assets/package-lock.json
	@echo "Building the editor of the query page …" >&2
	@cd endpoint/assets && npm ci --no-audit --no-fund --silent && npm run build --silent || \
	  { rm -f ../static/editor.js; echo "mithaq: the editor could not be built; the query page will have a plain field" >&2; }

build: $(VENV)/.installed
	@$(VENV)/bin/mithaq build seeds --out "$(STORE)"

test: $(VENV)/.installed-dev
	@$(VENV)/bin/ruff check
	@$(VENV)/bin/ruff format --check
	@$(VENV)/bin/mypy
	@$(VENV)/bin/python -m pytest

fast: $(VENV)/.installed
	@$(PIP) install --editable ".[fast]" || { echo "mithaq: could not install; see pip's message above" >&2; exit 1; }
	@$(VENV)/bin/python -m kg.compiling

plain:
	@rm -f kg/*.so

clean: plain
	rm -rf out "$(VENV)"

$(VENV)/.installed: pyproject.toml
	$(ENVIRONMENT)
	@echo "Installing mithaq and what it needs into $(VENV) …" >&2
	@$(PIP) install --editable . || { echo "mithaq: could not install; see pip's message above" >&2; exit 1; }
	@touch "$@"

$(VENV)/.installed-dev: pyproject.toml
	$(ENVIRONMENT)
	@echo "Installing mithaq with its checks into $(VENV) …" >&2
	@$(PIP) install --editable ".[dev]" || { echo "mithaq: could not install; see pip's message above" >&2; exit 1; }
	@touch "$@" "$(VENV)/.installed"

define ENVIRONMENT
@command -v "$(PYTHON)" >/dev/null 2>&1 || \
  { echo "mithaq: $(PYTHON) is missing; install Python 3.11 or later (Debian: apt install python3 python3-venv)" >&2; exit 1; }
@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
  { echo "mithaq: $$("$(PYTHON)" -V) is too old; make PYTHON=… with Python 3.11 or later" >&2; exit 1; }
@"$(PYTHON)" -c 'import ensurepip, venv' 2>/dev/null || \
  { echo "mithaq: Python's venv module is missing; install it (Debian: apt install python3-venv)" >&2; exit 1; }
@"$(VENV)/bin/python" -m pip --version >/dev/null 2>&1 || "$(PYTHON)" -m venv --clear "$(VENV)"
endef
