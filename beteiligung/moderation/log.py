"""The log: one row for each act, written with the fact in one transaction."""

from ..person import without_name
from ..roles import ADMINISTRATION, MODERATION
from .models import LogEntry

REPORTER, AUTHOR = "reporter", "author"
"""Who acts without a role. Of these the log keeps neither id nor name."""


def append(session, act, who, *, now, beitrag=None, case=None, reason="", **details):
    """Write down one act; ``who`` is a person of the staff, or ``REPORTER`` or ``AUTHOR``."""
    is_staff = not isinstance(who, str)
    entry = LogEntry(
        at=now,
        act=act,
        role=role_of(who) if is_staff else who,
        by_id=who.id if is_staff else None,
        by_name=who.name if is_staff else None,
        beitrag_id=beitrag.id if beitrag else None,
        case_id=case.id if case else None,
        reason=_nameless(reason, beitrag),
        details=details,
    )
    session.add(entry)
    session.flush()
    return entry


def _nameless(reason, beitrag):
    """Nobody can take a name out of the log later, so the author's never gets into it."""
    return without_name(reason, beitrag.author_name) if beitrag and not beitrag.is_official else reason


def role_of(person):
    """In which role somebody acts who has several."""
    return next((role for role in (MODERATION, ADMINISTRATION) if role in person.roles), "")
