"""What a page tells other sites that show a link to it: title, picture, sentence (OpenGraph), and where its card is.

Only pages in ``SHARED`` tell anything. Pages of staff, of one person, and pages that say that something is not there
or did not work, tell nothing.
"""

from datetime import UTC, datetime
from functools import cache
from typing import NamedTuple
from urllib.parse import urlencode

from babel import Locale
from babel.core import get_global
from flask import g, request, url_for

from ..i18n import gettext as _
from ..i18n import gettext_name
from ..mount import setting
from ..sharing import picture, raster
from . import framing, language, share_images, words
from .public import bp

ABOUT_ONE = frozenset(
    f"{bp.name}.{name}" for name in ("eines", "abwaegung", "beitrag", "fassungen", "gespraech", "stimmen")
)
"""Pages about the Vorhaben that stands in their address."""
SHARED = (
    ABOUT_ONE
    | framing.FRAMED
    | frozenset(
        f"{bp.name}.{name}"
        for name in (
            *("aushaenge", "aushang", "barrierefreiheit", "beschluesse", "beschluesse_gremium", "daraus"),
            *("daraus_kapitel", "datenschutz", "gebaerdensprache", "hausregeln", "kontakt", "mitmachen", "nahe"),
            *("woerter", "zahlen", "zeit", "zeit_ohne"),
        )
    )
)
"""Endpoints of pages that are the same for everybody and that somebody may want to pass on."""
SEARCHES = frozenset(f"{bp.name}.{name}" for name in ("liste", "zeit", "zeit_ohne"))
"""Pages that show something else with other filters. Of others no query is passed on: some tell where somebody is."""


class Card(NamedTuple):
    """What other sites show of a page. ``locale`` and ``others`` are named as OpenGraph wants them."""

    kind: str
    url: str
    site: str
    locale: str
    others: tuple
    summary: str
    title: str | None = None
    image: "Image | None" = None
    oembed: str | None = None


class Image(NamedTuple):
    """The picture beside a link."""

    url: str
    alt: str
    type: str = "image/png"
    width: int = picture.WIDTH
    height: int = picture.HEIGHT


@bp.context_processor
def _names():
    """For templates of public pages alone."""
    return {"share_card": card}


def card(vorhaben=None, search=None, summary=None):
    """The card of the page at hand, or ``None``. ``vorhaben`` is what it is about, ``search`` the filters it shows."""
    if request.endpoint not in SHARED or request.method == "POST" or g.get("beteiligung_refused"):
        return None
    is_about_one = request.endpoint in ABOUT_ONE and vorhaben is not None
    here = address(search)
    return Card(
        kind="article" if is_about_one else "website",
        url=here,
        site=site(),
        locale=locale(language.current()),
        others=tuple(dict.fromkeys(map(locale, language.offered())))[:20],
        summary=summary or (words.told(vorhaben).summary if is_about_one else _lead()),
        title=site() if request.endpoint == f"{bp.name}.liste" else None,
        image=image(vorhaben if is_about_one else None),
        oembed=oembed(here) if request.endpoint in framing.FRAMED else None,
    )


def address(search=None):
    """The whole address of the page at hand, without what changes nothing in it."""
    args = search.args() if search is not None and request.endpoint in SEARCHES else {}
    if search is not None and request.endpoint == f"{bp.name}.liste" and search.page > 1:
        args = {**args, "seite": search.page}
    return absolute(request.endpoint, **(request.view_args or {}), **args)


def absolute(endpoint, **values):
    """The whole address of a page: where the city says the portal is, else where it was asked."""
    base = setting("BASE_URL") or request.url_root
    return base.rstrip("/") + url_for(endpoint, **values).removeprefix(request.script_root)


def image(vorhaben=None):
    """The picture of a Vorhaben, or of the list; ``None`` where this server can make no PNG."""
    if not raster.is_ready():
        return None
    if vorhaben is None:
        return Image(absolute("beteiligung.stadt_png"), share_images.said_of_city())
    known = g.setdefault("beteiligung_share_images", {})  # a page tells of it twice
    if vorhaben.id not in known:
        known[vorhaben.id] = _image_of(vorhaben, datetime.now(UTC))
    return known[vorhaben.id]


def _image_of(vorhaben, now):
    made = share_images.version(vorhaben, now)
    return Image(absolute("beteiligung.vorhaben_png", slug=vorhaben.slug, v=made), share_images.said(vorhaben, now))


def oembed(page):
    """Where the card of a page is asked for."""
    return f"{absolute('beteiligung.oembed')}?{urlencode({'url': page, 'format': 'json'})}"


@cache
def locale(tag):
    """``de_DE``: a language and the country where most of its speakers live, as OpenGraph names it."""
    parsed = Locale.parse(gettext_name(tag))
    likely = get_global("likely_subtags").get(parsed.language, "").rpartition("_")[2]
    territory = parsed.territory or likely
    return f"{parsed.language}_{territory}" if territory else parsed.language


def site():
    """What all pages together are called."""
    return _("What is planned in %(city)s", city=setting("CITY"))


def _lead():
    return _("What the city plans and builds. Where you have a say. What becomes of it.")
