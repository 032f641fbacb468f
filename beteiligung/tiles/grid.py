"""The grid of tiles that web maps share (Web Mercator, EPSG:3857), and the part of it that a city needs."""

from math import atan, cos, degrees, log, pi, radians, sinh, tan
from typing import NamedTuple

HALF = 20_037_508.342789244
"""Metres from the middle of the world to its edge, in EPSG:3857."""
DEEPEST = 22
SLACK = 1e-9


class Tile(NamedTuple):
    """One square of the grid."""

    z: int
    x: int
    y: int

    @property
    def exists(self):
        """Is there such a square?"""
        return 0 <= self.z <= DEEPEST and 0 <= self.x < 2**self.z and 0 <= self.y < 2**self.z

    @property
    def metres(self):
        """West, south, east and north in EPSG:3857."""
        size = 2 * HALF / 2**self.z
        west, north = self.x * size - HALF, HALF - self.y * size
        return west, north - size, west + size, north

    @property
    def degrees(self):
        """West, south, east and north in WGS84."""
        return _lon(self.x, self.z), _lat(self.y + 1, self.z), _lon(self.x + 1, self.z), _lat(self.y, self.z)


class Frame(NamedTuple):
    """A part of the world, in WGS84 degrees."""

    west: float
    south: float
    east: float
    north: float

    @classmethod
    def around(cls, corners):
        """The frame that holds all these (lon, lat), or ``None`` without any."""
        corners = list(corners)
        if not corners:
            return None
        lons, lats = [lon for lon, lat in corners], [lat for lon, lat in corners]
        return cls(min(lons), min(lats), max(lons), max(lats))

    @property
    def with_surroundings(self):
        """As much again on every side: what a screen shows when the city fills only a part of it."""
        wide, high = max(self.east - self.west, 0.05), max(self.north - self.south, 0.05)
        return Frame(
            round(max(self.west - wide, -180), 5),
            round(max(self.south - high, -85), 5),
            round(min(self.east + wide, 180), 5),
            round(min(self.north + high, 85), 5),
        )

    def touches(self, tile):
        """Does a tile show something of it?"""
        west, south, east, north = tile.degrees
        return (
            west <= self.east + SLACK
            and east >= self.west - SLACK
            and south <= self.north + SLACK
            and north >= self.south - SLACK
        )


def tile_at(lon, lat, z):
    """The tile that shows a place."""
    up = radians(lat)
    x = (lon + 180) / 360 * 2**z
    y = (1 - log(tan(up) + 1 / cos(up)) / pi) / 2 * 2**z
    return Tile(z, int(x), int(y))


def _lon(x, z):
    return x / 2**z * 360 - 180


def _lat(y, z):
    return degrees(atan(sinh(pi * (1 - 2 * y / 2**z))))
