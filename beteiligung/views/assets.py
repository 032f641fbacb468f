"""Files that pages need, all from our own origin; the base map passes through the host, if the city wants one."""

import hashlib
import urllib.request
from functools import cache
from http.client import HTTPException
from importlib.metadata import distribution
from pathlib import Path
from time import monotonic

from flask import Response, abort, current_app, send_file, url_for

LEAFLET = ("leaflet.js", "leaflet.css")
TILE_SECONDS = 3
TILE_BYTES = 500_000
TILE_TYPES = {b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg", b"RIFF": "image/webp"}


def static_url(name):
    """Address of one of our files, changed when the file changes."""
    return url_for("beteiligung.static", filename=name, v=_digest(Path(__file__).parents[1] / "static" / name))


def leaflet_url(name):
    """Address of one of Leaflet's files, which come from its Python package."""
    return url_for("beteiligung.leaflet", name=name, v=_digest(_leaflet(name)))


@cache
def _digest(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()[:10]


def _leaflet(name):
    return Path(distribution("XStatic-Leaflet").locate_file(f"xstatic/pkg/leaflet/data/{name}"))


def leaflet_file(name):
    """One of the two files of Leaflet that we serve."""
    if name not in LEAFLET:
        abort(404)
    return send_file(_leaflet(name), max_age=31_536_000, conditional=True)


def tile(z, x, y):
    """One picture of the base map, fetched for the visitor and kept on disk; 404 where the city has none."""
    template = current_app.config["BETEILIGUNG_TILES_URL"]
    if not template or z > 20 or x >= 2**z or y >= 2**z:
        abort(404)
    kept = Path(current_app.instance_path, "beteiligung-tiles", str(z), str(x), f"{y}.tile")
    if not kept.is_file():
        picture = _fetch(template.format(z=z, x=x, y=y))
        if picture is None:
            abort(404)
        kept.parent.mkdir(parents=True, exist_ok=True)
        part = kept.with_suffix(f".{hashlib.sha256(picture).hexdigest()[:8]}")
        part.write_bytes(picture)
        part.replace(kept)
    picture = kept.read_bytes()
    return Response(picture, mimetype=_kind(picture), headers={"Cache-Control": "public, max-age=604800"})


def _fetch(address):
    """A tile from the city's map server, or ``None`` where it is down, slow, huge or sends something else."""
    opener = urllib.request.build_opener(_NoRedirect)
    try:
        with opener.open(address, timeout=TILE_SECONDS) as answer:
            picture = _read(answer)
            whole = answer.headers.get("Content-Length") in (None, str(len(picture or b"")))
    except (OSError, ValueError, HTTPException):
        return None
    return picture if picture and whole and _kind(picture) else None


def _read(answer):
    """All bytes, or ``None`` where they are too many or drip too slowly."""
    end, picture = monotonic() + TILE_SECONDS, b""
    while some := answer.read1(TILE_BYTES):
        picture += some
        if len(picture) > TILE_BYTES or monotonic() > end:
            return None
    return picture


def _kind(picture):
    """The type of a picture by its first bytes, whatever its server says."""
    return next((kind for mark, kind in TILE_TYPES.items() if picture.startswith(mark)), None)


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args, **kwargs):
        return None
