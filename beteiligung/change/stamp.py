"""How far the records are: asked once in each request, in one small query."""

from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import aliased

from . import triggers
from .models import EVERYTHING, Change


class Stamp(NamedTuple):
    """The last change. While the ``epoch`` stays the same, single changes tell everything that happened since."""

    number: int
    token: int
    epoch: int | None


def last(session):
    """The stamp of what this session sees, or ``None`` where nothing was ever noted."""
    row = session.execute(_LAST).first()
    return Stamp(*row) if row else None


def changed_since(session, number):
    """The Vorhaben, by id, that changed after that number."""
    return set(session.scalars(select(Change.vorhaben_id).where(Change.number > number)))


def is_trusted(session):
    """Does the database note every change? Without that nothing may be remembered."""
    return triggers.are_complete(session.connection())


_epoch = aliased(Change)
_LAST = (
    select(Change.number, Change.token, _epoch.token)
    .outerjoin(_epoch, _epoch.vorhaben_id == EVERYTHING)
    .order_by(Change.number.desc())
    .limit(1)
)
