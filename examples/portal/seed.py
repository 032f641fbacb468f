"""Fill the demonstration: publish Vorhaben from `examples/bochum`, with places, history and contributions.

Run again, it adds what is new and leaves alone what is there, so that nothing people wrote is lost.
"""

import json
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import click
from flask.cli import with_appcontext
from sqlalchemy import select

from beteiligung.attachment.folder import store
from beteiligung.beitrag.models import Beitrag, Stance, Visibility
from beteiligung.bezirk.models import Bezirk
from beteiligung.db import unit_of_work
from beteiligung.signals import forget_announced
from beteiligung.term.models import Term
from beteiligung.text import slug
from beteiligung.vereinbarung.models import Clause
from beteiligung.vorhaben.actions import refresh_search
from beteiligung.vorhaben.models import Place, Publication, Status, StatusChange, Vorhaben, VorhabenText
from beteiligung.vorhaben.when import When

from .completing import Completer
from .conferring import confer
from .deciding import decide
from .desk import arrange
from .enclosing import Encloser
from .rendering import render
from .talking import Talker
from .weighing import weigh

BOCHUM = Path(__file__).parents[1] / "bochum"
CLOSES_AT = time(18)
TALKATIVE = "appolonia-pfaus-park-erhalten"
"""The Vorhaben about which so many people write that its talk has pages."""

BERLIN = ZoneInfo("Europe/Berlin")


@click.command("seed")
@with_appcontext
def seed_command():
    """Fill the demonstration with Vorhaben and contributions."""
    entries = [entry for file in sorted((BOCHUM / "vorhaben").glob("*.json")) for entry in json.loads(file.read_text())]
    with unit_of_work() as session:
        seeder = Seeder(session, datetime.now(UTC))
        with click.progressbar(entries, label="Vorhaben") as bar:
            added = sum(seeder.add(entry) for entry in bar)
        completer = Completer(session, seeder.now, session.scalars(select(Term)).all())
        for index, entry in enumerate(entries):
            completer.complete(seeder.known[entry["slug"]], entry, index)
        arrange(session, seeder.now)
        decide(session, seeder.known, seeder.now)
        weigh(session, seeder.known, seeder.now)
        confer(session, seeder.known, seeder.now)
        Talker(session, seeder.now).fill(seeder.known[TALKATIVE])
        forget_announced(session)  # nobody is told of what is only a demonstration
        render(session, [entry["slug"] for entry in entries], BOCHUM / "kurz", seeder.now)
        lacking = _enclose(session, seeder, entries)
    if lacking:
        click.echo(lacking)
    click.echo(f"{added} Vorhaben added, {len(entries) - added} were there")


def _enclose(session, seeder, entries):
    """Pictures and papers; says what the pictures lack where they cannot be drawn."""
    encloser = Encloser(session, seeder.now)
    try:
        for entry in entries:
            encloser.enclose(seeder.known[entry["slug"]])
    except BaseException:
        store().remove(kept.name for kept in encloser.kept)
        raise
    return encloser.lacking


class Seeder:
    """Turns one entry of the demonstration's files into a published Vorhaben."""

    def __init__(self, session, now):
        self.session, self.now = session, now
        self.clauses = session.scalars(select(Clause).order_by(Clause.number)).all()
        self.bezirke = {bezirk.number: bezirk for bezirk in session.scalars(select(Bezirk))}
        self.known = {v.slug: v for v in session.scalars(select(Vorhaben))}
        self.used = {v.clause_id for v in self.known.values() if v.publication != Publication.DRAFT}
        self.drafts = {v.clause_id: v for v in self.known.values() if v.publication == Publication.DRAFT}

    def add(self, entry):
        """Publish it unless it is there; say whether it was added."""
        if entry["slug"] in self.known and self.known[entry["slug"]].publication != Publication.DRAFT:
            return False
        clause = self._clause(entry["clause"])
        vorhaben = self._record(entry, clause)
        self._tell(vorhaben, entry)
        self._locate(vorhaben, entry)
        refresh_search(vorhaben)
        self.session.flush()
        for index, beitrag in enumerate(entry.get("beitraege", ())):
            self._say(vorhaben, beitrag, None, index)
        return True

    def _clause(self, beginning):
        for clause in self.clauses:
            if clause.text.startswith(beginning):
                return clause
        raise click.ClickException(f"no clause begins with {beginning!r}")

    def _record(self, entry, clause):
        """The clause's draft for its first Vorhaben, a new record for every further one."""
        vorhaben = self.drafts.pop(clause.id, None)
        if vorhaben is None:
            vorhaben = Vorhaben(clause=clause, topic=clause.topic, topic_slug=slug(clause.topic), created_at=self.now)
            self.session.add(vorhaben)
        vorhaben.slug = entry["slug"]
        vorhaben.publication = Publication.PUBLISHED
        vorhaben.status = Status(entry["status"])
        vorhaben.office = entry.get("office")
        vorhaben.next_step = entry.get("next_step")
        vorhaben.delay_reason = entry.get("delay_reason")
        last = max(self._day(change["on"]) for change in entry["history"])
        vorhaben.updated_at = min(self.now, datetime.combine(last, time(10), BERLIN))
        for name, source in (("start", "start"), ("end", "end"), ("end_first", "end_before")):
            on, precision = When.parse(entry[source]) if entry.get(source) else (None, None)
            setattr(vorhaben, "end_first" if name == "end_first" else f"{name}_on", on)
            setattr(vorhaben, f"{name}_precision", precision)
        participation = entry.get("participation") or {}
        vorhaben.no_participation_reason = participation.get("none")
        vorhaben.open_from = self._moment(participation.get("from"))
        vorhaben.open_until = self._moment(participation.get("until"))
        self.known[vorhaben.slug] = vorhaben
        return vorhaben

    def _tell(self, vorhaben, entry):
        # flush between, or the draft's German text and the new one would be there at once
        vorhaben.texts, vorhaben.history = [], []
        self.session.flush()
        vorhaben.texts = [VorhabenText(lang=lang, **text) for lang, text in entry["texts"].items()]
        vorhaben.history = [
            StatusChange(
                status=Status(h["status"]),
                on=self._day(h["on"]),
                recorded_at=None,
                reason=h["reason"],
                author_name="Demonstration",
            )
            for h in entry["history"]
        ]

    def _locate(self, vorhaben, entry):
        vorhaben.places = [_place(place) for place in entry["places"]]
        vorhaben.bezirke = [self.bezirke[number] for number in entry["bezirke"]]
        vorhaben.is_citywide = not (vorhaben.places or vorhaben.bezirke)

    def _say(self, vorhaben, entry, parent, index):
        at = self._awake(entry["days_ago"], index)
        if parent is not None:
            at = max(at, parent.submitted_at + timedelta(minutes=35))
        beitrag = Beitrag(
            vorhaben_id=vorhaben.id,
            parent=parent,
            root_id=(parent.root_id or parent.id) if parent else None,
            depth=parent.depth + 1 if parent else 0,
            author_id=f"demo:{entry['by']}",
            author_name=entry["by"],
            is_official=entry.get("official", False),
            stance=Stance(entry["stance"]),
            body=entry["text"],
            visibility=Visibility.PUBLISHED,
            submitted_at=at,
            published_at=at,
            **({} if entry.get("official") else _home(vorhaben, entry["by"])),
        )
        self.session.add(beitrag)
        self.session.flush()
        for number, reply in enumerate(entry.get("replies", ())):
            self._say(vorhaben, reply, beitrag, number)

    def _awake(self, days_ago, index):
        """A moment of that day at which people write."""
        day = (self.now - timedelta(days=days_ago)).date()
        at = datetime.combine(day, time(8 + (days_ago * 5 + index * 3) % 14, (index * 17 + days_ago * 7) % 60), BERLIN)
        return min(at, self.now - timedelta(minutes=5))

    def _day(self, text):
        """An ISO date, or days from today such as ``-40d``."""
        if text.endswith("d"):
            return (self.now + timedelta(days=int(text[:-1]))).date()
        return date.fromisoformat(text)

    def _moment(self, text):
        return datetime.combine(self._day(text), CLOSES_AT, BERLIN) if text else None


def _home(vorhaben, name):
    """Where somebody says to live: most near the Vorhaben, each fourth says nothing; the same name says the same."""
    number = sum(name.encode())
    if not vorhaben.bezirke or not number % 4:
        return {}
    parts = vorhaben.bezirke[0].parts
    part = parts[2 if number % 6 == 1 else -2] if number % 5 and len(parts) > 2 else ""
    return {"bezirk_number": vorhaben.bezirke[0].number, "bezirk_part": part}


def _place(entry):
    geometry = entry.get("geometry")
    lat, lon = (entry["lat"], entry["lon"]) if "lat" in entry else _middle(geometry)
    return Place(words=entry["words"], lat=lat, lon=lon, geometry=geometry)


def _middle(geometry):
    """A point for the pin: the middle corner of a line, the mean corner of an area."""
    if geometry["type"] == "LineString":
        lon, lat = geometry["coordinates"][len(geometry["coordinates"]) // 2][:2]
        return lat, lon
    ring = geometry["coordinates"][0][:-1]
    return sum(c[1] for c in ring) / len(ring), sum(c[0] for c in ring) / len(ring)
