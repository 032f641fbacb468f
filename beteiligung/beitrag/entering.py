"""What people said on paper, by phone or at an event, typed in by staff. It counts like what came online."""

import secrets

from sqlalchemy import select

from ..errors import N_, Conflict, NotAllowed, RuleBroken
from ..person import NAMELESS
from ..signals import announce, beitrag_submitted
from ..vorhaben.models import Publication
from . import receipts, rules
from .models import Beitrag, BeitragOrigin, Visibility


def enter(
    session,
    vorhaben,
    person,
    *,
    origin,
    note="",
    sheet=None,
    said_at,
    stance,
    body,
    name="",
    lang="de",
    bezirk=None,
    part="",
    now,
):
    """Store it for everybody to read, also after the closing time: it carries the day on which it was said.

    Nobody knows whether two sheets come from the same hand, so each counts as a person of its own. The code of the
    receipt is for the letter to whoever said it.
    """
    if not rules.may_enter(person):
        raise NotAllowed(N_("Only the administration may do this."))
    if vorhaben.publication != Publication.PUBLISHED:
        raise RuleBroken(N_("Nobody can read this Vorhaben, so nothing can be entered for it."))
    if origin == BeitragOrigin.ONLINE:
        raise RuleBroken(N_("What people write online they write themselves."))
    if said_at > now:
        raise RuleBroken(N_("This day has not come yet."))
    if sheet and (there := _with_sheet(session, vorhaben, sheet)):
        raise Conflict(
            N_("A sheet with the number %(sheet)s was entered before, as contribution %(number)s."),
            sheet=sheet,
            number=there,
        )
    code = receipts.new()
    beitrag = Beitrag(
        vorhaben=vorhaben,
        author_id=f"entered:{secrets.token_hex(12)}",
        author_name=name or NAMELESS,
        bezirk_number=bezirk,
        bezirk_part=part,
        stance=stance,
        lang=lang,
        body=body,
        visibility=Visibility.PUBLISHED,
        submitted_at=said_at,
        published_at=now,
        receipt=receipts.digest(code),
        origin=origin,
        origin_note=note,
        sheet=sheet or None,
        entered_by=person.id,
    )
    beitrag.code = code
    session.add(beitrag)
    session.flush()
    announce(session, beitrag_submitted, beitrag=beitrag)
    return beitrag


def _with_sheet(session, vorhaben, sheet):
    return session.scalar(select(Beitrag.id).where(Beitrag.vorhaben_id == vorhaben.id, Beitrag.sheet == sheet))
