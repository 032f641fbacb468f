"""Addresses as map servers print them, and where they lead for one tile."""

from urllib.parse import parse_qs, urlsplit

import pytest

from beteiligung.tiles.grid import Tile
from beteiligung.tiles.sources import source

TILE = Tile(14, 8520, 5449)
"""Bochum's town hall."""


def asked(address):
    return {key: values[0] for key, values in parse_qs(urlsplit(address).query, keep_blank_values=True).items()}


@pytest.mark.parametrize(
    ("written", "led"),
    [
        ("https://karten.example/{z}/{x}/{y}.png", "https://karten.example/14/8520/5449.png"),
        (
            "https://karten.example/rest/{z}/{y}/{x}.png?key=a%20b",
            "https://karten.example/rest/14/5449/8520.png?key=a%20b",
        ),
        (
            "https://karten.example/wmts/web/default/WEBMERCATOR/{TileMatrix}/{TileRow}/{TileCol}.png",
            "https://karten.example/wmts/web/default/WEBMERCATOR/14/5449/8520.png",
        ),
        ("https://karten.example/EPSG:3857/{z:02d}/{x}/{y}", "https://karten.example/EPSG:3857/14/8520/5449"),
        ("http://127.0.0.1:80/{z}/{x}/{y}", "http://127.0.0.1:80/14/8520/5449"),
    ],
)
def test_a_template(written, led):
    assert source(written)(TILE) == led


def test_wmts_with_a_query():
    address = source("https://k.example/wmts?SERVICE=WMTS&LAYER=stadtplan&TILEMATRIXSET=GoogleMapsCompatible")(TILE)

    assert urlsplit(address).netloc == "k.example"
    assert asked(address) == {
        "SERVICE": "WMTS",
        "REQUEST": "GetTile",
        "VERSION": "1.0.0",
        "LAYER": "stadtplan",
        "STYLE": "",
        "FORMAT": "image/png",
        "TILEMATRIXSET": "GoogleMapsCompatible",
        "TILEMATRIX": "14",
        "TILEROW": "5449",
        "TILECOL": "8520",
    }


def test_wmts_with_names_of_its_own():
    written = (
        "https://k.example/?service=wmts&layer=a&tilematrixset=EPSG:3857&tilematrix=EPSG:3857:{z}&format=image/jpeg"
    )

    told = asked(source(written)(TILE))

    assert (told["TILEMATRIX"], told["FORMAT"]) == ("EPSG:3857:14", "image/jpeg")


def test_wms_asks_for_the_rectangle_of_the_tile():
    told = asked(source("https://k.example/wms?map=stadt&SERVICE=WMS&LAYERS=a,b&STYLES=,")(TILE))

    west, south, east, north = map(float, told.pop("BBOX").split(","))
    assert told == {
        "map": "stadt",
        "SERVICE": "WMS",
        "REQUEST": "GetMap",
        "VERSION": "1.3.0",
        "LAYERS": "a,b",
        "STYLES": ",",
        "FORMAT": "image/png",
        "CRS": "EPSG:3857",
        "WIDTH": "256",
        "HEIGHT": "256",
    }
    assert east - west == pytest.approx(north - south) == pytest.approx(40_075_016.6856 / 2**14, abs=0.001)
    # 7.2162° E and 51.4818° N in EPSG:3857, from the formula of that system
    assert west < 803_303.7 < east
    assert south < 6_706_965.2 < north


def test_an_older_wms_is_asked_as_it_understands():
    told = asked(source("https://k.example/wms?SERVICE=WMS&VERSION=1.1.1&LAYERS=a&SRS=EPSG:900913")(TILE))

    assert (told["VERSION"], told["SRS"]) == ("1.1.1", "EPSG:3857")
    assert "CRS" not in told


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("https://k.example/", "{z}"),
        ("https://k.example/{z}/{x}.png", "{z}"),
        ("https://k.example/{z}/{x}/{y}?key={key}", "no others"),
        ("https://{s}.k.example/{z}/{x}/{y}", "no others"),
        ("https://k.example/{z}/{x}/{y.__class__.__mro__}/{0}", "no others"),
        ("http://k.example/{z}/{x}/{y}", "https"),
        ("file:///srv/{z}/{x}/{y}", "https"),
        ("ftp://k.example/{z}/{x}/{y}", "https"),
        ("//k.example/{z}/{x}/{y}", "https"),
        ("https:///{z}/{x}/{y}", "https"),
        (5, "https"),
        ("https://k.example/wms?SERVICE=WMS&REQUEST=GetCapabilities", "GetCapabilities"),
        ("https://k.example/wms?SERVICE=WMS", "LAYERS"),
        ("https://k.example/wms?SERVICE=WMS&LAYERS=a&CRS=EPSG:25832", "3857"),
        ("https://k.example/wms?SERVICE=WMS&LAYERS=a&FORMAT=image/svg%2Bxml", "image/png"),
        ("https://k.example/wmts?SERVICE=WMTS&LAYER=a", "TILEMATRIXSET"),
        ("https://k.example/wmts?SERVICE=WMTS&TILEMATRIXSET=a", "LAYER"),
        ("https://k.example/wmts?SERVICE=WMTS&LAYER=a&TILEMATRIXSET=EPSG:25832", "3857"),
        ("https://k.example/wmts?SERVICE=WMTS&LAYER=a&TILEMATRIXSET=UTM32", "3857"),
        ("https://k.example/wmts?SERVICE=WMTS&LAYER=a&TILEMATRIXSET=x&TILEMATRIX=5", "{z}"),
        ("https://k.example/EPSG:25832/{TileMatrix}/{TileRow}/{TileCol}", "3857"),
    ],
)
def test_what_cannot_work_is_said(written, said):
    with pytest.raises(ValueError, match=said.replace("{", r"\{")):
        source(written)
