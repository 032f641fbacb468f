"""The receipt: shown to whoever has just written, and looked up without an account."""

from flask import abort, current_app, make_response, render_template, request, session

from ..beitrag import fate, queries
from ..db import current_session
from ..identity import current_person
from ..mount import own
from .limits import count
from .public import bp
from .talk import named_or_404

KEPT = "beteiligung_receipt"
"""Where the host's session keeps the last receipt, so that loading the page again does not lose it."""

LONGEST = 100


def remember(beitrag):
    """Whoever has just written finds the code on the next page."""
    session[own(KEPT)] = [beitrag.id, beitrag.code]


@bp.route("/<lang>/vorhaben/<slug>/angekommen")
def angekommen(slug):
    """It has arrived, and here is the number under which to ask about it."""
    beitrag_id, code = _remembered()
    vorhaben = named_or_404(slug)
    beitrag = queries.of_vorhaben(current_session(), vorhaben.id, beitrag_id) or abort(404)
    page = render_template(
        "beteiligung/public/angekommen.html", vorhaben=vorhaben, beitrag=beitrag, code=code, person=current_person()
    )
    return _unkept(make_response(page))


def _remembered():
    """Without a cookie there is nothing to look for: asking the session would mark the page as one that needs it."""
    has_session = current_app.config["SESSION_COOKIE_NAME"] in request.cookies
    return (session.get(own(KEPT)) if has_session else None) or (0, "")


@bp.route("/<lang>/quittung")
def quittung():
    """What became of a contribution, by the code on its receipt; it says the same of every code that is none."""
    code = request.args.get("nummer", "").replace("\x00", "").strip()[:LONGEST]
    if code:
        count("receipt")
    found = fate.by_code(current_session(), code) if code else None
    page = render_template("beteiligung/public/quittung.html", code=code, fate=found, State=fate.State)
    return _unkept(make_response(page, 404 if code and found is None else 200))


def _unkept(response):
    """The code is a key: no copy of the page is kept, and no other site learns its address."""
    response.headers["Cache-Control"] = "no-store"
    response.headers["Referrer-Policy"] = "same-origin"
    return response
