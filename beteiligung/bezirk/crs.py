"""Coordinates as a city's land survey writes them, told from each other and turned into degrees.

ETRS89 (EPSG:25832 is its UTM zone 32) and WGS84 differ by less than a metre; as every map on the web does, we take them
for the same.
"""

import re
from math import atan, atanh, cos, cosh, degrees, sin, sinh, sqrt

from ..errors import N_, NotImportable

DEGREES, UTM32 = "EPSG:4326", "EPSG:25832"
KNOWN = (DEGREES, UTM32)
GERMANY = (5.5, 47.0, 15.5, 55.3)
"""West, south, east and north."""
UTM_FRAME = (230_000, 5_200_000, 960_000, 6_150_000)
"""The same in metres of zone 32."""
ZONE_PREFIX = 32_000_000
"""Some offices write the zone before the metres (EPSG:4647)."""
_NAMES = {"4326": DEGREES, "4258": DEGREES, "CRS84": DEGREES, "25832": UTM32, "4647": UTM32}

_A, _FLATTENING = 6_378_137.0, 1 / 298.257222101  # the ellipsoid GRS80
_N = _FLATTENING / (2 - _FLATTENING)
_E2 = _FLATTENING * (2 - _FLATTENING)
_RADIUS = _A / (1 + _N) * (1 + _N**2 / 4 + _N**4 / 64)
_BETA = (
    _N / 2 - 2 * _N**2 / 3 + 37 * _N**3 / 96 - _N**4 / 360,
    _N**2 / 48 + _N**3 / 15 - 437 * _N**4 / 1440,
    17 * _N**3 / 480 - 37 * _N**4 / 840,
    4397 * _N**4 / 161_280,
)
_SCALE, _EAST, _MERIDIAN = 0.9996, 500_000.0, 9.0


def from_utm32(east, north):
    """Longitude and latitude of a point in UTM zone 32 (the series of Krüger, exact to less than a millimetre)."""
    xi, eta = north / (_SCALE * _RADIUS), (east - _EAST) / (_SCALE * _RADIUS)
    turned = [(2 * (k + 1), beta) for k, beta in enumerate(_BETA)]
    up = xi - sum(beta * sin(k * xi) * cosh(k * eta) for k, beta in turned)
    right = eta - sum(beta * cos(k * xi) * sinh(k * eta) for k, beta in turned)
    conformal = sin(up) / sqrt(sinh(right) ** 2 + cos(up) ** 2)
    return _MERIDIAN + degrees(atan(sinh(right) / cos(up))), degrees(atan(_geodetic(conformal)))


def _geodetic(conformal):
    """The tangent of the latitude from that of the conformal one, by Newton's way."""
    tangent, e = conformal, sqrt(_E2)
    for _round in range(4):
        sigma = sinh(e * atanh(e * tangent / sqrt(1 + tangent**2)))
        seen = tangent * sqrt(1 + sigma**2) - sigma * sqrt(1 + tangent**2)
        slope = (1 - _E2) * sqrt((1 + seen**2) * (1 + tangent**2)) / (1 + (1 - _E2) * tangent**2)
        tangent += (conformal - seen) / slope
    return tangent


def named(name):
    """One of ``KNOWN``, from what stands in a file or was typed; ``None`` for a system that is not read here."""
    last = re.search(r"(?i)(CRS84|\d{4,6})\D*$", str(name))
    return _NAMES.get(last[1].upper()) if last else None


def reader(positions, wanted=None):
    """A function from a position to (lon, lat), for a file with these positions; refuses what lies outside Germany.

    ``wanted`` is one of ``KNOWN``. Swapped axes are noticed: no two places of Germany could be meant by both orders.
    """
    positions = list(positions)
    for crs, frame, convert in _WAYS:
        if wanted in (None, crs) and _all_in(frame, positions):
            if crs == UTM32 and wanted is None:
                raise NotImportable(
                    N_("The coordinates look like metres, but the file does not say which: add --crs EPSG:25832.")
                )
            return convert
    raise NotImportable(N_("The coordinates lie outside of Germany, or are not in %(crs)s."), crs=wanted or DEGREES)


def _all_in(frame, positions):
    west, south, east, north = frame
    return all(west <= x <= east and south <= y <= north for x, y in positions)


def _turned(frame):
    west, south, east, north = frame
    return south, west, north, east


def _prefixed(frame):
    west, south, east, north = frame
    return west + ZONE_PREFIX, south, east + ZONE_PREFIX, north


def _utm(x, y):
    return from_utm32(x % ZONE_PREFIX, y)


_WAYS = (
    (DEGREES, GERMANY, lambda x, y: (x, y)),
    (DEGREES, _turned(GERMANY), lambda x, y: (y, x)),
    (UTM32, UTM_FRAME, _utm),
    (UTM32, _turned(UTM_FRAME), lambda x, y: _utm(y, x)),
    (UTM32, _prefixed(UTM_FRAME), _utm),
    (UTM32, _turned(_prefixed(UTM_FRAME)), lambda x, y: _utm(y, x)),
)
