"""What lies around a point, on both databases."""

import pytest
from sqlalchemy import select

from beteiligung.vorhaben import nearby
from beteiligung.vorhaben.models import Place, Publication, Status

from .. import records

HERE = (51.46, 7.21)
STEP = 0.001  # about 111 metres to the north


def at(name, lat, lon=HERE[1], geometry=None, **changes):
    return records.vorhaben(name, name, places=[Place(words=name, lat=lat, lon=lon, geometry=geometry)], **changes)


@pytest.fixture
def stored(session, bezirke):
    def store(*vorhaben):
        session.add_all(vorhaben)
        session.commit()

    return store


def found(session, radius=1000):
    around = nearby.Around(session, *HERE, now=records.NOW, with_past=True)
    near = nearby.records(session, around.page(radius, most=99))
    assert around.number(radius) == len(near)
    return [(vorhaben.slug, round(at.metres)) for vorhaben, at in near]


def test_the_nearest_first(session, stored):
    stored(at("weit", HERE[0] + 5 * STEP), at("nah", HERE[0] - STEP), at("hier", HERE[0]), at("fern", HERE[0] + 0.1))

    assert found(session) == [("hier", 0), ("nah", 111), ("weit", 556)]


def test_a_vorhaben_with_many_places_stands_once_with_the_nearest(session, stored):
    many = at("viele", HERE[0] + 3 * STEP)
    many.places.append(Place(words="näher", lat=HERE[0] + STEP, lon=HERE[1]))
    many.places.append(Place(words="ohne Punkt", lat=None, lon=None))
    stored(many)

    assert found(session) == [("viele", 111)]


def test_a_line_counts_where_it_is_near_and_not_where_its_pin_stands(session, stored):
    line = {"type": "LineString", "coordinates": [[HERE[1], HERE[0] + STEP], [HERE[1], HERE[0] + 0.05]]}
    stored(at("radweg", HERE[0] + 0.05, geometry=line))

    assert found(session) == [("radweg", 111)]


def test_inside_an_area_one_is_there(session, stored):
    ring = [[7.2, 51.45], [7.22, 51.45], [7.22, 51.47], [7.2, 51.47], [7.2, 51.45]]
    stored(at("park", 51.4501, 7.2001, geometry={"type": "Polygon", "coordinates": [ring]}))

    assert found(session) == [("park", 0)]


@pytest.mark.parametrize("publication", [Publication.DRAFT, Publication.ARCHIVED])
def test_drafts_and_archived_ones_are_not_there(session, stored, publication):
    stored(at("hier", HERE[0]), at("geheim", HERE[0], publication=publication))

    assert found(session) == [("hier", 0)]


def test_what_is_open_and_what_is_over_is_counted(session, stored):
    stored(at("offen", HERE[0], open_for=5), at("fertig", HERE[0] + STEP, status=Status.DONE))

    current, everything = (
        nearby.Around(session, *HERE, now=records.today(), with_past=with_past) for with_past in (False, True)
    )

    assert [(a.number(1000), a.number_open(1000), a.number_over(1000)) for a in (current, everything)] == [
        (1, 1, 1),
        (2, 1, 1),
    ]
    assert len(current.page(1000, most=99)) == 1


def test_what_is_drawn_later_is_found_too(session, stored):
    """Lines are remembered with the shelf, and forgotten with it."""
    line = {"type": "LineString", "coordinates": [[HERE[1], HERE[0] + 0.001], [HERE[1], HERE[0] + 0.05]]}
    stored(at("fern", HERE[0] + 0.03))
    assert found(session) == []

    place = session.scalars(select(Place)).one()
    place.geometry = line
    session.commit()

    assert len(found(session)) == 1


def test_a_long_line_counts_where_its_end_is_near(session, stored):
    line = {"type": "LineString", "coordinates": [[HERE[1], HERE[0] + STEP], [HERE[1], HERE[0] + 0.3]]}
    stored(at("bahn", HERE[0] + 0.3, geometry=line))

    assert found(session) == [("bahn", 111)]
