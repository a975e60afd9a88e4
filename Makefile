# `make demo` and `make test` work from a fresh clone with nothing but Python 3.11+, make and git: each makes
# .venv from the lock file (again only when the lock changes) and sees to Qt's system libraries on Linux.
.DEFAULT_GOAL := help
.PHONY: help run demo test torture bench conformance screenshots catalogues lock clean

# The first Python that really starts (a version manager's shim may only complain) and is new enough, the most
# tried version first; one that can make environments is preferred to one that cannot yet.
CANDIDATES := python3.11 python3.12 python3.13 python3 python
find-python = $(shell for python in $(CANDIDATES); do \
	"$$python" -c 'import sys$(1); sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 \
	&& { command -v "$$python"; break; }; done)
ifndef PYTHON
PYTHON := $(or $(call find-python,; import ensurepip),$(call find-python))
endif

VENV := .venv/bin
DESK ?=
DEMO ?= demo-output
SHOTS ?= build/screenshots
PO := domain/locale
VERSION = $(shell sed -n 's/^version = "\(.*\)"/\1/p' pyproject.toml)

define environment
	@test -n "$(PYTHON)" || { echo "Armistice Desk needs Python 3.11 or newer." >&2; exit 1; }
	@$(PYTHON) tools/ensure_system.py venv qt $(2)
	@$(PYTHON) tools/ensure_venv.py $(1)
endef

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "%-14s%s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## open the window (DESK=file.desk opens that desk)
	$(call environment,run,window)
	$(VENV)/python main.py $(DESK)

demo: ## an exercise desk, its briefing and screenshots in demo-output, then the window
	$(call environment,run,window)
	$(VENV)/python main.py demo --out $(DEMO)

test: ## every check that a change must pass
	$(call environment,dev,window tests)
	$(VENV)/ruff check .
	$(VENV)/ruff format --check .
	$(VENV)/mypy
	$(VENV)/lint-imports
	QT_QPA_PLATFORM=offscreen $(VENV)/python -m pytest -n 2 --cov --cov-report=term $(TESTS)

torture: ## kills, flipped bytes, failures of power, of the disk, hostile files (long)
	$(call environment,dev)
	$(VENV)/python -m tests.torture

bench: ## measure against the floor
	$(call environment,dev,bench)
	@$(PYTHON) tools/ensure_venv.py bench
	QT_QPA_PLATFORM=offscreen $(VENV)/python -m bench

conformance: ## veraPDF's verdict on every product: PDF/UA-1 and PDF/A-2a (needs a JDK)
	$(call environment,dev,verapdf)
	@$(PYTHON) tools/ensure_venv.py bench
	QT_QPA_PLATFORM=offscreen $(VENV)/python -m pytest -q -rs tests/reports/test_verapdf.py

screenshots: ## every page of the window as a picture, in build/screenshots
	$(call environment,dev)
	QT_QPA_PLATFORM=offscreen $(VENV)/python -m tools.screenshots --out $(SHOTS)

catalogues: ## collect the words to translate and compile the translations
	$(call environment,dev)
	mkdir -p build
	$(VENV)/pybabel -q extract --no-default-keywords -k _ -k n_:1,2 -k p_:1c,2 -k N_ --add-location=file \
		--add-comments=Translators: --sort-by-file --project="Armistice Desk" \
		--copyright-holder="The Armistice Desk authors" --version=$(VERSION) \
		-o build/armistice.pot main.py domain storage reports gui cli
	for language in uk; do \
		po=$(PO)/$$language/LC_MESSAGES/armistice.po; \
		if test -e $$po; then \
			$(VENV)/pybabel -q update --ignore-pot-creation-date --no-fuzzy-matching --ignore-obsolete \
				-D armistice -l $$language -i build/armistice.pot -d $(PO); \
		else \
			$(VENV)/pybabel -q init -D armistice -l $$language -i build/armistice.pot -d $(PO); \
		fi || exit 1; \
	done
	$(VENV)/pybabel -q compile --statistics -D armistice -d $(PO)

UV := build/uv/bin/uv
# An extra that a package asks of another (coverage[toml]) stays in the lock: without it pip takes the newest
# release of that other package, for which the lock has no hash, on the day there is one.
COMPILE = $(UV) pip compile -q --no-config --universal --python-version 3.11 --generate-hashes --no-annotate --no-header --no-strip-extras

lock: ## write the lock files again from pyproject.toml (UPGRADE=--upgrade takes the newest versions)
	@test -x $(UV) || { $(PYTHON) -m venv build/uv && build/uv/bin/python -m pip install -q "uv>=0.13,<0.14"; }
	$(COMPILE) $(UPGRADE) pyproject.toml -o requirements.lock
	$(COMPILE) $(UPGRADE) pyproject.toml --group dev -c requirements.lock -o requirements-dev.lock
	$(COMPILE) $(UPGRADE) --group bench -c requirements-dev.lock -o requirements-bench.lock

clean: ## remove everything that can be made again
	rm -rf .venv build demo-output .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
