"""Support for what somebody said: one per person, and withdrawn again. The number at the Beitrag moves with it."""

from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError

from ..errors import N_, NotAllowed
from . import rules
from .actions import must_be_open
from .models import Beitrag, Support


def support(session, beitrag, person, *, now, ways=None):
    """Count this person in; a second time, or twice at once, changes nothing. ``ways`` as for writing."""
    if not rules.may_support(person, beitrag, ways):
        raise NotAllowed(N_("You cannot support this contribution."))
    must_be_open(beitrag.vorhaben, now)
    if session.scalar(_of(beitrag.id, person)):
        return
    try:
        with session.begin_nested():
            session.add(Support(beitrag_id=beitrag.id, author_id=person.id, supported_at=now))
    except IntegrityError:  # the same person at the very same moment: counted once
        return
    _count(session, beitrag, 1)


def unsupport(session, beitrag, person, *, now):
    """Count this person out again; whoever could support once may take it back, whatever was closed since."""
    if person is None:
        raise NotAllowed(N_("You cannot support this contribution."))
    must_be_open(beitrag.vorhaben, now)
    gone = session.execute(delete(Support).where(Support.beitrag_id == beitrag.id, Support.author_id == person.id))
    if gone.rowcount:
        _count(session, beitrag, -1)


def supported_by(session, beitrag_ids, person):
    """Which of these the person supports."""
    if person is None or not beitrag_ids:
        return frozenset()
    mine = select(Support.beitrag_id).where(Support.author_id == person.id, Support.beitrag_id.in_(beitrag_ids))
    return frozenset(session.scalars(mine))


def _of(beitrag_id, person):
    return select(Support.id).where(Support.beitrag_id == beitrag_id, Support.author_id == person.id)


def _count(session, beitrag, change):
    """In the same transaction as the support itself, added by the database: two at once are both counted."""
    counted = update(Beitrag).where(Beitrag.id == beitrag.id).values(supports=Beitrag.supports + change)
    session.execute(counted.execution_options(synchronize_session=False))
    session.refresh(beitrag, ["supports"])
