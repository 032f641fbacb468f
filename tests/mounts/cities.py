"""Two cities that have everything under the same names and numbers, and not one word in common."""

import csv
import json
from dataclasses import dataclass, field

from flask import Flask

from beteiligung import Beteiligung, Person
from beteiligung.attachment.models import Attachment, AttachmentKind, StoredFile
from beteiligung.beschluss.models import Beschluss, Result
from beteiligung.roles import ADMINISTRATION, BEZIRKSVERTRETUNG, MODERATION
from beteiligung.term.models import Kind, Term
from beteiligung.vorhaben.models import Place, Publication
from beteiligung.wish.models import Wish

from .. import records
from ..bodies import bezirksvertretung

A, B = "Ahausen", "Behausen"
BOTH = (A, B)
PREFIX = {A: "/ahausen/mitmachen", B: "/behausen"}
MARK = {A: "kranich", B: "dohle"}
"""A word that stands in every text of a city and nowhere else."""

STAFF = frozenset({MODERATION, ADMINISTRATION, BEZIRKSVERTRETUNG})


def staff(city):
    """Somebody who may do everything, in their own city."""
    return Person(id=f"{MARK[city]}-amt", name=f"Kim {MARK[city]}", roles=STAFF, bezirk=1, gremien=frozenset({"bv-1"}))


@dataclass
class Portal:
    """The application, the ``Beteiligung`` of each city, and who is asking there."""

    app: Flask
    at: dict
    people: dict = field(default_factory=dict)

    def address(self, city, path):
        """A page of a city, from its path within."""
        return f"{PREFIX[city]}{path}"


def portal(engines, folder, **config):
    """An application with both cities. The first is set up as if it were alone, the second brings what is its own."""
    app = Flask("portal", instance_path=str(folder / "instance"), root_path=str(folder))
    app.config.update(TESTING=True, SECRET_KEY="only for tests", BETEILIGUNG_BASE_URL="https://portal.example")
    app.config.update(_own(A, folder), **config)
    at = {
        A: Beteiligung(app, engine=engines[0]),
        B: Beteiligung(app, engine=engines[1], mount=B.lower(), settings=_own(B, folder)),
    }
    made = Portal(app, at)
    for city in BOTH:
        at[city].person_loader(lambda city=city: made.people.get(city))
    return made


def _own(city, folder):
    mark = MARK[city]
    gazetteer, glossary = folder / f"{mark}.csv", folder / f"{mark}.json"
    with gazetteer.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(
            [("name", "kind", "lat", "lon", "aliases", "bezirk"), (f"{mark}weg", "strasse", "51.46", "7.21", "", "1")]
        )
    glossary.write_text(json.dumps([{"word": "Gelöt", "text": f"Das ist {mark}."}]), encoding="utf-8")
    return {
        "BETEILIGUNG_URL_PREFIX": PREFIX[city],
        "BETEILIGUNG_CITY": city,
        "BETEILIGUNG_GAZETTEER": str(gazetteer),
        "BETEILIGUNG_GLOSSARY": str(glossary),
        "BETEILIGUNG_CONTACT": {"name": f"Büro {mark}", "email": f"{mark}@example.org"},
        "BETEILIGUNG_OFFICES": {f"Amt {mark}": f"amt-{mark}@example.org"},
        "BETEILIGUNG_PRIVACY": {"controller": {"name": f"Rathaus {mark}"}},
    }


def fill(session, city):
    """A Stadtbezirk, an agreement, a Vorhaben with all that hangs on one, and a draft below it."""
    mark = MARK[city]
    bezirk = records.bezirk(1, "Mitte")
    bezirk.name, bezirk.short_name = f"{city}-Mitte", f"Mitte {mark}"
    agreement = records.vereinbarung(
        f"Wir bauen den Radweg {mark}.", title=f"Vereinbarung {mark}", chapter=f"Kapitel {mark}"
    )
    body = bezirksvertretung(bezirk)
    body.name = f"BV {mark}"
    session.add_all([bezirk, agreement, body])
    session.flush()
    public = _vorhaben("radweg", f"Radweg {mark}", bezirk, agreement.clauses[0])
    session.add(public)
    session.flush()
    draft = _vorhaben("entwurf", f"Entwurf {mark}", bezirk, None, publication=Publication.DRAFT, parent_id=public.id)
    session.add(draft)
    session.flush()
    for vorhaben in (public, draft):
        session.add_all(_around(vorhaben, body, mark))


def _vorhaben(slug, title, bezirk, clause, **changes):
    made = records.vorhaben(slug, title, open_for=9, bezirke=[bezirk], clause=clause, **changes)
    mark = title.split()[1]
    made.places.append(Place(words=f"{mark}weg", lat=51.45, lon=7.15))
    made.responsible = f"Amt {mark}"
    return made


def _around(vorhaben, body, mark):
    picture = Attachment(kind=AttachmentKind.PICTURE, position=0, title=f"Bild {mark}", alt=mark, added_by=mark)
    picture.added_at = picture.changed_at = records.NOW
    size = {"media_type": "image/webp", "size": 1, "digest": "0", "width": 320, "height": 320}
    picture.files = [StoredFile(name=f"{vorhaben.id:032d}", **size)]
    vorhaben.attachments.append(picture)
    vorhaben.terms.append(Term(kind=Kind.TAG, slug=f"wort-{vorhaben.id}", name=f"Wort {mark}"))
    decided = Beschluss(vorhaben=vorhaben, gremium=body, title=f"Beschluss {mark}", text=mark, result=Result.ADOPTED)
    decided.recorded_by, decided.decided_on, decided.recorded_at = f"Kim {mark}", records.NOW.date(), records.NOW
    yield decided
    yield records.beitrag(vorhaben, f"Gut so, {mark}!", author=f"{mark}-anna", name=f"Anna {mark}")
    yield Wish(vorhaben_id=vorhaben.id, author_id=f"{mark}-anna", wished_at=records.NOW)
