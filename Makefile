# Two commands set everything up on a machine with Python 3.11+ and make:
#   make demo [PORT=5055]   an example city portal with the Vorhabenliste
#   make test               the whole test suite
PYTHON ?= python3
PORT ?= 5000
VENV ?= .venv
BIN := $(VENV)/bin
FLASK := $(BIN)/flask --app examples.portal

.PHONY: demo test lint screenshot messages clean

$(VENV)/.installed: setup.cfg pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; name it: make PYTHON=/path/to/python3.11")'
	@echo "1/5 environment in $(VENV)"
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "2/5 packages (the first time this takes a minute or two)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[documents,images,pdf,postgres,sharing,tables,word]'
	@touch $@

$(VENV)/.tested: $(VENV)/.installed
	@echo "packages for the tests"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[test]'
	@touch $@

demo: $(VENV)/.installed
	@echo "3/5 database"
	@$(FLASK) beteiligung upgrade
	@$(FLASK) beteiligung bezirke import examples/bochum/bezirke.geojson
	@$(FLASK) beteiligung terms import examples/bochum/terms.json
	@$(FLASK) beteiligung population import examples/bochum/einwohner.csv --source 'Demonstration, gerundet'
	@echo "4/5 agreement"
	@$(FLASK) beteiligung import examples/bochum/vereinbarung.md
	@$(FLASK) beteiligung topics import examples/bochum/topics.json
	@echo "5/5 Vorhaben and contributions"
	@$(FLASK) seed
	@echo "$${PORTAL_URL:-http://127.0.0.1:$(PORT)}" > instance/portal-url
	@echo "Open http://127.0.0.1:$(PORT)/beteiligung/ (Ctrl+C ends it)"
	@$(FLASK) run --port $(PORT)

test: $(VENV)/.tested
	@$(BIN)/python -m pytest -n auto --dist worksteal $(ARGS)

lint: $(VENV)/.tested
	@$(BIN)/ruff check .
	@$(BIN)/lint-imports

screenshot: $(VENV)/.tested
	@$(BIN)/python -m tests.browser.screenshot docs

messages: $(VENV)/.installed
	@$(BIN)/pybabel -q extract --width 120 -F babel.cfg -k lazy_gettext -k N_ --no-location --sort-output --project beteiligung -o translations/beteiligung.pot .
	@for lang in $$(ls translations | grep -v -e _ -e beteiligung.pot); do $(BIN)/pybabel -q update --width 120 --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date -D beteiligung -i translations/beteiligung.pot -d translations -l $$lang; done
	@mkdir -p build
	@$(BIN)/pybabel -q extract --width 120 -F examples/portal/babel.cfg --no-location --sort-output --project portal -o build/portal.pot examples/portal
	@for lang in $$(ls examples/portal/translations); do $(BIN)/pybabel -q update --width 120 --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date -D messages -i build/portal.pot -d examples/portal/translations -l $$lang; done

clean:
	rm -rf $(VENV) build dist *.egg-info  # instance/ holds what people wrote and stays
