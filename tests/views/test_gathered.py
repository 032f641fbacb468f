"""A city with more places than a phone can draw: the server gathers them, and tells them apart as one comes nearer."""

import pytest

from beteiligung.views import areas, public
from beteiligung.vorhaben.answers import dots
from beteiligung.vorhaben.models import Place, Publication
from beteiligung.vorhaben.queries import Filters

from .. import records

MAP = "/beteiligung/de/vorhaben.geojson"


def at(number, lat, lon, **changes):
    """A Vorhaben with one place."""
    place = Place(words="hier", lat=lat, lon=lon)
    return records.vorhaben(f"v{number}", f"Vorhaben {number}", places=[place], **changes)


@pytest.fixture
def city(session):
    """Five in one corner, one of them open; two in the other; and what the public must not see."""
    session.add_all([at(n, 51.4501 + n / 100_000, 7.2001, open_for=5 if n == 1 else None) for n in range(1, 6)])
    session.add_all([at(n, 51.5001, 7.3001) for n in (6, 7)])
    session.add(at(8, 51.4501, 7.2001, publication=Publication.DRAFT))
    session.add(at(9, 51.4501, 7.2001, publication=Publication.ARCHIVED))
    session.commit()


@pytest.fixture
def few(monkeypatch):
    """From four places on the map gathers."""
    monkeypatch.setattr(public, "MOST_FEATURES", 3)


def features(client, query=""):
    return client.get(f"{MAP}{query}").json["features"]


def test_few_places_stay_single(client, city):
    assert sorted(f["properties"]["slug"] for f in features(client)) == [f"v{n}" for n in range(1, 8)]


def test_many_places_are_gathered_where_they_stand(client, city, few):
    found = sorted(features(client), key=lambda feature: feature["properties"]["number"])
    assert [f["properties"] for f in found] == [
        {"number": 2, "number_open": 0, "open": False},
        {"number": 5, "number_open": 1, "open": True},
    ]
    assert found[0]["geometry"] == {"type": "Point", "coordinates": [7.3001, 51.5001]}


def test_a_part_of_the_map_holds_what_lies_in_it(client, city, few):
    found = features(client, "?bbox=7.29,51.49,7.31,51.51")
    assert [f["properties"]["slug"] for f in found] == ["v6", "v7"]


def test_a_part_with_too_many_is_gathered_too(client, city, few):
    assert [f["properties"]["number"] for f in features(client, "?bbox=7.19,51.44,7.21,51.46")] == [5]


def test_an_empty_part_is_empty(client, city, few):
    assert features(client, "?bbox=6.0,50.0,6.1,50.1") == []


def test_filters_hold_for_what_is_gathered(client, city, few):
    assert [f["properties"]["slug"] for f in features(client, "?mitmachen=1")] == ["v1"]


@pytest.mark.parametrize(
    "box",
    ["", "a", "1,2,3", "1,2,3,4,5", "nan,1,2,3", "7.3,51.4,7.1,51.5", "7.1,51.5,7.3,51.4", "-181,0,1,1", "0,0,1,inf"],
)
def test_a_box_that_is_none_means_everywhere(client, city, box):
    assert areas.bounding_box(box) is None
    assert len(features(client, f"?bbox={box}")) == 7


def test_what_the_page_draws_itself_is_no_dot(session, city):
    one = session.query(records.Vorhaben).filter_by(slug="v6").one()
    rows = dots(session, Filters(), now=records.today(), without=[one.id])
    assert sorted(row.number for row in rows) == [1, 5]
