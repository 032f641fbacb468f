"""The office of a body keeps its meetings and their agendas. Nothing here knows the web."""

from sqlalchemy import select

from ..errors import N_, NotAllowed, RuleBroken
from ..vorhaben.models import Publication
from . import rules
from .models import AgendaItem, Meeting

FIELDS = ("at", "room", "oparl_url", "web_url")


def add(session, gremium, person, values):
    """A new meeting. There is one at a time."""
    _office_only(person, gremium)
    _free(session, gremium, values["at"])
    meeting = Meeting(gremium=gremium, **{name: values[name] for name in FIELDS})
    session.add(meeting)
    session.flush()
    return meeting


def change(session, meeting, person, values):
    """Another time or room."""
    _office_only(person, meeting.gremium)
    _free(session, meeting.gremium, values["at"], but=meeting)
    for name in FIELDS:
        setattr(meeting, name, values[name])


def cancel(session, meeting, person, cancelled=True):
    """It does not take place, or does after all. Its agenda stays."""
    _office_only(person, meeting.gremium)
    meeting.cancelled = cancelled


def put_on(session, meeting, vorhaben, person, values):
    """A Vorhaben comes on the agenda, at its end; once."""
    _office_only(person, meeting.gremium)
    if vorhaben.publication != Publication.PUBLISHED:
        raise RuleBroken(N_("Only a published Vorhaben can be on an agenda."))
    if any(item.vorhaben_id == vorhaben.id for item in meeting.agenda):
        raise RuleBroken(N_("This Vorhaben is on the agenda already."))
    position = max((item.position for item in meeting.agenda), default=0) + 1
    item = AgendaItem(vorhaben=vorhaben, position=position, **values)
    meeting.agenda.append(item)
    session.flush()
    return item


def describe(session, item, person, values):
    """Another number, task or paper."""
    _office_only(person, item.meeting.gremium)
    for name, value in values.items():
        setattr(item, name, value)


def move(session, item, person, steps):
    """One place up or down."""
    _office_only(person, item.meeting.gremium)
    ordered = list(item.meeting.agenda)
    place = ordered.index(item)
    to = min(max(place + steps, 0), len(ordered) - 1)
    ordered.insert(to, ordered.pop(place))
    for position, one in enumerate(ordered, 1):
        one.position = position


def take_off(session, item, person):
    """It is not treated in this meeting."""
    _office_only(person, item.meeting.gremium)
    item.meeting.agenda.remove(item)


def _office_only(person, gremium):
    if not rules.may_keep_meetings(person, gremium):
        raise NotAllowed(N_("Only the office of this body may do this."))


def _free(session, gremium, at, but=None):
    there = select(Meeting.id).where(Meeting.gremium_id == gremium.id, Meeting.at == at)
    if session.scalar(there) not in (None, but.id if but else None):
        raise RuleBroken(N_("There is a meeting at this time already."))
