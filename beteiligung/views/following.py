"""Follow something: by e-mail, as a feed, as a calendar."""

from datetime import UTC, datetime

from flask import current_app, redirect, render_template, request, url_for

from ..db import current_session, unit_of_work
from ..identity import address_of, current_person
from ..subscription import actions, queries
from ..subscription.forms import AddressForm, FollowForm, RhythmForm
from ..subscription.models import Rhythm
from . import abo_links, language, limits, targets
from .public import bp
from .unkept import unkept

OWN_RIGHT = {
    "beteiligung.abonnieren",
    "beteiligung.abos",
    "beteiligung.abo_bestaetigen",
    "beteiligung.abo_ende",
    "beteiligung.abo_verwalten",
}
"""Pages that work without a cookie: a signed address is the right, or nobody's right is needed. Whoever is logged in
sends our token all the same, because then a login stands behind the form."""


@bp.url_value_preprocessor
def without_a_cookie(endpoint, values):
    """A host's CSRFProtect would refuse a mail program's click; it is asked to leave these pages to us."""
    csrf = current_app.extensions.get("csrf")
    if csrf and endpoint in OWN_RIGHT:
        csrf.exempt(current_app.view_functions[endpoint])


@bp.route("/<lang>/abonnieren", methods=["GET", "POST"])
def abonnieren():
    """Choose how to hear of something: nothing is stored before the form is sent."""
    target = targets.asked(request.args)
    person = _known_person()
    form = _form(person)
    if request.method == "POST" and form.validate():
        limits.count("subscription", mailbox=None if person else form.mailbox)
        _follow(target, person, form)
        return redirect(_own(person) if person else url_for(".abo_unterwegs"), code=303)
    page = render_template(
        "beteiligung/public/abonnieren.html",
        form=form,
        known=person is not None,
        subject=targets.said(target),
        back=targets.page_of(target),
        args=targets.args_of(target),
    )
    return unkept(page, 400 if form.errors else 200)


@bp.route("/<lang>/abonnieren/unterwegs")
def abo_unterwegs():
    """A mail is on its way, whoever asked and for whatever address."""
    return unkept(render_template("beteiligung/public/abo_nachricht.html", state="unterwegs"))


@bp.route("/<lang>/abos", methods=["GET", "POST"])
def abos():
    """To one's own subscriptions: for somebody who is logged in at once, else by a link in a mail."""
    person = _known_person()
    if person and queries.of_person(current_session(), person.id):
        return redirect(_own(person), code=303)
    form = AddressForm(meta={"csrf": current_person() is not None})
    if request.method == "POST" and form.validate():
        limits.count("subscription", mailbox=form.mailbox)
        with unit_of_work() as session:
            actions.send_link(session, form.mailbox, now=datetime.now(UTC))
        return redirect(url_for(".abo_unterwegs"), code=303)
    page = render_template("beteiligung/public/abos.html", form=form, known=person is not None)
    return unkept(page, 400 if form.errors else 200)


def _known_person():
    """Whoever is logged in and can be reached: no address need be typed then, and none confirmed."""
    person = current_person()
    return person if person and address_of(person.id) else None


def _form(person):
    logged_in = current_person() is not None
    return (RhythmForm if person else FollowForm)(meta={"csrf": logged_in})


def _follow(target, person, form):
    with unit_of_work() as session:
        actions.follow(
            session,
            target,
            person_id=person.id if person else None,
            address=None if person else form.mailbox,
            lang=language.current(),
            rhythm=Rhythm(form.rhythm.data),
            now=datetime.now(UTC),
        )


def _own(person):
    handle = queries.of_person(current_session(), person.id).handle
    return abo_links.manage_url(handle, datetime.now(UTC).isoformat(), external=False)
