"""Files that staff send: how much may come, what becomes of it, and how a form with errors does not lose it."""

from flask import current_app, g, render_template, request
from itsdangerous import BadData, URLSafeTimedSerializer
from sqlalchemy import select
from werkzeug.exceptions import RequestEntityTooLarge

from ..attachment import documents, pictures, videos
from ..attachment.folder import store
from ..attachment.models import AttachmentKind, StoredFile
from ..attachment.store import Kept
from ..db import current_session
from ..errors import N_, NotTaken
from ..i18n import gettext as _
from ..i18n import speak
from ..identity import current_person
from ..mount import own, setting
from .attachment_words import MEGABYTE

ROOM = 4
"""A request may be so many times the limit of a file: what is only a little too large is refused without loss."""
FORM = 1_000_000
KEPT_SECONDS = 3600
STILL = 960
"""How wide the still picture of a video is at most."""


def allow_size(*, video=False):
    """Take as much as our own limit says, whatever the host allows elsewhere. Called before anybody reads the form."""
    request.max_content_length = ROOM * setting("FILE_LIMIT") + FORM + (setting("VIDEO_LIMIT") if video else 0)
    if (request.content_length or 0) > request.max_content_length:
        raise RequestEntityTooLarge  # before a byte of it is written to a temporary file


def too_large(error):
    """So much that it was not read at all; not even the form around it."""
    if "beteiligung_language" not in g:
        speak(g.beteiligung_lang)
    message = f"{_too_large_words()} {_('Go back in your browser: what you wrote is still there.')}"
    return render_template("beteiligung/error.html", message=message, kept=None), 413


def limit_in_words(kind=None):
    """20 MB"""
    return setting("VIDEO_LIMIT" if kind == AttachmentKind.SIGN_VIDEO else "FILE_LIMIT") // MEGABYTE or 1


def _too_large_words():
    return _("This file is too large; at most %(number)s MB are taken.", number=limit_in_words())


class Upload:
    """The files of one form. Afterwards ``kept`` names what lies in the store, and ``written`` what came just now."""

    FIELDS = {
        AttachmentKind.PICTURE: [("file", "")],
        AttachmentKind.DOCUMENT: [("file", "")],
        AttachmentKind.SIGN_VIDEO: [("file", "video/"), ("captions", "text/"), ("poster", "image/")],
    }

    def __init__(self, form, kind, vorhaben_id):
        self.form, self.kind = form, kind
        self._context = [vorhaben_id, current_person().id, kind.value]
        self.kept, self.written = [], []

    def receive(self, *, needed):
        """Check and keep what was sent, or find what was kept before; say at the field what is wrong."""
        before = self._found(self.form.kept.data)
        for name, part in self.FIELDS[self.kind]:
            self.kept += self._received(self.form[name], before, part)
        if needed and not self.kept and not self.form.file.errors:
            self.form.file.errors = [_("Please choose a file.")]

    def _received(self, field, before, part):
        """What came in one field; where nothing did, what came in it before."""
        if not field.data:
            return [entry for entry in before if entry.media_type.startswith(part)]
        try:
            kept = store().keep(self._checked(field.data.stream, field.short_name))
        except NotTaken as error:
            field.errors = [_(error.message) % error.values]
            return []
        self.written += kept
        return kept

    def has(self, part):
        """Whether this part of it has arrived."""
        return any(entry.media_type.startswith(part) for entry in self.kept)

    def remember(self):
        """Let the form carry the name of what is kept."""
        token = _signer().dumps([*self._context, [list(entry) for entry in self.kept]])
        self.form.kept.data = token if self.kept else ""

    def _checked(self, stream, name):
        if self.kind == AttachmentKind.SIGN_VIDEO and name == "file":
            return videos.checked(stream, limit=setting("VIDEO_LIMIT"))
        limit = setting("FILE_LIMIT")
        data = stream.read(limit + 1)
        if len(data) > limit:
            raise NotTaken(N_("This file is too large; at most %(number)s MB are taken."), number=limit_in_words())
        if not data.strip(b"\x00\t\r\n "):
            raise NotTaken(N_("This file is empty."))
        if name == "captions":
            return videos.captions(data)
        if name == "poster":
            drawn = pictures.drawn_anew(data, pixels=setting("PICTURE_PIXELS"))
            return [max((file for file in drawn if file.width <= STILL), key=lambda file: file.width)]
        if self.kind == AttachmentKind.PICTURE:
            return pictures.drawn_anew(data, pixels=setting("PICTURE_PIXELS"))
        return documents.checked(data, limit=limit)

    def _found(self, token):
        """What this person sent to this form before and what is no part of a record yet."""
        try:
            *context, entries = _signer().loads(token or "", max_age=KEPT_SECONDS)
        except (BadData, ValueError, TypeError):
            return []
        kept = [Kept(*entry) for entry in entries] if context == self._context else []
        names = [entry.name for entry in kept]
        used = current_session().scalar(select(StoredFile.id).where(StoredFile.name.in_(names)).limit(1))
        return kept if not used and all(map(store().holds, names)) else []


def _signer():
    return URLSafeTimedSerializer(current_app.secret_key, salt=own("beteiligung-upload"))
