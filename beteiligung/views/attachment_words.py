"""What hangs on a Vorhaben, as pages show it: sorted by kind, with type, size, language and address in words."""

import re
import unicodedata

from babel.numbers import format_decimal
from flask import url_for
from flask_babel import get_locale

from ..attachment import queries
from ..attachment.links import host
from ..attachment.models import AttachmentKind
from ..attachment.types import CSV, DOCX, ODS, ODT, PDF, SERVED, XLSX
from ..i18n import gettext as _
from ..i18n import lazy_gettext
from . import language

TYPE = {
    PDF.media_type: lazy_gettext("PDF"),
    ODT.media_type: lazy_gettext("text, ODT"),
    DOCX.media_type: lazy_gettext("text, Word"),
    ODS.media_type: lazy_gettext("table, ODS"),
    XLSX.media_type: lazy_gettext("table, Excel"),
    CSV.media_type: lazy_gettext("table, CSV"),
}
KIND = {
    AttachmentKind.PICTURE: lazy_gettext("Picture"),
    AttachmentKind.DOCUMENT: lazy_gettext("Document"),
    AttachmentKind.LINK: lazy_gettext("Link"),
    AttachmentKind.SIGN_VIDEO: lazy_gettext("Video in sign language"),
}
ADDED = {
    AttachmentKind.PICTURE: lazy_gettext("Picture added"),
    AttachmentKind.DOCUMENT: lazy_gettext("Document added"),
    AttachmentKind.LINK: lazy_gettext("Link added"),
    AttachmentKind.SIGN_VIDEO: lazy_gettext("Video in sign language added"),
}
REPLACED = {
    AttachmentKind.PICTURE: lazy_gettext("Picture replaced"),
    AttachmentKind.DOCUMENT: lazy_gettext("Document replaced"),
    AttachmentKind.SIGN_VIDEO: lazy_gettext("Video in sign language replaced"),
}
WITHDRAWN = {
    AttachmentKind.PICTURE: lazy_gettext("Picture withdrawn"),
    AttachmentKind.DOCUMENT: lazy_gettext("Document withdrawn"),
    AttachmentKind.LINK: lazy_gettext("Link withdrawn"),
    AttachmentKind.SIGN_VIDEO: lazy_gettext("Video in sign language withdrawn"),
}
SPOKEN = ("de", "en", "tr", "ar", "uk", "ru", "pl", "ro", "bg", "fa", "ku", "fr", "es", "it")
"""Languages in which documents are written here, besides those that the pages offer."""
MEGABYTE = 1_000_000
UNSAFE = re.compile(r"[\\/:*?\"<>|%\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+")
LONGEST_NAME = 80


class Shown:
    """The attachments of one Vorhaben by kind. Staff see them at addresses of their own, also of a draft."""

    def __init__(self, session, vorhaben, *, staff=False):
        self._staff = staff
        every = session.scalars(queries.of(vorhaben.id)).all()
        self.pictures, self.documents, self.links, self.videos = (
            [attachment for attachment in every if attachment.kind == kind] for kind in AttachmentKind
        )

    def __bool__(self):
        """Whether there is something in the part of the page for documents; videos have a place of their own."""
        return bool(self.pictures or self.documents or self.links)

    def url(self, attachment, width=None):
        """Where a file is fetched from."""
        where = {"attachment_id": attachment.id} | ({} if width is None else {"width": width})
        what = "datei" if width is None else "bild"
        if self._staff:
            return url_for(f"beteiligung_administration.{what}", vorhaben_id=attachment.vorhaben_id, **where)
        return url_for(f"beteiligung.{what}", **where)

    def part(self, video, what):
        """Where a video in sign language, or its captions (``untertitel``), is fetched from."""
        if self._staff:
            known = {"vorhaben_id": video.vorhaben_id, "attachment_id": video.id, "what": what}
            return url_for("beteiligung_administration.video", **known)
        return url_for("beteiligung.video", attachment_id=video.id, what=what)

    def srcset(self, picture):
        """Every width, for the browser to choose."""
        return ", ".join(f"{self.url(picture, file.width)} {file.width}w" for file in picture.files)

    def about(self, document):
        """PDF, 2,1 MB"""
        file = document.files[0]
        return f"{TYPE[file.media_type]}, {size(file.size)}"


def size(number):
    """2,1 MB; small ones are rounded up to 0,1."""
    said = format_decimal(max(number / MEGABYTE, 0.1), "#,##0.#", locale=get_locale())
    return _("%(number)s MB", number=said)


def where(link):
    """www.bochum.de"""
    return host(link.url)


def languages():
    """What a document may be written in: tag and name, those of the pages first."""
    return [(tag, language.name(tag)) for tag in dict.fromkeys((*language.offered(), *SPOKEN))]


def file_name(title, media_type):
    """The name under which a file is saved: made of its title, never of what its sender called it."""
    plain = UNSAFE.sub(" ", unicodedata.normalize("NFC", title))
    plain = " ".join(plain.split())[:LONGEST_NAME].strip(" .") or "Vorhaben"
    return f"{plain}.{SERVED[media_type].suffix}"


def happened(change):
    """What the history says of an attachment that came, changed or went: a heading, and what it is about."""
    thing = change.new or change.old
    told = REPLACED if change.old and change.new else ADDED if change.new else WITHDRAWN
    return told[AttachmentKind(thing["kind"])], thing
