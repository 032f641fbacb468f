"""What members say among themselves, and the moment at which their body makes it public."""

from sqlalchemy import select

from ..errors import N_, Conflict, NotAllowed, RuleBroken
from . import rules
from .models import Remark

LONGEST = 5000
"""Characters of a remark, a question or an answer: as long as a contribution."""


def say(session, person, gremium, vorhaben, body, *, now):
    """A word to the others of the body, about one Vorhaben."""
    if not rules.may_talk(person, gremium):
        raise NotAllowed(N_("Only members of this body may do this."))
    remark = Remark(
        gremium=gremium,
        vorhaben=vorhaben,
        author_id=person.id,
        author_name=person.name,
        body=written(body),
        said_at=now,
    )
    session.add(remark)
    return remark


def withdraw(session, person, remark, *, now):
    """Take one's own words back, as long as they are internal. Their place stays, the words do not."""
    if not rules.may_talk(person, remark.gremium) or remark.author_id != person.id:
        raise NotAllowed(N_("Only whoever said it may withdraw it."))
    if remark.published_at is not None:
        raise Conflict(N_("The body has made this public. Its office can take that back."))
    if remark.withdrawn_at is None:
        remark.withdrawn_at, remark.body = now, ""


def open_remark(session, person, remark, *, decided_on, now, today):
    """Show one remark to everybody, as the body decided on that day."""
    if remark.withdrawn_at is not None:
        raise Conflict(N_("This was withdrawn. It cannot be made public."))
    make_public(person, remark, decided_on=decided_on, now=now, today=today)


def open_talk(session, person, gremium, vorhaben, *, decided_on, now, today, seen):
    """Show what was said so far. ``seen`` are the ids that were read before: later words stay internal."""
    _must_open(person, gremium)
    waiting = (Remark.withdrawn_at.is_(None), Remark.published_at.is_(None), Remark.id.in_(seen))
    of_talk = (Remark.gremium_id == gremium.id, Remark.vorhaben_id == vorhaben.id)
    remarks = session.scalars(select(Remark).where(*of_talk, *waiting)).all()
    for remark in remarks:
        make_public(person, remark, decided_on=decided_on, now=now, today=today)
    return len(remarks)


def make_public(person, thing, *, decided_on, now, today):
    """Record that the body wants a remark or a question to be public: on which day it said so, and who did it."""
    _must_open(person, thing.gremium)
    if decided_on > today:
        raise RuleBroken(N_("A decision cannot lie in the future."))
    if thing.published_at is None:
        thing.published_at, thing.published_by, thing.decided_on = now, person.name, decided_on


def take_back(session, person, thing):
    """A remark or a question is internal again."""
    _must_open(person, thing.gremium)
    thing.published_at = thing.published_by = thing.decided_on = None


def written(text):
    """What was typed without blanks around it; never nothing, never endless."""
    text = (text or "").strip()
    if not text or len(text) > LONGEST:
        raise RuleBroken(N_("Please write something, up to %(limit)s characters."), limit=LONGEST)
    return text


def _must_open(person, gremium):
    if not rules.may_open(person, gremium):
        raise NotAllowed(N_("Only the office of this body may do this."))
