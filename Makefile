# make lab      opens the course          make test     runs every test
# make course   runs it without a screen  make lint     checks code and notebooks
# Variables: PROFILE=smoke|laptop|gpu  NB=03  GPU=1  PYTHON=…  IP=…  PORT=…  ARGS=… (of pytest)  WORKERS=2

PROFILE ?= laptop
IP ?= localhost
PORT ?= 8888
# How many tests run at a time. Each may take 2 GB and more cores than one.
WORKERS ?= 2
VENV := .venv
BIN := $(VENV)/bin
# What a learner needs is installed, and what tests, lint, the benchmark and instructors need besides.
STAMP := $(VENV)/.installed$(if $(GPU),-gpu)
DEV := $(VENV)/.installed-dev
PIP_INSTALL := $(BIN)/python -m pip install -qq --disable-pip-version-check
NO_LUCK := The installation failed, see above: with no network, or behind a proxy, set PIP_INDEX_URL or HTTPS_PROXY and run make again.
IN_RANGE := import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))

COLAB := .venv-colab
COLAB_NEEDS := tests/colab/requirements.txt

.PHONY: help lab course test lint dev test-colab colab test-python bench bench-torch
.DEFAULT_GOAL := help

help:
	@echo "make lab                  install into .venv and open JupyterLab at the first notebook"
	@echo "make course               run the notebooks and write build/course  [PROFILE=smoke|laptop|gpu] [NB=03]"
	@echo "make test                 run every test                            [ARGS='-m \"not notebooks\"']"
	@echo "make lint                 check the code and the form of the notebooks"
	@echo "make dev                  install what tests, lint and instructors need besides"
	@echo "make test-colab               run the notebooks with Colab's versions"
	@echo "make test-python PY=3.12      run every test on another Python, in an environment of its own"
	@echo "make bench                    measure speed, beside other systems [QUICK=1] [PART=throughput]"
	@echo "make bench-torch              install PyTorch into an environment of its own, to be measured too"
	@echo "make lab GPU=1            the same with TensorFlow's CUDA packages, on Linux or in WSL2"
	@echo "make lab IP=0.0.0.0 PORT=8888   reachable from outside a container"

lab: $(STAMP)
	@$(BIN)/gan-course lab --ip $(IP) --port $(PORT)

course: $(STAMP)
	@$(BIN)/gan-course run --profile $(PROFILE) $(NB)

test: $(DEV)
	@$(BIN)/python -m pytest -n $(WORKERS) $(ARGS)

test-colab: $(DEV) $(COLAB)/.installed
	@$(BIN)/python -m pytest tests/colab $(ARGS)

colab: $(COLAB)/.installed

test-python:
	@python="$$(tests/find_python $(or $(PY),3.12))" && \
	$(MAKE) --no-print-directory test VENV=.venv-$(or $(PY),3.12) PYTHON="$$python"

# Colab's Python is 3.13; where there is none, its packages are tested on the Python that is there.
$(COLAB)/.installed: $(COLAB_NEEDS)
	@python="$$(tests/find_python 3.13)" || { \
	  python="$$(tests/find_python 3.12 || tests/find_python 3.11)" || exit 1; \
	  echo "Colab's versions are tested on $$($$python --version) instead." >&2; }; \
	rm -rf $(COLAB) && $$python -m venv $(COLAB) && \
	$(COLAB)/bin/python -m pip install -qq --disable-pip-version-check -r $(COLAB_NEEDS) || { \
	  echo "The installation of Colab's versions failed, see above." >&2; exit 1; }
	@touch $@

bench: $(DEV)
	@$(BIN)/python -m benchmarks $(PART) $(if $(QUICK),--quick)

bench-torch:
	@python="$$(tests/find_python 3.11 || tests/find_python 3.12 || tests/find_python 3.13)" && \
	$$python -m venv .venv-torch && .venv-torch/bin/python -m pip install -qq --disable-pip-version-check torch==2.13.0 numpy

dev: $(DEV)

lint: $(DEV)
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/gan-course lint

# Both install once, and again when what they install from has changed.
$(DEV): requirements-dev.txt $(STAMP)
	@echo "Installing what tests and instructors need besides into $(VENV)…"; \
	$(PIP_INSTALL) -r requirements-dev.txt || { echo "$(NO_LUCK)" >&2; exit 1; }
	@touch $@

$(STAMP): requirements.txt pyproject.toml
	@python=""; \
	for candidate in $(or $(PYTHON),python3 python3.13 python3.12 python3.11 python); do \
	  if $$candidate -c '$(IN_RANGE)' 2>/dev/null; then python=$$candidate; break; fi; \
	done; \
	if [ -z "$$python" ]; then \
	  echo "The course needs Python 3.11, 3.12 or 3.13, and $(or $(PYTHON),python3) is $$($(or $(PYTHON),python3) --version 2>&1 | head -n 1): install one of them and name it, as in 'make lab PYTHON=python3.12'." >&2; \
	  exit 1; \
	fi; \
	if [ -x $(BIN)/python ] && ! $(BIN)/python -c '$(IN_RANGE)'; then \
	  echo "The folder $(VENV) holds another Python, $$($(BIN)/python --version 2>&1 | head -n 1): remove it and run make again." >&2; \
	  exit 1; \
	fi; \
	if ! $(BIN)/python -m pip --version >/dev/null 2>&1; then \
	  $$python -m venv $(VENV) || { rm -rf $(VENV); \
	    echo "Python could not make an environment: on Debian or Ubuntu, run 'sudo apt install python3-venv' first." >&2; exit 1; }; \
	fi; \
	echo "Installing into $(VENV), some minutes the first time…"; \
	$(PIP_INSTALL) -r requirements.txt -e .$(if $(GPU),[gpu]) || { echo "$(NO_LUCK)" >&2; exit 1; }
	@touch $(VENV)/.installed $@
