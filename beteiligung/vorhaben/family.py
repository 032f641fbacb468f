"""Parent and children: a promise for every Stadtbezirk is one Vorhaben with six below it."""

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from .models import Publication, Vorhaben


def children_of(session, vorhaben):
    """The children that the public may see, in order; drafts among them do not exist here."""
    return session.scalars(_public().where(Vorhaben.parent_id == vorhaben.id).order_by(Vorhaben.id)).all()


def parent_of(session, vorhaben):
    """The parent, if there is one that the public may see."""
    return session.scalar(_public().where(Vorhaben.id == vorhaben.parent_id)) if vorhaben.parent_id else None


def _public():
    texts, bezirke = selectinload(Vorhaben.texts), selectinload(Vorhaben.bezirke)
    return select(Vorhaben).where(Vorhaben.publication == Publication.PUBLISHED).options(texts, bezirke)
