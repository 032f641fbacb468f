"""Points, lines and areas as staff bring them: typed, pasted, or in a file; in degrees or in metres of UTM zone 32."""

import json
import re
from typing import NamedTuple

from ..bezirk.crs import UTM32, named, reader
from ..errors import N_, NotImportable
from . import geometry

MOST = 40
MOST_BYTES = 1_000_000
NAMES = ("words", "name", "Name", "NAME", "title", "bezeichnung")
"""Where the words of a place stand in the properties of a feature."""
_UTM = re.compile(
    r"(?:UTM\s*)?(?:32\s*[UN]?[\s,;]+)?E?\s*((?:32)?\d{6}(?:[.,]\d+)?)\s*[\s,;]\s*N?\s*(\d{7}(?:[.,]\d+)?)",
    re.IGNORECASE,
)


class Shape(NamedTuple):
    """A place: its words as far as they are known, and its GeoJSON geometry in degrees."""

    words: str
    geometry: dict


def utm_point(text):
    """``32U 374000 5706000`` and the like as (lat, lon), or ``None`` when it is written in another way."""
    if not (found := _UTM.fullmatch(text.strip())):
        return None
    east, north = (float(part.replace(",", ".")) for part in found.groups())
    lon, lat = reader([(east, north)], UTM32)(east, north)
    return round(lat, 6), round(lon, 6)


def read(text):
    """Every shape of a GeoJSON text; ``NotImportable`` says in one sentence what is wrong."""
    try:
        content = json.loads(text)
        features = _features(content)
        positions = [position for _words, shape in features for position in _positions(shape["coordinates"])]
        convert = reader(positions, _crs(content, positions))
        found = [Shape(words, geometry.checked(_turned(shape, convert))) for words, shape in features]
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError, OverflowError) as error:
        raise NotImportable(N_("This is no GeoJSON of points, lines or areas.")) from error
    if not 0 < len(found) <= MOST:
        raise NotImportable(N_("From 1 to %(most)s places can be taken over at once."), most=MOST)
    return found


def _features(content):
    """Pairs of words and geometry."""
    if content["type"] == "FeatureCollection":
        return [pair for feature in content["features"] for pair in _features(feature)]
    if content["type"] == "Feature":
        told = content.get("properties") or {}
        words = next((" ".join(str(told[name]).split())[:200] for name in NAMES if told.get(name)), "")
        return [(words, content["geometry"])]
    return [("", content)]


def _crs(content, positions):
    """What the file says; metres without a word are those of the city's own zone."""
    given = content.get("crs")
    if given is None:
        return UTM32 if positions and any(abs(number) > 180 for number in positions[0]) else None
    if known := named(given["properties"]["name"]):
        return known
    raise ValueError("another system of coordinates")


def _positions(inside):
    if isinstance(inside[0], list):
        return [position for part in inside for position in _positions(part)]
    if not all(type(number) in (int, float) for number in inside[:2]):
        raise ValueError("a position is not two numbers")
    return [tuple(inside[:2])]


def _turned(shape, convert):
    def turn(inside):
        if isinstance(inside[0], list):
            return [turn(part) for part in inside]
        return [round(number, 7) for number in convert(*inside[:2])]

    return {"type": shape["type"], "coordinates": turn(shape["coordinates"])}
