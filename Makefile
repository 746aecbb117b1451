# `make run` and `make test` need Python 3.11 or newer and nothing else.

# The first of these that is new enough.
PYTHON ?= $(shell for python in python3.11 python3; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && break; done)
PORT = 8000
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check

# The checks see an installation that could be a production one, not the demo and not a developer's .env.
PRODUCTION := DEMO=false DEBUG=false DATA_DIR=$(VENV)/check \
	SECRET_KEY="$$($(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(50))')" \
	SITE_URL=https://news.example.org ALLOWED_HOSTS=news.example.org CSRF_TRUSTED_ORIGINS= \
	DATABASE_URL=sqlite://:memory: CELERY_BROKER_URL=redis://127.0.0.1 CACHE_URL=locmem://

.PHONY: run test test-fast figures lint types checks format samples pictures docs sbom audit lock bench-import bench-tagging bench-pages bench-admin torture fit

# The demo is this machine's own: a .env beside it may belong to a real paper.
run: $(VENV)/run.stamp
	@DEMO=1 DATABASE_URL="sqlite:///$(CURDIR)/var/newsroom.sqlite3" CELERY_BROKER_URL= CACHE_URL=locmem:// \
	DATA_DIR="$(CURDIR)/var" SITE_URL=http://127.0.0.1:$(PORT) ALLOWED_HOSTS=127.0.0.1,localhost \
	$(BIN)/python manage.py demo --port $(PORT)

test: lint types checks
	tests/run

# While one works: no processes, no servers, no browser, SQLite alone; a minute or two.
test-fast: $(VENV)/dev.stamp
	tests/run --fast

lint: $(VENV)/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	find . -path ./$(VENV) -prune -o -name '*.py' -exec $(BIN)/django-upgrade --target-version 5.2 --check {} +

types: $(VENV)/dev.stamp
	@echo $(BIN)/mypy && $(PRODUCTION) $(BIN)/mypy

checks: $(VENV)/dev.stamp
	@echo manage.py makemigrations --check && $(PRODUCTION) $(BIN)/python manage.py makemigrations --check --dry-run
	@echo manage.py check --deploy && $(PRODUCTION) $(BIN)/python manage.py check --deploy --fail-level WARNING

# How easily a stranger reads the tree, in figures.
figures: $(VENV)/dev.stamp
	$(BIN)/python tools/house_figures.py

format: $(VENV)/dev.stamp
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

samples: $(VENV)/dev.stamp
	$(BIN)/python -m tests.house.render_samples

# How fast pages are read and stored, on ordinary and hostile input.
bench-import: $(VENV)/dev.stamp
	$(BIN)/python benchmarks/bench_import.py

# How many articles a second are tagged, beside jieba's own keywords; TEXTS=file.jsonl for other texts than the samples.
bench-tagging: $(VENV)/dev.stamp
	$(BIN)/python benchmarks/bench_tagging.py $(TEXTS)
	$(BIN)/python benchmarks/bench_worker.py $(TEXTS)

# How fast the public pages are beside a bare Django view; needs wrk, Redis and, for half of it, PostgreSQL.
bench-pages: $(VENV)/dev.stamp
	$(BIN)/python benchmarks/bench_pages.py

# How fast the desk's lists open with 100,000 articles, beside Django's own, on both databases: some ten minutes.
bench-admin: $(VENV)/dev.stamp
	$(BIN)/python benchmarks/bench_admin.py

# What happens once in years, on purpose: some forty minutes on two cores; docs/reference/reliability.md keeps the table.
# TORTURE_SCALE=0.1 does it a tenth as often, TORTURE_SEED=17 with the same dice, SCENARIOS=fuzzed-parser this alone.
torture: $(VENV)/dev.stamp
	$(if $(SCENARIOS),,tests/run tests/parsing -m torture)
	$(BIN)/python -m torture $(if $(SCENARIOS),$(SCENARIOS),--write)

# The weights of the parser's labels, fitted to the annotated pages; SHARED=folder for further ones.
fit: $(VENV)/fit.stamp
	$(BIN)/python -m tools.fit_weights $(if $(SHARED),--shared $(SHARED))

pictures: $(VENV)/dev.stamp
	$(BIN)/python -m tests.browser.take_pictures

# The documents as a site in site/: a link that leads nowhere, or a file from another host, is an error.
docs: $(VENV)/docs.stamp
	@NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict
	@! grep -rnoE '<(link|script|img)[^>]+(href|src)="https?://[^"]+"' --include='*.html' site

# Everything the program runs on, with hashes, as CycloneDX has it.
sbom: $(VENV)/audit.stamp
	$(BIN)/cyclonedx-py requirements requirements.lock --pyproject pyproject.toml --short-PURLs --output-reproducible \
		--of JSON --output-file sbom.json

# Whether any of it has a known weakness. Where nobody can be asked, it says so and is no failure.
audit: $(VENV)/audit.stamp
	$(BIN)/python -m tools.advisories requirements.lock requirements-build.lock requirements-dev.lock

# The lock files after a change of requirements*.txt; `make lock UPGRADE=--upgrade` takes newer releases of
# what our libraries need themselves, too. They hold for Python 3.11 to 3.13 on every platform.
LOCK = $(BIN)/uv pip compile --quiet --universal --python-version=3.11 --generate-hashes $(UPGRADE)
lock: $(VENV)/dev.stamp
	$(LOCK) --output-file=requirements.lock requirements.txt
	$(LOCK) --constraints=requirements.lock --output-file=requirements-dev.lock requirements-dev.txt
	$(LOCK) --constraints=requirements-dev.lock --output-file=requirements-docs.lock requirements-docs.txt
	$(LOCK) --constraints=requirements-dev.lock --output-file=requirements-fit.lock requirements-fit.txt
	$(LOCK) --constraints=requirements-dev.lock --output-file=requirements-audit.lock requirements-audit.txt
	$(LOCK) --output-file=requirements-build.lock requirements-build.txt

# A stamp is newer than the requirements it stands for, so a second run installs nothing.
$(VENV)/run.stamp: requirements.lock | $(BIN)/pip
	$(PIP) --require-hashes -r requirements.lock
	@touch $@

$(VENV)/dev.stamp: requirements.lock requirements-dev.lock | $(BIN)/pip
	$(PIP) --require-hashes -r requirements-dev.lock
	@touch $@ $(VENV)/run.stamp

$(VENV)/docs.stamp: requirements-docs.lock | $(BIN)/pip
	$(PIP) --require-hashes -r requirements-docs.lock
	@touch $@

$(VENV)/fit.stamp: requirements-fit.lock | $(VENV)/dev.stamp
	$(PIP) --require-hashes -r requirements-fit.lock
	@touch $@

$(VENV)/audit.stamp: requirements-audit.lock | $(BIN)/pip
	$(PIP) --require-hashes -r requirements-audit.lock
	@touch $@

$(BIN)/pip:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed, and neither python3.11 nor python3 is one:" \
		"install it, or say where it is with PYTHON=/path/to/python" >&2; exit 1; }
	@$(PYTHON) -m venv --clear $(VENV) || { rm -rf $(VENV); echo "$(PYTHON) cannot make a virtual environment:" \
		"on Debian and Ubuntu, apt-get install python3-venv" >&2; exit 1; }
