"""The session pack: agenda and dossiers of one meeting, as a page and as one PDF with the same anchors."""

from typing import NamedTuple

from flask import abort, render_template

from ..db import current_session
from ..dossier import queries
from ..gremium.models import Meeting
from ..vorhaben.queries import by_slug
from . import dossier_files, words
from .bezirksvertretung import body_or_404, bp
from .dossier import names, read_one

ANNEX = 20
"""So many contributions of each Vorhaben stand in a pack as a page."""
ANNEX_ON_PAPER = 60
"""And so many in its PDF: a pack is carried."""


class Pack(NamedTuple):
    """``entries`` are points of the agenda, each with its dossier, or ``None`` where the Vorhaben is not public."""

    meeting: Meeting
    entries: list

    @property
    def dossiers(self):
        """Each once, also where a Vorhaben stands on the agenda twice."""
        return list({dossier.vorhaben.id: dossier for _item, dossier in self.entries if dossier}.values())


@bp.route("/<lang>/gremien/<slug>/mappen")
def mappen(slug):
    """The packs of one body."""
    body = body_or_404(slug)
    meetings = current_session().scalars(queries.meetings(body.id)).all()
    return render_template("beteiligung/bezirksvertretung/mappen.html", body=body, meetings=meetings)


@bp.route("/<lang>/gremien/<slug>/mappen/<int:meeting_id>")
def mappe(slug, meeting_id):
    """The pack of one meeting to read."""
    body = body_or_404(slug)
    pack = _pack(body, meeting_id, ANNEX)
    return render_template("beteiligung/bezirksvertretung/mappe.html", body=body, pack=pack, **names(paper=False))


@bp.route("/<lang>/gremien/<slug>/mappen/<int:meeting_id>/mappe.pdf")
def mappe_pdf(slug, meeting_id):
    """The pack of one meeting to take along."""
    body = body_or_404(slug)
    pack = _pack(body, meeting_id, ANNEX_ON_PAPER)
    page = render_template("beteiligung/bezirksvertretung/mappe_papier.html", body=body, pack=pack, **names(paper=True))
    day = words.local(pack.meeting.at).date().isoformat()
    return dossier_files.deliver("pdf", f"sitzungsmappe-{day}", dossier_files.paper(page))


def _pack(body, meeting_id, annex):
    session = current_session()
    meeting = queries.meeting(session, body.id, meeting_id) or abort(404)
    slugs = queries.public_slugs(session, [item.vorhaben_id for item in meeting.agenda])
    read = {id_: read_one(vorhaben, annex=annex) for id_, slug in slugs.items() if (vorhaben := by_slug(session, slug))}
    return Pack(meeting, [(item, read.get(item.vorhaben_id)) for item in meeting.agenda])
