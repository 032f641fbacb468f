from datetime import timedelta

from sqlalchemy import delete, select

from ..errors import N_, RuleBroken
from ..naming import queries as names
from ..once import insert_once
from ..outbox import actions as outbox
from .models import Subscriber, Subscription, What, _handle
from .targets import names_in

PAUSE = timedelta(hours=1)
"""So long nobody gets a second mail that somebody else may have asked for."""

UNCONFIRMED = timedelta(days=7)
"""So long a mail that asks for a confirmation can be answered; then everything about it is forgotten."""

MOST = 50
"""So many things one subscriber may follow."""


def follow(session, target, *, person_id=None, address=None, lang, rhythm, now):
    """Follow something. A person of the host is known; an address must be confirmed by a click in a mail.

    Whoever asks cannot tell from the answer whether an address is known here: nothing is returned for one.
    """
    subscriber = _subscriber(session, person_id, address, lang, now)
    found = next((one for one in subscriber.subscriptions if one.scope == target.scope), None)
    if found is None and len(subscriber.subscriptions) >= MOST:
        if person_id is not None:
            raise RuleBroken(N_("You follow too many things already. Please end one of them first."))
        return None
    if found is None:
        found = _new(subscriber, target, rhythm, now)
        session.flush()
    elif person_id is not None or found.confirmed_at is None:
        found.rhythm = rhythm
    if found.confirmed_at is None:
        found.created_at = now  # the newest mail can be answered for as long as the first
    if person_id is not None:
        found.confirmed_at = found.confirmed_at or now
        return found
    _ask(session, subscriber, "subscription_manage" if found.confirmed_at else "subscription_confirm", now)
    return None


def send_link(session, address, *, now):
    """Send somebody the way to what they follow, if they follow anything. Who asks does not learn which."""
    subscriber = session.scalar(select(Subscriber).where(Subscriber.address == address).with_for_update())
    if subscriber and any(one.confirmed_at for one in subscriber.subscriptions):
        _ask(session, subscriber, "subscription_manage", now)


def confirm(session, subscriber, *, lang, now):
    """What was asked for under this address counts from now on; return it."""
    pending = [one for one in subscriber.subscriptions if one.confirmed_at is None]
    for subscription in pending:
        subscription.confirmed_at = subscription.since = now
    subscriber.lang, subscriber.asked_at = lang, None
    session.flush()
    return pending


def change(session, subscription, rhythm):
    """Another rhythm. What was new before it began is not told again."""
    subscription.rhythm = rhythm
    session.flush()


def end(session, subscriber, *, rhythm=None, only=None):
    """Follow nothing more, or nothing in this rhythm, or only that no more. Whoever follows nothing is forgotten."""
    for one in list(subscriber.subscriptions):
        if (rhythm is None or one.rhythm == rhythm) and (only is None or one.id == only):
            subscriber.subscriptions.remove(one)
    if not subscriber.subscriptions:
        session.delete(subscriber)
    session.flush()


def forget(session, *, person_id=None, address=None):
    """Everything about a person or an address is gone: what they follow, and the mails that wait for them."""
    outbox.forget(session, person_id=person_id, address=address)
    who = Subscriber.person_id == person_id if address is None else Subscriber.address == address
    session.execute(delete(Subscriber).where(who))


def _subscriber(session, person_id, address, lang, now):
    """The one row of this person or address, kept from others until the end of the transaction."""
    column, value = ("person_id", person_id) if address is None else ("address", address)
    row = {"handle": _handle(), column: value, "lang": lang, "created_at": now}
    insert_once(session, Subscriber, [row], unique=column)
    found = session.scalars(select(Subscriber).where(getattr(Subscriber, column) == value).with_for_update()).one()
    if person_id is not None:
        found.lang = lang
    return found


def _new(subscriber, target, rhythm, now):
    subscription = Subscription(
        what=target.what,
        vorhaben_id=target.vorhaben_id if target.what == What.VORHABEN else None,
        criteria=target.criteria,
        names=target.names,
        scope=target.scope,
        rhythm=rhythm,
        since=now,
        created_at=now,
    )
    subscriber.subscriptions.append(subscription)
    return subscription


def _named(session, subscriptions, lang):
    slugs = {kind: [one.criteria[kind] for one in subscriptions if kind in one.criteria] for kind in ("topic", "term")}
    known = names.some(session, **slugs)
    for one in subscriptions:
        yield {"what": one.what, "criteria": one.criteria, "names": names_in(one, known, lang)}


def _ask(session, subscriber, kind, now):
    """A mail that only its owner can answer; never two within an hour, whoever keeps asking."""
    if subscriber.asked_at and now - subscriber.asked_at < PAUSE:
        return
    subscriber.asked_at = now
    pending = [one for one in subscriber.subscriptions if one.confirmed_at is None]
    facts = {
        "handle": subscriber.handle,
        "until": (now + UNCONFIRMED).isoformat(),
        "followed": list(_named(session, pending, subscriber.lang)),
    }
    outbox.put(
        session,
        kind,
        address=subscriber.address,
        lang=subscriber.lang,
        facts=facts if kind == "subscription_confirm" else {k: facts[k] for k in ("handle", "until")},
        key=f"{kind}:{subscriber.handle}:{now.isoformat()}",
        now=now,
    )
