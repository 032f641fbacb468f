"""The two doors of the command line, and how a command says no."""

import click
from flask.cli import AppGroup

from ..i18n import terminal

cli = AppGroup("beteiligung", help="A list and map of what the city plans, with participation.")


@click.group()
@click.version_option(package_name="beteiligung")
def main():
    """Tools that need no application."""


class Refused(click.ClickException):
    """Ends a command with one clear line in the terminal's language, and exit status 2."""

    exit_code = 2

    def __init__(self, error):
        super().__init__(terminal(error.message) % error.values)
