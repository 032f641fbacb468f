"""Who may change a Vorhaben, which status may follow which, and what a public record must hold."""

from ..roles import ADMINISTRATION
from .models import STEPS, Status

FOLLOWS = {
    Status.ANNOUNCED: (Status.PREPARATION, Status.PARTICIPATION, Status.DECIDED, Status.UNDERWAY),
    Status.PREPARATION: (Status.PARTICIPATION, Status.DECIDED, Status.UNDERWAY, Status.ANNOUNCED),
    Status.PARTICIPATION: (Status.EVALUATION, Status.PREPARATION),
    Status.EVALUATION: (Status.DECIDED, Status.PARTICIPATION, Status.PREPARATION),
    Status.DECIDED: (Status.UNDERWAY, Status.DONE, Status.PARTICIPATION, Status.PREPARATION),
    Status.UNDERWAY: (Status.DONE, Status.PARTICIPATION, Status.DECIDED),
    Status.DONE: (Status.UNDERWAY,),
    Status.PAUSED: STEPS[:-1],
    Status.DROPPED: (Status.ANNOUNCED, Status.PREPARATION),
}
"""What may come next, the usual step first. Whatever is not over may also be paused or dropped."""

NEEDED = ("title", "summary", "goal", "affected", "office", "participation")
"""Without these nothing is published."""

WANTED = ("contact", "cost", "next_step")
"""These a record should have; staff are told, nothing is held back."""


def may_edit(person):
    """Whoever works in the administration looks after Vorhaben."""
    return person is not None and ADMINISTRATION in person.roles


def next_statuses(status):
    """What may follow, the usual step first."""
    aside = {Status.DONE: (), Status.DROPPED: (), Status.PAUSED: (Status.DROPPED,)}
    return (*FOLLOWS[status], *aside.get(status, (Status.PAUSED, Status.DROPPED)))


def missing(vorhaben, names=NEEDED):
    """Which of these a Vorhaben lacks. Either people can take part, or it says why not."""
    has = {name: bool(getattr(vorhaben.german, name, "")) for name in ("title", "summary", "goal", "affected")}
    has |= {name: bool(getattr(vorhaben, name)) for name in ("office", "contact", "next_step")}
    has["cost"] = vorhaben.cost_amount is not None
    has["participation"] = bool((vorhaben.open_from and vorhaben.open_until) or vorhaben.no_participation_reason)
    return [name for name in names if not has[name]]
