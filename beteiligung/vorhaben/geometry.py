"""GeoJSON shapes of a place: checked before they are stored, in WGS84 degrees."""

DEEP = {"Point": 0, "LineString": 1, "MultiLineString": 2, "Polygon": 2, "MultiPolygon": 3}
"""How many lists stand around a position."""
MOST_CORNERS = 5_000


def checked(shape):
    """The same shape with nothing else in it; ``ValueError`` says what is wrong with it."""
    if not isinstance(shape, dict) or shape.get("type") not in list(DEEP):  # a list, for what cannot be hashed
        raise ValueError("no Point, LineString or Polygon")
    corners = list(positions(shape))
    if not corners or len(corners) > MOST_CORNERS:
        raise ValueError("no corner, or too many")
    if shape["type"].endswith("Polygon"):
        _closed(shape["coordinates"], DEEP[shape["type"]])
    elif shape["type"].endswith("LineString") and len(corners) < 2:
        raise ValueError("a line needs two points")
    return {"type": shape["type"], "coordinates": shape["coordinates"]}


def positions(shape):
    """Every position as (lon, lat)."""
    yield from _walk(shape.get("coordinates"), DEEP[shape["type"]])


def runs(shape):
    """The lines that a shape is drawn with: lists of positions, closed ones for an area, none for a point."""
    inside, kind = shape["coordinates"], shape["type"]
    if kind == "LineString":
        return [inside]
    if kind in ("Polygon", "MultiLineString"):
        return inside
    return [ring for polygon in inside for ring in polygon] if kind == "MultiPolygon" else []


def middle(shape):
    """A point for the pin, as (lat, lon): the middle corner of a line, else the mean of the corners."""
    corners = list(positions(shape))
    if shape["type"].endswith("LineString"):
        lon, lat = corners[len(corners) // 2]
        return lat, lon
    if shape["type"].endswith("Polygon") and len(corners) > 1:
        corners = corners[:-1]
    return sum(lat for lon, lat in corners) / len(corners), sum(lon for lon, lat in corners) / len(corners)


def _walk(inside, depth):
    if not isinstance(inside, list):
        raise ValueError("coordinates are no list")
    if depth:
        for part in inside:
            yield from _walk(part, depth - 1)
        return
    if len(inside) not in (2, 3) or not all(type(number) in (int, float) for number in inside):
        raise ValueError("a position is not two numbers")
    lon, lat = inside[:2]
    if not (-180 <= lon <= 180 and -90 <= lat <= 90):
        raise ValueError("coordinates are not WGS84 degrees")
    yield lon, lat


def _closed(inside, depth):
    if depth > 1:
        for part in inside:
            _closed(part, depth - 1)
    elif len(inside) < 4 or inside[0] != inside[-1]:
        raise ValueError("a ring is not closed")
