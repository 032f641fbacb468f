"""What a city must say about itself: how participation works, data protection, accessibility, and a way to complain.

Sources: article 13 GDPR; Implementing Decision (EU) 2018/1523, section 10b BGG NRW and section 5 BITVNRW.
"""

from datetime import UTC, datetime
from secrets import token_urlsafe

from flask import abort, redirect, render_template, request, url_for
from wtforms import StringField, TextAreaField
from wtforms.validators import DataRequired, Length, Optional, ValidationError

from ..account import human
from ..addresses import normalised
from ..db import unit_of_work
from ..errors import N_, BeteiligungError
from ..i18n import lazy_gettext as _
from ..mount import setting
from ..outbox import actions as outbox
from ..statements import REASONS
from . import language, limits
from .public import bp

ACCESSIBLE = {
    "full": N_("The pages comply with the rules fully."),
    "partial": N_("The pages comply with the rules partly."),
    "none": N_("The pages do not comply with the rules yet."),
}
NOT_ACCESSIBLE = {
    "nonconformity": N_("What is not accessible yet"),
    "burden": N_("What would be a disproportionate burden"),
    "scope": N_("What the rules do not cover"),
}
PUBLIC_TASK = N_("Public task: article 6 (1) (e) GDPR, section 3 DSG NRW")
CONSENT = N_("Your consent: article 6 (1) (a) GDPR")
DUTY = N_("Legal duty: article 6 (1) (c) GDPR")
PURPOSES = (
    (N_("Take part"), N_("The name you chose, your text, the time, and your Stadtbezirk if you give it."), PUBLIC_TASK),
    (N_("Know who writes"), N_("Your e-mail address, which nobody sees, or the number of your account."), PUBLIC_TASK),
    (N_("Send you news"), N_("Your address and what you follow. You end it with one click."), CONSENT),
    (N_("Moderate"), N_("Reports, decisions with their reasons, objections."), DUTY),
    (N_("Keep the pages safe"), N_("A counter under a changing code for one day. No address is kept."), PUBLIC_TASK),
)
"""For what, what, and on which legal basis."""

TERMS = {
    "WITHDRAWN": N_("Text that you withdrew"),
    "HIDDEN": N_("Text that moderators hid"),
    "MODERATION": N_("Reports and objections after the decision"),
    "TALK": N_("Your name at a contribution, after the end of the Vorhaben"),
    "ACCOUNT": N_("An account that nobody uses, until we write to you"),
    "NOTICE": N_("and from then until it is deleted"),
    "MAIL": N_("The note that a mail was sent"),
}
"""Settings in days, and what a reader calls them."""


class BarrierForm(human.WatchedForm):
    """What is in somebody's way; from anybody, without a login."""

    what = TextAreaField(
        _("What is in your way, or what do you need?"),
        validators=[DataRequired(_("Please write something.")), Length(max=5000, message=_("This is too long."))],
    )
    where = StringField(
        _("On which page? (you may leave it out)"), validators=[Length(max=500, message=_("This is too long."))]
    )
    email = StringField(
        _("Your e-mail address (you may leave it out)"),
        description=_("Only for the answer. It is used for nothing else."),
        validators=[Optional(), Length(max=254, message=_("This is too long."))],
    )

    def validate_email(self, field):
        """An address to which an answer can go, or none."""
        if not normalised(field.data):
            raise ValidationError(_("This is no e-mail address."))


@bp.route("/<lang>/so-geht-mitmachen")
def mitmachen():
    """How participation works here, in six steps."""
    return render_template("beteiligung/haus/mitmachen.html", contact=setting("CONTACT"))


@bp.route("/<lang>/datenschutz")
def datenschutz():
    """The privacy notice; its terms are the settings by which things are really deleted."""
    return render_template(
        "beteiligung/haus/datenschutz.html",
        privacy=setting("PRIVACY"),
        purposes=PURPOSES,
        terms=[(words, setting(f"{name}_DAYS")) for name, words in TERMS.items()],
    )


@bp.route("/<lang>/barrierefreiheit")
def barrierefreiheit():
    """The accessibility statement."""
    statement = setting("ACCESSIBILITY")
    found = statement.get("barriers", ())
    by_reason = [
        (NOT_ACCESSIBLE[name], [one for one in found if one.get("reason", REASONS[0]) == name]) for name in REASONS
    ]
    return render_template(
        "beteiligung/haus/barrierefreiheit.html",
        statement=statement,
        status_words=ACCESSIBLE,
        barriers=[(words, some) for words, some in by_reason if some],
        contact=setting("CONTACT"),
        may_tell=bool(_unit()),
        city_name=setting("CITY_NAME") or setting("CITY"),
    )


@bp.route("/<lang>/barriere-melden", methods=["GET", "POST"])
def barriere():
    """Tell the responsible unit about a barrier; where the city named none, its addresses stand in the statement."""
    if not _unit():
        if request.method == "POST":
            abort(404)
        return redirect(url_for(".barrierefreiheit", _anchor="melden"), code=303)
    form, error = BarrierForm(), None
    if form.validate_on_submit():
        try:
            _tell(form)
            return redirect(url_for(".barriere", gesendet=1), code=303)
        except BeteiligungError as refused:
            error = refused
    status = error.status if error else (400 if form.errors else 200)
    sent = request.method == "GET" and request.args.get("gesendet") == "1"
    page = render_template("beteiligung/haus/barriere.html", form=form, error=error, sent=sent)
    return page, status, {"Retry-After": str(error.wait)} if hasattr(error, "wait") else {}


def _unit():
    """The address of whoever answers for accessibility, or ``None``."""
    for contact in (setting("ACCESSIBILITY").get("contact"), setting("CONTACT")):
        if contact and contact.get("email"):
            return normalised(contact["email"])
    return None


def _tell(form):
    with unit_of_work() as session:
        proved = form.was_proved(session)
    limits.count("report" if proved else "unproved")
    now = datetime.now(UTC)
    facts = {
        "what": form.what.data.strip(),
        "where": (form.where.data or "").strip(),
        "reply_to": normalised(form.email.data) if form.email.data else None,
        "lang": language.current(),
        "on": now.isoformat(),
    }
    with unit_of_work() as session:
        key = f"barrier_reported:{token_urlsafe(12)}"
        outbox.put(session, "barrier_reported", address=_unit(), lang="de", facts=facts, key=key, now=now)
