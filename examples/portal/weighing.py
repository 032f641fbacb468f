"""Weighings of the demonstration: one published, one that waits for the body, one with gaps. All of it made up."""

import json
from datetime import timedelta
from pathlib import Path

from sqlalchemy import select

from beteiligung import Person
from beteiligung.abwaegung import actions, closing, queries
from beteiligung.abwaegung.models import Abwaegung, Disposition
from beteiligung.beitrag import entering
from beteiligung.beitrag.models import Beitrag, BeitragOrigin, Stance

from .people import PEOPLE

FILE = Path(__file__).parents[1] / "bochum" / "abwaegungen.json"
"""Days in it count from the day of seeding."""

TEXTS = ("assessment", "reason", "reason_simple")


def weigh(session, known, now):
    """Lay them on the desk once; what people did since is left alone. ``known`` are the Vorhaben by short name."""
    if session.scalar(select(Abwaegung.id).limit(1)) is not None:
        return
    for entry in json.loads(FILE.read_text(encoding="utf-8")):
        if entry["vorhaben"] in known:
            _weigh(session, known[entry["vorhaben"]], entry, Person(**PEOPLE["amt"]), now)


def _weigh(session, vorhaben, entry, person, now):
    for one in entry.get("entered", ()):
        _enter(session, vorhaben, one, person, now)
    at = now + timedelta(days=entry["days"])
    weighing = actions.start(session, vorhaben, person, now=at)
    said = {beitrag.author_name: beitrag.id for beitrag in _said(session, vorhaben)}
    for one in entry["arguments"]:
        argument = actions.add_argument(
            session, weighing, person, title=one["title"], stance=Stance(one["stance"]), now=at
        )
        values = {name: one[name] for name in TEXTS}
        values["disposition"] = Disposition(one["disposition"]) if one["disposition"] else None
        actions.save_argument(session, argument, person, values, seen=argument.version, now=at)
        carry = [beitrag.id for beitrag in _said(session, vorhaben) if beitrag.author_name in one["carry"]]
        actions.assign(session, argument, carry, person, now=at)
    for name, reason in entry["aside"].items():
        actions.put_aside(session, weighing, [said[name]], person, reason=reason, now=at)
    texts = {name: entry[name] for name in ("assessment", "proposal")}
    actions.save_whole(session, weighing, person, **texts, seen=weighing.version)
    if entry["state"] != "open":
        _finish(session, weighing, person, entry["state"], at)


def _finish(session, weighing, person, state, at):
    """What the file forgot, such as an answer somebody gave in between, carries no argument of its own."""
    mine = (Beitrag.vorhaben_id == weighing.vorhaben_id, queries.counting(), queries.unassigned(weighing.id))
    bare = session.scalars(select(Beitrag.id).where(*mine)).all()
    if bare:
        actions.put_aside(session, weighing, bare, person, reason="Teil des Gesprächs, kein eigenes Argument.", now=at)
    closing.close(session, weighing, person, now=at + timedelta(days=3))
    if state == "published":
        closing.publish(session, weighing, person, now=at + timedelta(days=20))


def _said(session, vorhaben):
    mine = (Beitrag.vorhaben_id == vorhaben.id, queries.counting())
    return session.scalars(select(Beitrag).where(*mine).order_by(Beitrag.id)).all()


def _enter(session, vorhaben, one, person, now):
    entering.enter(
        session,
        vorhaben,
        person,
        origin=BeitragOrigin(one["origin"]),
        note=one.get("note", ""),
        sheet=one.get("sheet"),
        said_at=now + timedelta(days=one["days"]),
        stance=Stance(one["stance"]),
        body=one["text"],
        bezirk=one.get("bezirk"),
        now=now + timedelta(days=one["days"] + 2),
    )
