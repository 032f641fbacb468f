from sqlalchemy import func, select

from .models import Clause


def number_of_clauses(session, vereinbarung_id):
    """How many promises the agreement holds today."""
    return session.scalar(
        select(func.count()).where(Clause.vereinbarung_id == vereinbarung_id, Clause.gone_at.is_(None))
    )
