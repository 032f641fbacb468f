"""``import``: an agreement's text becomes clauses and draft Vorhaben."""

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import click

from ..db import current_session, unit_of_work
from ..errors import N_, BeteiligungError, NotImportable
from ..i18n import terminal as _
from ..mount import setting
from ..vereinbarung import actions as vereinbarung
from ..vereinbarung.documents import Unreadable, text_of
from ..vereinbarung.reader.places import Gazetteer
from ..vereinbarung.reading import read
from ..vorhaben import actions as vorhaben
from ..vorhaben import coverage as told
from .extract import extract
from .groups import Refused, cli, local_day, main, tables_or_refused

main.add_command(extract)
KINDS = ("unchanged", "moved", "changed", "new", "gone")


@cli.command("import")
@click.argument("file", type=click.Path())
@click.option("--gazetteer", type=click.Path(), help="Place names of the city; default is BETEILIGUNG_GAZETTEER.")
@click.option("--apply/--dry-run", default=None, help="Store it, or only show what would change.")
@click.option("--replace", is_flag=True, help="Store it although hardly a known promise is found again.")
def import_agreement(file, gazetteer, apply, replace):
    """Store the agreement in FILE, its clauses, and a draft Vorhaben for each. The same text again changes nothing.

    The first agreement is stored at once. A new version is compared with the stored one; --apply takes it over.
    """
    now = datetime.now(UTC)
    try:
        source = _source(file)
        places = _gazetteer(gazetteer)
        reading = read(source, gazetteer=places)
        with tables_or_refused(), unit_of_work() as session:
            done = vereinbarung.import_reading(
                session, source, reading, file_name=Path(file).name, now=now, apply=apply, replace=replace
            )
            drafts = 0
            if done.stored:
                drafts = vorhaben.draft_from_clauses(session, done.vereinbarung, now=now, gazetteer=places)
            lines = list(_report(done, drafts))
    except BeteiligungError as error:
        raise Refused(error) from error
    click.echo("\n".join(lines))


@cli.command()
def coverage():
    """Say per chapter how many promises there are, what they have, and which have no Vorhaben."""
    with tables_or_refused():
        found = told.promises(current_session(), today=local_day(datetime.now(UTC)))
    columns = (_("Promises"), _("Vorhaben"), _("Place"), _("Time"), _("Nobody in charge"))
    click.echo(f"{_('Chapter'):<40} " + "  ".join(columns))
    for chapter in [*told.chapters(found), told.Chapter(_("All chapters"), found)]:
        total = len(chapter.promises)
        has = [chapter.count(name) for name in ("vorhaben", "has_place", "has_time", "has_office")]
        cells = [total, *has[:3], total - has[3]]
        row = "  ".join(str(cell).rjust(len(head)) for cell, head in zip(cells, columns, strict=True))
        click.echo(f"{chapter.name[:40]:<40} {row}")
    click.echo("")
    click.echo(_("Promises without a Vorhaben:"))
    for promise in found:
        if not promise.vorhaben:
            click.echo(f"{promise.clause.number:>4}  {promise.clause.value('title')}")


def _report(done, drafts):
    """What the import did, or would do, one line each."""
    if not done.changes:
        yield _("The same text is stored already; nothing changed.")
        return
    if done.is_first:
        yield _("%(clauses)s clauses, %(drafts)s new drafts") % {"clauses": len(done.changes), "drafts": drafts}
        if not done.stored:
            yield _("Nothing was changed. With --apply this version is stored.")
        if everywhere := sum(change.new.scope == "every-district" for change in done.changes):
            yield _("%(number)s of them are for every Stadtbezirk: the review offers one Vorhaben for each.") % {
                "number": everywhere
            }
        return
    for change in done.changes:
        if change.kind != "unchanged":
            yield f"{change.kind:<8} {(change.new or change.old).title}"
    counted = Counter(change.kind for change in done.changes)
    yield ", ".join(f"{counted[kind]} {kind}" for kind in KINDS)
    yield (
        _("Stored; %(drafts)s new drafts.") % {"drafts": drafts}
        if done.stored
        else _("Nothing was changed. With --apply this version is stored.")
    )


def _gazetteer(path):
    """The city's place names, from the option or the setting."""
    path = path or setting("GAZETTEER")
    try:
        return Gazetteer.from_file(path) if path else None
    except (OSError, ValueError) as error:
        raise NotImportable(N_("The gazetteer cannot be read: %(reason)s"), reason=error) from error


def _source(file):
    try:
        return text_of(file, limit=setting("DOCUMENT_LIMIT"))
    except Unreadable as error:
        raise NotImportable(str(error).replace("%", "%%")) from error
