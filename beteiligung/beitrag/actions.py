from ..errors import N_, DeadlinePassed, NotAllowed
from ..roles import ADMINISTRATION
from ..signals import announce, beitrag_hidden, beitrag_published, beitrag_submitted
from ..vorhaben.models import Publication
from . import rules
from .models import Beitrag, Visibility


def submit(session, vorhaben, person, *, stance, body, now, parent=None, at_once=False):
    """Store what a person has to say; it waits for a moderator unless ``at_once``."""
    if not rules.may_submit(person):
        raise NotAllowed(N_("Please log in to write something."))
    if vorhaben.publication != Publication.PUBLISHED or not vorhaben.is_open(now):
        raise DeadlinePassed(N_("Taking part is not possible at the moment. Your text was not sent."))
    if parent is not None and (parent.vorhaben_id != vorhaben.id or parent.visibility != Visibility.PUBLISHED):
        raise NotAllowed(N_("The contribution that you answer is no longer there."))

    beitrag = Beitrag(
        vorhaben=vorhaben,
        parent=parent,
        root_id=(parent.root_id or parent.id) if parent else None,
        depth=parent.depth + 1 if parent else 0,
        author_id=person.id,
        author_name=person.name,
        is_official=ADMINISTRATION in person.roles,
        stance=stance,
        body=body,
        visibility=Visibility.PUBLISHED if at_once else Visibility.SUBMITTED,
        submitted_at=now,
        published_at=now if at_once else None,
    )
    session.add(beitrag)
    session.flush()
    announce(session, beitrag_submitted, beitrag=beitrag)
    return beitrag


def publish(session, beitrag, person, *, now):
    """Let the public read it."""
    _moderate(beitrag, person, Visibility.PUBLISHED, now)
    beitrag.published_at = beitrag.published_at or now
    beitrag.hidden_reason = None
    announce(session, beitrag_published, beitrag=beitrag)


def hide(session, beitrag, person, reason, *, now):
    """Take it out of public view; its place in the thread stays, with the reason."""
    _moderate(beitrag, person, Visibility.HIDDEN, now)
    beitrag.hidden_reason = reason
    announce(session, beitrag_hidden, beitrag=beitrag)


def _moderate(beitrag, person, visibility, now):
    if not rules.may_moderate(person):
        raise NotAllowed(N_("Only moderators may do this."))
    beitrag.visibility = visibility
    beitrag.moderated_at = now
    beitrag.moderated_by = person.name
