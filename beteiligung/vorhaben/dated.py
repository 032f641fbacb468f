"""Which Vorhaben a chart of a part of the calendar shows; answered from the shelf, like the list."""

from typing import NamedTuple

from . import answers
from .narrowing import Sort


class Number(NamedTuple):
    """How many fit, how many of them the window shows, and how many have no time at all."""

    total: int
    shown: int
    timeless: int


def in_window(session, filters, window, *, now, today, most, skip=0):
    """The ids of so many Vorhaben that fit and have something to show there: open on top, then what comes next.

    An order that somebody chose counts here too.
    """
    here, fit = answers.fitting(session, filters, now=now)
    fit &= _shown(here, window, today)
    if filters.sort != Sort.INTEREST:
        return answers.in_order(session, here, fit, filters, now=now, most=most, skip=skip)
    order = here.kept(("chart", today), lambda: _in_order_of_time(here, today))
    return order.part(fit, most, skip)


def without_time(session, filters, *, now, most, skip=0):
    """The ids of so many Vorhaben that fit and for which no time is known at all."""
    here, fit = answers.fitting(session, filters, now=now)
    return answers.in_order(session, here, fit & ~_timed(here), filters, now=now, most=most, skip=skip)


def count(session, filters, window, *, now, today):
    """How many fit, and how many of them stand where."""
    here, fit = answers.fitting(session, filters, now=now)
    shown = fit & _shown(here, window, today)
    return Number(fit.bit_count(), shown.bit_count(), (fit & ~_timed(here)).bit_count())


def _timed(here):
    return here.kept("timed", lambda: here.where(lambda row: row.has_time))


def _shown(here, window, today):
    """What has a time, anything on or after the first day, and anything on or before the last.

    What is not over lasts at least until today, and everything that is published has begun by today.
    """
    first, last, day = window.first.toordinal(), window.last.toordinal(), today.toordinal()

    def fits(row):
        reaches = row.reaches >= first or (first <= day and not row.is_over)
        return row.has_time and reaches and (last >= day or row.begins <= last)

    return here.kept(("window", first, last, day), lambda: here.where(fits))


def _in_order_of_time(here, today):
    day = today.toordinal()

    def key(row):
        comes = row.start_on if row.start_on > day else row.end_on if row.end_on >= day else 0
        is_open = here.position[row.id] < here.number_open
        closes = row.open_until.timestamp() if is_open else 0
        return not is_open, closes, not comes, comes, not row.end_on, -row.end_on, row.id

    return here.known([row.id for row in sorted(here.order, key=key)])
