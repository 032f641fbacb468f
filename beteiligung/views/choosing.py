"""Which Vorhaben a body may mean: found by words, or those that wait for it."""

from sqlalchemy import case, select

from ..search.matching import matches
from ..search.wanted import Wanted
from ..vorhaben.models import OVER, Publication, Status, Vorhaben, vorhaben_bezirk
from ..vorhaben.queries import card

MOST = 12


def choices(session, body, text):
    """Published Vorhaben that hold these words; without any, those of the body's Stadtbezirk, evaluated ones first."""
    wanted = Wanted.of(text)
    query = select(Vorhaben).where(Vorhaben.publication == Publication.PUBLISHED).options(*card())
    if wanted.words:
        query = query.where(matches(Vorhaben.id, wanted.anywhere))
    else:
        query = query.where(Vorhaben.status.not_in(OVER), _near(body))
    waits = case((Vorhaben.status == Status.EVALUATION, 0), (Vorhaben.status == Status.PARTICIPATION, 1), else_=2)
    return session.scalars(query.order_by(waits, Vorhaben.updated_at.desc(), Vorhaben.id).limit(MOST)).all()


def _near(body):
    if body.bezirk_number is None:
        return Vorhaben.is_citywide.is_(True)
    inside = select(vorhaben_bezirk.c.vorhaben_id).where(vorhaben_bezirk.c.bezirk_number == body.bezirk_number)
    return Vorhaben.id.in_(inside)
