"""The life of a Vorhaben as spans of days: what was, what is, what is planned. A chart draws them."""

import enum
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

from .models import Status
from .when import When

DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)
NO_END = date.max


class Kind(enum.StrEnum):
    """What goes on during a span."""

    ANNOUNCED = "announced"
    PLAN = "plan"
    OPEN = "open"
    TALK = "talk"
    WAIT = "wait"
    WORK = "work"
    LATE = "late"
    DONE = "done"


class Span(NamedTuple):
    """``last`` is the last day that still belongs to it, or ``NO_END``."""

    kind: Kind
    first: date
    last: date


class Milestone(enum.StrEnum):
    """What a chart marks on a single day."""

    DECISION = "decision"
    CLOSING = "closing"


class Mark(NamedTuple):
    """A milestone and its day."""

    kind: Milestone
    on: date


_STEP = {
    Status.ANNOUNCED: Kind.ANNOUNCED,
    Status.PREPARATION: Kind.PLAN,
    Status.PARTICIPATION: Kind.TALK,
    Status.EVALUATION: Kind.WAIT,
    Status.DECIDED: Kind.PLAN,
    Status.UNDERWAY: Kind.WORK,
    Status.DONE: Kind.DONE,
}
_BEFORE_WORK = (Status.ANNOUNCED, Status.PREPARATION, Status.DECIDED)
_TALKED_OVER = (Status.PARTICIPATION, Status.EVALUATION)


def spans(vorhaben, *, now, local=lambda moment: moment):
    """Its life in order, without overlaps; ``local`` turns a moment to the city's clock.

    Steps that were taken come from the history, those to come from the planned times. What can be taken part in
    stands before everything else, work before the step that it follows.
    """
    today = local(now).date()
    found = []
    for span in (*_steps(vorhaben, today, local), *_works(vorhaben, today), *_offer(vorhaben, now, local)):
        if span.first <= span.last:
            found = [*(rest for one in found for rest in _beside(one, span)), span]
    return sorted(found, key=lambda span: span.first)


def marks(vorhaben, *, now, local=lambda moment: moment):
    """The decisions that were taken, and the last day on which one could or can take part."""
    today = local(now).date()
    found = [Mark(Milestone.DECISION, step.on) for step in decisions(vorhaben, today)]
    if vorhaben.open_until:
        found.append(Mark(Milestone.CLOSING, last_open_day(vorhaben, local)))
    return sorted(found, key=lambda mark: mark.on)


def start(vorhaben):
    """When it began, else when it is meant to begin, or ``None``."""
    return When.of(vorhaben.start_actual, vorhaben.start_actual_precision) or When.of(
        vorhaben.start_on, vorhaben.start_precision
    )


def end(vorhaben):
    """When it ended, else when it is meant to end, or ``None``."""
    return When.of(vorhaben.end_actual, vorhaben.end_actual_precision) or When.of(
        vorhaben.end_on, vorhaben.end_precision
    )


def months_late(vorhaben):
    """By how many months the end lies after the one that was planned first; 0 for less than a month, else ``None``."""
    first, now_planned = When.of(vorhaben.end_first, vorhaben.end_first_precision), end(vorhaben)
    if not first or not now_planned or now_planned.last_day <= first.last_day:
        return None
    was, is_ = first.last_day, now_planned.last_day
    return 12 * (is_.year - was.year) + is_.month - was.month


def decisions(vorhaben, today):
    """The steps of its history that decided something."""
    return [step for step in vorhaben.history if step.status == Status.DECIDED and step.on <= today]


def last_open_day(vorhaben, local):
    """The last day on which one can take part: an offer that ends at midnight ends on the day before."""
    return local(vorhaben.open_until - MINUTE).date()


def _steps(vorhaben, today, local):
    taken = [(step.status, step.on) for step in vorhaben.history if step.on <= today]
    if not taken or taken[-1][0] != vorhaben.status:
        taken.append((vorhaben.status, today))
    for (status, on), (_next, until) in pairwise(taken):
        if status in _STEP:
            yield Span(_STEP[status], on, until - DAY)
    status, on = taken[-1]
    if status in _STEP:
        yield from _step_at_hand(vorhaben, status, on, today, local)


def _step_at_hand(vorhaben, status, on, today, local):
    """The step of today lasts as long as is known: to the next one that is planned, else to this day."""
    if status == Status.DONE:
        yield Span(Kind.DONE, on, NO_END)
    elif status in _BEFORE_WORK:
        yield Span(_STEP[status], on, _until_work(vorhaben, today))
    elif status == Status.EVALUATION:
        awaited = When.of(vorhaben.next_step_on, vorhaben.next_step_precision)
        yield Span(Kind.WAIT, on, max(today, awaited.last_day) if awaited else today)
    elif status == Status.PARTICIPATION and vorhaben.open_until:
        closed = last_open_day(vorhaben, local)
        yield Span(Kind.TALK, on, closed)
        yield Span(Kind.WAIT, max(on, closed + DAY), today)
    else:
        yield Span(_STEP[status], on, today)


def _until_work(vorhaben, today):
    begins, ends = start(vorhaben), end(vorhaben)
    if begins and begins.on > today:
        return begins.on - DAY
    return max(today, ends.last_day) if ends else today


def _works(vorhaben, today):
    begins, ends = start(vorhaben), end(vorhaben)
    if vorhaben.status == Status.DONE:
        yield from _finished_works(vorhaben, begins, ends, today)
    elif vorhaben.status == Status.UNDERWAY:
        yield from _running_works(vorhaben, begins, ends, today)
    elif vorhaben.status in _BEFORE_WORK + _TALKED_OVER:
        yield from _planned_works(vorhaben, begins, ends, today)


def _finished_works(vorhaben, begins, ends, today):
    done = next((step.on for step in reversed(vorhaben.history) if step.status == Status.DONE), None)
    over = done or (ends.last_day if ends else today)
    if begins:
        yield from _on_time_and_late(vorhaben, begins.on, over - DAY)


def _running_works(vorhaben, begins, ends, today):
    began = next((step.on for step in vorhaben.history if step.status == Status.UNDERWAY), today)
    first = begins.on if begins and begins.on <= today else began
    yield from _on_time_and_late(vorhaben, first, ends.last_day if ends else today)
    if ends and ends.last_day < today:
        yield Span(Kind.LATE, ends.last_day + DAY, today)
    elif ends:
        yield _done_after(ends)


def _planned_works(vorhaben, begins, ends, today):
    if begins and begins.on > today:
        yield from _on_time_and_late(vorhaben, begins.on, (ends or begins).last_day)
    elif begins and ends and vorhaben.status in _TALKED_OVER:
        yield from _on_time_and_late(vorhaben, today + DAY, ends.last_day)
    if ends and ends.last_day > today:
        yield _done_after(ends)


def _on_time_and_late(vorhaben, first, last):
    planned = When.of(vorhaben.end_first, vorhaben.end_first_precision)
    on_time = min(last, planned.last_day) if planned else last
    yield Span(Kind.WORK, first, on_time)
    yield Span(Kind.LATE, max(first, on_time + DAY), last)


def _done_after(ends):
    return Span(Kind.DONE, ends.last_day + DAY if ends.last_day < NO_END else NO_END, NO_END)


def _offer(vorhaben, now, local):
    if vorhaben.open_from and vorhaben.open_until:
        kind = Kind.OPEN if vorhaben.is_open(now) else Kind.TALK
        yield Span(kind, local(vorhaben.open_from).date(), last_open_day(vorhaben, local))


def _beside(span, newer):
    """What is left of a span where a newer one covers a part of it."""
    if span.first < newer.first:
        yield span._replace(last=min(span.last, newer.first - DAY))
    if span.last > newer.last:
        yield span._replace(first=max(span.first, newer.last + DAY))
