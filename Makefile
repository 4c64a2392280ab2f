# Verbs: setup run test check eval bench samples screenshots sbom. Each sets up .venv/ by itself when it is needed.
PYTHON ?= python3
BIN := .venv/bin
LIBRARY := .samples-library
ENVIRONMENT ?= $(BIN)/python
SBOM ?= sbom.json
QUESTIONS ?= eval/questions/samples.jsonl eval/questions/generated.jsonl

.PHONY: setup run test check eval bench samples screenshots sbom

setup: .venv/ready

.venv/ready: pyproject.toml constraints.txt
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e .[dev,ocr]
	touch $@

run: setup
	$(BIN)/python -m ingest add samples --library $(LIBRARY)
	$(BIN)/python app.py --library $(LIBRARY)

test: setup
	$(BIN)/python -m pytest

check: setup
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

eval: setup
	$(BIN)/python -m ingest add samples --library $(LIBRARY)
	$(BIN)/python -m eval run --library $(LIBRARY) --questions $(QUESTIONS)

bench: setup
	$(BIN)/python -m eval bench ingest
	$(BIN)/python -m eval bench ask
	$(BIN)/python -m eval bench across
	$(BIN)/python -m eval bench load

samples: setup
	$(BIN)/python samples/render.py

screenshots: setup
	$(BIN)/python docs/screenshots.py

# The tool stands apart: what it needs is no part of what it lists.
.sbom-venv/ready: pyproject.toml constraints.txt
	$(PYTHON) -m venv .sbom-venv
	.sbom-venv/bin/pip install --quiet --disable-pip-version-check -c constraints.txt cyclonedx-bom
	touch $@

sbom: setup .sbom-venv/ready
	.sbom-venv/bin/cyclonedx-py environment $(ENVIRONMENT) --pyproject pyproject.toml \
		--output-reproducible --output-format JSON --output-file $(SBOM)
