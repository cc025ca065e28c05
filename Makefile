# What can be done with this repository. A machine needs Python 3.11 or newer, git and make; the rest is set up in .venv.
#
#   make site    build the site into build/site
#   make ready   only set up what the others need
#   make serve   build it, show it on this machine, build again on every change
#   make review  a page for editors: each original with what was read marked in it (build/review)
#   make test    style, types and all tests, in a real browser too
#   make lint    style and types only
#   make coverage  how much of reading, parsing, citing, writing and translating the tests reach (about ten minutes)
#   make fuzz    hostile bytes in every format, and one bad file among ten thousand (about an hour; FUZZ=500 is shorter)
#   make quality axe, Lighthouse, the HTML checker (needs node and Java; some minutes)
#   make screenshots  take the pictures of the README and the help pages anew
#   make format  bring the code into its one layout
#   make lock    choose the newest allowed versions of what we depend on
#   make clean   remove what was generated (not .venv)

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help ready site serve review test lint coverage fuzz quality screenshots format lock clean

PYTHONS = $(PYTHON) python3.11 python3 python3.12 python3.13 python3.14 python
PY = .venv/bin/python
PIP = $(PY) -m pip --disable-pip-version-check install --quiet
PIP_COMPILE = .venv/bin/pip-compile --quiet --no-config --no-header --strip-extras --allow-unsafe --generate-hashes --all-build-deps \
	--no-emit-index-url --no-emit-trusted-host --no-emit-find-links

# A set-up is known by what it was made from: the lock, the project's own description, and where the folder stands.
stamp = .venv/.$(1)-$(shell { pwd; cat $(2) pyproject.toml; } | git hash-object --stdin)
RUN_READY := $(call stamp,run,requirements.lock)
DEV_READY := $(call stamp,dev,requirements-dev.lock)

help:
	@sed -n 's/^#   //p' Makefile

ready: $(RUN_READY)

site: $(RUN_READY)
	.venv/bin/archive build

serve: $(RUN_READY)
	.venv/bin/archive serve

review: $(RUN_READY)
	.venv/bin/archive report --page build/review/index.html

lint: $(DEV_READY)
	.venv/bin/ruff check --quiet .
	.venv/bin/ruff format --quiet --check . || { echo 'Run "make format": the code is not in its one layout.' >&2; exit 1; }
	.venv/bin/mypy --strict builder

test: lint
	CHROMIUM="$$($(PY) tests/browser.py)" && export CHROMIUM && .venv/bin/pytest

# Branches of the rooms that handle contributed files. Tests of the browser, the search and the publishing say nothing about them.
ROOMS = read parse cite write translate
APART = browser search_* vectors templates_site site_serve serving repository pour_atomic incremental
coverage: $(DEV_READY)
	rm -rf build/coverage && mkdir -p build/coverage
	FUZZ=300 CHROMIUM="$$($(PY) tests/browser.py)" .venv/bin/coverage run -m pytest -q $(foreach name,$(APART),--ignore-glob='*/test_$(name).py')
	.venv/bin/coverage combine --quiet
	@failed=; for room in $(ROOMS); do echo; echo "== $$room"; \
	  .venv/bin/coverage report --include="builder/$$room/*" --fail-under=90 || failed="$$failed $$room"; done; \
	test -z "$$failed" || { echo "Below 90 %:$$failed" >&2; exit 1; }

fuzz: $(DEV_READY)
	FUZZ="$${FUZZ:-10000}" .venv/bin/pytest -q tests/test_read_any_bytes.py tests/hostile/test_mutations.py
	MANY="$${MANY:-10000}" .venv/bin/pytest -q tests/hostile/test_isolation.py -k many

quality: $(DEV_READY)
	@command -v java >/dev/null && command -v npm >/dev/null || { echo 'make quality needs node with npm, and Java (on Debian: default-jre-headless).' >&2; exit 1; }
	npm --prefix tools/quality ci --silent
	CHROMIUM="$$($(PY) tests/browser.py)" && export CHROMIUM && $(PY) tools/quality.py

screenshots: $(DEV_READY)
	CHROMIUM="$$($(PY) tests/browser.py)" && export CHROMIUM && $(PY) tools/screenshots.py

format: $(DEV_READY)
	.venv/bin/ruff check --quiet --fix . ; .venv/bin/ruff format .

lock: $(DEV_READY)
	$(PIP_COMPILE) --upgrade --output-file=requirements.lock pyproject.toml
	$(PIP_COMPILE) --upgrade --extra=dev --constraint=requirements.lock --output-file=requirements-dev.lock pyproject.toml

clean:
	rm -rf build dist test-results .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find builder tests -name __pycache__ -type d -prune -exec rm -rf {} +

# The first Python that is new enough. One that is only a name (a pyenv shim) does not count, so each is asked.
$(PY):
	@for python in $(PYTHONS); do \
	  "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue; \
	  echo "Setting up .venv with $$("$$python" --version) …"; \
	  "$$python" -m venv --clear .venv && exit 0; \
	  echo 'This Python cannot make a virtual environment: install the package python3-venv, then try again.' >&2; exit 1; \
	done; \
	echo 'Python 3.11 or newer was not found. Install it, or name it: make PYTHON=/path/to/python3.11 …' >&2; exit 1

.venv/.run-%: $(PY)
	$(PIP) --require-hashes --requirement requirements.lock
	PYTHONWARNINGS=ignore $(PIP) --no-deps --no-build-isolation --editable .
	@rm -f .venv/.run-* && touch $@

.venv/.dev-%: $(PY)
	$(PIP) --require-hashes --requirement requirements-dev.lock
	PYTHONWARNINGS=ignore $(PIP) --no-deps --no-build-isolation --editable .
	@rm -f .venv/.dev-* && touch $@
