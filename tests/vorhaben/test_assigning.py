"""New borders: the Stadtbezirke of every Vorhaben follow from its places, and the public is told."""

import pytest
from sqlalchemy import select

from beteiligung import Person
from beteiligung.bezirk.models import Bezirk
from beteiligung.vorhaben import editing
from beteiligung.vorhaben.models import Place, Publication, Vorhaben
from beteiligung.vorhaben.redrawing import REASON, redraw
from beteiligung.vorhaben.snapshot import stamp

from .. import records

AMT = Person(id="amt", name="Amt", roles=frozenset({"administration"}))
LINE = {"type": "LineString", "coordinates": [[7.15, 51.45], [7.25, 51.45]]}


def place(lon=None, lat=None, words="Ort", geometry=None):
    return Place(words=words, lon=lon, lat=lat, geometry=geometry)


@pytest.fixture
def city(session):
    """Three squares side by side with true borders, from 7.1 to 7.4 degrees."""
    found = [records.bezirk(number, name) for number, name in ((1, "Mitte"), (2, "Ost"), (3, "Süd"))]
    for bezirk in found:
        bezirk.is_sketch = False
    session.add_all(found)
    session.commit()
    return found


def numbers(session, slug):
    session.expire_all()
    vorhaben = session.scalar(select(Vorhaben).where(Vorhaben.slug == slug))
    return [bezirk.number for bezirk in vorhaben.bezirke]


def store(session, slug, *places, bezirke=(), **changes):
    session.add(records.vorhaben(slug, slug, places=list(places), bezirke=list(bezirke), **changes))
    session.commit()


def test_each_follows_from_its_places(session, city):
    mitte, ost, sued = city
    store(session, "punkt", place(7.25, 51.45), bezirke=[mitte])
    store(session, "grenze", place(7.2, 51.45))
    store(session, "linie", place(7.2, 51.45, geometry=LINE), bezirke=[sued])
    store(session, "zwei", place(7.15, 51.45), place(7.35, 51.45))
    store(session, "worte", place(words="im Norden"), bezirke=[sued])
    store(session, "gemischt", place(7.15, 51.45), place(words="im Norden"), bezirke=[sued])
    store(session, "fern", place(8.5, 51.45), bezirke=[ost])
    store(session, "stadtweit", is_citywide=True)

    assert redraw(session, now=records.NOW) == 5
    session.commit()

    got = {slug: numbers(session, slug) for slug in ("punkt", "grenze", "linie", "zwei", "worte", "gemischt", "fern")}
    assert got == {
        "punkt": [2],
        "grenze": [1, 2],
        "linie": [1, 2],
        "zwei": [1, 3],
        "worte": [3],
        "gemischt": [1, 3],
        "fern": [2],
    }
    assert numbers(session, "stadtweit") == []
    assert redraw(session, now=records.NOW) == 0


def test_the_public_reads_why_and_drafts_say_nothing(session, city):
    store(session, "punkt", place(7.25, 51.45), bezirke=[city[0]])
    store(session, "entwurf", place(7.25, 51.45), bezirke=[city[0]], publication=Publication.DRAFT)
    redraw(session, now=records.NOW)
    session.commit()

    told = {v.slug: [(c.field, c.old, c.new, c.reason) for c in v.changes] for v in session.scalars(select(Vorhaben))}
    assert told == {"punkt": [("bezirke", ["Mitte"], ["Ost"], REASON)], "entwurf": []}


def test_whoever_was_writing_meanwhile_is_told(session, city):
    store(session, "punkt", place(7.25, 51.45), bezirke=[city[0]])
    before = stamp(session.scalar(select(Vorhaben)))
    redraw(session, now=records.NOW)

    assert stamp(session.scalar(select(Vorhaben))) != before


def test_a_sketch_proves_nothing(session, city):
    for bezirk in session.scalars(select(Bezirk)):
        bezirk.is_sketch = True
    store(session, "punkt", place(7.25, 51.45), bezirke=[city[0]])

    assert redraw(session, now=records.NOW) == 0
    assert numbers(session, "punkt") == [1]


def test_saving_follows_too(session, city):
    values = {**editing.nothing(), "topic": "Klima", "texts": {"de": {"title": "Teich"}}}
    values["places"] = [{"words": "Am Teich", "lat": 51.45, "lon": 7.25}]
    values["bezirke"] = [3]
    editing.create(session, AMT, values, now=records.NOW)
    session.commit()

    assert numbers(session, "teich") == [2]
