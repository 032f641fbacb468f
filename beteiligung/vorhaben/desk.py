"""What staff look through: trays of Vorhaben, the longest waiting first."""

from sqlalchemy import and_, case, func, or_, select
from sqlalchemy.orm import selectinload

from ..search.matching import matches
from ..search.wanted import Wanted
from .models import Publication, Vorhaben


def _is(publication):
    return lambda asked, today: Vorhaben.publication == publication


TRAYS = {
    "pruefen": lambda asked, today: and_(
        Vorhaben.publication == Publication.PUBLISHED,
        or_(Vorhaben.next_check_on.is_(None), Vorhaben.next_check_on <= today),
    ),
    "antworten": lambda asked, today: Vorhaben.id.in_(asked),
    "entwurf": _is(Publication.DRAFT),
    "oeffentlich": _is(Publication.PUBLISHED),
    "archiv": _is(Publication.ARCHIVED),
    "alle": lambda asked, today: Vorhaben.id.is_not(None),
}
"""Overdue for a check, wishes without an answer, drafts, published, archived, all."""


def tray(name, text, asked, *, today):
    """The Vorhaben of one tray that hold all these words; ``asked`` selects ids whose wishes wait for an answer."""
    order = {"pruefen": Vorhaben.next_check_on.asc().nulls_first(), "entwurf": Vorhaben.created_at.desc()}
    return (
        select(Vorhaben)
        .where(TRAYS[name](asked, today), *_words(text))
        .options(selectinload(Vorhaben.texts), selectinload(Vorhaben.places), selectinload(Vorhaben.bezirke))
        .order_by(order.get(name, Vorhaben.updated_at.desc()), Vorhaben.id)
    )


def sizes(session, text, asked, *, today):
    """How many lie in each tray, in one query."""
    sums = [func.coalesce(func.sum(case((fits(asked, today), 1), else_=0)), 0) for fits in TRAYS.values()]
    return dict(zip(TRAYS, session.execute(select(*sums).where(*_words(text))).one(), strict=True))


def overdue(session, *, today):
    """Every published Vorhaben that must be looked at, the longest waiting first."""
    return session.scalars(tray("pruefen", "", (), today=today)).all()


def _words(text):
    wanted = Wanted.of(text)
    return [matches(Vorhaben.id, wanted.anywhere)] if wanted.words else []
