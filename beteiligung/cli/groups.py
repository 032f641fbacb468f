"""The two doors of the command line, and how a command says no."""

from contextlib import contextmanager
from zoneinfo import ZoneInfo

import click
from flask.cli import AppGroup, with_appcontext
from sqlalchemy.exc import OperationalError, ProgrammingError

from ..errors import N_, BeteiligungError
from ..i18n import terminal
from ..mount import at_work, mounts, setting


@click.group("beteiligung", cls=AppGroup)
@click.option("--mount", help="The city that is meant, where the application holds several; the first one by default.")
@click.pass_context
@with_appcontext
def cli(ctx, mount):
    """A list and map of what the city plans, with participation."""
    if mount is None:
        return
    if mount not in mounts():
        names = ", ".join(name or "''" for name in mounts())
        raise Refused(
            BeteiligungError(N_("No city is called %(name)s here; there are: %(names)s."), name=mount, names=names)
        )
    ctx.with_resource(at_work(mount))


@click.group()
@click.version_option(package_name="beteiligung")
def main():
    """Tools that need no application."""


class Refused(click.ClickException):
    """Ends a command with one clear line in the terminal's language, and exit status 2."""

    exit_code = 2

    def __init__(self, error):
        super().__init__(terminal(error.message) % error.values)


def local_day(now):
    """Which day it is in the city: a server's clock is an hour or two behind it."""
    return now.astimezone(ZoneInfo(setting("TIMEZONE"))).date()


@contextmanager
def tables_or_refused():
    """A database without our tables, or with old ones, is said in one line and not in a traceback."""
    try:
        yield
    except (OperationalError, ProgrammingError) as error:
        message = N_("The database cannot be used: %(reason)s. Run 'flask beteiligung upgrade' first.")
        raise Refused(BeteiligungError(message, reason=str(error.orig).splitlines()[0])) from error
