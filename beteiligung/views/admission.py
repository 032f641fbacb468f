"""Who may write here, and under which conditions: the one place that decides it for every form."""

from dataclasses import dataclass

from ..beitrag import rules
from ..identity import Person, current_person
from .templating import appears_at_once, ways_open


@dataclass(frozen=True)
class Admission:
    """Somebody may write as ``person``; it appears ``at_once``, or once a moderator has read it."""

    person: Person
    at_once: bool


def admission(vorhaben):
    """Under which conditions whoever is asking may write about this Vorhaben, or ``None``."""
    person = current_person()
    return Admission(person, appears_at_once(vorhaben)) if rules.may_submit(person, ways_open(vorhaben)) else None
