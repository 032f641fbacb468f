"""``moderation figures``: what moderation did in a year, for a report."""

from datetime import UTC, datetime

import click

from ..db import current_session
from ..errors import N_, BeteiligungError
from ..moderation.figures import figures as count
from ..moderation.figures import years
from ..mount import setting
from .groups import Refused, cli, tables_or_refused


@cli.group()
def moderation():
    """What moderators did."""


@moderation.command()
@click.argument("year", type=int)
def figures(year):
    """Print the figures of YEAR: group, what, number, as on the public page and in its CSV file."""
    with tables_or_refused():
        session = current_session()
        if year not in years(session, datetime.now(UTC)):
            raise Refused(BeteiligungError(N_("There is nothing to tell of the year %(year)s."), year=year))
        counted = count(session, year, setting("TIMEZONE"))
    for group, what, number in counted.rows():
        click.echo(f"{group}\t{what}\t{'' if number is None else number}")
