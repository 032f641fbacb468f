"""Files that hang on a Vorhaben, handed over as what we checked them to be, and only while the public may read it."""

import logging

from flask import abort, send_file

from ..attachment import queries
from ..attachment.folder import store
from ..attachment.types import PDF, SERVED
from ..db import current_session
from .attachment_words import file_name
from .public import bp

POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
"""Nothing in a file of ours may load, run or send anything, should a browser take it for a page."""
PDF_POLICY = "default-src 'self'; base-uri 'none'; form-action 'none'"
"""Browsers show a PDF with a viewer of their own, which a sandbox would forbid."""


PARTS = {"video": "video", "untertitel": "text"}


@bp.route("/dateien/<int:attachment_id>")
def datei(attachment_id):
    """A document."""
    return public(attachment_id)


@bp.route("/bilder/<int:attachment_id>/<int:width>")
def bild(attachment_id, width):
    """A picture in one of its widths."""
    return public(attachment_id, width)


@bp.route("/videos/<int:attachment_id>/<what>")
def video(attachment_id, what):
    """A video in sign language, piece by piece as the player asks for it, or its captions."""
    return public(attachment_id, part=PARTS.get(what) or abort(404))


def public(attachment_id, width=None, part=None):
    """What everybody may read. Caches may keep it, and ask every time whether it is still there."""
    answer = _handed_over(current_session().scalar(queries.public_file(attachment_id, width, part)))
    answer.cache_control.public = True
    answer.cache_control.no_cache = True
    return answer


def for_staff(vorhaben_id, attachment_id, width=None, part=None):
    """The same for the administration, drafts too; nobody keeps it."""
    file = current_session().scalar(queries.file(attachment_id, width, part))
    if file is not None and file.attachment.vorhaben_id != vorhaben_id:
        abort(404)
    answer = _handed_over(file)
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def _handed_over(file):
    if file is None or file.media_type not in SERVED:
        abort(404)
    kind = SERVED[file.media_type]
    try:
        answer = send_file(
            store().path(file.name),
            mimetype=kind.media_type,
            as_attachment=not kind.is_shown,
            download_name=file_name(file.attachment.title, kind.media_type),
            etag=file.digest,
            conditional=True,
        )
    except FileNotFoundError:
        logging.getLogger("beteiligung").error("the file %s of attachment %s is lost", file.name, file.attachment_id)
        abort(404)
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Content-Security-Policy"] = PDF_POLICY if kind is PDF else POLICY
    return answer
