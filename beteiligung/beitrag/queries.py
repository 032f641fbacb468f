"""What may be seen. Lists, pages, numbers, search, export and feeds all ask ``readable`` or ``placed``."""

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import aliased

from ..vorhaben.models import Publication, Vorhaben
from .models import Beitrag, Visibility


def readable(beitrag=Beitrag):
    """The one predicate for what everybody may read of a Vorhaben that is public."""
    return beitrag.visibility == Visibility.PUBLISHED


def placed(person=None):
    """What stands in a thread: what is or once was public, and the reader's own.

    Of what is hidden, withdrawn or looked at again only the place is shown, so that the answers keep theirs.
    """
    was_public = Beitrag.published_at.is_not(None)
    return was_public if person is None else or_(was_public, Beitrag.author_id == person.id)


def everywhere():
    """All that everybody may read, of all Vorhaben that are public: for feeds, exports and search."""
    return select(Beitrag).join(Vorhaben).where(readable(), Vorhaben.publication == Publication.PUBLISHED)


def answered(beitrag=Beitrag):
    """Has the city answered this one, in public?"""
    answer = aliased(Beitrag)
    return (
        select(answer.id)
        .where(answer.parent_id == beitrag.id, answer.is_official, readable(answer))
        .correlate(beitrag)
        .exists()
    )


def counts(session, vorhaben_ids):
    """How many published Beiträge each Vorhaben has."""
    if not vorhaben_ids:
        return {}
    return dict(
        session.execute(
            select(Beitrag.vorhaben_id, func.count())
            .where(Beitrag.vorhaben_id.in_(vorhaben_ids), readable())
            .group_by(Beitrag.vorhaben_id)
        ).all()
    )


def of_vorhaben(session, vorhaben_id, beitrag_id, *conditions):
    """A Beitrag of that Vorhaben, if it fits the conditions."""
    return session.scalar(
        select(Beitrag).where(Beitrag.id == beitrag_id, Beitrag.vorhaben_id == vorhaben_id, *conditions)
    )


def public_by_id(session, vorhaben_id, beitrag_id):
    """A published Beitrag of a published Vorhaben: what can be answered."""
    is_public = and_(Vorhaben.id == Beitrag.vorhaben_id, Vorhaben.publication == Publication.PUBLISHED)
    return of_vorhaben(session, vorhaben_id, beitrag_id, readable(), select(Vorhaben.id).where(is_public).exists())
