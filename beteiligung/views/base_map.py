"""The base map on our pages: pictures that pass through the host, never further than the city and its surroundings."""

from time import monotonic

from flask import Response, abort, request, url_for

from ..bezirk.queries import all_in_order
from ..db import current_session
from ..mount import current_mount
from ..tiles.basemap import FOR_GOOD
from ..tiles.grid import Frame, Tile
from ..tiles.pictures import kind
from ..tiles.remote import Busy
from ..vorhaben.geometry import runs
from . import whereabouts

REMEMBERED = 300
"""Seconds after which somebody looks again how far the city reaches."""
SHORTLY = 300
"""Browsers keep a picture that has expired here for so many seconds."""


def tile(z, x, y):
    """One picture of the base map; 404 where the city has none, 503 when many ask at once."""
    base, wanted = of_this_city(), Tile(z, x, y)
    if base is None or not wanted.exists or not base.zoom[0] <= z <= base.zoom[1]:
        abort(404)
    reach = _reach_for_a_while(base)
    if reach is None or not reach.touches(wanted):
        abort(404)
    try:
        found = base.get(wanted)
    except Busy:
        return Response("", 503, {"Retry-After": "1", "Cache-Control": "no-store"})
    return _answer(found) if found else abort(404)


def told(bezirke):
    """What the script must know of the base map, or ``None``: without one, or where nothing says how far it reaches."""
    base = of_this_city()
    reach = _reach(base, bezirke) if base else None
    if reach is None:
        return None
    return {
        "address": f"{url_for('beteiligung.start')}kacheln/{{z}}/{{x}}/{{y}}",
        "reach": ",".join(map(str, reach)),
        "zoom": "{},{}".format(*base.zoom),
        "attribution": base.attribution,
    }


def of_this_city():
    """The base map that the settings name."""
    return current_mount().kept["base_map"]


def _answer(found):
    seconds = min(int(found.seconds), FOR_GOOD) if found.is_fresh else SHORTLY
    headers = {"Cache-Control": f"public, max-age={seconds}", "X-Content-Type-Options": "nosniff"}
    response = Response(found.picture, mimetype=kind(found.picture), headers=headers)
    response.add_etag()
    return response.make_conditional(request)


def _reach_for_a_while(base):
    """Asking the database for each of many pictures would be a waste."""
    kept = current_mount().kept
    until, reach = kept.get("reach", (0, None))
    if monotonic() >= until:
        bezirke = () if base.extent else current_session().scalars(all_in_order()).all()
        reach = _reach(base, bezirke)
        kept["reach"] = (monotonic() + (REMEMBERED if reach else 0), reach)
    return reach


def _reach(base, bezirke):
    """How far one may look: as the setting says, else around the Stadtbezirke, else around the known places."""
    if base.extent:
        return base.extent
    city = Frame.around(corner for bezirk in bezirke for corner in _corners(bezirk))
    if city is None and (known := whereabouts.directory()):
        city = Frame.around((p.lon, p.lat) for p in known.places if whereabouts.is_placed(p))
    return city.with_surroundings if city else None


def _corners(bezirk):
    yield bezirk.lon, bezirk.lat
    for run in runs(bezirk.outline) if bezirk.outline else ():
        yield from (corner[:2] for corner in run)
