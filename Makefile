# Every target sets up what it needs first, which takes half a second when nothing is missing.
# `make help` lists them.

BIN := .venv/bin
OUT ?= screenshots
# Branch coverage of core, services and storage, in percent, that `make test` asks for.
COVERAGE ?= 100
# What these tests reach is pinned by others: measuring coverage there would only take time.
UNMEASURED := tests/ui tests/figure tests/audio
# A file's tests stay together: they share what was worked out once.
SPREAD := --numprocesses=auto --maxprocesses=4 --dist=loadfile
PINNED := gluteapp/core/*,gluteapp/services/*,gluteapp/storage/*

.PHONY: run test body voice screenshots contact-sheets benchmarks strings ready clean help
.DEFAULT_GOAL := help

run: ready ## open the window; without a display, play a circuit headless
	@sh packaging/run.sh

test: export QT_QPA_PLATFORM := offscreen
test: export SDL_AUDIODRIVER := dummy
test: ready ## lint, format, types, all tests, coverage
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/pytest $(SPREAD) $(UNMEASURED:%=--ignore=%) --cov --cov-report=
	$(BIN)/pytest $(SPREAD) $(UNMEASURED)
	$(BIN)/coverage report --include='$(PINNED)' --fail-under=$(COVERAGE)

screenshots: ready ## every screen in its main states, into OUT=DIR
	$(BIN)/python packaging/screenshots.py "$(OUT)"

contact-sheets: ready ## every motion, five moments from two cameras, into OUT=DIR
	$(BIN)/python packaging/contact_sheets.py "$(OUT)" $(MOTIONS)

benchmarks: ready ## every figure of the README; ARGS=--quick for a look
	@set -e; for figure in benchmarks/*.py; do $(BIN)/python "$$figure" $(ARGS); done

body: ready ## make the coach's meshes anew, into assets/bodies
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable '.[body]'
	$(BIN)/python packaging/body/build.py

voice: ready ## make the voices' clips that are missing or out of date, into assets/voice
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable '.[voice]'
	$(BIN)/python packaging/voice/make_clips.py

strings: ready ## collect the words to translate into gluteapp/locale/gluteapp.pot
	$(BIN)/python packaging/extract_strings.py

ready: ## set everything up; changes nothing when it is all there
	@sh packaging/setup.sh

clean: ## remove everything that was made here
	rm -rf .venv build dist *.egg-info .coverage .coverage.* .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

help: ## say what can be made
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 22
