"""Somebody objects to a decision, and another person decides."""

from ..beitrag.models import Beitrag
from ..errors import N_, Conflict, NotAllowed, RuleBroken
from ..outbox.actions import put
from ..signals import announce, objection_decided, objection_received
from . import log, rules
from .actions import DECIDABLE, lift, open_case, show
from .models import Act, Case, Kind, Objection, Outcome
from .telling import about, tell_author
from .turns import take

LONGEST = 5000


def object_to(session, decision, words, *, now, report=None):
    """Store the objection of the author, or of whoever made this ``report``."""
    beitrag = decision.beitrag
    session.refresh(beitrag, with_for_update={"of": Beitrag})
    session.refresh(decision)
    if not rules.may_object(decision, by_reporter=report is not None, now=now):
        raise NotAllowed(N_("It is no longer possible to object to this decision."))
    if not words.strip() or len(words) > LONGEST:
        raise RuleBroken(N_("Please say why you do not agree."))
    if any(objection.report_id == (report.id if report else None) for objection in decision.objections):
        raise Conflict(N_("You have objected to this decision already."))
    objection = Objection(decision=decision, report=report, words=words.strip(), objected_at=now)
    session.add(objection)
    session.flush()
    who = log.REPORTER if report else log.AUTHOR
    log.append(
        session, Act.OBJECTED, who, now=now, beitrag=beitrag, case=decision.case, kind=decision.kind.value, by=who
    )
    _tell(session, "objection_received", objection, now, kind=decision.kind.value)
    announce(session, objection_received, beitrag=beitrag)
    return objection


def decide_objection(session, objection, person, outcome, reason, *, now, seen=None, administration_too=False):
    """Keep the decision, or take it back; the reason goes to whoever objected."""
    decision, beitrag = objection.decision, objection.decision.beitrag
    if not rules.hears_objections(person, administration_too):
        raise NotAllowed(N_("Only moderators may do this."))
    if not rules.may_decide_objection(person, objection, administration_too):
        raise NotAllowed(N_("Somebody else has to decide about this objection."))
    take(session, beitrag, seen)
    session.refresh(objection)
    if objection.decided_at:
        raise Conflict(N_("This objection was decided already."))
    if not reason.strip():
        raise RuleBroken(N_("Please give a reason."))
    objection.outcome, objection.reason = outcome, reason.strip()
    objection.by_id, objection.by_name, objection.decided_at = person.id, person.name, now
    if outcome == Outcome.REVOKED:
        _take_back(session, objection, person, now)
    log.append(
        session,
        Act(outcome.value),
        person,
        now=now,
        beitrag=beitrag,
        case=decision.case,
        reason=objection.reason,
        kind=decision.kind.value,
        by=log.REPORTER if objection.report else log.AUTHOR,
        seconds=int((now - objection.objected_at).total_seconds()),
    )
    facts = {"outcome": outcome.value, "reason": objection.reason, "kind": decision.kind.value}
    _tell(session, "objection_decided", objection, now, **facts)
    announce(session, objection_decided, beitrag=beitrag, outcome=outcome.value)


def _take_back(session, objection, person, now):
    """What was restricted is shown again; what was left is looked at anew."""
    decision, beitrag = objection.decision, objection.decision.beitrag
    if decision.lifted_at:
        return
    if rules.is_restriction(decision) and beitrag.visibility in DECIDABLE:  # what was withdrawn stays so
        show(session, beitrag, person, now=now)
    lift(session, decision, now=now)
    if decision.kind == Kind.LEFT:
        case = open_case(session, beitrag)
        if case is None:
            case = Case(beitrag=beitrag, opened_at=now)
            session.add(case)
            session.flush()
        objection.report.case = case
        session.flush()


def _tell(session, kind, objection, now, /, **facts):
    """A mail to whoever objected: the author, or somebody who reported and left an address."""
    beitrag, report = objection.decision.beitrag, objection.report
    key = f"{kind}:{objection.id}"
    if report is None:
        tell_author(session, kind, beitrag, key=key, now=now, **facts)
    elif report.address:
        facts |= about(beitrag, report.lang)
        put(session, kind, address=report.address, lang=report.lang, facts=facts, key=key, now=now)
