# Everything a person types. `make help` lists it.
#
# PYTHON is the system's Python 3.11 or newer; it only makes the environment.
# Everything else runs in .venv, installed from lock files with hashes.

PYTHON ?= python3
VENV := .venv/bin/python
LOCKS := requirements requirements-local requirements-dev

# Variables given on the command line (make run PORT=8080) reach the programs.
export PORT SMTP_PORT MAIL_PAGE_PORT ECLT_HOME

.DEFAULT_GOAL := help
.PHONY: help run test check coverage lock

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
