"""The shelf of a database, kept in the memory of this process and brought up to date when a record changed.

Each request asks the database once how far the records are (see ``change``). A shelf that a writing transaction sees
is never kept: it may be rolled back.
"""

import logging
from copy import copy
from datetime import UTC, datetime
from threading import Lock
from typing import NamedTuple
from weakref import WeakKeyDictionary

from sqlalchemy import event, select
from sqlalchemy.orm import Session

from ..change import stamp as stamps
from ..naming import queries as naming
from ..term.models import Term
from . import thin
from .shelf import Shelf

MOST_CHANGES = 500
"""After more changes than this all is read anew, which is quicker then."""


class TermRow(NamedTuple):
    """A term as filters show it."""

    id: int
    kind: str
    slug: str
    name: str
    number: int | None


def shelf(session, *, now=None):
    """The shelf as this session sees its database, the same one until its transaction ends."""
    now = now or datetime.now(UTC)
    transaction, known = session.info.get(_KEY, (None, None))
    if known and transaction is session.get_transaction() and known.holds(now):
        return known
    with _lock:
        kept = _by_engine.setdefault(session.get_bind(), _Kept())
    found = kept.shelf(session, now)
    session.info[_KEY] = (session.get_transaction(), found)
    return found


def forget(engine):
    """Read everything anew the next time: behind this engine is another database now, such as a restored one."""
    with _lock:
        _by_engine.pop(engine, None)


class _Kept:
    """The shelf of one engine. Another engine has another one: two cities in one process share nothing."""

    def __init__(self):
        self._shelf, self._lock, self._is_trusted = None, Lock(), False

    def shelf(self, session, now):
        stamp = stamps.last(session)
        if stamp is None or _writes(session) or not self._may_keep(session):
            return _built(session, thin.everything(session), now, None)
        known = self._shelf
        if known and known.stamp == stamp and known.holds(now):
            return known
        with self._lock:
            self._shelf = _renewed(session, self._shelf, stamp, now)
            return self._shelf

    def _may_keep(self, session):
        if not self._is_trusted:
            self._is_trusted = stamps.is_trusted(session)
            if not self._is_trusted:
                logging.getLogger("beteiligung").warning(
                    "the database does not note changes, so every page reads all records: run the upgrade command"
                )
        return self._is_trusted


def _renewed(session, known, stamp, now):
    """The shelf for this stamp, with as little reading as possible."""
    if known and known.stamp == stamp:
        return known if known.holds(now) else _again(known, known.rows, stamp, now)
    if known and stamp.epoch is not None and known.stamp.epoch == stamp.epoch and known.stamp.number < stamp.number:
        changed = stamps.changed_since(session, known.stamp.number)
        if len(changed) <= MOST_CHANGES:
            return _with(known, changed, thin.some(session, changed), stamp, now)
    return _built(session, thin.everything(session), now, stamp)


def _with(known, changed, rows, stamp, now):
    """The same shelf with some rows changed. Where only drafts did, all of it still holds."""
    if known.holds(now) and not rows and not changed & known.rows.keys():
        same = copy(known)
        same.stamp = stamp
        return same
    others = {id_: row for id_, row in known.rows.items() if id_ not in changed}
    return _again(known, others | rows, stamp, now)


def _again(known, rows, stamp, now):
    return Shelf(rows, now=now, terms=known.terms, names=known.names, stamp=stamp)


def _built(session, rows, now, stamp):
    columns = (Term.id, Term.kind, Term.slug, Term.name, Term.number)
    by_taxonomy = select(*columns).order_by(Term.kind, Term.number.is_(None), Term.number, Term.name)
    terms = tuple(TermRow(*row) for row in session.execute(by_taxonomy))
    return Shelf(rows, now=now, terms=terms, names=naming.everything(session), stamp=stamp)


_by_engine = WeakKeyDictionary()
_lock = Lock()
_KEY = "beteiligung_shelf"
_WROTE = "beteiligung_wrote"


def _writes(session):
    wrote = session.info.get(_WROTE)
    return bool(wrote and wrote is session.get_transaction()) or bool(
        session.connection().get_execution_options().get("beteiligung_writes")
    )


@event.listens_for(Session, "after_flush")
def _flushed(session, context):
    _forget(session)


@event.listens_for(Session, "do_orm_execute")
def _executed(state):
    if state.is_insert or state.is_update or state.is_delete:
        _forget(state.session)


def _forget(session):
    """What this transaction wrote shows in its own pages at once, and in nobody else's."""
    session.info.pop(_KEY, None)
    session.info[_WROTE] = session.get_transaction()
