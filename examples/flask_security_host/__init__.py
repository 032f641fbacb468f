"""A host with Flask-Security and Flask-SQLAlchemy: its users, roles, layout and database; `beteiligung` moves in."""

import os
import secrets
from pathlib import Path

from flask import Flask, render_template
from flask_babel import Babel
from flask_security import Security, SQLAlchemyUserDatastore, current_user
from flask_wtf import CSRFProtect

from beteiligung import Beteiligung, Person

from .filling import fill
from .models import Role, User, db

PORTAL_ROLES = {"redaktion": "moderation", "rathaus": ("administration", "moderation")}
"""What the host's roles may do here. Its third role, ``newsletter``, has nothing to do with us."""

beteiligung = Beteiligung(engine=lambda: db.engine)


def create_app(instance_path=None, **config):
    """The host; ``config`` overrides its settings."""
    app = Flask(__name__, instance_path=str(instance_path or Path(__file__).parents[2] / "instance"))
    Path(app.instance_path).mkdir(parents=True, exist_ok=True)
    app.config.update(
        SECRET_KEY=_kept_secret(app, "key"),
        SECURITY_PASSWORD_SALT=_kept_secret(app, "salt"),
        SECURITY_POST_LOGOUT_VIEW="/",
        SESSION_COOKIE_SAMESITE="Lax",
        SQLALCHEMY_DATABASE_URI=os.environ.get("DATABASE_URL", "sqlite:///flask_security_host.sqlite"),
        BETEILIGUNG_CITY="Auenhausen",
        BETEILIGUNG_LAYOUT="layout.html",
        BETEILIGUNG_LOGIN_URL="/login",
        BETEILIGUNG_ROLES=PORTAL_ROLES,
    )
    app.config.update(config)
    db.init_app(app)
    Babel(app, default_locale="de")
    CSRFProtect(app)
    Security(app, SQLAlchemyUserDatastore(db, User, Role))
    beteiligung.init_app(app)
    app.add_url_rule("/", view_func=home)
    app.after_request(protect)
    app.cli.add_command(fill)
    return app


@beteiligung.person_loader
def person():
    """Whoever Flask-Security has logged in, with the host's own roles."""
    if not current_user.is_authenticated:
        return None
    return Person(
        id=str(current_user.id),
        name=current_user.pseudonym,
        roles={role.name for role in current_user.roles},
        email=current_user.email,
    )


@beteiligung.address_loader
def address(person_id):
    """Where a mail goes, as long as the account is active."""
    user = db.session.get(User, int(person_id))
    return user.email if user and user.active else None


def home():
    """The host's own home page."""
    return render_template("home.html")


def protect(response):
    """Nothing from anywhere else, nothing inline."""
    response.headers.setdefault("Content-Security-Policy", "default-src 'self'")
    return response


def _kept_secret(app, name):
    """Made once for this machine."""
    file = Path(app.instance_path, f"flask_security_host-{name}")
    if not file.is_file():
        file.write_text(secrets.token_hex(32))
        file.chmod(0o600)
    return file.read_text()
