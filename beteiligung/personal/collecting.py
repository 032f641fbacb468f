"""Everything that is stored about a person, as plain values: for the page, the file and the command line."""

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload, selectinload

from ..account.models import LoginSession
from ..beitrag.models import Beitrag, Revision, Support
from ..block.models import Block
from ..gremium.models import Inquiry, Remark
from ..guest.models import WaitingBeitrag
from ..moderation.models import Decision, Kind, Report
from ..outbox.models import OutboxMail
from ..rendition.models import Rendition, RenditionState
from ..subscription.models import Subscriber, Subscription
from ..vorhaben.models import Publication, Vorhaben
from ..wish.models import Wish
from . import traces


def everything(session, person_id=None, *, address=None):
    """What we know, part by part; nothing about anybody else, not even who decided.

    Two queries for each part, however much there is.
    """
    who = traces.of_address(session, address) if address else traces.of_person(session, person_id)
    return {
        "account": _account(session, who),
        "contributions": _contributions(session, who.ids),
        "waiting_for_confirmation": _waiting(session, who.address),
        "supports": _supports(session, who.ids),
        "wishes": _wishes(session, who.ids),
        "subscriptions": _subscriptions(session, who),
        "reports": _reports(session, who),
        "decisions": _decisions(session, who.ids),
        "blocks": _blocks(session, who.ids),
        "mails_waiting": _mails(session, who),
        "in_office": _in_office(session, who.ids),
    }


def _account(session, who):
    told = {"ids": list(who.ids)}
    if who.guest is not None:
        told |= {"guest_email": who.guest.email, "guest_since": _time(who.guest.created_at)}
    if who.account is not None:
        account = who.account
        logins = select(LoginSession).where(LoginSession.account_id == account.id).order_by(LoginSession.created_at)
        told |= {
            **_values(account, "name", "email", "issuer", "subject", "lang", "created_at", "seen_at", "warned_at"),
            "logins": [_values(each, "created_at", "expires_at") for each in session.scalars(logins)],
        }
    return told


def _about(beitrag_or_wish):
    vorhaben = beitrag_or_wish.vorhaben
    if vorhaben.publication != Publication.PUBLISHED:
        return {"vorhaben": None, "title": None}  # their own words are theirs; the name of a draft is not
    return {"vorhaben": vorhaben.slug, "title": vorhaben.title_in("de")}


def _with_titles(option):
    return option.selectinload(Vorhaben.texts)


def _contributions(session, ids):
    own = session.scalars(
        select(Beitrag)
        .where(Beitrag.author_id.in_(ids))
        .options(_with_titles(joinedload(Beitrag.vorhaben)))
        .order_by(Beitrag.id)
    ).all()
    mine = select(Beitrag.id).where(Beitrag.author_id.in_(ids))
    earlier = {}
    for each in session.scalars(select(Revision).where(Revision.beitrag_id.in_(mine)).order_by(Revision.id)):
        fields = ("stance", "body", "was_public", "written_at", "replaced_at")
        earlier.setdefault(each.beitrag_id, []).append(_values(each, *fields))
    translated = {}
    told = select(Rendition).where(Rendition.beitrag_id.in_(mine), Rendition.state == RenditionState.DONE)
    for one in session.scalars(told.order_by(Rendition.lang)):
        translated.setdefault(one.beitrag_id, []).append(_values(one, "lang", "words", "origin", "written_at"))
    fields = ("id", "parent_id", "author_name", "stance", "body", "lang", "bezirk_number", "bezirk_part", "visibility")
    times = ("supports", "submitted_at", "published_at", "edited_at", "withdrawn_at", "moderated_at", "hidden_reason")
    return [
        {
            **_about(each),
            **_values(each, *fields, *times),
            "in_office": each.is_official,
            "has_receipt": each.receipt is not None,
            "earlier": earlier.get(each.id, []),
            "translations": translated.get(each.id, []),
        }
        for each in own
    ]


def _waiting(session, address):
    if address is None:
        return []
    found = session.scalars(select(WaitingBeitrag).where(WaitingBeitrag.email == address).order_by(WaitingBeitrag.id))
    return [_values(each, "name", "email", "lang", "said", "written_at", "expires_at") for each in found]


def _supports(session, ids):
    found = session.execute(
        select(Support, Vorhaben.slug)
        .join(Beitrag, Beitrag.id == Support.beitrag_id)
        .join(Vorhaben, Vorhaben.id == Beitrag.vorhaben_id)
        .where(Support.author_id.in_(ids))
        .order_by(Support.id)
    )
    return [{"vorhaben": slug, **_values(each, "beitrag_id", "supported_at")} for each, slug in found]


def _wishes(session, ids):
    wishes = select(Wish).where(Wish.author_id.in_(ids)).order_by(Wish.id)
    found = session.scalars(wishes.options(_with_titles(joinedload(Wish.vorhaben))))
    return [{**_about(each), **_values(each, "wished_at")} for each in found]


def _subscriptions(session, who):
    mine = Subscriber.person_id.in_(who.ids)
    mine = or_(mine, Subscriber.address == who.address) if who.address else mine
    query = select(Subscription).join(Subscriber).where(mine).options(joinedload(Subscription.vorhaben))
    fields = ("what", "criteria", "names", "rhythm", "created_at", "confirmed_at")
    return [
        {"vorhaben": each.vorhaben.slug if each.vorhaben else None, **_values(each, *fields)}
        for each in session.scalars(query.order_by(Subscription.id))
    ]


def _reports(session, who):
    mine = Report.reporter_id.in_(who.ids)
    mine = or_(mine, Report.address == who.address) if who.address else mine
    found = session.scalars(select(Report).where(mine).options(joinedload(Report.case)).order_by(Report.id))
    fields = ("category", "explanation", "name", "address", "lang", "reported_at")
    return [{"case": each.case.number, "beitrag_id": each.case.beitrag_id, **_values(each, *fields)} for each in found]


def _decisions(session, ids):
    """The statements of reasons and what the person said to them. A report that led to nothing is the reporter's."""
    found = session.scalars(
        select(Decision)
        .where(Decision.person_id.in_(ids), Decision.kind != Kind.LEFT)
        .options(selectinload(Decision.objections))
        .order_by(Decision.id)
    )
    fields = ("id", "beitrag_id", "kind", "rule", "law", "facts", "is_automated", "decided_at", "object_until")
    return [
        {
            **_values(each, *fields, "lifted_at", "original"),
            "objections": [
                _values(one, "words", "objected_at", "outcome", "reason", "decided_at")
                for one in each.objections
                if one.report_id is None
            ],
        }
        for each in found
    ]


def _blocks(session, ids):
    found = session.scalars(select(Block).where(Block.person_id.in_(ids)).order_by(Block.id))
    return [_values(each, "starts_at", "ends_at", "lifted_at") for each in found]


def _mails(session, who):
    mine = OutboxMail.recipient_id.in_(who.ids)
    mine = or_(mine, OutboxMail.address == who.address) if who.address else mine
    found = session.scalars(select(OutboxMail).where(mine).order_by(OutboxMail.id))
    return [_values(each, "kind", "lang", "created_at", "due_at", "attempts", "failed_at") for each in found]


def _in_office(session, ids):
    """What members of an elected body said in office."""
    remarks = session.scalars(select(Remark).where(Remark.author_id.in_(ids)).order_by(Remark.id))
    inquiries = session.scalars(select(Inquiry).where(Inquiry.author_id.in_(ids)).order_by(Inquiry.id))
    return [
        *(_values(each, "body", "said_at", "withdrawn_at", "published_at") for each in remarks),
        *(_values(each, "text", "asked_at", "answer", "answered_at", "published_at") for each in inquiries),
    ]


def _values(row, *names):
    return {name: _time(getattr(row, name)) for name in names}


def _time(value):
    return value.isoformat() if hasattr(value, "isoformat") else value
