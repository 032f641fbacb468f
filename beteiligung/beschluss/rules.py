"""Who may record and carry out decisions, what a body may decide on, and what a decision does to a Vorhaben."""

from ..gremium.models import GremiumKind, Task
from ..gremium.rules import may_keep_meetings
from ..roles import ADMINISTRATION
from ..text import fold
from ..vorhaben.models import Publication, Status
from ..vorhaben.rules import next_statuses
from .models import Result

AFTER_REJECTION = (Status.DROPPED, Status.PREPARATION)
"""What may become of a Vorhaben whose plan a body has rejected."""

FURTHER = (Status.DECIDED, Status.UNDERWAY, Status.DONE)
"""Whoever is here has been decided on before; one more decision does not throw it back."""


def may_record(person, gremium):
    """The office of a body records what this body decided, and nobody else."""
    return may_keep_meetings(person, gremium)


def may_see_conditions(person):
    """The list of what is to be done."""
    return person is not None and ADMINISTRATION in person.roles


def may_carry_out(person, condition):
    """The administration reports on conditions; somebody of one office on those of this office alone."""
    if not may_see_conditions(person):
        return False
    return not person.office or fold(person.office) == fold(condition.office or "")


def can_be_decided(vorhaben):
    """Only what everybody can see."""
    return vorhaben.publication == Publication.PUBLISHED


def is_competent(gremium, vorhaben):
    """May this body decide, and not only say its opinion? A Bezirksvertretung does on what lies in its Stadtbezirk."""
    if gremium.kind != GremiumKind.BEZIRKSVERTRETUNG:
        return True
    return any(bezirk.number == gremium.bezirk_number for bezirk in vorhaben.bezirke)


def steps_to(vorhaben, task, result, after_rejection, *, now):
    """Which states a Vorhaben passes because of a decision, the last one stays: perhaps none, ``None`` if it cannot be.

    Whatever is still said to be in participation while its time is over is evaluated first.
    """
    target = _target(vorhaben, task, result, after_rejection)
    if target is None or target == vorhaben.status:
        return ()
    if target in next_statuses(vorhaben.status):
        return (target,)
    over = vorhaben.status == Status.PARTICIPATION and not vorhaben.is_open(now)
    return (Status.EVALUATION, target) if over and target in next_statuses(Status.EVALUATION) else None


def _target(vorhaben, task, result, after_rejection):
    if task != Task.DECIDE or result in (Result.POSTPONED, Result.NOTED):
        return None
    if result == Result.REJECTED:
        return after_rejection
    return None if vorhaben.status in FURTHER else Status.DECIDED
