"""One argument on a page of its own: who carries it, what experts say, what becomes of it and why."""

from datetime import UTC, datetime

from flask import abort, flash, redirect, render_template, url_for

from ..abwaegung import actions, queries, rules
from ..abwaegung.forms import ArgumentForm, MergeForm, NewArgumentForm, WholeForm
from ..abwaegung.models import AbwaegungState
from ..beitrag import paging
from ..bezirk.queries import all_in_order
from ..db import current_session, unit_of_work
from ..errors import BeteiligungError, Conflict
from ..forms import Form
from ..i18n import gettext as _
from ..identity import current_person
from ..mount import setting
from .administration import bp
from .weighing import locked, weighable
from .weighing_words import DISPOSITION, LACKS

READ_HERE = 5
"""So many of its contributions stand on the page of an argument."""

BASE = "/<lang>/verwaltung/vorhaben/<int:vorhaben_id>/abwaegung"


@bp.route(f"{BASE}/argument", methods=["GET", "POST"])
def argument_neu(vorhaben_id):
    """Name a new argument."""
    vorhaben, weighing = _weighing(vorhaben_id)
    form = NewArgumentForm()
    if form.is_submitted() and form.validate():
        try:
            with unit_of_work() as session:
                values = {"title": form.title.data, "stance": form.stance.data}
                actions.add_argument(session, locked(session, vorhaben_id), current_person(), **values, now=_now())
        except BeteiligungError as error:
            flash(_(error.message) % error.values)
        else:
            flash(_("Added: %(title)s", title=form.title.data))
        return redirect(url_for(".abwaegung", vorhaben_id=vorhaben_id, _anchor="argumente"), code=303)
    page = render_template(
        "beteiligung/administration/argument_neu.html", vorhaben=vorhaben, weighing=weighing, form=form
    )
    return page, 400 if form.errors else 200


@bp.route(f"{BASE}/argument/<int:argument_id>", methods=["GET", "POST"])
def argument(vorhaben_id, argument_id):
    """Read and write one argument. When somebody saved in between, both texts stand there."""
    vorhaben, _one = _weighing(vorhaben_id)
    found = queries.argument(current_session(), argument_id, vorhaben_id) or abort(404)
    form = ArgumentForm()
    if not form.is_submitted():
        return _page(vorhaben, found, _showing(found))
    if not form.validate():
        return _page(vorhaben, found, form), 400
    try:
        with unit_of_work() as session:
            locked(session, vorhaben_id)
            one = queries.argument(session, argument_id, vorhaben_id) or abort(404)
            actions.save_argument(session, one, current_person(), form.values(), seen=_version(form), now=_now())
    except BeteiligungError as error:
        found = queries.argument(current_session(), argument_id, vorhaben_id) or abort(404)
        stands = _showing(found) if isinstance(error, Conflict) else None
        form.seen.data = str(found.version)
        return _page(vorhaben, found, form, refused=_(error.message) % error.values, stands=stands), error.status
    flash(_("Saved."))
    return redirect(url_for(".argument", vorhaben_id=vorhaben_id, argument_id=argument_id), code=303)


@bp.route(f"{BASE}/argument/<int:argument_id>/<any(hoeher,tiefer,zusammenlegen,entfernen):what>", methods=["POST"])
def argument_ordnen(vorhaben_id, argument_id, what):
    """One place up or down, into another one, or away."""
    weighing = _weighing(vorhaben_id)[1]
    form = _merging(weighing, argument_id, MergeForm()) if what == "zusammenlegen" else Form()
    back = url_for(".abwaegung", vorhaben_id=vorhaben_id, _anchor="argumente")
    if not form.validate():
        flash(_("Please choose another argument of this weighing."))
        return redirect(url_for(".argument", vorhaben_id=vorhaben_id, argument_id=argument_id), code=303)
    try:
        with unit_of_work() as session:
            locked(session, vorhaben_id)
            one = queries.argument(session, argument_id, vorhaben_id) or abort(404)
            said = _arrange(session, one, what, form)
    except BeteiligungError as error:
        flash(_(error.message) % error.values)
        return redirect(url_for(".argument", vorhaben_id=vorhaben_id, argument_id=argument_id), code=303)
    if said:
        flash(said)
    return redirect(back, code=303)


@bp.route(f"{BASE}/nach-gewicht", methods=["POST"])
def argumente_nach_gewicht(vorhaben_id):
    """What most contributions carry comes first."""
    if Form().validate():
        try:
            with unit_of_work() as session:
                actions.sort_by_weight(session, locked(session, vorhaben_id), current_person())
        except BeteiligungError as error:
            flash(_(error.message) % error.values)
    return redirect(url_for(".abwaegung", vorhaben_id=vorhaben_id, _anchor="argumente"), code=303)


@bp.route(f"{BASE}/gesamt", methods=["GET", "POST"])
def abwaegung_gesamt(vorhaben_id):
    """The administration's view of the whole, and its proposal."""
    vorhaben, weighing = _weighing(vorhaben_id)
    form = WholeForm()
    if not form.is_submitted():
        return _whole(vorhaben, weighing, _showing_whole(weighing))
    if not form.validate():
        return _whole(vorhaben, weighing, form), 400
    try:
        with unit_of_work() as session:
            values = {"assessment": form.assessment.data, "proposal": form.proposal.data}
            one = locked(session, vorhaben_id)
            actions.save_whole(session, one, current_person(), **values, seen=_version(form))
    except BeteiligungError as error:
        vorhaben, weighing = _weighing(vorhaben_id)
        form.seen.data = str(weighing.version)
        stands = _showing_whole(weighing) if isinstance(error, Conflict) else None
        return _whole(vorhaben, weighing, form, _(error.message) % error.values, stands), error.status
    flash(_("Saved."))
    return redirect(url_for(".abwaegung", vorhaben_id=vorhaben_id), code=303)


def _arrange(session, one, what, form):
    person = current_person()
    if what in ("hoeher", "tiefer"):
        actions.move(session, one, person, up=what == "hoeher")
        return None
    title = one.title
    if what == "entfernen":
        actions.remove(session, one, person)
        return _("Removed: %(title)s", title=title)
    into = queries.argument(session, form.into.data, one.abwaegung.vorhaben_id) or abort(404)
    actions.merge(session, one, into, person, now=_now())
    return _("Merged: it counts with %(title)s", title=into.title)


def _page(vorhaben, found, form, *, refused=None, stands=None):
    session = current_session()
    pile = queries.Pile(found.abwaegung_id, argument_id=found.id)
    return render_template(
        "beteiligung/administration/argument.html",
        vorhaben=vorhaben,
        argument=found,
        form=form,
        refused=refused,
        stands=stands,
        lacking=rules.lacking(found),
        weight=queries.weights(session, found.abwaegung_id)[found.id],
        bezirke={bezirk.number: bezirk for bezirk in session.scalars(all_in_order())},
        said=paging.page(session, vorhaben.id, pile, READ_HERE).items,
        merge=_merging(found.abwaegung, found.id, MergeForm(formdata=None)),
        plain=Form(formdata=None),
        is_open=found.abwaegung.state == AbwaegungState.OPEN,
        DISPOSITION=DISPOSITION,
        LACKS=LACKS,
        smallest=setting("SMALLEST_GROUP"),
    )


def _whole(vorhaben, weighing, form, refused=None, stands=None):
    return render_template(
        "beteiligung/administration/abwaegung_gesamt.html",
        vorhaben=vorhaben,
        weighing=weighing,
        form=form,
        refused=refused,
        stands=stands,
        is_open=weighing.state == AbwaegungState.OPEN,
    )


def _showing(found):
    names = {name: getattr(found, name) for name in ArgumentForm.NAMES}
    names |= {"stance": found.stance.value, "disposition": found.disposition.value if found.disposition else ""}
    return ArgumentForm(formdata=None, data={**names, "seen": str(found.version)})


def _showing_whole(weighing):
    data = {"assessment": weighing.assessment, "proposal": weighing.proposal, "seen": str(weighing.version)}
    return WholeForm(formdata=None, data=data)


def _merging(weighing, argument_id, form):
    form.into.choices = [(one.id, one.title) for one in weighing.arguments if one.id != argument_id]
    return form


def _version(form):
    seen = form.seen.data or ""
    return int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 10 else None


def _weighing(vorhaben_id):
    vorhaben = weighable(vorhaben_id)
    return vorhaben, queries.of_vorhaben(current_session(), vorhaben.id) or abort(404)


def _now():
    return datetime.now(UTC)
