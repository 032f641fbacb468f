from dataclasses import dataclass, replace
from functools import cache

from sqlalchemy import and_, bindparam, case, select
from sqlalchemy.orm import joinedload, selectinload

from ..term.models import Term
from ..vereinbarung.models import Clause
from . import looking, narrowing
from .models import OVER, Publication, Status, Vorhaben, vorhaben_bezirk
from .narrowing import Somewhere, Sort, Span
from .thin import BY_INTEREST


@dataclass(frozen=True)
class Filters:
    """What a reader is looking for. ``None`` and ``""`` do not narrow; without ``statuses`` the past stays out.

    ``found`` is what ``answers.understood`` made of the text; without it, every word counts as it is written. ``box``
    (west, south, east, north) is the part of the map that somebody looks at. ``sort`` narrows nothing; ``lang`` is the
    language of the titles by which ``Sort.NAME`` sorts, and stays ``de`` for every other order.
    """

    bezirk: int | None = None
    topic: str | None = None
    statuses: tuple[Status, ...] = ()
    open_now: bool = False
    text: str = ""
    citywide: bool | None = None
    term: str | None = None
    span: Span | None = None
    place: Somewhere | None = None
    box: tuple[float, float, float, float] | None = None
    sort: Sort = Sort.INTEREST
    lang: str = "de"
    found: looking.Understood | None = None

    def but(self, **changes):
        """The same search with something changed."""
        return replace(self, **({"found": None} if "text" in changes else {}), **changes)

    @property
    def is_narrow(self):
        """Does anything narrow the list? Its order does not."""
        return self.but(sort=Sort.INTEREST, lang="de") != Filters()

    @property
    def wanted(self):
        """The words of the text as the search looks for them."""
        return self.looked_up.wanted

    @property
    def looked_up(self):
        """The words, and the hits where they are known already."""
        return self.found or looking.Understood(looking.Wanted.of(self.text))


def by_slug(session, slug):
    """The published Vorhaben of that name, or ``None``. Drafts and archived ones do not exist for the public."""
    return session.scalar(_by_slug(), {"slug": slug})


@cache
def _by_slug():
    """Made once: with so much to load along, making it takes as long as asking."""
    return (
        select(Vorhaben)
        .where(Vorhaben.slug == bindparam("slug"), Vorhaben.publication == Publication.PUBLISHED)
        .options(joinedload(Vorhaben.clause).joinedload(Clause.vereinbarung), *card())
        .options(*_whole())
    )


def named(session, slug):
    """The same with no more than its texts: for pages about something else that name it."""
    return session.scalar(
        select(Vorhaben)
        .where(Vorhaben.slug == slug, Vorhaben.publication == Publication.PUBLISHED)
        .options(selectinload(Vorhaben.texts))
    )


def slug_of(session, number):
    """The name of the published Vorhaben of that number, or ``None``."""
    return session.scalar(
        select(Vorhaben.slug).where(Vorhaben.id == number, Vorhaben.publication == Publication.PUBLISHED)
    )


def published(filters, *, now):
    """The Vorhaben that the public may see and that fit, in the order that was chosen.

    The usual one: open ones first, the nearest end on top. Where a text is searched, hits in a title stand before all
    others, and hits inside of compounds after them.
    """
    return (
        select(Vorhaben)
        .where(*_conditions(filters, now))
        .options(*card(), *([selectinload(Vorhaben.terms)] if filters.text else []))
        .order_by(*_order(filters, now), Vorhaben.id)
    )


def ids(filters, *, now):
    """The same, by number and without order."""
    return select(Vorhaben.id).where(*_conditions(filters, now))


def ids_in_order(filters, *, now):
    """The same, by number and in order."""
    return ids(filters, now=now).order_by(*_order(filters, now), Vorhaben.id)


def names_of_all(lang):
    """Number and name of everything that the public may see, in this language where there is one, else in German."""
    return select(Vorhaben.id, narrowing.title(lang).label("title")).where(
        Vorhaben.publication == Publication.PUBLISHED
    )


def ids_newest_first():
    """The ids of all that is public, what was published last on top."""
    published = (Vorhaben.published_at.is_(None), Vorhaben.published_at.desc(), Vorhaben.updated_at.desc())
    return select(Vorhaben.id).where(Vorhaben.publication == Publication.PUBLISHED).order_by(*published, Vorhaben.id)


def _whole():
    """What the page of one Vorhaben shows beyond its card."""
    return (
        selectinload(Vorhaben.history),
        selectinload(Vorhaben.changes),
        selectinload(Vorhaben.terms),
        selectinload(Vorhaben.further_clauses),
    )


def card():
    """What the card of a Vorhaben shows, loaded with it."""
    return selectinload(Vorhaben.texts), selectinload(Vorhaben.places), selectinload(Vorhaben.bezirke)


def _order(filters, now):
    if filters.sort != Sort.INTEREST:
        yield from narrowing.order(filters.sort, filters.lang, now.date())
        return
    is_open = _open(now)
    yield from looking.order(filters.looked_up)
    yield case((is_open, 0), else_=1)
    yield case((is_open, Vorhaben.open_until))
    yield case({status: place for place, status in enumerate(BY_INTEREST)}, value=Vorhaben.status)
    yield Vorhaben.updated_at.desc()


def _open(now):
    return and_(Vorhaben.open_from.is_not(None), Vorhaben.open_from <= now, Vorhaben.open_until > now)


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
    if filters.span:
        yield narrowing.during(filters.span, now)
    if filters.place:
        yield narrowing.somewhere(filters.place)
    if filters.box:
        yield narrowing.within(filters.box)
    yield from looking.conditions(filters.looked_up)
