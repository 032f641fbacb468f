from itertools import pairwise
from math import cos, pi, sin

import pytest

from beteiligung.bezirk.outline import MOST_CORNERS, polygons, simpler, written

SQUARE = [[7.1, 51.4], [7.2, 51.4], [7.2, 51.5], [7.1, 51.5], [7.1, 51.4]]
HOLE = [[7.14, 51.44], [7.16, 51.44], [7.16, 51.46], [7.14, 51.46], [7.14, 51.44]]


def as_it_is(x, y):
    return x, y


def circle(corners, radius=0.05, wobble=0.0):
    """Around a point in Bochum; ``wobble`` in degrees lets each second corner stand out."""
    points = []
    for n in range(corners):
        far = radius + (wobble if n % 2 else 0)
        points.append([7.2 + far * cos(2 * pi * n / corners), 51.45 + far * sin(2 * pi * n / corners)])
    return [*points, points[0]]


def area(ring):
    return sum(x * v - u * y for (x, y), (u, v) in pairwise(ring))


@pytest.mark.parametrize("outer", [SQUARE, SQUARE[::-1]])
@pytest.mark.parametrize("hole", [HOLE, HOLE[::-1]])
def test_rings_run_as_the_standard_says(outer, hole):
    outline = written(polygons({"type": "Polygon", "coordinates": [outer, hole]}), as_it_is)

    assert outline["type"] == "Polygon"
    assert [area(ring) > 0 for ring in outline["coordinates"]] == [True, False]


def test_heights_are_left_out_and_parts_kept():
    high = [[*corner, 95.5] for corner in SQUARE]
    outline = written(polygons({"type": "MultiPolygon", "coordinates": [[high], [HOLE]]}), as_it_is)

    assert outline == {"type": "MultiPolygon", "coordinates": [[SQUARE], [HOLE]]}


def test_few_corners_stay_as_they_are():
    ring = circle(MOST_CORNERS - 1)
    outline = written(polygons({"type": "Polygon", "coordinates": [ring]}), as_it_is)

    assert len(outline["coordinates"][0]) == len(ring)


def test_many_corners_become_fewer_and_the_border_hardly_moves():
    ring = circle(20_000)
    (light,) = written(polygons({"type": "Polygon", "coordinates": [ring]}), as_it_is)["coordinates"]

    assert 50 < len(light) <= MOST_CORNERS
    assert light[0] == light[-1]
    assert area(light) == pytest.approx(area(ring), rel=1e-4)


def test_too_much_detail_is_refused():
    with pytest.raises(ValueError, match="corners"):
        written(polygons({"type": "Polygon", "coordinates": [circle(2 * MOST_CORNERS, wobble=0.003)]}), as_it_is)


def test_a_simpler_ring_keeps_what_stands_out():
    ring = [[7.1, 51.4], [7.15, 51.4000001], [7.2, 51.4], [7.2, 51.5], [7.15, 51.51], [7.1, 51.5], [7.1, 51.4]]

    assert simpler(ring, 5) == [ring[0], *ring[2:]]
