"""Which links to the council information system are due for a look, and what is kept of it."""

from datetime import timedelta

from sqlalchemy import or_, select, update

from .models import Beschluss
from .oparl import LinkState

PATIENCE = timedelta(hours=20)
"""A link is looked at again after this time; a daily command finds all of them."""


def due(session, *, now):
    """Decisions whose link is to be looked at: id, address, and what is known."""
    long_ago = or_(Beschluss.oparl_at.is_(None), Beschluss.oparl_at < now - PATIENCE)
    query = select(Beschluss.id, Beschluss.oparl_url, Beschluss.oparl).where(Beschluss.oparl_url.is_not(None), long_ago)
    return session.execute(query.order_by(Beschluss.id)).all()


def keep(session, beschluss_id, url, known, seen, *, now):
    """Store what was seen. Where the other side was down, what is known stays; the clerk's fields are never touched."""
    if seen.state == LinkState.FOUND:
        known = {"facts": seen.facts, "etag": seen.etag}
    elif seen.state in (LinkState.WITHDRAWN, LinkState.REFUSED):
        known = {}
    state = LinkState.FOUND if seen.state == LinkState.UNCHANGED else seen.state
    found = {**(known or {}), "state": state.value}
    there = (Beschluss.id == beschluss_id, Beschluss.oparl_url == url)  # somebody may have changed the link meanwhile
    # Not through the object: its version counts what people change.
    change = update(Beschluss).where(*there).values(oparl=found, oparl_at=now)
    session.execute(change, execution_options={"synchronize_session": False})
