"""Where a Vorhaben happens: staff find places by name, type or paste them, and see them on a map before they save."""

from flask import abort, flash, redirect, render_template, request, url_for

from ..bezirk.queries import all_in_order
from ..db import current_session, unit_of_work
from ..errors import BeteiligungError, NotImportable
from ..i18n import gettext as _
from ..identity import current_person
from ..vorhaben import editing, geometry, shapes
from ..vorhaben.forms import MOST_ROWS
from ..vorhaben.models import Place, Vorhaben
from ..vorhaben.place_form import PlacesForm
from ..vorhaben.snapshot import stamp
from . import whereabouts, words
from .administration import bp
from .sketch import Sketch
from .vorhaben_desk import _vorhaben


@bp.route("/<lang>/verwaltung/vorhaben/<int:vorhaben_id>/orte", methods=["GET", "POST"])
def orte(vorhaben_id):
    """The places of one Vorhaben on a map, and ways to add some."""
    vorhaben = _vorhaben(vorhaben_id)
    if request.method == "GET":
        return _page(vorhaben, PlacesForm.showing(editing.values_of(vorhaben)["places"], seen=stamp(vorhaben)))
    form = PlacesForm()
    if not form.validate():
        return _page(vorhaben, form), 400
    what = request.form.get("do", "vorschau")
    if what == "speichern":
        return _saved(vorhaben_id, form)
    try:
        more = _more(what, form)
    except BeteiligungError as error:
        return _page(vorhaben, form, refused=_(error.message) % error.values), 400
    return _page(vorhaben, _with(form, more), found=_found(form) if what == "suchen" else None)


def _saved(vorhaben_id, form):
    try:
        with unit_of_work() as session:
            vorhaben = session.get(Vorhaben, vorhaben_id, with_for_update=True) or abort(404)
            editing.edit(
                session,
                vorhaben,
                current_person(),
                {"places": form.rows()},
                seen=form.seen.data,
                reason=(form.reason.data or "").strip(),
                now=words.now(),
            )
    except BeteiligungError as error:
        return _page(_vorhaben(vorhaben_id), form, refused=_(error.message) % error.values), error.status
    flash(_("Saved."))
    return redirect(url_for(".orte", vorhaben_id=vorhaben_id), code=303)


def _more(what, form):
    """Rows to add: from the file or the text, or the place of the gazetteer that was chosen."""
    if what == "lesen":
        return [_of_shape(shape) for shape in shapes.read(_text(form))]
    chosen = what.removeprefix("nehmen-")
    found = _found(form)[0] if chosen.isdecimal() else []
    return [_of_spot(found[int(chosen)])] if chosen.isdecimal() and int(chosen) < len(found) else []


def _text(form):
    upload = form.file.data
    raw = upload.read(shapes.MOST_BYTES + 1) if upload else (form.pasted.data or "").encode()
    try:
        if len(raw) <= shapes.MOST_BYTES:
            return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    raise NotImportable("This is no GeoJSON of points, lines or areas.")


def _found(form):
    """Places of the gazetteer that may be meant, and the sentence that says why there are none."""
    typed = " ".join((form.wanted.data or "").split())
    known = whereabouts.directory()
    exact, others = known.look_up(typed) if known and typed else ([], [])
    placed = [place for place in (*exact, *others) if whereabouts.is_placed(place)]
    return placed[: whereabouts.MOST_CHOICES], "" if placed else _("No place is called “%(name)s”.", name=typed)


def _with(form, more):
    """The same form with rows added, and what was read out of its fields taken from them."""
    rows = [*form.rows(), *more][: MOST_ROWS - 1]
    fields = {name: form[name].data for name in ("seen", "wanted", "reason")}
    return PlacesForm.showing(rows, pasted="" if more else form.pasted.data, **fields)


def _of_shape(shape):
    if shape.geometry["type"] == "Point":
        lon, lat = shape.geometry["coordinates"]
        return {"words": shape.words, "lat": lat, "lon": lon}
    lat, lon = geometry.middle(shape.geometry)
    return {"words": shape.words, "lat": round(lat, 6), "lon": round(lon, 6), "geometry": shape.geometry}


def _of_spot(place):
    return {"words": place.name, "lat": place.lat, "lon": place.lon}


def _page(vorhaben, form, found=None, refused=""):
    bezirke = current_session().scalars(all_in_order()).all()
    rows = [] if form.places.errors else form.rows()
    return render_template(
        "beteiligung/administration/orte.html",
        vorhaben=vorhaben,
        form=form,
        rows=rows,
        sketch=Sketch(bezirke, [_Shown(row) for row in rows], words.now()),
        found=found,
        refused=refused,
    )


class _Shown:
    """A row as the drawing takes it: each has a number of its own."""

    def __init__(self, row):
        self.places = [Place(words=row["words"], lat=row["lat"], lon=row["lon"], geometry=row["geometry"])]
        if row["lat"] is None and row["geometry"]:
            self.places[0].lat, self.places[0].lon = geometry.middle(row["geometry"])

    def is_open(self, at):
        """Not a Vorhaben yet."""
        return False
