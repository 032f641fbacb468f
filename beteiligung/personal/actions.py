"""Forget a person: the name is gone everywhere, and the texts too if they want it."""

import enum
import secrets

from sqlalchemy import delete, or_, select, update

from ..account.models import LoginSession, OneTimeLink, Purpose
from ..beitrag.models import Beitrag, BeitragOrigin, Support
from ..guest.models import WaitingBeitrag
from ..outbox.models import OutboxMail
from ..person import GONE, GONE_NAME, NAMELESS
from ..subscription import actions as subscription
from ..wish.models import Wish
from . import blanking, traces
from .models import Deletion


class Texts(enum.StrEnum):
    """What becomes of what a person wrote: it stays without a name, or it goes and its place stays."""

    KEEP = "keep"
    REMOVE = "remove"


def forget(session, person_id=None, *, address=None, texts=Texts.KEEP, now, alone=False):
    """Forget a person of the host (by id), one of ours (``konto:7``, ``gast:3``), or whoever reads ``address``.

    Contributions and the answers to them keep their place in the talk. Supports, wishes, mails that wait, logins and
    the account are gone. What the staff did in office stays with the office. Doing it again changes nothing. Returns
    how many contributions were touched.
    """
    texts = Texts(texts)
    if (person_id is None) == (address is None):
        raise ValueError("forget a person or an address")
    who = traces.of_address(session, address) if address else traces.of_person(session, person_id, alone=alone)
    _take_voices(session, who.ids)
    written = session.scalars(_written(who.ids).with_for_update()).all()
    blanking.moderation(session, who, written, texts == Texts.REMOVE, now)
    _unname(session, written, texts, now)
    _drop_mails(session, who)
    _drop_login(session, who)
    session.add(Deletion(at=now, what=f"person, texts: {texts}", number=1))
    session.flush()
    return len(written)


def nobody():
    """An id that no one will ever have."""
    return f"{GONE}{secrets.token_hex(12)}"


def _written(ids):
    """What they wrote as residents. What somebody answered in the name of the city is the city's."""
    return select(Beitrag).where(Beitrag.author_id.in_(ids), Beitrag.is_official.is_(False)).order_by(Beitrag.id)


def _take_voices(session, ids):
    """One person, one voice: whoever leaves takes it along, and may come back and give it once more."""
    for each in ids:
        mine = select(Support.beitrag_id).where(Support.author_id == each)
        fewer = update(Beitrag).where(Beitrag.id.in_(mine)).values(supports=Beitrag.supports - 1)
        session.execute(fewer.execution_options(synchronize_session=False))
    session.execute(delete(Support).where(Support.author_id.in_(ids)))
    session.execute(delete(Wish).where(Wish.author_id.in_(ids)))
    session.expire_all()


def _unname(session, written, texts, now):
    """On each Vorhaben another new id: people are still counted once there, and nobody can put a profile together."""
    names = {}
    for beitrag in written:
        beitrag.author_id = names.setdefault(beitrag.vorhaben_id, nobody())
        beitrag.author_name = GONE_NAME if beitrag.origin == BeitragOrigin.ONLINE else NAMELESS
        beitrag.sheet = None  # its paper lies in some folder, with the name on it
        if texts == Texts.REMOVE:
            blanking.beitrag(session, beitrag, now)
        else:
            blanking.private_revisions(session, beitrag)
    session.flush()


def _drop_mails(session, who):
    """What they follow, what waits for them, and their id in the key of what was sent."""
    for each in who.ids:
        subscription.forget(session, person_id=each)
        session.execute(delete(OutboxMail).where(OutboxMail.key.endswith(f":{each}", autoescape=True)))
    if who.address:
        subscription.forget(session, address=who.address)


def _drop_login(session, who):
    if who.address:
        waiting = session.scalars(select(WaitingBeitrag.id).where(WaitingBeitrag.email == who.address)).all()
        links = [(OneTimeLink.purpose == Purpose.LOGIN.value) & (OneTimeLink.subject == who.address)]
        if waiting:
            of_guest = OneTimeLink.subject.in_([str(each) for each in waiting])
            links.append((OneTimeLink.purpose == Purpose.GUEST.value) & of_guest)
        session.execute(delete(OneTimeLink).where(or_(*links)))
        session.execute(delete(WaitingBeitrag).where(WaitingBeitrag.id.in_(waiting)))
    if who.account is not None:
        session.execute(delete(LoginSession).where(LoginSession.account_id == who.account.id))
    for each in (who.account, who.guest):
        if each is not None:
            session.delete(each)
