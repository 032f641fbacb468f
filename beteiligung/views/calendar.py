"""Until when one can take part, for people's own calendars (RFC 5545)."""

from datetime import UTC, datetime, timedelta

from flask import Response, request, url_for
from icalendar import Calendar, Event
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from ..db import current_session
from ..i18n import gettext as _
from ..mount import own
from ..subscription import news
from ..vorhaben.models import Vorhaben
from . import targets, words
from .feeds import kept, where
from .public import bp

KEPT = timedelta(days=30)
"""An end that is over stays so long: a calendar that forgets at once confuses people."""
MOST = 500


@bp.route("/<lang>/termine.ics")
def kalender():
    """The end of each offer as a day in the calendar. A later save moves it: the UID stays."""
    session, now = current_session(), datetime.now(UTC)
    target = targets.asked(request.args)
    rows = session.scalars(
        select(Vorhaben)
        .where(news.PUBLIC, Vorhaben.open_until > now - KEPT, *where(session, target, now))
        .options(selectinload(Vorhaben.texts), selectinload(Vorhaben.places))
        .order_by(Vorhaben.open_until, Vorhaben.id)
        .limit(MOST)
    )
    name = targets.said(target)
    calendar = Calendar()
    calendar.add("prodid", "-//beteiligung//Vorhaben//DE")
    calendar.add("version", "2.0")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", timedelta(hours=6))
    for vorhaben in rows:
        calendar.add_component(_end(vorhaben))
    answer = Response(calendar.to_ical(), mimetype="text/calendar")
    answer.headers["Content-Disposition"] = 'inline; filename="termine.ics"'
    answer.last_modified = news.touched(session)
    return kept(answer)


def _end(vorhaben):
    text = words.told(vorhaben)
    day = words.local(vorhaben.open_until - timedelta(minutes=1)).date()
    event = Event()
    event.add("uid", f"{own('vorhaben', '-')}-{vorhaben.id}-ende@{request.host.split(':')[0]}")
    event.add("dtstamp", vorhaben.updated_at)
    event.add("last-modified", vorhaben.updated_at)
    event.add("sequence", vorhaben.version)
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("summary", _("Last day to take part: %(title)s", title=text.title))
    until = _("Until %(end)s.", end=words.deadline(vorhaben))
    event.add("description", f"{text.summary}\n{until}")
    event.add("url", url_for(".eines", slug=vorhaben.slug, _external=True))
    event.add("transp", "TRANSPARENT")
    if vorhaben.places:
        event.add("location", "; ".join(place.words for place in vorhaben.places))
        if vorhaben.places[0].lat is not None:
            event.add("geo", (vorhaben.places[0].lat, vorhaben.places[0].lon))
    return event
