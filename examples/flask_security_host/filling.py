"""`flask fill`: tables, people and a handful of Vorhaben. All of it made up."""

import json
import secrets
from datetime import UTC, datetime, timedelta
from pathlib import Path
from unicodedata import normalize

import click
from flask import current_app
from flask.cli import with_appcontext
from flask_security import hash_password
from sqlalchemy import select

from beteiligung import Person
from beteiligung.db import unit_of_work
from beteiligung.vorhaben import editing
from beteiligung.vorhaben.models import Status, Vorhaben
from beteiligung.vorhaben.snapshot import stamp

from .models import db

PEOPLE = (
    ("lea@auenhausen.example", "Lea vom Markt", []),
    ("jo@auenhausen.example", "Jo Nguyen", ["redaktion", "newsletter"]),
    ("amt@auenhausen.example", "Bauamt", ["rathaus"]),
)
VORHABEN = Path(__file__).parent / "vorhaben.json"
BAUAMT = Person(id="0", name="Bauamt", roles=frozenset({"administration"}))


@click.command("fill")
@click.option("--password", help="One password for everybody; without it one is made and shown.")
@with_appcontext
def fill(password):
    """Make the host's tables, three people and the Vorhaben. What is there stays."""
    password = normalize("NFKD", password or secrets.token_urlsafe(9))  # as Flask-Security reads what somebody types
    db.create_all()
    users = current_app.extensions["security"].datastore
    for email, pseudonym, roles in PEOPLE:
        if users.find_user(email=email) is None:
            known = [users.find_or_create_role(name) for name in roles]
            users.create_user(email=email, pseudonym=pseudonym, password=hash_password(password), roles=known)
            click.echo(f"{email}  {password}")
    users.commit()
    with unit_of_work() as session:
        _publish_all(session, datetime.now(UTC))


def _publish_all(session, now):
    known = set(session.scalars(select(Vorhaben.slug)))
    for entry in json.loads(VORHABEN.read_text(encoding="utf-8")):
        if entry.pop("slug") not in known:
            days = entry.pop("open_for", None)
            if days:
                entry |= {"open_from": now - timedelta(days=5), "open_until": now + timedelta(days=days)}
            vorhaben = editing.create(session, BAUAMT, editing.nothing() | entry, now=now)
            step = {
                "status": Status.PARTICIPATION if days else Status.PREPARATION,
                "status_reason": "So geht es weiter.",
            }
            editing.edit(session, vorhaben, BAUAMT, {}, seen=stamp(vorhaben), now=now, **step)
            editing.publish(session, vorhaben, BAUAMT, seen=stamp(vorhaben), now=now, check_days=91)
