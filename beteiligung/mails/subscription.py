"""Mails about what somebody follows: confirm, the way to one's own subscriptions, and the digest."""

from datetime import datetime

from flask import url_for
from sqlalchemy import select

from ..beitrag.models import Beitrag
from ..beitrag.queries import readable
from ..i18n import gettext as _
from ..i18n import ngettext
from ..subscription.models import Rhythm, Subscriber, Subscription
from ..views import abo_links, news_words, words
from ..vorhaben.models import Publication, Vorhaben
from .mail import kind, letter


def _still_pending(session, facts):
    pending = select(Subscription.id).join(Subscriber).where(Subscriber.handle == facts["handle"])
    return facts if session.scalar(pending.where(Subscription.confirmed_at.is_(None)).limit(1)) else None


@kind(check=_still_pending)
def subscription_confirm(*, handle, until, followed):
    """To an address that somebody typed: is it yours, and do you want that?"""
    return letter(
        "subscription_confirm",
        subject=_("Please confirm: news about projects of the city"),
        why=_("Somebody typed this e-mail address on our page; perhaps it was you."),
        end=_("If you do nothing, you get nothing, and after 7 days the address is forgotten."),
        followed=[news_words.followed(one) for one in followed],
        link=abo_links.confirm_url(handle, until),
    )


def _still_there(session, facts):
    known = select(Subscription.id).join(Subscriber).where(Subscriber.handle == facts["handle"])
    return facts if session.scalar(known.where(Subscription.confirmed_at.is_not(None)).limit(1)) else None


@kind(check=_still_there)
def subscription_manage(*, handle, until):
    """To somebody who follows something already and asked for the way to it."""
    return letter(
        "subscription_manage",
        subject=_("What you follow"),
        why=_("Somebody typed this e-mail address on our page; perhaps it was you."),
        end=_("If it was not you, you need not do anything."),
        link=abo_links.manage_url(handle, until),
    )


def _still_public(session, facts):
    """Without Vorhaben and answers that were taken back meanwhile, and only for somebody who still wants it."""
    wants = select(Subscription.id).join(Subscriber).where(Subscriber.handle == facts["handle"])
    wants = wants.where(Subscription.rhythm == Rhythm(facts["rhythm"]), Subscription.confirmed_at.is_not(None))
    if session.scalar(wants.limit(1)) is None:
        return None
    ids = [item["id"] for item in facts["vorhaben"]]
    public = session.scalars(
        select(Vorhaben.id).where(Vorhaben.id.in_(ids), Vorhaben.publication == Publication.PUBLISHED)
    ).all()
    answers = [n["number"] for item in facts["vorhaben"] for n in item["news"] if n["kind"] == "answer"]
    shown = session.scalars(select(Beitrag.id).where(Beitrag.id.in_(answers), readable())).all()
    items = [_without(item, shown) for item in facts["vorhaben"] if item["id"] in public]
    items = [item for item in items if item["news"] or item["talk"]]
    return {**facts, "vorhaben": items} if items else None


def _without(item, shown):
    return {**item, "news": [n for n in item["news"] if n["kind"] != "answer" or n["number"] in shown]}


@kind(check=_still_public)
def digest(*, handle, rhythm, since, until, followed, vorhaben, more):
    """To a subscriber: what is new, Vorhaben by Vorhaben, the newest first. Never sent without news."""
    end = abo_links.end_url(handle, rhythm)
    about = [news_words.followed(one) for one in followed]
    return letter(
        "digest",
        subject=_subject(about, vorhaben),
        why=_("You get this e-mail because you follow: %(what)s.", what=words.joined(about, ";")),
        headers={"List-Unsubscribe": f"<{end}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"},
        period=_period(since, until) if rhythm != Rhythm.AT_ONCE else "",
        rhythm=news_words.RHYTHM[Rhythm(rhythm)],
        items=[_item(one) for one in vorhaben],
        more=more,
        list_url=url_for("beteiligung.liste", _external=True),
        manage_url=abo_links.manage_url(handle, until),
        end_url=end,
    )


def _subject(about, vorhaben):
    name = about[0] if len(about) == 1 else _("What you follow")
    opened = sum(any(n["kind"] in ("open", "ends") for n in item["news"]) for item in vorhaben)
    rest = len(vorhaben) - opened
    told = [ngettext("%(num)d open to take part", "%(num)d open to take part", opened)] if opened else []
    told += [ngettext("%(num)d Vorhaben with news", "%(num)d Vorhaben with news", rest)] if rest else []
    return f"{name}: {words.joined(told)}"


def _item(item):
    """A Vorhaben as the letter shows it: each piece of news in two parts, and one link."""
    said = [news_words.said(n, item["summary"] if i == 0 else "") for i, n in enumerate(item["news"])]
    anchor = news_words.anchor(item["news"][0]) if item["news"] else "gespraech"
    return {
        "title": item["title"],
        "lang": item["lang"],
        "said": said,
        "talk": item["talk"],
        "is_open": any(n["kind"] in ("open", "ends") for n in item["news"]),
        "link": url_for("beteiligung.eines", slug=item["slug"], _anchor=anchor, _external=True),
    }


def _period(since, until):
    first, last = (words.day(words.local(datetime.fromisoformat(at)).date()) for at in (since, until))
    return _("New from %(first)s to %(last)s:", first=first, last=last)
