"""The revision of our tables, and what is loaded or counted anew in them."""

from contextlib import contextmanager
from datetime import UTC, datetime

import click

from .. import schema
from ..bezirk import actions as bezirk
from ..db import unit_of_work
from ..errors import BeteiligungError
from ..i18n import terminal as _
from ..mount import extension_at_hand
from ..vorhaben.findable import reindex as read_anew
from ..vorhaben.redrawing import redraw
from .groups import Refused, cli, tables_or_refused


@cli.command()
@click.argument("revision", default="head")
def upgrade(revision):
    """Create our tables, or bring them to the newest REVISION."""
    with _history_or_refused():
        schema.upgrade(extension_at_hand().engine(), revision)


@cli.command()
@click.argument("revision")
@click.confirmation_option(prompt="What newer tables hold is lost. Go on?")
def downgrade(revision):
    """Take our tables back to REVISION ('base' removes them)."""
    with _history_or_refused():
        schema.downgrade(extension_at_hand().engine(), revision)


@cli.command()
@click.argument("revision")
def stamp(revision):
    """Write down that our own history is at REVISION, and touch no other table ('base' ends it)."""
    schema.stamp(extension_at_hand().engine(), revision)


@cli.command("check-database")
def check_database():
    """Say which revision the database has, and what is pending. Exit status 1: run upgrade first."""
    with tables_or_refused():
        standing = schema.standing(extension_at_hand().engine())
    click.echo(f"current: {standing.current or 'none'}{' (in the history of the host)' if standing.is_merged else ''}")
    click.echo(f"newest: {standing.head}")
    click.echo(f"pending: {', '.join(standing.pending) or 'none'}")
    if not standing.is_ready:
        raise SystemExit(1)


@contextmanager
def _history_or_refused():
    try:
        yield
    except schema.NotHere as error:
        refusal = click.ClickException(str(error))
        refusal.exit_code = Refused.exit_code
        raise refusal from error


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
@click.option("--crs", help="EPSG:25832 or EPSG:4326, where the file does not say it.")
@click.option("--number-property", default="number", show_default=True, help="Where the number of a district stands.")
@click.option("--name-property", default="name", show_default=True, help="Where its name stands.")
@click.option(
    "--short-name-property", default="short_name", show_default=True, help="Where a short name stands, if any."
)
def import_bezirke(file, crs, number_property, name_property, short_name_property):
    """Store or update the Stadtbezirke of a GeoJSON FILE; those of every Vorhaben follow from its places."""
    columns = bezirk.Columns(number_property, name_property, short_name_property)
    try:
        with tables_or_refused(), unit_of_work() as session:
            number = bezirk.load(session, file, crs=crs, columns=columns)
            changed = redraw(session, now=datetime.now(UTC))
            read_anew(session)  # their names are found
    except BeteiligungError as error:
        raise Refused(error) from error
    click.echo(f"{number} Stadtbezirke")
    if changed:
        click.echo(_("%(number)s Vorhaben lie in other Stadtbezirke than before.") % {"number": changed})
