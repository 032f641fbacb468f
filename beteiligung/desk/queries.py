"""What is new for a body, what waits for it, and what is overdue: each in a constant number of queries."""

from collections import defaultdict
from datetime import timedelta
from typing import Any, NamedTuple

from sqlalchemy import and_, exists, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from ..abwaegung.models import Abwaegung, AbwaegungState
from ..abwaegung.queries import all_sizes, counting, is_newest
from ..beitrag.models import Beitrag
from ..beitrag.queries import readable
from ..beschluss.models import Beschluss, Condition, ConditionState
from ..gremium.models import AgendaItem, Inquiry, Meeting, Remark
from ..subscription import news
from ..vorhaben.models import Publication, Vorhaben, vorhaben_bezirk

WITHOUT_A_MEETING = timedelta(days=60)
"""So far one looks back where a body has not met yet."""

MOST_NEWS = 1000
"""More pieces of news are not counted; nobody reads a thousand between two meetings."""

SHOWN = 5
"""So many Vorhaben stand in a part of the desk before one asks for all of them."""

MOST = 60
"""No part of a desk is longer."""

PUBLIC = Vorhaben.publication == Publication.PUBLISHED
RUNNING = Condition.state.in_((ConditionState.OPEN, ConditionState.UNDERWAY))


class Meetings(NamedTuple):
    """The one before now and the one to come; ``None`` where there is none."""

    last: Meeting | None
    next: Meeting | None


class Fresh(NamedTuple):
    """A Vorhaben with what is new about it, the newest first, and how many contributions came."""

    vorhaben: Vorhaben
    news: list
    talk: int


class Waiting(NamedTuple):
    """A Vorhaben that waits for the body: on an agenda, or weighed and on none yet.

    ``state`` is how far its weighing is, ``None`` where there is none; ``left`` came and is not weighed yet.
    """

    vorhaben: Vorhaben
    item: AgendaItem | None
    state: AbwaegungState | None
    left: int


class Part(NamedTuple):
    """A part of the desk: what is shown, and how much there is."""

    items: list
    total: int

    @property
    def hidden(self):
        """How many more there are."""
        return self.total - len(self.items)


def touches(body):
    """Is a Vorhaben in the Stadtbezirk of the body? A body without one looks after the whole city."""
    if body.bezirk_number is None:
        return Vorhaben.is_citywide
    here = select(vorhaben_bezirk.c.vorhaben_id).where(vorhaben_bezirk.c.bezirk_number == body.bezirk_number)
    return and_(Vorhaben.is_citywide.is_(False), Vorhaben.id.in_(here))


def meetings(session, body, *, now):
    """The last meeting and the next one; what was cancelled does not count."""
    held = select(Meeting).where(Meeting.gremium_id == body.id, Meeting.cancelled.is_(False))
    last = session.scalar(held.where(Meeting.at < now).order_by(Meeting.at.desc(), Meeting.id.desc()).limit(1))
    return Meetings(last, session.scalar(held.where(Meeting.at >= now).order_by(Meeting.at, Meeting.id).limit(1)))


def since(last, now):
    """From when on something is new."""
    return last.at if last is not None else now - WITHOUT_A_MEETING


def fresh(session, where, *, since, now, most=SHOWN, with_talk=True):
    """The Vorhaben that fit and have news, the newest first. Without talk, answers to contributions are no news."""
    told = defaultdict(list)
    for one in news.collect(session, since=since, until=now, where=(where,), most=MOST_NEWS):
        if with_talk or one.kind != "answer":
            told[one.vorhaben_id].append(one)
    talk = _talk(session, where, since, now) if with_talk else {}
    order = sorted({*told, *talk}, key=lambda id_: (_newest(told.get(id_), since), talk.get(id_, 0), id_), reverse=True)
    known = _records(session, order[: min(most, MOST)])
    items = [Fresh(known[id_], told.get(id_, []), talk.get(id_, 0)) for id_ in order if id_ in known]
    return Part(items, len(order))


def waiting(session, body, *, now):
    """What is on the agenda of coming meetings, in their order; then what is weighed and on no agenda yet."""
    agenda = session.scalars(
        select(AgendaItem)
        .join(Meeting, Meeting.id == AgendaItem.meeting_id)
        .join(Vorhaben, Vorhaben.id == AgendaItem.vorhaben_id)
        .where(Meeting.gremium_id == body.id, Meeting.at >= now, Meeting.cancelled.is_(False), PUBLIC)
        .options(joinedload(AgendaItem.meeting), joinedload(AgendaItem.vorhaben).selectinload(Vorhaben.texts))
        .order_by(Meeting.at, Meeting.id, AgendaItem.position, AgendaItem.id)
        .limit(MOST)
    ).all()
    weighed = _weighed(session, body, [item.vorhaben_id for item in agenda])
    far = _far(session, [item.vorhaben_id for item in agenda] + [vorhaben.id for vorhaben in weighed])
    on_agenda = [Waiting(item.vorhaben, item, *far.get(item.vorhaben_id, (None, 0))) for item in agenda]
    return [*on_agenda, *(Waiting(vorhaben, None, *far[vorhaben.id]) for vorhaben in weighed)]


def conditions(session, body, *, most=MOST):
    """What the body demanded and is not done, the longest due first; without a date last."""
    return session.scalars(
        select(Condition)
        .join(Beschluss, Beschluss.id == Condition.beschluss_id)
        .join(Vorhaben, Vorhaben.id == Beschluss.vorhaben_id)
        .where(Beschluss.gremium_id == body.id, RUNNING, PUBLIC)
        .options(joinedload(Condition.beschluss).joinedload(Beschluss.vorhaben).selectinload(Vorhaben.texts))
        .order_by(Condition.due_on.is_(None), Condition.due_on, Condition.id)
        .limit(most)
    ).all()


def number_late(session, body, today):
    """How many conditions of the body are late."""
    query = select(func.count(Condition.id)).join(Beschluss, Beschluss.id == Condition.beschluss_id)
    query = query.join(Vorhaben, Vorhaben.id == Beschluss.vorhaben_id)
    return session.scalar(query.where(Beschluss.gremium_id == body.id, RUNNING, Condition.due_on < today, PUBLIC))


def questions(session, body, *, since):
    """Questions of the body that wait, or were answered since its last meeting: those due first on top."""
    return session.scalars(
        select(Inquiry)
        .join(Vorhaben, Vorhaben.id == Inquiry.vorhaben_id)
        .where(Inquiry.gremium_id == body.id, PUBLIC)
        .where(or_(Inquiry.answered_at.is_(None), Inquiry.answered_at > since))
        .options(joinedload(Inquiry.vorhaben).selectinload(Vorhaben.texts))
        .order_by(Inquiry.answered_at.is_not(None), Inquiry.due_on, Inquiry.id)
        .limit(MOST)
    ).all()


def words_in(session, body, vorhaben_ids):
    """How many words of members each Vorhaben has: for those alone who may read them."""
    if not vorhaben_ids:
        return {}
    query = select(Remark.vorhaben_id, func.count()).where(
        Remark.gremium_id == body.id, Remark.vorhaben_id.in_(vorhaben_ids), Remark.withdrawn_at.is_(None)
    )
    return dict(session.execute(query.group_by(Remark.vorhaben_id)).all())


def contributions(session, vorhaben_ids):
    """How many contributions of residents each Vorhaben has, as its dossier counts them."""
    if not vorhaben_ids:
        return {}
    mine = (Beitrag.vorhaben_id.in_(vorhaben_ids), counting())
    return dict(
        session.execute(select(Beitrag.vorhaben_id, func.count()).where(*mine).group_by(Beitrag.vorhaben_id)).all()
    )


def _far(session, vorhaben_ids):
    """For those that are weighed, how far that is and how much is left."""
    if not vorhaben_ids:
        return {}
    newest = select(Abwaegung).where(Abwaegung.vorhaben_id.in_(vorhaben_ids), is_newest(Abwaegung.id))
    weighings = session.scalars(newest).all()
    return {weighing.vorhaben_id: (weighing.state, sizes.open) for weighing, sizes in all_sizes(session, weighings)}


def _weighed(session, body, without):
    """Weighed and closed, on no agenda, and not decided by this body since."""
    later = (Beschluss.gremium_id == body.id, Beschluss.recorded_at >= Abwaegung.closed_at)
    decided = exists().where(Beschluss.vorhaben_id == Vorhaben.id, *later)
    return session.scalars(
        select(Vorhaben)
        .join(Abwaegung, Abwaegung.vorhaben_id == Vorhaben.id)
        .where(PUBLIC, touches(body), Abwaegung.state == AbwaegungState.CLOSED, Vorhaben.id.not_in(without), ~decided)
        .options(selectinload(Vorhaben.texts))
        .order_by(Abwaegung.closed_at, Vorhaben.id)
        .limit(MOST)
    ).all()


def _talk(session, where, since, until):
    """How many contributions of residents came to each Vorhaben; only the number is told."""
    came = (Beitrag.published_at > since, Beitrag.published_at <= until, Beitrag.is_official.is_(False))
    query = select(Beitrag.vorhaben_id, func.count()).join(Vorhaben, Vorhaben.id == Beitrag.vorhaben_id)
    return dict(session.execute(query.where(PUBLIC, readable(), where, *came).group_by(Beitrag.vorhaben_id)).all())


def _newest(told: list | None, since) -> Any:
    return told[0].at if told else since


def _records(session, ids):
    query = select(Vorhaben).where(Vorhaben.id.in_(ids)).options(selectinload(Vorhaben.texts))
    return {record.id: record for record in session.scalars(query)}
