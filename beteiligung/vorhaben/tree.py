"""Places in a tree of boxes, so that what lies around a point is found without looking at everything in the city.

A box that lies whole inside of a circle is counted by its set (see ``bits``); one that lies outside is left alone. Only
boxes that the circle cuts are opened, so the work grows with the circle's length and not with what it holds.
"""

from heapq import heappop, heappush
from itertools import count
from math import ceil, cos, hypot, isqrt, radians
from typing import NamedTuple

from . import bits
from .distance import DEGREE, metres, nearest
from .geometry import runs

MOST = 12
"""A box holds so many boxes, or so many places, and is opened beyond that."""
SLACK = 1.003
"""Boxes are measured on a plane, places on the globe; within a city the two differ by less than this."""


class Site(NamedTuple):
    """A place with the box around it, and where its Vorhaben stands in the list. A line or an area has a ``shape``."""

    west: float
    south: float
    east: float
    north: float
    position: int
    lat: float
    lon: float
    shape: dict | None = None

    @classmethod
    def of(cls, position, lat, lon, shape=None):
        """The box of a line or an area holds all of it, and its pin."""
        corners = [(lon, lat), *(corner[:2] for run in runs(shape) for corner in run)] if shape else [(lon, lat)]
        lons, lats = zip(*corners, strict=True)
        return cls(min(lons), min(lats), max(lons), max(lats), position, lat, lon, shape)


class Found(NamedTuple):
    """A place, how many metres away it is, and the point of it that is nearest."""

    metres: float
    position: int
    lat: float
    lon: float
    is_shape: bool


class Box:
    """Boxes, or at the bottom places; ``mask`` is the set of all Vorhaben inside."""

    __slots__ = ("east", "inside", "is_bottom", "mask", "north", "south", "west")

    def __init__(self, inside, mask, *, is_bottom):
        self.inside, self.mask, self.is_bottom = inside, mask, is_bottom
        self.west, self.east = min(one.west for one in inside), max(one.east for one in inside)
        self.south, self.north = min(one.south for one in inside), max(one.north for one in inside)


class Tree:
    """All places of a city."""

    def __init__(self, sites, size):
        self.size = size
        level = [
            Box(some, bits.of((site.position for site in some), size), is_bottom=True) for some in _neighbours(sites)
        ]
        while len(level) > 1:
            level = [Box(some, _union(some), is_bottom=False) for some in _neighbours(level)]
        self._top = level[0] if level else None

    def within(self, lat, lon, radius):
        """The set of what has a place within ``radius`` metres."""
        found, near = 0, []
        to_open = [self._top] if self._top else []
        while to_open:
            box = to_open.pop()
            closest, farthest = self._measured(box, lat, lon)
            if closest > radius:
                continue
            if farthest <= radius:
                found |= box.mask
            elif not box.is_bottom:
                to_open += box.inside
            else:
                near += [site.position for site in box.inside if self._reached(site, lat, lon).metres <= radius]
        return found | bits.of(near, self.size)

    def nearest(self, lat, lon, radius, fits):
        """What has a place within ``radius`` metres and is in the set ``fits``: one by one, the nearest first.

        Each Vorhaben comes once. Nothing is opened that lies behind what was asked for.
        """
        tie, seen = count(), set()
        waiting = [(0.0, 0, next(tie), self._top)] if self._top else []
        while waiting:
            far, _position, _tie, thing = heappop(waiting)
            if far > radius:
                return
            if isinstance(thing, Found):
                if thing.position not in seen:
                    seen.add(thing.position)
                    yield thing
                continue
            for inside in thing.inside:
                if thing.is_bottom and fits >> inside.position & 1:
                    found = self._reached(inside, lat, lon)
                    heappush(waiting, (found.metres, found.position, next(tie), found))
                elif not thing.is_bottom and inside.mask & fits:
                    heappush(waiting, (self._measured(inside, lat, lon)[0], -1, next(tie), inside))

    def _reached(self, site, lat, lon):
        at = nearest(lat, lon, site.lat, site.lon, site.shape) if site.shape else (site.lat, site.lon)
        return Found(metres(lat, lon, *at), site.position, *at, site.shape is not None)

    def _measured(self, box, lat, lon):
        """How far the box is at least and at most."""
        squeeze = DEGREE * cos(radians(lat))
        left, right = (box.west - lon) * squeeze, (box.east - lon) * squeeze
        down, up = (box.south - lat) * DEGREE, (box.north - lat) * DEGREE
        closest = hypot(max(left, -right, 0.0), max(down, -up, 0.0))
        return closest / SLACK, hypot(max(-left, right), max(-down, up)) * SLACK


def _neighbours(things):
    """Cut into handfuls that lie close together: columns from west to east, each cut from south to north."""
    if not things:
        return []
    tall = ceil(len(things) / max(1, isqrt(ceil(len(things) / MOST))))
    by_lon = sorted(things, key=lambda one: (one.west + one.east, one.south + one.north))
    columns = (by_lon[first : first + tall] for first in range(0, len(by_lon), tall))
    ordered = (sorted(column, key=lambda one: (one.south + one.north, one.west + one.east)) for column in columns)
    return [column[first : first + MOST] for column in ordered for first in range(0, len(column), MOST)]


def _union(boxes):
    mask = 0
    for box in boxes:
        mask |= box.mask
    return mask
