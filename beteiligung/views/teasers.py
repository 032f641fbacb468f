"""What a host shows of us on pages of its own: the newest Vorhaben and a few numbers, as plain values."""

import logging
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass
from datetime import date, datetime

from flask import current_app, g, has_request_context, url_for
from flask_babel import force_locale, get_locale
from sqlalchemy.exc import SQLAlchemyError

from ..db import current_session
from ..i18n import gettext_name, public_tag, writing_direction
from ..mount import setting
from ..vorhaben import answers
from . import labels, language, naming_words, words
from .pieces import piece

MOST = 50
"""More than these nobody reads on a home page."""


@dataclass(frozen=True, slots=True)
class Teaser:
    """One Vorhaben in a few words. All of it is text and not HTML: a template must escape it, as Jinja does.

    ``lang`` and ``dir`` belong to ``title`` and ``summary``, which are German where the wanted language is missing.
    ``place`` is a name and always German; ``topic`` is in ``topic_lang``, which is German too where it is missing.
    ``status``, ``when`` and ``until`` speak the wanted language.
    """

    title: str
    summary: str
    lang: str
    dir: str
    url: str
    status: str
    topic: str
    topic_lang: str
    place: str
    when: str
    published_on: date | None
    open_until: datetime | None
    until: str

    @property
    def is_open(self):
        """Can people take part now?"""
        return self.open_until is not None


@dataclass(frozen=True, slots=True)
class Numbers:
    """``published`` is all that is public, ``current`` what is not over, ``open`` where people can take part.

    ``next_end`` is when the first of these ends.
    """

    published: int
    current: int
    open: int
    next_end: datetime | None


def newest(number, lang, bezirk, open_now):
    """What was published last."""
    whole = not has_request_context()  # no browser knows where we are
    wanted = (max(0, min(int(number), MOST)), bezirk, bool(open_now), whole)
    with _somewhere(), _speaking(_tag(lang)):
        return _or_nothing(lambda: piece("newest", *wanted, caller=lambda: _read(*wanted)), ())


def numbers():
    """How many there are."""
    return _or_nothing(_count, None)


def _read(most, bezirk, open_now, whole):
    session, now = current_session(), words.now()
    ids = answers.newest(session, now=now, most=most, bezirk=bezirk, open_now=open_now)
    known = answers.records(session, ids)
    return tuple(_teaser(known[id_], now, whole) for id_ in ids if id_ in known)


def _count():
    session, now = current_session(), words.now()
    here = answers.shelf(session, now=now)
    is_open, end = answers.next_to_close(session, now=now)
    return Numbers(here.size, here.current.bit_count(), is_open, end)


def _teaser(vorhaben, now, whole):
    text, topic, is_open = words.told(vorhaben), naming_words.topic(vorhaben), vorhaben.is_open(now)
    return Teaser(
        title=text.title,
        summary=text.summary,
        lang=language.html_tag(text.lang),
        dir=writing_direction(text.lang),
        url=url_for("beteiligung.eines", slug=vorhaben.slug, lang=language.current(), _external=whole),
        status=str(labels.of(vorhaben, now).word),
        topic=topic.name,
        topic_lang=topic.lang,
        place=_place(vorhaben),
        when=words.times(vorhaben),
        published_on=words.local(vorhaben.published_at).date() if vorhaben.published_at else None,
        open_until=vorhaben.open_until if is_open else None,
        until=words.last_day(vorhaben) if is_open else "",
    )


def _place(vorhaben):
    """Where it is: its first two places, else its Stadtbezirke, else the city."""
    names = [place.words for place in vorhaben.places[:2]] or [bezirk.short_name for bezirk in vorhaben.bezirke]
    return words.joined(names) or setting("CITY")


def _or_nothing(ask, nothing):
    """A host's own page must not fail because our database is gone; whoever runs it finds the reason in the log."""
    try:
        return ask()
    except (SQLAlchemyError, OSError):
        logging.getLogger("beteiligung").exception("the database cannot be asked, so a page of the host shows less")
        if session := g.get("beteiligung_session"):
            with suppress(SQLAlchemyError):
                session.rollback()
        return nothing


def _tag(wanted):
    """The language that was asked for, else the one of the page at hand, else the city's first one."""
    of_page = g.get("beteiligung_lang") or (public_tag(locale) if (locale := get_locale()) else None)
    return next((tag for tag in (wanted, of_page) if tag in language.offered()), language.offered()[0])


@contextmanager
def _speaking(tag):
    before = g.get("beteiligung_lang")
    g.beteiligung_lang = tag
    try:
        with force_locale(gettext_name(tag)):
            yield
    finally:
        g.pop("beteiligung_lang")
        if before is not None:
            g.beteiligung_lang = before


def _somewhere():
    """Outside of a request, in a script or a task, addresses are those of ``BETEILIGUNG_BASE_URL``."""
    return nullcontext() if has_request_context() else current_app.test_request_context(base_url=setting("BASE_URL"))
