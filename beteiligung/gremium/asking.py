"""Questions of a body to the administration, and their answers."""

from datetime import timedelta

from ..errors import N_, Conflict, NotAllowed, RuleBroken
from ..outbox import actions as outbox
from ..text import fold
from . import rules
from .models import Inquiry
from .talking import written

LONGEST_WAIT = timedelta(days=366)


def ask(session, person, gremium, vorhaben, text, *, due_on, lang, now, today, offices):
    """Put a question in the name of the body. ``offices`` are e-mail addresses by the name of the office."""
    if not rules.may_ask(person, gremium):
        raise NotAllowed(N_("Only members of this body may do this."))
    if not today < due_on <= today + LONGEST_WAIT:
        raise RuleBroken(N_("The answer must be due later than today, within a year."))
    inquiry = Inquiry(
        gremium=gremium,
        vorhaben=vorhaben,
        author_id=person.id,
        author_name=person.name,
        lang=lang,
        text=written(text),
        asked_at=now,
        due_on=due_on,
    )
    session.add(inquiry)
    session.flush()
    _tell_office(session, inquiry, offices, now)
    return inquiry


def answer(session, person, inquiry, text, *, now):
    """The administration's answer; the asker is told that it is there."""
    if not rules.may_answer(person):
        raise NotAllowed(N_("Only the administration may do this."))
    if inquiry.answered_at is not None:
        raise Conflict(N_("Somebody has answered this question already."))
    inquiry.answer, inquiry.answered_by, inquiry.answered_at = written(text), person.name, now
    outbox.put(
        session,
        "inquiry_answered",
        to=inquiry.author_id,
        lang=inquiry.lang,
        facts=_facts(inquiry),
        key=f"inquiry_answered:{inquiry.id}",
        now=now,
    )


def _tell_office(session, inquiry, offices, now):
    known = {fold(office): address for office, address in offices.items()}
    address = known.get(fold(inquiry.vorhaben.office or ""))
    if address:
        facts = {**_facts(inquiry), "office": inquiry.vorhaben.office, "due": inquiry.due_on.isoformat()}
        key = f"inquiry_asked:{inquiry.id}"
        outbox.put(session, "inquiry_asked", address=address, lang="de", facts=facts, key=key, now=now)


def _facts(inquiry):
    """No word of the question or the answer: a mail may be read by others, the page asks who is there."""
    return {
        "inquiry_id": inquiry.id,
        "gremium": inquiry.gremium.name,
        "gremium_slug": inquiry.gremium.slug,
        "slug": inquiry.vorhaben.slug,
        "title": inquiry.vorhaben.title_in(inquiry.lang),
    }
