"""What the documentation must name, so that nothing is added without a word about it."""

import re
from pathlib import Path

import click
import pytest

from beteiligung import schema, signals
from beteiligung.base import Base
from beteiligung.cli import cli, main
from beteiligung.config import SETTINGS

DOCS = Path(__file__).parents[1] / "docs"


def page(name):
    return (DOCS / name).read_text(encoding="utf-8")


def bare(text):
    """Without the marks that a page adds to a text."""
    return re.sub(r"[`'\"]", "", text)


def commands(group, *path):
    """Every command below a group, as one types it."""
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from commands(command, *path, name)
        else:
            yield " ".join([*path, name])


def models():
    schema.metadata()
    return sorted(mapper.class_.__name__ for mapper in Base.registry.mappers)


def signal_names():
    return [name for name, value in vars(signals).items() if hasattr(value, "connect_via")]


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.name)
def test_every_setting_is_explained_in_the_same_words(setting):
    start = f"| BETEILIGUNG_{setting.name} |"
    rows = [row for row in map(bare, page("settings.md").splitlines()) if row.startswith(start)]

    assert rows, f"docs/settings.md does not name BETEILIGUNG_{setting.name}"
    assert bare(setting.help) in rows[0]


def test_no_setting_is_explained_that_is_not_there():
    named = set(re.findall(r"`BETEILIGUNG_([A-Z_]+)`", page("settings.md")))

    assert named - {setting.name for setting in SETTINGS} == set()


@pytest.mark.parametrize("command", [*commands(cli, "flask", "beteiligung"), *commands(main, "beteiligung")])
def test_every_command_is_explained(command):
    assert re.search(rf"\b{re.escape(command)}\b", page("commands.md"))


@pytest.mark.parametrize("name", signal_names())
def test_every_signal_is_explained(name):
    assert f"`{name}`" in page("signals.md")


@pytest.mark.parametrize("name", models())
def test_every_model_is_in_the_glossary(name):
    assert re.search(rf"\b{name}\b", page("glossary.md"))
