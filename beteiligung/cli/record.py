"""``terms`` and ``overdue``: the city's taxonomies, and which Vorhaben must be looked at again."""

from datetime import UTC, datetime

import click

from ..db import current_session, unit_of_work
from ..errors import BeteiligungError
from ..i18n import terminal as _
from ..mount import setting
from ..term import actions as term
from ..vorhaben import desk, reminding
from ..vorhaben.findable import reindex
from .groups import Refused, cli, tables_or_refused


@cli.group()
def terms():
    """The city's taxonomies: programmes, strategy, the 17 goals, tags."""


@terms.command("import")
@click.argument("file", type=click.Path())
def import_terms(file):
    """Store or update the terms of a JSON FILE."""
    try:
        with tables_or_refused(), unit_of_work() as session:
            number = term.load(session, file)
            reindex(session)  # their names are found
    except BeteiligungError as error:
        raise Refused(error) from error
    click.echo(_("%(number)s terms") % {"number": number})


@cli.command()
@click.option(
    "--remind", is_flag=True, help="Write one mail to each office in BETEILIGUNG_OFFICES about what fell due."
)
def overdue(remind):
    """Print every published Vorhaben that nobody has checked in time: day, office, name."""
    if remind:
        now, offices = datetime.now(UTC), setting("OFFICES")
        with tables_or_refused(), unit_of_work() as session:
            number = reminding.remind(session, offices, now=now, today=now.date())
        click.echo(_("%(number)s offices get a reminder") % {"number": number}, err=True)
    with tables_or_refused():
        found = desk.overdue(current_session(), today=datetime.now(UTC).date())
    for vorhaben in found:
        title = vorhaben.title_in("de")
        click.echo("\t".join((str(vorhaben.next_check_on or "–"), vorhaben.office or "–", title)))
