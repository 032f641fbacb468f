"""Remind the responsible offices of what bodies demanded: a week before it is due, when it is late, and each month."""

from collections import defaultdict
from datetime import timedelta

from sqlalchemy import or_, select, update
from sqlalchemy.orm import contains_eager

from ..outbox import actions as outbox
from ..text import fold, slug
from ..vorhaben.models import Vorhaben
from . import queries
from .models import Beschluss, Condition

KIND = "condition_due"
EARLY = timedelta(days=7)
"""So long before the day an office hears of it."""

AGAIN = timedelta(days=30)
"""After this time it hears again of what is still late."""


def remind(session, addresses, *, now, today):
    """One mail for each office with all that fell due or is due soon; return how many offices get one.

    ``addresses`` are e-mail addresses by the name of the office.
    """
    known = {fold(office): address for office, address in addresses.items()}
    found = defaultdict(list)
    for condition in session.scalars(_to_tell(today)):
        if fold(_office(condition)) in known:
            found[fold(_office(condition))].append(condition)
    for office, conditions in found.items():
        key = f"{KIND}:{slug(office)}:{today.isoformat()}:{conditions[0].id}"
        facts = {"office": _office(conditions[0]), "conditions": [_fact(one, today) for one in conditions]}
        outbox.put_all(session, [outbox.row(KIND, address=known[office], lang="de", facts=facts, key=key, now=now)])
        # Not through the objects: their version counts what people change.
        told = update(Condition).where(Condition.id.in_([one.id for one in conditions])).values(reminded_on=today)
        session.execute(told.execution_options(synchronize_session=False))
    return len(found)


def late(session, *, today):
    """What is late, the longest first."""
    query = _running().where(Condition.due_on < today).order_by(Condition.due_on, Condition.id)
    return session.scalars(query).all()


def still_open(session, facts):
    """Without what was done, dropped, moved or taken out of public view meanwhile; ``None`` where nothing remains."""
    ids = [one["id"] for one in facts["conditions"]]
    due = {one.id: one.due_on for one in session.scalars(_running().where(Condition.id.in_(ids)))}
    left = [one for one in facts["conditions"] if one["id"] in due and due[one["id"]].isoformat() == one["due"]]
    return {**facts, "conditions": left} if left else None


def _running():
    return (
        select(Condition)
        .join(Condition.beschluss)
        .join(Beschluss.vorhaben)
        .where(queries.public(), Condition.state.in_(queries.OPEN), Condition.due_on.is_not(None))
        .options(
            contains_eager(Condition.beschluss).joinedload(Beschluss.gremium),
            contains_eager(Condition.beschluss).contains_eager(Beschluss.vorhaben).selectinload(Vorhaben.texts),
        )
    )


def _to_tell(today):
    """Due within a week and not told in it; or late, and not told since the day, or not for a month."""
    told = Condition.reminded_on
    soon = or_(told.is_(None), told < today - EARLY)
    since = or_(told.is_(None), told <= Condition.due_on, told <= today - AGAIN)
    wanted = or_((Condition.due_on >= today) & soon, (Condition.due_on < today) & since)
    return _running().where(Condition.due_on <= today + EARLY, wanted).order_by(Condition.due_on, Condition.id)


def _office(condition):
    """Who must do it: who is named in the decision, else whoever is in charge of the Vorhaben."""
    return condition.office or condition.beschluss.vorhaben.office or ""


def _fact(condition, today):
    return {
        "id": condition.id,
        "text": condition.text,
        "title": condition.beschluss.vorhaben.title_in("de"),
        "body": condition.beschluss.gremium.name,
        "due": condition.due_on.isoformat(),
        "late": max(0, (today - condition.due_on).days),
    }
