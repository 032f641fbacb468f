"""``import``: an agreement's text becomes clauses and draft Vorhaben."""

from datetime import UTC, datetime
from pathlib import Path

import click
from flask import current_app

from ..db import unit_of_work
from ..errors import BeteiligungError, NotImportable
from ..vereinbarung import actions as vereinbarung
from ..vereinbarung.documents import Unreadable, text_of
from ..vereinbarung.reader.places import Gazetteer
from ..vereinbarung.reading import read
from ..vorhaben import actions as vorhaben
from .extract import extract
from .groups import Refused, cli, main

main.add_command(extract)


@cli.command("import")
@click.argument("file", type=click.Path())
@click.option("--gazetteer", type=click.Path(), help="Place names of the city; default is BETEILIGUNG_GAZETTEER.")
def import_agreement(file, gazetteer):
    """Store the agreement in FILE, its clauses, and a draft Vorhaben for each. A second time changes nothing."""
    gazetteer = gazetteer or current_app.config["BETEILIGUNG_GAZETTEER"]
    now = datetime.now(UTC)
    try:
        source = _source(file)
        reading = read(source, gazetteer=Gazetteer.from_file(gazetteer) if gazetteer else None)
        with unit_of_work() as session:
            stored, is_new = vereinbarung.import_reading(session, source, reading, file_name=Path(file).name, now=now)
            drafts = vorhaben.draft_from_clauses(session, stored, now=now)
            clauses = len(stored.clauses)
    except BeteiligungError as error:
        raise Refused(error) from error
    click.echo(f"{clauses} clauses, {drafts} new drafts" if is_new or drafts else f"{clauses} clauses, nothing changed")


def _source(file):
    try:
        return text_of(file, limit=current_app.config["BETEILIGUNG_DOCUMENT_LIMIT"])
    except Unreadable as error:
        raise NotImportable(str(error).replace("%", "%%")) from error
