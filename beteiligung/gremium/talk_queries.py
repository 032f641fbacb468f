"""What was said and asked in a body: for those who belong to it, for the administration, and for everybody."""

from sqlalchemy import and_, case, func, select
from sqlalchemy.orm import joinedload

from ..vorhaben.models import Publication, Vorhaben
from .models import Inquiry, Remark

SAID = and_(Remark.published_at.is_not(None), Remark.withdrawn_at.is_(None))
"""The one predicate for a remark that everybody may read, on a Vorhaben that is public."""

ASKED = Inquiry.published_at.is_not(None)
"""The same for a question with its answer."""

PUBLIC = Vorhaben.publication == Publication.PUBLISHED


def remarks(gremium, vorhaben):
    """Everything said in the body about a Vorhaben, in the order in which it was said."""
    return (
        select(Remark)
        .where(Remark.gremium_id == gremium.id, Remark.vorhaben_id == vorhaben.id)
        .order_by(Remark.said_at, Remark.id)
    )


def inquiries(gremium, vorhaben):
    """Everything that the body asked about a Vorhaben, the newest first."""
    return (
        select(Inquiry)
        .where(Inquiry.gremium_id == gremium.id, Inquiry.vorhaben_id == vorhaben.id)
        .order_by(Inquiry.asked_at.desc(), Inquiry.id.desc())
    )


def remark(session, gremium, number):
    """A remark of this body, about a Vorhaben that is public. A number of another body is nothing here."""
    return _one(session, Remark, number, Remark.gremium_id == gremium.id)


def inquiry(session, number, gremium=None):
    """A question, of this body where one is given, about a Vorhaben that is public."""
    return _one(session, Inquiry, number, *([] if gremium is None else [Inquiry.gremium_id == gremium.id]))


def _one(session, model, number, *conditions):
    query = (
        select(model).join(Vorhaben, Vorhaben.id == model.vorhaben_id).where(model.id == number, PUBLIC, *conditions)
    )
    return session.scalar(
        query.options(joinedload(model.gremium), joinedload(model.vorhaben).selectinload(Vorhaben.texts))
    )


def opened(session, vorhaben):
    """What bodies made public about a Vorhaben: remarks and questions, each in its order."""
    said = select(Remark).where(Remark.vorhaben_id == vorhaben.id, SAID).order_by(Remark.said_at, Remark.id)
    asked = select(Inquiry).where(Inquiry.vorhaben_id == vorhaben.id, ASKED).order_by(Inquiry.asked_at, Inquiry.id)
    any_said, any_asked = session.execute(select(said.exists(), asked.exists())).one()
    return (
        session.scalars(said.options(joinedload(Remark.gremium))).all() if any_said else [],
        session.scalars(asked.options(joinedload(Inquiry.gremium))).all() if any_asked else [],
    )


def to_answer(office=None):
    """Questions without an answer, the soonest due first."""
    return _questions(office).where(Inquiry.answered_at.is_(None)).order_by(Inquiry.due_on, Inquiry.id)


def answered(office=None):
    """Questions with an answer, the newest answer first."""
    return _questions(office).where(Inquiry.answered_at.is_not(None)).order_by(Inquiry.answered_at.desc(), Inquiry.id)


def _questions(office):
    query = select(Inquiry).join(Vorhaben, Vorhaben.id == Inquiry.vorhaben_id).where(PUBLIC)
    if office:
        query = query.where(Vorhaben.office == office)
    return query.options(joinedload(Inquiry.gremium), joinedload(Inquiry.vorhaben).selectinload(Vorhaben.texts))


def asked_offices(session):
    """Offices with questions that wait for an answer, and how many: name, number."""
    query = select(Vorhaben.office, func.count()).join(Inquiry, Inquiry.vorhaben_id == Vorhaben.id)
    query = query.where(PUBLIC, Inquiry.answered_at.is_(None), Vorhaben.office.is_not(None))
    return session.execute(query.group_by(Vorhaben.office).order_by(Vorhaben.office)).all()


def number_to_answer(session, today):
    """How many questions wait for an answer, and how many of them for too long."""
    late = func.coalesce(func.sum(case((Inquiry.due_on < today, 1), else_=0)), 0)
    query = select(func.count(Inquiry.id), late).join(Vorhaben, Vorhaben.id == Inquiry.vorhaben_id)
    return session.execute(query.where(PUBLIC, Inquiry.answered_at.is_(None))).one()
