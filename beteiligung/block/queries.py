from sqlalchemy import select

from .models import Block


def active(session, person, *, now):
    """The block that keeps this person from writing at the moment, the longest one; or ``None``."""
    if person is None:
        return None
    return session.scalar(
        select(Block)
        .where(Block.person_id == person.id, Block.starts_at <= now, Block.ends_at > now, Block.lifted_at.is_(None))
        .order_by(Block.ends_at.desc())
        .limit(1)
    )
