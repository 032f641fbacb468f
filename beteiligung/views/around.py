"""The drawing of what lies around a point: a ring, its middle, and the Vorhaben with their numbers."""

from math import cos, hypot, radians
from typing import NamedTuple

from ..vorhaben.distance import DEGREE
from .sketch import APART, MARGIN, WIDTH, Sketch

HEIGHT = 520
RING = 218
BESIDE = (46, -30)
"""The name of the middle stands so far below it, else above it, else nowhere."""
MOST_NAMES = 7
NAME_WIDTH = 11
"""Units of the drawing for one letter of a name."""


class Ring(NamedTuple):
    """Middle and radius in units of the drawing; ``words`` say how far that is."""

    x: float
    y: float
    r: float
    words: str


class Around(Sketch):
    """Like the map of the city, but only as far as the ring; each pin stands at the point that is nearest."""

    def __init__(self, bezirke, vorhaben, near, now, spot, radius, words, places=()):
        self._spot, self._radius = spot, radius
        self._near = {one.vorhaben_id: (one.lon, one.lat) for one in near}
        super().__init__(bezirke, vorhaben, now)
        self.ring = Ring(*self._at(spot.lon, spot.lat), RING, words)
        self.names = self._orientation(places)

    def _fit(self, corners):
        """Let the ring fill the drawing, whatever the city looks like."""
        self.width, self.height = WIDTH, HEIGHT
        self._squeeze = cos(radians(self._spot.lat))
        self._scale = RING / (self._radius / DEGREE)
        self._north = self._spot.lat + (HEIGHT / 2 - MARGIN) / self._scale
        self._west = self._spot.lon - (WIDTH / 2 - MARGIN) / (self._scale * self._squeeze)

    def _draw(self, vorhaben, number, is_open, all_places):
        x, y = self._at(*self._near[vorhaben.id])
        mark = {"x": x, "y": y, "from_x": x, "from_y": y, "vorhaben": vorhaben, "is_open": is_open, "number": number}
        self.pins.append(mark)
        for place in vorhaben.places:
            if place.lat is not None:
                self._shape(place.geometry, is_open)

    def _orientation(self, places):
        """Names of places in sight that hide neither each other nor a pin nor the middle, the nearest first."""
        taken = [(pin["x"], pin["y"], APART / 2) for pin in self.pins] + [(self.ring.x, self.ring.y, 20)]
        here = [(self.ring.x, self.ring.y + far, self._spot.name) for far in BESIDE if self._spot.name]
        there = [(*self._at(place.lon, place.lat), place.name) for place in sorted(places, key=self._from_middle)]
        names = []
        for x, y, name in (*here, *there):
            half = len(name) * NAME_WIDTH / 2
            is_in_sight = half < x < self.width - half and 30 < y < self.height - 12
            is_free = not any(_hides(x, y - 7, half, other) for other in taken)
            if is_in_sight and is_free and name not in (named for _x, _y, named in names):
                names.append((x, y, name))
                taken.append((x, y - 7, half))
        return names[:MOST_NAMES]

    def _from_middle(self, place):
        x, y = self._at(place.lon, place.lat)
        return hypot(x - self.ring.x, y - self.ring.y)


def _hides(x, y, half, other):
    """Would a name, so much wide to both sides, lie over a pin or another name?"""
    there, up, room = other
    return abs(x - there) < half + room and abs(y - up) < 14 + min(room, APART / 2)
