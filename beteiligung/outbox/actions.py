"""Put a mail into the outbox, and take mails out of it again."""

from sqlalchemy import delete

from ..once import insert_once
from .models import OutboxMail


def put(session, kind, *, to=None, address=None, lang, facts, key, now, due_at=None, bulk=False):
    """Remember that this is to be sent, in the transaction in which it became true.

    ``to`` is a person's id, ``address`` an e-mail address: one of them. ``facts`` must be JSON. What has the same
    ``key`` as a mail that was put before is not put again; never write an address into it. What is sent to many at
    once is ``bulk`` and lets everything else pass. Nothing is rendered or sent here.
    """
    about = {"to": to, "address": address, "lang": lang, "facts": facts, "key": key, "bulk": bulk}
    put_all(session, [row(kind, **about, now=now, due_at=due_at)])


def row(kind, *, to=None, address=None, lang, facts, key, now, due_at=None, bulk=False):
    """One mail for ``put_all``."""
    if (to is None) == (address is None):
        raise ValueError("a mail goes to a person or to an address")
    return {
        "key": key,
        "kind": kind,
        "recipient_id": to,
        "address": address,
        "lang": lang,
        "facts": facts,
        "created_at": now,
        "due_at": due_at or now,
        "is_bulk": bulk,
        "attempts": 0,
    }


def put_all(session, rows):
    """Many at once; return how many are new."""
    return insert_once(session, OutboxMail, rows, unique="key")


def forget(session, *, person_id=None, address=None):
    """Drop what still waits for a person or an address, and what could not be sent. What was sent names nobody."""
    session.execute(delete(OutboxMail).where(_is_for(person_id, address)))


def _is_for(person_id, address):
    if (person_id is None) == (address is None):
        raise ValueError("forget a person or an address")
    return OutboxMail.recipient_id == person_id if address is None else OutboxMail.address == address
