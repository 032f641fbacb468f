from datetime import timedelta

from sqlalchemy.exc import IntegrityError

from ..account import actions as account
from ..account import rules
from ..account.models import Purpose
from ..beitrag import actions as beitrag_actions
from ..beitrag.models import Beitrag, Visibility
from ..errors import N_, DeadlinePassed, LinkOver, NotAllowed
from ..outbox import actions as outbox
from ..person import Person
from ..vorhaben.models import Publication, Vorhaben
from . import queries
from .models import Guest, WaitingBeitrag


def write(session, vorhaben, said, *, name, email, ways, now, days, lang, parent=None):
    """Keep what a guest wrote, and send the mail whose link makes it count. The mail holds nothing that they wrote."""
    _check_open(vorhaben, ways, now)
    if parent is not None and (parent.vorhaben_id != vorhaben.id or parent.visibility != Visibility.PUBLISHED):
        raise NotAllowed(N_("The contribution that you answer is no longer there."))
    until = now + timedelta(days=days)
    waiting = WaitingBeitrag(
        vorhaben_id=vorhaben.id,
        parent_id=parent.id if parent else None,
        email=email,
        name=name,
        lang=lang,
        said=said,
        written_at=now,
        expires_at=until,
    )
    session.add(waiting)
    session.flush()
    jti = account.give_link(session, Purpose.GUEST, str(waiting.id), lang=lang, now=now, until=until)
    facts = {"jti": jti, "title": vorhaben.title_in(lang), "days": days}
    outbox.put(session, "guest_confirmation", address=email, lang=lang, facts=facts, key=f"guest:{jti}", now=now)
    return waiting


def confirm(session, jti, *, ways, now, at_once):
    """The click: what waited becomes a Beitrag. Whoever wrote in time may click after the end."""
    link = account.use_link(session, jti, Purpose.GUEST, now=now)
    waiting = session.get(WaitingBeitrag, int(link.subject))
    vorhaben = session.get(Vorhaben, waiting.vorhaben_id) if waiting else None
    if vorhaben is None:
        raise LinkOver(N_("This link was used already, or it is too old. Please ask for a new one."))
    parent = session.get(Beitrag, waiting.parent_id) if waiting.parent_id else None
    at = now if vorhaben.is_open(now) else waiting.written_at
    _check_open(vorhaben, rules.ways_for(ways, vorhaben), at)
    guest = _guest(session, waiting.email, now)
    person = Person(id=guest.person_id, name=waiting.name, email=guest.email, way=rules.GUEST)
    beitrag = beitrag_actions.submit(
        session,
        vorhaben,
        person,
        parent=parent,
        now=at,
        at_once=at_once,
        lang=waiting.lang,
        ways=(rules.GUEST,),
        **waiting.said,
    )
    session.delete(waiting)
    session.flush()
    return beitrag


def _check_open(vorhaben, ways, at):
    if rules.GUEST not in ways:
        raise NotAllowed(N_("Guests cannot write here. Please log in."))
    if vorhaben.publication != Publication.PUBLISHED or not vorhaben.is_open(at):
        raise DeadlinePassed(N_("Taking part is not possible at the moment. Your text was not sent."))


def _guest(session, email, now):
    """The person of this mailbox; two clicks at once make one."""
    if known := queries.by_address(session, email):
        return known
    guest = Guest(email=email, created_at=now)
    try:
        with session.begin_nested():
            session.add(guest)
    except IntegrityError:
        return queries.by_address(session, email)
    return guest
