"""Does a point, a line or an area lie in a district? On a plane of metres, which is flat enough for a city."""

from itertools import pairwise
from math import cos, hypot, radians

from .distance import DEGREE

BORDER = 0.5
"""Metres: a point so near to a border lies on it, and so in the districts on both sides."""
DEPTH = 10
"""Metres: an area that reaches less far into a district only borders on it."""
LEVELS = (0.5, 0.37, 0.61, 0.13, 0.87)
"""At which parts of its height an area is cut through to find a point inside."""


class Ground:
    """A district as a plane figure; ``outline`` is its GeoJSON."""

    def __init__(self, outline):
        polygons = [outline["coordinates"]] if outline["type"] == "Polygon" else outline["coordinates"]
        self._squeeze = cos(radians(polygons[0][0][0][1]))
        self._polygons = [[self._flat(ring) for ring in rings] for rings in polygons]
        self._edges = _edges(self._polygons)
        self._box = _box([corner for edge in self._edges for corner in edge])
        self._inner = [_inside(rings) for rings in self._polygons]

    def holds(self, shape):
        """Does a GeoJSON shape lie in it, at least in part?"""
        kind, inside = shape["type"], shape["coordinates"]
        if kind == "Point":
            return self._holds_point(self._flat([inside])[0])
        if kind.endswith("LineString"):
            lines = [inside] if kind == "LineString" else inside
            return any(self._holds_line(self._flat(line)) for line in lines)
        areas = [inside] if kind == "Polygon" else inside
        return any(self._holds_area([self._flat(ring) for ring in rings]) for rings in areas)

    def _flat(self, line):
        return [(lon * self._squeeze * DEGREE, lat * DEGREE) for lon, lat, *_ in line]

    def _holds_point(self, point):
        near = _near(self._edges, _box([point]), BORDER)
        return _within(point, self._edges) or any(_off(point, edge) <= BORDER for edge in near)

    def _holds_line(self, line):
        near = _near(self._edges, _box(line), BORDER)
        if any(_cross(step, edge) is not None for step in pairwise(line) for edge in near):
            return True
        return any(self._holds_point(corner) for corner in (line if near else line[:1]))

    def _holds_area(self, rings):
        corners = [corner for ring in rings for corner in ring]
        if not _meet(self._box, _box(corners), 0):
            return False
        theirs, near = _edges([rings]), _near(self._edges, _box(corners), DEPTH)
        if _within(_inside(rings), self._edges) or any(_within(point, theirs) for point in self._inner):
            return True
        return any(self._is_deep(point, near) for edge in theirs for point in _pieces(edge, near))

    def _is_deep(self, point, near):
        return _within(point, self._edges) and all(_off(point, edge) > DEPTH for edge in near)


def _edges(polygons):
    return [edge for rings in polygons for ring in rings for edge in pairwise(ring)]


def _box(corners):
    xs, ys = [x for x, y in corners], [y for x, y in corners]
    return min(xs), min(ys), max(xs), max(ys)


def _meet(one, other, room):
    return (
        one[0] <= other[2] + room
        and one[2] >= other[0] - room
        and one[1] <= other[3] + room
        and one[3] >= other[1] - room
    )


def _near(edges, box, room):
    return [edge for edge in edges if _meet(_box(edge), box, room)]


def _within(point, edges):
    """A line to the north crosses the edges an odd number of times, whatever holes and parts there are."""
    x, y = point
    crossed = 0
    for (from_x, from_y), (to_x, to_y) in edges:
        if (from_x > x) != (to_x > x) and y < from_y + (x - from_x) * (to_y - from_y) / (to_x - from_x):
            crossed += 1
    return crossed % 2 == 1


def _inside(rings):
    """A point well inside an area: the middle of the widest piece of some lines through it."""
    _west, south, _east, north = _box(rings[0])
    widest = (-1.0, rings[0][0])
    for level in LEVELS:
        y = south + level * (north - south)
        cuts = sorted(
            from_x + (y - from_y) * (to_x - from_x) / (to_y - from_y)
            for (from_x, from_y), (to_x, to_y) in _edges([rings])
            if (from_y > y) != (to_y > y)
        )
        pieces = [(right - left, ((left + right) / 2, y)) for left, right in zip(cuts[::2], cuts[1::2], strict=False)]
        widest = max([widest, *pieces])
    return widest[1]


def _pieces(edge, others):
    """The middles of the pieces into which others cut an edge."""
    cuts = sorted({0.0, 1.0, *(cut for other in others if (cut := _cross(edge, other)) is not None)})
    (x, y), (to_x, to_y) = edge
    return [(x + (a + b) / 2 * (to_x - x), y + (a + b) / 2 * (to_y - y)) for a, b in pairwise(cuts)]


def _cross(edge, other):
    """At which part of itself an edge crosses another one, or ``None``."""
    (x, y), (to_x, to_y) = edge
    (at_x, at_y), (end_x, end_y) = other
    right, up, far, high = to_x - x, to_y - y, end_x - at_x, end_y - at_y
    cross = right * high - up * far
    if not cross:
        return None
    part = ((at_x - x) * high - (at_y - y) * far) / cross
    there = ((at_x - x) * up - (at_y - y) * right) / cross
    return part if 0 <= part <= 1 and 0 <= there <= 1 else None


def _off(point, edge):
    """How far a point lies from an edge."""
    (at_x, at_y), (end_x, end_y) = edge
    right, up = end_x - at_x, end_y - at_y
    x, y = point[0] - at_x, point[1] - at_y
    long = right * right + up * up
    part = max(0.0, min(1.0, (x * right + y * up) / long)) if long else 0.0
    return hypot(x - part * right, y - part * up)
