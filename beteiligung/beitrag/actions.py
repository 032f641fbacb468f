from ..block.queries import active as active_block
from ..errors import N_, Blocked, DeadlinePassed, NotAllowed
from ..signals import announce, beitrag_edited, beitrag_submitted, beitrag_withdrawn
from ..vorhaben.models import Publication
from . import receipts, rules
from .models import Beitrag, Revision, Visibility


def submit(
    session,
    vorhaben,
    person,
    *,
    stance,
    body,
    now,
    parent=None,
    at_once=False,
    lang="de",
    bezirk=None,
    part="",
    ways=None,
    signature=None,
):
    """Store what a person has to say; it waits for a moderator unless ``at_once``.

    ``lang`` is the language of the page on which it was written, ``bezirk`` the number of the Stadtbezirk in which the
    author says to live, ``part`` the Ortsteil there, ``ways`` the ways of being known that are open here (``None``:
    any), ``signature`` what stands in place of the name of staff. The Beitrag carries its receipt as ``code``, which is
    nowhere else in clear.
    """
    if not rules.may_submit(person, ways):
        raise NotAllowed(N_("Please log in to write something."))
    if parent is not None and rules.speaks_for_city(person):  # ``moderation.answering`` tells who asked
        raise NotAllowed(N_("The city answers at its desk, so that everybody who asked is told."))
    _must_not_be_blocked(session, person, now)
    must_be_open(vorhaben, now)
    if parent is not None and (parent.vorhaben_id != vorhaben.id or parent.visibility != Visibility.PUBLISHED):
        raise NotAllowed(N_("The contribution that you answer is no longer there."))

    code = receipts.new()
    beitrag = Beitrag(
        vorhaben=vorhaben,
        parent=parent,
        root_id=(parent.root_id or parent.id) if parent else None,
        depth=parent.depth + 1 if parent else 0,
        author_id=person.id,
        author_name=signature or person.name,
        bezirk_number=bezirk,
        bezirk_part=part,
        is_official=rules.speaks_for_city(person),
        stance=stance,
        lang=lang,
        body=body,
        visibility=Visibility.PUBLISHED if at_once else Visibility.SUBMITTED,
        submitted_at=now,
        published_at=now if at_once else None,
        receipt=receipts.digest(code),
    )
    beitrag.code = code
    session.add(beitrag)
    session.flush()
    announce(session, beitrag_submitted, beitrag=beitrag)
    return beitrag


def edit(session, beitrag, person, *, stance, body, now, window, at_once=False, ways=None):
    """Put right what one wrote, for a while. What everybody could read before stays on record.

    Where moderators read first, or have looked at this one already, the new words wait for them. The row is held
    until the commit: what a moderator decides meanwhile counts for the words that were read.
    """
    session.refresh(beitrag, with_for_update={"of": Beitrag})
    if not rules.may_submit(person, ways):
        raise NotAllowed(N_("Please log in to write something."))
    if not rules.may_edit(person, beitrag, now, window):
        raise NotAllowed(N_("This contribution can no longer be changed. You can still withdraw it."))
    _must_not_be_blocked(session, person, now)
    must_be_open(beitrag.vorhaben, now)
    if (beitrag.stance, beitrag.body) == (stance, body):
        return
    was_public = beitrag.visibility == Visibility.PUBLISHED
    session.add(
        Revision(
            beitrag_id=beitrag.id,
            stance=beitrag.stance,
            body=beitrag.body,
            was_public=was_public,
            written_at=beitrag.edited_at or beitrag.submitted_at,
            replaced_at=now,
        )
    )
    beitrag.stance, beitrag.body, beitrag.edited_at = stance, body, now
    if was_public and not (at_once and beitrag.moderated_at is None):
        beitrag.visibility = Visibility.SUBMITTED
    session.flush()
    announce(session, beitrag_edited, beitrag=beitrag)


def withdraw(session, beitrag, person, *, now):
    """Take back what one wrote. Its place stays, and so do the answers to it."""
    session.refresh(beitrag, with_for_update={"of": Beitrag})
    if not rules.may_withdraw(person, beitrag):
        raise NotAllowed(N_("Only the person who wrote this may withdraw it."))
    beitrag.visibility, beitrag.withdrawn_at = Visibility.WITHDRAWN, now
    session.flush()
    announce(session, beitrag_withdrawn, beitrag=beitrag)


def must_be_open(vorhaben, now):
    """Nothing is taken outside the time of taking part, by the clock of the server."""
    if vorhaben.publication != Publication.PUBLISHED or not vorhaben.is_open(now):
        raise DeadlinePassed(N_("Taking part is not possible at the moment. Your text was not sent."))


def _must_not_be_blocked(session, person, now):
    if block := active_block(session, person, now=now):
        raise Blocked(block.ends_at)
