"""Distances on the globe, compared with a second way to count them."""

from math import acos, cos, radians, sin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beteiligung.vorhaben.distance import EARTH, box, compass, is_position, is_within, metres, nearest

LATS, LONS = st.floats(51.0, 52.0), st.floats(7.0, 8.0)
SQUARE = {"type": "Polygon", "coordinates": [[[7.2, 51.4], [7.3, 51.4], [7.3, 51.5], [7.2, 51.5], [7.2, 51.4]]]}
HOLE = [[7.24, 51.44], [7.26, 51.44], [7.26, 51.46], [7.24, 51.46], [7.24, 51.44]]
FRAME = {"type": "Polygon", "coordinates": [*SQUARE["coordinates"], HOLE]}


def by_cosines(lat, lon, other_lat, other_lon):
    a, b, right = radians(lat), radians(other_lat), radians(other_lon - lon)
    return EARTH * acos(min(1.0, sin(a) * sin(b) + cos(a) * cos(b) * cos(right)))


def test_one_minute_of_latitude_is_a_nautical_mile():
    assert metres(51, 7, 51 + 1 / 60, 7) == pytest.approx(1853, abs=1)


def test_from_the_town_hall_to_the_main_station():
    assert metres(51.4825, 7.21526, 51.47861, 7.22328) == pytest.approx(704, abs=5)


@given(LATS, LONS, LATS, LONS)
def test_the_same_as_by_the_law_of_cosines(lat, lon, other_lat, other_lon):
    assert metres(lat, lon, other_lat, other_lon) == pytest.approx(by_cosines(lat, lon, other_lat, other_lon), abs=1)


def test_half_the_globe_away_is_no_error():
    assert metres(0, 0, 0, 180) == pytest.approx(20_015_000, rel=0.001)


@given(LATS, LONS, LATS, LONS, st.sampled_from([500, 1000, 5000]))
def test_what_is_within_the_radius_is_in_the_box(lat, lon, other_lat, other_lon, radius):
    west, south, east, north = box(lat, lon, radius)

    if metres(lat, lon, other_lat, other_lon) <= radius:
        assert west <= other_lon <= east
        assert south <= other_lat <= north


@pytest.mark.parametrize("lat", [90, -90, 89.99])
def test_a_box_at_the_pole_is_a_box(lat):
    west, south, east, north = box(lat, 7, 1000)

    assert west < east
    assert south < north


@pytest.mark.parametrize(
    ("lat", "lon", "direction"),
    [(52, 7, 0), (52, 8.6, 1), (51, 8, 2), (50, 8.6, 3), (50, 7, 4), (50, 5.4, 5), (51, 6, 6), (52, 5.4, 7)],
)
def test_eight_directions(lat, lon, direction):
    assert compass(51, 7, lat, lon) == direction


def test_a_point_is_its_own_nearest_point():
    assert nearest(51.4, 7.2, 51.5, 7.3) == (51.5, 7.3)
    assert nearest(51.4, 7.2, 51.5, 7.3, {"type": "Point", "coordinates": [7.3, 51.5]}) == (51.5, 7.3)


@pytest.mark.parametrize(
    ("here", "expected"),
    [((51.45, 7.1), (51.45, 7.2)), ((51.3, 7.1), (51.4, 7.2)), ((51.45, 7.25), (51.45, 7.25))],
)
def test_an_area_is_as_near_as_its_edge_and_here_inside(here, expected):
    assert nearest(*here, 51.45, 7.25, SQUARE) == pytest.approx(expected)


def test_a_hole_is_not_inside():
    assert is_within(51.42, 7.22, FRAME)
    assert not is_within(51.45, 7.25, FRAME)
    assert nearest(51.45, 7.245, 51.42, 7.22, FRAME) == pytest.approx((51.45, 7.24))


def test_a_line_is_as_near_as_the_nearest_spot_between_its_corners():
    line = {"type": "LineString", "coordinates": [[7.0, 51.5], [7.4, 51.5]]}

    assert nearest(51.45, 7.1, 51.5, 7.4, line) == pytest.approx((51.5, 7.1))


def test_corners_on_the_same_spot_are_no_error():
    line = {"type": "MultiLineString", "coordinates": [[[7.0, 51.5], [7.0, 51.5]]]}

    assert nearest(51.45, 7.1, 51.5, 7.0, line) == (51.5, 7.0)


@pytest.mark.parametrize(
    ("lat", "lon"),
    [(float("nan"), 7), (51, float("inf")), (float("-inf"), 7), (90.1, 7), (51, 180.1), (1e300, 7)],
)
def test_no_positions(lat, lon):
    assert not is_position(lat, lon)
