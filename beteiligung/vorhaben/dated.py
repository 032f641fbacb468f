"""Which Vorhaben a chart of a part of the calendar shows."""

from datetime import UTC, date, datetime

from sqlalchemy import and_, case, func, not_, or_, select
from sqlalchemy.orm import selectinload

from .models import OVER, Precision, StatusChange, Vorhaben
from .queries import over, published


def in_window(filters, window, *, now, today):
    """The published Vorhaben that fit and have something to show there: what is open on top, then what comes next."""
    is_open = and_(Vorhaben.open_from.is_not(None), Vorhaben.open_from <= now, Vorhaben.open_until > now)
    comes = case(
        (Vorhaben.start_on > today, Vorhaben.start_on),
        (Vorhaben.end_on >= today, Vorhaben.end_on),
    )
    return (
        published(filters, now=now)
        .where(_has_time(), _reaches(window, today), _has_begun(window, today))
        .options(selectinload(Vorhaben.history))
        .order_by(None)
        .order_by(
            case((is_open, 0), else_=1),
            case((is_open, Vorhaben.open_until)),
            case((comes.is_(None), 1), else_=0),
            comes,
            Vorhaben.end_on.desc().nulls_last(),
            Vorhaben.id,
        )
    )


def without_time(filters, *, now):
    """The published Vorhaben that fit and for which no time is known at all."""
    return published(filters, now=now).where(not_(_has_time()))


def count(session, filters, window, *, now, today):
    """How many fit (``total``), how many of them the window shows (``shown``), how many have no time (``timeless``)."""
    shown = and_(_has_time(), _reaches(window, today), _has_begun(window, today))
    sums = (
        func.count(Vorhaben.id).label("total"),
        _sum(shown).label("shown"),
        _sum(not_(_has_time())).label("timeless"),
    )
    return session.execute(over(filters, *sums, now=now)).one()


def _sum(condition):
    return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)


def _has_time():
    times = (Vorhaben.start_on, Vorhaben.end_on, Vorhaben.start_actual, Vorhaben.end_actual, Vorhaben.open_from)
    return or_(*(time.is_not(None) for time in times))


def _reaches(window, today):
    """Is there anything on or after the first day? What is not over lasts at least until today."""
    first = window.first
    yet = [
        _not_before(Vorhaben.start_on, Vorhaben.start_precision, first),
        _not_before(Vorhaben.start_actual, Vorhaben.start_actual_precision, first),
        _not_before(Vorhaben.end_on, Vorhaben.end_precision, first),
        _not_before(Vorhaben.end_actual, Vorhaben.end_actual_precision, first),
        Vorhaben.open_until >= datetime(first.year, first.month, first.day, tzinfo=UTC),
        _step(StatusChange.on >= first),
    ]
    return or_(Vorhaben.status.not_in(OVER), *yet) if first <= today else or_(*yet)


def _has_begun(window, today):
    """Is there anything on or before the last day? Everything that is published has begun by today."""
    if window.last >= today:
        return Vorhaben.id.is_not(None)
    last = window.last
    return or_(Vorhaben.start_on <= last, Vorhaben.start_actual <= last, _step(StatusChange.on <= last))


def _not_before(on, precision, day):
    """Columns hold the first day of a span: a year that is known to the year reaches into every quarter of it."""
    return or_(on >= day, and_(precision == Precision.YEAR, on >= date(day.year, 1, 1)))


def _step(condition):
    return select(StatusChange.id).where(StatusChange.vorhaben_id == Vorhaben.id, condition).exists()
