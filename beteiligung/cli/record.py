"""``terms``, ``topics`` and ``overdue``: the city's taxonomies, what topics are called, and what is to be checked."""

from datetime import UTC, datetime

import click

from ..db import current_session, unit_of_work
from ..errors import BeteiligungError
from ..i18n import terminal as _
from ..mount import setting
from ..naming import actions as naming
from ..naming.models import Subject
from ..term import actions as term
from ..vorhaben import desk, reminding, renaming
from ..vorhaben.findable import reindex, reindex_named
from .groups import Refused, cli, local_day, tables_or_refused


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


@cli.group()
def topics():
    """What the topics are called in other languages."""


@topics.command("import")
@click.argument("file", type=click.Path())
def import_topics(file):
    """Store or update the names of topics in other languages, from a JSON FILE."""
    try:
        with tables_or_refused(), unit_of_work() as session:
            slugs = naming.load(session, file)
            unknown = sorted(set(slugs) - renaming.topics(session))
            reindex_named(session, Subject.TOPIC, slugs)
    except BeteiligungError as error:
        raise Refused(error) from error
    click.echo(_("%(number)s topics") % {"number": len(slugs)})
    if unknown:
        click.echo(_("No Vorhaben has these topics yet: %(names)s") % {"names": ", ".join(unknown)}, err=True)


@cli.command()
@click.option(
    "--remind", is_flag=True, help="Write one mail to each office in BETEILIGUNG_OFFICES about what fell due."
)
def overdue(remind):
    """Print every published Vorhaben that nobody has checked in time: day, office, name."""
    now = datetime.now(UTC)
    today = local_day(now)
    if remind:
        offices = setting("OFFICES")
        with tables_or_refused(), unit_of_work() as session:
            number = reminding.remind(session, offices, now=now, today=today)
        click.echo(_("%(number)s offices get a reminder") % {"number": number}, err=True)
    with tables_or_refused():
        found = desk.overdue(current_session(), today=today)
    for vorhaben in found:
        title = vorhaben.title_in("de")
        click.echo("\t".join((str(vorhaben.next_check_on or "–"), vorhaben.office or "–", title)))
