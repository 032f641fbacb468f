"""What the city knows about whoever asks: to read, to take along, to delete."""

from datetime import UTC, datetime, timedelta
from secrets import token_hex

from flask import flash, jsonify, redirect, render_template, session, url_for
from flask_wtf.csrf import CSRFError

from ..account import queries as accounts
from ..account import rules
from ..db import current_session, unit_of_work
from ..forms import Form
from ..i18n import gettext as _
from ..identity import current_person
from ..mount import own
from ..outbox.actions import put
from ..personal import actions, collecting, queries, traces
from ..personal.forms import DeleteForm
from . import language
from .login import KEY, forget, quiet, to_login
from .public import bp
from .receipts import KEPT

FRESH = timedelta(minutes=15)
"""So long after a login with ours nobody need log in again to delete everything."""

AGAIN = "beteiligung_login_again"
"""Where the session keeps that a provider must ask for the password once more."""


@bp.route("/<lang>/konto/daten")
def konto_daten():
    """Everything that is stored about whoever asks, to read."""
    person = current_person()
    if person is None:
        return to_login()
    known = collecting.everything(current_session(), person.id)
    return quiet(render_template("beteiligung/account/daten.html", known=known))


@bp.route("/<lang>/konto/daten.json")
def konto_daten_json():
    """The same for machines, as a file."""
    person = current_person()
    if person is None:
        return to_login()
    answer = quiet(jsonify(collecting.everything(current_session(), person.id)))
    answer.headers["Content-Disposition"] = "attachment; filename=meine-daten.json"
    return answer


@bp.route("/<lang>/konto/loeschen", methods=["GET", "POST"])
def konto_loeschen():
    """Ask once more, then delete. Looking at it changes nothing."""
    person = current_person()
    if person is None:
        return to_login()
    form, is_fresh = DeleteForm(), _is_fresh(person)
    if form.is_submitted() and is_fresh and form.validate():
        _delete(person, form.texts.data)
        flash(_("Everything about you is deleted here.") if person.way == rules.HOST else _("Your account is deleted."))
        return redirect(url_for(".liste"), code=303)
    ids = traces.of_person(current_session(), person.id).ids
    page = render_template(
        "beteiligung/account/loeschen.html",
        form=form,
        is_fresh=is_fresh,
        numbers=queries.numbers(current_session(), ids),
    )
    return quiet(page), 400 if form.errors else 200


@bp.route("/<lang>/konto/noch-einmal", methods=["POST"])
def konto_noch_einmal():
    """Log out and in again, to show that it is still the same human being at this screen."""
    if not Form().validate():
        raise CSRFError
    with unit_of_work() as unit:
        forget(unit)
    session[own(AGAIN)] = True
    return redirect(url_for(".anmelden", next=url_for(".konto_loeschen")), code=303)


def _is_fresh(person):
    """The host answers for its own logins."""
    if person.way == rules.HOST:
        return True
    secret, now = session.get(own(KEY)), datetime.now(UTC)
    return isinstance(secret, str) and accounts.entered_after(current_session(), secret, now - FRESH, now)


def _delete(person, texts):
    """Who is told gets their last mail from us; where it goes is forgotten when it is sent."""
    now, is_ours = datetime.now(UTC), person.way != rules.HOST
    with unit_of_work() as unit:
        if is_ours:
            forget(unit)
        actions.forget(unit, person.id, texts=texts, now=now)
        to = {"address": person.email} if is_ours else {"to": person.id}
        if to.get("address") or not is_ours:
            facts = {"is_ours": is_ours, "texts": texts}
            key = f"account_deleted:{token_hex(12)}"
            put(unit, "account_deleted", **to, lang=language.current(), facts=facts, key=key, now=now)
    session.pop(own(KEPT), None)
