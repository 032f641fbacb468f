"""Names compared letter by letter, the same on every database: without capitals, umlauts and signs."""

from sqlalchemy import String, func
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

from ..text import fold

_LETTERS = {"Ä": "ae", "ä": "ae", "Ö": "oe", "ö": "oe", "Ü": "ue", "ü": "ue", "ß": "ss", "é": "e", "É": "e"}
_SIGNS = ",.;:()/-–„“\"'"


class spelled(FunctionElement):
    """Text in the order of its letters' numbers, whatever language the database server sorts in."""

    inherit_cache = True
    type = String()


@compiles(spelled, "sqlite")
def _on_sqlite(element, compiler, **options):
    return compiler.process(element.clauses, **options)


@compiles(spelled, "postgresql")
def _on_postgresql(element, compiler, **options):
    return f'({compiler.process(element.clauses, **options)}) COLLATE "C"'


def letters(column):
    """A column as ``text.fold`` would write it, near enough: what a server cannot fold stays as it is."""
    for letter, plain in _LETTERS.items():
        column = func.replace(column, letter, plain, type_=String)
    for sign in _SIGNS:
        column = func.replace(column, sign, " ", type_=String)
    return func.lower(column, type_=String)


def alphabetical(column):
    """To sort by: signs before a name do not count."""
    return spelled(func.trim(letters(column)))


def names(column, name, *, is_whole):
    """Does the column hold this name as words of its own? Without ``is_whole`` the last one may be unfinished."""
    return (" " + letters(column) + " ").like(f"% {_exactly(fold(name))}{' %' if is_whole else '%'}", escape="\\")


def _exactly(text):
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
