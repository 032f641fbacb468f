"""``flask fill``: tables, Stadtbezirke, agreement and Vorhaben of both cities. Run again, it adds what is new."""

import json
from datetime import UTC, datetime
from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext

from beteiligung.cli import cli
from beteiligung.db import unit_of_work
from beteiligung.signals import forget_announced
from examples.portal.seed import Seeder

EXAMPLES = Path(__file__).parents[1]
FOLDERS = {"bochum": EXAMPLES / "bochum", "lindenau": Path(__file__).parent / "lindenau"}


@click.command("fill")
@click.option("--most", type=click.IntRange(min=1), help="So many Vorhaben of each city at most.")
@with_appcontext
def fill(most):
    """Fill both cities."""
    for name, city in current_app.cities.items():
        folder = FOLDERS[name]
        steps = ["upgrade"], ["bezirke", "import", str(folder / "bezirke.geojson")]
        for step in (*steps, ["import", str(folder / "vereinbarung.md")]):
            cli.main(["--mount", name, *step], standalone_mode=False)
        with city.at_work():
            click.echo(f"{name}: {_publish(_entries(folder)[:most])} Vorhaben")


def _entries(folder):
    """One file, or a folder with one for each chapter."""
    files = sorted((folder / "vorhaben").glob("*.json")) or [folder / "vorhaben.json"]
    return [entry for file in files for entry in json.loads(file.read_text(encoding="utf-8"))]


def _publish(entries):
    with unit_of_work() as session:
        seeder = Seeder(session, datetime.now(UTC))
        added = sum(seeder.add(entry) for entry in entries)
        forget_announced(session)  # nobody is told of what is only a demonstration
    return added
