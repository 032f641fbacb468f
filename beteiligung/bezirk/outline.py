"""The outline of a district: checked, turned into degrees, made light enough for a map."""

from itertools import pairwise
from math import cos, hypot, radians

MOST_CORNERS = 2_000
"""An outline with more is drawn a little more simply."""
TOLERANCES = (0.5, 1, 2, 5, 10, 20, 50)
"""Metres by which a border may move for that; the first that is enough."""
DEGREE = 111_195
"""Metres of a degree of latitude."""
DIGITS = 7


def polygons(outline):
    """The polygons of a GeoJSON outline, each a list of rings of (x, y); a ``ValueError`` says what is wrong."""
    if outline is None:
        return []
    parts = {"Polygon": lambda c: [c], "MultiPolygon": lambda c: c}[outline["type"]](outline["coordinates"])
    found = [[_ring(ring) for ring in rings] for rings in parts]
    if not found or not all(found):
        raise ValueError("an outline without a ring")
    return found


def written(found, convert):
    """The GeoJSON outline of these polygons in degrees: outer rings run against the clock, holes with it (RFC 7946)."""
    if not found:
        return None
    turned = [[[convert(x, y) for x, y in ring] for ring in rings] for rings in found]
    parts = [[_run(ring, not hole) for hole, ring in enumerate(rings)] for rings in _lighter(turned)]
    if len(parts) == 1:
        return {"type": "Polygon", "coordinates": parts[0]}
    return {"type": "MultiPolygon", "coordinates": parts}


def _ring(ring):
    corners = [(x, y) for x, y, *_ in ring]
    if len(corners) < 4 or corners[0] != corners[-1]:
        raise ValueError("a ring is not closed")
    if any(type(number) not in (int, float) for corner in corners for number in corner):
        raise ValueError("a corner is not two numbers")
    return corners


def _run(ring, is_outer):
    area = sum(x * to_y - to_x * y for (x, y), (to_x, to_y) in pairwise(ring))
    ring = [[round(lon, DIGITS), round(lat, DIGITS)] for lon, lat in ring]
    return ring if (area > 0) == is_outer else ring[::-1]


def _lighter(parts):
    for tolerance in (0, *TOLERANCES):
        light = [[simpler(ring, tolerance) for ring in rings] for rings in parts] if tolerance else parts
        if sum(len(ring) for rings in light for ring in rings) <= MOST_CORNERS:
            return light
    raise ValueError(f"more than {MOST_CORNERS} corners, also when it is drawn {TOLERANCES[-1]} m less exactly")


def simpler(ring, tolerance):
    """The ring with fewer corners, nowhere more than ``tolerance`` metres away (Douglas and Peucker)."""
    squeeze = cos(radians(ring[0][1]))
    flat = [(lon * squeeze * DEGREE, lat * DEGREE) for lon, lat in ring]
    far = max(range(len(flat)), key=lambda n: hypot(flat[n][0] - flat[0][0], flat[n][1] - flat[0][1]))
    kept, open_ = {0, far, len(flat) - 1}, [(0, far), (far, len(flat) - 1)]
    while open_:
        first, last = open_.pop()
        if last - first < 2:
            continue
        off, corner = max((_off(flat[n], flat[first], flat[last]), n) for n in range(first + 1, last))
        if off > tolerance:
            kept.add(corner)
            open_ += [(first, corner), (corner, last)]
    return [ring[n] for n in sorted(kept)] if len(kept) > 3 else ring


def _off(point, start, end):
    """How far a point lies from a segment."""
    right, up = end[0] - start[0], end[1] - start[1]
    x, y = point[0] - start[0], point[1] - start[1]
    long = right * right + up * up
    part = max(0.0, min(1.0, (x * right + y * up) / long)) if long else 0.0
    return hypot(x - part * right, y - part * up)
