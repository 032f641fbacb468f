"""Squares side by side, 0.1 degrees wide: which of them does a shape lie in?"""

import pytest

from beteiligung.vorhaben.overlap import Ground


def ring(west, south, east, north):
    return [[west, south], [east, south], [east, north], [west, north], [west, south]]


def polygon(*rings):
    return {"type": "Polygon", "coordinates": list(rings)}


LEFT, RIGHT = Ground(polygon(ring(7.1, 51.4, 7.2, 51.5))), Ground(polygon(ring(7.2, 51.4, 7.3, 51.5)))
HOLED = Ground(polygon(ring(7.1, 51.4, 7.2, 51.5), ring(7.14, 51.44, 7.16, 51.46)))
PARTS = Ground({"type": "MultiPolygon", "coordinates": [[ring(7.1, 51.4, 7.12, 51.5)], [ring(7.18, 51.4, 7.2, 51.5)]]})


def point(lon, lat):
    return {"type": "Point", "coordinates": [lon, lat]}


def line(*corners):
    return {"type": "LineString", "coordinates": [list(corner) for corner in corners]}


@pytest.mark.parametrize(
    ("shape", "left", "right"),
    [
        (point(7.15, 51.45), True, False),
        (point(7.25, 51.45), False, True),
        (point(7.35, 51.45), False, False),
        (point(7.2, 51.45), True, True),  # on the border
        (point(7.2, 51.4), True, True),  # on its end
        (point(7.1, 51.5), True, False),  # on an outer corner
        (line((7.12, 51.45), (7.18, 51.45)), True, False),
        (line((7.15, 51.45), (7.25, 51.45)), True, True),
        (line((7.0, 51.45), (7.4, 51.45)), True, True),  # through both, no corner inside
        (line((7.2, 51.42), (7.2, 51.48)), True, True),  # along the border
        (line((7.0, 51.6), (7.4, 51.6)), False, False),
        (
            {
                "type": "MultiLineString",
                "coordinates": [[[7.11, 51.41], [7.12, 51.42]], [[7.28, 51.41], [7.29, 51.42]]],
            },
            True,
            True,
        ),
        (polygon(ring(7.13, 51.43, 7.17, 51.47)), True, False),
        (polygon(ring(7.15, 51.43, 7.25, 51.47)), True, True),
        (polygon(ring(7.0, 51.3, 7.4, 51.6)), True, True),  # both lie in it
        (polygon(ring(7.05, 51.44, 7.35, 51.46)), True, True),  # a strip across, no corner inside
        (polygon(ring(7.1, 51.4, 7.2, 51.5)), True, False),  # the very same square
        (polygon(ring(7.15, 51.43, 7.2, 51.47)), True, False),  # up to the border and no further
        (polygon(ring(7.15, 51.43, 7.20005, 51.47)), True, False),  # 3 m beyond: drawn by hand
        (polygon(ring(7.15, 51.43, 7.203, 51.47)), True, True),  # 200 m beyond
        (polygon(ring(7.19, 51.449, 7.2005, 51.4491)), True, True),  # narrow
        (
            polygon(ring(7.0, 51.3, 7.4, 51.6), ring(7.05, 51.35, 7.21, 51.55)),
            False,
            True,
        ),  # a hole around the left one
        (
            {
                "type": "MultiPolygon",
                "coordinates": [[ring(7.11, 51.41, 7.12, 51.42)], [ring(7.28, 51.41, 7.29, 51.42)]],
            },
            True,
            True,
        ),
    ],
)
def test_two_districts(shape, left, right):
    assert (LEFT.holds(shape), RIGHT.holds(shape)) == (left, right)


@pytest.mark.parametrize(
    ("shape", "held"),
    [
        (point(7.12, 51.45), True),
        (point(7.15, 51.45), False),
        (line((7.145, 51.45), (7.155, 51.45)), False),
        (line((7.145, 51.45), (7.18, 51.45)), True),
        (polygon(ring(7.142, 51.442, 7.158, 51.458)), False),
        (polygon(ring(7.142, 51.442, 7.17, 51.458)), True),
    ],
)
def test_a_hole_is_not_inside(shape, held):
    assert HOLED.holds(shape) is held


def test_parts_of_one_district():
    assert [PARTS.holds(point(lon, 51.45)) for lon in (7.11, 7.15, 7.19)] == [True, False, True]
    assert PARTS.holds(polygon(ring(7.125, 51.41, 7.175, 51.49))) is False
