"""What a dossier shows. Every contribution in it is one that everybody may read."""

from sqlalchemy import func, select
from sqlalchemy.orm import aliased, selectinload

from ..abwaegung.models import Abwaegung, AbwaegungState, Argument, Assignment
from ..beitrag.models import Beitrag, Stance
from ..beitrag.queries import readable
from ..beschluss.models import Beschluss
from ..gremium.models import Meeting
from ..vorhaben.models import Publication, Vorhaben
from .models import Population

COMPLETE = (AbwaegungState.CLOSED, AbwaegungState.PUBLISHED)


def of_vorhaben(vorhaben_id):
    """All that everybody may read of it, in the order in which it was written."""
    return select(Beitrag).where(Beitrag.vorhaben_id == vorhaben_id, readable()).order_by(Beitrag.id)


def page(session, vorhaben_id, *, after, size):
    """So many contributions after this one, and whether there are more."""
    found = session.scalars(of_vorhaben(vorhaben_id).where(Beitrag.id > after).limit(size + 1)).all()
    return found[:size], len(found) > size


def most_supported(session, vorhaben_id, most):
    """The contributions that most people support, the city's own left out."""
    wanted = select(Beitrag).where(
        Beitrag.vorhaben_id == vorhaben_id, readable(), Beitrag.is_official.is_(False), Beitrag.supports > 0
    )
    return session.scalars(wanted.order_by(Beitrag.supports.desc(), Beitrag.id).limit(most)).all()


def lines(vorhaben_id):
    """The same as ``of_vorhaben`` in plain columns: many of them pass without a record for each."""
    parent = aliased(Beitrag)
    return (
        select(
            Beitrag.id,
            parent.id.label("answers"),
            Beitrag.submitted_at,
            Beitrag.author_name,
            Beitrag.bezirk_number,
            Beitrag.is_official,
            Beitrag.stance,
            Beitrag.origin,
            Beitrag.supports,
            Beitrag.lang,
            Beitrag.body,
        )
        .join(parent, (parent.id == Beitrag.parent_id) & readable(parent), isouter=True)
        .where(Beitrag.vorhaben_id == vorhaben_id, readable())
        .order_by(Beitrag.id)
    )


def weighings(session, vorhaben_id):
    """Every round of the Abwägung that is complete, the newest first: before, it is nobody's but the office's."""
    return session.scalars(
        select(Abwaegung)
        .where(Abwaegung.vorhaben_id == vorhaben_id, Abwaegung.state.in_(COMPLETE))
        .options(selectinload(Abwaegung.arguments))
        .order_by(Abwaegung.round.desc())
    ).all()


def is_being_weighed(session, vorhaben_id):
    """Is somebody weighing, for the first time or again?"""
    still = (Abwaegung.vorhaben_id == vorhaben_id, Abwaegung.state == AbwaegungState.OPEN)
    return session.scalar(select(Abwaegung.id).where(*still)) is not None


def weights(session, abwaegung_ids):
    """For each argument, how many contributions of which stance carry it. What is hidden does not count."""
    rows = session.execute(
        select(Assignment.argument_id, Beitrag.stance, func.count())
        .join(Argument, Argument.id == Assignment.argument_id)
        .join(Beitrag, Beitrag.id == Assignment.beitrag_id)
        .where(Argument.abwaegung_id.in_(abwaegung_ids), readable())
        .group_by(Assignment.argument_id, Beitrag.stance)
    )
    found = {}
    for argument_id, stance, number in rows:
        found.setdefault(argument_id, dict.fromkeys(Stance, 0))[stance] = number
    return found


def decisions(session, vorhaben_id):
    """What bodies decided about it, with the conditions, the newest first."""
    return session.scalars(
        select(Beschluss)
        .where(Beschluss.vorhaben_id == vorhaben_id)
        .options(selectinload(Beschluss.conditions), selectinload(Beschluss.gremium))
        .order_by(Beschluss.decided_on.desc(), Beschluss.id.desc())
    ).all()


def population():
    """The city's figures, in the order of a table."""
    order = (Population.bezirk_number, Population.part, Population.age_from, Population.age_to, Population.id)
    return select(Population).order_by(*order)


def meetings(gremium_id):
    """The meetings of a body, the newest first, with their agendas."""
    return (
        select(Meeting)
        .where(Meeting.gremium_id == gremium_id)
        .options(selectinload(Meeting.agenda))
        .order_by(Meeting.at.desc(), Meeting.id.desc())
    )


def meeting(session, gremium_id, meeting_id):
    """A meeting of that body with its agenda, or ``None``."""
    return session.scalar(meetings(gremium_id).where(Meeting.id == meeting_id))


def public_slugs(session, vorhaben_ids):
    """Those of these Vorhaben that are public, by number: of the others a pack does not even tell the name."""
    is_public = (Vorhaben.id.in_(vorhaben_ids), Vorhaben.publication == Publication.PUBLISHED)
    return dict(session.execute(select(Vorhaben.id, Vorhaben.slug).where(*is_public)).all())
