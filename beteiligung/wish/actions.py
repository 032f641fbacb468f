from sqlalchemy.exc import IntegrityError

from ..errors import N_, NotAllowed, RuleBroken
from . import queries, rules
from .models import Wish


def wish(session, vorhaben, person, *, now, ways=None):
    """Count this person in; a second time, or twice at once, changes nothing. ``ways`` as for writing."""
    if not rules.may_wish(person, ways):
        raise NotAllowed(N_("Please log in to ask for participation."))
    if not rules.can_be_wished(vorhaben, now):
        raise RuleBroken(N_("Here people can take part already, or it is too late."))
    if queries.of(session, vorhaben.id, person):
        return
    try:
        with session.begin_nested():
            session.add(Wish(vorhaben_id=vorhaben.id, author_id=person.id, wished_at=now))
    except IntegrityError:  # the same person at the very same moment: counted once
        pass


def withdraw(session, vorhaben, person):
    """Count this person out again."""
    if not rules.may_wish(person):
        raise NotAllowed(N_("Please log in to ask for participation."))
    if found := queries.of(session, vorhaben.id, person):
        session.delete(found)
        session.flush()


def answer(session, vorhaben, person, reason, *, now):
    """What the city says to those who asked; it stands in public, with the reason."""
    if not rules.may_answer(person):
        raise NotAllowed(N_("Only the administration may do this."))
    if not reason:
        raise RuleBroken(N_("The answer needs a reason."))
    vorhaben.wish_answer, vorhaben.wish_answered_at = reason, now
    session.flush()
