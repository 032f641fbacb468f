"""A part of the calendar as a filter: what can be chosen, and how it is said."""

from typing import NamedTuple

from ..i18n import gettext as _
from ..vorhaben.narrowing import Span
from ..vorhaben.when import When
from . import words

YEARS_BACK, YEARS_AHEAD = 2, 5


class Choice(NamedTuple):
    """A link of the menu: its words and its part of the calendar."""

    word: str
    span: Span


def written(span, edge):
    """The begin or the end of a span as it stands in an address, or ``None``."""
    when = getattr(span, edge) if span else None
    return when.written if when else None


def words_for(span):
    """2027, or: 3. Quartal 2026 bis 2027"""
    begin, end = (words.when(when.on, when.precision) if when else "" for when in (span.begin, span.end))
    if begin and end:
        return begin if begin == end else _("%(start)s to %(end)s", start=begin, end=end)
    return _("from %(start)s", start=begin) if begin else _("until %(end)s", end=end)


def choices(today):
    """What most people mean: this quarter or year, the next one, and all that comes later."""
    quarter, year = _quarter(today.year, _number(today)), _year(today.year)
    following = _quarter(today.year + 1, 1) if _number(today) == 4 else _quarter(today.year, _number(today) + 1)
    later = _year(today.year + 1)
    return (
        Choice(_("This quarter"), Span(quarter, quarter)),
        Choice(_("Next quarter"), Span(following, following)),
        Choice(_("This year"), Span(year, year)),
        Choice(_("Next year"), Span(later, later)),
        Choice(_("Later than that"), Span(_year(today.year + 2), None)),
    )


def calendar(today, span):
    """Years with their quarters for a form: (year, [(value, words)]), and whatever is chosen already."""
    chosen = {when.on.year for when in (span.begin, span.end) if when} if span else set()
    years = sorted({*range(today.year - YEARS_BACK, today.year + YEARS_AHEAD + 1), *chosen})
    return [(year, [_option(_year(year)), *(_option(_quarter(year, q)) for q in range(1, 5))]) for year in years]


def _option(when):
    return when.written, words.when(when.on, when.precision)


def _number(day):
    return (day.month + 2) // 3


def _year(year):
    return When.parse(str(year))


def _quarter(year, number):
    return When.parse(f"{year}-Q{number}")
