"""The public life of a Vorhaben in one line: entered, steps, changes, offers, answers."""

from datetime import date
from typing import Any, NamedTuple

from .models import Status


class Moment(NamedTuple):
    """Something that happened. ``kind`` is entered, status, change, opened, closed or answer."""

    on: date
    kind: str
    thing: Any
    before: Any = None


def timeline(vorhaben, *, now, local=lambda moment: moment):
    """Everything that the public may know so far, the newest first; ``local`` turns a moment to the city's clock."""
    found = [*_steps(vorhaben), *_changes(vorhaben, local), *_offers(vorhaben, now, local)]
    if vorhaben.published_at:
        found.append(Moment(local(vorhaben.published_at).date(), "entered", vorhaben))
    if vorhaben.wish_answered_at:
        found.append(Moment(local(vorhaben.wish_answered_at).date(), "answer", vorhaben))
    return sorted(found, key=lambda moment: moment.on, reverse=True)


def _steps(vorhaben):
    before = None
    steps = []
    for change in vorhaben.history:
        steps.append(Moment(change.on, "status", change, before if before != change.status else None))
        before = change.status
    return steps[::-1]


def _changes(vorhaben, local):
    return [Moment(local(change.at).date(), "change", change) for change in reversed(vorhaben.changes)]


def _offers(vorhaben, now, local):
    """When one could take part, unless a step says the same."""
    told = {(change.on, change.status) for change in vorhaben.history}
    for kind, at, status in (
        ("opened", vorhaben.open_from, Status.PARTICIPATION),
        ("closed", vorhaben.open_until, Status.EVALUATION),
    ):
        if at and at <= now and (local(at).date(), status) not in told:
            yield Moment(local(at).date(), kind, vorhaben)
