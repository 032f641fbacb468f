import json
from pathlib import Path

from sqlalchemy.exc import IntegrityError

from ..errors import N_, NotImportable
from ..text import slug
from .models import Bezirk

LARGEST = 50_000_000
TWINS = N_("Two districts would have the same number or name.")


def load(session, path):
    """Store or update the Stadtbezirke of a GeoJSON file; return how many.

    Each feature has the properties ``number``, ``name``, and optionally ``short_name``, ``label`` ([lon, lat]) and
    ``sketch``; its geometry is a Polygon or MultiPolygon in WGS84, or null. Nothing is stored when one is wrong.
    """
    bezirke = [_bezirk(feature, index) for index, feature in enumerate(_features(path), 1)]
    if len({b.number for b in bezirke}) < len(bezirke):
        raise NotImportable(TWINS)
    for bezirk in bezirke:
        session.merge(bezirk)
    try:
        session.flush()
    except IntegrityError as error:
        raise NotImportable(TWINS) from error
    return len(bezirke)


def _features(path):
    path = Path(path)
    try:
        if path.stat().st_size > LARGEST:
            raise NotImportable(N_("%(file)s is larger than %(limit)s bytes."), file=path.name, limit=LARGEST)
        features = json.loads(path.read_text(encoding="utf-8"))["features"]
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise NotImportable(N_("%(file)s is no GeoJSON FeatureCollection."), file=path.name) from error
    if not isinstance(features, list) or not features:
        raise NotImportable(N_("%(file)s holds no district."), file=path.name)
    return features


def _bezirk(feature, index):
    try:
        properties, outline = feature["properties"], feature["geometry"]
        rings = list(_rings(outline))
        lon, lat = properties.get("label") or _middle(rings)
        if not (-180 <= lon <= 180 and -90 <= lat <= 90):
            raise ValueError("coordinates are not WGS84")
        return Bezirk(
            number=_number(properties["number"]),
            slug=slug(properties["name"]),
            name=_name(properties["name"]),
            short_name=_name(properties.get("short_name") or properties["name"]),
            lat=float(lat),
            lon=float(lon),
            outline=outline,
            is_sketch=bool(properties.get("sketch", False)),
        )
    except (KeyError, TypeError, ValueError, IndexError, AttributeError, OverflowError) as error:
        raise NotImportable(
            N_("District %(index)s cannot be read: %(reason)s"), index=index, reason=repr(error)
        ) from error


def _number(given):
    if not 0 < (number := int(given)) < 10_000:
        raise ValueError("the number is not between 1 and 9999")
    return number


def _name(given):
    name = " ".join(given.split())
    if not name or not name.isprintable():
        raise ValueError("the name is empty or cannot be printed")
    return name


def _rings(outline):
    if outline is None:
        return
    polygons = {"Polygon": lambda c: [c], "MultiPolygon": lambda c: c}[outline["type"]](outline["coordinates"])
    for polygon in polygons:
        for ring in polygon:
            if len(ring) < 4 or ring[0] != ring[-1]:
                raise ValueError("a ring is not closed")
            if any(not (-180 <= lon <= 180 and -90 <= lat <= 90) for lon, lat, *_ in ring):
                raise ValueError("coordinates are not WGS84 degrees")
            yield ring


def _middle(rings):
    corners = [corner for ring in rings for corner in ring]
    lons, lats = [c[0] for c in corners], [c[1] for c in corners]
    return (min(lons) + max(lons)) / 2, (min(lats) + max(lats)) / 2
