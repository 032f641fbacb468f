"""``purge``: forget what is over; ``forget`` and ``about``: one person, for whoever asks by letter."""

import json
from datetime import UTC, datetime

import click

from ..db import current_session, unit_of_work
from ..errors import N_, BeteiligungError, RuleBroken
from ..i18n import terminal as _
from ..mount import setting
from ..personal import actions, collecting, retention, traces
from .groups import Refused, cli, tables_or_refused

WORDS = {"keep": N_("contributions without a name"), "remove": N_("contributions removed")}


@cli.command()
@click.option("--dry-run", is_flag=True, help="Say what is due and delete nothing.")
def purge(dry_run):
    """Delete what is kept no longer, in small transactions. Run it once a day."""
    now = datetime.now(UTC)
    with tables_or_refused():
        for step in retention.steps(_days(), now):
            number = retention.number(current_session(), step) if dry_run else _take_all(step, now)
            click.echo(f"{number} {_(step.what)}")


def _take_all(step, now):
    """Batch after batch, each in a transaction of its own: whoever stops the command has lost nothing."""
    total, done = 0, retention.BATCH
    while done == retention.BATCH:
        with unit_of_work() as session:
            done = retention.take(session, step, now=now)
        total += done
    return total


def _days():
    names = ("mail", "withdrawn", "hidden", "moderation", "account", "notice", "talk")
    return retention.Days(**{name: setting(f"{name.upper()}_DAYS") for name in names})


def names_somebody(command):
    """Decorator: the ways in which a command can be told who is meant."""
    for option in (
        click.option("--number", "by", flag_value="number", help="… the number of a contribution that staff typed in."),
        click.option("--receipt", "by", flag_value="code", help="… the code on the receipt of such a contribution."),
        click.option(
            "--address", "by", flag_value="address", help="PERSON is an e-mail address: of login, guest, mails."
        ),
        click.argument("person"),
    ):
        command = option(command)
    return command


def _who(person, by):
    """Who is meant, as ``forget`` and ``everything`` take it."""
    if by not in ("code", "number"):
        return {by or "person_id": person}
    named = {by: person if by == "code" else _number(person)}
    try:
        return {"person_id": traces.entered(current_session(), **named)}
    except BeteiligungError as error:
        raise Refused(error) from error


def _number(text):
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise Refused(RuleBroken(N_("There is no such contribution.")))
    return int(text)


@cli.command()
@names_somebody
@click.option("--texts", type=click.Choice([each.value for each in actions.Texts]), default="keep", show_default=True)
def forget(person, by, texts):
    """Forget a person whose account at the host is gone, or who asked for it."""
    with tables_or_refused(), unit_of_work() as session:
        number = actions.forget(session, **_who(person, by), texts=texts, now=datetime.now(UTC))
    click.echo(f"{number} {_(WORDS[texts])}")


@cli.command()
@names_somebody
def about(person, by):
    """Print everything that is stored about a person, as JSON."""
    with tables_or_refused():
        click.echo(
            json.dumps(collecting.everything(current_session(), **_who(person, by)), ensure_ascii=False, indent=2)
        )
