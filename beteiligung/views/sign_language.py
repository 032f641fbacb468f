"""Videos in German Sign Language: the four contents of the home page, and what is missing, for staff."""

from babel.numbers import format_decimal
from flask import render_template
from flask_babel import get_locale

from ..attachment.links import host
from ..db import current_session
from ..i18n import gettext as _
from ..i18n import lazy_gettext
from ..mount import setting
from ..sign_videos import SLOTS, missing, of_vorhaben
from . import words
from .attachment_words import Shown
from .public import bp

MEGABYTE = 1_000_000
SLOT = {
    "content": lazy_gettext("What these pages are about"),
    "navigation": lazy_gettext("How to find your way on these pages"),
    "accessibility": lazy_gettext("How accessible these pages are"),
    "more": lazy_gettext("What else there is in sign language and easy German"),
}
LACK = {
    "url": lazy_gettext("no video"),
    "captions": lazy_gettext("no captions"),
    "poster": lazy_gettext("no still picture"),
    "seconds": lazy_gettext("no duration"),
    "bytes": lazy_gettext("no size"),
}


@bp.route("/<lang>/gebaerdensprache")
def gebaerdensprache():
    """The four contents that everybody who signs must find."""
    return render_template(
        "beteiligung/haus/gebaerdensprache.html",
        about=about,
        videos=[(slot, SLOT[slot], _all().get(slot)) for slot in SLOTS],
    )


def of(vorhaben, shown):
    """The videos about one Vorhaben: what staff hung on it, then what the settings name."""
    known = of_vorhaben(_all(), vorhaben.slug)
    return [*(_hung(video, shown) for video in shown.videos), *([known] if known else [])]


def _hung(video, shown):
    """A video that staff added, told as the settings tell of one. One at an address is only linked to."""
    told = {"title": video.title, "lang": video.lang, "words": video.description}
    if video.url:
        return told | {"url": video.url, "is_link": True}
    film, still = video.part("video"), video.part("image")
    told |= {"url": shown.part(video, "video"), "captions": shown.part(video, "untertitel"), "bytes": film.size}
    if film.seconds:
        told["seconds"] = film.seconds
    return told | ({"poster": shown.url(video, still.width)} if still else {})


def about(video):
    """What one wants to know before loading it: how long, how large, and from where if not from here."""
    told = []
    if seconds := video.get("seconds"):
        told.append(_("Duration: %(time)s minutes", time=f"{seconds // 60}:{seconds % 60:02d}"))
    if size := video.get("bytes"):
        number = format_decimal(max(size / MEGABYTE, 0.1), "#,##0.#", locale=get_locale())
        told.append(_("Size: %(number)s MB", number=number))
    if (where := host(video["url"])) and not video["url"].startswith("/"):
        told.append(_("Loaded from: %(host)s", host=where))
    return told


def gaps(vorhaben=None):
    """For staff: what is missing on the home page, or on one Vorhaben, as pairs of a content and what it lacks."""
    wanted = [(SLOT[slot], _all().get(slot)) for slot in SLOTS]
    if vorhaben is not None:
        there = of(vorhaben, Shown(current_session(), vorhaben, staff=True)) or [None]
        wanted = [(_("Video in sign language"), video) for video in there if not (video and video.get("is_link"))]
    return [(name, words.joined(LACK[lack] for lack in lacks)) for name, v in wanted if (lacks := missing(v))]


def _all():
    return setting("SIGN_VIDEOS")
