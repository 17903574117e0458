# Two commands are all a newcomer needs: `make run` and `make test`.
PYTHON ?= python3
BIN := .venv/bin
DEMO := FORUM_DEMO=1 FORUM_HTTPS=0
PIP := $(BIN)/pip install -q --disable-pip-version-check --require-hashes

.DEFAULT_GOAL := help
.PHONY: help run dev test check lint format seed lock messages bench faults install

help: ## this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-9s %s\n", $$1, $$2}'

.venv/.run: requirements/run.lock
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { echo "Python's venv module is missing: install python3-venv."; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@echo "Installing what it runs on …"
	@$(PIP) -r requirements/run.lock
	@touch $@

.venv/.test: .venv/.run requirements/test.lock
	@echo "Installing what it is tested with …"
	@$(PIP) -r requirements/test.lock
	@touch $@

install: .venv/.run .venv/.test ## make the environment of both locks

run: .venv/.run ## install, migrate, fill an empty database with the demo, serve (PORT=8000)
	@$(DEMO) $(BIN)/python -m forum_project.serve

dev: .venv/.test ## serve with DEBUG and reload on change
	@$(DEMO) FORUM_DEBUG=1 $(BIN)/python manage.py compile_messages --verbosity 0
	@$(DEMO) FORUM_DEBUG=1 $(BIN)/python manage.py migrate --verbosity 0
	@$(DEMO) FORUM_DEBUG=1 $(BIN)/python manage.py bundle_css --verbosity 0
	@$(DEMO) FORUM_DEBUG=1 $(BIN)/python manage.py seed_demo --if-empty
	@$(DEMO) FORUM_DEBUG=1 $(BIN)/python manage.py runserver $(or $(PORT),8000)

seed: .venv/.run ## empty the demo's database and fill it again
	@$(DEMO) $(BIN)/python manage.py seed_demo --reset

test: .venv/.test ## the whole suite, then the browser tests
	@$(BIN)/python -m tests.prepare
	@$(BIN)/python -m pytest -n auto -p no:playwright --ignore=tests/browser $(PYTEST)
	@if $(BIN)/python -m tests.prepare --browser; then \
	  $(BIN)/python -m pytest tests/browser $(PYTEST_BROWSER); \
	else \
	  echo "browser tests NOT run: install chromium"; test "$(CI)" != true; \
	fi

check: .venv/.test ## everything static: style, contracts, templates, types, migrations, messages, layout
	@$(BIN)/python -m tests.check

lint: check

format: .venv/.test ## write Python and templates in our form
	@$(BIN)/ruff check --fix-only -q . || true
	@$(BIN)/ruff format -q .
	@$(BIN)/djlint --reformat --quiet templates || true
	@find templates -name '*.html' | xargs $(BIN)/djade --target-version 5.2 || true

messages: .venv/.test ## print the messages that locale/id still lacks
	@DJANGO_SETTINGS_MODULE=tests.settings $(BIN)/python -m tests.architecture.messages

# Extras stay in the locks: pip looks past a pin that lacks them (coverage[toml])
# once a newer release is out, and then refuses it for want of a hash.
lock: ## compile the three locks (needs uv)
	@command -v uv >/dev/null || { echo "make lock needs uv: pip install uv"; exit 1; }
	uv pip compile pyproject.toml $(LOCK) -o requirements/run.lock
	uv pip compile pyproject.toml -c requirements/run.lock --extra scale $(LOCK) -o requirements/scale.lock
	uv pip compile pyproject.toml -c requirements/scale.lock --extra scale --group test --group lint $(LOCK) -o requirements/test.lock
LOCK := -q --no-strip-extras --generate-hashes --no-emit-index-url --no-header --no-annotate --python-version 3.11

bench: .venv/.test ## measure pages and live beside their bare references
	@$(BIN)/python -m bench.calls
	@$(BIN)/python -m bench.pages
	@$(BIN)/python -m bench.live
	@$(BIN)/python -m bench.seats

faults: .venv/.test ## the fault tests that take minutes
	@$(BIN)/python -m bench.faults.last_seats
	@$(BIN)/python -m bench.faults.mixed_seats
	@$(BIN)/python -m bench.faults.body_bomb
	@$(BIN)/python -m bench.faults.redis_down
	@$(BIN)/python -m bench.faults.reconnect_storm
	@$(BIN)/python -m bench.faults.postgresql_down
