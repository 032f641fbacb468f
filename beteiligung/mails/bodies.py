"""Mails about the work of elected bodies. No word of what is internal stands in them, only the way to it."""

from datetime import date

from flask import url_for
from sqlalchemy import select

from ..desk.early import still_public
from ..gremium.models import Inquiry
from ..i18n import gettext as _
from ..i18n import ngettext
from ..views import news_words, words
from ..vorhaben.models import Publication, Vorhaben
from .mail import kind, letter


def _waits(session, facts):
    return facts if _inquiry(session, facts, Inquiry.answered_at.is_(None)) else None


def _has_answer(session, facts):
    return facts if _inquiry(session, facts, Inquiry.answered_at.is_not(None)) else None


def _inquiry(session, facts, *conditions):
    there = select(Inquiry.id).join(Vorhaben, Vorhaben.id == Inquiry.vorhaben_id)
    there = there.where(Inquiry.id == facts["inquiry_id"], Vorhaben.publication == Publication.PUBLISHED, *conditions)
    return session.scalar(there) is not None


@kind(check=_waits)
def inquiry_asked(*, inquiry_id, gremium, gremium_slug, slug, title, office, due):
    """To the responsible office: a body asks, and until when it waits for the answer."""
    return letter(
        "inquiry_asked",
        subject=_("%(body)s asks: %(title)s", body=gremium, title=title),
        why=_("You get this e-mail because your office is responsible for this Vorhaben."),
        office=office,
        body_name=gremium,
        title=title,
        day=words.day(date.fromisoformat(due)),
        link=url_for("beteiligung_bezirksvertretung.anfrage", number=inquiry_id, _external=True),
    )


@kind(check=_has_answer)
def inquiry_answered(*, inquiry_id, gremium, gremium_slug, slug, title):
    """To whoever asked in the name of a body: the answer is there."""
    return letter(
        "inquiry_answered",
        subject=_("The administration has answered: %(title)s", title=title),
        why=_("You get this e-mail because you asked in the name of %(body)s.", body=gremium),
        title=title,
        link=url_for(
            "beteiligung_bezirksvertretung.beratung",
            slug=gremium_slug,
            vorhaben_slug=slug,
            _anchor=f"f-{inquiry_id}",
            _external=True,
        ),
    )


@kind(check=still_public)
def told_early(*, gremium, gremium_slug, vorhaben, more):
    """To a member: what is new for the whole city, on the day it is."""
    number = len(vorhaben) + more
    return letter(
        "told_early",
        subject=ngettext(
            "%(num)d Vorhaben for the whole city: new", "%(num)d Vorhaben for the whole city: new", number
        ),
        why=_("You get this e-mail because you are a member: %(body)s.", body=gremium),
        end=_("It comes at most once a day, and only when something is new."),
        items=[
            {
                "title": one["title"],
                "lang": one["lang"],
                "said": [news_words.said(n, one["summary"] if i == 0 else "") for i, n in enumerate(one["news"])],
                "link": url_for("beteiligung.eines", slug=one["slug"], _external=True),
            }
            for one in vorhaben
        ],
        more=more,
        desk=url_for("beteiligung_bezirksvertretung.tisch", slug=gremium_slug, _external=True),
    )
