"""Two moderators at once: whoever decides says what they saw, and the second is told."""

import hashlib

from sqlalchemy import select

from ..beitrag.models import Beitrag
from ..errors import N_, Conflict
from .models import Act, LogEntry

TURNS = tuple(act for act in Act if act not in (Act.NOTED, Act.REPORTED, Act.TEMPLATE, Act.ANSWERED))
"""Acts after which an older page no longer shows what is to be decided."""


class Decided(Conflict):
    """Somebody else decided in between, or the text changed; nothing was decided twice."""


def last_turn(session, beitrag_id):
    """The newest act that decided something about a Beitrag."""
    return session.scalar(
        select(LogEntry)
        .where(LogEntry.beitrag_id == beitrag_id, LogEntry.act.in_(TURNS))
        .order_by(LogEntry.id.desc())
        .limit(1)
    )


def mark(beitrag, turn):
    """What a page shows, in short: which act was the last one, and which text of what moment there was to read."""
    at = beitrag.edited_at.isoformat() if beitrag.edited_at else ""
    text = hashlib.sha256(f"{beitrag.visibility}\n{at}\n{beitrag.stance}\n{beitrag.body}".encode()).hexdigest()[:12]
    return f"{turn.id if turn else 0}-{text}"


def take(session, beitrag, seen=None):
    """Hold the Beitrag until the commit, and make sure that it is still what was ``seen``."""
    session.refresh(beitrag, with_for_update={"of": Beitrag})
    if seen is None:
        return
    turn = last_turn(session, beitrag.id)
    if mark(beitrag, turn) == seen:
        return
    if turn and not seen.startswith(f"{turn.id}-"):
        raise Decided(N_("Somebody else was faster: %(name)s. Nothing was decided twice."), name=turn.by_name or "–")
    raise Decided(N_("The text has changed since you opened it. Please read it again."))
