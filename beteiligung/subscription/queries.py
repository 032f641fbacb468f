from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from ..vorhaben.models import Vorhaben
from .models import Subscriber, Subscription


def by_handle(session, handle):
    """The subscriber that a signed link names, with everything they follow, or ``None``."""
    return session.scalar(_whole().where(Subscriber.handle == handle))


def of_person(session, person_id):
    """The same for a person of the host."""
    return session.scalar(_whole().where(Subscriber.person_id == person_id))


def _whole():
    vorhaben = joinedload(Subscription.vorhaben).selectinload(Vorhaben.texts)
    return select(Subscriber).options(selectinload(Subscriber.subscriptions).options(vorhaben))
