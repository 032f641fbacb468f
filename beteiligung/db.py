"""Our tables, in the host's database, through the host's engine."""

from contextlib import contextmanager

from flask import current_app, g
from sqlalchemy.orm import Session

from .mount import extension_at_hand, kept_in_context
from .signals import forget_announced, send_announced
from .undisturbed import undisturbed


def current_session() -> Session:
    """The request's session, opened on first use."""
    if "beteiligung_session" not in g:
        g.beteiligung_session = Session(extension_at_hand().engine())
    return g.beteiligung_session


def close_session(exc=None):
    """Give the connection back when the application context ends."""
    for session in kept_in_context("beteiligung_session"):
        with undisturbed():
            session.close()


@contextmanager
def unit_of_work():
    """Commit what happens inside and tell the host about it, or do neither."""
    session = current_session()
    with undisturbed():
        session.rollback()  # end the read that came before, so that the write begins as one
    session.connection(execution_options={"beteiligung_writes": True})
    try:
        yield session
        with undisturbed():
            session.commit()
    except BaseException:
        with undisturbed():
            session.rollback()
        forget_announced(session)
        raise
    send_announced(session, current_app._get_current_object())
