import re
from itertools import combinations
from math import hypot
from types import SimpleNamespace

import pytest

from beteiligung.config import DEFAULTS
from beteiligung.views.sketch import Sketch
from beteiligung.vorhaben.models import Place

from .. import records
from ..records import NOW

LINE = {"type": "LineString", "coordinates": [[7.12, 51.42], [7.18, 51.48]]}
AREA = {"type": "Polygon", "coordinates": [[[7.12, 51.42], [7.18, 51.42], [7.18, 51.48], [7.12, 51.42]]]}
AREAS = {"type": "MultiPolygon", "coordinates": [AREA["coordinates"]] * 2}
LINES = {"type": "MultiLineString", "coordinates": [LINE["coordinates"]] * 2}


def vorhaben(number, *places):
    record = records.vorhaben(f"v{number}", f"V{number}", places=list(places))
    record.id = number
    return record


def at(lat=51.45, lon=7.15, geometry=None):
    return Place(words="dort", lat=lat, lon=lon, geometry=geometry)


def inside(sketch):
    """Is everything drawn inside the picture?"""
    marks = [(mark["x"], mark["y"]) for mark in (*sketch.pins, *sketch.dots)]
    return all(0 <= x <= sketch.width and 0 <= y <= sketch.height for x, y in marks)


def numbers(path):
    return [float(n) for n in re.findall(r"-?\d+(?:\.\d+)?", path)]


def test_a_city_with_outlines():
    bezirke = [records.bezirk(1, "Mitte"), records.bezirk(2, "Süd")]
    here = vorhaben(1, at())
    elsewhere = [
        SimpleNamespace(lat=51.41, lon=7.25, number=1, number_open=0),
        SimpleNamespace(lat=51.42, lon=7.26, number=900, number_open=3),
    ]

    sketch = Sketch(bezirke, [here], NOW, elsewhere)

    assert [pin["number"] for pin in sketch.pins] == [1]
    assert [dot["is_open"] for dot in sketch.dots] == [False, True]
    assert [dot["r"] for dot in sketch.dots] == [5, 12]
    assert len(sketch.areas) == 2
    assert [name for *_, name in sketch.names] == ["Mitte", "Süd"]
    assert sketch.is_sketch
    assert inside(sketch)
    assert all(0 <= n <= max(sketch.width, sketch.height) for path in sketch.areas for n in numbers(path))


@pytest.mark.parametrize(
    "places",
    [
        [],
        [at()],
        [at(), at()],
        [at(51.40), at(51.50)],
        [at(lon=7.0), at(lon=7.4)],
        [Place(words="ohne Punkt")],
        [Place(words="ohne Punkt"), at()],
        [at(0, 0)],
        [at(-90, -180), at(90, 180)],
    ],
    ids=[
        "none",
        "one",
        "one twice",
        "north and south",
        "east and west",
        "no point",
        "one of two",
        "null island",
        "the world",
    ],
)
def test_a_city_without_outlines_still_gets_a_picture(places):
    everything = [vorhaben(number, place) for number, place in enumerate(places, 1)]

    sketch = Sketch([records.bezirk(outline=False)] if places else [], everything, NOW)

    assert sketch.width > 0
    assert 0 < sketch.height < 10 * sketch.width
    assert inside(sketch)


@pytest.mark.parametrize(
    ("geometry", "lines", "areas"),
    [
        (LINE, 1, 0),
        (LINES, 1, 0),
        (AREA, 0, 1),
        (AREAS, 0, 1),
        ({"type": "Point", "coordinates": [7.15, 51.45]}, 0, 0),
        (None, 0, 0),
    ],
)
def test_lines_and_areas_are_drawn_and_have_a_pin(geometry, lines, areas):
    record = vorhaben(1, at(geometry=geometry))

    sketch = Sketch([records.bezirk(1, "Mitte")], [record], NOW)

    assert (len(sketch.lines), len(sketch.patches), len(sketch.pins)) == (lines, areas, 1)
    for path in (*sketch.lines, *(path for path, *_ in sketch.patches)):
        assert re.fullmatch(r"[-MLZ0-9. ]+", path)
        assert path.endswith("Z") is bool(areas)


def test_one_number_has_one_pin():
    record = vorhaben(1, at(), at(51.44), at(51.43))

    assert len(Sketch([records.bezirk()], [record], NOW).pins) == 1


def test_no_number_hides_another():
    crowd = [vorhaben(number, at(51.45 + number / 10_000)) for number in range(1, 9)]

    sketch = Sketch([records.bezirk(1)], crowd, NOW)

    assert sorted(pin["number"] for pin in sketch.pins) == list(range(1, 9))
    assert all(hypot(a["x"] - b["x"], a["y"] - b["y"]) > 34 for a, b in combinations(sketch.pins, 2))
    assert inside(sketch)


NARROWEST = 288
"""Pixels of the drawing on a screen of 320."""


@pytest.mark.parametrize("apart", [0, 0.0001, 0.002])
def test_a_finger_hits_each_number_on_the_narrowest_phone(apart):
    """WCAG 2.2, 2.5.8: the middles of two targets are 24 pixels apart, on the longest page of the list as shipped."""
    crowd = [vorhaben(number, at(51.45 + number * apart)) for number in range(1, DEFAULTS["BETEILIGUNG_PAGE_SIZE"] + 1)]

    sketch = Sketch([records.bezirk(1)], crowd, NOW)

    gaps = [hypot(a["x"] - b["x"], a["y"] - b["y"]) for a, b in combinations(sketch.pins, 2)]
    assert min(gaps) * NARROWEST / sketch.width >= 24
    assert inside(sketch)


def test_the_same_list_is_drawn_the_same_way():
    crowd = [vorhaben(number, at()) for number in range(1, 6)]

    first, second = (Sketch([records.bezirk(1)], crowd, NOW) for _ in range(2))

    assert [(pin["x"], pin["y"]) for pin in first.pins] == [(pin["x"], pin["y"]) for pin in second.pins]


def test_north_is_up_and_east_is_right():
    north_east, south_west = vorhaben(1, at(51.49, 7.19)), vorhaben(2, at(51.41, 7.11))

    sketch = Sketch([records.bezirk(1)], [north_east, south_west], NOW)
    low, high = sorted(sketch.pins, key=lambda pin: pin["number"], reverse=True)

    assert high["x"] > low["x"]
    assert high["y"] < low["y"]
