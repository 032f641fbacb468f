"""What moderators decide about a Beitrag: publish it, leave it, restrict it, take that back."""

import calendar

from sqlalchemy import select

from ..beitrag.models import Revision, Visibility
from ..errors import N_, Conflict, NotAllowed, RuleBroken
from ..signals import announce, beitrag_hidden, beitrag_published, beitrag_restricted
from . import log, rules
from .blackening import blacken, blackened
from .codes import digest, new_code
from .models import LAW, RULES, Act, Case, Decision, Kind, Objection
from .telling import tell_author, tell_reporters
from .turns import take

MONTHS_TO_OBJECT = 6
RESTRICTABLE = (Visibility.SUBMITTED, Visibility.PUBLISHED)
DECIDABLE = (*RESTRICTABLE, Visibility.HIDDEN)


def publish(session, beitrag, person, *, now, seen=None, reason=""):
    """Let the public read it. What was restricted before is taken back, and the author hears of it."""
    begin(session, beitrag, person, seen)
    if beitrag.visibility not in DECIDABLE:
        raise Conflict(N_("This contribution is no longer there."))
    if not beitrag.body:
        raise Conflict(N_("The text of this contribution is deleted. There is nothing left to show."))
    if open_case(session, beitrag):
        raise Conflict(N_("This contribution was reported. Please decide about the report first."))
    first_time = beitrag.published_at is None
    lifted = restriction_of(session, beitrag)
    show(session, beitrag, person, now=now)
    if lifted:
        lift(session, lifted, now=now)
        tell_author(session, "restriction_lifted", beitrag, key=f"lifted:{lifted.id}", now=now, reason=reason)
    act = Act.LIFTED if lifted else Act.PUBLISHED
    log.append(session, act, person, now=now, beitrag=beitrag, reason=reason)
    if first_time:
        key = f"beitrag_published:{beitrag.id}"
        tell_author(session, "beitrag_published", beitrag, key=key, now=now, name=beitrag.author_name)
    announce(session, beitrag_published, beitrag=beitrag)


def leave(session, beitrag, person, reason, *, now, seen=None):
    """What was reported stays as it is; everybody who reported hears why."""
    begin(session, beitrag, person, seen)
    case = open_case(session, beitrag)
    if case is None:
        raise Conflict(N_("There is no open report on this contribution."))
    decision = decide(session, beitrag, person, Kind.LEFT, facts=reason, now=now, case=case)[0]
    beitrag.moderated_at, beitrag.moderated_by = now, person.name
    return _finish(session, decision, Act.LEFT, person, now)


def restrict(
    session, beitrag, person, kind, *, facts, now, rule=None, law=None, passages=(), automated=False, seen=None
):
    """Hide a Beitrag or blacken passages of it, with a statement of reasons for the author."""
    begin(session, beitrag, person, seen)
    if beitrag.visibility not in RESTRICTABLE:
        raise Conflict(N_("This contribution is hidden already, or its author has taken it back."))
    ground = {"rule": rule, "law": law}
    check_ground(**ground)
    kept = {}
    if kind == Kind.BLACKENED:
        kept = _blacken(session, beitrag, passages, now)
    else:
        beitrag.visibility = Visibility.HIDDEN
    beitrag.hidden_reason = f"{LAW}:{law}" if rule == LAW else f"rule:{rule}"
    beitrag.moderated_at, beitrag.moderated_by = now, person.name
    case = open_case(session, beitrag)
    decision, code = decide(
        session,
        beitrag,
        person,
        kind,
        facts=facts,
        now=now,
        case=case,
        automated=automated,
        **kept,
        **ground,
    )
    tell_author(session, "restricted", beitrag, key=f"restricted:{decision.id}", now=now, code=code, **told(decision))
    announce(session, beitrag_hidden if kind == Kind.HIDDEN else beitrag_restricted, beitrag=beitrag)
    return _finish(session, decision, Act(kind.value), person, now)


def _blacken(session, beitrag, passages, now):
    """Take the passages out of the text and of its earlier versions; return what stood there."""
    before, shown = restriction_of(session, beitrag), blacken(beitrag.body, passages)
    original, older = (before.original, dict(before.older or {})) if before else (beitrag.body, {})
    if before:  # the newer decision holds both
        before.lifted_at = now
    beitrag.body, beitrag.visibility = shown, Visibility.PUBLISHED
    beitrag.published_at = beitrag.published_at or now
    for revision in session.scalars(select(Revision).where(Revision.beitrag_id == beitrag.id)):
        without = blackened(revision.body, passages)
        if without != revision.body:
            older.setdefault(str(revision.id), revision.body)
            revision.body = without
    return {"original": original, "older": older or None}


def _finish(session, decision, act, person, now):
    """Close the case, tell those who reported, write it down."""
    case = decision.case
    details = {"kind": decision.kind.value, "rule": decision.rule, "automated": decision.is_automated}
    if case:
        case.decided_at = now
        details["seconds"] = int((now - case.opened_at).total_seconds())
        tell_reporters(session, decision, now=now)
    log.append(session, act, person, now=now, beitrag=decision.beitrag, case=case, reason=decision.facts, **details)
    return decision


def begin(session, beitrag, person, seen=None):
    """Hold the Beitrag, and refuse who may not decide, and what waits for another decision first."""
    if not rules.may_moderate(person):
        raise NotAllowed(N_("Only moderators may do this."))
    if not rules.may_decide(person, beitrag):
        raise NotAllowed(N_("You wrote this yourself. Somebody else has to decide about it."))
    take(session, beitrag, seen)
    if open_objection(session, beitrag):
        raise Conflict(N_("An objection waits here. It is decided first."))


def check_ground(rule, law):
    """A statement names a rule of the house, or a law by its name."""
    if rule not in RULES and rule != LAW:
        raise RuleBroken(N_("Please say which rule or which law it breaks."))
    if rule == LAW and not (law or "").strip():
        raise RuleBroken(N_("Please name the law."))


def decide(session, beitrag, person, kind, *, facts, now, case=None, rule=None, law=None, automated=False, **more):
    """Store a decision; return it with the code that opens it."""
    if not facts.strip():
        raise RuleBroken(N_("Please give a reason."))
    code = new_code()
    decision = Decision(
        beitrag=beitrag,
        case=case,
        kind=kind,
        person_id=beitrag.author_id,
        rule=rule,
        law=law if rule == LAW else None,
        facts=facts.strip(),
        is_automated=automated,
        by_id=person.id,
        by_name=person.name,
        decided_at=now,
        object_until=months_later(now, MONTHS_TO_OBJECT),
        code_digest=digest(code),
        **more,
    )
    session.add(decision)
    session.flush()
    return decision, code


def told(decision):
    """What the author reads of a decision, as facts of a mail."""
    return {
        "kind": decision.kind.value,
        "rule": decision.rule,
        "law": decision.law,
        "facts": decision.facts,
        "reports": len(decision.case.reports) if decision.case else 0,
        "automated": decision.is_automated,
        "object_until": decision.object_until.isoformat(),
    }


def show(session, beitrag, person, *, now):
    """Into public view, without a word of restriction."""
    beitrag.visibility = Visibility.PUBLISHED
    beitrag.published_at = beitrag.published_at or now
    beitrag.hidden_reason = None
    beitrag.moderated_at, beitrag.moderated_by = now, person.name


def lift(session, decision, *, now):
    """Take a decision back, with what it did to the text; an older restriction counts again."""
    decision.lifted_at = now
    beitrag = decision.beitrag
    if decision.original is not None:
        beitrag.body = decision.original
    for revision_id, body in (decision.older or {}).items():
        if revision := session.get(Revision, int(revision_id)):
            revision.body = body
    if decision.block:
        decision.block.lifted_at = now
    session.flush()
    if decision.kind == Kind.HIDDEN and (older := restriction_of(session, beitrag)):
        beitrag.hidden_reason = f"{LAW}:{older.law}" if older.rule == LAW else f"rule:{older.rule}"


def restriction_of(session, beitrag):
    """The restriction that counts at the moment, the newest one; or ``None``."""
    kinds = (Kind.HIDDEN,) if beitrag.visibility == Visibility.HIDDEN else (Kind.BLACKENED,)
    return session.scalar(
        select(Decision)
        .where(Decision.beitrag_id == beitrag.id, Decision.kind.in_(kinds), Decision.lifted_at.is_(None))
        .order_by(Decision.id.desc())
        .limit(1)
    )


def open_case(session, beitrag):
    """The case that waits, or ``None``."""
    return session.scalar(select(Case).where(Case.beitrag_id == beitrag.id, Case.decided_at.is_(None)))


def open_objection(session, beitrag):
    """The objection that waits, or ``None``."""
    return session.scalar(
        select(Objection)
        .join(Decision)
        .where(Decision.beitrag_id == beitrag.id, Objection.decided_at.is_(None))
        .order_by(Objection.id)
        .limit(1)
    )


def months_later(moment, months):
    """The same day so many months on, or the last day of a shorter month."""
    years, month = divmod(moment.month - 1 + months, 12)
    year, month = moment.year + years, month + 1
    return moment.replace(year=year, month=month, day=min(moment.day, calendar.monthrange(year, month)[1]))
