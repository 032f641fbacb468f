"""How far a decision is: it follows from its conditions, else from its Vorhaben; late is what is due and not done."""

from datetime import date

import pytest

from beteiligung.beschluss.models import Beschluss, Condition, ConditionState, Result
from beteiligung.beschluss.progress import State, due, of_beschluss
from beteiligung.gremium.models import Task
from beteiligung.vorhaben.models import Precision, Status, Vorhaben

TODAY = date(2026, 3, 1)
BEFORE, AFTER = date(2026, 2, 1), date(2026, 4, 1)
OPEN, UNDERWAY, DONE, DROPPED = ConditionState


def decision(*conditions, status=Status.DECIDED, end=None, precision=Precision.DAY, result=Result.ADOPTED):
    vorhaben = Vorhaben(status=status, end_on=end, end_precision=precision if end else None)
    made = Beschluss(vorhaben=vorhaben, task=Task.DECIDE, result=result)
    made.conditions = [Condition(state=state, due_on=day) for state, day in conditions]
    return made


@pytest.mark.parametrize(
    ("conditions", "state", "day"),
    [
        ([(OPEN, BEFORE), (DONE, AFTER)], State.LATE, AFTER),
        ([(OPEN, AFTER), (DONE, BEFORE)], State.UNDERWAY, AFTER),
        ([(DONE, BEFORE), (DROPPED, AFTER)], State.DONE, BEFORE),
        ([(OPEN, AFTER), (OPEN, None)], State.OPEN, None),
    ],
)
def test_with_conditions(conditions, state, day):
    made = decision(*conditions, end=BEFORE)

    assert (of_beschluss(made, TODAY), due(made)) == (state, day)


@pytest.mark.parametrize(
    ("status", "end", "state"),
    [
        (Status.DECIDED, None, State.OPEN),
        (Status.DECIDED, AFTER, State.OPEN),
        (Status.DECIDED, BEFORE, State.LATE),
        (Status.UNDERWAY, BEFORE, State.LATE),
        (Status.DONE, BEFORE, State.DONE),
        (Status.DROPPED, BEFORE, State.DROPPED),
    ],
)
def test_without_conditions_it_is_as_far_as_its_vorhaben(status, end, state):
    assert of_beschluss(decision(status=status, end=end), TODAY) == state


def test_a_quarter_is_over_on_its_last_day():
    assert of_beschluss(decision(end=date(2026, 1, 1), precision=Precision.QUARTER), TODAY) == State.OPEN


def test_what_was_not_adopted_is_not_to_be_done():
    assert of_beschluss(decision(result=Result.REJECTED, end=BEFORE), TODAY) == State.NONE
