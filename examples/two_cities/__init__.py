"""One process, two cities: Bochum and Lindenau, which is made up. Each has its own addresses, database and people."""

import os
import secrets
from pathlib import Path

from flask import Flask, abort, redirect, render_template, request, session, url_for
from flask_wtf import CSRFProtect

from beteiligung import Beteiligung, Person

from .filling import fill

EXAMPLES = Path(__file__).parents[1]
PEOPLE = {
    "anna": {"name": "Linde 12", "lives_in": "Bochum und Lindenau", "roles": {}},
    "kim": {"name": "Kim Yıldız", "lives_in": "Bochum", "roles": {"bochum": {"moderation"}}},
    "lene": {"name": "Lene Alsen", "lives_in": "Lindenau", "roles": {"lindenau": {"moderation"}}},
    "amt": {"name": "Grünflächenamt Lindenau", "lives_in": "Lindenau", "roles": {"lindenau": {"administration"}}},
}
"""Who can log in, and what they may do in which city. A real portal asks its own login."""


def create_app(instance_path=None, **config):
    """The portal; ``config`` overrides what both cities share."""
    app = Flask(__name__, instance_path=str(instance_path or EXAMPLES.parent / "instance" / "two_cities"))
    Path(app.instance_path).mkdir(parents=True, exist_ok=True)
    app.config.update(
        SECRET_KEY=_kept_secret(Path(app.instance_path)),
        SESSION_COOKIE_SAMESITE="Lax",
        BETEILIGUNG_LAYOUT="two_cities/layout.html",
        BETEILIGUNG_LOGIN_URL="/anmelden",
        BETEILIGUNG_BASE_URL=os.environ.get("PORTAL_URL", "http://127.0.0.1:5000"),
        BETEILIGUNG_DEMO=True,
    )
    app.config.update(config)
    CSRFProtect(app)
    app.cities = {name: _city(app, name, **settings) for name, settings in CITIES.items()}
    app.add_url_rule("/", view_func=home)
    app.add_url_rule("/anmelden", view_func=log_in, methods=["GET", "POST"])
    app.add_url_rule("/abmelden", view_func=log_out, methods=["POST"])
    app.after_request(protect)
    app.context_processor(lambda: {"cities": app.cities, "portal_person": PEOPLE.get(session.get("user"))})
    app.cli.add_command(fill)
    return app


CITIES = {
    "bochum": {
        "CITY": "Bochum",
        "GAZETTEER": str(EXAMPLES / "bochum" / "gazetteer.csv"),
        "CONTACT": {"name": "Stadt Bochum, Redaktion", "email": "redaktion@bochum.example"},
    },
    "lindenau": {
        "CITY": "Lindenau",
        "GAZETTEER": str(Path(__file__).parent / "lindenau" / "gazetteer.csv"),
        "LOCALES": ("de", "de-simple", "en", "pl"),
        "MODERATION": "after",
        "CONTACT": {"name": "Rathaus Lindenau", "email": "rathaus@lindenau.example"},
    },
}
"""What each city says itself; the rest is the same in both."""


def _city(app, name, **settings):
    """One more city under its own name, with a database of its own."""
    own = {"URL_PREFIX": f"/{name}", "DATABASE_URL": os.environ.get(f"{name.upper()}_DATABASE_URL"), **settings}
    own = {f"BETEILIGUNG_{key}": value for key, value in own.items()}
    city = Beteiligung(app, engine=own.pop("BETEILIGUNG_DATABASE_URL") or _file(app, name), mount=name, settings=own)
    city.person_loader(lambda: _who(name))
    return city


def _file(app, name):
    return f"sqlite:///{Path(app.instance_path) / name}.sqlite"


def _who(city):
    """The portal's user, with the roles of this city and of no other."""
    user = PEOPLE.get(session.get("user"))
    return Person(id=session["user"], name=user["name"], roles=frozenset(user["roles"].get(city, ()))) if user else None


def home():
    """The portal's own home page: what is new, in one city after the other."""
    return render_template("two_cities/home.html")


def log_in():
    """A login that believes what you say: this is a demonstration."""
    after = request.values.get("next", "")
    if not after.startswith("/") or after.startswith(("//", "/\\")):
        after = url_for("home")
    if request.method == "POST":
        if request.form.get("user") not in PEOPLE:
            abort(400)
        session.clear()
        session["user"] = request.form["user"]
        return redirect(after, code=303)
    return render_template("two_cities/log_in.html", people=PEOPLE, after=after)


def log_out():
    """Forget who was there, in both cities."""
    session.clear()
    return redirect(url_for("home"), code=303)


def protect(response):
    """Nothing from anywhere else, nothing inline."""
    response.headers.setdefault("Content-Security-Policy", "default-src 'self'")  # uploaded files bring a stricter one
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def _kept_secret(folder):
    """Made once for this machine."""
    file = folder / "secret"
    if not file.is_file():
        file.write_text(secrets.token_hex(32))
        file.chmod(0o600)
    return file.read_text()
