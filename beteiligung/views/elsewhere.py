"""What pages of other sites may do with our answers: read them (CORS), or show them in a frame.

Everything is decided here, once the host has finished its answer: so neither its cookies nor the order in which it was
put together change anything, and its own policy stays as it is.
"""

import json

from flask import Response, g, request, request_finished
from werkzeug.http import HTTP_STATUS_CODES

from ..mount import mounts
from . import framing

READABLE = frozenset(
    {
        "beteiligung.atom",
        "beteiligung.bezirke_geojson",
        "beteiligung.element",
        "beteiligung.geojson",
        "beteiligung.kalender",
        "beteiligung.liste_json",
        "beteiligung.rahmen",
        "beteiligung.oembed",
        "beteiligung.stadt_png",
        "beteiligung.stadt_svg",
        "beteiligung.steckbrief",
        "beteiligung.vorhaben_png",
        "beteiligung.vorhaben_svg",
    }
)
"""Endpoints whose answers a script on any page may read: public, and the same for everybody."""

DATA = frozenset(f"beteiligung.{name}" for name in ("bezirke_geojson", "geojson", "liste_json", "oembed", "steckbrief"))
"""Those of them that answer in JSON, also where they refuse: nobody but a program asks there."""


def init_app(app):
    """Have the last word on every answer of ours."""
    request_finished.connect(_declare, app)


def ask_nobody():
    """Who reads what other sites may read or show is not asked: a moderator gets the same as anybody."""
    if is_readable() or framing.is_framed():
        g.beteiligung_person = None


def is_readable():
    """May any page read the answer to this request?"""
    return request.endpoint in READABLE


def is_data():
    """Is it a program that must be told what did not work?"""
    return request.endpoint in DATA


def refusal(message, status):
    """What a program gets instead of a page that tells people what did not work."""
    return Response(_refusing(message, status), status, mimetype="application/json")


def _refusing(message, status):
    return json.dumps({"status": status, "message": str(message)}, ensure_ascii=False) + "\n"


def _declare(app, response, **_more):
    if not _is_ours(app):
        return
    if is_readable():
        _open(response)
    if (
        framing.is_framed() and response.status_code < 500
    ):  # what a host says about its own failure is a page of its own
        _let_frame(response)
    else:
        response.headers.add("Content-Security-Policy", "frame-ancestors 'none'")
        response.headers["X-Frame-Options"] = "DENY"


def _open(response):
    _without_cookies(response)
    if is_data() and response.status_code >= 400 and response.mimetype == "text/html":
        _make_readable(response)
    if response.mimetype != "text/html":  # a page that says "not found" is a page
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"


def _make_readable(response):
    """The host's own word, such as that of its limiter: a page, and perhaps one for this visitor alone."""
    told = HTTP_STATUS_CODES.get(response.status_code, "Error")
    for name in ("Content-Encoding", "Content-Language", "ETag"):
        response.headers.pop(name, None)
    response.set_data(_refusing(told, response.status_code))
    response.mimetype = "application/json"


def _let_frame(response):
    _without_cookies(response)
    ancestors = " ".join(["'self'", *framing.allowed()])
    response.headers.add("Content-Security-Policy", f"frame-ancestors {ancestors}")
    response.headers.remove("X-Frame-Options")  # knows no list; browsers that know the policy do not look at it
    if response.status_code == 200:
        response.headers["Cache-Control"] = (
            f"{_for_whom(response)}, no-cache"  # a cache must not show what was taken back
        )


def _for_whom(response):
    """A portal's nonce is good for one visitor; what is kept for everybody would hand it round."""
    policies = response.headers.getlist("Content-Security-Policy")
    return "private" if any("'nonce-" in policy for policy in policies) else "public"


def _without_cookies(response):
    """What the host set for a visitor of its own pages has no place where nobody was asked."""
    response.headers.remove("Set-Cookie")
    response.vary.discard("Cookie")


def _is_ours(app):
    """An answer of one of our views, or the host's word about an address of ours that there is not."""
    blueprint = app.blueprints.get(request.blueprint)
    if blueprint is not None:
        return blueprint.import_name == __name__.partition(".")[0]
    prefixes = [mount.setting("URL_PREFIX", app).rstrip("/") for mount in mounts(app).values()]
    return any(prefix and request.path.startswith(f"{prefix}/") for prefix in prefixes)
