"""What staff do with a Vorhaben. Nothing here knows the web, and nothing is overwritten silently."""

from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.orm.exc import StaleDataError

from ..bezirk.models import Bezirk
from ..errors import N_, Conflict, NotAllowed, RuleBroken
from ..signals import announce, vorhaben_archived, vorhaben_changed, vorhaben_published
from ..term.models import Term
from ..text import slug
from ..vereinbarung.models import Clause
from . import geometry, rules
from .actions import free_slug, refresh_search
from .assigning import follow_places, grounds
from .family import belong
from .models import FieldChange, Place, Publication, Status, StatusChange, Version, Vorhaben
from .snapshot import TIMES, TRACKED, columns, differences, snapshot, stamp
from .telling import said_in, tell
from .when import When

PLAIN = (
    *("open_from", "open_until", "no_participation_reason", "open_points", "fixed_points"),
    *("closed_to", "office", "contact", "cost_amount", "cost_precision"),
    *("cost_source", "next_step", "moderation"),
)

LISTS = ("places", "bezirke", "terms", "clauses", "open_points", "fixed_points", "closed_to")


def create(session, person, values, *, now):
    """A new draft; ``values`` as in ``edit``. Nobody but staff sees it."""
    _staff_only(person)
    title = values["texts"]["de"]["title"]
    vorhaben = Vorhaben(
        slug=free_slug(slug(title), set(session.scalars(select(Vorhaben.slug)))),
        publication=Publication.DRAFT,
        status=Status.ANNOUNCED,
        open_points=[],
        fixed_points=[],
        closed_to=[],
        created_at=now,
        updated_at=now,
    )
    with session.no_autoflush:
        _apply(session, vorhaben, values, person.name, now)
        session.add(vorhaben)
    _save(session, vorhaben, person, now)
    return vorhaben


def edit(session, vorhaben, person, values, *, seen, now, reason="", status=None, status_reason=""):
    """Take over ``values``; what is not among them stays.

    ``seen`` is the stamp of what was on the screen. A public record changes its times, cost and places only with a
    ``reason``, and every status needs a ``status_reason``.
    """
    _staff_only(person)
    _unchanged(vorhaben, seen)
    before, lacked = snapshot(vorhaben), rules.missing(vorhaben)
    first_version(session, vorhaben)
    with session.no_autoflush:
        _apply(session, vorhaben, values, person.name, now)
        if status and status != vorhaben.status:
            _step(vorhaben, person, status, status_reason, now)
        if any(field in ("open_from", "open_until") for field, _old, _new in differences(before, snapshot(vorhaben))):
            vorhaben.open_set_at = now
        if vorhaben.publication == Publication.PUBLISHED:
            _stay_complete(vorhaben, lacked)
            _explain(vorhaben, person, before, reason, now)
            fields = tuple(field for field, _old, _new in differences(before, snapshot(vorhaben)))
            if fields:
                announce(session, vorhaben_changed, vorhaben=vorhaben, fields=fields)
    _save(session, vorhaben, person, now)


def first_version(session, vorhaben):
    """What was imported, or is older than versions, gets the first to compare with."""
    if not _newest(session, vorhaben):
        keep_version(session, vorhaben, "", vorhaben.updated_at)


def touch(session, vorhaben, person, *, now, field=None, old=None, new=None, reason=""):
    """Something that hangs on it was changed: keep a version, and tell the public of it where there is a ``field``."""
    _staff_only(person)
    if field and vorhaben.publication == Publication.PUBLISHED:
        change = FieldChange(at=now, author_name=person.name, field=field, old=old, new=new, reason=reason)
        vorhaben.changes.append(change)
    _save(session, vorhaben, person, now)


def preview(session, vorhaben, values):
    """The snapshot that these values would make. Nothing is stored: the session is rolled back."""
    with session.no_autoflush:
        _apply(session, vorhaben, values)
        told = snapshot(vorhaben)
    session.rollback()
    return told


def values_of(vorhaben):
    """What ``edit`` would take over without changing anything."""
    values = {name: getattr(vorhaben, name) for name in PLAIN}
    values["texts"] = {text.lang: said_in(text) for text in vorhaben.texts}
    values["topic"] = vorhaben.topic
    values["parent"] = vorhaben.parent.slug if vorhaben.parent else None
    values["places"] = [
        {"id": p.id, "words": p.words, "lat": p.lat, "lon": p.lon, "geometry": p.geometry} for p in vorhaben.places
    ]
    values["bezirke"] = sorted(bezirk.number for bezirk in vorhaben.bezirke)
    values["terms"] = sorted(term.id for term in vorhaben.terms)
    values["clauses"] = [c.id for c in (vorhaben.clause, *vorhaben.further_clauses) if c]
    for name in (*TIMES, "next_step"):
        found = When.of(*(getattr(vorhaben, column) for column in columns(name)))
        values["next_step_on" if name == "next_step" else name] = found
    return values


def nothing():
    """``values`` of a Vorhaben of which nothing is known yet."""
    values = dict.fromkeys((*PLAIN, *TIMES, "next_step_on", "parent"))
    return {**values, "topic": "", "texts": {}} | {name: [] for name in LISTS}


def publish(session, vorhaben, person, *, seen, now, check_days):
    """Let everybody see it. Whoever publishes says that all of it is right."""
    _staff_only(person)
    _unchanged(vorhaben, seen)
    if rules.missing(vorhaben):
        raise RuleBroken(N_("Something that the public must know is still missing."))
    vorhaben.publication = Publication.PUBLISHED
    vorhaben.published_at = vorhaben.published_at or now
    vorhaben.open_set_at = now if vorhaben.open_until else None
    _checked(vorhaben, now, check_days)
    _save(session, vorhaben, person, now)
    announce(session, vorhaben_published, vorhaben=vorhaben)


def archive(session, vorhaben, person, *, seen, now):
    """Take it out of public view; staff still find it, and may publish it again."""
    _staff_only(person)
    _unchanged(vorhaben, seen)
    vorhaben.publication = Publication.ARCHIVED
    _save(session, vorhaben, person, now)
    announce(session, vorhaben_archived, vorhaben=vorhaben)


def check(session, vorhaben, person, *, seen, now, check_days):
    """Somebody has looked: all of it still holds."""
    _staff_only(person)
    _unchanged(vorhaben, seen)
    _checked(vorhaben, now, check_days)
    _flush(session)


def _staff_only(person):
    if not rules.may_edit(person):
        raise NotAllowed(N_("Only the administration may do this."))


def _unchanged(vorhaben, seen):
    if seen != stamp(vorhaben):
        raise Conflict(N_("Somebody else saved in between. Nothing was overwritten."))


def _checked(vorhaben, now, days):
    vorhaben.checked_on = now.date()
    vorhaben.next_check_on = now.date() + timedelta(days=days)


def _apply(session, vorhaben, values, by="", at=None):
    for name in PLAIN:
        if name in values:
            setattr(vorhaben, name, values[name])
    for name in (*TIMES, "next_step"):
        key = "next_step_on" if name == "next_step" else name
        if key in values:
            for column, value in zip(columns(name), values[key] or (None, None), strict=True):
                setattr(vorhaben, column, value)
    tell(vorhaben, values.get("texts", {}), by, at)
    if "topic" in values:
        vorhaben.topic, vorhaben.topic_slug = values["topic"], slug(values["topic"])
    if "places" in values:
        _place(vorhaben, values["places"])
    for name, model, key in (("bezirke", Bezirk, Bezirk.number), ("terms", Term, Term.id)):
        if name in values:
            setattr(vorhaben, name, session.scalars(select(model).where(key.in_(values[name]))).all())
    if "places" in values or "bezirke" in values:
        follow_places(vorhaben, grounds(session))
    if "parent" in values:
        belong(session, vorhaben, values["parent"])
    if "clauses" in values:
        _fulfil(session, vorhaben, values["clauses"])
    vorhaben.is_citywide = not (vorhaben.places or vorhaben.bezirke)


def _place(vorhaben, wanted):
    """The places as they are wanted; those that stay keep their number, on which addresses of the map rest."""
    known = {place.id: place for place in vorhaben.places if place.id}
    kept = []
    for entry in wanted:
        place = known.get(entry.get("id")) or Place()
        place.words, place.geometry = entry["words"], entry.get("geometry")
        place.lat, place.lon = entry.get("lat"), entry.get("lon")
        if place.lat is None and place.geometry:
            place.lat, place.lon = geometry.middle(place.geometry)
        kept.append(place)
    vorhaben.places = kept


def _fulfil(session, vorhaben, ids):
    """The first clause is the one it comes from."""
    found = {clause.id: clause for clause in session.scalars(select(Clause).where(Clause.id.in_(ids)))}
    clauses = [found[number] for number in dict.fromkeys(ids) if number in found]
    vorhaben.clause, vorhaben.further_clauses = (clauses[0], clauses[1:]) if clauses else (None, [])


def _step(vorhaben, person, status, reason, now):
    if status not in rules.next_statuses(vorhaben.status):
        raise RuleBroken(N_("This status cannot follow the one it has."))
    if not reason:
        raise RuleBroken(N_("Every change of the status needs a reason for the public."))
    vorhaben.status = status
    change = StatusChange(status=status, on=now.date(), recorded_at=now, reason=reason, author_name=person.name)
    vorhaben.history.append(change)


def _stay_complete(vorhaben, lacked):
    if set(rules.missing(vorhaben)) - set(lacked):
        raise RuleBroken(N_("Something that the public must know would be missing."))


def _explain(vorhaben, person, before, reason, now):
    """Keep what changed with its reason; a later end than the first one is a delay."""
    changed = [entry for entry in differences(before, snapshot(vorhaben)) if entry[0] in TRACKED]
    if changed and not reason:
        raise RuleBroken(N_("A change of times, cost or places needs a reason for the public."))
    for field, old, new in changed:
        vorhaben.changes.append(
            FieldChange(at=now, author_name=person.name, field=field, old=old, new=new, reason=reason)
        )
        if field == "end" and old and new and When.parse(new).last_day > When.parse(old).last_day:
            _delay(vorhaben, When.parse(old), reason)


def _delay(vorhaben, old, reason):
    if vorhaben.end_first is None:
        vorhaben.end_first, vorhaben.end_first_precision = old
    vorhaben.delay_reason = reason


def _save(session, vorhaben, person, now):
    """Keep this version, and say no when somebody else saved at the very same time."""
    vorhaben.updated_at = now
    refresh_search(vorhaben)
    _flush(session)
    keep_version(session, vorhaben, person.name, now)
    session.flush()


def _newest(session, vorhaben):
    return session.scalar(select(func.max(Version.number)).where(Version.vorhaben_id == vorhaben.id)) or 0


def keep_version(session, vorhaben, author, at):
    """What it says now, to compare with later."""
    version = Version(
        vorhaben_id=vorhaben.id,
        number=_newest(session, vorhaben) + 1,
        at=at,
        author_name=author,
        is_public=vorhaben.publication == Publication.PUBLISHED,
        snapshot=snapshot(vorhaben),
    )
    session.add(version)


def _flush(session):
    try:
        session.flush()
    except StaleDataError as error:
        raise Conflict(N_("Somebody else saved in between. Nothing was overwritten.")) from error
