"""Which mail is next, and what became of it. Any number of senders may work at once."""

from datetime import timedelta
from typing import Any, NamedTuple

from sqlalchemy import or_, select, update

from .models import WAITING, OutboxMail

LEASE = timedelta(minutes=15)
"""So long a sender may keep one mail; then another takes it over, because the first one must have died."""

WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240, 720, 1440))
"""How long to wait after the first, the second … failure. After the last one it is given up."""


class Claimed(NamedTuple):
    """A mail that this sender and nobody else is about to send; ``attempts`` counts this one too."""

    id: int
    key: str
    kind: str
    recipient_id: str | None
    address: str | None
    lang: str
    facts: Any
    attempts: int
    is_bulk: bool
    sender: str


def claim(session, sender, *, now):
    """Take the mail that has waited longest, or ``None``. Commit before sending it."""
    free = or_(OutboxMail.claimed_until.is_(None), OutboxMail.claimed_until < now)
    first = (
        select(OutboxMail.id)
        .where(WAITING, OutboxMail.due_at <= now, free)
        .order_by(OutboxMail.is_bulk, OutboxMail.due_at, OutboxMail.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    taken = session.execute(
        update(OutboxMail)
        .where(OutboxMail.id == first.scalar_subquery())
        .values(claimed_by=sender, claimed_until=now + LEASE, attempts=OutboxMail.attempts + 1)
        .returning(*(getattr(OutboxMail, name) for name in Claimed._fields[:-1]))
        .execution_options(synchronize_session=False)
    ).one_or_none()
    return Claimed(*taken, sender) if taken else None


def sent(session, mail, *, now):
    """It is with the mail server. From now on nobody can tell what it said and to whom it went."""
    _settle(session, mail, sent_at=now, error=None, **_EMPTY)


def dropped(session, mail, reason, *, now):
    """There is nobody to send it to any more, or nothing to say."""
    _settle(session, mail, failed_at=now, error=reason, **_EMPTY)


def failed(session, mail, reason, *, now):
    """It will never arrive; staff may look why and try again."""
    _settle(session, mail, failed_at=now, error=reason)


def later(session, mail, reason, *, now):
    """This mail did not go out: again after a while, each time a longer one."""
    _settle(session, mail, due_at=now + WAITS[min(mail.attempts, len(WAITS)) - 1], error=reason)


def is_last(mail):
    """Is this the attempt after which a mail is given up?"""
    return mail.attempts > len(WAITS)


def given_back(session, mail, reason):
    """No mail goes out at the moment; this one is not to blame, so the attempt does not count."""
    _settle(session, mail, attempts=mail.attempts - 1, error=reason)


_EMPTY = {"facts": None, "address": None, "recipient_id": None}


def _settle(session, mail, **values):
    """Only while it is still ours: whoever was away for longer than the lease has lost it."""
    session.execute(
        update(OutboxMail)
        .where(OutboxMail.id == mail.id, OutboxMail.claimed_by == mail.sender)
        .values(claimed_by=None, claimed_until=None, **values)
        .execution_options(synchronize_session=False)
    )
