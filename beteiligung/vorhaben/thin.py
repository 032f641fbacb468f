"""All public Vorhaben as rows so thin that tens of thousands fit into memory: what lists, counts and maps ask for."""

from collections import defaultdict
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import NamedTuple

from sqlalchemy import select

from .models import (
    OVER,
    Place,
    Precision,
    Publication,
    Status,
    StatusChange,
    Vorhaben,
    vorhaben_bezirk,
    vorhaben_term,
)
from .when import When

BY_INTEREST = (
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
STATUSES = tuple(Status)
CHUNK = 500
NEVER, ALWAYS = 0, date.max.toordinal()


class Thin(NamedTuple):
    """What is remembered of a Vorhaben. ``key`` orders the list. Days are ordinals; ``NEVER`` stands for none.

    ``start`` and ``end`` are the first and the last day that the start, or the end, may mean: as it was in fact, else
    as it is planned. ``start_on`` and ``end_on`` are what is planned. ``begins`` is the first day of its life,
    ``reaches`` the last one that is known.
    """

    id: int
    key: tuple
    status: int
    topic_slug: str
    topic: str
    clause_id: int | None
    parent_id: int | None
    is_citywide: bool
    open_from: datetime | None
    open_until: datetime | None
    has_time: bool
    start: tuple[int, int]
    end: tuple[int, int]
    start_on: int
    end_on: int
    begins: int
    reaches: int
    bezirke: tuple = ()
    terms: tuple = ()
    places: tuple = ()

    def is_open(self, moment):
        """Can people take part at this moment?"""
        return bool(self.open_from and self.open_until and self.open_from <= moment < self.open_until)

    @property
    def is_over(self):
        """Is it done or dropped?"""
        return STATUSES[self.status] in OVER

    def runs(self, first, last, today, is_offered):
        """Does it run, or ``is_offered``, on at least one of these days? As ``narrowing.during`` asks the database."""
        if is_offered(self):
            return True
        (starts, starts_to), (ends, ends_to) = self.start, self.end
        goes_on = not self.is_over
        lasts = ends_to >= first or (not ends and (starts_to >= first or (starts and goes_on and first <= today)))
        if not lasts:
            return False
        return starts <= last if starts else bool(ends and ends <= last) or (goes_on and today <= last)


def everything(session):
    """Every public Vorhaben by its id."""
    return _read(session, lambda column: ())


def some(session, ids):
    """Those of these that are public, by id."""
    found, ids = {}, sorted(ids)
    for first in range(0, len(ids), CHUNK):
        chunk = ids[first : first + CHUNK]
        found |= _read(session, lambda column, chunk=chunk: (column.in_(chunk),))
    return found


def _read(session, only):
    public = select(Vorhaben.id).where(Vorhaben.publication == Publication.PUBLISHED)
    bezirke, terms, places, steps = (defaultdict(list) for _ in range(4))
    for table, key, value, found in (
        (vorhaben_bezirk, vorhaben_bezirk.c.vorhaben_id, vorhaben_bezirk.c.bezirk_number, bezirke),
        (vorhaben_term, vorhaben_term.c.vorhaben_id, vorhaben_term.c.term_id, terms),
        (StatusChange, StatusChange.vorhaben_id, StatusChange.on, steps),
    ):
        for owner, one in session.execute(select(key, value).select_from(table).where(*only(key))):
            found[owner].append(one)
    points = select(Place.vorhaben_id, Place.lat, Place.lon).where(Place.lat.is_not(None), *only(Place.vorhaben_id))
    for owner, *point in session.execute(points):
        places[owner].append(tuple(point))
    rows = session.execute(select(*_COLUMNS).where(*only(Vorhaben.id), Vorhaben.id.in_(public)))
    return {
        row.id: _thin(row, steps.get(row.id, ()))._replace(
            bezirke=tuple(bezirke.get(row.id, ())),
            terms=tuple(terms.get(row.id, ())),
            places=tuple(places.get(row.id, ())),
        )
        for row in rows
    }


_COLUMNS = (
    Vorhaben.id,
    Vorhaben.status,
    Vorhaben.topic_slug,
    Vorhaben.topic,
    Vorhaben.clause_id,
    Vorhaben.parent_id,
    Vorhaben.is_citywide,
    Vorhaben.open_from,
    Vorhaben.open_until,
    Vorhaben.updated_at,
    Vorhaben.start_on,
    Vorhaben.start_precision,
    Vorhaben.start_actual,
    Vorhaben.start_actual_precision,
    Vorhaben.end_on,
    Vorhaben.end_precision,
    Vorhaben.end_actual,
    Vorhaben.end_actual_precision,
)


UNKNOWN = (NEVER, NEVER)


def _thin(row, steps):
    closes = row.open_until.astimezone(UTC).date() if row.open_until else None
    times = (row.start_on, row.start_actual, row.end_on, row.end_actual, row.open_from)
    reaches = (
        _last(row.start_on, row.start_precision),
        _last(row.start_actual, row.start_actual_precision),
        _last(row.end_on, row.end_precision),
        _last(row.end_actual, row.end_actual_precision),
        _day(closes, NEVER),
        *(step.toordinal() for step in steps),
    )
    begins = (_day(row.start_on, ALWAYS), _day(row.start_actual, ALWAYS), *(step.toordinal() for step in steps))
    return Thin(
        id=row.id,
        key=(_RANK[row.status], -row.updated_at.timestamp(), row.id),
        status=STATUSES.index(row.status),
        topic_slug=row.topic_slug,
        topic=row.topic,
        clause_id=row.clause_id,
        parent_id=row.parent_id,
        is_citywide=row.is_citywide,
        open_from=row.open_from,
        open_until=row.open_until,
        has_time=any(time is not None for time in times),
        start=_covered(row.start_actual, row.start_actual_precision)
        or _covered(row.start_on, row.start_precision)
        or UNKNOWN,
        end=_covered(row.end_actual, row.end_actual_precision) or _covered(row.end_on, row.end_precision) or UNKNOWN,
        start_on=_day(row.start_on, NEVER),
        end_on=_day(row.end_on, NEVER),
        begins=min(begins),
        reaches=max(reaches),
    )


_RANK = {status: place for place, status in enumerate(BY_INTEREST)}


def _day(on, otherwise):
    return on.toordinal() if on else otherwise


@lru_cache(maxsize=20_000)
def _covered(on, precision):
    """The first and the last day that a time may mean, or ``None`` without one."""
    when = When.of(on, precision)
    return (on.toordinal(), when.last_day.toordinal()) if when else None


def _last(on, precision):
    """A time that is known to the year reaches into every quarter of it."""
    if on is None:
        return NEVER
    return (date(on.year, 12, 31) if precision == Precision.YEAR else on).toordinal()
