from sqlalchemy import func, select

from .models import WAITING, OutboxMail


def failures():
    """What was given up, the newest first."""
    return select(OutboxMail).where(OutboxMail.failed_at.is_not(None)).order_by(OutboxMail.failed_at.desc())


def numbers(session):
    """How many wait, and since when the first of them; how many of those have failed at least once."""
    waiting, since = session.execute(select(func.count(), func.min(OutboxMail.due_at)).where(WAITING)).one()
    again = session.scalar(select(func.count()).where(WAITING, OutboxMail.error.is_not(None)))
    return waiting, since, again
