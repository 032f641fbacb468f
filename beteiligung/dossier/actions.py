"""The city's population figures, read from a CSV file."""

import csv
import io
from pathlib import Path

from sqlalchemy import delete, select

from ..bezirk.models import Bezirk
from ..errors import N_, NotImportable
from .models import Population

LARGEST = 1_000_000
NEEDED = ("stadtbezirk", "menschen")
KNOWN = (*NEEDED, "ortsteil", "alter_von", "alter_bis")
OLDEST = 150
MOST = 100_000_000


def load(session, path, *, source=""):
    """Replace the population figures by those of a CSV file; return how many. Nothing changes when one is wrong.

    The first line names the columns: ``stadtbezirk`` (number) and ``menschen`` must be there, ``ortsteil``,
    ``alter_von`` and ``alter_bis`` may. They are parted by semicolons or commas.
    """
    bezirke = set(session.scalars(select(Bezirk.number)))
    rows = [_population(row, line, bezirke, source) for line, row in _rows(path)]
    seen = {(row.bezirk_number, row.part, row.age_from, row.age_to) for row in rows}
    if len(seen) < len(rows):
        raise NotImportable(N_("Two lines tell the number of the same people."))
    session.execute(delete(Population))
    session.add_all(rows)
    session.flush()
    return len(rows)


def _rows(path):
    path = Path(path)
    try:
        if path.stat().st_size > LARGEST:
            raise NotImportable(N_("%(file)s is larger than %(limit)s bytes."), file=path.name, limit=LARGEST)
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, ValueError) as error:
        raise NotImportable(N_("%(file)s is no table of population figures."), file=path.name) from error
    head = text.partition("\n")[0]
    reader = csv.DictReader(io.StringIO(text), delimiter=";" if ";" in head else ",", restkey="", restval="")
    try:
        names = [name.strip().lower() for name in reader.fieldnames or ()]
        reader.fieldnames = names
        found = [(reader.line_num, row) for row in reader]
    except csv.Error as error:
        raise NotImportable(N_("%(file)s is no table of population figures."), file=path.name) from error
    if not set(NEEDED) <= set(names) or not found:
        raise NotImportable(N_("%(file)s is no table of population figures."), file=path.name)
    return found


def _population(row, line, bezirke, source):
    try:
        number, people = _number(row["stadtbezirk"], 10_000), _number(row["menschen"], MOST)
        ages = [_number(text, OLDEST) if (text := row.get(name, "").strip()) else None for name in KNOWN[3:]]
        part = " ".join(row.get("ortsteil", "").split())
        if number not in bezirke:
            raise ValueError(f"there is no Stadtbezirk {number}")
        if None not in ages and ages[0] > ages[1]:
            raise ValueError("the ages are the wrong way round")
        if part and not part.isprintable():
            raise ValueError("the name cannot be printed")
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise NotImportable(N_("Line %(line)s cannot be read: %(reason)s"), line=line, reason=error) from error
    return Population(
        bezirk_number=number, part=part, age_from=ages[0], age_to=ages[1], people=people, source=source[:200]
    )


def _number(text, most):
    text = text.strip()
    if not (text.isascii() and text.isdigit() and len(text) < 12 and int(text) <= most):
        raise ValueError(f"{text[:20]!r} is no number that fits")
    return int(text)
