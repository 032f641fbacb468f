"""Coordinates of a land survey. The expected degrees come from PROJ (pyproj 3.7)."""

from math import cos, hypot, radians

import pytest

from beteiligung.bezirk.crs import DEGREES, UTM32, from_utm32, named, reader
from beteiligung.errors import NotImportable

KNOWN = {
    (374000, 5706000): (7.185057250927, 51.491089141669),
    (366123.456, 5704987.654): (7.072051986407, 51.480181502214),
    (500000, 5700000): (9.0, 51.45118220678),
    (280500.25, 5660000.5): (5.86820691672, 51.049532363607),
    (691607.12, 5334762.9): (11.575547186788, 48.137244799882),
    (920000, 5650000): (14.968320916684, 50.848777292088),
    (459000, 6080000): (8.361192121124, 54.865396810717),
    (565000.5, 5934000.25): (9.981107908359, 53.550865068162),
}


@pytest.mark.parametrize(("metres", "degrees"), KNOWN.items())
def test_utm_is_exact_to_less_than_a_millimetre(metres, degrees):
    lon, lat = from_utm32(*metres)

    off = hypot((lon - degrees[0]) * cos(radians(lat)), lat - degrees[1]) * 111_320
    assert off < 0.001


@pytest.mark.parametrize(
    ("name", "crs"),
    [
        ("urn:ogc:def:crs:EPSG::25832", UTM32),
        ("EPSG:25832", UTM32),
        ("epsg:25832", UTM32),
        ("http://www.opengis.net/def/crs/EPSG/0/25832", UTM32),
        ("urn:ogc:def:crs:OGC:1.3:CRS84", DEGREES),
        ("urn:ogc:def:crs:EPSG::4326", DEGREES),
        ("EPSG:4258", DEGREES),
        ("EPSG:4647", UTM32),
        ("EPSG:25833", None),
        ("EPSG:31466", None),
        ("EPSG:3857", None),
        ("", None),
        (None, None),
        ({"a": 1}, None),
    ],
)
def test_names(name, crs):
    assert named(name) == crs


HERE = (7.185057250927, 51.491089141669)


@pytest.mark.parametrize(
    ("position", "wanted"),
    [
        ((7.185057250927, 51.491089141669), None),
        ((51.491089141669, 7.185057250927), None),
        ((51.491089141669, 7.185057250927), DEGREES),
        ((374000, 5706000), UTM32),
        ((5706000, 374000), UTM32),
        ((32374000, 5706000), UTM32),
        ((5706000, 32374000), UTM32),
    ],
)
def test_the_same_place_however_it_is_written(position, wanted):
    assert reader([position], wanted)(*position) == pytest.approx(HERE, abs=1e-8)


@pytest.mark.parametrize(
    ("position", "wanted"),
    [
        ((374000, 5706000), None),
        ((374000, 5706000), DEGREES),
        ((7.2, 51.5), UTM32),
        ((2.35, 48.85), None),
        ((-7.2, 51.5), None),
        ((0, 0), None),
        ((float("nan"), 51.5), None),
        ((float("inf"), 51.5), DEGREES),
    ],
)
def test_what_lies_elsewhere_is_refused(position, wanted):
    with pytest.raises(NotImportable):
        reader([HERE if wanted != UTM32 else (374000, 5706000), position], wanted)


def test_metres_without_a_name_ask_for_one():
    with pytest.raises(NotImportable, match="--crs EPSG:25832"):
        reader([(374000, 5706000)])
