"""``oparl``: look again at the links of decisions. ``conditions``: what is late. ``tell-members``: city-wide news."""

from collections import Counter
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import click

from ..beschluss import links, oparl, reminding
from ..db import current_session, unit_of_work
from ..desk import early
from ..errors import N_, BeteiligungError
from ..i18n import terminal as _
from ..mount import extension_at_hand, setting
from .groups import Refused, cli, local_day, tables_or_refused


@cli.command("oparl")
def look_again():
    """Look at the OParl links of decisions that were not looked at since yesterday. For cron, once a day."""
    system = setting("OPARL_SYSTEM")
    if not system:
        raise Refused(BeteiligungError(N_("BETEILIGUNG_OPARL_SYSTEM names no council information system.")))
    seen = Counter()
    with tables_or_refused():
        waiting = links.due(current_session(), now=datetime.now(UTC))
    for beschluss_id, url, known in waiting:
        found = oparl.look(url, system, etag=(known or {}).get("etag"))
        with unit_of_work() as session:
            links.keep(session, beschluss_id, url, known, found, now=datetime.now(UTC))
        seen[found.state] += 1
    click.echo(_("%(number)s links") % {"number": seen.total()})
    for state, number in sorted(seen.items()):
        click.echo(f"{number}\t{state}")


@cli.command("tell-members")
def tell_members():
    """Make the day's mails to members of elected bodies about what is new for the whole city. For cron, each hour."""
    about = {"zone": ZoneInfo(setting("TIMEZONE")), "hour": setting("MEMBERS_HOUR")}
    members = extension_at_hand().load_members
    with tables_or_refused(), unit_of_work() as session:
        number = early.tell(session, members, now=datetime.now(UTC), **about)
    click.echo(_("%(number)s members are told") % {"number": number})


@cli.command()
@click.option(
    "--remind", is_flag=True, help="Write one mail to each office in BETEILIGUNG_OFFICES about what is due or late."
)
def conditions(remind):
    """Print every condition of a decision that is late: day, office, body, what is demanded."""
    now = datetime.now(UTC)
    today = local_day(now)
    if remind:
        with tables_or_refused(), unit_of_work() as session:
            number = reminding.remind(session, setting("OFFICES"), now=now, today=today)
        click.echo(_("%(number)s offices get a reminder") % {"number": number}, err=True)
    with tables_or_refused():
        found = reminding.late(current_session(), today=today)
    for one in found:
        click.echo(
            "\t".join((str(one.due_on), one.office or "–", one.beschluss.gremium.name, " ".join(one.text.split())))
        )
