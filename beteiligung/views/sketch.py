"""The map without a script: a drawing of the city, its Stadtbezirke and the Vorhaben, made by the server."""

from itertools import combinations
from math import cos, hypot, log2, radians, sin

from ..vorhaben.geometry import runs

WIDTH = 600
MARGIN = 34
DETAIL = 1.2
"""Corners of an outline nearer than this (in units of the drawing) are left out."""
APART = 51
"""Pins nearer than this are pushed apart: on the narrowest phone, where the drawing is 288 pixels wide, it is the 24
pixels from one to the next that a finger needs."""
ROUNDS = 80


class Sketch:
    """What the template draws, in units of the view box: ``areas, names, dots, pins, lines, patches``.

    There may be hundreds of dots, so they are drawn in two strokes: ``dotted`` and ``dotted_open`` are all of a kind.

    Pins carry the number that the card in the list carries; what stands on other pages of the list is a dot, and so
    are the further places of a numbered one, unless ``all_places`` asks for a pin at each of them. Where pins would
    hide each other they are moved apart; ``from_x`` and ``from_y`` keep the true point. ``ring`` is drawn around the
    middle of a search, ``frame`` around the part of the map that was chosen.
    """

    ring = None

    def __init__(self, bezirke, numbered, now, scattered=(), all_places=False, frame=None):
        points = _points(numbered) + [(row.lon, row.lat) for row in scattered]
        self._fit([corner for b in bezirke for corner in _corners(b.outline)] or points or [(0, 0), (1, 1)])
        self._box, self.frame = frame, self._frame(frame) if frame else None
        self.is_sketch = any(b.is_sketch for b in bezirke)
        self.areas = [d for b in bezirke if (d := self._path(b.outline))]
        self.names = [(*self._at(b.lon, b.lat), b.short_name) for b in bezirke]
        self.lines, self.patches, self.pins = [], [], []
        self.dots = [self._gathered(row) for row in scattered]
        for number, vorhaben in enumerate(numbered, 1):
            self._draw(vorhaben, number, vorhaben.is_open(now), all_places)
        self.pins.sort(key=lambda pin: pin["number"])
        self._spread()

    def _fit(self, corners):
        lons, lats = [lon for lon, lat in corners], [lat for lon, lat in corners]
        self._west, self._north = min(lons), max(lats)
        self._squeeze = cos(radians((min(lats) + max(lats)) / 2))
        wide = max((max(lons) - self._west) * self._squeeze, 0.01)
        self._scale = (WIDTH - 2 * MARGIN) / wide
        self.width, self.height = WIDTH, round((self._north - min(lats)) * self._scale + 2 * MARGIN)

    def _at(self, lon, lat):
        x = (lon - self._west) * self._squeeze * self._scale + MARGIN
        return round(x, 1), round((self._north - lat) * self._scale + MARGIN, 1)

    def _frame(self, box):
        """The part of a box (west, south, east, north) that lies inside of the drawing."""
        west, south, east, north = box
        (left, top), (right, bottom) = self._at(west, north), self._at(east, south)
        left, top = max(left, 2), max(top, 2)
        right, bottom = min(right, self.width - 2), min(bottom, self.height - 2)
        return {"x": left, "y": top, "width": max(right - left, 0), "height": max(bottom - top, 0)}

    def _path(self, geometry):
        """The ``d`` of an SVG path for a GeoJSON geometry."""
        if not geometry:
            return ""
        close = "Z" if geometry["type"].endswith("Polygon") else ""
        return "".join(self._run(run, close) for run in runs(geometry))

    def _run(self, run, close):
        points = [self._at(lon, lat) for lon, lat, *_ in run]
        kept = [points[0]]
        for x, y in points[1:]:
            if abs(x - kept[-1][0]) + abs(y - kept[-1][1]) > DETAIL:
                kept.append((x, y))
        return "M" + "L".join(f"{x:g} {y:g}" for x, y in kept) + close

    def _gathered(self, row):
        """A dot for all that stands in one cell; it grows with their number, but slowly."""
        x, y = self._at(row.lon, row.lat)
        return {"x": x, "y": y, "is_open": bool(row.number_open), "r": round(5 + min(7, log2(row.number)), 1)}

    @property
    def dotted(self):
        """The ``d`` of one SVG path for all dots where nothing is open."""
        return "".join(_circle(dot) for dot in self.dots if not dot["is_open"])

    @property
    def dotted_open(self):
        """The same for those where one can take part."""
        return "".join(_circle(dot) for dot in self.dots if dot["is_open"])

    def _draw(self, vorhaben, number, is_open, all_places):
        placed = [place for place in vorhaben.places if place.lat is not None]
        for index, place in enumerate(sorted(placed, key=self._is_out_of_frame)):
            self._shape(place.geometry, is_open)
            x, y = self._at(place.lon, place.lat)
            mark = {"x": x, "y": y, "from_x": x, "from_y": y, "vorhaben": vorhaben, "is_open": is_open, "r": 6}
            (self.pins if index == 0 or all_places else self.dots).append({**mark, "number": number})

    def _is_out_of_frame(self, place):
        west, south, east, north = self._box or (-180, -90, 180, 90)
        return not (west <= place.lon <= east and south <= place.lat <= north)

    def _shape(self, geometry, is_open):
        kind = geometry["type"] if geometry else "Point"
        if kind.endswith("LineString"):
            self.lines.append(self._path(geometry))
        elif kind.endswith("Polygon"):
            self.patches.append((self._path(geometry), is_open))

    def _spread(self):
        """Move pins that hide each other a little apart, always in the same way."""
        for _round in range(ROUNDS):
            near = [pair for pair in combinations(self.pins, 2) if _gap(*pair) < APART - 0.5]
            if not near:
                break
            for one, other in near:
                _push(one, other)
            for pin in self.pins:
                pin["x"] = min(max(pin["x"], APART / 2), self.width - APART / 2)
                pin["y"] = min(max(pin["y"], APART / 2), self.height - APART / 2)
        for pin in self.pins:
            pin["x"], pin["y"] = round(pin["x"], 1), round(pin["y"], 1)
            pin["is_moved"] = hypot(pin["x"] - pin["from_x"], pin["y"] - pin["from_y"]) > APART / 3


def _circle(dot):
    x, y, r = dot["x"], dot["y"], dot["r"]
    return f"M{x - r:.1f} {y}a{r} {r} 0 1 0 {2 * r:g} 0a{r} {r} 0 1 0 {-2 * r:g} 0z"


def _gap(one, other):
    return hypot(one["x"] - other["x"], one["y"] - other["y"])


def _push(one, other):
    """Half the missing distance for each; pins on the very same spot part in a direction that their number gives."""
    gap = _gap(one, other)
    if gap >= APART:
        return
    right, down = (other["x"] - one["x"]) / (gap or 1), (other["y"] - one["y"]) / (gap or 1)
    if gap < 0.01:
        right, down = cos(2.4 * other["number"]), sin(2.4 * other["number"])
    step = (APART - gap) / 2
    one["x"], one["y"] = one["x"] - right * step, one["y"] - down * step
    other["x"], other["y"] = other["x"] + right * step, other["y"] + down * step


def _corners(geometry):
    return [(lon, lat) for run in runs(geometry) for lon, lat, *_ in run] if geometry else []


def _points(numbered):
    return [(p.lon, p.lat) for v in numbered for p in v.places if p.lat is not None]
