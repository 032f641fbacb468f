"""Dates and texts as the reader's language says them."""

import re
from datetime import timedelta
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_skeleton, format_time
from flask import current_app
from flask_babel import get_locale

from ..i18n import gettext as _
from ..i18n import ngettext
from ..vorhaben.models import Precision
from ..vorhaben.when import When
from . import language

FALLBACKS = {"de-simple": ("de-simple", "de")}
_SENTENCE_END = re.compile(r"(?:(?<=[^\W\d][.!?])|(?<=\d{3}[.!?])|(?<=[“)][.!?]))\s+(?=[^\W_a-zäöüß]|„)")
_SKELETONS = {Precision.MONTH: "yMMMM", Precision.QUARTER: "yQQQQ"}


def told(vorhaben):
    """The text of a Vorhaben in the page's language, else German; its ``lang`` says which it is."""
    tag = language.current()
    by_lang = {text.lang: text for text in vorhaben.texts}
    wanted = (*FALLBACKS.get(tag, (tag,)), "de")
    return next((by_lang[lang] for lang in wanted if lang in by_lang), vorhaben.texts[0])


def easy_version(vorhaben):
    """The text in easy German, where there is one."""
    return next((text for text in vorhaben.texts if text.lang == language.SIMPLE), None)


def lines(text):
    """One sentence a line, as easy reading wants it; a full stop after a number ends nothing."""
    return [line for part in text.splitlines() for line in _SENTENCE_END.split(part.strip()) if line]


def zone():
    """The city's time zone."""
    return ZoneInfo(current_app.config["BETEILIGUNG_TIMEZONE"])


def local(moment):
    """A moment as the city's clock shows it."""
    return moment.astimezone(zone())


def day(date):
    """11. Dezember 2026"""
    return format_date(date, "long", locale=get_locale())


def weekday(date):
    """Freitag, 11. Dezember: the language's own order, with the weekday in full, which its data lack."""
    locale = get_locale()
    if pattern := locale.datetime_skeletons.get("MMMMEd"):
        return format_date(date, re.sub(r"[Ec]+", "EEEE", pattern.pattern, count=1), locale=locale)
    return format_date(date, "full", locale=locale)


def moment(at):
    """14. November 2026, 17:20 Uhr"""
    at = local(at)
    return _("%(day)s, %(time)s", day=day(at.date()), time=format_time(at.time(), "short", locale=get_locale()))


def when(on, precision):
    """A date as exactly as it is known: day, month, quarter or year."""
    if on is None:
        return ""
    if precision in _SKELETONS:
        return format_skeleton(_SKELETONS[precision], on, locale=get_locale())
    return str(on.year) if precision == Precision.YEAR else day(on)


def deadline(vorhaben):
    """The last day on which one can take part, and the hour where it is not midnight."""
    end = local(vorhaben.open_until)
    if end.hour == end.minute == 0:
        return weekday((end - timedelta(minutes=1)).date())
    return _("%(day)s, %(time)s", day=weekday(end.date()), time=format_time(end.time(), "short", locale=get_locale()))


def last_day(vorhaben):
    """The last day on which one can take part, without the hour: enough for a card."""
    return weekday(local(vorhaben.open_until - timedelta(minutes=1)).date())


def days_left(vorhaben, now):
    """noch 19 Tage"""
    days = (local(vorhaben.open_until - timedelta(minutes=1)).date() - local(now).date()).days
    if days <= 0:
        return _("today is the last day")
    return ngettext("%(num)d day left", "%(num)d days left", days)


def times(vorhaben):
    """When it is meant to happen, in one short phrase."""
    start = when(vorhaben.start_on, vorhaben.start_precision)
    end = when(vorhaben.end_on, vorhaben.end_precision)
    if start and end:
        return start if start == end else _("%(start)s to %(end)s", start=start, end=end)
    if start:
        return _("from %(start)s", start=start)
    return _("until %(end)s", end=end) if end else _("No date yet")


def is_late(vorhaben):
    """Is the end later than the one that was planned first?"""
    end = When.of(vorhaben.end_on, vorhaben.end_precision)
    first = When.of(vorhaben.end_first, vorhaben.end_first_precision)
    return bool(end and first and end.last_day > first.last_day)
