"""The list and the map: pages anyone may read."""

from functools import cache

from flask import abort, jsonify, redirect, render_template, request, url_for

from ..bezirk.queries import all_in_order
from ..db import current_session
from ..vorhaben import answers, queries
from ..vorhaben.models import OVER
from . import areas, assets, base_map, labels, language, pages, spans, words
from .filtering import Search
from .found import Findings
from .listing import listing
from .sketch import Sketch

MOST_FEATURES = 300
"""More places than this in one answer are gathered, so that the map stays light on a phone."""

CELLS_HIGH = 6
"""How many rows of gathered places the visible part of the map shows."""

bp = pages("beteiligung")
bp.static_folder = "static"
bp.add_url_rule("/static/<path:filename>", endpoint="static", view_func=bp.send_static_file)
bp.add_url_rule("/leaflet/<name>", endpoint="leaflet", view_func=assets.leaflet_file)
bp.add_url_rule("/rahmen.js", endpoint="rahmen", view_func=assets.script_for_others)
bp.add_url_rule("/kacheln/<int:z>/<int:x>/<int:y>", endpoint="tile", view_func=base_map.tile)


@bp.route("/")
def start():
    """To the list, in the language that somebody chose here before, else in the one that the browser asks for."""
    answer = redirect(url_for(".liste", lang=language.chosen()))
    answer.vary.add("Accept-Language")
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer


@bp.route("/<lang>/")
def start_in_language():
    """To the list."""
    return redirect(url_for(".liste"))


@bp.route("/<lang>/sprache")
def sprache():
    """Somebody chose a language: on to the page they were on, and the choice is remembered in their browser."""
    answer = redirect(url_for(".start_in_language") + _within(request.args.get("weiter", "")), code=303)
    answer.headers["Cache-Control"] = "no-store"
    return language.remember(answer, language.current())


def _within(path):
    """The rest of an address of ours; anything that could lead out of it leads to the list."""
    place, _mark, _query = path.partition("?")
    leads_out = path.startswith("/") or "\\" in path or ".." in place.split("/") or not path.isprintable()
    return "" if leads_out else path


@bp.route("/<lang>/vorhaben")
def liste():
    """All Vorhaben that fit, those of the whole city apart, beside a map of the same."""
    session, now = current_session(), words.now()
    bezirke = session.scalars(all_in_order()).all()
    search = Search.from_args(request.args, bezirke, *answers.menus(session, language.current()))
    found = listing(session, search, now)
    page = found.page

    @cache
    def drawing():
        """Drawn only where nobody has kept it."""
        scattered = answers.dots(session, search.filters, now=now, without=[vorhaben.id for vorhaben in page.items])
        return Sketch(bezirke, page.items, now, scattered, frame=search.filters.box)

    return render_template(
        "beteiligung/public/liste.html",
        search=search,
        findings=Findings(search.filters),
        facets=facets(session, search, now),
        total=found.total,
        citywide=found.citywide,
        page=page,
        citywide_first=found.citywide_first,
        beitraege=found.beitraege,
        elsewhere=_elsewhere(session, search, page, now),
        frames=areas.frames(bezirke),
        open_now=answers.next_to_close(session, now=now),
        past=hidden_past(session, search, now),
        drawing=drawing,
        base_map=base_map.told(bezirke),
    )


@bp.route("/<lang>/vorhaben.geojson")
def geojson():
    """The places of the Vorhaben that fit, as a FeatureCollection (RFC 7946, WGS84).

    ``bbox=west,south,east,north`` looks at a part. More than ``MOST_FEATURES`` are gathered: such a feature has
    ``number`` and ``number_open`` and stands in the middle of what it holds.
    """
    session, now = current_session(), words.now()
    bezirke = session.scalars(all_in_order()).all()
    search = Search.from_args(request.args, bezirke, *answers.menus(session, language.current()))
    box = search.filters.box
    found = answers.located_in(session, search.filters, box, now=now, most=MOST_FEATURES)
    if found is None:
        cell = max((box[3] - box[1]) / CELLS_HIGH, 0.0002) if box else 4 * answers.CELL
        gathered = answers.dots(session, search.filters, now=now, cell=cell, box=box)
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


def _elsewhere(session, search, page, now):
    """How many with a place fit outside of the part of the map that somebody looks at, where nothing is in it."""
    if not search.filters.box or page.total:
        return 0
    total, citywide = answers.count(session, search.filters.but(box=None), now=now)
    return total - citywide


def facets(session, search, now):
    """What each choice of a filter would show: the menus of the filters and the number beside each choice."""
    today = now.date()
    offered = spans.choices(today)
    numbers = answers.numbers_during(session, search.filters, [choice.span for choice in offered], now=now)
    return {
        **answers.facets(session, search.filters, now=now),
        "spans": list(zip(offered, numbers, strict=True)),
        "calendar": spans.calendar(today, search.filters.span),
        "parts": areas.parts(),
        "alike": areas.alike(search.filters.place) if search.filters.place else (),
    }


def hidden_past(session, search, now):
    """How many more there would be with what is done or dropped."""
    if search.filters.statuses:
        return 0
    return answers.count(session, search.filters.but(statuses=OVER), now=now)[0]


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


def _outline(bezirk):
    properties = {"number": bezirk.number, "name": bezirk.name, "sketch": bezirk.is_sketch}
    return {"type": "Feature", "id": bezirk.number, "geometry": bezirk.outline, "properties": properties}


def published_or_404(slug):
    """The Vorhaben, if the public may see it."""
    return queries.by_slug(current_session(), slug) or abort(404)
