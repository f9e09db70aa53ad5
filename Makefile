# make help lists what there is. On Windows, where make is absent, see the README.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help setup start test test-all check bench build screenshots constraints kit demo

BIN := .venv/bin
PY := $(BIN)/python
OTTER := .venv/otter/bin/python
LAB := src/active_listening/lab
export PIP_DISABLE_PIP_VERSION_CHECK := 1

help: ## list what make can do
	@grep -hE '^[a-z-]+:.*## ' $(firstword $(MAKEFILE_LIST)) | sed -E 's/^([a-z-]+):.*## /\1\t/' | sort | expand -t 12

setup: .venv/start.stamp ## set everything up, and open nothing

start: .venv/start.stamp ## open the course in the browser
	@$(PY) -m active_listening.cli start $(if $(WORKSPACE),--workspace "$(WORKSPACE)") $(if $(PORT),--port $(PORT))

test: .venv/test.stamp ## style, types, content and the quick tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(PY) -m active_listening.cli check
	$(BIN)/pytest -n 2 -m "not slow"

test-all: test ## the same, and the slow tests
	$(BIN)/pytest -n 2 -m slow

check: .venv/test.stamp ## find what is wrong with the content in data/
	@$(PY) -m active_listening.cli check

bench: .venv/test.stamp .venv/otter.stamp ## speed and accuracy, in one run
	$(PY) -m benchmarks $(PART) $(if $(DATA),--data "$(DATA)")

build: .venv/test.stamp ## make the notebooks from data/
	@$(PY) -m active_listening.cli build

demo: .venv/start.stamp ## take a made class of 30 through everything, into demo/
	@$(PY) -m active_listening.cli demo $(if $(INTO),--into "$(INTO)")

kit: .venv/start.stamp ## make handouts, guides, slides and cards in kit/
	@$(PY) -m active_listening.cli kit

screenshots: .venv/test.stamp ## take the pictures in docs/images anew
	$(PY) -m tools.screenshots

constraints: .venv/test.stamp .venv/otter.stamp ## pin what is installed and tested now
	@for python in $(PY) $(OTTER); do \
	  $$python -m pip freeze --exclude-editable --exclude pip --exclude setuptools; \
	done | LC_ALL=C sort -fu > constraints.txt

# The environment: the first Python that is new enough, or PYTHON=... if given.
.venv/pip.stamp:
	@set -e; \
	for name in $(or $(PYTHON),python3.14 python3.13 python3.12 python3.11 python3); do \
	  command -v $$name >/dev/null 2>&1 || continue; \
	  found="$$($$name -c 'import platform; print(platform.python_version())' 2>/dev/null)" || continue; \
	  old=$$name; \
	  $$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' && { python=$$name; break; }; \
	done; \
	if [ -z "$$python" ] && [ -n "$$old" ]; then \
	  echo "$$old is Python $$found, and the course needs 3.11 or later: install a newer one, or name it, as in: make start PYTHON=python3.12" >&2; exit 2; \
	elif [ -z "$$python" ]; then \
	  echo "Python was not found: install Python 3.11 or later, or name it, as in: make start PYTHON=/path/to/python3" >&2; exit 2; \
	elif ! $$python -c 'import venv, ensurepip' 2>/dev/null; then \
	  echo "$$python has no venv module: on Debian or Ubuntu, install it with: apt-get install python3-venv" >&2; exit 2; \
	fi; \
	echo "Preparing the course (once; this takes a minute) ..."; \
	$$python -m venv .venv || { echo "$$python could not make the folder .venv: see above." >&2; exit 2; }; \
	touch $@

# pip copies the Lab extension into .venv, so it too is installed anew when it changes.
.venv/start.stamp: .venv/pip.stamp pyproject.toml constraints.txt $(LAB)/package.json $(wildcard $(LAB)/static/*)
	@$(PY) -m pip install -q -c constraints.txt -e . || { echo "The course's packages could not be installed: see above. Is there a network?" >&2; exit 2; }
	@touch $@

.venv/test.stamp: .venv/start.stamp
	@$(PY) -m pip install -q -c constraints.txt -e '.[dev]' || { echo "The tests' packages could not be installed: see above. Is there a network?" >&2; exit 2; }
	@touch $@

# The grader that ours is compared with brings an extension for Lab, which has no place beside ours.
.venv/otter.stamp: .venv/test.stamp
	@test -x $(OTTER) || $(PY) -m venv .venv/otter
	@$(OTTER) -m pip install -q -c constraints.txt -e '.[bench]' || { echo "otter-grader could not be installed: see above. To go without: python -m benchmarks" >&2; exit 2; }
	@touch $@
