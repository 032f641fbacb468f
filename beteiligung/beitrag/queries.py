from sqlalchemy import func, or_, select

from ..vorhaben.models import Publication, Vorhaben
from .models import Beitrag, Stance, Visibility


def visible(person=None):
    """The one predicate for what stands in a thread: published, a tombstone, or the reader's own that still waits."""
    shown = Beitrag.visibility.in_((Visibility.PUBLISHED, Visibility.HIDDEN))
    if person is None:
        return shown
    return or_(shown, Beitrag.author_id == person.id)


def roots(vorhaben_id, person=None):
    """The first Beiträge of the threads of a Vorhaben, newest first."""
    return (
        select(Beitrag)
        .where(Beitrag.vorhaben_id == vorhaben_id, Beitrag.depth == 0, visible(person))
        .order_by(Beitrag.submitted_at.desc(), Beitrag.id.desc())
    )


def replies(root_ids, person=None):
    """Everything below these Beiträge, oldest first."""
    return (
        select(Beitrag).where(Beitrag.root_id.in_(root_ids), visible(person)).order_by(Beitrag.submitted_at, Beitrag.id)
    )


def counts(session, vorhaben_ids):
    """How many published Beiträge each Vorhaben has."""
    return dict(
        session.execute(
            select(Beitrag.vorhaben_id, func.count())
            .where(Beitrag.vorhaben_id.in_(vorhaben_ids), Beitrag.visibility == Visibility.PUBLISHED)
            .group_by(Beitrag.vorhaben_id)
        ).all()
    )


def balance(session, vorhaben_id):
    """How many published Beiträge of residents there are of each stance, and how many people wrote them."""
    public = (
        Beitrag.vorhaben_id == vorhaben_id,
        Beitrag.visibility == Visibility.PUBLISHED,
        Beitrag.is_official.is_(False),
    )
    by_stance = dict(
        session.execute(select(Beitrag.stance, func.count()).where(*public).group_by(Beitrag.stance)).all()
    )
    people = session.scalar(select(func.count(Beitrag.author_id.distinct())).where(*public))
    return {stance: by_stance.get(stance, 0) for stance in Stance}, people


def queue(visibility):
    """What moderators look through, oldest first."""
    order = Beitrag.submitted_at if visibility == Visibility.SUBMITTED else Beitrag.moderated_at.desc().nulls_last()
    return select(Beitrag).where(Beitrag.visibility == visibility).order_by(order, Beitrag.id)


def queue_sizes(session):
    """How many Beiträge lie in each tray."""
    return dict(session.execute(select(Beitrag.visibility, func.count()).group_by(Beitrag.visibility)).all())


def public_by_id(session, vorhaben_id, beitrag_id):
    """A published Beitrag of a published Vorhaben: what can be answered."""
    return session.scalar(
        select(Beitrag)
        .join(Vorhaben)
        .where(
            Beitrag.id == beitrag_id,
            Beitrag.vorhaben_id == vorhaben_id,
            Beitrag.visibility == Visibility.PUBLISHED,
            Vorhaben.publication == Publication.PUBLISHED,
        )
    )
