"""Filters that are more than one value (a time, a place, a part of the map), and the orders of the list."""

import enum
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import and_, case, false, func, or_, select

from ..search.matching import matches
from ..search.wanted import Wanted
from . import alphabet
from .models import OVER, Place, Precision, Vorhaben, VorhabenText
from .when import When

EARLIEST, LATEST = 1990, 2100
DAY = timedelta(days=1)


class Sort(enum.StrEnum):
    """What stands on top."""

    INTEREST = "interest"
    CHANGED = "changed"
    BEGINS = "begins"
    NAME = "name"


@dataclass(frozen=True)
class Span:
    """A part of the calendar: whole quarters or years, open where nothing is said."""

    begin: When | None = None
    end: When | None = None

    @classmethod
    def parse(cls, begin, end):
        """As it stands in an address (``2026-Q3``, ``2027``), the wrong way round too; ``None`` where nothing does."""
        begin, end = _quarter_or_year(begin), _quarter_or_year(end)
        if begin and end and begin.on > end.last_day:
            begin, end = end, begin
        return cls(begin, end) if begin or end else None

    @property
    def first(self):
        """Its first day."""
        return self.begin.on if self.begin else date(EARLIEST, 1, 1)

    @property
    def last(self):
        """Its last day."""
        return self.end.last_day if self.end else date(LATEST, 12, 31)


@dataclass(frozen=True)
class Somewhere:
    """A place by its name, and by the boxes (west, south, east, north) around it where it ``is_known`` on the map."""

    name: str
    names: tuple[str, ...]
    boxes: tuple[tuple[float, float, float, float], ...] = ()
    is_known: bool = False


def _quarter_or_year(text):
    try:
        when = When.parse(text or "")
    except (ValueError, OverflowError):
        return None
    is_offered = when.precision in (Precision.QUARTER, Precision.YEAR) and EARLIEST <= when.on.year <= LATEST
    return when if is_offered else None


def during(span, now):
    """What runs, or can be taken part in, on at least one day of the span. What has no date at all never fits.

    Without an end it lasts until today as long as it is not over; without a start it has begun by today. Days begin
    as the zone of ``now`` has them: the city's, where somebody reads.
    """
    today = now.date()
    starts, ends = _first(Vorhaben.start_actual, Vorhaben.start_on), _first(Vorhaben.end_actual, Vorhaben.end_on)
    starts_late, ends_late = _reaches("start", span.first), _reaches("end", span.first)
    goes_on = Vorhaben.status.not_in(OVER)
    until_today = goes_on if span.first <= today else false()
    by_today = goes_on if today <= span.last else false()
    lasts = or_(ends_late, and_(ends.is_(None), or_(starts_late, and_(starts.is_not(None), until_today))))
    begun = or_(starts <= span.last, and_(starts.is_(None), or_(ends <= span.last, by_today)))
    offered = and_(Vorhaben.open_from < midnight(span.last + DAY, now), Vorhaben.open_until > midnight(span.first, now))
    return or_(and_(lasts, begun), offered)


def midnight(day, now):
    """When that day begins, in the zone of ``now``."""
    return datetime.combine(day, time(), now.tzinfo)


def _first(actual, planned):
    return func.coalesce(actual, planned)


def _reaches(name, day):
    """Is the start, or the end, on that day or after it? What was so in fact counts before what was planned."""
    actual, planned = getattr(Vorhaben, f"{name}_actual"), getattr(Vorhaben, f"{name}_on")
    return or_(
        not_before(actual, getattr(Vorhaben, f"{name}_actual_precision"), day),
        and_(actual.is_(None), not_before(planned, getattr(Vorhaben, f"{name}_precision"), day)),
    )


def not_before(on, precision, day):
    """Does a date reach that day? Columns hold the first day of a span: a year reaches into each of its quarters."""
    begins = {
        Precision.YEAR: date(day.year, 1, 1),
        Precision.QUARTER: date(day.year, (day.month - 1) // 3 * 3 + 1, 1),
        Precision.MONTH: date(day.year, day.month, 1),
    }
    return or_(on >= day, *(and_(precision == known, on >= first) for known, first in begins.items()))


def somewhere(place):
    """What names the place among its own, or lies in a box around it."""
    by_name = [_is_named(name, place.is_known) for name in place.names]
    return or_(false(), *by_name, *(_has_place(*inside(box)) for box in place.boxes))


def _is_named(name, is_whole):
    """Through the index of the search first, so that few places are read letter by letter."""
    wanted = Wanted.of(name)
    if not wanted.words:
        return false()
    letter_by_letter = Vorhaben.places.any(alphabet.names(Place.words, name, is_whole=is_whole))
    return and_(matches(Vorhaben.id, wanted.as_whole_words), letter_by_letter)


def within(box):
    """What has a place there. What is for the whole city stays: it is for this part of it too."""
    return or_(Vorhaben.is_citywide, _has_place(*inside(box)))


def inside(box):
    """A place that can be drawn, in a box if there is one; lines and areas count where their pin stands."""
    yield Place.lat.is_not(None)
    if box is not None:
        west, south, east, north = box
        yield Place.lat.between(south, north)
        yield Place.lon.between(west, east)


def _has_place(*conditions):
    return Vorhaben.id.in_(select(Place.vorhaben_id).where(*conditions))


def order(sort, lang, today):
    """The columns of an order that somebody chose; the usual one is made where the list is."""
    if sort == Sort.BEGINS:
        yield from _by_start(today)
    elif sort == Sort.NAME:
        yield alphabet.alphabetical(title(lang))
    yield Vorhaben.updated_at.desc()


def _by_start(today):
    starts, is_ahead = _first(Vorhaben.start_actual, Vorhaben.start_on), _reaches("start", today)
    yield case((is_ahead, 0), (starts.is_not(None), 1), else_=2)
    yield case((is_ahead, starts))
    yield starts.desc()


def title(lang):
    """The title in this language, else in German."""
    return func.coalesce(_title(lang), _title("de"))


def _title(lang):
    return (
        select(VorhabenText.title)
        .where(VorhabenText.vorhaben_id == Vorhaben.id, VorhabenText.lang == lang)
        .correlate(Vorhaben)
        .scalar_subquery()
    )
