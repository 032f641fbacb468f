"""Login through OpenID Connect: code flow with PKCE, state and nonce; who somebody is, is issuer and subject."""

from datetime import UTC, datetime

from flask import abort, current_app, flash, redirect, render_template, session, url_for

from ..account import actions, queries, rules
from ..account.actions import NameTaken
from ..account.forms import NameForm
from ..addresses import normalised
from ..db import current_session, unit_of_work
from ..errors import N_, LoginFailed
from ..forms import Form
from ..i18n import gettext as _
from ..mount import current_mount, own, setting
from . import language
from .limits import count
from .login import begin, open_ways, quiet, way_back
from .own_data import AGAIN
from .public import bp

ASKED = "beteiligung_oidc_asked"
"""Where the session keeps where somebody came from, while they are at the provider."""

KNOWN = "beteiligung_oidc_known"
"""Where it keeps who the provider says they are, until they have chosen a name."""

MINUTES = 30

PATIENCE = 5
"""Seconds that somebody who presses the button waits for each word of the provider; no other page asks it anything."""


@bp.route("/<lang>/anmelden/oidc", methods=["POST"])
def oidc():
    """Off to the provider; a POST, so that no other page can send people there."""
    if not Form().validate():
        abort(400)
    count("login")
    session[own(ASKED)] = {"lang": language.current(), "next": way_back()}
    try:
        again = {"prompt": "login"} if session.pop(own(AGAIN), None) else {}
        return _provider().authorize_redirect(url_for(".oidc_zurueck", _external=True), **again)
    except _troubles() as error:
        raise _failed(error) from error


@bp.route("/anmelden/zurueck")
def oidc_zurueck():
    """Back from the provider, which knows only this one address. Nothing it says is believed without its signature."""
    provider, asked = _provider(), session.pop(own(ASKED), None)
    if asked is None:
        raise LoginFailed(N_("The login did not work. Please try again."))
    try:
        claims = provider.authorize_access_token()["userinfo"]
        identity = {"issuer": claims["iss"], "subject": claims["sub"], "email": _email(claims)}
        if claims["iss"].rstrip("/") != setting("OIDC")["issuer"].rstrip("/"):
            raise ValueError("another issuer")
    except _troubles() as error:
        raise _failed(error) from error
    now, back = datetime.now(UTC), asked.get("next")
    account = queries.by_identity(current_session(), identity["issuer"], identity["subject"])
    if account is None:
        session[own(KNOWN)] = {**identity, "next": back, "until": now.timestamp() + 60 * MINUTES}
        return redirect(url_for(".oidc_name", lang=asked["lang"]))
    with unit_of_work() as unit:
        begin(queries.by_identity(unit, identity["issuer"], identity["subject"]), unit)
    flash(_("You are logged in."))
    return redirect(way_back(back or "") or url_for(".konto", lang=asked["lang"]))


@bp.route("/<lang>/anmelden/name", methods=["GET", "POST"])
def oidc_name():
    """The first time: under which name do you write? The account is made by the button, not before."""
    _provider()
    known, now = session.get(own(KNOWN)), datetime.now(UTC)
    if not isinstance(known, dict) or known["until"] < now.timestamp():
        return redirect(url_for(".anmelden"))
    form = NameForm()
    if form.validate_on_submit():
        try:
            with unit_of_work() as unit:
                who = known["issuer"], known["subject"], form.name.data
                begin(actions.create(unit, *who, email=known["email"], lang=language.current(), now=now), unit)
        except NameTaken as taken:
            form.name.errors = [_(taken.message)]
        else:
            session.pop(own(KNOWN), None)
            flash(_("You are logged in."))
            return redirect(way_back(known["next"] or "") or url_for(".konto"), code=303)
    page = render_template("beteiligung/account/link.html", form=form, account=None)
    return quiet(page), 400 if form.errors else 200


def _provider():
    """The client for the city's provider, made once for each city and without touching the host's own."""
    if rules.OIDC not in open_ways():
        abort(404)
    known = current_mount().kept
    if "oidc" not in known:
        from authlib.integrations.flask_client import FlaskIntegration, FlaskOAuth2App

        given = setting("OIDC")
        issuer = given["issuer"].rstrip("/")
        known["oidc"] = FlaskOAuth2App(
            FlaskIntegration(own("beteiligung")),
            name=own("beteiligung"),
            client_id=given["client_id"],
            client_secret=given.get("client_secret"),
            server_metadata_url=given.get("metadata") or f"{issuer}/.well-known/openid-configuration",
            client_kwargs={
                "scope": given.get("scope", "openid email"),
                "code_challenge_method": "S256",
                "default_timeout": PATIENCE,
            },
        )
    return known["oidc"]


def _email(claims):
    """Where answers go; only an address that the provider has checked."""
    email = claims.get("email")
    return normalised(email) if claims.get("email_verified") is True and isinstance(email, str) else None


def _troubles():
    """Everything in which a provider, or somebody who plays one, can fail."""
    from authlib.common.errors import AuthlibBaseError
    from joserfc.errors import JoseError
    from requests import RequestException

    return AuthlibBaseError, JoseError, RequestException, KeyError, TypeError, ValueError, RuntimeError


def _failed(error):
    current_app.logger.warning("login through OpenID Connect failed: %r", error)
    return LoginFailed(N_("The login did not work. Please try again."))
