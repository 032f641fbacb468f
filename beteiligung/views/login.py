"""Our own login: an e-mail with a link that works once, and the page about oneself."""

from datetime import UTC, datetime

from flask import abort, current_app, flash, g, redirect, render_template, request, session, url_for

from ..account import actions, queries, rules
from ..account.actions import NameTaken
from ..account.forms import LoginForm, NameForm
from ..account.models import MAIL, Purpose
from ..addresses import masked
from ..db import current_session, unit_of_work
from ..errors import LinkOver
from ..forms import Form
from ..guest import queries as guests
from ..i18n import gettext as _
from ..identity import Person, current_person
from ..mount import own, setting
from ..signing import unsealed
from . import language, own_matters
from .limits import count
from .public import bp
from .templating import login_url

KEY = "beteiligung_login"
"""Where the host's session keeps our secret."""


def refuse_impossible(values):
    """Refuse settings with which nobody could log in."""
    ways = values["BETEILIGUNG_LOGIN"]
    if {"email", "guest"} & set(ways) and not values["BETEILIGUNG_BASE_URL"]:
        raise ValueError("BETEILIGUNG_LOGIN with 'email' or 'guest' needs BETEILIGUNG_BASE_URL: mails carry addresses")
    if "oidc" in ways and not values["BETEILIGUNG_OIDC"]:
        raise ValueError("BETEILIGUNG_LOGIN with 'oidc' needs BETEILIGUNG_OIDC")


def open_ways(vorhaben=None):
    """The ways of being known that are open in this city, or for this Vorhaben."""
    return rules.ways_for(setting("LOGIN"), vorhaben)


def person():
    """Who is logged in with our own login. The session is only looked at where there is such a login."""
    ways = open_ways()
    if rules.EMAIL not in ways and rules.OIDC not in ways:
        return None
    secret = session.get(own(KEY))
    account = queries.of_secret(current_session(), secret, datetime.now(UTC)) if isinstance(secret, str) else None
    if account is None or way_of(account) not in ways:
        return None
    return Person(id=account.person_id, name=account.name, email=account.email, way=way_of(account))


def address(person_id):
    """Where mail for one of our own people goes."""
    found = queries.by_person_id(current_session(), person_id) or guests.by_person_id(current_session(), person_id)
    return found.email if found else None


def way_of(account):
    """How this account is known."""
    return rules.EMAIL if account.issuer == MAIL else rules.OIDC


def begin(account, unit):
    """Log this browser in: a new secret, a new token for forms, and nothing left of whoever was here before."""
    forget(unit)
    regenerate = getattr(current_app.session_interface, "regenerate", None)
    if regenerate is not None:  # a host that keeps sessions on its server: a planted id must not become ours
        regenerate(session)
    session[own(KEY)] = actions.open_session(unit, account, now=datetime.now(UTC), days=setting("LOGIN_DAYS"))
    g.pop("beteiligung_person", None)


def forget(unit):
    """Log this browser out, here and in the database."""
    if isinstance(secret := session.pop(own(KEY), None), str):
        actions.close_session(unit, secret)
    session.pop(current_app.config.get("WTF_CSRF_FIELD_NAME", "csrf_token"), None)
    g.pop("csrf_token", None)
    g.pop("beteiligung_person", None)


def way_back(given=None):
    """The path of ours or the host's from which somebody came; never another origin."""
    given = request.args.get("next") if given is None else given
    return given if rules.is_local_path(given) else None


@bp.route("/<lang>/anmelden", methods=["GET", "POST"])
def anmelden():
    """All ways in that are open; the one by e-mail begins here."""
    ways = open_ways()
    if not {rules.EMAIL, rules.OIDC, rules.GUEST} & set(ways):
        abort(404)
    form = LoginForm() if rules.EMAIL in ways else None
    if request.method == "POST":
        if form is None:
            abort(404)
        if form.validate():
            count("login", mailbox=form.email.data)
            with unit_of_work() as unit:
                actions.ask_for_link(
                    unit, form.email.data, lang=language.current(), now=datetime.now(UTC), back=way_back()
                )
            return redirect(url_for(".anmelden_post"), code=303)
    page = render_template(
        "beteiligung/account/anmelden.html", form=form, ways=ways, token=Form(formdata=None), back=way_back()
    )
    return page, 400 if form is not None and form.errors else 200


@bp.route("/<lang>/anmelden/post")
def anmelden_post():
    """Look into your mailbox. The same for everybody."""
    if rules.EMAIL not in open_ways():
        abort(404)
    return render_template("beteiligung/account/post.html", minutes=actions.LINK_MINUTES)


@bp.route("/<lang>/anmelden/link/<token>", methods=["GET", "POST"])
def anmelden_link(token):
    """The page behind the link in the mail. Looking at it changes nothing; its button logs in, once."""
    jti = unsealed(Purpose.LOGIN.value, token)
    if jti is None or rules.EMAIL not in open_ways():
        abort(404)
    unit, now = current_session(), datetime.now(UTC)
    link = queries.link(unit, jti, Purpose.LOGIN)
    if link is None or link.used_at or link.expires_at <= now:
        return quiet(render_template("beteiligung/account/vorbei.html")), LinkOver.status
    account = queries.by_identity(unit, MAIL, link.subject)
    form = Form() if account else NameForm()
    if request.method == "POST" and form.validate():
        try:
            return _enter(jti, account.name if account else form.name.data, now)
        except LinkOver:
            return quiet(render_template("beteiligung/account/vorbei.html")), LinkOver.status
        except NameTaken as taken:
            form.name.errors = [_(taken.message)]
    page = render_template("beteiligung/account/link.html", form=form, account=account)
    return quiet(page), 400 if form.errors else 200


def _enter(jti, name, now):
    with unit_of_work() as unit:
        account, link = actions.enter_by_mail(unit, jti, name, now=now)
        begin(account, unit)
        after = way_back(link.next or "") or url_for(".konto")
    flash(_("You are logged in."))
    return redirect(after, code=303)


@bp.route("/<lang>/konto")
def konto():
    """Who am I here? Only for whoever is logged in."""
    person = current_person()
    if person is None:
        return to_login()
    return _konto(person, NameForm(formdata=None, name=person.name))


@bp.route("/<lang>/konto/name", methods=["POST"])
def konto_name():
    """Another pseudonym."""
    form, person = NameForm(), current_person()
    if person is None:
        return to_login()
    if person.way == rules.HOST:
        abort(404)
    if form.validate():
        try:
            with unit_of_work() as unit:
                actions.rename(unit, queries.by_person_id(unit, person.id), form.name.data)
        except NameTaken as taken:
            form.name.errors = [_(taken.message)]
        else:
            flash(_("Your name is now %(name)s. What you wrote before keeps its name.", name=form.name.data))
            return redirect(url_for(".konto"), code=303)
    return _konto(person, form), 400


@bp.route("/<lang>/konto/abmelden", methods=["POST"])
def abmelden():
    """Log out of our own login; the host's is the host's."""
    if not Form().validate():
        abort(400)
    with unit_of_work() as unit:
        forget(unit)
    return redirect(url_for(".liste"), code=303)


def _konto(person, form):
    return render_template(
        "beteiligung/account/konto.html",
        form=form,
        masked=person.email and masked(person.email),
        **own_matters.of(person),
    )


def to_login():
    """This page is for whoever is logged in."""
    return redirect(login_url() or url_for(".liste"), code=303)


def quiet(page):
    """A page whose address is a secret: kept nowhere, told to nobody."""
    answer = current_app.make_response(page)
    answer.headers["Cache-Control"] = "private, no-store"
    answer.headers["Referrer-Policy"] = "no-referrer"
    answer.headers["X-Robots-Tag"] = "noindex, nofollow"
    return answer
