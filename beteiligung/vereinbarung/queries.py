from sqlalchemy import func, or_, select, tuple_

from .models import COUNTING, Clause, Review

NEIGHBOURS = 8
"""How many clauses before and after one are offered for merging."""


def number_of_clauses(session, vereinbarung_id):
    """How many promises the agreement holds today."""
    return session.scalar(
        select(func.count()).where(
            Clause.vereinbarung_id == vereinbarung_id, Clause.gone_at.is_(None), Clause.review.in_(COUNTING)
        )
    )


def awaiting(*, before=None, after=None):
    """Clauses that nobody has looked at, in the order of the agreement; or the nearest ones before or after another."""
    place = tuple_(Clause.number, Clause.start, Clause.id)
    query = select(Clause).where(Clause.review == Review.OPEN, Clause.gone_at.is_(None))
    if before is not None:
        query = query.where(place < tuple_(before.number, before.start, before.id))
        return query.order_by(Clause.number.desc(), Clause.start.desc(), Clause.id.desc())
    if after is not None:
        query = query.where(place > tuple_(after.number, after.start, after.id))
    return query.order_by(Clause.number, Clause.start, Clause.id)


def neighbours(session, clause):
    """The promises around a clause, with which it may be one."""
    return session.scalars(
        select(Clause)
        .where(
            Clause.vereinbarung_id == clause.vereinbarung_id,
            Clause.id != clause.id,
            Clause.gone_at.is_(None),
            or_(Clause.review.in_(COUNTING), Clause.id == clause.merged_into_id),
            Clause.number.between(clause.number - NEIGHBOURS, clause.number + NEIGHBOURS),
        )
        .order_by(Clause.number, Clause.start)
    ).all()
