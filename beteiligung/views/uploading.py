"""Files that staff send: how much may come, what becomes of it, and how a form with errors does not lose it."""

from flask import current_app, g, render_template, request
from itsdangerous import BadData, URLSafeTimedSerializer
from sqlalchemy import select
from werkzeug.exceptions import RequestEntityTooLarge

from ..attachment import documents, pictures
from ..attachment.folder import store
from ..attachment.models import AttachmentKind, StoredFile
from ..attachment.store import Kept
from ..db import current_session
from ..errors import N_, NotTaken
from ..i18n import gettext as _
from ..i18n import speak
from ..identity import current_person
from ..mount import setting
from .attachment_words import MEGABYTE

ROOM = 4
"""A request may be so many times the limit of a file: what is only a little too large is refused without loss."""
FORM = 1_000_000
KEPT_SECONDS = 3600


def allow_size():
    """Take as much as our own limit says, whatever the host allows elsewhere. Called before anybody reads the form."""
    request.max_content_length = ROOM * setting("FILE_LIMIT") + FORM
    if (request.content_length or 0) > request.max_content_length:
        raise RequestEntityTooLarge  # before a byte of it is written to a temporary file


def too_large(error):
    """So much that it was not read at all; not even the form around it."""
    if "beteiligung_language" not in g:
        speak(g.beteiligung_lang)
    message = f"{_too_large_words()} {_('Go back in your browser: what you wrote is still there.')}"
    return render_template("beteiligung/error.html", message=message, kept=None), 413


def limit_in_words():
    """20 MB"""
    return setting("FILE_LIMIT") // MEGABYTE or 1


def _too_large_words():
    return _("This file is too large; at most %(number)s MB are taken.", number=limit_in_words())


class Upload:
    """The file of one form. Afterwards ``kept`` names what lies in the store, and ``written`` what came just now."""

    def __init__(self, form, kind, vorhaben_id):
        self.form, self.kind = form, kind
        self._context = [vorhaben_id, current_person().id, kind.value]
        self.kept, self.written = [], []

    def receive(self, *, needed):
        """Check and keep what was sent, or find what was kept before; say at the field what is wrong."""
        sent = self.form.file.data
        try:
            if sent:
                self.kept = self.written = store().keep(self._checked(sent.stream))
            else:
                self.kept = self._found(self.form.kept.data)
        except NotTaken as error:
            return self._refuse(_(error.message) % error.values)
        if needed and not self.kept:
            return self._refuse(_("Please choose a file."))
        return None

    def remember(self):
        """Let the form carry the name of what is kept."""
        token = _signer().dumps([*self._context, [list(entry) for entry in self.kept]])
        self.form.kept.data = token if self.kept else ""

    def _checked(self, stream):
        limit = setting("FILE_LIMIT")
        data = stream.read(limit + 1)
        if len(data) > limit:
            raise NotTaken(N_("This file is too large; at most %(number)s MB are taken."), number=limit_in_words())
        if not data.strip(b"\x00\t\r\n "):
            raise NotTaken(N_("This file is empty."))
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

    def _refuse(self, message):
        self.form.file.errors = [message]
        self.kept = []


def _signer():
    return URLSafeTimedSerializer(current_app.secret_key, salt="beteiligung-upload")
