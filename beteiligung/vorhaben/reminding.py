"""Remind the responsible offices that somebody must look whether a Vorhaben still says what is so."""

from datetime import date
from itertools import groupby

from sqlalchemy import func, select

from ..origin import GERMAN
from ..outbox import actions as outbox
from ..outbox.models import OutboxMail
from ..text import fold, slug
from . import desk
from .models import Publication, Vorhaben

KIND = "check_due"


def remind(session, addresses, *, now, today):
    """One mail for each office with all checks that fell due since the last one; return how many offices get one.

    ``addresses`` are e-mail addresses by the name of the office. A due check is told once.
    """
    known = {fold(office): address for office, address in addresses.items()}
    late = sorted(desk.overdue(session, today=today), key=lambda vorhaben: fold(vorhaben.office or ""))
    rows = []
    for office, group in groupby(late, key=lambda vorhaben: fold(vorhaben.office or "")):
        key = f"{KIND}:{slug(office)}:"
        told = _last(session, key)
        fresh = [vorhaben for vorhaben in group if _due(vorhaben) > told]
        if fresh and office in known:
            about = {"address": known[office], "lang": "de", "facts": _facts(fresh), "now": now}
            rows.append(outbox.row(KIND, **about, key=f"{key}{max(map(_due, fresh)).isoformat()}"))
    return sum(_put(session, row) for row in rows)


def still_due(session, facts):
    """Without what was checked or taken out of public view meanwhile; ``None`` where nothing remains."""
    ids = [one["id"] for one in facts["vorhaben"]]
    public = select(Vorhaben).where(Vorhaben.id.in_(ids), Vorhaben.publication == Publication.PUBLISHED)
    due = {vorhaben.id: _due(vorhaben).isoformat() for vorhaben in session.scalars(public)}
    left = [one for one in facts["vorhaben"] if due.get(one["id"]) == one["due"]]
    return {**facts, "vorhaben": left} if left else None


def _put(session, row):
    """One at a time: PostgreSQL does not say how many of several were new."""
    is_new = session.scalar(select(OutboxMail.id).where(OutboxMail.key == row["key"])) is None
    outbox.put_all(session, [row])
    return is_new


def _facts(fresh):
    ordered = sorted(fresh, key=_due)
    return {
        "office": ordered[0].office,
        "vorhaben": [{"id": v.id, "title": _title(v), "due": _due(v).isoformat()} for v in ordered],
    }


def _last(session, key):
    """Up to which day the checks of an office were told already."""
    newest = session.scalar(select(func.max(OutboxMail.key)).where(OutboxMail.key.startswith(key, autoescape=True)))
    return date.fromisoformat(newest.removeprefix(key)) if newest else date.min


def _due(vorhaben):
    """What was never checked is due since it was published."""
    return vorhaben.next_check_on or (vorhaben.published_at or vorhaben.created_at).date()


def _title(vorhaben):
    return vorhaben.title_in(GERMAN)
