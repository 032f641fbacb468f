"""``beteiligung extract``: an agreement's clauses, one JSON object a line, or the text they were read from."""

import json
import os
import sys

import click

from ..vereinbarung.documents import LIMIT, Unreadable, refuse, text_of
from ..vereinbarung.reader.places import Gazetteer
from ..vereinbarung.reading import read


class Unusable(click.ClickException):
    """Ends the command with one clear line and exit status 2."""

    exit_code = 2


@click.command()
@click.argument("file", type=click.Path())
@click.option(
    "--gazetteer", type=click.Path(), envvar="BETEILIGUNG_GAZETTEER", help="CSV or GeoJSON with the city's place names."
)
@click.option("--text", "as_text", is_flag=True, help="Print the decoded text that the offsets index into.")
@click.option(
    "--limit", type=click.IntRange(min=1), default=LIMIT, show_default=True, help="Largest file read, in bytes."
)
def extract(file, gazetteer, as_text, limit):
    """Print every clause of the agreement in FILE (.txt, .md, .pdf, .docx, .odt) as one JSON object a line."""
    try:
        source = text_of(file, limit=limit)
        lines = [source] if as_text else _clauses(source, file, gazetteer)
    except Unreadable as error:
        raise Unusable(str(error)) from error
    _write(lines, end="" if as_text else "\n")


def _clauses(source, file, gazetteer):
    reading = read(source, gazetteer=_gazetteer(gazetteer))
    if not reading.clauses:
        raise refuse("no_clause", file)
    return [json.dumps(clause.as_dict(), ensure_ascii=False) for clause in reading.clauses]


def _gazetteer(path):
    if not path:
        return None
    try:
        return Gazetteer.from_file(path)
    except FileNotFoundError as error:
        raise refuse("missing", path) from error
    except IsADirectoryError as error:
        raise refuse("directory", path) from error
    except OSError as error:
        raise refuse("not_readable", path, detail=error.strerror) from error
    except ValueError as error:
        raise Unusable(str(error)) from error


def _write(lines, end):
    """Write UTF-8 whatever the terminal's locale; a reader that closes the pipe early (`head`) is no error."""
    out = sys.stdout.buffer
    try:
        for line in lines:
            out.write((line + end).encode("utf-8", "surrogatepass"))
        out.flush()
    except BrokenPipeError:
        # Python flushes stdout once more at exit and would complain then.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
