# run: the platform on this machine.      test: every check and every test, set up by itself.
# The others are parts of `make check`, or make again what is generated.

PORT ?= 8000
HOST ?= 127.0.0.1
DATA ?= var
export PORT HOST DATA

PYTHON := .venv/bin/python
UV := .venv/bin/uv pip compile --quiet --generate-hashes --no-emit-index-url \
	--no-emit-find-links --universal --python-version 3.11 --upgrade

.PHONY: run test check lint types templates docs bench drill containers requirements environment python3
.DEFAULT_GOAL := run

run: python3
	@python3 scripts/run.py

test: python3
	@env -u PORT -u HOST -u DATA python3 scripts/test.py

check: environment
	@$(PYTHON) scripts/check.py

lint types templates: environment
	@$(PYTHON) scripts/check.py $@

docs: environment
	@SECRET_KEY=docs $(PYTHON) manage.py draw_workflows
	@SECRET_KEY=docs $(PYTHON) manage.py print_access

bench: environment
	@python3 scripts/setup.py bench
	@env -u PORT -u HOST -u DATA $(PYTHON) scripts/bench.py

drill: environment
	@python3 scripts/setup.py bench
	@env -u PORT -u HOST -u DATA $(PYTHON) -m drill $(if $(SEED),--seed $(SEED))

containers: environment
	@env -u PORT -u HOST -u DATA $(PYTHON) scripts/containers.py

requirements: environment
	@$(UV) requirements/uv.in -o requirements/uv.txt
	@$(UV) requirements/base.in -o requirements/base.txt
	@$(UV) requirements/base.in requirements/dev.in -o requirements/dev.txt

environment: python3
	@python3 scripts/setup.py dev

python3:
	@command -v python3 >/dev/null || { echo "Python 3.11 or newer is needed. Type:" \
		"sudo apt-get install --yes python3 python3-venv"; exit 1; }
