from dataclasses import dataclass, replace

from sqlalchemy import and_, case, func, select
from sqlalchemy.orm import joinedload, selectinload

from ..term.models import Term
from . import looking
from .models import OVER, Place, Publication, Status, Vorhaben, vorhaben_bezirk, vorhaben_term

CELL = 0.005
"""Height in degrees of the cells in which the drawn map gathers what is not on the page at hand."""


@dataclass(frozen=True)
class Filters:
    """What a reader is looking for. ``None`` and ``""`` do not narrow; without ``statuses`` the past stays out.

    ``found`` is what ``understood`` made of the text; without it, every word counts as it is written.
    """

    bezirk: int | None = None
    topic: str | None = None
    statuses: tuple[Status, ...] = ()
    open_now: bool = False
    text: str = ""
    citywide: bool | None = None
    term: str | None = None
    found: looking.Understood | None = None

    def but(self, **changes):
        """The same search with something changed."""
        return replace(self, **({"found": None} if "text" in changes else {}), **changes)

    @property
    def wanted(self):
        """The words of the text as the search looks for them."""
        return self.looked_up.wanted

    @property
    def looked_up(self):
        """The words, and the hits where they are known already."""
        return self.found or looking.Understood(looking.Wanted.of(self.text))


def understood(session, filters):
    """The same filters with the text looked up once: the hits are known then, and one wrong letter is forgiven."""
    return filters.but(found=looking.understand(session, filters.text)) if filters.text else filters


def by_slug(session, slug):
    """The published Vorhaben of that name, or ``None``. Drafts and archived ones do not exist for the public."""
    return session.scalar(
        select(Vorhaben)
        .where(Vorhaben.slug == slug, Vorhaben.publication == Publication.PUBLISHED)
        .options(joinedload(Vorhaben.clause), *_card())
        .options(*_whole())
    )


def published(filters, *, now):
    """The Vorhaben that the public may see and that fit; open ones first, the nearest end on top.

    Where a text is searched, hits in a title stand before all others, and hits inside of compounds after them.
    """
    is_open = _open(now)
    return (
        select(Vorhaben)
        .where(*_conditions(filters, now))
        .options(*_card(), *([selectinload(Vorhaben.terms)] if filters.text else []))
        .order_by(
            *looking.order(filters.looked_up),
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


def located_in(session, filters, box, *, now, most):
    """The Vorhaben with a place inside ``box`` (west, south, east, north), or ``None`` where there are too many."""
    inside = tuple(_inside(box))
    places = select(func.count()).select_from(Place).join(Vorhaben).where(*_conditions(filters, now), *inside)
    if session.scalar(places) > most:
        return None
    near = select(Place.vorhaben_id).where(*inside)
    return session.scalars(located(filters, now=now).where(Vorhaben.id.in_(near))).all()


def dots(session, filters, *, now, without=(), cell=CELL, box=None):
    """Where all that fits stands, gathered in cells: rows of ``lat, lon, number, number_open``, whatever the number.

    ``without`` leaves out Vorhaben (by id) that are drawn one by one. A cell is ``cell`` degrees high and 1.6 times as
    wide, with the default about 550 m each way in Germany. ``box`` (west, south, east, north) looks at a part.
    """
    rows, columns = func.round(Place.lat / cell), func.round(Place.lon / (1.6 * cell))
    is_open = case((_open(now), 1), else_=0)
    return session.execute(
        select(
            func.avg(Place.lat).label("lat"),
            func.avg(Place.lon).label("lon"),
            func.count().label("number"),
            func.sum(is_open).label("number_open"),
        )
        .join(Vorhaben, Vorhaben.id == Place.vorhaben_id)
        .where(*_conditions(filters, now), *_inside(box), Vorhaben.id.not_in(list(without)))
        .group_by(rows, columns)
        .order_by(rows, columns)
    ).all()


def _inside(box):
    """A place that can be drawn; lines and areas count where their pin stands."""
    yield Place.lat.is_not(None)
    if box is not None:
        west, south, east, north = box
        yield Place.lat.between(south, north)
        yield Place.lon.between(west, east)


def over(filters, *columns, now):
    """Sums and numbers over everything that the public may see and that fits."""
    return select(*columns).where(*_conditions(filters, now))


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


def terms(session):
    """Every term that a published Vorhaben has, taxonomy by taxonomy, with how many have it."""
    return session.execute(
        select(Term, func.count())
        .join(vorhaben_term, vorhaben_term.c.term_id == Term.id)
        .join(Vorhaben, Vorhaben.id == vorhaben_term.c.vorhaben_id)
        .where(Vorhaben.publication == Publication.PUBLISHED)
        .group_by(Term.id)
        .order_by(Term.kind, Term.number.is_(None), Term.number, Term.name)
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


def _whole():
    """What the page of one Vorhaben shows beyond its card."""
    return (
        selectinload(Vorhaben.history),
        selectinload(Vorhaben.changes),
        selectinload(Vorhaben.terms),
        selectinload(Vorhaben.further_clauses),
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
    if filters.term:
        yield Vorhaben.terms.any(Term.slug == filters.term)
    yield from looking.conditions(filters.looked_up)
