"""Which kind of map server an address names, and where each tile lies there. Refuses at the start what cannot work."""

import re
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from .archive import Archive
from .grid import Tile

PICTURES = ("image/png", "image/jpeg", "image/webp")
OGC_WORDS = re.compile(
    r"SERVICE|REQUEST|VERSION|LAYERS?|STYLES?|FORMAT|CRS|SRS|BBOX|WIDTH|HEIGHT|TILE(MATRIX(SET)?|ROW|COL)",
    re.IGNORECASE,
)
OGC_NAMES = {"tilematrix": "z", "tilerow": "y", "tilecol": "x"}
MERCATOR = ("3857", "900913", "102100")
CORNERS = (Tile(0, 0, 0), Tile(1, 0, 0), Tile(1, 1, 0), Tile(1, 0, 1))
SIDE = 256


def source(address):
    """An ``Archive``, or a function from a ``Tile`` to its address; a ``ValueError`` says what is needed instead."""
    if str(address).lower().endswith(".pmtiles"):
        return Archive(Path(address))
    if not isinstance(address, str) or not _is_safe(address):
        raise ValueError("an https address, or the path of a .pmtiles file")
    asked = _asked(address)
    if asked.get("REQUEST", "").upper() == "GETCAPABILITIES":
        raise ValueError("the address of the map itself with its layer, not of its description (GetCapabilities)")
    kinds = {"WMS": _wms, "WMTS": _wmts}
    make = kinds.get(asked.get("SERVICE", "").upper())
    if make is None and ("LAYERS" in asked or "TILEMATRIXSET" in asked):
        make = _wms if "LAYERS" in asked else _wmts
    address_of = make(address, asked) if make and not _is_template(address) else _template(address)
    _tried(address_of)
    return address_of


def _asked(address):
    """What stands in the query: words of the standards in capitals, all else (keys, the name of a map) as written."""
    pairs = parse_qsl(urlsplit(address).query, keep_blank_values=True)
    return {key.upper() if OGC_WORDS.fullmatch(key) else key: value for key, value in pairs}


def _is_safe(address):
    parts = urlsplit(address)
    is_here = parts.scheme == "http" and parts.hostname in ("127.0.0.1", "localhost")
    return bool(parts.hostname) and (parts.scheme == "https" or is_here)


def _is_template(address):
    return all(re.search(rf"{{{name}\b", _plain_names(address)) for name in "xyz")


def _plain_names(address):
    """``{TileMatrix}``, ``{TileRow}`` and ``{TileCol}`` of a WMTS as ``{z}``, ``{y}`` and ``{x}``."""
    return re.sub(r"{(\w+)", lambda found: "{" + OGC_NAMES.get(found[1].lower(), found[1]), address)


def _template(address):
    """XYZ, and WMTS in its REST form."""
    plain = _plain_names(address)
    _in_mercator(*re.findall(r"(?i)\b(?:EPSG:+|UTM)\d+", address))
    return lambda tile: plain.format(z=tile.z, x=tile.x, y=tile.y)


def _wmts(address, asked):
    """WMTS with everything in the query (KVP)."""
    if not asked.get("LAYER") or not asked.get("TILEMATRIXSET"):
        raise ValueError("LAYER and TILEMATRIXSET in the address of a WMTS")
    _in_mercator(asked["TILEMATRIXSET"])
    matrix = asked.get("TILEMATRIX", "{z}")
    usual = {"SERVICE": "WMTS", "REQUEST": "GetTile", "VERSION": "1.0.0", "STYLE": "", "FORMAT": PICTURES[0]}
    fixed = _picture({**usual, **asked})
    return lambda tile: _with_query(
        address, {**fixed, "TILEMATRIX": matrix.format(z=tile.z), "TILEROW": tile.y, "TILECOL": tile.x}
    )


def _wms(address, asked):
    """WMS: a picture of each tile's own rectangle. A tile is a rectangle in EPSG:3857 and in nothing else."""
    if not asked.get("LAYERS"):
        raise ValueError("LAYERS in the address of a WMS")
    version = asked.get("VERSION", "1.3.0")
    name = "CRS" if version.startswith("1.3") else "SRS"
    _in_mercator(asked.pop("CRS", ""), asked.pop("SRS", ""))
    usual = {"SERVICE": "WMS", "VERSION": version, "STYLES": "", "FORMAT": PICTURES[0]}
    frame = {"REQUEST": "GetMap", name: "EPSG:3857", "WIDTH": SIDE, "HEIGHT": SIDE}
    fixed = {**_picture({**usual, **asked}), **frame}
    return lambda tile: _with_query(address, {**fixed, "BBOX": ",".join(f"{edge:.4f}" for edge in tile.metres)})


def _in_mercator(*names):
    for name in names:
        wrong = re.search(r"(?i)\d{4,6}|UTM", name)
        if wrong and wrong[0] not in MERCATOR:
            raise ValueError("a map server that speaks EPSG:3857 (Web Mercator); other grids would be drawn askew")


def _picture(asked):
    if asked["FORMAT"].split(";")[0].strip().lower() not in PICTURES:
        raise ValueError("pictures as " + ", ".join(PICTURES))
    return asked


def _with_query(address, query):
    parts = urlsplit(address)
    return urlunsplit((parts.scheme, parts.netloc, parts.path, urlencode(query, safe=":/,;="), ""))


def _tried(address_of):
    """Four tiles must have four addresses."""
    try:
        different = {address_of(tile) for tile in CORNERS}
    except (LookupError, ValueError, AttributeError) as error:
        raise ValueError("the places {z}, {x} and {y} and no others") from error
    if len(different) < len(CORNERS):
        raise ValueError("the places {z}, {x} and {y}, or SERVICE=WMTS or SERVICE=WMS with its layer")
