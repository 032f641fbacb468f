"""Support for a contribution, given and taken back with one button; the way leads back to where it was pressed."""

from datetime import UTC, datetime

from flask import abort, redirect, request, url_for

from ..beitrag import queries, supporting
from ..db import current_session, unit_of_work
from ..errors import N_, NotAllowed
from ..forms import Form
from ..identity import current_person
from .limits import count
from .public import bp
from .talk import look_from_request, named_or_404
from .templating import ways_open


@bp.route("/<lang>/vorhaben/<slug>/beitrag/<int:beitrag_id>/unterstuetzen", methods=["POST"])
def unterstuetzen(slug, beitrag_id):
    """Count me in."""

    def support(session, beitrag, person, *, now):
        supporting.support(session, beitrag, person, now=now, ways=ways_open(beitrag.vorhaben))

    return _change(slug, beitrag_id, support)


@bp.route("/<lang>/vorhaben/<slug>/beitrag/<int:beitrag_id>/unterstuetzen/zuruecknehmen", methods=["POST"])
def unterstuetzen_zuruecknehmen(slug, beitrag_id):
    """Count me out again."""
    return _change(slug, beitrag_id, supporting.unsupport)


def _change(slug, beitrag_id, action):
    vorhaben_id, person = named_or_404(slug).id, current_person()
    queries.public_by_id(current_session(), vorhaben_id, beitrag_id) or abort(404)
    if person is None:
        raise NotAllowed(N_("Please log in to support a contribution."))
    if not Form().validate():
        abort(400)
    count("support", vorhaben=vorhaben_id)
    with unit_of_work() as session:
        beitrag = queries.public_by_id(session, vorhaben_id, beitrag_id) or abort(404)
        action(session, beitrag, person, now=datetime.now(UTC))
    return redirect(_back(slug, beitrag_id), code=303)


def _back(slug, beitrag_id):
    """To the page on which the button was pressed, as its own arguments say; never anywhere else."""
    anchor, page = f"b-{beitrag_id}", request.args.get("in", "")
    if page.isascii() and page.isdigit() and len(page) < 10:
        return url_for(".beitrag", slug=slug, beitrag_id=int(page), _anchor=anchor)
    if request.args.get("auf") == "seite":
        return url_for(".eines", slug=slug, _anchor=anchor)
    look = look_from_request(slug)
    return f"{look.url(anchor=None).partition('?')[0]}{'?' if look.here else ''}{look.here}#{anchor}"
