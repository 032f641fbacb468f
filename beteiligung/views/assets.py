"""Files that pages need, all from our own origin."""

import hashlib
from functools import cache
from importlib.metadata import distribution
from pathlib import Path

from flask import abort, g, request, send_file, url_for

LEAFLET = ("leaflet.js", "leaflet.css")
_STATIC = Path(__file__).parents[1] / "static"


def static_url(name):
    """Address of one of our files, changed when the file changes."""
    known = g.setdefault("beteiligung_static", {})
    if name not in known:  # a page of the list shows more than a hundred signs, all from one file
        known[name] = url_for("beteiligung.static", filename=name, v=_digest(_STATIC / name))
    return known[name]


def leaflet_url(name):
    """Address of one of Leaflet's files, which come from its Python package."""
    return url_for("beteiligung.leaflet", name=name, v=_digest(_leaflet(name)))


def of_the_host(address):
    """An address as the host writes its own routes; a proxy may have put all of them under a path."""
    root = request.script_root
    is_path = address.startswith("/") and not address.startswith(("//", f"{root}/"))
    return root + address if is_path else address


@cache
def _digest(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()[:10]


@cache
def _leaflet(name):
    return Path(distribution("XStatic-Leaflet").locate_file(f"xstatic/pkg/leaflet/data/{name}"))


def leaflet_file(name):
    """One of the two files of Leaflet that we serve."""
    if name not in LEAFLET:
        abort(404)
    return send_file(_leaflet(name), max_age=31_536_000, conditional=True)


def script_for_others():
    """What pages of others load to have our frames as high as what is in them; its address never changes."""
    return send_file(_STATIC / "rahmen.js", max_age=300, conditional=True)
