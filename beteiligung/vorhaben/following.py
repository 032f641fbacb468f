"""What the review of a clause means for the Vorhaben that come from it. Published ones are never changed silently."""

from sqlalchemy import select

from ..bezirk.models import Bezirk
from ..text import slug
from .actions import draft, free_slug, refresh_search
from .models import Place, Publication, Vorhaben, VorhabenText
from .telling import reword
from .when import When

FOLLOWED = ("places", "deadlines", "office")


def counting(clause):
    """What counts for a clause now; kept while it is corrected, it tells afterwards what has changed."""
    return {name: clause.value(name) for name in FOLLOWED}


def follow_correction(session, clause, before, *, now):
    """Take what staff put right over to the drafts of this clause; ``before`` is what was ``counting`` until then."""
    changed = {name: value for name, value in counting(clause).items() if value != before[name]}
    for vorhaben in _of(session, clause, Publication.DRAFT):
        _retitle(vorhaben, clause.value("title"))
        if "office" in changed:
            vorhaben.office = changed["office"]
        if "deadlines" in changed:
            _end(vorhaben, changed["deadlines"])
        if "places" in changed and vorhaben.parent_id is None:
            _replace(vorhaben, before["places"], changed["places"])
        vorhaben.updated_at = now
        refresh_search(vorhaben)


def _retitle(vorhaben, title, summary=None):
    title = title if vorhaben.parent_id is None else _in_bezirk(title, vorhaben.bezirke[0])
    reword(vorhaben.german, {"title": title, "summary": summary or vorhaben.german.summary})


def _end(vorhaben, deadlines):
    ends = [deadline["to"] for deadline in deadlines if deadline.get("to")]
    vorhaben.end_on, vorhaben.end_precision = When.of_day(ends[0]) if ends else (None, None)


def _replace(vorhaben, before, after):
    """Places that staff took away go, those they wrote come; what somebody placed on the draft itself stays."""
    for place in [p for p in vorhaben.places if p.words in before and p.words not in after]:
        vorhaben.places.remove(place)
    known = {*before, *(place.words for place in vorhaben.places)}
    vorhaben.places += [Place(words=name) for name in after if name not in known]
    vorhaben.is_citywide = not (vorhaben.places or vorhaben.bezirke)


def follow_rejection(session, clause, *, now):
    """Put the drafts of a clause that is no promise aside; they stay readable for staff."""
    for vorhaben in _of(session, clause, Publication.DRAFT):
        vorhaben.publication = Publication.ARCHIVED
        vorhaben.updated_at = now


def follow_reopening(session, clause, *, now):
    """What was put aside with the clause waits again."""
    for vorhaben in _of(session, clause, Publication.ARCHIVED):
        vorhaben.publication = Publication.DRAFT
        vorhaben.updated_at = now


def follow_merge(session, clause, other, *, now):
    """What was published goes on under the clause that counts; drafts are put aside."""
    for vorhaben in _of(session, clause, Publication.PUBLISHED):
        vorhaben.clause = other
    follow_rejection(session, clause, now=now)


def follow_split(session, clause, parts, *, now):
    """The first part takes over what is there, the second gets a draft of its own."""
    second = draft(parts[1], free_slug(slug(parts[1].title), set(session.scalars(select(Vorhaben.slug)))), now)
    for vorhaben in session.scalars(select(Vorhaben).where(Vorhaben.clause_id == clause.id)).all():
        vorhaben.clause = parts[0]
        second.places += [_copy(p) for p in vorhaben.places if p.words in parts[1].places]
        if vorhaben.publication == Publication.DRAFT and vorhaben.parent_id is None:
            _retitle(vorhaben, parts[0].title, parts[0].text)
            _replace(vorhaben, clause.value("places"), parts[0].places)
            refresh_search(vorhaben)
    second.is_citywide = not second.places
    refresh_search(second)
    session.add(second)
    session.flush()


def _copy(place):
    return Place(words=place.words, lat=place.lat, lon=place.lon, geometry=place.geometry)


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
            VorhabenText(lang="de", title=_in_bezirk(text.title, bezirk), summary=text.summary)
            for text in vorhaben.texts
            if text.lang == "de"
        ],
    )
    refresh_search(child)
    return child


def _in_bezirk(title, bezirk):
    return f"{title}: {bezirk.short_name}"


def _of(session, clause, publication):
    return session.scalars(
        select(Vorhaben).where(Vorhaben.clause_id == clause.id, Vorhaben.publication == publication)
    ).all()
