"""Which Vorhaben lie around a point: answered from the shelf, so that no row is read that nobody sees."""

from collections import defaultdict
from functools import cache
from itertools import islice
from typing import NamedTuple

from sqlalchemy import select

from . import answers
from .models import OVER, Place, Publication, Vorhaben
from .remembered import shelf
from .tree import Site, Tree


class Near(NamedTuple):
    """A Vorhaben, the point of it that is nearest, and how many metres away that is."""

    vorhaben_id: int
    metres: float
    lat: float
    lon: float
    is_shape: bool


class Around:
    """What the public finds around a point. What is done or dropped stays out, unless it is asked for."""

    def __init__(self, session, lat, lon, *, now, with_past=False):
        self._lat, self._lon = lat, lon
        self._here = shelf(session, now=now)
        self._tree = self._here.kept("tree", lambda: _tree(session, self._here))
        self._fit = self._here.all if with_past else self._here.current
        self._within = cache(lambda radius: self._tree.within(lat, lon, radius))

    def number(self, radius):
        """How many have a place within so many metres."""
        return (self._within(radius) & self._fit).bit_count()

    def number_open(self, radius):
        """In how many of them people can take part."""
        return (self._within(radius) & self._fit & self._here.open).bit_count()

    def number_over(self, radius):
        """How many within so many metres are done or dropped, shown or not."""
        return (self._within(radius) & self._here.of_statuses(OVER)).bit_count()

    def page(self, radius, *, most, skip=0):
        """So many of them, the nearest first, each once."""
        found = islice(self._tree.nearest(self._lat, self._lon, radius, self._fit), skip, skip + most)
        return [Near(self._here.order[at.position].id, at.metres, at.lat, at.lon, at.is_shape) for at in found]


def records(session, near):
    """The Vorhaben of these, in the same order, with what their cards show; and each with its ``Near``."""
    known = answers.records(session, [one.vorhaben_id for one in near])
    return [(known[one.vorhaben_id], one) for one in near if one.vorhaben_id in known]


def _tree(session, here):
    shapes = _shapes(session)
    sites = []
    for position, row in enumerate(here.order):
        drawn = shapes.get(row.id, {})
        sites += [Site.of(position, lat, lon, drawn.get((lat, lon))) for lat, lon in row.places]
    return Tree(sites, here.size)


def _shapes(session):
    """Lines and areas of all that is public: by the id of their Vorhaben, and by their pins."""
    found = defaultdict(dict)
    drawn = (
        select(Place.vorhaben_id, Place.lat, Place.lon, Place.geometry)
        .join(Vorhaben, Vorhaben.id == Place.vorhaben_id)
        .where(Vorhaben.publication == Publication.PUBLISHED, Place.lat.is_not(None), Place.geometry.is_not(None))
    )
    for id_, lat, lon, shape in session.execute(drawn):
        if shape and shape["type"] != "Point":
            found[id_][lat, lon] = shape
    return dict(found)
