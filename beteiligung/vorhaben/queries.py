from dataclasses import dataclass, replace

from sqlalchemy import and_, case, func, select
from sqlalchemy.orm import joinedload, selectinload

from ..text import fold
from .models import OVER, Publication, Status, Vorhaben, vorhaben_bezirk


@dataclass(frozen=True)
class Filters:
    """What a reader is looking for. ``None`` and ``""`` do not narrow; without ``statuses`` the past stays out."""

    bezirk: int | None = None
    topic: str | None = None
    statuses: tuple[Status, ...] = ()
    open_now: bool = False
    text: str = ""
    citywide: bool | None = None

    def but(self, **changes):
        """The same search with something changed."""
        return replace(self, **changes)


def by_slug(session, slug):
    """The published Vorhaben of that name, or ``None``. Drafts and archived ones do not exist for the public."""
    return session.scalar(
        select(Vorhaben)
        .where(Vorhaben.slug == slug, Vorhaben.publication == Publication.PUBLISHED)
        .options(joinedload(Vorhaben.clause), *_card())
        .options(selectinload(Vorhaben.history))
    )


def published(filters, *, now):
    """The Vorhaben that the public may see and that fit; open ones first, the nearest end on top."""
    is_open = _open(now)
    return (
        select(Vorhaben)
        .where(*_conditions(filters, now))
        .options(*_card())
        .order_by(
            case((is_open, 0), else_=1),
            case((is_open, Vorhaben.open_until)),
            case({status: place for place, status in enumerate(_BY_INTEREST)}, value=Vorhaben.status),
            Vorhaben.updated_at.desc(),
            Vorhaben.id,
        )
    )


def located(filters, *, now):
    """The same Vorhaben, thin, with their places: what a map draws."""
    return (
        select(Vorhaben)
        .where(*_conditions(filters, now), Vorhaben.is_citywide.is_(False))
        .options(selectinload(Vorhaben.places), selectinload(Vorhaben.texts))
        .order_by(Vorhaben.id)
    )


def count(session, filters, *, now):
    """How many fit, and how many of them are for the whole city."""
    citywide = func.coalesce(func.sum(case((Vorhaben.is_citywide, 1), else_=0)), 0)
    return session.execute(select(func.count(), citywide).where(*_conditions(filters, now))).one()


def facets(session, filters, *, now):
    """How many Vorhaben each choice of a filter would show, all other filters kept: three dicts."""
    return {
        "bezirk": _grouped(session, vorhaben_bezirk.c.bezirk_number, filters.but(bezirk=None), now, vorhaben_bezirk),
        "topic": _grouped(session, Vorhaben.topic_slug, filters.but(topic=None), now),
        "status": _grouped(session, Vorhaben.status, filters.but(statuses=tuple(Status)), now),
    }


def topics(session):
    """Slug and name of every topic that has a published Vorhaben, in the order of the agreement."""
    return session.execute(
        select(Vorhaben.topic_slug, func.min(Vorhaben.topic))
        .where(Vorhaben.publication == Publication.PUBLISHED)
        .group_by(Vorhaben.topic_slug)
        .order_by(func.min(Vorhaben.clause_id).is_(None), func.min(Vorhaben.clause_id), Vorhaben.topic_slug)
    ).all()


def next_to_close(session, *, now):
    """How many are open now, and when the first of them ends."""
    return session.execute(
        select(func.count(), func.min(Vorhaben.open_until)).where(
            Vorhaben.publication == Publication.PUBLISHED, _open(now)
        )
    ).one()


_BY_INTEREST = (
    Status.PARTICIPATION,
    Status.EVALUATION,
    Status.DECIDED,
    Status.UNDERWAY,
    Status.PREPARATION,
    Status.ANNOUNCED,
    Status.PAUSED,
    Status.DONE,
    Status.DROPPED,
)


def _card():
    return selectinload(Vorhaben.texts), selectinload(Vorhaben.places), selectinload(Vorhaben.bezirke)


def _open(now):
    return and_(Vorhaben.open_from.is_not(None), Vorhaben.open_from <= now, Vorhaben.open_until > now)


def _grouped(session, column, filters, now, join=None):
    query = select(column, func.count()).select_from(Vorhaben).where(*_conditions(filters, now)).group_by(column)
    if join is not None:
        query = query.join(join, join.c.vorhaben_id == Vorhaben.id)
    return dict(session.execute(query).all())


def _conditions(filters, now):
    yield Vorhaben.publication == Publication.PUBLISHED
    if filters.statuses:
        yield Vorhaben.status.in_(filters.statuses)
    else:
        yield Vorhaben.status.not_in(OVER)
    if filters.bezirk is not None:
        in_bezirk = select(vorhaben_bezirk.c.vorhaben_id).where(vorhaben_bezirk.c.bezirk_number == filters.bezirk)
        yield Vorhaben.id.in_(in_bezirk)
    if filters.topic:
        yield Vorhaben.topic_slug == filters.topic
    if filters.open_now:
        yield _open(now)
    if filters.citywide is not None:
        yield Vorhaben.is_citywide.is_(filters.citywide)
    for word in fold(filters.text).split()[:12]:
        yield Vorhaben.search.contains(word, autoescape=True)
