"""What the review of a clause means for the Vorhaben that come from it. Published ones are never changed silently."""

from sqlalchemy import select

from ..bezirk.models import Bezirk
from ..text import slug
from .actions import draft, free_slug, refresh_search
from .models import Place, Publication, Vorhaben, VorhabenText
from .when import When


def follow_correction(session, clause, *, now):
    """Take what staff put right over to the drafts of this clause."""
    for vorhaben in _of(session, clause, Publication.DRAFT):
        german = next(text for text in vorhaben.texts if text.lang == "de")
        german.title = clause.value("title")
        vorhaben.office = clause.corrected.get("office") or vorhaben.office
        known = {place.words for place in vorhaben.places}
        vorhaben.places += [Place(words=name) for name in clause.value("places") if name not in known]
        vorhaben.is_citywide = not (vorhaben.places or vorhaben.bezirke)
        ends = [d["to"] for d in clause.value("deadlines") if d.get("to")]
        if ends:
            vorhaben.end_on, vorhaben.end_precision = When.of_day(ends[0])
        vorhaben.updated_at = now
        refresh_search(vorhaben)


def follow_rejection(session, clause, *, now):
    """Put the drafts of a clause that is no promise aside; they stay readable for staff."""
    for vorhaben in _of(session, clause, Publication.DRAFT):
        vorhaben.publication = Publication.ARCHIVED
        vorhaben.updated_at = now


def follow_merge(session, clause, other, *, now):
    """What was published goes on under the clause that counts; drafts are put aside."""
    for vorhaben in _of(session, clause, Publication.PUBLISHED):
        vorhaben.clause = other
    follow_rejection(session, clause, now=now)


def follow_split(session, clause, parts, *, now):
    """The first part takes over what is there, the second gets a draft of its own."""
    for vorhaben in session.scalars(select(Vorhaben).where(Vorhaben.clause_id == clause.id)):
        vorhaben.clause = parts[0]
    taken = set(session.scalars(select(Vorhaben.slug)))
    session.add(draft(parts[1], free_slug(slug(parts[1].title), taken), now))


def child_per_bezirk(session, vorhaben, *, now):
    """One child Vorhaben for every Stadtbezirk that has none yet; return how many were made.

    A promise for every Stadtbezirk is kept six times, or it is not kept: each gets its own state, times and talk.
    """
    has = {bezirk.number for child in vorhaben.children for bezirk in child.bezirke}
    missing = [b for b in session.scalars(select(Bezirk).order_by(Bezirk.number)) if b.number not in has]
    taken = set(session.scalars(select(Vorhaben.slug)))
    for bezirk in missing:
        vorhaben.children.append(_child(vorhaben, bezirk, free_slug(f"{vorhaben.slug}-{bezirk.slug}", taken), now))
    session.flush()
    return len(missing)


def _child(vorhaben, bezirk, name, now):
    child = Vorhaben(
        slug=name,
        publication=Publication.DRAFT,
        status=vorhaben.status,
        clause=vorhaben.clause,
        topic=vorhaben.topic,
        topic_slug=vorhaben.topic_slug,
        is_citywide=False,
        office=vorhaben.office,
        end_on=vorhaben.end_on,
        end_precision=vorhaben.end_precision,
        created_at=now,
        updated_at=now,
        bezirke=[bezirk],
        texts=[
            VorhabenText(lang="de", title=f"{text.title}: {bezirk.short_name}", summary=text.summary)
            for text in vorhaben.texts
            if text.lang == "de"
        ],
    )
    refresh_search(child)
    return child


def _of(session, clause, publication):
    return session.scalars(
        select(Vorhaben).where(Vorhaben.clause_id == clause.id, Vorhaben.publication == publication)
    ).all()
