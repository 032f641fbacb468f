"""News as Atom (RFC 4287): of the list with any filter, of one Vorhaben, of a circle around a place."""

import re
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

from flask import Response, request, url_for
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from ..db import current_session
from ..i18n import gettext as _
from ..mount import own, setting
from ..subscription import matching, news
from ..subscription.models import What
from ..subscription.targets import filters_of
from ..subscription.worded import in_language
from ..vorhaben import answers, queries
from ..vorhaben.models import Place, Vorhaben
from . import language, naming_words, news_words, targets, words
from .public import bp

PAGE = 50
"""So many entries stand in one document; ``rel=next`` leads to older ones."""

SAME = 30
"""At most so many entries of one moment are kept together on a page."""

OLDEST = datetime(2000, 1, 1, tzinfo=UTC)
NAMES = {"xmlns": "http://www.w3.org/2005/Atom", "xmlns:georss": "http://www.georss.org/georss"}
"""Written out: whoever registers them shares them with every other library in the process, and so the feed changes."""
_NOT_XML = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@bp.route("/<lang>/neues.atom")
def atom():
    """The newest first. Only what everybody may read now: what is hidden or archived is gone from here at once."""
    session, now = current_session(), words.now()
    target = targets.asked(request.args)
    before = _before(request.args.get("vor"), now)
    found = news.collect(session, since=OLDEST, until=before, where=where(session, target, now), most=PAGE + SAME)
    page, more = _cut(found)
    page = in_language(session, page, language.current())
    records = _records(session, {one.vorhaben_id for one in page})
    feed = _feed(target, page[0].at if page else OLDEST, page[-1].at if more else None)
    feed.extend([_entry(one, records[one.vorhaben_id]) for one in page])
    answer = Response(ET.tostring(feed, encoding="utf-8", xml_declaration=True), mimetype="application/atom+xml")
    answer.last_modified = news.touched(session) or OLDEST
    return kept(answer)


def kept(answer):
    """Whoever has the same already gets nothing (304); anybody may keep it for some minutes."""
    answer.content_type = f"{answer.mimetype}; charset=utf-8"
    answer.headers["Content-Language"] = language.current()
    answer.cache_control.public, answer.cache_control.max_age = True, 300
    answer.add_etag()
    return answer.make_conditional(request)


def where(session, target, now):
    """The conditions on Vorhaben that a target means."""
    if target.what == What.VORHABEN:
        return (Vorhaben.id == target.vorhaben_id,)
    if target.what == What.CIRCLE:
        columns = (Place.vorhaben_id, Place.lat, Place.lon, Place.geometry)
        places = session.execute(select(*columns).join(Vorhaben).where(news.PUBLIC, Place.lat.is_not(None)))
        return (Vorhaben.id.in_(sorted(matching.within(places, target.criteria))),)
    fitting = queries.ids(answers.understood(session, filters_of(target.criteria)), now=now)
    return (Vorhaben.id.in_(fitting),)


def _cut(found):
    """A page, and the rest; what has the same moment is never torn apart, or the next page would lack it."""
    end = PAGE
    while end < len(found) and found[end].at == found[end - 1].at:
        end += 1
    return found[:end], found[end:]


def _before(text, now):
    """Older than that moment; anything else means: now."""
    try:
        at = datetime.fromisoformat((text or "").replace(" ", "+"))
        return at.astimezone(UTC) - timedelta(microseconds=1) if at.tzinfo else now
    except (ValueError, OverflowError):
        return now


def _records(session, ids):
    wanted = select(Vorhaben).where(Vorhaben.id.in_(sorted(ids)))
    options = (selectinload(Vorhaben.texts), selectinload(Vorhaben.places))
    return {one.id: one for one in session.scalars(wanted.options(*options))}


def _feed(target, updated, next_before):
    args = targets.args_of(target)
    me = url_for(".atom", _external=True, **args)
    feed = ET.Element("feed", {**NAMES, "xml:lang": language.current()})
    _put(feed, "title", f"{targets.said(target)} – {_('What is planned in %(city)s', city=_city())}")
    _put(feed, "id", me)
    _put(feed, "updated", updated.isoformat())
    _put(_put(feed, "author"), "name", _city())
    _put(feed, "link", rel="self", type="application/atom+xml", href=me)
    page = targets.page_of(target)
    _put(feed, "link", rel="alternate", type="text/html", href=_absolute(page))
    if next_before:
        _put(feed, "link", rel="next", href=url_for(".atom", _external=True, **args, vor=next_before.isoformat()))
    return feed


def _entry(one, vorhaben):
    text = words.told(vorhaben)
    head, rest = news_words.said(one.fact, text.summary)
    entry = ET.Element("entry")
    page = url_for(".eines", slug=vorhaben.slug, _anchor=news_words.anchor(one.fact), _external=True)
    _put(entry, "title", f"{text.title}: {head}")
    _put(entry, "id", f"tag:{_host()},2020:{own('beteiligung')}/{vorhaben.slug}/{one.kind}/{one.number}")
    _put(entry, "published", one.at.isoformat())
    _put(entry, "updated", one.at.isoformat())
    _put(entry, "link", rel="alternate", type="text/html", href=page)
    topic = naming_words.topic(vorhaben)
    foreign = {"xml:lang": topic.lang} if topic.lang != language.current() else {}
    _put(entry, "category", term=vorhaben.topic_slug, label=topic.name, **foreign)
    _put(entry, "summary", rest or head)
    for place in vorhaben.places[:1]:
        if place.lat is not None:
            ET.SubElement(entry, "georss:point").text = f"{place.lat} {place.lon}"
    return entry


def _put(parent, name, text=None, **attributes):
    """An element whose text holds nothing that XML cannot carry."""
    element = ET.SubElement(parent, name, {k: _NOT_XML.sub("", v) for k, v in attributes.items()})
    if text is not None:
        element.text = _NOT_XML.sub("", text)
    return element


def _absolute(path):
    return request.host_url.rstrip("/") + path


def _host():
    return urlsplit(setting("BASE_URL") or request.host_url).hostname


def _city():
    return setting("CITY")
