"""Which followed things are concerned by what is new. Everything that is the same for many is asked once."""

from sqlalchemy import func, select

from ..vorhaben import queries
from ..vorhaben.answers import understood
from ..vorhaben.distance import box, metres, nearest
from ..vorhaben.models import Place, Vorhaben
from .models import Subscription, What
from .targets import filters_of

AT_ONCE_ASKED = 500
"""So many numbers stand in one statement."""


def concerned(session, rhythm, changed, talked, *, now):
    """Scope -> ids of the Vorhaben that are news to those who follow it. Talk alone is news of one Vorhaben only."""
    found, places = {}, None
    for scope, what, vorhaben_id, criteria in _followed(session, rhythm, {*changed, *talked}):
        if what == What.VORHABEN:
            ids = {vorhaben_id}
        elif not changed:
            continue
        elif what == What.CIRCLE:
            places = _places(session, changed) if places is None else places
            ids = within(places, criteria)
        else:
            ids = _fitting(session, criteria, changed, now)
        if ids:
            found[scope] = ids
    return found


def _followed(session, rhythm, ids):
    """Each thing that somebody follows in this rhythm, once."""
    confirmed = (Subscription.rhythm == rhythm, Subscription.confirmed_at.is_not(None))
    first = select(func.min(Subscription.id)).where(*confirmed).group_by(Subscription.scope)
    columns = (Subscription.scope, Subscription.what, Subscription.vorhaben_id, Subscription.criteria)
    rows = session.execute(select(*columns).where(Subscription.id.in_(first)))
    return [row for row in rows if row.what != What.VORHABEN or row.vorhaben_id in ids]


def within(places, criteria):
    """The Vorhaben with a place inside of a circle."""
    lat, lon, radius = criteria["lat"], criteria["lon"], criteria["radius"]
    west, south, east, north = box(lat, lon, radius)
    found = set()
    for id_, at_lat, at_lon, shape in places:
        if shape:
            at_lat, at_lon = nearest(lat, lon, at_lat, at_lon, shape)
        is_near = south <= at_lat <= north and west <= at_lon <= east
        if is_near and metres(lat, lon, at_lat, at_lon) <= radius:
            found.add(id_)
    return found


def _places(session, ids):
    columns = (Place.vorhaben_id, Place.lat, Place.lon, Place.geometry)
    ids = sorted(ids)
    return [
        row
        for at in range(0, len(ids), AT_ONCE_ASKED)
        for row in session.execute(
            select(*columns).where(Place.vorhaben_id.in_(ids[at : at + AT_ONCE_ASKED]), Place.lat.is_not(None))
        )
    ]


def _fitting(session, criteria, ids, now):
    fitting = queries.ids(understood(session, filters_of(criteria)), now=now)
    return set(session.scalars(fitting)) & set(ids) if len(ids) > AT_ONCE_ASKED else _few(session, fitting, ids)


def _few(session, fitting, ids):
    return set(session.scalars(fitting.where(Vorhaben.id.in_(sorted(ids)))))
