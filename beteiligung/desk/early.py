"""Members hear of what is planned for the whole city on the day on which it is published or changes."""

from collections import defaultdict
from datetime import timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import selectinload

from ..gremium.models import Gremium
from ..outbox import actions as outbox
from ..subscription import news
from ..subscription.digesting import SETTLED, moment
from ..subscription.models import Rhythm
from ..vorhaben.models import Publication, Vorhaben

KIND = "told_early"
FIRST = timedelta(days=1)
"""So far a first run looks back."""

MOST = 30
"""So many Vorhaben stand in one mail; of more only the number is told."""


def tell(session, members, *, now, zone, hour):
    """One mail for each member of each body, once a day and only with news; return how many.

    ``members(slug)`` gives pairs of a person's id and a language. ``hour`` is when a day's mail is made by the city's
    clock: whoever asks more often gets it no sooner and no twice.
    """
    until = now - SETTLED
    at = moment(Rhythm.DAILY, until, zone, hour, 0)
    return sum(_tell(session, body, members, at, until, now, zone) for body in session.scalars(_due(at)).all())


def still_public(session, facts):
    """Without what was taken out of public view meanwhile; ``None`` where nothing remains."""
    ids = [one["id"] for one in facts["vorhaben"]]
    public = session.scalars(
        select(Vorhaben.id).where(Vorhaben.id.in_(ids), Vorhaben.publication == Publication.PUBLISHED)
    ).all()
    left = [one for one in facts["vorhaben"] if one["id"] in public]
    return {**facts, "vorhaben": left} if left else None


def _due(at):
    query = select(Gremium).where(Gremium.told_until.is_(None) | (Gremium.told_until < at)).order_by(Gremium.id)
    return query.execution_options(populate_existing=True)  # what another run has written counts


def _tell(session, body, members, at, until, now, zone):
    seen = body.told_until
    begin = seen or at - FIRST
    if not _advance(session, body, seen, until):
        return 0
    told = defaultdict(list)
    for one in news.collect(session, since=begin, until=until, where=(Vorhaben.is_citywide,)):
        if one.kind != "answer":  # that is talk, and changes nothing of what is planned
            told[one.vorhaben_id].append(one)
    if not told:
        return 0
    newest = sorted(told, key=lambda id_: (told[id_][0].at, id_), reverse=True)
    records = _records(session, newest[:MOST])
    key = f"{KIND}:{body.slug}:{at.astimezone(zone).date().isoformat()}"
    about = {"gremium": body.name, "gremium_slug": body.slug, "more": max(0, len(newest) - MOST)}
    rows = [
        outbox.row(
            KIND,
            to=person_id,
            lang=lang,
            facts={**about, "vorhaben": [_item(records[id_], told[id_], lang) for id_ in newest[:MOST]]},
            key=f"{key}:{person_id}",
            now=now,
            bulk=True,
        )
        for person_id, lang in dict(members(body.slug)).items()
    ]
    return outbox.put_all(session, rows)


def _advance(session, body, seen, until):
    """Only one of two runs at the same time gets past this."""
    is_same = Gremium.told_until.is_(None) if seen is None else Gremium.told_until == seen
    told = update(Gremium).where(Gremium.id == body.id, is_same).values(told_until=until)
    return session.execute(told.execution_options(synchronize_session=False)).rowcount == 1


def _item(record, fresh, lang):
    text = record.text_in(lang)
    about = {"id": record.id, "slug": record.slug, "title": text.title, "summary": text.summary, "lang": text.lang}
    return {**about, "news": [one.fact for one in fresh]}


def _records(session, ids):
    query = select(Vorhaben).where(Vorhaben.id.in_(ids)).options(selectinload(Vorhaben.texts))
    return {record.id: record for record in session.scalars(query)}
