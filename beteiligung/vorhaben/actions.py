from sqlalchemy import func, select

from ..bezirk.models import Bezirk
from ..origin import Origin
from ..text import fold, slug
from ..vereinbarung.models import COUNTING, Clause
from .findable import refresh_search
from .models import Place, Publication, Status, StatusChange, Vorhaben, VorhabenText
from .when import When


def draft_from_clauses(session, vereinbarung, *, now, gazetteer=None):
    """One draft Vorhaben for every clause that has none yet, placed as far as the gazetteer knows; return how many."""
    without = select(Clause).where(
        Clause.vereinbarung_id == vereinbarung.id,
        Clause.gone_at.is_(None),
        Clause.review.in_(COUNTING),
        ~select(Vorhaben.id).where(Vorhaben.clause_id == Clause.id).exists(),
    )
    clauses = session.scalars(without.order_by(Clause.number)).all()
    taken = set(session.scalars(select(Vorhaben.slug)))
    bezirke = _by_every_name(session.scalars(select(Bezirk)))
    for clause in clauses:
        vorhaben = draft(clause, free_slug(slug(clause.title), taken), now)
        session.add(vorhaben)
        _locate(vorhaben, clause, gazetteer, bezirke)
    session.flush()
    return len(clauses)


def _by_every_name(bezirke):
    """A gazetteer may name a Stadtbezirk by its number or by either of its names."""
    return {fold(str(name)): bezirk for bezirk in bezirke for name in (bezirk.number, bezirk.name, bezirk.short_name)}


def _locate(vorhaben, clause, gazetteer, bezirke):
    """Give a draft the places that its clause names. A whole Stadtbezirk is no point on the map."""
    known = [gazetteer.lookup(name) for name in clause.places] if gazetteer else []
    for name, entry in zip(clause.places, known, strict=False):
        if entry is None:
            continue
        if not entry.is_district:
            vorhaben.places.append(Place(words=name, lat=entry.lat, lon=entry.lon))
        bezirk = bezirke.get(fold(str(entry.bezirk)))
        if bezirk and bezirk not in vorhaben.bezirke:
            vorhaben.bezirke.append(bezirk)
    vorhaben.is_citywide = not (vorhaben.places or vorhaben.bezirke)
    refresh_search(vorhaben)


def count_drafts(session):
    """How many Vorhaben wait to be published."""
    return session.scalar(select(func.count()).where(Vorhaben.publication == Publication.DRAFT))


def draft(clause, name, now):
    """A Vorhaben as far as its clause tells; staff complete it before anybody else sees it."""
    vorhaben = Vorhaben(
        slug=name,
        publication=Publication.DRAFT,
        status=Status.ANNOUNCED,
        clause=clause,
        topic=clause.topic,
        topic_slug=slug(clause.topic),
        is_citywide=True,
        created_at=now,
        updated_at=now,
    )
    vorhaben.texts.append(VorhabenText(lang="de", title=clause.title, summary=clause.text, origin=Origin.WRITTEN))
    if end := next((d["to"] for d in clause.deadlines if d.get("to")), None):
        vorhaben.end_on, vorhaben.end_precision = When.of_day(end)
    agreed = clause.vereinbarung.period_from or now.date()
    vorhaben.history.append(
        StatusChange(
            status=Status.ANNOUNCED, on=agreed, recorded_at=None, reason=clause.vereinbarung.title, author_name=""
        )
    )
    refresh_search(vorhaben)
    return vorhaben


def free_slug(wanted, taken):
    """A name that is not taken yet; it is taken now."""
    name, number = wanted, 1
    while name in taken:
        number += 1
        name = f"{wanted}-{number}"
    taken.add(name)
    return name
