"""Which Vorhaben lie around a point."""

from dataclasses import dataclass

from sqlalchemy import and_, or_, select

from .distance import box, metres, nearest
from .models import OVER, Place, Publication, Status, Vorhaben
from .queries import Filters, published

REACH = 10_000
"""Metres from the pin of a line or an area to its far corners; of a longer one, an end that is near may be missed."""


@dataclass(frozen=True)
class Near:
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
    for row in session.execute(_in_box(lat, lon, radius)):
        near = _near(row, lat, lon, now)
        if near.metres <= radius and (row.id not in found or near.metres < found[row.id].metres):
            found[row.id] = near
    return sorted(found.values(), key=lambda near: (near.metres, near.vorhaben_id))


def records(session, near, *, now):
    """The Vorhaben of these, in the same order, with what their cards show."""
    wanted = published(Filters(statuses=tuple(Status)), now=now).where(Vorhaben.id.in_([n.vorhaben_id for n in near]))
    by_id = {vorhaben.id: vorhaben for vorhaben in session.scalars(wanted.order_by(None))}
    return [by_id[n.vorhaben_id] for n in near if n.vorhaben_id in by_id]


def _in_box(lat, lon, radius):
    far = and_(Place.geometry.is_not(None), _inside(box(lat, lon, radius + REACH)))
    return (
        select(
            Vorhaben.id,
            Vorhaben.status,
            Vorhaben.open_from,
            Vorhaben.open_until,
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


def _near(row, lat, lon, now):
    at = nearest(lat, lon, row.lat, row.lon, row.geometry)
    return Near(
        vorhaben_id=row.id,
        metres=metres(lat, lon, *at),
        lat=at[0],
        lon=at[1],
        is_shape=bool(row.geometry and row.geometry["type"] != "Point"),
        is_open=bool(row.open_from and row.open_until and row.open_from <= now < row.open_until),
        is_over=row.status in OVER,
    )
