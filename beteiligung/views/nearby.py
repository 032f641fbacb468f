"""Near me: what lies around a place. Nothing of it is kept."""

from flask import make_response, render_template, request, url_for

from ..beitrag.queries import counts
from ..bezirk.queries import all_in_order
from ..db import current_session
from ..mount import setting
from ..vorhaben import answers, nearby
from ..vorhaben.queries import Filters
from . import distance_words, whereabouts, words
from .around import Around
from .filtering import page_number
from .listing import Page
from .public import bp

RADII = (500, 1000, 2000, 5000)
USUAL = 1000
CITYWIDE_FIRST = 4


@bp.route("/<lang>/nahe")
def nahe():
    """The Vorhaben around an address, a place, or the spot that the browser tells; the nearest first."""
    session, now = current_session(), words.now()
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
        around = nearby.Around(session, spot.lat, spot.lon, now=now, with_past=self.with_past)
        self.number = around.number
        self.total, self.open = around.number(self.radius), around.number_open(self.radius)
        self.past = 0 if self.with_past else around.number_over(self.radius)
        self._load(session, around, bezirke, now)

    def _load(self, session, around, bezirke, now):
        size = setting("PAGE_SIZE")
        number = min(page_number(request.args.get("seite")), max(1, -(-self.total // size)))
        found = nearby.records(session, around.page(self.radius, most=size, skip=(number - 1) * size))
        vorhaben, near = [one for one, _near in found], [near for _one, near in found]
        self.page = Page(found, number, size, self.total)
        self.beitraege = counts(session, [one.id for one in vorhaben])
        radius = distance_words.length(self.radius)
        self.sketch = Around(bezirke, vorhaben, near, now, self.spot, self.radius, radius, _landmarks(self.spot))

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
    filters = Filters(citywide=True)
    first = answers.shown(session, filters, now=now, most=CITYWIDE_FIRST)
    return first, answers.count(session, filters, now=now)[0]
