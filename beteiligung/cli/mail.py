"""``send-mail`` and ``mails``: what waits in the outbox goes out, and what did not is listed."""

import signal
import threading
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import click
from flask import current_app
from sqlalchemy import update

from ..db import current_session, unit_of_work
from ..errors import BeteiligungError
from ..i18n import terminal as _
from ..mails.sending import send_due
from ..mails.sending import settings as mail_settings
from ..mount import setting
from ..outbox import queries
from ..outbox.models import OutboxMail
from ..subscription.digesting import tell
from .groups import Refused, cli, tables_or_refused


@cli.command("send-mail")
@click.option("--every", type=click.IntRange(min=1), help="Go on for ever, and look again after so many seconds.")
def send_mail(every):
    """Make the digests whose time has come, and send all mails that wait. Several of these may run at once."""
    try:
        with tables_or_refused():
            mail_settings()
            end = told_to_end() if every else threading.Event()
            while True:
                _digests()
                done = send_due(stop=end.is_set)
                _report(done, quiet=bool(every))
                if not every or end.wait(every):
                    break
    except BeteiligungError as error:
        raise Refused(error) from error
    if done.trouble and not every:
        raise SystemExit(1)


def _digests():
    """Make the mails whose time has come: nobody else would."""
    with current_app.app_context(), unit_of_work() as session:
        zone = ZoneInfo(setting("TIMEZONE"))
        hour, weekday = setting("DIGEST_HOUR"), setting("DIGEST_WEEKDAY")
        tell(session, now=datetime.now(UTC), zone=zone, hour=hour, weekday=weekday)


def told_to_end():
    """Set when the process is asked to end: what is at hand is finished first."""
    end = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: end.set())
    return end


def _report(done, quiet):
    if not quiet or any(done):
        words = (_("sent"), _("later"), _("given up"), _("dropped"))
        click.echo(", ".join(f"{number} {word}" for number, word in zip(done[:4], words, strict=True)))
    if done.trouble:
        click.echo(_("The mail server takes nothing: %(reason)s") % {"reason": done.trouble}, err=True)


@cli.command()
@click.option("--again", is_flag=True, help="Try everything once more that was given up and still has a recipient.")
def mails(again):
    """Say how many mails wait, and list those that were given up: number, day, kind, reason. Never to whom."""
    with tables_or_refused():
        if again:
            with unit_of_work() as session:
                number = _try_again(session, datetime.now(UTC))
            click.echo(_("%(number)s mails wait again") % {"number": number})
            return
        session = current_session()
        waiting, since, troubled = queries.numbers(session)
        click.echo(_("%(number)s wait, %(again)s of them failed before") % {"number": waiting, "again": troubled})
        if since and since < datetime.now(UTC):
            click.echo(_("The first waits since %(since)s") % {"since": f"{since:%Y-%m-%d %H:%M} UTC"})
        for mail in session.scalars(queries.failures()):
            click.echo("\t".join((str(mail.id), f"{mail.failed_at:%Y-%m-%d %H:%M}", mail.kind, mail.error or "–")))
        if not setting("MAIL_HOST"):
            click.echo(_("BETEILIGUNG_MAIL_HOST is not set: nothing is sent."), err=True)


def _try_again(session, now):
    has_recipient = OutboxMail.recipient_id.is_not(None) | OutboxMail.address.is_not(None)
    waits = {"failed_at": None, "attempts": 0, "due_at": now}
    return session.execute(
        update(OutboxMail).where(OutboxMail.failed_at.is_not(None), has_recipient).values(**waits)
    ).rowcount
