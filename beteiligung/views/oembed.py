"""oEmbed: whoever pastes an address of ours into a page elsewhere gets a frame with it, made from a few facts.

Asked is by address; answered is only for ours, and only for what everybody may read. All others are not found, and a
draft no other way than what never was.
"""

from html import escape
from typing import NamedTuple
from urllib.parse import parse_qsl, unquote, urlsplit
from xml.etree import ElementTree as ET

from flask import Response, abort, current_app, g, jsonify, request
from werkzeug.exceptions import HTTPException

from ..beitrag import queries as beitraege
from ..db import current_session
from ..i18n import fall_silent, speak
from ..i18n import gettext as _
from ..mount import ARGUMENT, current_mount, setting
from ..sharing import picture
from ..vorhaben import queries as records
from ..vorhaben.models import Vorhaben
from . import can_exist, framing, language, sharing, words
from .public import bp

WIDTH, HEIGHT = 640, 720
"""Of a frame, in pixels, where whoever asks has room for it."""
OF_THE_FRAME = frozenset({"embed", "zurueck"})
"""Arguments that the frame sets itself."""
CACHE_AGE = 300
"""Seconds for which a site may show a card without asking again."""
LONGEST = 2000
"""Letters of an address that is looked at."""


class What(NamedTuple):
    """What an address is about. ``author`` is whoever wrote it, where that is a person."""

    title: str
    vorhaben: Vorhaben | None = None
    author: str | None = None


@bp.route("/oembed")
def oembed():
    """What stands in the place of an address of ours on another page."""
    form = request.args.get("format", "json")
    told = _told(request.args.get("url", "")) or abort(404)
    if form not in ("json", "xml"):
        return Response("json, xml\n", 501, mimetype="text/plain")
    answer = jsonify(told) if form == "json" else _xml(told)
    answer.cache_control.public = answer.cache_control.no_cache = True  # as the pictures
    answer.add_etag()
    return answer.make_conditional(request)


def _told(url):
    endpoint, values, query = _ours(url) or (None, {}, [])
    tag = values.pop("lang", None)
    if endpoint not in framing.FRAMED or tag not in language.offered():
        return None
    g.beteiligung_lang = tag  # the card speaks the language of the page that was asked for
    fall_silent()
    speak(tag)
    what = _WHAT[endpoint](current_session(), **values)
    if what is None:
        return None
    kept = {name: value for name, value in query if name not in OF_THE_FRAME and name not in values}
    return _card(what) | _frame(what.title, sharing.absolute(endpoint, **values, **kept, embed=1))


def _ours(url):
    """Endpoint, arguments and query of an address of ours; ``None`` for any other."""
    try:
        asked = urlsplit(url)
    except ValueError:
        return None
    if asked.scheme not in ("http", "https") or len(url) > LONGEST:
        return None
    for host, root in _homes():
        if asked.netloc.lower() == host and asked.path.startswith(f"{root}/"):
            return _matched(unquote(asked.path.removeprefix(root)), asked.query)
    return None


def _homes():
    """The hosts under which we are known, each with the path that stands before all addresses of this application."""
    known = filter(None, (setting("BASE_URL"), request.url_root))
    return [(parts.netloc.lower(), parts.path.rstrip("/")) for parts in map(urlsplit, known)]


def _matched(path, query):
    try:
        endpoint, values = current_app.create_url_adapter(request).match(path, method="GET")
    except HTTPException:
        return None
    place = values.pop(ARGUMENT, None)
    is_here = place == current_mount().name and all(map(can_exist, values.values()))  # each city speaks for itself
    return (endpoint, values, parse_qsl(query)) if is_here else None


def _list(session):
    return What(sharing.site())


def _vorhaben(session, slug):
    vorhaben = records.named(session, slug)
    return vorhaben and What(words.told(vorhaben).title, vorhaben)


def _beitrag(session, slug, beitrag_id):
    """A contribution that cannot be read has a page, but nothing to show elsewhere."""
    vorhaben = records.named(session, slug)
    beitrag = vorhaben and beitraege.public_by_id(session, vorhaben.id, beitrag_id)
    if not beitrag:
        return None
    name = words.author(beitrag.author_name)
    return What(f"{_('Contribution of %(name)s', name=name)}: {words.told(vorhaben).title}", vorhaben, name)


_WHAT = {
    "beteiligung.liste": _list,
    "beteiligung.eines": _vorhaben,
    "beteiligung.gespraech": _vorhaben,
    "beteiligung.beitrag": _beitrag,
}


def _card(what):
    told = {
        "version": "1.0",
        "title": what.title,
        "author_name": what.author,
        "provider_name": words.city_name(),
        "provider_url": sharing.absolute("beteiligung.liste"),
        "cache_age": CACHE_AGE,
    }
    if image := sharing.image(what.vorhaben):
        told |= {"thumbnail_url": image.url, "thumbnail_width": image.width, "thumbnail_height": image.height}
    return {key: value for key, value in told.items() if value is not None}


def _frame(title, address):
    """The page in a frame, where this city lets pages of other sites show it; else a card of a link."""
    if not framing.allowed():
        return {"type": "link"}
    width, height = _at_most("maxwidth", WIDTH), _at_most("maxheight", HEIGHT)
    attributes = {"src": address, "title": title, "width": width, "height": height, "loading": "lazy"}
    inside = " ".join(f'{name}="{escape(str(value))}"' for name, value in attributes.items())
    return {"type": "rich", "html": f"<iframe {inside}></iframe>", "width": width, "height": height}


def _at_most(name, usual):
    """A size in pixels, no larger than whoever asks has room for."""
    asked = request.args.get(name, "")
    return (
        min(usual, int(asked)) if asked.isascii() and asked.isdigit() and 0 < len(asked) < 6 and int(asked) else usual
    )


def _xml(told):
    """The same as XML; ElementTree escapes."""
    root = ET.Element("oembed")
    for key, value in told.items():
        ET.SubElement(root, key).text = picture.clean(str(value))
    return Response(ET.tostring(root, encoding="utf-8", xml_declaration=True), mimetype="text/xml")
