"""The desk of the elected bodies: for their members, their offices and the administration."""

from flask import abort, render_template

from ..db import current_session
from ..errors import N_, NotAllowed
from ..gremium import queries, rules
from ..identity import current_person
from . import pages

bp = pages("beteiligung_bezirksvertretung")


@bp.before_request
def bodies_only():
    """Nothing here is for anybody else."""
    if not rules.may_read_desk(current_person()):
        raise NotAllowed(N_("Only elected bodies, their offices and the administration may read this."))


@bp.route("/<lang>/gremien")
def gremien():
    """All bodies; what lies on the desk of each is one click away."""
    person = current_person()
    bodies = current_session().scalars(queries.all_in_order()).all()
    own = [body for body in bodies if rules.belongs_to(person, body)]
    return render_template("beteiligung/bezirksvertretung/gremien.html", bodies=bodies, own=own)


def body_or_404(slug):
    """The body of that name."""
    return queries.by_slug(current_session(), slug) or abort(404)
