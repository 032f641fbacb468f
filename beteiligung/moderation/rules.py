"""Who may do what. Each answer is a plain bool about a person and a thing."""

from ..roles import ADMINISTRATION, MODERATION
from .models import RESTRICTIONS, Kind


def may_moderate(person):
    """Read the inbox with everything that lies in it, and the log."""
    return person is not None and MODERATION in person.roles


def may_decide(person, beitrag):
    """Publish, restrict, leave, warn and block; nobody decides about what they wrote themselves."""
    return may_moderate(person) and person.id != beitrag.author_id


def may_answer(person):
    """Answer in the name of the city, and keep the templates."""
    return person is not None and bool({MODERATION, ADMINISTRATION} & person.roles)


def may_note(person):
    """Leave a note for the staff, and read those of others."""
    return may_answer(person)


def hears_objections(person, administration_too=False):
    """Look into the tray of objections. A city with a single moderator lets the administration decide too."""
    wanted = {MODERATION, ADMINISTRATION} if administration_too else {MODERATION}
    return person is not None and bool(wanted & person.roles)


def may_decide_objection(person, objection, administration_too=False):
    """Whoever decided first does not decide again, in whatever role; nor does anybody in their own matter."""
    if not hears_objections(person, administration_too):
        return False
    decision = objection.decision
    involved = {decision.by_id, decision.person_id, objection.report and objection.report.reporter_id}
    return person.id not in involved


def may_object(decision, *, by_reporter, now):
    """The author against what was restricted, a warning or a block; who reported against what was left."""
    concerns = decision.kind == Kind.LEFT if by_reporter else decision.kind != Kind.LEFT
    return concerns and decision.lifted_at is None and now < decision.object_until


def may_read_statement(person, decision):
    """The author, logged in; everybody else needs the code."""
    return person is not None and person.id == decision.person_id and decision.kind != Kind.LEFT


def is_restriction(decision):
    """Whether it takes something out of public view."""
    return decision.kind in RESTRICTIONS
