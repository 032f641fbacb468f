"""The map without a script: a drawing of the city, its Stadtbezirke and the Vorhaben, made by the server."""

from math import cos, radians

WIDTH = 600
MARGIN = 34
DETAIL = 1.2
"""Corners of an outline nearer than this (in units of the drawing) are left out."""


class Sketch:
    """What the template draws: ``areas``, ``names``, ``dots``, ``pins``, ``lines``, ``patches`` in units of the view box.

    Pins carry the number that the card in the list carries; what stands on other pages of the list is a dot.
    """

    def __init__(self, bezirke, everywhere, numbered, now):
        self._fit(
            [corner for b in bezirke for corner in _corners(b.outline)] or _points(everywhere) or [(0, 0), (1, 1)]
        )
        self.is_sketch = any(b.is_sketch for b in bezirke)
        self.areas = [d for b in bezirke if (d := self._path(b.outline))]
        self.names = [(*self._at(b.lon, b.lat), b.short_name) for b in bezirke]
        numbers = {vorhaben.id: number for number, vorhaben in enumerate(numbered, 1)}
        self.numbers = numbers
        self.lines, self.patches, self.dots, self.pins = [], [], [], []
        for vorhaben in everywhere:
            self._draw(vorhaben, numbers.get(vorhaben.id), vorhaben.is_open(now))
        self.pins.sort(key=lambda pin: -pin["number"])

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

    def _path(self, geometry):
        """The ``d`` of an SVG path for a GeoJSON geometry."""
        if not geometry:
            return ""
        close = "Z" if geometry["type"].endswith("Polygon") else ""
        return "".join(self._run(run, close) for run in _runs(geometry))

    def _run(self, run, close):
        points = [self._at(lon, lat) for lon, lat, *_ in run]
        kept = [points[0]]
        for x, y in points[1:]:
            if abs(x - kept[-1][0]) + abs(y - kept[-1][1]) > DETAIL:
                kept.append((x, y))
        return "M" + "L".join(f"{x:g} {y:g}" for x, y in kept) + close

    def _draw(self, vorhaben, number, is_open):
        for place in vorhaben.places:
            if place.lat is None:
                continue
            x, y = self._at(place.lon, place.lat)
            kind = place.geometry["type"] if place.geometry else "Point"
            if kind.endswith("LineString"):
                self.lines.append(self._path(place.geometry))
            elif kind.endswith("Polygon"):
                self.patches.append((self._path(place.geometry), is_open))
            mark = {"x": x, "y": y, "vorhaben": vorhaben, "is_open": is_open, "number": number}
            (self.pins if number else self.dots).append(mark)
            if number:
                break  # one number, one pin; the other places of the same Vorhaben stand on its own page


def _runs(geometry):
    coordinates, kind = geometry["coordinates"], geometry["type"]
    if kind == "LineString":
        return [coordinates]
    if kind in ("Polygon", "MultiLineString"):
        return coordinates
    return [ring for polygon in coordinates for ring in polygon] if kind == "MultiPolygon" else []


def _corners(geometry):
    return [(lon, lat) for run in _runs(geometry) for lon, lat, *_ in run] if geometry else []


def _points(everywhere):
    return [(p.lon, p.lat) for v in everywhere for p in v.places if p.lat is not None]
