"""``translate``: the machine works off what readers and staff asked for."""

import threading
from datetime import UTC, datetime

import click
from flask import current_app

from ..db import current_session, unit_of_work
from ..errors import N_, BeteiligungError
from ..i18n import terminal as _
from ..mount import extension_at_hand
from ..rendition.actions import waiting
from ..rendition.working import work
from .groups import Refused, cli, tables_or_refused
from .mail import told_to_end

WORDS = {"done": N_("translated"), "failed": N_("given up"), "dropped": N_("no longer public"), "later": N_("later")}


@cli.command()
@click.option("--every", type=click.IntRange(min=1), help="Go on for ever, and look again after so many seconds.")
@click.option("--most", type=click.IntRange(min=1), default=500, show_default=True, help="So many texts at most.")
def translate(every, most):
    """Let the translator do what readers and staff asked for. For cron, each minute; or once with --every."""
    translator = extension_at_hand().translator()
    if translator is None:
        raise Refused(BeteiligungError(N_("BETEILIGUNG_TRANSLATOR_URL names no translator.")))
    end = told_to_end() if every else threading.Event()
    with tables_or_refused():
        while True:
            with current_app.app_context():
                done = work(unit_of_work, translator, most=most, stop=end.is_set)
                left = waiting(current_session())
            if done or not every:
                said = [f"{done[name]} {_(word)}" for name, word in WORDS.items() if done[name]]
                at = datetime.now(UTC)
                click.echo(", ".join([f"{at:%H:%M}", *said, _("%(number)s wait") % {"number": left}]))
            if not every or end.wait(every):
                break
    if done["later"] and not every:
        click.echo(_("The translator does not answer."), err=True)
        raise SystemExit(1)
