# Two commands set things up: `make run` to use Interlude, `make test` to prove it.
# Each leaves a stamp beside what it installed, so a second run does only what has changed.

PYTHON ?= python3
export PATH := $(CURDIR)/.venv/bin:$(PATH)
export PIP_DISABLE_PIP_VERSION_CHECK := 1

PWA_SOURCES := $(shell find pwa -type f -not -path '*/node_modules/*' -not -path 'pwa/dist/*' -not -path 'pwa/dist.*' \
	-not -path 'pwa/src/core/i18n/compiled/*' -not -path 'pwa/src/practices/snapshot/*') \
	$(shell find api/practices -type f -name '*.json' -o -path 'api/practices/*.py')

# Another people's push service, for the tests to send to.
OTHERS := tests/push/web_push_testing/node_modules/.installed

# Its own house: it asks for other versions of what we use.
SEMGREP := tools/semgrep/.venv/bin/semgrep
QUIETLY := --metrics=off --disable-version-check --quiet

MUTMUT := tools/mutants/.venv/bin/mutmut

.DEFAULT_GOAL := help
.PHONY: help run test check lint fix contract migration bench fuzz faults guard mutants lock clean secrets

help: ## List these commands
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

run: .venv/.runtime pwa/dist/build.json ## Set up and start Interlude; PORT and HOST are honoured
	@python -m tools.run

test: .venv/.dev pwa/dist/build.json $(OTHERS) $(SEMGREP) ## Run every test; finds or installs browsers and a PostgreSQL
	@python -m tools.chromium
	@python -m tools.firefox
	@python -m tools.postgres
	@python -m tools.fiu
	python -m tools.lanes

check: .venv/.dev lint test ## All that CI runs: lint, types, import order, contract, tests

lint: .venv/.dev pwa/dist/build.json $(SEMGREP) ## Everything that can be judged without running it
	ruff format --check .
	ruff check .
	mypy
	lint-imports
	$(SEMGREP) scan --config tools/semgrep/rules.yml $(QUIETLY) --error api pwa/src pwa/sw
	cd pwa && npm run lint
	cd pwa && npm run check
	python -m tools.contract --check

fix: .venv/.dev pwa/node_modules/.installed ## Format and repair what can be repaired
	-ruff check --fix .
	ruff format .
	cd pwa && npx prettier --write --log-level warn . && npx eslint --fix .

contract: .venv/.dev pwa/node_modules/.installed secrets ## Publish the API's shape to the PWA
	python -m tools.contract

migration: .venv/.dev secrets ## Write a migration: make migration m="what it does"
	flask --app wsgi db upgrade
	flask --app wsgi db migrate -m "$(m)"
	ruff format --quiet api/migrations

bench: .venv/.dev pwa/dist/build.json ## Run the benchmarks; figures go to var/bench/latest.json
	@python -m tools.chromium
	python -m bench

SCHEDULES ?= 100000
REAL ?= 5000
fuzz: .venv/.dev pwa/dist/build.json ## Long random schedules of sync: make fuzz SCHEDULES=100000 REAL=5000
	@python -m tools.postgres
	@python -m tools.fuzz --schedules $(SCHEDULES) --real $(REAL) $(if $(SEED),--seed $(SEED))

KILLS ?= 200
POWERCUTS ?= 240
faults: .venv/.dev pwa/dist/build.json ## Kills, power cuts, bad disks and lines: make faults KILLS=200 POWERCUTS=240
	@python -m tools.postgres
	@python -m tools.fiu
	@python -m tools.faults --kills $(KILLS) --powercuts $(POWERCUTS) $(if $(SEED),--seed $(SEED))

guard: pwa/node_modules/.installed ## How well client information is found: make guard FILE=lines.jsonl
	@cd pwa && node tools/guard.mjs $(if $(FILE),$(abspath $(FILE)))

mutants: $(MUTMUT) secrets ## Mistakes put into the rules one by one; the tests must find them
	@tools/mutants/.venv/bin/python -m tools.mutants

lock: ## Renew the lock files (needs uv)
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
		--no-header --quiet --upgrade requirements.in -o requirements.txt
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
		--no-header --quiet --upgrade requirements-dev.in -o requirements-dev.txt
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
		--no-header --quiet --upgrade bench/sync/kinto/requirements.in -o bench/sync/kinto/requirements.txt
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
		--no-header --quiet --upgrade tools/semgrep/requirements.in -o tools/semgrep/requirements.txt
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
		--no-header --quiet --upgrade tools/mutants/requirements.in -o tools/mutants/requirements.txt

clean: ## Remove what was installed and built; what people wrote (var/) stays
	rm -rf .venv pwa/node_modules pwa/dist pwa/dist.new pwa/dist.old bench/lighthouse/node_modules \
		bench/sync/kinto/.venv tools/semgrep/.venv tools/mutants/.venv mutants bench/sync/pouchdb/node_modules tests/push/web_push_testing/node_modules

.venv/bin/pip:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Interlude needs Python 3.11 or newer; $(PYTHON) is older. Try: make run PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -m venv .venv || \
		{ rm -rf .venv; echo "Python has no venv here. On Debian: apt-get install python3-venv"; exit 1; }

.venv/.runtime: requirements.txt | .venv/bin/pip
	pip install --quiet --require-hashes -r requirements.txt
	@touch $@

.venv/.dev: requirements-dev.txt | .venv/.runtime
	pip install --quiet --require-hashes -r requirements-dev.txt
	@touch $@

# The application refuses to start without its secrets, for the smallest command too. No file
# stands for them here: where they lie is a setting, and whether they are safe is asked each time.
secrets: | .venv/.runtime
	@python -m api.core.secret_files

pwa/node_modules/.installed: pwa/package-lock.json | .venv/.runtime
	cd pwa && npm ci --no-fund --no-audit --loglevel=error
	@touch $@

$(OTHERS): tests/push/web_push_testing/package-lock.json | .venv/.runtime
	cd tests/push/web_push_testing && npm ci --no-fund --no-audit --loglevel=error
	@touch $@

$(SEMGREP): tools/semgrep/requirements.txt | .venv/bin/pip
	$(PYTHON) -m venv tools/semgrep/.venv
	tools/semgrep/.venv/bin/pip install --quiet --require-hashes -r tools/semgrep/requirements.txt
	@touch $@

$(MUTMUT): tools/mutants/requirements.txt | .venv/bin/pip
	$(PYTHON) -m venv tools/mutants/.venv
	tools/mutants/.venv/bin/pip install --quiet --require-hashes -r tools/mutants/requirements.txt
	@touch $@

# Built aside and moved into place whole: a build that breaks leaves the old one, and no server
# ever sees half of one. A running server says that it wants a restart.
pwa/dist/build.json: $(PWA_SOURCES) pwa/node_modules/.installed | secrets
	flask --app wsgi catalogue write pwa/src/practices/snapshot
	cd pwa && npx vite build --logLevel warn --outDir dist.new --emptyOutDir || { rm -rf dist.new; exit 1; }
	cd pwa && rm -rf dist.old && { [ ! -e dist ] || mv dist dist.old; } && mv dist.new dist && rm -rf dist.old
