"""A warning, and after it a block: for people who break the rules again and again."""

from datetime import timedelta

from sqlalchemy import select

from ..beitrag.models import Beitrag
from ..block.models import Block
from ..errors import N_, Conflict, NotAllowed, RuleBroken
from ..signals import announce, person_blocked, person_warned
from . import log, rules
from .actions import check_ground, decide, told
from .models import BLOCK_DAYS, Act, Decision, Kind
from .telling import tell_author


def warn(session, beitrag, person, *, rule, facts, now, law=None):
    """Tell an author that a block may follow; the Beitrag is the occasion."""
    _check(session, beitrag, person, rule, law)
    decision, code = decide(session, beitrag, person, Kind.WARNING, facts=facts, now=now, rule=rule, law=law)
    key = f"warned:{decision.id}"
    tell_author(session, "warned", beitrag, key=key, now=now, code=code, **told(decision))
    log.append(session, Act.WARNED, person, now=now, beitrag=beitrag, reason=decision.facts, rule=rule)
    announce(session, person_warned, beitrag=beitrag)
    return decision


def block(session, beitrag, person, *, rule, facts, days, now, law=None):
    """For some days the author of this Beitrag may not write. It needs a warning that went before."""
    _check(session, beitrag, person, rule, law)
    if days not in BLOCK_DAYS:
        raise RuleBroken(N_("Please choose how long the block lasts."))
    if not warnings(session, beitrag.author_id):
        raise RuleBroken(N_("A block needs a warning that went before. Please warn first."))
    if session.scalar(
        select(Block.id).where(Block.person_id == beitrag.author_id, Block.lifted_at.is_(None), Block.ends_at > now)
    ):
        raise Conflict(N_("This person is blocked already."))
    spoken = Block(person_id=beitrag.author_id, starts_at=now, ends_at=now + timedelta(days=days))
    session.add(spoken)
    session.flush()
    decision, code = decide(
        session, beitrag, person, Kind.BLOCK, facts=facts, now=now, rule=rule, law=law, block=spoken
    )
    until = spoken.ends_at.isoformat()
    key = f"blocked:{decision.id}"
    tell_author(session, "blocked", beitrag, key=key, now=now, code=code, until=until, **told(decision))
    log.append(session, Act.BLOCKED, person, now=now, beitrag=beitrag, reason=decision.facts, rule=rule, days=days)
    announce(session, person_blocked, beitrag=beitrag)
    return decision


def warnings(session, author_id):
    """The warnings of one person that count, the oldest first."""
    return session.scalars(
        select(Decision)
        .where(Decision.person_id == author_id, Decision.kind == Kind.WARNING, Decision.lifted_at.is_(None))
        .order_by(Decision.id)
    ).all()


def _check(session, beitrag, person, rule, law):
    if not rules.may_moderate(person):
        raise NotAllowed(N_("Only moderators may do this."))
    if not rules.may_decide(person, beitrag):
        raise NotAllowed(N_("You wrote this yourself. Somebody else has to decide about it."))
    if beitrag.is_official:
        raise NotAllowed(N_("The city does not warn or block itself."))
    check_ground(rule, law)
    session.refresh(beitrag, with_for_update={"of": Beitrag})
