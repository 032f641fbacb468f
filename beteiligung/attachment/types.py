"""The kinds of files that are taken, known by their bytes. What a name or a browser says does not count."""

from typing import NamedTuple

from ..errors import N_, NotTaken


class Type(NamedTuple):
    """``is_shown``: browsers show it themselves and run nothing in it; everything else is only handed over."""

    media_type: str
    suffix: str
    is_shown: bool = False


PDF = Type("application/pdf", "pdf", True)
ODT = Type("application/vnd.oasis.opendocument.text", "odt")
ODS = Type("application/vnd.oasis.opendocument.spreadsheet", "ods")
DOCX = Type("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx")
XLSX = Type("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx")
CSV = Type("text/csv", "csv")
WEBP = Type("image/webp", "webp", True)
MP4 = Type("video/mp4", "mp4", True)
WEBM = Type("video/webm", "webm", True)
CAPTIONS = Type("text/vtt", "vtt", True)

SERVED = {kind.media_type: kind for kind in (PDF, ODT, ODS, DOCX, XLSX, CSV, WEBP, MP4, WEBM, CAPTIONS)}
"""What leaves the server; nothing else does, whatever the database says."""

PICTURES = ((b"\x89PNG\r\n\x1a\n", "PNG"), (b"\xff\xd8\xff", "JPEG"), (b"GIF87a", "GIF"), (b"GIF89a", "GIF"))
PROGRAMS = (b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"\xfe\xed\xfa")
OLD_OFFICE = b"\xd0\xcf\x11\xe0"
MARKUP = (b"<!doctype", b"<html", b"<svg", b"<script", b"<?xml", b"<?php", b"<head", b"<body", b"<iframe", b"<math")
PHONE_PHOTOS = (b"ftypheic", b"ftypheix", b"ftyphevc", b"ftypmif1", b"ftypmsf1", b"ftypavif")


def picture_format(data):
    """``PNG``, ``JPEG``, ``GIF`` or ``WEBP`` where the file begins like a picture; else ``None``."""
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "WEBP"
    return next((name for mark, name in PICTURES if data.startswith(mark)), None)


def refuse_known_evil(data):
    """Say in plain words what this is, where it is something that is never taken."""
    if data.startswith(PROGRAMS):
        raise NotTaken(N_("This is a program. Programs are not taken."))
    if data.startswith(OLD_OFFICE):
        raise NotTaken(
            N_("This is an old Office file, or one with a password. Please save it as PDF, ODT, DOCX, ODS or XLSX.")
        )
    if any(mark in data[4:12] for mark in PHONE_PHOTOS):
        raise NotTaken(N_("This photo format (HEIC, AVIF) is not taken. Please save the photo as JPEG."))
    beginning = data[:1024].lstrip(b"\xef\xbb\xbf\x00\t\r\n ").lower()
    if beginning.startswith(MARKUP) or b"<script" in beginning or b"<html" in beginning or b"<svg" in beginning:
        raise NotTaken(
            N_(
                "Web pages and SVG drawings are not taken: programs can hide in them. "
                "Please save drawings as PNG and texts as PDF."
            )
        )
