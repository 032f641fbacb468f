"""Which Stadtbezirke a Vorhaben concerns, told by its places, once the city has loaded its true borders."""

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from ..bezirk.models import Bezirk
from .models import Place, Vorhaben
from .overlap import Ground


def grounds(session):
    """Each Stadtbezirk with true borders as (Bezirk, ``Ground``); sketches prove nothing."""
    true = select(Bezirk).where(Bezirk.is_sketch.is_(False), Bezirk.outline.is_not(None)).order_by(Bezirk.number)
    return [(bezirk, Ground(bezirk.outline)) for bezirk in session.scalars(true)]


def follow_places(vorhaben, known):
    """Let the Stadtbezirke follow from the places; ``known`` are ``grounds``.

    A place without coordinates proves nothing: as long as there is one, those that were chosen by hand stay too. So
    they do when all places lie outside of every known border.
    """
    shapes = [_shape(place) for place in vorhaben.places]
    found = [bezirk for bezirk, ground in known if any(shape and ground.holds(shape) for shape in shapes)]
    if not found:
        return
    chosen = vorhaben.bezirke if None in shapes else []
    wanted = {bezirk.number: bezirk for bezirk in (*found, *chosen)}
    if set(wanted) != {bezirk.number for bezirk in vorhaben.bezirke}:
        vorhaben.bezirke = [wanted[number] for number in sorted(wanted)]


def with_places(session):
    """Every Vorhaben that has a place on the map."""
    placed = select(Place.vorhaben_id).where(Place.lat.is_not(None))
    rows = select(Vorhaben).where(Vorhaben.id.in_(placed)).order_by(Vorhaben.id)
    return session.scalars(rows.options(selectinload(Vorhaben.places), selectinload(Vorhaben.bezirke))).all()


def _shape(place):
    if place.geometry:
        return place.geometry
    return {"type": "Point", "coordinates": [place.lon, place.lat]} if place.lat is not None else None
