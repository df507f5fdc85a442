# Everything a person types. `make help` lists it.
#
# PYTHON is the system's Python 3.11 or newer; it only makes the environment.
# Everything else runs in .venv, installed from lock files with hashes.

# Debian builds its Python for speed: the tests take a seventh less than with one that
# somebody built by hand and put first in the path.
SYSTEM_PYTHON := /usr/bin/python3.11
ifndef PYTHON
PYTHON := $(shell $(SYSTEM_PYTHON) -c 'import ensurepip' 2>/dev/null \
	&& echo $(SYSTEM_PYTHON) || echo python3)
endif
VENV := .venv/bin/python
LOCKS := requirements requirements-local requirements-dev

# Variables given on the command line (make run PORT=8080) reach the programs.
export PORT SMTP_PORT MAIL_PAGE_PORT ECLT_HOME
# Empty, it lets Python keep what it compiled; else each of the many processes compiles
# Django and all of ours anew.
export PYTHONDONTWRITEBYTECODE :=

.DEFAULT_GOAL := help
.PHONY: help run test check coverage faults lock

help: ## list these targets
	@echo "make TARGET, where TARGET is"
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  \1\t\2/p' $(MAKEFILE_LIST)
	@echo "Settings: PORT (8000), MAIL_PAGE_PORT (8025), SMTP_PORT (1025), ECLT_HOME (./var)"

run: ## start the whole product on this computer and follow its logs
	@$(PYTHON) -m eclt_partners.embedded.environment run
	@exec $(VENV) -m eclt_partners.embedded.supervisor --stop-with-parent

test: ## lint, types, contracts, migrations and all tests, as CI does
	@$(PYTHON) -m eclt_partners.embedded.environment test
	@exec $(VENV) -m eclt_partners.embedded.checks all

check: ## only what needs no tests: lint, types, contracts, migrations
	@$(PYTHON) -m eclt_partners.embedded.environment test
	@exec $(VENV) -m eclt_partners.embedded.checks static

coverage: ## how much of the code the tests reach; fails below the limit
	@$(PYTHON) -m eclt_partners.embedded.environment test
	@exec $(VENV) -m eclt_partners.embedded.checks coverage

# What `make test` does in small, in large: three seeds, 100 kills each, Redis away for
# ten minutes. Each length can be given: make faults FAULT_KILLS=300
FAULT_KILLS ?= 100
FAULT_CONTROL_KILLS ?= 40
FAULT_SEEDS ?= 3
FAULT_MAILS ?= 330
FAULT_SERVER_KILLS ?= 10
FAULT_WORKER_KILLS ?= 8
FAULT_EDITS ?= 100
FAULT_SILENCE ?= 30
FAULT_REDIS_DOWN ?= 600
FAULT_PATIENCE ?= 600
FAULT_TABLE ?= test-artifacts/faults.md

faults: export FAULT_KILLS := $(FAULT_KILLS)
faults: export FAULT_CONTROL_KILLS := $(FAULT_CONTROL_KILLS)
faults: export FAULT_SEEDS := $(FAULT_SEEDS)
faults: export FAULT_MAILS := $(FAULT_MAILS)
faults: export FAULT_SERVER_KILLS := $(FAULT_SERVER_KILLS)
faults: export FAULT_WORKER_KILLS := $(FAULT_WORKER_KILLS)
faults: export FAULT_EDITS := $(FAULT_EDITS)
faults: export FAULT_SILENCE := $(FAULT_SILENCE)
faults: export FAULT_REDIS_DOWN := $(FAULT_REDIS_DOWN)
faults: export FAULT_PATIENCE := $(FAULT_PATIENCE)
faults: export FAULT_TABLE := $(FAULT_TABLE)
faults: ## kill, freeze and mislead the senders of mail for half an hour; prints a table
	@$(PYTHON) -m eclt_partners.embedded.environment test
	@exec $(VENV) -m pytest -q tests/faults

lock: ## pin all requirements anew, with hashes and without addresses
	@rm -rf var/lock && mkdir -p var && $(PYTHON) -m venv var/lock
	@var/lock/bin/pip install -qq --disable-pip-version-check uv
	@for name in $(LOCKS); do \
		echo "$$name.txt"; \
		var/lock/bin/uv pip compile --universal --python-version 3.11 \
			--generate-hashes --no-strip-extras --no-emit-index-url --no-emit-find-links \
			--custom-compile-command 'make lock' -q $$name.in -o $$name.txt \
			|| exit 1; \
	done
	@rm -rf var/lock
