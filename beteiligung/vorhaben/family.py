"""Parent and children: a promise for every Stadtbezirk is one Vorhaben with six below it."""

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import selectinload

from ..errors import N_, RuleBroken
from .models import Publication, Vorhaben, VorhabenText
from .remembered import shelf


def children_of(session, vorhaben):
    """The children that the public may see, in order; drafts among them do not exist here."""
    ids = shelf(session).children.get(vorhaben.id)
    return session.scalars(_public().where(Vorhaben.id.in_(ids)).order_by(Vorhaben.id)).all() if ids else []


def parent_of(session, vorhaben):
    """The parent, if there is one that the public may see."""
    return session.scalar(_public().where(Vorhaben.id == vorhaben.parent_id)) if vorhaben.parent_id else None


def belong(session, vorhaben, slug):
    """Make it a part of the Vorhaben of that slug or German name, or of none. There are two levels, so that a sum
    counts once."""
    parent = _named(session, slug) if slug else None
    if slug and parent is None:
        raise RuleBroken(N_("There is no Vorhaben with this name or address to be a part of."))
    if parent is not None and (parent is vorhaben or parent.parent_id or vorhaben.children):
        raise RuleBroken(N_("A part has no parts of its own: please choose a Vorhaben that stands above."))
    vorhaben.parent = parent


def likely_parents(session, most=100):
    """Slug and German name of Vorhaben that have parts already or are for the whole city: to choose from."""
    has_parts = Vorhaben.id.in_(select(Vorhaben.parent_id).where(Vorhaben.parent_id.is_not(None)))
    rows = (
        select(Vorhaben.slug, VorhabenText.title)
        .join(VorhabenText, and_(VorhabenText.vorhaben_id == Vorhaben.id, VorhabenText.lang == "de"))
        .where(Vorhaben.parent_id.is_(None), or_(has_parts, Vorhaben.is_citywide))
        .where(Vorhaben.publication != Publication.ARCHIVED)
    )
    return session.execute(rows.order_by(has_parts.desc(), VorhabenText.title, Vorhaben.id).limit(most)).all()


def _named(session, name):
    """By its slug, else by its German name where only one has it."""
    by_slug = session.scalar(select(Vorhaben).where(Vorhaben.slug == name))
    if by_slug is not None:
        return by_slug
    titled = select(VorhabenText.vorhaben_id).where(VorhabenText.lang == "de", VorhabenText.title == name)
    found = session.scalars(select(Vorhaben).where(Vorhaben.id.in_(titled)).limit(2)).all()
    return found[0] if len(found) == 1 else None


def _public():
    texts, bezirke = selectinload(Vorhaben.texts), selectinload(Vorhaben.bezirke)
    return select(Vorhaben).where(Vorhaben.publication == Publication.PUBLISHED).options(texts, bezirke)
