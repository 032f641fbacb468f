"""Which document a file is, told by its content alone. Whatever could run, hide something or burst is refused."""

import csv
import re
from io import StringIO

from ..errors import N_, NotTaken
from .archives import archive_type
from .pdf import check_pdf
from .types import CSV, PDF, picture_format, refuse_known_evil
from .uploads import Checked

UNPACKED = 10
"""An office file may unpack to so many times the limit of a file."""
MARGIN = 1024
FORMULA = re.compile(r"\s*(?:[=@\t]|[+-](?![\d\s.,+-]*\d[\d\s.,/()-]*$|\s*$))")
DELIMITERS = ";,\t"
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def checked(data, *, limit):
    """The document as it is stored: unchanged but for the encoding of tables, with the type that its bytes have."""
    if b"%PDF-" in data[:MARGIN]:
        check_pdf(data)
        return [Checked(data, PDF.media_type)]
    if data.startswith(b"PK\x03\x04"):
        return [Checked(data, archive_type(data, most=UNPACKED * limit).media_type)]
    refuse_known_evil(data)
    if picture_format(data):
        raise NotTaken(N_("This is a picture. Please add it as a picture, so that everybody learns what it shows."))
    if table := _table(data):
        return [Checked(table.encode("utf-8-sig"), CSV.media_type)]
    raise NotTaken(N_("This kind of file is not taken. Possible are PDF, ODT, DOCX, ODS, XLSX and CSV."))


def _table(data):
    """The text where it is lines with the same number of cells; a cell that a spreadsheet would compute is refused."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
    if CONTROL.search(text):
        return None
    first = text.split("\n", 1)[0]
    delimiter = max(DELIMITERS, key=first.count)
    try:
        rows = [row for row in csv.reader(StringIO(text, newline=""), delimiter=delimiter) if row]
    except csv.Error:
        return None
    if len(rows) < 2 or len(rows[0]) < 2 or any(len(row) != len(rows[0]) for row in rows):
        return None
    if any(FORMULA.match(cell) for row in rows for cell in row):
        raise NotTaken(N_("A cell of this table begins like a formula. Please save the table with plain values."))
    return text
