"""Who weighs, and who may read what was weighed. Each answer is a plain bool."""

from ..roles import ADMINISTRATION, BEZIRKSVERTRETUNG, GESCHAEFTSSTELLE
from .models import AbwaegungState

NEEDED = ("assessment", "disposition", "reason", "reason_simple")
"""Without these no argument is done."""


def may_weigh(person):
    """The administration sorts, assesses and gives reasons."""
    return person is not None and ADMINISTRATION in person.roles


def may_read(person, abwaegung):
    """What is open is for those who weigh; what is closed lies on the desk of the bodies; the rest is public."""
    if abwaegung.state == AbwaegungState.PUBLISHED:
        return True
    roles = person.roles if person is not None else frozenset()
    if abwaegung.state == AbwaegungState.CLOSED:
        return bool({BEZIRKSVERTRETUNG, GESCHAEFTSSTELLE, ADMINISTRATION} & roles)
    return ADMINISTRATION in roles


def lacking(argument):
    """Which of what it needs an argument lacks."""
    return tuple(name for name in NEEDED if not getattr(argument, name))
