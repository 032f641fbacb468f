"""The part of the calendar that a chart shows: columns of quarters or years, and bars as numbers of cells."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import groupby
from typing import NamedTuple

from .narrowing import EARLIEST, LATEST
from .schedule import Kind
from .when import When


class Scale(NamedTuple):
    """A column is ``months`` long and has ``cells``; a window has ``columns``, the first one ``before`` today's."""

    months: int
    cells: int
    columns: int
    before: int


QUARTERS = Scale(months=3, cells=3, columns=9, before=1)
YEARS = Scale(months=12, cells=4, columns=6, before=1)


class Column(NamedTuple):
    """A quarter or a year, with the first and the last of its days."""

    first: date
    last: date

    def share(self, day):
        """Where one of its days lies, in per cent of its width."""
        return round(100 * ((day - self.first).days + 0.5) / ((self.last - self.first).days + 1), 1)

    def holds(self, day):
        """Is that one of its days?"""
        return self.first <= day <= self.last


class Bar(NamedTuple):
    """``width`` cells of one kind, or of nothing. ``ends`` is its last day, also where it ``goes_on`` after the window;
    ``comes_in`` says that it began before."""

    kind: Kind | None
    width: int
    ends: date | None = None
    comes_in: bool = False
    goes_on: bool = False


@dataclass(frozen=True)
class Window:
    """``start`` counts months since the year 0."""

    start: int
    scale: Scale

    @classmethod
    def at(cls, text, scale, today):
        """From an address (``2026-Q1``, ``2026``); what is no time there means: around today."""
        try:
            on, back = When.parse(text or "").on, 0
        except (ValueError, OverflowError):
            on, back = today, scale.before
        return cls(0, scale)._from(_month(on) - back * scale.months)

    def moved(self, columns):
        """The window so many columns later, or earlier for a negative number, as far as the calendar goes."""
        return self._from(self.start + columns * self.scale.months)

    def _from(self, month):
        month = max(12 * EARLIEST, min(month, 12 * LATEST))
        return replace(self, start=month - month % self.scale.months)

    @property
    def first(self):
        """Its first day."""
        return _day(self.start)

    @property
    def last(self):
        """Its last day."""
        return _day(self.start + self.scale.columns * self.scale.months) - timedelta(days=1)

    @property
    def written(self):
        """As it stands in an address."""
        year, month = divmod(self.start, 12)
        return str(year) if self.by_years else f"{year}-Q{month // 3 + 1}"

    @property
    def by_years(self):
        """Are its columns years?"""
        return self.scale == YEARS

    @property
    def columns(self):
        """Every column, in order."""
        steps = range(self.scale.columns)
        return [Column(*self._days(self.start + step * self.scale.months, self.scale.months)) for step in steps]

    @property
    def years(self):
        """Each year that it shows, and over how many columns."""
        found = {}
        for column in self.columns:
            found[column.first.year] = found.get(column.first.year, 0) + 1
        return list(found.items())

    @property
    def cells(self):
        """How many cells a row has."""
        return self.scale.columns * self.scale.cells

    def share(self, day):
        """Where a day lies, in per cent of the whole width, or ``None`` outside."""
        for index, column in enumerate(self.columns):
            if column.holds(day):
                return round((100 * index + column.share(day)) / self.scale.columns, 2)
        return None

    def bars(self, spans):
        """The spans as bars that together are as wide as the window. A cell shows the one span that matters most."""
        cells = [self._shown(spans, number) for number in range(self.cells)]
        return [self._bar(kind, list(group)) for kind, group in groupby(cells, key=lambda span: span and span.kind)]

    def _bar(self, kind, cells):
        if kind is None:
            return Bar(None, len(cells))
        begins, ends = cells[0].first, cells[-1].last
        return Bar(kind, len(cells), ends, comes_in=begins < self.first, goes_on=ends > self.last)

    def _shown(self, spans, number):
        """Taking part before all, what would show nowhere else before the rest, then what lasts longest in the cell."""
        months = self.scale.months // self.scale.cells
        first, last = self._days(self.start + number * months, months)
        inside = [span for span in spans if span.first <= last and span.last >= first]
        return max(inside, key=lambda span: _weight(span, first, last), default=None)

    @staticmethod
    def _days(month, months):
        return _day(month), _day(month + months) - timedelta(days=1)


def _weight(span, first, last):
    rank = {Kind.OPEN: 3, Kind.TALK: 2, Kind.DONE: 0}.get(span.kind, 1)
    is_inside = span.first >= first and span.last <= last
    return rank, is_inside, (min(span.last, last) - max(span.first, first)).days


def _month(day):
    return 12 * day.year + day.month - 1


def _day(month):
    return date(month // 12, month % 12 + 1, 1)
