"""``files check``: do the records and the folder of the files fit together?"""

import hashlib

import click

from ..attachment import queries
from ..attachment.folder import store as configured_store
from ..attachment.store import PATIENCE
from ..db import current_session
from ..errors import N_
from ..i18n import terminal as _
from .groups import cli, tables_or_refused

LOST = N_("%(name)s is lost: take it from the backup")
DAMAGED = N_("%(name)s is damaged: take it from the backup")
SPARE = N_("%(name)s belongs to no Vorhaben")
REMOVED = N_("%(name)s belonged to no Vorhaben and is removed")


@cli.group()
def files():
    """Pictures and documents of the Vorhaben."""


@files.command()
@click.option("--mend", is_flag=True, help="Remove files that belong to no Vorhaben any more.")
@click.pass_context
def check(ctx, mend):
    """Compare the folder of the files with the records: what is lost, damaged or left over?"""
    store = configured_store()
    lying = dict(store.names())  # first the folder: what is stored in between is then no surprise
    with tables_or_refused():
        known = {name: (size, digest) for name, size, digest in current_session().execute(queries.stored())}
    broken = 0
    for name in sorted(known):
        if found := _trouble(store, name, *known[name]):
            broken += 1
            click.echo(_(found) % {"name": name})
    spare = [name for name, age in lying.items() if name not in known and age > PATIENCE]
    for name in spare:
        if mend:
            store.discard(name)
        click.echo(_(REMOVED if mend else SPARE) % {"name": name})
    click.echo(
        _("%(known)s files, %(broken)s lost or damaged, %(spare)s left over")
        % {"known": len(known), "broken": broken, "spare": len(spare)}
    )
    if broken or (spare and not mend):
        ctx.exit(1)


def _trouble(store, name, size, digest):
    if not store.holds(name):
        return LOST
    data = store.path(name).read_bytes()
    return None if (len(data), hashlib.sha256(data).hexdigest()) == (size, digest) else DAMAGED
