"""No table is forgotten by the page that says what is stored about people."""

import re
from pathlib import Path

import pytest

from beteiligung import schema

PAGE = (Path(__file__).parents[2] / "docs" / "privacy.md").read_text(encoding="utf-8")
TELLING = ("author", "person", "email", "address", "recipient", "reporter", "_by", "by_", "subject", "name")
"""Parts of a column's name that mean: this may tell who somebody is."""

NAMES_OF_THINGS = {
    *("beteiligung_bezirk", "beteiligung_fassung", "beteiligung_gremium", "beteiligung_name"),
    *("beteiligung_stored_file", "beteiligung_subscription", "beteiligung_term", "beteiligung_vorhaben"),
}


def tables():
    return sorted(schema.metadata().tables)


def rows():
    """Table -> its line in the list of what is stored about people."""
    part = PAGE.split("## What is stored about people")[1].split("These hold nothing about people")[0]
    lines = [line for line in part.splitlines() if line.startswith("| `")]
    return {name: line for line in lines for name in re.findall(r"`(beteiligung_\w+)`", line.split("|")[1])}


def without_people():
    part = PAGE.split("These hold nothing about people:")[1].split("\n\n")[0]
    return set(re.findall(r"`(beteiligung_\w+)`", part))


def test_every_table_is_listed_once():
    assert sorted([*rows(), *without_people()]) == tables()


@pytest.mark.parametrize("name", tables())
def test_a_table_that_names_somebody_says_why_and_how_long(name):
    columns = schema.metadata().tables[name].columns.keys()
    telling = [each for each in columns if any(part in each for part in TELLING)]

    if telling and name not in NAMES_OF_THINGS:
        assert name in rows(), f"{name} has {telling}"
    if name in rows():
        cells = [cell.strip() for cell in rows()[name].strip("|").split("|")]
        assert len(cells) == 4
        assert all(cells)
