"""Places as staff paste them."""

import json

import pytest

from beteiligung.errors import NotImportable
from beteiligung.vorhaben import shapes

LINE = {"type": "LineString", "coordinates": [[7.2, 51.4], [7.3, 51.5]]}


def read(content):
    return shapes.read(content if isinstance(content, str) else json.dumps(content))


def feature(geometry, **properties):
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def test_a_shape_alone_and_one_with_words():
    assert read(LINE) == [("", LINE)]
    assert read(feature(LINE, name=" Am  Ring ")) == [("Am Ring", LINE)]
    assert read({"type": "Feature", "properties": None, "geometry": LINE}) == [("", LINE)]


def test_several_in_metres_of_the_land_survey():
    point = {"type": "Point", "coordinates": [374000, 5706000, 90.5]}
    area = {
        "type": "Polygon",
        "coordinates": [[[374000, 5706000], [374100, 5706000], [374100, 5706100], [374000, 5706000]]],
    }
    found = read({"type": "FeatureCollection", "features": [feature(point, Name="Teich"), feature(area)]})

    assert [(shape.words, shape.geometry["type"]) for shape in found] == [("Teich", "Point"), ("", "Polygon")]
    assert found[0].geometry["coordinates"] == pytest.approx([7.1850573, 51.4910891])
    assert found[1].geometry["coordinates"][0][0] == pytest.approx([7.1850573, 51.4910891])


def test_swapped_axes_are_put_right():
    assert read({"type": "Point", "coordinates": [51.4, 7.2]})[0].geometry["coordinates"] == [7.2, 51.4]


@pytest.mark.parametrize(
    "content",
    [
        "",
        "null",
        "[]",
        "5",
        "{",
        "{}",
        {"type": "FeatureCollection", "features": []},
        {"type": "FeatureCollection", "features": [feature(LINE)] * (shapes.MOST + 1)},
        {"type": "FeatureCollection", "features": 5},
        feature(None),
        {"type": "Point", "coordinates": []},
        {"type": "Point", "coordinates": ["7", "51"]},
        {"type": "Point", "coordinates": [2.3, 48.8]},
        {"type": "Point", "coordinates": [1e400, 48.8]},
        {"type": "Polygon", "coordinates": [[[7.2, 51.4], [7.3, 51.5], [7.2, 51.5]]]},
        {"type": "GeometryCollection", "geometries": [LINE]},
        {**LINE, "crs": {"properties": {"name": "EPSG:31466"}}},
        '{"type": "Point", "coordinates": [NaN, 51]}',
        '{"type": "Polygon", "coordinates": ' + "[" * 50_000,
    ],
)
def test_what_is_no_place_is_said(content):
    with pytest.raises(NotImportable):
        read(content)


@pytest.mark.parametrize(
    "text",
    [
        "32U 374000 5706000",
        "374000 5706000",
        "374000;5706000",
        "UTM 32N 374000,0 5706000,0",
        "E374000 N5706000",
        "32374000 5706000",
    ],
)
def test_metres_that_were_typed(text):
    assert shapes.utm_point(text) == (51.491089, 7.185057)


@pytest.mark.parametrize("text", ["51.48, 7.2", "374000", "x", "33U 374000 5706000", "1" * 400])
def test_what_is_written_in_another_way(text):
    assert shapes.utm_point(text) is None
