"""The pictures that other sites show beside a link to us, drawn from the facts that the page tells.

What is not public has none: the record is asked for each time, before anything that is kept.
"""

import hashlib

from flask import Response, abort, request
from werkzeug.exceptions import ServiceUnavailable

from ..bezirk.queries import all_in_order
from ..db import current_session
from ..i18n import gettext as _
from ..i18n import ngettext
from ..mount import current_mount, setting
from ..origin import GERMAN, SIMPLE
from ..sharing import picture, raster
from ..vorhaben import answers
from ..vorhaben.kept import Kept
from . import fact_sheet, labels, language, words
from .public import bp, published_or_404
from .sketch import Sketch

MOST = 150
"""So many pictures are kept in a process, which is about eight megabytes."""
MOST_POINTS = 30
POLICY = "default-src 'none'; sandbox"


@bp.route("/<lang>/vorhaben/<slug>/bild.svg")
def vorhaben_svg(slug):
    """The picture of a Vorhaben as it is drawn."""
    return _svg(_of(published_or_404(slug)))


@bp.route("/<lang>/vorhaben/<slug>/bild.png")
def vorhaben_png(slug):
    """The same for those who take no SVG, which are most."""
    return _png(_of(published_or_404(slug)))


@bp.route("/<lang>/bild.svg")
def stadt_svg():
    """The picture of the list, and of every page that is not about one Vorhaben."""
    return _svg(_of_city())


@bp.route("/<lang>/bild.png")
def stadt_png():
    """The same for those who take no SVG."""
    return _png(_of_city())


def version(vorhaben, now):
    """Changes whenever a record is saved, or its offer begins or ends; so a new picture has a new address."""
    label = labels.of(vorhaben, now)
    saved = (vorhaben.version, vorhaben.updated_at.timestamp(), label.slug, vorhaben.is_open(now))
    return _digest(repr((picture.DESIGN, language.current(), vorhaben.slug, *saved)))[:12]


def said(vorhaben, now):
    """What stands in the picture, as a sentence for people who do not see it."""
    facts = _words_of(vorhaben, now)
    first = [facts.note, facts.state] if facts.is_open else [facts.state, facts.note]
    return _sentence(facts.title, *facts.place, *first, facts.site)


def said_of_city():
    """The same of the picture of the list."""
    return _sentence(_site(), *_lead())


def _of(vorhaben):
    now = words.now()
    bezirke = current_session().scalars(all_in_order()).all()
    return picture.drawn(_words_of(vorhaben, now)._replace(ground=_ground(bezirke, vorhaben, now)))


def _words_of(vorhaben, now):
    text, facts = words.told(vorhaben), fact_sheet.of(vorhaben, (), now)
    is_open, state = vorhaben.is_open(now), labels.of(vorhaben, now).word
    note = f"{_('Take part until')} {words.last_day(vorhaben)}" if is_open else facts["when"].lines[0].text
    return picture.Facts(
        site=_site(),
        title=text.title,
        title_rtl=language.direction(text.lang) == "rtl",
        state=str(state),
        place=tuple(line.text for line in facts["where"].lines),
        note=note,
        is_open=is_open,
        step=labels.step_number(vorhaben.status),
        rtl=_is_rtl(),
        german=text.lang in (GERMAN, SIMPLE),
    )


def _of_city():
    session, now = current_session(), words.now()
    number, ends = answers.next_to_close(session, now=now)
    note = ""
    if number:
        open_now = ngettext("%(num)d is open.", "%(num)d are open.", number)
        next_end = _("The next one ends on %(day)s.", day=words.weekday(words.local(ends).date()))
        note = f"{open_now} {next_end}"
    facts = picture.Facts(
        site=words.city_name(),
        title=_site(),
        title_rtl=_is_rtl(),
        place=_lead(),
        note=note,
        is_open=bool(number),
        rtl=_is_rtl(),
        german=language.current() in (GERMAN, SIMPLE),
        ground=_ground(session.scalars(all_in_order()).all()),
    )
    return picture.drawn(facts)


def _ground(bezirke, vorhaben=None, now=None):
    """The city in outline; ``None`` where nobody has loaded the outlines."""
    if not any(bezirk.outline for bezirk in bezirke):
        return None
    sketch = Sketch(bezirke, [vorhaben] if vorhaben else [], now)
    points = [(pin["from_x"], pin["from_y"]) for pin in sketch.pins] + [(dot["x"], dot["y"]) for dot in sketch.dots]
    lines, patches = tuple(sketch.lines), tuple(path for path, _is_open in sketch.patches)
    return picture.Ground(
        sketch.width, sketch.height, tuple(sketch.areas), tuple(points[:MOST_POINTS]), lines=lines, patches=patches
    )


def _site():
    return _("What is planned in %(city)s", city=setting("CITY"))


def _lead():
    return (_("What the city plans and builds. Where you have a say. What becomes of it."),)


def _is_rtl():
    return language.direction(language.current()) == "rtl"


def _sentence(*parts):
    """Each part with a full stop, where it has none of its own."""
    told = [" ".join(part.split()) for part in parts if part]
    return " ".join(part if part.endswith((".", "!", "?", "؟", "…")) else f"{part}." for part in told)


def _svg(svg):
    answer = Response(svg, mimetype="image/svg+xml")
    answer.headers["Content-Security-Policy"] = POLICY
    return _handed_over(answer, _digest(svg))


def _png(svg):
    if not raster.is_ready():
        abort(404)
    name = _digest(svg)
    if name in request.if_none_match:
        return _handed_over(Response(mimetype="image/png"), name)
    kept = current_mount().kept.setdefault("share_images", Kept(MOST))
    try:
        found = kept.get(name, lambda: raster.png(svg))
    except raster.TooMany:
        raise ServiceUnavailable(retry_after=raster.PATIENCE) from None
    return _handed_over(Response(found, mimetype="image/png"), name)


def _handed_over(answer, name):
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Content-Language"] = language.html_tag(language.current())
    answer.cache_control.public = answer.cache_control.no_cache = True  # what is taken back is gone from every cache
    answer.set_etag(name)
    return answer.make_conditional(request)


def _digest(text):
    return hashlib.sha256(text.encode()).hexdigest()[:24]
