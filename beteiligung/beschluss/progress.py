"""How far a decision is: it follows from its conditions, or from the Vorhaben where it has none."""

import enum

from ..gremium.models import Task
from ..vorhaben.models import Status
from ..vorhaben.when import When
from .models import ConditionState, Result


class State(enum.StrEnum):
    """What became of a decision, or of a condition. ``NONE``: there is nothing to be done."""

    LATE = "late"
    OPEN = "open"
    UNDERWAY = "underway"
    DONE = "done"
    DROPPED = "dropped"
    NONE = "none"


def of_condition(condition, today):
    """Late comes before what the office says."""
    return State.LATE if condition.is_late(today) else State(condition.state.value)


def due(beschluss):
    """Until when it must be done: the last day of its conditions, else the planned end of the Vorhaben, if known."""
    days = [one.due_on for one in beschluss.conditions if one.state != ConditionState.DROPPED]
    if days:
        return max(days) if all(days) else None
    end = When.of(beschluss.vorhaben.end_on, beschluss.vorhaben.end_precision)
    return end.last_day if end else None


def of_beschluss(beschluss, today):
    """The worst of its conditions; without any, how far the Vorhaben is: late when its end has passed."""
    if beschluss.task != Task.DECIDE or beschluss.result not in (Result.ADOPTED, Result.CHANGED):
        return State.NONE
    states = {of_condition(one, today) for one in beschluss.conditions if one.state != ConditionState.DROPPED}
    if not states:
        state = _OF_VORHABEN.get(beschluss.vorhaben.status, State.OPEN)
        end = due(beschluss)
        return State.LATE if end and end < today and state in (State.OPEN, State.UNDERWAY) else state
    if State.LATE in states:
        return State.LATE
    return states.pop() if len(states) == 1 else State.UNDERWAY


_OF_VORHABEN = {Status.UNDERWAY: State.UNDERWAY, Status.DONE: State.DONE, Status.DROPPED: State.DROPPED}
