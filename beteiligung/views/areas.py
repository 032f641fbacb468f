"""Parts of the city by which the list narrows: what is typed as a place, and the frame of a map."""

import re

from ..mount import setting
from ..text import fold
from ..vorhaben.distance import box as box_around
from ..vorhaben.geometry import runs
from ..vorhaben.narrowing import Somewhere
from . import whereabouts

PART, SPOT = 1000, 400
"""So many metres around the middle of a part of the city, and around a street or a building, belong to it."""
_STREET = re.compile(r"str(?:a(?:ß|ss)e\b|\b\.?)", re.IGNORECASE)
DECIMALS = 4
"""About ten metres: a frame need not be more exact, and moving the map by a hair asks for nothing new."""


def bounding_box(text):
    """``west,south,east,north`` in degrees; ``None`` for anything else, which then means everywhere."""
    try:
        west, south, east, north = (round(float(part), DECIMALS) for part in (text or "")[:200].split(","))
    except (ValueError, OverflowError):
        return None
    ordered = -180 <= west < east <= 180 and -90 <= south < north <= 90
    return (west, south, east, north) if ordered else None


def written(box):
    """A frame as it stands in an address."""
    return ",".join(f"{degrees:.{DECIMALS}f}".rstrip("0").rstrip(".") for degrees in box) if box else None


def somewhere(typed):
    """The place that somebody typed, as far as the gazetteer knows it; else by its words alone."""
    typed = " ".join(typed.replace("\x00", " ").split())[: whereabouts.LONGEST]
    if not typed:
        return None
    known = whereabouts.directory()
    exact = known.look_up(typed)[0] if known else []
    if not exact:
        return Somewhere(typed, (typed,))
    names = dict.fromkeys(form for place in exact for name in (place.name, *place.aliases) for form in _forms(name))
    placed = [place for place in exact if whereabouts.is_placed(place)]
    boxes = tuple(box_around(place.lat, place.lon, PART if place.is_district else SPOT) for place in placed)
    return Somewhere(exact[0].name, tuple(names), boxes, is_known=True)


def bezirk_named(typed, bezirke):
    """The Stadtbezirk that this place is, or ``None``: then its own filter is meant."""
    known = whereabouts.directory()
    exact = known.look_up(typed)[0] if known and typed.strip() else []
    whole = {fold(place.name) for place in exact if place.kind.lower() in whereabouts.BEZIRKE}
    wanted = whole or {fold(typed).removeprefix("stadt").removeprefix("bezirk ")}
    return next((b for b in bezirke if {fold(b.name), fold(b.short_name)} & wanted), None)


def frames(bezirke):
    """Frames to choose from without moving a map: name and address of each Stadtbezirk, then of each part."""
    known = whereabouts.directory()
    outlined = [(bezirk.short_name, written(_frame(bezirk.outline))) for bezirk in bezirke if bezirk.outline]
    parts = known.parts if known else ()
    return outlined, [(part.name, written(box_around(part.lat, part.lon, PART))) for part in parts]


def frame_name(box, bezirke):
    """How a chosen frame is called, or ``None`` for one that a map was moved to."""
    here = written(box)
    return next((name for names in frames(bezirke) for name, frame in names if frame == here), None)


def parts():
    """The parts of the city that the gazetteer knows, to choose from."""
    known = whereabouts.directory()
    return known.parts if known else ()


def example():
    """A place of this city, to be shown where people may type one."""
    known = whereabouts.directory()
    names = [place.name for place in (known.parts or known.places)] if known else []
    return names[len(names) // 2] if names else setting("CITY")


def alike(place):
    """Names of the gazetteer that may be meant where nobody knows this one."""
    known = whereabouts.directory()
    others = known.look_up(place.name)[1] if known and not place.is_known else ()
    return tuple(dict.fromkeys(other.name for other in others))[: whereabouts.MOST_CHOICES]


def _forms(name):
    """A street is written out or not: ``Gudrunstraße`` and ``Gudrunstr.``"""
    yield name
    yield _STREET.sub("str", name)
    yield _STREET.sub("straße", name)


def _frame(outline):
    corners = [corner for run in runs(outline) for corner in run]
    lons, lats = [corner[0] for corner in corners], [corner[1] for corner in corners]
    return min(lons), min(lats), max(lons), max(lats)
