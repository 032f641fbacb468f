"""A small city portal that mounts `beteiligung`: its own login, its own frame, a strict content security policy."""

import os
import secrets
from pathlib import Path

from flask import Flask, abort, redirect, render_template, request, session, url_for
from flask_wtf import CSRFProtect

from beteiligung import Beteiligung, Person

from .people import PEOPLE, address_of, members_of
from .seed import seed_command
from .speaking import LOCALES, speak
from .statements import ACCESSIBILITY, PRIVACY

BOCHUM = Path(__file__).parents[1] / "bochum"


def create_app(instance_path=None, **config):
    """The portal; ``config`` overrides its settings."""
    app = Flask(__name__, instance_path=str(instance_path or Path(__file__).parents[2] / "instance"))
    app.config.update(
        SECRET_KEY=os.environ.get("PORTAL_SECRET_KEY") or _kept_secret(Path(app.instance_path)),
        SESSION_COOKIE_SAMESITE="Lax",
        BETEILIGUNG_LAYOUT="portal/layout.html",
        BETEILIGUNG_LOGIN_URL="/anmelden",
        BETEILIGUNG_FRAME_ANCESTORS=tuple(os.environ.get("PORTAL_FRAMED_BY", "http://127.0.0.1:8000").split()),
        BETEILIGUNG_LOGIN=tuple(os.environ.get("PORTAL_LOGIN", "host").split(",")),
        BETEILIGUNG_BASE_URL=_address(Path(app.instance_path)),
        BETEILIGUNG_MAIL_HOST=os.environ.get("PORTAL_MAIL_HOST"),
        BETEILIGUNG_MAIL_PORT=int(os.environ.get("PORTAL_MAIL_PORT", "8025")),
        BETEILIGUNG_MAIL_SECURITY="none",
        BETEILIGUNG_MAIL_SENDER="vorhaben@example.org",
        BETEILIGUNG_DEMO=True,
        BETEILIGUNG_LOCALES=LOCALES,
        BETEILIGUNG_CONTACT={
            "name": "Stadt Musterportal, Redaktion",
            "email": "redaktion@musterportal.example",
            "phone": "0234 000 00",
            "languages": "Deutsch, English, Türkçe",
        },
        BETEILIGUNG_ACCESSIBILITY=ACCESSIBILITY,
        BETEILIGUNG_PRIVACY=PRIVACY,
        BETEILIGUNG_DATABASE_URL=os.environ.get("BETEILIGUNG_DATABASE_URL"),
        BETEILIGUNG_GAZETTEER=str(BOCHUM / "gazetteer.csv"),
        BETEILIGUNG_TILES_URL=os.environ.get("BETEILIGUNG_TILES_URL"),
        BETEILIGUNG_TILES_ATTRIBUTION=os.environ.get("BETEILIGUNG_TILES_ATTRIBUTION", ""),
    )
    app.config.update(config)
    speak(app)
    CSRFProtect(app)
    beteiligung = Beteiligung(app)
    beteiligung.person_loader(who_is_logged_in)
    beteiligung.address_loader(address_of)
    beteiligung.members_loader(members_of)
    app.add_url_rule("/", view_func=home)
    app.add_url_rule("/anmelden", view_func=log_in, methods=["GET", "POST"])
    app.add_url_rule("/abmelden", view_func=log_out, methods=["POST"])
    app.after_request(protect)
    app.context_processor(lambda: {"portal_person": who_is_logged_in()})
    app.cli.add_command(seed_command)
    return app


def who_is_logged_in():
    """The portal's user, translated into a person that `beteiligung` understands."""
    user = PEOPLE.get(session.get("user"))
    return Person(**user) if user else None


def home():
    """The portal's own home page."""
    return render_template("portal/home.html")


def log_in():
    """A login that believes what you say: this is a demonstration."""
    after = request.values.get("next", "")
    if not after.startswith("/") or after.startswith(("//", "/\\")):
        after = url_for("home", lang=request.args.get("lang"))
    if request.method == "POST":
        if request.form.get("user") not in PEOPLE:
            abort(400)
        session.clear()
        session["user"] = request.form["user"]
        return redirect(after, code=303)
    return render_template("portal/log_in.html", people=PEOPLE.values(), after=after)


def log_out():
    """Forget who was there; no cookie stays."""
    session.clear()
    return redirect(url_for("home", lang=request.args.get("lang")), code=303)


def protect(response):
    """Nothing from anywhere else, nothing inline."""
    response.headers.setdefault("Content-Security-Policy", "default-src 'self'")  # uploaded files bring a stricter one
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "same-origin"
    return response


def _address(folder):
    """Where this portal is, for the links in mails: as it was told, or as ``make demo`` was last started."""
    kept = folder / "portal-url"
    known = os.environ.get("PORTAL_URL") or (kept.read_text() if kept.is_file() else "")
    return known.strip() or "http://127.0.0.1:5000"


def _kept_secret(folder):
    """A key made once for this machine, so that a login survives a restart."""
    file = folder / "portal-secret"
    if not file.is_file():
        folder.mkdir(parents=True, exist_ok=True)
        file.write_text(secrets.token_hex(32))
        file.chmod(0o600)
    return file.read_text()
