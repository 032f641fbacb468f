"""The office of a body records what it decided, and corrects it in public. Nothing here knows the web."""

from sqlalchemy.orm.exc import StaleDataError

from .. import easy
from ..errors import N_, Conflict, NotAllowed, RuleBroken
from ..gremium.models import Task
from ..signals import announce, beschluss_recorded
from ..vorhaben import editing
from ..vorhaben.findable import refresh_search
from ..vorhaben.models import Status, StatusChange
from . import rules, telling
from .models import Beschluss, BeschlussChange, Condition, Result

FIELDS = (
    *("meeting_id", "task", "decided_on", "paper_number", "title", "text", "reason", "result"),
    *("votes_yes", "votes_no", "votes_abstain", "votes_by_group", "deviates", "deviation_reason"),
    *("oparl_url", "web_url"),
)


def record(session, gremium, vorhaben, person, values, *, now, after_rejection=None):
    """Store a decision, move the Vorhaben, and tell everybody who took part. ``values`` has all ``FIELDS``
    and ``text_simple``."""
    _office_only(person, gremium)
    if not rules.can_be_decided(vorhaben):
        raise RuleBroken(N_("Only a published Vorhaben can be decided on."))
    _fits(gremium, vorhaben, values, now)
    beschluss = Beschluss(vorhaben=vorhaben, gremium=gremium, recorded_by=person.name, recorded_at=now)
    for name in FIELDS:
        setattr(beschluss, name, values[name])
    _demand(beschluss, person, values["conditions"], now)
    session.add(beschluss)
    _move(session, beschluss, person, values["reason"], after_rejection, now)
    session.flush()
    easy.write(session, beschluss, {"text": values["text_simple"]}, person, now=now)
    telling.tell(session, beschluss, now=now)
    announce(session, beschluss_recorded, beschluss=beschluss)
    return beschluss


def correct(session, beschluss, person, values, *, seen, reason, now, after_rejection=None):
    """Put right what was recorded. What it said before stays in the public history, with the reason."""
    _office_only(person, beschluss.gremium)
    if seen != beschluss.version:
        raise Conflict(N_("Somebody else saved in between. Nothing was overwritten."))
    _fits(beschluss.gremium, beschluss.vorhaben, values, now)
    changed = {name: [_plain(getattr(beschluss, name)), _plain(values[name])] for name in (*FIELDS, "text_simple")}
    changed = {name: pair for name, pair in changed.items() if pair[0] != pair[1]}
    moves = bool({"result", "task"} & changed.keys())
    if "oparl_url" in changed:
        beschluss.oparl, beschluss.oparl_at = None, None
    for name in changed.keys() - {"text_simple"}:
        setattr(beschluss, name, values[name])
    if changed:
        _note(beschluss, person, reason, changed, now)
    _rephrase(beschluss, person, values["conditions"], reason, now)
    if moves:
        _move(session, beschluss, person, reason, after_rejection, now)
    _flush(session)
    if "text_simple" in changed:
        easy.write(session, beschluss, {"text": values["text_simple"]}, person, now=now)
    return beschluss


def _office_only(person, gremium):
    if not rules.may_record(person, gremium):
        raise NotAllowed(N_("Only the office of this body may do this."))


def _fits(gremium, vorhaben, values, now):
    """A body acts for itself: in its own meetings, on what it may decide, and not before it has met."""
    if values["task"] == Task.DECIDE and not rules.is_competent(gremium, vorhaben):
        raise RuleBroken(N_("This body does not decide on this Vorhaben. Please record it as an opinion."))
    if values["meeting_id"] is not None and values["meeting_id"] not in {meeting.id for meeting in gremium.meetings}:
        raise RuleBroken(N_("This is no meeting of this body."))


def _move(session, beschluss, person, reason, after_rejection, now):
    vorhaben = beschluss.vorhaben
    steps = rules.steps_to(vorhaben, beschluss.task, beschluss.result, after_rejection, now=now)
    if steps is None:
        raise RuleBroken(_CANNOT.get(vorhaben.status, _CANNOT_FOLLOW))
    editing.first_version(session, vorhaben)
    on = max([beschluss.decided_on, *(change.on for change in vorhaben.history)])
    for status in steps:
        vorhaben.status = status
        why = "" if status == Status.EVALUATION else reason
        told = {"reason": why or beschluss.title, "author_name": person.name}
        vorhaben.history.append(StatusChange(status=status, on=on, recorded_at=now, **told))
    vorhaben.updated_at = now
    refresh_search(vorhaben)
    _flush(session)
    if steps:
        editing.keep_version(session, vorhaben, person.name, now)


_CANNOT_FOLLOW = N_("The state of the Vorhaben does not allow this. The administration must change it first.")
_CANNOT = {
    Status.PARTICIPATION: N_("People can still take part in this Vorhaben. A decision comes after that."),
    Status.DROPPED: N_("This Vorhaben was dropped. The administration must take it up again first."),
}


def _demand(beschluss, person, wanted, now):
    """Conditions, as they are wanted; each begins as open."""
    for entry in wanted:
        beschluss.conditions.append(
            Condition(
                position=len(beschluss.conditions),
                text=entry["text"],
                office=entry["office"],
                due_on=entry["due_on"],
                changed_at=now,
                changed_by=person.name,
            )
        )


def _rephrase(beschluss, person, wanted, reason, now):
    """The wording of known conditions may be put right; none of them vanishes. New ones come to the end."""
    known = {condition.id: condition for condition in beschluss.conditions}
    stay = {entry["id"] for entry in wanted}
    if not known.keys() <= stay:
        raise RuleBroken(N_("A condition that was recorded stays. The administration can mark it as dropped."))
    for entry in wanted:
        condition = known.get(entry["id"])
        if condition is None:
            _demand(beschluss, person, [entry], now)
            continue
        changed = {}
        for name in ("text", "office", "due_on"):
            if (before := getattr(condition, name)) != entry[name]:
                changed[name] = [_plain(before), _plain(entry[name])]
                setattr(condition, name, entry[name])
        if changed:
            condition.changed_at, condition.changed_by = now, person.name
            _note(beschluss, person, reason, changed, now, condition)


def _note(beschluss, person, reason, changed, now, condition=None):
    if not reason:
        raise RuleBroken(N_("A correction needs a reason for the public."))
    beschluss.changes.append(
        BeschlussChange(condition=condition, at=now, author_name=person.name, reason=reason, changed=changed)
    )


def _plain(value):
    """As JSON keeps it."""
    if hasattr(value, "isoformat"):
        return value.isoformat()
    return value.value if isinstance(value, Task | Result) else value


def _flush(session):
    try:
        session.flush()
    except StaleDataError as error:
        raise Conflict(N_("Somebody else saved in between. Nothing was overwritten.")) from error
