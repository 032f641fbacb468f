from sqlalchemy import or_, select

from .models import Rendition, RenditionState


def on_page(vorhaben_id, languages, beitrag_ids):
    """What a page about this Vorhaben shows in these languages: of its talk only these contributions."""
    return select(Rendition).where(
        Rendition.vorhaben_id == vorhaben_id,
        Rendition.lang.in_(languages),
        or_(Rendition.beitrag_id.is_(None), Rendition.beitrag_id.in_(beitrag_ids)),
    )


def of(session, thing, lang):
    """The rendition of one thing, or ``None``."""
    return session.scalar(select(Rendition).where(Rendition.thing == thing.name, Rendition.lang == lang))


def next_waiting(after, before):
    """Whoever waits, first come first served; ``after`` is the last one of this run, ``before`` when it began."""
    return (
        select(Rendition)
        .where(Rendition.state == RenditionState.WAITING, Rendition.id > after, Rendition.asked_at <= before)
        .order_by(Rendition.id)
        .limit(1)
    )
