"""The list and the map: pages anyone may read."""

from datetime import UTC, datetime

from flask import abort, current_app, jsonify, redirect, render_template, request, url_for

from ..beitrag.queries import counts
from ..bezirk.queries import all_in_order
from ..db import current_session
from ..vorhaben import queries
from . import assets, labels, language, pages, words
from .filtering import Search
from .found import findings
from .sketch import Sketch

CITYWIDE_FIRST = 6
"""How many Vorhaben for the whole city stand under the list before one asks for all of them."""

MOST_FEATURES = 300
"""More places than this in one answer are gathered, so that the map stays light on a phone."""

CELLS_HIGH = 6
"""How many rows of gathered places the visible part of the map shows."""

bp = pages("beteiligung")
bp.static_folder = "static"
bp.add_url_rule("/static/<path:filename>", endpoint="static", view_func=bp.send_static_file)
bp.add_url_rule("/leaflet/<name>", endpoint="leaflet", view_func=assets.leaflet_file)
bp.add_url_rule("/kacheln/<int:z>/<int:x>/<int:y>", endpoint="tile", view_func=assets.tile)


@bp.route("/")
def start():
    """To the list, in the language that the browser asks for."""
    answer = redirect(url_for(".liste", lang=language.negotiated()))
    answer.vary.add("Accept-Language")
    return answer


@bp.route("/<lang>/")
def start_in_language():
    """To the list."""
    return redirect(url_for(".liste"))


@bp.route("/<lang>/vorhaben")
def liste():
    """All Vorhaben that fit, those of the whole city apart, beside a map of the same."""
    session, now = current_session(), datetime.now(UTC)
    bezirke = session.scalars(all_in_order()).all()
    topics = queries.topics(session)
    search = Search.from_args(request.args, bezirke, topics, queries.terms(session))
    total, citywide = queries.count(session, search.filters, now=now)
    page = _page(session, search, total - citywide if search.filters.citywide is None else total, now)
    citywide_first = _citywide_first(session, search, now)
    shown = [*page.items, *citywide_first]
    scattered = queries.dots(session, search.filters, now=now, without=[vorhaben.id for vorhaben in page.items])
    return render_template(
        "beteiligung/public/liste.html",
        search=search,
        findings=findings(search.filters, shown),
        facets=queries.facets(session, search.filters, now=now),
        total=total,
        citywide=citywide,
        page=page,
        citywide_first=citywide_first,
        beitraege=counts(session, [vorhaben.id for vorhaben in shown]),
        open_now=queries.next_to_close(session, now=now),
        past=hidden_past(session, search, now),
        sketch=Sketch(bezirke, page.items, now, scattered),
    )


@bp.route("/<lang>/vorhaben.geojson")
def geojson():
    """The places of the Vorhaben that fit, as a FeatureCollection (RFC 7946, WGS84).

    ``bbox=west,south,east,north`` looks at a part. More than ``MOST_FEATURES`` are gathered: such a feature has
    ``number`` and ``number_open`` and stands in the middle of what it holds.
    """
    session, now = current_session(), datetime.now(UTC)
    bezirke, terms = session.scalars(all_in_order()).all(), queries.terms(session)
    search = Search.from_args(request.args, bezirke, queries.topics(session), terms)
    box = bounding_box(request.args.get("bbox"))
    found = queries.located_in(session, search.filters, box, now=now, most=MOST_FEATURES)
    if found is None:
        cell = max((box[3] - box[1]) / CELLS_HIGH, 0.0002) if box else 4 * queries.CELL
        gathered = queries.dots(session, search.filters, now=now, cell=cell, box=box)
        features = [_gathered(row) for row in gathered]
    else:
        features = [_feature(v, place, now) for v in found for place in v.places if place.lat is not None]
    answer = jsonify(type="FeatureCollection", features=features)
    answer.mimetype = "application/geo+json"
    return answer


@bp.route("/bezirke.geojson")
def bezirke_geojson():
    """The outlines of the Stadtbezirke, for the ground of the map."""
    bezirke = current_session().scalars(all_in_order())
    answer = jsonify(type="FeatureCollection", features=[_outline(bezirk) for bezirk in bezirke if bezirk.outline])
    answer.mimetype = "application/geo+json"
    answer.headers["Cache-Control"] = "public, max-age=3600"
    return answer


class Page:
    """One page of the list; ``first`` and ``last`` count from 1."""

    def __init__(self, items, number, size, total):
        self.items, self.number, self.total = items, number, total
        self.first = (number - 1) * size + 1 if items else 0
        self.last = self.first + len(items) - 1 if items else 0
        self.pages = max(1, -(-total // size))


def _page(session, search, total, now):
    size = current_app.config["BETEILIGUNG_PAGE_SIZE"]
    number = min(search.page, max(1, -(-total // size)))
    apart = search.filters.citywide is None
    filters = search.filters.but(citywide=False) if apart else search.filters
    rows = queries.published(filters, now=now).limit(size).offset((number - 1) * size)
    return Page(session.scalars(rows).all(), number, size, total)


def _citywide_first(session, search, now):
    if search.filters.citywide is not None or search.page > 1:
        return []
    return session.scalars(queries.published(search.filters.but(citywide=True), now=now).limit(CITYWIDE_FIRST)).all()


def hidden_past(session, search, now):
    """How many more there would be with what is done or dropped."""
    if search.filters.statuses:
        return 0
    return queries.count(session, search.filters.but(statuses=queries.OVER), now=now)[0]


def _feature(vorhaben, place, now):
    label = labels.of(vorhaben, now)
    return {
        "type": "Feature",
        "id": f"{vorhaben.slug}-{place.id}",
        "geometry": place.geometry or {"type": "Point", "coordinates": [place.lon, place.lat]},
        "properties": {
            "slug": vorhaben.slug,
            "title": words.told(vorhaben).title,
            "place": place.words,
            "status": label.slug,
            "status_text": str(label.word),
            "open": vorhaben.is_open(now),
            "point": [place.lon, place.lat],
            "url": url_for(".eines", slug=vorhaben.slug),
        },
    }


def _gathered(row):
    point = [round(row.lon, 5), round(row.lat, 5)]
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": point},
        "properties": {"number": row.number, "number_open": row.number_open, "open": row.number_open > 0},
    }


def bounding_box(text):
    """``west,south,east,north`` in degrees; ``None`` for anything else, which then means everywhere."""
    try:
        west, south, east, north = (float(part) for part in (text or "").split(","))
    except ValueError:
        return None
    ordered = -180 <= west < east <= 180 and -90 <= south < north <= 90
    return (west, south, east, north) if ordered else None


def _outline(bezirk):
    properties = {"number": bezirk.number, "name": bezirk.name, "sketch": bezirk.is_sketch}
    return {"type": "Feature", "id": bezirk.number, "geometry": bezirk.outline, "properties": properties}


def published_or_404(slug):
    """The Vorhaben, if the public may see it."""
    return queries.by_slug(current_session(), slug) or abort(404)
