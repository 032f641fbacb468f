from sqlalchemy import func, select

from ..vorhaben.models import Publication, Vorhaben
from .models import Wish


def count(session, vorhaben_id):
    """How many people wish for participation in a Vorhaben."""
    return session.scalar(select(func.count()).select_from(Wish).where(Wish.vorhaben_id == vorhaben_id))


def counts(session, vorhaben_ids):
    """The same for several at once; without a wish a Vorhaben is left out."""
    return dict(
        session.execute(
            select(Wish.vorhaben_id, func.count()).where(Wish.vorhaben_id.in_(vorhaben_ids)).group_by(Wish.vorhaben_id)
        ).all()
    )


def of(session, vorhaben_id, person):
    """This person's wish, or ``None``."""
    if person is None:
        return None
    return session.scalar(select(Wish).where(Wish.vorhaben_id == vorhaben_id, Wish.author_id == person.id))


def awaiting_answer(threshold):
    """The ids of published Vorhaben with enough wishes and no answer yet."""
    return (
        select(Wish.vorhaben_id)
        .join(Vorhaben, Vorhaben.id == Wish.vorhaben_id)
        .where(Vorhaben.publication == Publication.PUBLISHED, Vorhaben.wish_answered_at.is_(None))
        .group_by(Wish.vorhaben_id)
        .having(func.count() >= threshold)
    )
