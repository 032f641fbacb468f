"""Whether what a body demanded was done: who says so, with which proof, and what is late."""

from sqlalchemy.orm.exc import StaleDataError

from ..errors import N_, Conflict, NotAllowed, RuleBroken
from . import rules
from .models import BeschlussChange, ConditionState

FIELDS = ("state", "due_on", "report", "proof", "proof_url")


def report(session, condition, person, values, *, seen, reason, now):
    """Say how far a condition is. ``values`` has all ``FIELDS``; each step stays in the public history."""
    if not rules.may_carry_out(person, condition):
        raise NotAllowed(N_("This condition belongs to another office."))
    if seen != condition.version:
        raise Conflict(N_("Somebody else saved in between. Nothing was overwritten."))
    changed = {name: [_plain(getattr(condition, name)), _plain(values[name])] for name in FIELDS}
    changed = {name: pair for name, pair in changed.items() if (pair[0] or None) != (pair[1] or None)}
    if not changed:
        return False
    _explained(condition, values, changed, reason)
    for name in changed:
        setattr(condition, name, values[name])
    condition.changed_at, condition.changed_by = now, person.name
    session.add(
        BeschlussChange(
            beschluss_id=condition.beschluss_id,
            condition_id=condition.id,
            at=now,
            author_name=person.name,
            reason=reason,
            changed=changed,
        )
    )
    try:
        session.flush()
    except StaleDataError as error:
        raise Conflict(N_("Somebody else saved in between. Nothing was overwritten.")) from error
    return True


def _explained(condition, values, changed, reason):
    """Done needs a proof, dropped and another day need a reason."""
    if values["state"] == ConditionState.DONE and not (values["proof"] or values["proof_url"]):
        raise RuleBroken(N_("Please say how one can see that it was done."))
    if values["state"] == ConditionState.DROPPED and "state" in changed and not reason:
        raise RuleBroken(N_("Please say why the condition is dropped."))
    if "due_on" in changed and condition.due_on is not None and not reason:
        raise RuleBroken(N_("Another day needs a reason for the public."))


def _plain(value):
    if hasattr(value, "isoformat"):
        return value.isoformat()
    return value.value if isinstance(value, ConditionState) else value
