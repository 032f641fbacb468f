from sqlalchemy import select

from ..account.models import Purpose
from ..account.queries import link as link_of
from .models import PREFIX, Guest, WaitingBeitrag


def waiting_behind(session, jti):
    """The link and what waits for it; each may be gone."""
    link = link_of(session, jti, Purpose.GUEST)
    return link, session.get(WaitingBeitrag, int(link.subject)) if link else None


def by_address(session, email):
    """The guest of this mailbox."""
    return session.scalar(select(Guest).where(Guest.email == email))


def by_person_id(session, person_id):
    """The guest behind ``gast:12``."""
    number = person_id.removeprefix(PREFIX)
    known = person_id.startswith(PREFIX) and number.isdecimal() and len(number) < 10
    return session.get(Guest, int(number)) if known else None
