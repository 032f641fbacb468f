"""The base map that the settings name."""

from .archive import Archive
from .grid import DEEPEST, Frame
from .remote import Remote
from .shelf import DAY, Kept, Shelf
from .sources import source

LEAST_ROOM = 1_000_000
FOR_GOOD = 7 * DAY
"""How many seconds browsers may keep a picture at most."""


class BaseMap:
    """``zoom`` is the first and the last level that is served, ``extent`` the ``Frame`` that the settings give."""

    def __init__(self, origin, zoom, extent, attribution):
        self._origin, self.zoom, self.attribution = origin, zoom, attribution
        self.extent = extent or getattr(origin, "frame", None)

    def get(self, tile):
        """What there is of a tile as ``Kept``, or ``None``; raises ``remote.Busy``."""
        if isinstance(self._origin, Archive):
            picture = self._origin.picture(tile)
            return Kept(picture, DAY) if picture else None
        return self._origin.get(tile)


def base_map(config, folder):
    """The base map, or ``None`` where the city wants none; a ``ValueError`` names the setting that cannot work.

    ``folder`` is where fetched tiles are kept.
    """
    zoom, extent = _zoom(config["BETEILIGUNG_TILES_ZOOM"]), _extent(config["BETEILIGUNG_TILES_EXTENT"])
    days = _number(config, "BETEILIGUNG_TILES_DAYS", 1)
    room = _number(config, "BETEILIGUNG_TILES_ROOM", LEAST_ROOM)
    if not (address := config["BETEILIGUNG_TILES_URL"]):
        return None
    try:
        origin = source(address)
    except ValueError as error:
        raise ValueError(f"BETEILIGUNG_TILES_URL needs {error}, not {address!r}") from error
    if isinstance(origin, Archive):
        zoom = (max(zoom[0], origin.zoom[0]), min(zoom[1], origin.zoom[1]))
    else:
        origin = Remote(origin, Shelf(folder, address, days, room))
    return BaseMap(origin, zoom, extent, config["BETEILIGUNG_TILES_ATTRIBUTION"])


def _zoom(levels):
    try:
        first, last = levels
        fits = isinstance(first, int) and isinstance(last, int) and 0 <= first <= last <= DEEPEST
    except (TypeError, ValueError):
        fits = False
    if not fits:
        raise ValueError(f"BETEILIGUNG_TILES_ZOOM needs two numbers from 0 to {DEEPEST}, not {levels!r}")
    return first, last


def _extent(edges):
    if edges is None:
        return None
    try:
        frame = Frame(*(float(edge) for edge in edges))
        fits = -180 <= frame.west < frame.east <= 180 and -85 <= frame.south < frame.north <= 85
    except (TypeError, ValueError):
        fits = False
    if not fits:
        raise ValueError(f"BETEILIGUNG_TILES_EXTENT needs west, south, east, north in degrees, not {edges!r}")
    return frame


def _number(config, key, least):
    number = config[key]
    if not isinstance(number, int) or number < least:
        raise ValueError(f"{key} needs a number from {least} on, not {number!r}")
    return number
