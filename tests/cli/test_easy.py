"""``check-text``, through both doors."""

import json

import pytest
from click.testing import CliRunner

from beteiligung.cli import main

HARD = "Die Stadt baut z. B. einen Park.\nDer Bus fährt nicht.\n"
EASY = "Die Stadt baut einen Park.\n"


@pytest.fixture
def run(tmp_path, monkeypatch):
    """``run(text, *options)``: in English, without an application."""
    monkeypatch.setenv("LC_ALL", "C")

    def run(text, *options, door=lambda arguments: CliRunner().invoke(main, arguments)):
        path = tmp_path / "text.txt"
        path.write_text(text, encoding="utf-8")
        return door(["check-text", str(path), *options])

    return run


def test_line_column_rule_reason_and_suggestion(run):
    outcome = run(HARD)

    assert outcome.exit_code == 1
    first, second, figure = outcome.stdout.splitlines()
    assert first.startswith("1:16 LS-ABBR (Breaks a rule) “z. B.” is an abbreviation. Write the words in full: zum Bei")
    assert second.startswith("2:15 LS-NEG (Hint) “nicht” says what is not.")
    assert figure == "11 words, 2 sentences, 5.5 words a sentence, LIX –"


def test_nothing_found_is_status_zero(run):
    assert run(EASY).exit_code == 0
    assert run("Der Bus fährt nicht.\n", "--errors-only").exit_code == 0


def test_as_json(run):
    outcome = run(HARD, "--json")

    assert outcome.exit_code == 1
    said = json.loads(outcome.stdout)
    assert [(f["rule"], f["severity"], f["line"], f["column"], f["end"]) for f in said["findings"]] == [
        ("LS-ABBR", "error", 1, 16, 21),
        ("LS-NEG", "hint", 2, 15, 20),
    ]
    assert said["figure"]["lix"] is None


def test_in_german_where_the_terminal_speaks_german(run, monkeypatch):
    monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")
    from beteiligung.i18n import _terminal_catalogue

    _terminal_catalogue.cache_clear()
    try:
        assert "„z. B.“ ist eine Abkürzung." in run(HARD).stdout
    finally:
        _terminal_catalogue.cache_clear()


def test_the_other_door(run, app):
    outcome = run(HARD, door=lambda arguments: app.test_cli_runner().invoke(args=["beteiligung", *arguments]))

    assert outcome.exit_code == 1 and "LS-ABBR" in outcome.output


def test_what_cannot_be_read_is_one_line_and_status_two(tmp_path, run):
    outcome = CliRunner().invoke(main, ["check-text", str(tmp_path / "nowhere.txt")])

    assert outcome.exit_code == 2 and "There is no file" in outcome.stderr
    assert run("").exit_code == 2
