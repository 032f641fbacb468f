"""Make one mail for everybody who has news, and none for anybody else."""

from collections import defaultdict
from datetime import datetime, time, timedelta

from sqlalchemy import func, select, update
from sqlalchemy.orm import selectinload

from ..naming.queries import everything as all_names
from ..once import insert_once
from ..outbox import actions as outbox
from ..vorhaben.models import Vorhaben
from . import news
from .matching import AT_ONCE_ASKED, concerned
from .models import DigestRun, Rhythm, Subscriber, Subscription, What
from .targets import names_in
from .worded import in_language

SETTLED = timedelta(minutes=2)
"""What is younger waits for the next time: another transaction may still bring something from the same moment."""

LEAD = {Rhythm.WEEKLY: timedelta(days=7), Rhythm.DAILY: timedelta(days=3), Rhythm.AT_ONCE: timedelta(days=3)}
"""So long before the end of an offer people are reminded of it."""

MOST = 30
"""So many Vorhaben stand in one mail; of more only the number is told."""


def tell(session, *, now, zone, hour, weekday):
    """Put a digest into the outbox for each subscriber with news, in every rhythm whose time has come; how many."""
    until, local = now - SETTLED, now.astimezone(zone)  # lists that people follow count the days of the city
    return sum(
        _tell(session, rhythm, since, until, local)
        for rhythm in Rhythm
        if (since := _due_since(session, rhythm, moment(rhythm, until, zone, hour, weekday)))
        and _advance(session, rhythm, since, until)
    )


def moment(rhythm, now, zone, hour, weekday):
    """The last moment at which mails of this rhythm were to be made, by the city's clock."""
    if rhythm == Rhythm.AT_ONCE:
        return now
    local = now.astimezone(zone)
    day = local.date()
    if rhythm == Rhythm.WEEKLY:
        day -= timedelta(days=(day.weekday() - weekday) % 7)
    at = datetime.combine(day, time(hour), zone)
    if at > local:
        day -= timedelta(days=7 if rhythm == Rhythm.WEEKLY else 1)
        at = datetime.combine(day, time(hour), zone)  # anew: the clock may have been changed in between
    return at


def _due_since(session, rhythm, at):
    """Until when people were told so far, if that was before ``at``; ``None`` where there is nothing to do."""
    seen = session.scalar(select(DigestRun.told_until).where(DigestRun.rhythm == rhythm))
    if seen is None:
        begun = (Subscription.rhythm == rhythm, Subscription.confirmed_at.is_not(None))
        if (seen := session.scalar(select(func.min(Subscription.since)).where(*begun))) is None:
            return None
        insert_once(session, DigestRun, [{"rhythm": rhythm, "told_until": seen}], unique="rhythm")
    return seen if seen < at else None


def _advance(session, rhythm, since, until):
    """Only one of two runs at the same time gets past this."""
    told = update(DigestRun).where(DigestRun.rhythm == rhythm, DigestRun.told_until == since).values(told_until=until)
    return session.execute(told.execution_options(synchronize_session=False)).rowcount == 1


def _tell(session, rhythm, since, until, now):
    changed = _changed(session, rhythm, since, until)
    talked = news.talk(session, since=since, until=until) if rhythm != Rhythm.AT_ONCE else {}
    if not changed and not talked:
        return 0
    scopes = concerned(session, rhythm, changed, talked, now=now)
    if not scopes:
        return 0
    letters = _Letters(session, rhythm, since, until, now, changed, talked)
    rows = (letters.row(subscriber, followed, scopes) for subscriber, followed in _listeners(session, rhythm, scopes))
    return outbox.put_all(session, [row for row in rows if row])


def _changed(session, rhythm, since, until):
    """Vorhaben -> what is new, the newest first. An offer that has just begun need not be told to end, too."""
    changed = defaultdict(list)
    for one in news.collect(session, since=since, until=until):
        changed[one.vorhaben_id].append(one)
    for one in news.closing(session, since=since, until=until, lead=LEAD[rhythm]):
        if all(other.kind != "open" for other in changed.get(one.vorhaben_id, ())):
            changed[one.vorhaben_id].append(one)
    return dict(changed)


def _listeners(session, rhythm, scopes):
    """Every subscriber who follows one of these, with what they follow of it."""
    followed = defaultdict(list)
    wanted = sorted(scopes)
    for at in range(0, len(wanted), AT_ONCE_ASKED):
        query = (
            select(Subscriber, Subscription)
            .join(Subscription, Subscription.subscriber_id == Subscriber.id)
            .where(
                Subscription.rhythm == rhythm,
                Subscription.confirmed_at.is_not(None),
                Subscription.scope.in_(wanted[at : at + AT_ONCE_ASKED]),
            )
            .order_by(Subscriber.id, Subscription.id)
        )
        for subscriber, subscription in session.execute(query):
            followed[subscriber].append(subscription)
    return followed.items()


class _Letters:
    """The facts of each subscriber's mail."""

    def __init__(self, session, rhythm, since, until, now, changed, talked):
        self._rhythm, self._since, self._until, self._now = rhythm, since, until, now
        self._changed, self._talked = changed, talked
        self._session, self._worded = session, {}
        self._records, self._names = _records(session, {*changed, *talked}), all_names(session)

    def row(self, subscriber, followed, scopes):
        """One mail for the outbox, or ``None`` where nothing is new to this one."""
        told = self._told(followed, scopes)
        if not told:
            return None
        newest = sorted(told, key=lambda id_: (max((n.at for n in told[id_]), default=self._since), id_), reverse=True)
        facts = {
            "handle": subscriber.handle,
            "rhythm": self._rhythm,
            "since": self._since.isoformat(),
            "until": self._until.isoformat(),
            "followed": [self._followed(one, subscriber.lang) for one in followed],
            "vorhaben": [self._item(id_, told[id_], subscriber.lang) for id_ in newest[:MOST]],
            "more": max(0, len(newest) - MOST),
        }
        return outbox.row(
            "digest",
            to=subscriber.person_id,
            address=subscriber.address,
            lang=subscriber.lang,
            facts=facts,
            key=f"digest:{subscriber.handle}:{self._rhythm}:{self._since.isoformat()}",
            now=self._now,
            bulk=True,
        )

    def _told(self, followed, scopes):
        """Vorhaben -> news, each once, whatever number of subscriptions brings it."""
        told = {}
        for subscription in followed:
            for id_ in scopes[subscription.scope]:
                fresh = [one for one in self._changed.get(id_, ()) if one.at > subscription.since]
                by_talk = subscription.what == What.VORHABEN and id_ in self._talked
                if (fresh or by_talk) and len(fresh) >= len(told.get(id_, ())):
                    told[id_] = fresh
        return told

    def _item(self, id_, fresh, lang):
        record = self._records[id_]
        text = record.text_in(lang)
        return {
            "id": id_,
            "slug": record.slug,
            "title": text.title,
            "summary": text.summary,
            "lang": text.lang,
            "news": [self._in(lang).get(one[:4], one).fact for one in fresh],
            "talk": self._talked.get(id_, 0),
        }

    def _in(self, lang):
        """All of them in one language, asked once for all mails in it."""
        if lang not in self._worded:
            found = [one for some in self._changed.values() for one in some]
            self._worded[lang] = {one[:4]: one for one in in_language(self._session, found, lang)}
        return self._worded[lang]

    def _followed(self, subscription, lang):
        names = names_in(subscription, self._names, lang)
        if subscription.what == What.VORHABEN and subscription.vorhaben_id in self._records:
            names = {"title": self._records[subscription.vorhaben_id].title_in(lang)}
        return {"what": subscription.what, "criteria": subscription.criteria, "names": names}


def _records(session, ids):
    found, ids = {}, sorted(ids)
    for at in range(0, len(ids), AT_ONCE_ASKED):
        wanted = select(Vorhaben).where(Vorhaben.id.in_(ids[at : at + AT_ONCE_ASKED]))
        found |= {one.id: one for one in session.scalars(wanted.options(selectinload(Vorhaben.texts)))}
    return found
