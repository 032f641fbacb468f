"""Office files are archives: which one it is, and whether all of it unpacks within bounds. Nothing is written."""

import io
import re
import zipfile
import zlib

from ..errors import N_, NotTaken
from .types import DOCX, ODS, ODT, XLSX

CHUNK = 1 << 16
MOST_MEMBERS = 5_000
SMALL = 1_000_000
"""Members that are looked into are small; larger ones are not read as a whole."""
OPEN_DOCUMENT = {kind.media_type.encode(): kind for kind in (ODT, ODS)}
OFFICE_OPEN = {
    b"wordprocessingml.document.main+xml": DOCX,
    b"spreadsheetml.sheet.main+xml": XLSX,
}
PROGRAMS = re.compile(r"(?:^|/)(?:vbaProject|vbaData|activeX|macrosheets|Basic|Scripts|oleObject\d*\.)", re.IGNORECASE)
RELATION = re.compile(rb"<Relationship\b[^>]*>")
FETCHED = re.compile(rb"(?:attachedTemplate|oleObject|frame|subDocument)[\"']")
BROKEN = N_("This file is damaged or incomplete. Please save it anew and try again.")


def archive_type(data, *, most):
    """Which office file this is. Every byte that it unpacks to counts against ``most``."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _whole(data, archive)
            members = _members(archive)
            kind = _kind(archive, members)
            _unpack(archive, members, most)
            return kind
    except RuntimeError as error:
        raise NotTaken(N_("This file is locked with a password. Please save it without one.")) from error
    except (zipfile.BadZipFile, zlib.error, KeyError, NotImplementedError, EOFError, OSError, ValueError) as error:
        raise NotTaken(BROKEN) from error


def _whole(data, archive):
    """Nothing before the archive and nothing behind it, where another kind of file could hide."""
    end = data.rfind(b"PK\x05\x06")
    if len(data) - end != 22 + len(archive.comment) or archive.comment or archive.start_dir > end:
        raise NotTaken(N_("This file is two kinds of file at the same time. Please save it anew."))
    if archive.infolist() and min(member.header_offset for member in archive.infolist()):
        raise NotTaken(N_("This file is two kinds of file at the same time. Please save it anew."))


def _members(archive):
    members = archive.infolist()
    if len(members) > MOST_MEMBERS or len({member.filename for member in members}) < len(members):
        raise NotTaken(BROKEN)
    for member in members:
        if member.filename.startswith(("/", "\\")) or ".." in re.split(r"[/\\]", member.filename):
            raise NotTaken(BROKEN)
        if PROGRAMS.search(member.filename):
            raise NotTaken(N_("This file brings a program (macros). Please save it without macros, or as PDF."))
    return members


def _kind(archive, members):
    names = {member.filename: member for member in members}
    if "mimetype" in names and "content.xml" in names:
        kind = OPEN_DOCUMENT.get(_small(archive, names["mimetype"]).strip())
    elif "[Content_Types].xml" in names:
        types = _small(archive, names["[Content_Types].xml"])
        if b"macroEnabled" in types:
            raise NotTaken(N_("This file brings a program (macros). Please save it without macros, or as PDF."))
        kind = next((kind for mark, kind in OFFICE_OPEN.items() if mark in types), None)
    else:
        kind = None
    if kind is None:
        raise NotTaken(N_("This kind of file is not taken. Possible are PDF, ODT, DOCX, ODS, XLSX and CSV."))
    return kind


def _small(archive, member):
    with archive.open(member) as packed:
        return packed.read(SMALL)


def _unpack(archive, members, most):
    """Read all of it once: sizes in the table of contents may lie, and the check sums are compared on the way."""
    for member in members:
        with archive.open(member) as packed:
            beginning = b""
            while piece := packed.read(CHUNK):
                most -= len(piece)
                if most < 0:
                    raise NotTaken(N_("This file unpacks to far more than it seems. It is not taken."))
                if member.filename.endswith(".rels") and len(beginning) < SMALL:
                    beginning += piece
        if any(FETCHED.search(tag) for tag in RELATION.findall(beginning) if b"External" in tag):
            raise NotTaken(N_("This file fetches something from elsewhere when it is opened. Please save it as PDF."))
