"""How far it is, as the crow flies, on a globe that is round enough for a city."""

from itertools import pairwise
from math import asin, atan2, cos, degrees, isfinite, radians, sin, sqrt

from .geometry import runs

EARTH = 6_371_008.8
"""Mean radius in metres."""
DEGREE = EARTH * radians(1)
"""Metres from one degree of latitude to the next."""


def metres(lat, lon, other_lat, other_lon):
    """The haversine formula."""
    up, right = radians(other_lat - lat), radians(other_lon - lon)
    half = sin(up / 2) ** 2 + cos(radians(lat)) * cos(radians(other_lat)) * sin(right / 2) ** 2
    return 2 * EARTH * asin(min(1.0, sqrt(half)))


def box(lat, lon, radius):
    """West, south, east and north of everything within ``radius`` metres."""
    up = radius / DEGREE
    right = up / max(cos(radians(min(abs(lat) + up, 89.0))), 0.01)
    return lon - right, lat - up, lon + right, lat + up


def compass(lat, lon, other_lat, other_lon):
    """In which direction the other one lies: 0 is north, 1 north-east, on to 7."""
    east = (other_lon - lon) * cos(radians((lat + other_lat) / 2))
    return round(degrees(atan2(east, other_lat - lat)) / 45) % 8


def nearest(lat, lon, place_lat, place_lon, shape=None):
    """The point of a place that is nearest, as (lat, lon): on the edge of a line or an area; here, inside of one."""
    lines = runs(shape) if shape else []
    if not lines:
        return place_lat, place_lon
    if shape["type"].endswith("Polygon") and _is_inside(lat, lon, lines):
        return lat, lon
    squeeze = cos(radians(lat))
    points = (_on_segment((lon, lat), start, end, squeeze) for line in lines for start, end in pairwise(line))
    return min(points, key=lambda point: metres(lat, lon, *point))


def is_position(lat, lon):
    """Can that be a place on the globe?"""
    return isfinite(lat) and isfinite(lon) and abs(lat) <= 90 and abs(lon) <= 180


def is_within(lat, lon, shape):
    """Does an area (GeoJSON) hold this place?"""
    return _is_inside(lat, lon, runs(shape))


def _is_inside(lat, lon, rings):
    """A line to the north crosses the rings of an area an odd number of times, whatever holes it has."""
    crossings = 0
    for ring in rings:
        for (x, y, *_), (to_x, to_y, *_) in pairwise(ring):
            if (x > lon) != (to_x > lon) and lat < y + (lon - x) * (to_y - y) / (to_x - x):
                crossings += 1
    return crossings % 2 == 1


def _on_segment(here, start, end, squeeze):
    """The point between two corners that is nearest, on a plane."""
    x, y = (start[0] - here[0]) * squeeze, start[1] - here[1]
    right, up = (end[0] - start[0]) * squeeze, end[1] - start[1]
    long = right * right + up * up
    part = max(0.0, min(1.0, -(x * right + y * up) / long)) if long else 0.0
    return start[1] + part * (end[1] - start[1]), start[0] + part * (end[0] - start[0])
