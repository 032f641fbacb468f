"""Staff tell arguments, decisions and answers of the city in other languages, or correct what a machine said."""

from datetime import UTC, datetime

from flask import abort, flash, redirect, render_template, request, url_for

from ..beitrag.models import Beitrag
from ..db import current_session, unit_of_work
from ..errors import N_, BeteiligungError, Conflict
from ..i18n import gettext as _
from ..i18n import ngettext
from ..identity import current_person
from ..origin import GERMAN, SIMPLE
from ..rendition import actions, queries
from ..rendition.forms import form_for
from ..rendition.things import REASONS, by_name, fingerprint
from ..rendition.worklist import KINDS
from ..vorhaben.models import Vorhaben
from . import language
from .administration import bp
from .labels import ORIGIN_OF_TEXT, THING
from .renditions import translates_into


@bp.route("/<lang>/verwaltung/texte/<kind>/<int:number>/<tag>", methods=["GET", "POST"])
def fassung_schreiben(kind, number, tag):
    """One thing in one language, with the German words beside it."""
    tag = tag if tag == SIMPLE else actions.base(tag)
    if tag == GERMAN or tag not in {SIMPLE, *map(actions.base, language.offered())} or kind not in KINDS:
        abort(404)
    thing = _thing(current_session(), kind, number)
    rendition = _told(current_session(), thing, tag)
    suggested = queries.remembered(current_session(), thing, tag) if rendition is None else {}
    form = form_for(thing, rendition, suggested)
    if request.method == "GET" or (form.is_submitted() and "uebersetzen" in request.form):
        said = _ask(thing, tag, form) if request.method == "POST" else None
        return _page(thing, rendition, tag, form, said=said, suggested=suggested)
    if not form.validate():
        return _page(thing, rendition, tag, form), 400
    try:
        with unit_of_work() as session:
            others = _store(session, kind, number, tag, form)
    except BeteiligungError as error:
        rendition = _told(current_session(), thing, tag)
        form.seen.data = fingerprint(rendition.words if rendition else {})
        return _page(thing, rendition, tag, form, refused=_(error.message) % error.values), error.status
    also = ngettext("Saved, and in %(num)d other place.", "Saved, and in %(num)d other places.", others)
    flash(also if others else _("Saved."))
    return redirect(url_for(".texte", sprache=tag), code=303)


def _store(session, kind, number, tag, form):
    """Returns in how many other places it is told now."""
    thing = _thing(session, kind, number)
    stands = _told(session, thing, tag)
    if form.seen.data != fingerprint(stands.words if stands else {}):
        raise Conflict(N_("Somebody else saved in between. Nothing was overwritten."))
    about = {"checked": form.checked if tag == SIMPLE else ("", None), "still_fits": form.still_fits.data}
    before, now = stands.words if stands else {}, datetime.now(UTC)
    actions.write(session, thing, tag, current_person(), form.words, **about, now=now)
    if thing.kind not in REASONS or not form.everywhere.data:
        return 0
    return actions.write_everywhere(session, thing, tag, current_person(), before, now=now)


def _thing(session, kind, number):
    """Of contributions only the answers of the city are told by the city."""
    if kind == "beitrag" and not getattr(session.get(Beitrag, number), "is_official", False):
        abort(404)
    found = by_name(session, f"{kind}:{number}")
    return found if found is not None and found.words else abort(404)


def _told(session, thing, tag):
    found = queries.of(session, thing, tag)
    return found if found is not None and found.is_done else None


def _ask(thing, tag, form):
    if not form.csrf_token.validate(form) or not translates_into(tag):
        return _("No machine speaks this language here.")
    try:
        with unit_of_work() as session:
            actions.ask(session, [by_name(session, thing.name)], tag, now=datetime.now(UTC))
    except BeteiligungError as error:
        return _(error.message) % error.values
    return _("The machine is asked. Its draft is here in some minutes; nothing was saved.")


def _page(thing, rendition, tag, form, **more):
    return render_template(
        "beteiligung/administration/fassung_schreiben.html",
        thing=thing,
        vorhaben=current_session().get(Vorhaben, thing.vorhaben_id),
        rendition=rendition,
        tag=tag,
        form=form,
        is_older=rendition is not None and rendition.follows != thing.fingerprint,
        can_ask=thing.is_public and rendition is None and tag != SIMPLE and translates_into(tag),
        simple=SIMPLE,
        REASONS=REASONS,
        THING=THING,
        ORIGIN_OF_TEXT=ORIGIN_OF_TEXT,
        **more,
    )
