"""``population``: how many people live where, so that dossiers can say who is missing."""

import click

from ..db import unit_of_work
from ..dossier.actions import load
from ..errors import BeteiligungError
from ..i18n import terminal as _
from .groups import Refused, cli, tables_or_refused


@cli.group()
def population():
    """How many people live in each Stadtbezirk."""


@population.command("import")
@click.argument("file", type=click.Path())
@click.option("--source", default="", help="Who counted, and when; dossiers say it beside the figures.")
def import_population(file, source):
    """Replace the population figures by those of a CSV FILE."""
    try:
        with tables_or_refused(), unit_of_work() as session:
            number = load(session, file, source=source)
    except BeteiligungError as error:
        raise Refused(error) from error
    click.echo(_("%(number)s population figures") % {"number": number})
