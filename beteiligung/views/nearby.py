"""Near me: what lies around a place. Nothing of it is kept."""

from datetime import UTC, datetime

from flask import current_app, make_response, render_template, request, url_for

from ..beitrag.queries import counts
from ..bezirk.queries import all_in_order
from ..db import current_session
from ..vorhaben import nearby, queries
from . import distance_words, whereabouts
from .around import Around
from .filtering import page_number
from .public import Page, bp

RADII = (500, 1000, 2000, 5000)
USUAL = 1000
CITYWIDE_FIRST = 4


@bp.route("/<lang>/nahe")
def nahe():
    """The Vorhaben around an address, a place, or the spot that the browser tells; the nearest first."""
    session, now = current_session(), datetime.now(UTC)
    bezirke = session.scalars(all_in_order()).all()
    answer = whereabouts.asked(request.args, bezirke)
    page = render_template(
        "beteiligung/public/nahe.html",
        answer=answer,
        typed=request.args.get("q", "")[: whereabouts.LONGEST].replace("\x00", " "),
        known=whereabouts.directory(),
        found=_Found(session, answer.spot, bezirke, now) if answer.spot else None,
        citywide=_citywide(session, now) if answer.spot else ([], 0),
        RADII=RADII,
        far=distance_words,
    )
    return _unkept(make_response(page))


def _unkept(response):
    """The address may tell where somebody lives: no copy is kept, and no other site learns it."""
    response.headers["Cache-Control"] = "no-store"
    response.headers["Referrer-Policy"] = "same-origin"
    return response


class _Found:
    """What lies around a spot, a page of it at a time."""

    def __init__(self, session, spot, bezirke, now):
        self.spot, self.bezirk = spot, whereabouts.bezirk_of(spot, bezirke)
        self.radius = next((r for r in RADII if str(r) == request.args.get("umkreis")), USUAL)
        self.with_past = request.args.get("stand") == "alle"
        everything = nearby.around(session, spot.lat, spot.lon, max(RADII), now=now)
        self._shown = [near for near in everything if self.with_past or not near.is_over]
        inside = [near for near in self._shown if near.metres <= self.radius]
        self.total, self.open = len(inside), sum(near.is_open for near in inside)
        self.past = 0 if self.with_past else sum(n.is_over and n.metres <= self.radius for n in everything)
        self._load(session, inside, bezirke, now)

    def _load(self, session, inside, bezirke, now):
        size = current_app.config["BETEILIGUNG_PAGE_SIZE"]
        number = min(page_number(request.args.get("seite")), max(1, -(-len(inside) // size)))
        near = inside[(number - 1) * size : number * size]
        vorhaben = nearby.records(session, near, now=now)
        self.page = Page(list(zip(vorhaben, near, strict=True)), number, size, len(inside))
        self.beitraege = counts(session, [one.id for one in vorhaben])
        words = distance_words.length(self.radius)
        self.sketch = Around(bezirke, vorhaben, near, now, self.spot, self.radius, words, _landmarks(self.spot))

    def number(self, radius):
        """How many lie within so many metres."""
        return sum(near.metres <= radius for near in self._shown)

    @property
    def wider(self):
        """The next larger radius that holds something, or ``None``."""
        return next((radius for radius in RADII if radius > self.radius and self.number(radius)), None)

    def url(self, **changes):
        """Address of the same search with something changed."""
        now = {"umkreis": self.radius, "stand": "alle" if self.with_past else None, **self.spot.args, **changes}
        return url_for(".nahe", **{key: value for key, value in now.items() if value is not None})

    def page_url(self, number):
        """Address of another page of the same search."""
        return self.url(seite=number if number > 1 else None)


def _landmarks(spot):
    """The parts of the city whose names help to read the drawing."""
    known = whereabouts.directory()
    return tuple(part for part in (known.parts if known else ()) if part.name != spot.name)


def _citywide(session, now):
    """The first Vorhaben for the whole city, and how many there are."""
    filters = queries.Filters(citywide=True)
    first = session.scalars(queries.published(filters, now=now).limit(CITYWIDE_FIRST)).all()
    return first, queries.count(session, filters, now=now)[0]
