"""``upgrade`` and ``downgrade`` of our tables, and what is loaded or counted anew in them."""

import click
from flask import current_app

from .. import schema
from ..bezirk import actions as bezirk
from ..db import unit_of_work
from ..errors import BeteiligungError
from ..vorhaben.findable import reindex as read_anew
from .groups import Refused, cli, tables_or_refused


@cli.command()
@click.argument("revision", default="head")
def upgrade(revision):
    """Create our tables, or bring them to the newest REVISION."""
    schema.upgrade(current_app.extensions["beteiligung"].engine(), revision)


@cli.command()
@click.argument("revision")
@click.confirmation_option(prompt="What newer tables hold is lost. Go on?")
def downgrade(revision):
    """Take our tables back to REVISION ('base' removes them)."""
    schema.downgrade(current_app.extensions["beteiligung"].engine(), revision)


@cli.command()
def reindex():
    """Read every Vorhaben anew for the search."""
    with tables_or_refused(), unit_of_work() as session:
        number = read_anew(session)
    click.echo(f"{number} Vorhaben")


@cli.group()
def bezirke():
    """The city's Stadtbezirke (districts)."""


@bezirke.command("import")
@click.argument("file", type=click.Path())
def import_bezirke(file):
    """Store or update the Stadtbezirke of a GeoJSON FILE."""
    try:
        with tables_or_refused(), unit_of_work() as session:
            number = bezirk.load(session, file)
            read_anew(session)  # their names are found
    except BeteiligungError as error:
        raise Refused(error) from error
    click.echo(f"{number} Stadtbezirke")
