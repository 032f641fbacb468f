"""What a person's own page shows: their contributions with their fate, and how much there is of everything."""

from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from ..beitrag import fate
from ..beitrag.models import Beitrag, Support
from ..beitrag.queries import readable
from ..moderation.models import Report
from ..subscription.models import Subscriber, Subscription
from ..vorhaben.models import Vorhaben
from ..wish.models import Wish


class Matter(NamedTuple):
    """One contribution: how it stands, and what the city answered in public."""

    beitrag: Beitrag
    state: fate.State
    answers: list


def matters(session, ids, *, before=None, size):
    """A page of what these ids wrote, the newest first; and the number that the next page begins below, or ``None``."""
    own = select(Beitrag).where(Beitrag.author_id.in_(ids), Beitrag.is_official.is_(False))
    if before:
        own = own.where(Beitrag.id < before)
    loaded = joinedload(Beitrag.vorhaben).selectinload(Vorhaben.texts)
    found = session.scalars(own.options(loaded).order_by(Beitrag.id.desc()).limit(size + 1)).all()
    page = found[:size]
    answers = {}
    official = select(Beitrag).where(Beitrag.parent_id.in_([each.id for each in page]), Beitrag.is_official, readable())
    for answer in session.scalars(official.order_by(Beitrag.id)):
        answers.setdefault(answer.parent_id, []).append(answer)
    shown = [Matter(each, fate.state(each, each.id in answers), answers.get(each.id, [])) for each in page]
    return shown, page[-1].id if len(found) > size else None


def numbers(session, ids):
    """How much of each kind is stored, in one query."""
    counted = {
        "contributions": _count(Beitrag.id).where(Beitrag.author_id.in_(ids), Beitrag.is_official.is_(False)),
        "supports": _count(Support.id).where(Support.author_id.in_(ids)),
        "wishes": _count(Wish.id).where(Wish.author_id.in_(ids)),
        "reports": _count(Report.id).where(Report.reporter_id.in_(ids)),
        "subscriptions": _count(Subscription.id).join(Subscriber).where(Subscriber.person_id.in_(ids)),
    }
    row = session.execute(select(*(each.scalar_subquery().label(name) for name, each in counted.items()))).one()
    return row._asdict()


def _count(column):
    return select(func.count(column))
