"""Contributions to a Vorhaben that say nearly what somebody is about to write: they can be supported instead."""

from sqlalchemy import Integer, cast, select
from sqlalchemy.orm import undefer

from . import likeness, queries
from .models import Beitrag

CANDIDATES = 60
"""So many share most of the telling words and are compared as a whole."""

SHOWN = 3


def to(session, vorhaben_id, text):
    """The most alike, at most a few. Without telling words nothing is alike."""
    if not (roots := likeness.telling(text)):
        return []
    hits = sum(cast(Beitrag.plain.contains(root), Integer) for root in roots)
    candidates = session.scalars(
        select(Beitrag)
        .where(Beitrag.vorhaben_id == vorhaben_id, queries.readable(), Beitrag.is_official.is_(False))
        .where(hits * 2 >= len(roots))
        .order_by(hits.desc(), Beitrag.supports.desc(), Beitrag.id)
        .limit(CANDIDATES)
        .options(undefer(Beitrag.plain))
    ).all()
    plain = likeness.plain(text)
    scored = [(likeness.alike(plain, beitrag.plain), beitrag) for beitrag in candidates]
    scored.sort(key=lambda pair: -pair[0])
    return [beitrag for score, beitrag in scored[:SHOWN] if score >= likeness.ALIKE]
