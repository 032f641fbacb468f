"""Dates and texts as the reader's language says them."""

import re
from datetime import datetime, timedelta
from functools import lru_cache, wraps
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_skeleton, format_time
from flask import g
from flask_babel import get_locale

from ..errors import N_
from ..i18n import gettext as _
from ..i18n import mark as _mark
from ..i18n import ngettext
from ..mount import setting
from ..person import GONE_NAME, NAMELESS
from ..vorhaben.models import Precision
from ..vorhaben.when import When
from . import language

_STANDING_IN = {GONE_NAME: N_("deleted account"), NAMELESS: N_("Without a name")}
_SENTENCE_END = re.compile(r"(?:(?<=[^\W\d][.!?])|(?<=\d{3}[.!?])|(?<=[“)][.!?]))\s+(?=[^\W_a-zäöüß]|„)")
_YEAR = {"uk": ("р.", "року"), "ru": ("г.", "года"), "bg": ("г.", "година")}
_SKELETONS = {Precision.MONTH: "yMMMM", Precision.QUARTER: "yQQQQ"}


def told(vorhaben):
    """The text of a Vorhaben in the page's language, else German; its ``lang`` says which it is."""
    return vorhaben.text_in(language.current())


def easy_version(vorhaben):
    """The text in easy German, where there is one."""
    return next((text for text in vorhaben.texts if text.lang == language.SIMPLE), None)


def lines(text):
    """One sentence a line, as easy reading wants it; a full stop after a number ends nothing."""
    return [line for part in text.splitlines() for line in _SENTENCE_END.split(part.strip()) if line]


def author(name):
    """Filter: the name of who wrote something; what stands in for a name is in the reader's language."""
    stands_in = _STANDING_IN.get(name)
    return _(stands_in) if stands_in else name


def mark(sign=","):
    """What stands between the parts of a list: the comma or the semicolon of the reader's script, and a space."""
    return _mark(get_locale().language, sign)


def joined(parts, sign=","):
    """The parts of a list in one line; an empty one is left out."""
    return mark(sign).join(str(part) for part in parts if part)


def quoted(text):
    """What somebody typed, between the quotation marks of the reader's language."""
    return _("“%(text)s”", text=text)


def quoted_list(texts):
    """Some words that somebody typed, each between quotation marks."""
    return joined(quoted(text) for text in texts)


def city_name():
    """Under which name the city answers."""
    return setting("CITY_NAME") or _("City of %(city)s", city=setting("CITY"))


def signature(office):
    """What stands above a word of the city: its name and an office, never the name of who typed it."""
    return joined((city_name(), (office or "").strip()))


def zone():
    """The city's time zone."""
    return ZoneInfo(setting("TIMEZONE"))


def formatted(function):
    """Decorator: what Babel makes of a date in a language is kept. A page says the same few dates again and again."""
    kept = lru_cache(maxsize=4000)(lambda name, *args: function(*args, locale=Locale.parse(name)))
    return wraps(function)(lambda *args: kept(_locale_name(), *args))


def _locale_name():
    """A locale is slow to say its name, so it is asked once in a request."""
    locale = get_locale()
    of, name = g.get("beteiligung_locale", (None, None))
    if of is not locale:
        name = str(locale)
        g.beteiligung_locale = locale, name
    return name


def local(moment):
    """A moment as the city's clock shows it."""
    return moment.astimezone(zone())


def now():
    """This moment on the city's clock: its ``date()`` is the city's day, which begins before that of UTC."""
    return datetime.now(zone())


def today():
    """The city's day."""
    return now().date()


@formatted
def day(date, locale):
    """11. Dezember 2026"""
    return _with_year(format_date(date, "long", locale=locale), locale)


@formatted
def full_day(date, locale):
    """Freitag, 11. Dezember 2026"""
    return _with_year(format_date(date, "full", locale=locale), locale)


def _with_year(said, locale):
    """The word "year" in full where a language has it: its short form ends with a point, and so does a sentence."""
    short, word = _YEAR.get(locale.language, ("", ""))
    return re.sub(rf"(?<=\d\s){re.escape(short)}", word, said) if short else said


@formatted
def weekday(date, locale):
    """Freitag, 11. Dezember: the language's own order, with the weekday in full, which its data lack."""
    if pattern := locale.datetime_skeletons.get("MMMMEd"):
        return format_date(date, re.sub(r"[Ec]+", "EEEE", pattern.pattern, count=1), locale=locale)
    return _with_year(format_date(date, "full", locale=locale), locale)


def moment(at):
    """14. November 2026, 17:20 Uhr"""
    at = local(at)
    return _("%(day)s, %(time)s", day=day(at.date()), time=_hour(at.time()))


def when(on, precision):
    """A date as exactly as it is known: day, month, quarter or year."""
    if on is None:
        return ""
    if precision in _SKELETONS:
        return _by_skeleton(_SKELETONS[precision], on)
    return str(on.year) if precision == Precision.YEAR else day(on)


@formatted
def _by_skeleton(skeleton, on, locale):
    return _with_year(format_skeleton(skeleton, on, locale=locale), locale)


@formatted
def _hour(time, locale):
    return format_time(time, "short", locale=locale)


def deadline(vorhaben):
    """The last day on which one can take part, and the hour where it is not midnight."""
    end = local(vorhaben.open_until)
    if end.hour == end.minute == 0:
        return weekday((end - timedelta(minutes=1)).date())
    return _("%(day)s, %(time)s", day=weekday(end.date()), time=_hour(end.time()))


def appointment(at):
    """Freitag, 4. Dezember, 17:00 Uhr: a moment to be there, in the months to come."""
    at = local(at)
    return _("%(day)s, %(time)s", day=weekday(at.date()), time=_hour(at.time()))


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
