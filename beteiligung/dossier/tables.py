"""Long tables written to a file row by row: the memory that they need does not grow with them."""

import csv
import io
from dataclasses import dataclass
from datetime import datetime

from ..errors import N_
from .errors import NotMade
from .plain import defused, plain

MOST_ROWS = 1_048_575
"""What a sheet of a spreadsheet holds below its head."""
MOST_LETTERS = 32_000
"""A cell of a spreadsheet holds 32,767."""


@dataclass(frozen=True)
class Sheet:
    """A table with a name; ``rows`` may come one by one. ``widths`` are in letters."""

    name: str
    head: tuple
    rows: object
    widths: tuple = ()


def write_csv(file, sheet):
    """One table as CSV: UTF-8 with a mark, semicolons, as a German spreadsheet reads it by itself."""
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="", write_through=True)
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n", quoting=csv.QUOTE_ALL)
    writer.writerow([defused(str(name)) for name in sheet.head])
    for row in sheet.rows:
        writer.writerow([_told(value) for value in row])
    text.detach()


def _told(value):
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="minutes")
    return defused(value) if isinstance(value, str) else "" if value is None else value


def write_xlsx(file, sheets, *, title, author):
    """Tables as one workbook. Texts stay texts: never a formula, never a link."""
    try:
        from xlsxwriter import Workbook
    except ImportError as error:
        raise NotMade(N_("This needs more packages: pip install 'beteiligung[%(extra)s]'."), extra="tables") from error
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "use_zip64": True,
    }
    with Workbook(file, options) as book:
        book.set_properties({"title": plain(title), "author": plain(author)})
        styles = _Styles(book)
        names = set()
        for sheet in sheets:
            _write(book, sheet, styles, names)


class _Styles:
    def __init__(self, book):
        self.head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        self.text = book.add_format({"text_wrap": True, "valign": "top"})
        self.moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm", "valign": "top"})


def _write(book, sheet, styles, names):
    """A table that is longer than a sheet goes on in the next one, with its head."""
    page, line = None, MOST_ROWS
    for row in sheet.rows:
        if line >= MOST_ROWS:
            page, line = _begin(book, sheet, styles, names), 0
        line += 1
        for column, value in enumerate(row):
            _cell(page, line, column, value, styles)
    if page is None:
        _begin(book, sheet, styles, names)


def _begin(book, sheet, styles, names):
    page = book.add_worksheet(_free(sheet.name, names))
    page.freeze_panes(1, 0)
    for column, width in enumerate(sheet.widths):
        page.set_column(column, column, width)
    for column, name in enumerate(sheet.head):
        page.write_string(0, column, plain(str(name)), styles.head)
    return page


def _free(name, names):
    """A name that a sheet may have: 31 letters, none of ``[]:*?/\\``, no apostrophe at its ends, not taken."""
    bare = "".join(" " if c in "[]:*?/\\" else c for c in plain(name))[:26].strip(" '") or "1"
    free, number = bare, 1
    while free.casefold() in names:
        number += 1
        free = f"{bare} {number}"
    names.add(free.casefold())
    return free


def _cell(page, line, column, value, styles):
    if isinstance(value, datetime):
        page.write_datetime(line, column, value.replace(tzinfo=None), styles.moment)
    elif isinstance(value, int | float):
        page.write_number(line, column, value, styles.text)
    elif value is not None and value != "":
        page.write_string(line, column, plain(str(value))[:MOST_LETTERS], styles.text)
