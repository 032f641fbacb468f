"""Take words and names out of rows that must stay, because others hang on them."""

from sqlalchemy import delete, or_, select, update

from ..account.models import PREFIX as ACCOUNT
from ..beitrag.models import Revision, Visibility
from ..block.models import Block
from ..guest.models import PREFIX as GUEST
from ..moderation.models import Case, Decision, Note, Objection, Report
from ..outbox.models import OutboxMail
from ..person import GONE, GONE_NAME, NAMELESS, without_name


def beitrag(session, beitrag, now):
    """Nothing of the text stays. The place does, and says whether its author or a moderator took it away."""
    beitrag.body, beitrag.bezirk_number, beitrag.bezirk_part, beitrag.receipt = "", None, "", None
    if beitrag.visibility in (Visibility.SUBMITTED, Visibility.PUBLISHED):
        beitrag.visibility, beitrag.withdrawn_at = Visibility.WITHDRAWN, now
    session.execute(delete(Revision).where(Revision.beitrag_id == beitrag.id))


def private_revisions(session, beitrag):
    """What nobody but the author ever read goes with the author."""
    session.execute(delete(Revision).where(Revision.beitrag_id == beitrag.id, Revision.was_public.is_(False)))


def moderation(session, who, written, is_removed, now):
    """Reports, decisions, objections, notes and blocks: nothing names the person any more."""
    _reports(session, who)
    new_id = f"{GONE}-"
    decisions = session.scalars(select(Decision).where(Decision.person_id.in_(who.ids))).all()
    names = {each.author_name for each in written}
    for decision in decisions:
        decision.person_id = new_id
        if is_removed:
            decision.original = decision.older = None
        decision.facts = _without(decision.facts, names)
        for objection in [each for each in decision.objections if each.report_id is None]:
            _objection(session, objection, names, is_removed)
    for some in _pieces([each.id for each in written]):
        session.execute(delete(Note).where(Note.beitrag_id.in_(some)))
    _blocks(session, who, now, new_id)
    _waiting_mails(session, {each.id for each in written}, names)
    session.flush()


def _waiting_mails(session, numbers, names):
    """What others are still to be told about these contributions names nobody, where a moderator wrote a name."""
    told = OutboxMail.kind.startswith("report_") | OutboxMail.kind.startswith("objection_")
    for mail in session.scalars(select(OutboxMail).where(OutboxMail.facts.is_not(None), told)):
        if mail.facts.get("beitrag_id") in numbers and mail.facts.get("reason"):
            mail.facts = {**mail.facts, "reason": _without(mail.facts["reason"], names)}


def _objection(session, objection, names, is_removed):
    if objection.decided_at is None and is_removed:
        session.delete(objection)  # what it was about is gone
    elif objection.decided_at is not None:
        objection.words, objection.reason = "", _without(objection.reason or "", names)


def _reports(session, who):
    """A report that waits keeps its words, for the sake of whoever is attacked; its author is nobody."""
    ours = Report.reporter_id.in_(who.ids)
    mine = or_(ours, Report.address == who.address) if who.address else ours
    for report in session.scalars(select(Report).where(mine)).all():
        report.reporter_id = report.name = report.address = None
        if report.case.decided_at is not None:
            report.explanation = ""
    session.flush()


def _blocks(session, who, now, new_id):
    """A person of the host stays blocked until it ends: their id comes back with their next login."""
    mine = Block.person_id.in_(who.ids)
    if who.account is None and who.guest is None and not any(i.startswith((ACCOUNT, GUEST)) for i in who.ids):
        mine &= or_(Block.ends_at <= now, Block.lifted_at.is_not(None))
    session.execute(update(Block).where(mine).values(person_id=new_id))


def _without(text, names):
    for name in sorted(names - {"", GONE_NAME, NAMELESS}, key=len, reverse=True):
        text = without_name(text, name, GONE_NAME)
    return text


def _pieces(keys, size=500):
    return (keys[at : at + size] for at in range(0, len(keys), size))


def open_case(beitrag_id):
    """A condition: a report about this Beitrag waits."""
    return select(Case.id).where(Case.beitrag_id == beitrag_id, Case.decided_at.is_(None)).exists()


def open_objection(decision_id):
    """A condition: an objection to this decision waits."""
    return select(Objection.id).where(Objection.decision_id == decision_id, Objection.decided_at.is_(None)).exists()
