"""A rendition as a page shows it, and the easy German that arguments and decisions bring along."""

from datetime import date
from typing import NamedTuple

from ..origin import SIMPLE, Origin
from ..rendition.things import fingerprint, words_of
from . import language


class Told(NamedTuple):
    """A rendition as a page shows it: its words by field, and what is known of them."""

    words: dict
    lang: str
    origin: Origin
    is_older: bool
    checked_by: str = ""
    checked_on: date | None = None


def told(row, found):
    """What a row says of a record, and whether the record has changed since."""
    is_older = row.follows != fingerprint(words_of(found))
    return Told(row.words, row.lang, row.origin, is_older, row.checked_by, row.checked_on)


def in_easy(found, field):
    """How an argument or a decision tells this field to readers of easy German; ``None`` for all others."""
    row = found.easy if language.current() == SIMPLE else None
    return told(row, found) if row is not None and row.words.get(field) else None
