"""``gremien``: which elected bodies the city has."""

import click

from ..db import unit_of_work
from ..errors import BeteiligungError
from ..gremium import bodies
from ..i18n import terminal as _
from ..mount import setting
from .groups import Refused, cli, tables_or_refused


@cli.group()
def gremien():
    """The elected bodies: Bezirksvertretungen, council, committees."""


@gremien.command("import")
@click.argument("file", type=click.Path())
def import_bodies(file):
    """Store or update the bodies of a JSON FILE."""
    try:
        with tables_or_refused(), unit_of_work() as session:
            number = bodies.load(session, file)
    except BeteiligungError as error:
        raise Refused(error) from error
    click.echo(_("%(number)s bodies") % {"number": number})


@gremien.command("from-bezirke")
def from_bezirke():
    """Make a Bezirksvertretung for every Stadtbezirk, and the council, where they are missing."""
    with tables_or_refused(), unit_of_work() as session:
        number = bodies.from_bezirke(session, council=f"Rat der Stadt {setting('CITY')}")
    click.echo(_("%(number)s new bodies") % {"number": number})
