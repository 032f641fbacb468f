"""A PDF is taken as it is, so it must be one from its first byte to its last, and bring no program along."""

import re
import zlib
from io import BytesIO
from zipfile import is_zipfile

from ..errors import N_, NotTaken

END = b"%%EOF"
TAIL = 2048
UNPACKED = 50_000_000
"""So many bytes of its inner tables are looked at."""
ACTIVE = re.compile(rb"/(?:JavaScript|JS|Launch|EmbeddedFiles?|RichMedia|XFA|ImportData|SubmitForm)(?![A-Za-z0-9])")
ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
BROKEN = N_("This PDF is damaged or incomplete. Please save it anew and try again.")


def check_pdf(data):
    """Refuse what is cut off, locked, something else at the same time, or more than pages to read."""
    if not re.match(rb"%PDF-[12]\.\d", data):
        raise NotTaken(BROKEN)
    end = data.rfind(END)
    if end < len(data) - TAIL or b"startxref" not in data[-TAIL:]:
        raise NotTaken(BROKEN)
    if data[end + len(END) :].strip(b"\x00\t\r\n ") or is_zipfile(BytesIO(data)) or _begins_like_a_page(data):
        raise NotTaken(N_("This file is a PDF and something else at the same time. Please save it anew as PDF."))
    for part in _structure(data):
        plain = ESCAPED.sub(lambda found: bytes([int(found[1], 16)]), part) if b"#" in part else part
        if re.search(rb"/Encrypt(?![A-Za-z])", plain):
            raise NotTaken(N_("This PDF is locked with a password. Please save it without one."))
        if ACTIVE.search(plain):
            raise NotTaken(
                N_("This PDF brings a program, a form with programs or other files. Please print it anew as PDF.")
            )


def _begins_like_a_page(data):
    return re.search(rb"<(?:!doctype|html|script|svg|body|\?php)", data[:1024].lower()) is not None


def _structure(data):
    """Everything outside of streams, and the inside of those streams that hold objects."""
    budget, at = UNPACKED, 0
    while (start := data.find(b"stream", at)) >= 0:
        head = data[at:start]
        yield head
        end = data.find(b"endstream", start)
        if end < 0:
            raise NotTaken(BROKEN)
        if b"/ObjStm" in head[-1000:]:
            inside = _unpacked(data[start + len(b"stream") : end].lstrip(b"\r\n"), budget)
            budget -= len(inside)
            yield inside
        at = end + len(b"endstream")
    yield data[at:]


def _unpacked(packed, most):
    try:
        inside = zlib.decompressobj().decompress(packed, max(most, 1))
    except zlib.error:
        return packed  # not packed, or in a way that no tool for cities writes
    if len(inside) >= most:
        raise NotTaken(N_("This file unpacks to far more than it seems. It is not taken."))
    return inside
