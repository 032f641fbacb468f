"""Writing without a login: the text waits for the click in a mail."""

from datetime import UTC, datetime

from flask import abort, current_app, redirect, render_template, request, url_for
from wtforms.validators import DataRequired, ValidationError

from ..account import human, queries, rules
from ..account.forms import AddressField, NameField
from ..account.models import Purpose
from ..beitrag.forms import BeitragForm
from ..beitrag.queries import public_by_id
from ..bezirk.queries import all_in_order
from ..db import current_session, unit_of_work
from ..errors import DeadlinePassed, LinkOver
from ..forms import Form
from ..guest import actions
from ..guest.queries import waiting_behind
from ..i18n import lazy_gettext as _
from ..identity import current_person
from ..mount import setting
from ..signing import unsealed
from ..vorhaben.models import Vorhaben
from . import language, receipts
from .limits import count
from .login import open_ways, quiet
from .public import bp, published_or_404
from .templating import appears_at_once


class GuestForm(BeitragForm, human.WatchedForm):
    """A contribution, and who sends it."""

    name = NameField(
        _("Name under which you write"),
        description=_("Everybody can read it. It need not be your real name."),
        validators=[DataRequired(_("Please choose a name."))],
    )
    email = AddressField(
        _("Your e-mail address"),
        description=_("Nobody sees it. We send one mail with a link; only after your click does your text count."),
        validators=[DataRequired(_("Please give your e-mail address."))],
    )

    def validate_name(self, field):
        """Guests must not sound like somebody who has an account."""
        if queries.name_taken(current_session(), rules.name_key(field.data or "")):
            raise ValidationError(_("Somebody else has this name already. Please choose another one."))

    def said(self):
        """Plain values, by the names under which ``beitrag.actions.submit`` takes them."""
        home = {"bezirk": self.bezirk.number, "part": self.bezirk.part}
        return {"stance": self.stance.data, "body": self.body.data, **home}


@bp.route("/aufgabe")
def aufgabe():
    """A task for a browser that wants to prove that it works for somebody."""
    count("proof")
    answer = current_app.json.response(human.task())
    answer.headers["Cache-Control"] = "no-store"
    return answer


@bp.route("/<lang>/vorhaben/<slug>/als-gast", methods=["GET", "POST"])
@bp.route("/<lang>/vorhaben/<slug>/als-gast/<int:beitrag_id>", methods=["GET", "POST"])
def als_gast(slug, beitrag_id=None):
    """The form for people without a login, on a page of its own: its token needs a cookie."""
    vorhaben, session = published_or_404(slug), current_session()
    parent = (public_by_id(session, vorhaben.id, beitrag_id) or abort(404)) if beitrag_id else None
    if rules.GUEST not in open_ways(vorhaben):
        abort(404)
    if current_person():
        return redirect(_form_of(vorhaben, parent))
    form, kept, now = GuestForm(), None, datetime.now(UTC)
    form.bezirk.offer(session.scalars(all_in_order()).all())
    if request.method == "POST" and form.validate():
        try:
            _keep(vorhaben, parent, form, now)
        except DeadlinePassed:
            kept = form.body.data
        else:
            return redirect(url_for(".als_gast_post", slug=slug), code=303)
    page = render_template("beteiligung/public/als_gast.html", vorhaben=vorhaben, parent=parent, form=form, kept=kept)
    return page, 409 if kept else 400 if form.errors else 200


def _keep(vorhaben, parent, form, now):
    with unit_of_work() as unit:
        proved = form.was_proved(unit)
    if not proved:
        count("unproved", vorhaben=vorhaben.id)
    count("guest", vorhaben=vorhaben.id, mailbox=form.email.data)
    with unit_of_work() as unit:
        actions.write(
            unit,
            unit.merge(vorhaben, load=False),
            form.said(),
            parent=unit.merge(parent, load=False) if parent else None,
            name=form.name.data,
            email=form.email.data,
            ways=open_ways(vorhaben),
            now=now,
            days=setting("GUEST_DAYS"),
            lang=language.current(),
        )


@bp.route("/<lang>/vorhaben/<slug>/als-gast/post")
def als_gast_post(slug):
    """Look into your mailbox."""
    vorhaben = published_or_404(slug)
    if rules.GUEST not in open_ways(vorhaben):
        abort(404)
    return render_template("beteiligung/public/gast_post.html", vorhaben=vorhaben)


@bp.route("/<lang>/bestaetigen/<token>", methods=["GET", "POST"])
def bestaetigen(token):
    """The page behind the link in the mail: what was written, and the button that makes it count, once."""
    jti = unsealed(Purpose.GUEST.value, token)
    if jti is None:
        abort(404)
    link, waiting = waiting_behind(current_session(), jti)
    now, form = datetime.now(UTC), Form()
    if link is None or (waiting is None and not link.used_at) or (waiting and waiting.expires_at <= now):
        return quiet(render_template("beteiligung/account/vorbei.html")), LinkOver.status
    if link.used_at:
        return quiet(render_template("beteiligung/public/gast_bestaetigt.html"))
    if request.method == "POST" and form.validate():
        return _confirm(token, jti, appears_at_once(current_session().get(Vorhaben, waiting.vorhaben_id)), now)
    return quiet(render_template("beteiligung/public/gast_bestaetigen.html", waiting=waiting, form=form))


def _confirm(token, jti, at_once, now):
    try:
        with unit_of_work() as unit:
            beitrag = actions.confirm(unit, jti, ways=open_ways(), now=now, at_once=at_once)
            receipts.remember(beitrag)
            after = url_for(".angekommen", slug=beitrag.vorhaben.slug)
    except LinkOver:  # somebody pressed twice
        after = url_for(".bestaetigen", token=token)
    return quiet(redirect(after, code=303))


def _form_of(vorhaben, parent):
    if parent is not None:
        return url_for(".antworten", slug=vorhaben.slug, beitrag_id=parent.id)
    return url_for(".eines", slug=vorhaben.slug, _anchor="schreiben")
