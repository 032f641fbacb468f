"""What a chart of time says in words: bars, columns, milestones, delays."""

from typing import NamedTuple

from babel.dates import format_skeleton, get_quarter_names
from flask_babel import LazyString, get_locale

from ..i18n import gettext as _
from ..i18n import lazy_gettext, ngettext
from ..vorhaben import schedule
from ..vorhaben.models import Precision
from ..vorhaben.schedule import NO_END, Kind, Milestone
from . import words


class Look(NamedTuple):
    """Class of a bar, the word on it, and the words in the legend."""

    slug: str
    word: LazyString
    legend: LazyString


LOOKS = {
    Kind.OPEN: Look("open", lazy_gettext("Take part"), lazy_gettext("Take part now")),
    Kind.TALK: Look("talk", lazy_gettext("Take part"), lazy_gettext("Taking part, earlier or later")),
    Kind.ANNOUNCED: Look("ansage", lazy_gettext("Announced"), lazy_gettext("Announced")),
    Kind.PLAN: Look("plan", lazy_gettext("Planning"), lazy_gettext("Planning")),
    Kind.WAIT: Look("wait", lazy_gettext("Evaluation"), lazy_gettext("Evaluation")),
    Kind.WORK: Look("bau", lazy_gettext("Work"), lazy_gettext("Work")),
    Kind.LATE: Look("spaet", lazy_gettext("Later"), lazy_gettext("Later than planned")),
    Kind.DONE: Look("fertig", lazy_gettext("Done"), lazy_gettext("Done")),
}
"""In the order of the legend."""

YEARS_FROM = 24
"""Longer delays, in months, are told in years."""

SIGNS = {
    Milestone.DECISION: lazy_gettext("Decision"),
    Milestone.CLOSING: lazy_gettext("Taking part ends"),
}


def on_bar(bar):
    """The word on a bar, and until when where it goes on after the chart."""
    word = LOOKS[bar.kind].word
    if bar.goes_on and bar.ends < NO_END:
        return _("%(what)s, until %(when)s", what=word, when=words.when(bar.ends, Precision.YEAR))
    return str(word)


def quarter(column):
    """Q3"""
    return get_quarter_names("abbreviated", locale=get_locale())[(column.first.month + 2) // 3]


def months(column):
    """Juli bis September"""
    return _("%(start)s to %(end)s", start=_month(column.first), end=_month(column.last))


@words.formatted
def _month(day, locale):
    return format_skeleton("MMMM", day, locale=locale)


def span(window):
    """3. Quartal 2026 bis 3. Quartal 2028, or the years"""
    precision = Precision.YEAR if window.by_years else Precision.QUARTER
    start, end = words.when(window.first, precision), words.when(window.columns[-1].first, precision)
    return _("%(start)s to %(end)s", start=start, end=end)


def milestone(mark, today):
    """One milestone with its day."""
    day = words.day(mark.on)
    if mark.kind == Milestone.DECISION:
        return _("Decision on %(day)s", day=day)
    if mark.on < today:
        return _("Taking part ended on %(day)s", day=day)
    return _("Taking part ends on %(day)s", day=day)


def delay(vorhaben):
    """3 Monate später, from two years on 2 Jahre später; nothing where it is in time."""
    late = schedule.months_late(vorhaben)
    if late is None:
        return ""
    if late >= YEARS_FROM:
        return ngettext("%(num)d year later", "%(num)d years later", late // 12)
    return ngettext("%(num)d month later", "%(num)d months later", late) if late else _("Later")


def start(vorhaben):
    """When it begins or began, or a dash."""
    return _when(schedule.start(vorhaben))


def end(vorhaben):
    """When it ends or ended, or a dash."""
    return _when(schedule.end(vorhaben))


def last_day(vorhaben):
    """11. Dezember: the last day on which one can take part, as short as a chart needs it."""
    return format_skeleton("MMMMd", schedule.last_open_day(vorhaben, words.local), locale=get_locale())


def first_end(vorhaben):
    """The end that was planned first."""
    return words.when(vorhaben.end_first, vorhaben.end_first_precision)


def taking_part(vorhaben):
    """From when to when one can or could take part, or a dash."""
    if not (vorhaben.open_from and vorhaben.open_until):
        return "–"
    first, last = words.local(vorhaben.open_from).date(), schedule.last_open_day(vorhaben, words.local)
    return _("%(start)s to %(end)s", start=words.day(first), end=words.day(last))


def decided(vorhaben, today):
    """The days on which something was decided, or a dash."""
    days = [words.day(step.on) for step in schedule.decisions(vorhaben, today)]
    return words.joined(days) or "–"


def _when(known):
    return words.when(*known) if known else "–"
