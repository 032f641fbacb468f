"""Tables: what attacks in their cells become, and how much memory a very long one needs."""

import csv
import io
import re
import subprocess
import sys
import tracemalloc
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.utils.escape import unescape
from sqlalchemy import inspect, text

from beteiligung.dossier import tables
from beteiligung.dossier.plain import defused, plain
from beteiligung.dossier.tables import Sheet, write_csv, write_xlsx

from .. import records
from . import scenes

ROOT = Path(__file__).parents[2]
FEW, MANY, MOST = 5_000, 40_000, 250_000
MOST_MEGABYTES = 200
ATTACKS = (
    '=HYPERLINK("http://evil.example","x")',
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    " =1+1",
    "'=1+1",
    '"=1+1',
    "\u200b=1+1",
    "＝1+1",
    "=cmd|' /C calc'!A0",
    "|calc",
)
ODD = (
    "a\x00b\x0bc\x1f",
    "]]>&amp;<x/>",
    "_x0041_",
    "שלום עולם",
    "\u202egnp.exe",
    "https://evil.example",
    "👩‍👩‍👧",
    "\ufffe\uffff",
)


def sheet(*texts):
    return Sheet("Beiträge", ("=Kopf", "Text"), [(number, each) for number, each in enumerate(texts)])


def as_csv(*texts):
    file = io.BytesIO()
    write_csv(file, sheet(*texts))
    return file.getvalue()


def as_xlsx(*sheets):
    file = io.BytesIO()
    write_xlsx(file, sheets, title="=x", author="@y")
    file.seek(0)
    return file


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_cell_of_a_csv_file_is_a_formula(attack):
    told = as_csv(attack).decode("utf-8-sig")
    cell = list(csv.reader(io.StringIO(told), delimiter=";"))[1][1]

    assert cell == "'" + plain(attack)


@given(st.text())
def test_whatever_somebody_writes_stays_text(said):
    assert not re.match(r"[\s'\"]*[=+\-@]|[\t\r\n]", defused(said).removeprefix("'")) or defused(said)[0] == "'"


def test_a_csv_file_as_a_german_spreadsheet_reads_it():
    told = as_csv('eins; "zwei"\ndrei', "Ümläut")

    assert told.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(told.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert rows == [["'=Kopf", "Text"], ["0", 'eins; "zwei"\ndrei'], ["1", "Ümläut"]]


@pytest.mark.parametrize("attack", ATTACKS + ODD)
def test_no_cell_of_a_workbook_is_more_than_text(attack):
    file = as_xlsx(sheet(attack))
    names = zipfile.ZipFile(file).namelist()
    page = zipfile.ZipFile(file).read("xl/worksheets/sheet1.xml").decode()
    cell = load_workbook(file).active["B2"]

    assert "<f>" not in page and "hyperlink" not in page
    assert not [name for name in names if "vba" in name.lower() or "external" in name.lower()]
    assert cell.data_type in ("s", "inlineStr", "n") and unescape(cell.value or "").strip() == plain(attack).strip()


def test_moments_numbers_and_nothing():
    at = datetime(2026, 3, 1, 12, 30, tzinfo=UTC)
    rows = load_workbook(as_xlsx(Sheet("x", ("a", "b", "c"), [(at, 7, None)]))).active

    assert [cell.value for cell in rows[2]] == [at.replace(tzinfo=None), 7, None]


def test_a_table_longer_than_a_sheet_goes_on(monkeypatch):
    monkeypatch.setattr(tables, "MOST_ROWS", 2)

    book = load_workbook(as_xlsx(sheet("a", "b", "c"), sheet()))

    assert [(page.title, page.max_row) for page in book] == [("Beiträge", 3), ("Beiträge 2", 2), ("Beiträge 3", 1)]


def test_names_that_no_sheet_may_have():
    names = [
        page.title for page in load_workbook(as_xlsx(*(Sheet(n, ("a",), ()) for n in ("[a]:*?/\\", "", "'x'" * 30))))
    ]

    assert len(set(names)) == 3 and all(len(name) <= 31 for name in names)


def gather(session, first, number):
    """So many more contributions like the first one, copied inside the database."""
    columns = [c for c in (column.key for column in inspect(records.Beitrag).columns) if c not in ("id", "receipt")]
    names = ", ".join(columns)
    session.execute(
        text(
            f"INSERT INTO beteiligung_beitrag ({names}) WITH RECURSIVE n(i) AS "
            f"(SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {number}) "
            f"SELECT {', '.join('b.' + c for c in columns)} FROM n, beteiligung_beitrag b WHERE b.id = {first.id}"
        )
    )
    session.commit()


def test_a_quarter_of_a_million_rows_would_fit_into_bounded_memory(engine, session, radweg, tmp_path):
    """The page, the database and the writer together. The rows of both formats come from the same cursor.

    All of them take a minute; what some more need says what all of them would need.
    """
    first = scenes.speak(session, radweg, 1, word="Wir brauchen hier sichere Wege für alle. " * 8)[0]
    session.commit()
    gather(session, first, FEW - 1)
    few = _megabytes(engine, tmp_path / "few.xlsx")
    gather(session, first, MANY - FEW)
    many = _megabytes(engine, tmp_path / "many.xlsx")

    assert 20 < many + (MOST - MANY) * max(0, many - few) / (MANY - FEW) < MOST_MEGABYTES
    assert _number_of_rows(tmp_path / "many.xlsx") == MANY


def _megabytes(engine, target):
    """The most memory that a process of its own needs for the table."""
    url = engine.url.render_as_string(hide_password=False)
    command = [sys.executable, "-m", "tests.dossier.rows", url, "xlsx", str(target)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    return int(done.stdout) / 1024


class Nowhere(io.RawIOBase):
    """A file that only counts the lines that are written to it."""

    lines = 0

    def writable(self):
        return True

    def write(self, part):
        self.lines += bytes(part).count(b"\r\n")
        return len(part)


def test_a_csv_file_needs_no_more_memory_for_more_rows():
    peaks = []
    for number in (1_000, 20_000):
        file = Nowhere()
        tracemalloc.start()
        write_csv(
            file, Sheet("x", ("Nummer", "Text"), ((n, "Wir brauchen sichere Wege. " * 12) for n in range(number)))
        )
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
        assert file.lines == number + 1

    assert peaks[1] < 1.5 * peaks[0] < 1_000_000


def _number_of_rows(target):
    with zipfile.ZipFile(target) as book, book.open("xl/worksheets/sheet3.xml") as page:
        seen, rest = 0, b""
        while part := page.read(1 << 20):
            part = rest + part
            seen, rest = seen + part.count(b"<row "), part[-4:]
        return seen - 1
