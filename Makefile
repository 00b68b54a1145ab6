# Python 3 and make are all that must be there: uv is used if installed, else put into .uv/, and the rest into .venv/.
UV_VERSION := 0.13.9
# A version manager may put a `uv` in the path that fails when called: so it is tried, not looked up.
UV := $(shell uv --version >/dev/null 2>&1 && echo uv || echo .uv/bin/uv)
PYTHON := .venv/bin/python
# One more than cores: browsers and killed children wait much of their time.
JOBS ?= 3

.DEFAULT_GOAL := help
.PHONY: help demo serve worker shell test faults check bench bench-quality

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-13s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: .venv ## Load the demo case, start, and print sign-in links
	@$(PYTHON) manage.py demo

serve: .venv ## Start the web server, the worker and the database
	@$(PYTHON) manage.py serve

worker: .venv ## Start another worker
	@$(PYTHON) manage.py worker

shell: .venv ## Open a Python shell on the data
	@$(PYTHON) manage.py shell

# Tests start Python some hundred times: without bytecode each of them would compile all there is.
test faults: export PYTHONDONTWRITEBYTECODE :=

test: .venv ## Test everything, but for what faults does
	$(PYTHON) -m pytest -n $(JOBS) --dist worksteal -m "not slow"

faults: .venv ## Kill it, break its disk, exhaust it: the tests that take minutes
	$(PYTHON) -m pytest -m slow

check: .venv ## Lint, types, templates, deployment settings, missing migrations
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m mypy factcheck
	git ls-files -z 'templates/*.html' | xargs -0 .venv/bin/djade --check
	FACTCHECK_HTTPS=true ALLOWED_HOSTS=factcheck.example LOG_LEVEL=WARNING $(PYTHON) manage.py check --deploy --fail-level WARNING
	$(PYTHON) manage.py makemigrations --check --dry-run

bench: .venv ## Measure what the README states
	$(PYTHON) -m tests.benchmarks

bench-quality: .venv ## Measure how good suggestions are, on ../shared/data
	$(PYTHON) -m tests.benchmarks.quality

.venv: uv.lock pyproject.toml $(filter .uv/bin/uv,$(UV))
	$(UV) sync --frozen --quiet --compile-bytecode
	@touch .venv

.uv/bin/uv:
	python3 -m venv .uv
	.uv/bin/pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)
