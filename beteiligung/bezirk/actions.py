from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from sqlalchemy.exc import IntegrityError

from .. import handed_in
from ..errors import N_, NotImportable
from ..text import slug
from .crs import named, reader
from .models import Bezirk
from .outline import polygons, written

LARGEST = 50_000_000
TWINS = N_("Two districts would have the same number or name.")


class Columns(NamedTuple):
    """Which properties of a feature hold what; offices name theirs in many ways."""

    number: str = "number"
    name: str = "name"
    short_name: str = "short_name"


def load(session, path, *, crs=None, columns=None):
    """Store or update the Stadtbezirke of a GeoJSON file; return how many.

    Each feature has a number, a name, and optionally ``short_name``, ``label`` ([lon, lat]), ``sketch`` and
    ``parts`` (names of its Ortsteile); its geometry is a Polygon or MultiPolygon, or null. ``crs`` (``EPSG:25832``
    or ``EPSG:4326``) says how its coordinates are written where the file does not. Nothing is stored when one is
    wrong.
    """
    content = _content(path)
    drawn = [_drawn(feature, index) for index, feature in enumerate(content["features"], 1)]
    convert = reader([c for found in drawn for rings in found for ring in rings for c in ring], _crs(content, crs))
    numbered = zip(content["features"], drawn, strict=True)
    columns = columns or Columns()
    bezirke = [_bezirk(feature, found, convert, columns, index) for index, (feature, found) in enumerate(numbered, 1)]
    if len({b.number for b in bezirke}) < len(bezirke):
        raise NotImportable(TWINS)
    for bezirk in bezirke:
        session.merge(bezirk)
    try:
        session.flush()
    except IntegrityError as error:
        raise NotImportable(TWINS) from error
    return len(bezirke)


def _crs(content, wanted):
    """What the option says, else what the file says, else nothing."""
    given = wanted or content.get("crs")
    if given is None:
        return None
    name = (
        given["properties"].get("name")
        if isinstance(given, dict) and isinstance(given.get("properties"), dict)
        else given
    )
    if known := named(name):
        return known
    raise NotImportable(N_("Coordinates in %(crs)s are not read: EPSG:25832 or EPSG:4326 are."), crs=str(name)[:60])


def _content(path):
    refusal = N_("%(file)s is no GeoJSON FeatureCollection.")
    content = handed_in.content(path, refusal, kind=dict, largest=LARGEST)
    if "features" not in content:
        raise NotImportable(refusal, file=Path(path).name)
    if not isinstance(content["features"], list) or not content["features"]:
        raise NotImportable(N_("%(file)s holds no district."), file=Path(path).name)
    return content


def _drawn(feature, index):
    with _readable(index):
        return polygons(feature["geometry"])


def _bezirk(feature, drawn, convert, columns, index):
    with _readable(index):
        properties, outline = feature["properties"], written(drawn, convert)
        lon, lat = properties.get("label") or _middle(outline)
        if not (-180 <= lon <= 180 and -90 <= lat <= 90):
            raise ValueError("the label is not in degrees")
        name = _name(properties[columns.name])
        return Bezirk(
            number=_number(properties[columns.number]),
            slug=slug(name),
            name=name,
            short_name=_name(properties.get(columns.short_name) or name),
            lat=float(lat),
            lon=float(lon),
            outline=outline,
            is_sketch=bool(properties.get("sketch", False)),
            **({"parts": _parts(properties["parts"])} if properties.get("parts") else {}),  # borders alone keep them
        )


@contextmanager
def _readable(index):
    """Whatever is wrong with a feature is said in one sentence that names it."""
    try:
        yield
    except KeyError as error:
        raise NotImportable(N_("District %(index)s lacks %(name)s."), index=index, name=str(error)) from error
    except (TypeError, ValueError, IndexError, AttributeError, OverflowError) as error:
        raise NotImportable(N_("District %(index)s cannot be read: %(reason)s"), index=index, reason=error) from error


def _parts(given):
    if not isinstance(given, list) or len(given) > 200:
        raise ValueError("the parts are no list of names")
    return list(dict.fromkeys(_name(part) for part in given))


def _number(given):
    if not 0 < (number := int(given)) < 10_000:
        raise ValueError("the number is not between 1 and 9999")
    return number


def _name(given):
    name = " ".join(given.split())
    if not name or not name.isprintable():
        raise ValueError("the name is empty or cannot be printed")
    return name


def _middle(outline):
    corners = [corner for run in runs(outline) for corner in run]
    lons, lats = [c[0] for c in corners], [c[1] for c in corners]
    return (min(lons) + max(lons)) / 2, (min(lats) + max(lats)) / 2


def runs(outline):
    """The rings of an outline."""
    inside = outline["coordinates"]
    return inside if outline["type"] == "Polygon" else [ring for polygon in inside for ring in polygon]
