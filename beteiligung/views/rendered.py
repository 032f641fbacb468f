"""A rendition as a page shows it, and the easy German that arguments and decisions bring along."""

from datetime import date
from typing import NamedTuple

from ..i18n import gettext as _
from ..origin import SIMPLE, Origin
from ..rendition.things import fingerprint, words_of
from . import language
from . import words as _words


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


def easy_of(found, field):
    """How an argument or a decision tells this field in easy German, or ``None``."""
    row = found.easy
    return told(row, found) if row is not None and row.words.get(field) else None


def in_easy(found, field):
    """The same for readers of easy German; ``None`` for all others."""
    return easy_of(found, field) if language.current() == SIMPLE else None


def of_facts(facts):
    """What a mail carries of easy words, as a page knows it."""
    checked_on = date.fromisoformat(facts["checked_on"]) if facts["checked_on"] else None
    return Told({}, SIMPLE, Origin(facts["origin"]), facts["is_older"], facts["checked_by"], checked_on)


def note(easy):
    """The label of easy words where there are no signs: in mails, receipts, papers and tables."""
    if easy.checked_on:
        day = _words.day(easy.checked_on)
        said = [_("Leichte Sprache") + ".", _("Checked by:") + f" {easy.checked_by}, {day}."]
    else:
        said = [_("Draft in plain language") + "."]
    if easy.origin == Origin.MACHINE:
        said.append(_("Translated by a machine. It may be wrong."))
    elif easy.origin == Origin.CORRECTED:
        said.append(_("Translated by a machine, corrected by the city."))
    if easy.is_older:
        said.append(_("Older than the German text."))
    return " ".join(map(str, said))
