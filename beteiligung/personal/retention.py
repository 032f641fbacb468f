"""What is deleted when: each step says what is due, and what is done with it. ``purge`` walks through all of them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import NamedTuple

from sqlalchemy import Select, String, and_, case, cast, delete, func, literal, or_, select, update

from ..account.models import Account, LoginSession, OneTimeLink, UsedProof
from ..beitrag.models import Beitrag, BeitragOrigin, Revision, Support, Visibility
from ..block.models import Block
from ..errors import N_
from ..guest.models import PREFIX as GUEST
from ..guest.models import Guest, WaitingBeitrag
from ..moderation.models import Case, Decision, Note, Objection, Report
from ..outbox import actions as outbox
from ..outbox.models import OutboxMail
from ..person import GONE, GONE_NAME, NAMELESS
from ..rendition.models import Rendition, RenditionState
from ..subscription.actions import UNCONFIRMED
from ..subscription.models import Subscriber, Subscription
from ..vorhaben.models import OVER, StatusChange, Vorhaben
from ..wish.models import Wish
from .actions import Texts, forget, nobody
from .blanking import open_case, open_objection
from .models import Deletion

BATCH = 200
"""So many things in one transaction: nobody who writes waits long for it."""


@dataclass(frozen=True)
class Days:
    """How long each kind of thing is kept, in days; ``None`` is for ever."""

    mail: int | None = 30
    withdrawn: int | None = 30
    hidden: int | None = 190
    moderation: int | None = 365
    account: int | None = 730
    notice: int = 30
    talk: int | None = 730


class Step(NamedTuple):
    """``due`` selects what is over, its keys first; ``act(session, rows, now)`` makes that it is over no longer."""

    what: str
    due: Select
    act: Callable
    is_deletion: bool = True


def steps(days, now):
    """All steps, in the order in which they are gone through."""
    found = [
        _gone(N_("contributions of guests that nobody confirmed"), WaitingBeitrag.id, WaitingBeitrag.expires_at <= now),
        _gone(N_("links"), OneTimeLink.jti, OneTimeLink.expires_at <= now),
        _gone(N_("logins"), LoginSession.digest, LoginSession.expires_at <= now),
        _gone(N_("proofs of work"), UsedProof.digest, UsedProof.expires_at <= now),
    ]
    found += _translations(now)
    asked = and_(Subscription.confirmed_at.is_(None), Subscription.created_at < now - UNCONFIRMED)
    nothing = ~select(Subscription.id).where(Subscription.subscriber_id == Subscriber.id, ~asked).exists()
    found += [
        _gone(N_("subscriptions that nobody confirmed"), Subscription.id, asked),
        _gone(N_("subscribers of nothing"), Subscriber.id, and_(nothing, Subscriber.created_at < now - UNCONFIRMED)),
    ]
    makers = (
        (days.mail, _mails),
        (days.account, lambda since: _unused(since, days.notice, now)),
        (days.withdrawn, lambda since: _withdrawn(since, days.hidden, now)),
        (days.hidden, lambda since: _hidden(since, now)),
        (days.moderation, lambda since: _moderation(since, now)),
        (days.talk, _talk),
    )
    for many, make in makers:
        if many is not None:
            found += make(now - timedelta(days=many))
    return found


def number(session, step):
    """How much is due, for whoever only wants to look."""
    return session.scalar(select(func.count()).select_from(step.due.subquery()))


def take(session, step, *, now):
    """Do one batch of a step and write down how much it was; 0 when nothing is due any more."""
    rows = session.execute(step.due.limit(BATCH)).all()
    if rows:
        step.act(session, rows, now)
        if step.is_deletion:
            session.add(Deletion(at=now, what=step.what, number=len(rows)))
        session.flush()
    return len(rows)


def _gone(what, key, condition):
    """Rows that are simply deleted."""
    return Step(what, select(key).where(condition).order_by(key), lambda s, rows, now: _delete(s, key, rows))


def _delete(session, key, rows):
    session.execute(delete(key.class_).where(key.in_(_keys(rows))))


def _keys(rows):
    return [row[0] for row in rows]


def _translations(now):
    """Of contributions that nobody may read any more; and what the machine could not or did not do."""
    hidden = select(Beitrag.id).where(Beitrag.visibility != Visibility.PUBLISHED)
    given_up = and_(Rendition.state == RenditionState.FAILED, Rendition.asked_at < now - timedelta(days=2))
    forgotten = and_(Rendition.state == RenditionState.WAITING, Rendition.asked_at < now - timedelta(days=14))
    return [
        _gone(N_("translations of contributions that are gone"), Rendition.id, Rendition.beitrag_id.in_(hidden)),
        _gone(N_("translations that did not come"), Rendition.id, or_(given_up, forgotten)),
    ]


def _mails(since):
    over = or_(OutboxMail.sent_at < since, OutboxMail.failed_at < since)
    return [_gone(N_("mails"), OutboxMail.id, over)]


def _unused(since, notice, now):
    """Accounts nobody logs in to, first written to and then forgotten; and guests who wrote nothing for as long."""
    seen = func.coalesce(Account.seen_at, Account.created_at)
    live = select(LoginSession.digest).where(LoginSession.account_id == Account.id, LoginSession.expires_at > now)
    unused, long_ago = and_(seen < since, ~live.exists()), timedelta(days=notice)
    warned = or_(Account.warned_at < now - long_ago, and_(Account.email.is_(None), seen < since - long_ago))
    id_of_guest = literal(GUEST) + cast(Guest.id, String)
    wrote = select(Beitrag.id).where(Beitrag.author_id == id_of_guest, Beitrag.submitted_at >= since)
    accounts, guests = select(Account.id).order_by(Account.id), select(Guest.id).order_by(Guest.id)
    warn = accounts.where(unused, Account.warned_at.is_(None), Account.email.is_not(None))
    silent = guests.where(Guest.created_at < since, ~wrote.exists())
    return [
        Step(N_("accounts whose deletion was announced"), warn, _warn(warn, notice), is_deletion=False),
        Step(N_("accounts that nobody used"), accounts.where(unused, warned), _forget(Account, unused)),
        Step(N_("guests who wrote nothing more"), silent, _forget(Guest, ~wrote.exists())),
    ]


def _warn(due, notice):
    def act(session, rows, now):
        for account in _held(session, Account, rows, due.whereclause):
            account.warned_at = now
            facts = {"name": account.name, "on": (now + timedelta(days=notice)).date().isoformat()}
            about = {"to": account.person_id, "lang": account.lang, "facts": facts}
            outbox.put(session, "account_unused", key=f"account_unused:{account.id}:{now.date()}", now=now, **about)

    return act


def _forget(model, is_still_due):
    def act(session, rows, now):
        for each in _held(session, model, rows, is_still_due):
            forget(session, each.person_id, texts=Texts.KEEP, now=now, alone=True)

    return act


def _held(session, model, rows, is_still_due):
    """Those for which it still holds, once nobody else can change them: somebody may log in while we look."""
    held = select(model).where(model.id.in_(_keys(rows)), is_still_due).order_by(model.id)
    return session.scalars(held.with_for_update(of=model).execution_options(populate_existing=True)).all()


def _withdrawn(since, hidden, now):
    """What its author took back is gone for good; while a report or an objection waits, moderators need it.

    Whoever withdraws what moderators restricted does not shorten how long the proof is kept.
    """
    restricted = Beitrag.hidden_reason.is_not(None)
    if hidden is not None:
        restricted = and_(restricted, Beitrag.moderated_at >= now - timedelta(days=hidden))
    waits = or_(open_case(Beitrag.id), _objection_waits())
    over = (Beitrag.visibility == Visibility.WITHDRAWN, Beitrag.body != "", Beitrag.withdrawn_at < since)
    due = select(Beitrag.id).where(*over, ~restricted, ~waits).order_by(Beitrag.id)
    return [Step(N_("texts that were withdrawn"), due, _blank)]


def _objection_waits():
    return select(Decision.id).where(Decision.beitrag_id == Beitrag.id, open_objection(Decision.id)).exists()


def _hidden(since, now):
    """What moderators hid is kept as long as somebody may object."""
    running = select(Decision.id).where(
        Decision.beitrag_id == Beitrag.id,
        or_(and_(Decision.lifted_at.is_(None), Decision.object_until > now), open_objection(Decision.id)),
    )
    over = (Beitrag.visibility == Visibility.HIDDEN, Beitrag.body != "", Beitrag.moderated_at < since)
    due = select(Beitrag.id).where(*over, ~open_case(Beitrag.id), ~running.exists()).order_by(Beitrag.id)
    return [Step(N_("texts that were hidden"), due, _blank)]


def _blank(session, rows, now):
    gone = Beitrag.visibility.in_((Visibility.WITHDRAWN, Visibility.HIDDEN))  # nobody has shown it again meanwhile
    held = _held(session, Beitrag, rows, gone)
    keys = [each.id for each in held]
    for each in held:
        each.body = ""
    session.flush()
    session.execute(delete(Revision).where(Revision.beitrag_id.in_(keys)))
    session.execute(update(Decision).where(Decision.beitrag_id.in_(keys)).values(original=None, older=None))


def _moderation(since, now):
    """Who reported, who objected and what the staff noted, once the case is long over and nobody may object."""
    tells = or_(*(column.is_not(None) for column in (Report.name, Report.address, Report.reporter_id)))
    waits = select(Decision.id).where(Decision.case_id == Case.id, open_objection(Decision.id))
    long_over = select(Case.id).where(Case.decided_at < since, ~waits.exists())
    reports = select(Report.id).where(or_(tells, Report.explanation != ""), Report.case_id.in_(long_over))
    objections = select(Objection.id).where(Objection.decided_at < since, Objection.words != "")
    decisions = select(Decision.id).where(
        Decision.decided_at < since,
        Decision.object_until < now,
        ~open_objection(Decision.id),
        or_(~Decision.person_id.startswith(GONE), Decision.original.is_not(None), Decision.older.is_not(None)),
    )
    fresh = or_(Case.decided_at.is_(None), Case.decided_at >= since)
    notes = and_(Note.written_at < since, ~select(Case.id).where(Case.beitrag_id == Note.beitrag_id, fresh).exists())
    blocks = select(Block.id).where(Block.ends_at < since, ~Block.person_id.startswith(GONE))
    nobody_did = {"reporter_id": None, "name": None, "address": None, "explanation": ""}
    about_nobody = {"person_id": f"{GONE}-", "original": None, "older": None}
    return [
        _set(N_("reports"), reports, Report, nobody_did),
        _set(N_("objections"), objections, Objection, {"words": ""}),
        _set(N_("decisions of moderators"), decisions, Decision, about_nobody),
        _gone(N_("notes of the staff"), Note.id, notes),
        _set(N_("blocks"), blocks, Block, {"person_id": f"{GONE}-"}),
    ]


def _set(what, due, model, values):
    """Rows that stay, without what is personal about them."""

    def act(session, rows, now):
        session.execute(update(model).where(model.id.in_(_keys(rows))).values(**values))

    return Step(what, due.order_by(model.id), act)


def _talk(since):
    """Long after a Vorhaben is over, what was said about it stays and who said it does not."""
    last = select(func.max(StatusChange.on)).where(StatusChange.vorhaben_id == Vorhaben.id).scalar_subquery()
    over = select(Vorhaben.id).where(Vorhaben.status.in_(OVER), last < since.date())
    named = (Beitrag.vorhaben_id.in_(over), Beitrag.is_official.is_(False), ~Beitrag.author_id.startswith(GONE))
    authors = select(Beitrag.author_id, Beitrag.vorhaben_id).where(*named).distinct()
    supports = select(Support.id).join(Beitrag, Beitrag.id == Support.beitrag_id)
    supports = supports.where(Beitrag.vorhaben_id.in_(over), ~Support.author_id.startswith(GONE))
    wishes = select(Wish.id).where(Wish.vorhaben_id.in_(over), ~Wish.author_id.startswith(GONE))
    return [
        Step(N_("authors on Vorhaben that are over"), authors.order_by(*authors.selected_columns), _unname),
        Step(N_("supporters on Vorhaben that are over"), supports.order_by(Support.id), _nobody(Support)),
        Step(N_("wishes on Vorhaben that are over"), wishes.order_by(Wish.id), _nobody(Wish)),
    ]


def _unname(session, rows, now):
    name = case((Beitrag.origin == BeitragOrigin.ONLINE, GONE_NAME), else_=NAMELESS)
    for author_id, vorhaben_id in rows:
        theirs = (Beitrag.author_id == author_id, Beitrag.vorhaben_id == vorhaben_id, Beitrag.is_official.is_(False))
        private = and_(Revision.beitrag_id.in_(select(Beitrag.id).where(*theirs)), Revision.was_public.is_(False))
        session.execute(delete(Revision).where(private))
        session.execute(update(Beitrag).where(*theirs).values(author_id=nobody(), author_name=name, sheet=None))


def _nobody(model):
    def act(session, rows, now):
        for key in _keys(rows):
            session.execute(update(model).where(model.id == key).values(author_id=nobody()))

    return act
