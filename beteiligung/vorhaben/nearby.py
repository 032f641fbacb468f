"""Which Vorhaben lie around a point."""

from typing import NamedTuple

from sqlalchemy import and_, case, or_, select

from .distance import box, metres, nearest
from .models import OVER, Place, Publication, Status, Vorhaben
from .queries import Filters, published

REACH = 10_000
"""Metres from the pin of a line or an area to its far corners; of a longer one, an end that is near may be missed."""


class Near(NamedTuple):
    """A Vorhaben, the point of it that is nearest, and how many metres away that is."""

    vorhaben_id: int
    metres: float
    lat: float
    lon: float
    is_shape: bool
    is_open: bool
    is_over: bool


def around(session, lat, lon, radius, *, now):
    """Every published Vorhaben with a place within ``radius`` metres, the nearest first, each once."""
    found = {}
    for id_, is_open, is_over, at_lat, at_lon, shape in session.execute(_in_box(lat, lon, radius, now)):
        if shape:
            at_lat, at_lon = nearest(lat, lon, at_lat, at_lon, shape)
        far = metres(lat, lon, at_lat, at_lon)
        if far <= radius and (id_ not in found or far < found[id_].metres):
            is_shape = bool(shape and shape["type"] != "Point")
            found[id_] = Near(id_, far, at_lat, at_lon, is_shape, bool(is_open), bool(is_over))
    return sorted(found.values(), key=lambda near: (near.metres, near.vorhaben_id))


def records(session, near, *, now):
    """The Vorhaben of these, in the same order, with what their cards show."""
    wanted = published(Filters(statuses=tuple(Status)), now=now).where(Vorhaben.id.in_([n.vorhaben_id for n in near]))
    by_id = {vorhaben.id: vorhaben for vorhaben in session.scalars(wanted.order_by(None))}
    return [by_id[n.vorhaben_id] for n in near if n.vorhaben_id in by_id]


def _in_box(lat, lon, radius, now):
    """Rows as thin as can be: in the middle of a large city there are thousands."""
    far = and_(Place.geometry.is_not(None), _inside(box(lat, lon, radius + REACH)))
    is_open = and_(Vorhaben.open_from.is_not(None), Vorhaben.open_from <= now, Vorhaben.open_until > now)
    return (
        select(
            Vorhaben.id,
            case((is_open, 1), else_=0),
            case((Vorhaben.status.in_(OVER), 1), else_=0),
            Place.lat,
            Place.lon,
            Place.geometry,
        )
        .join(Place, Place.vorhaben_id == Vorhaben.id)
        .where(Vorhaben.publication == Publication.PUBLISHED, or_(_inside(box(lat, lon, radius)), far))
    )


def _inside(edges):
    west, south, east, north = edges
    return and_(Place.lat.between(south, north), Place.lon.between(west, east))
