"""``Beteiligung(app)``: the one door between a host application and this package."""

from pathlib import Path

from flask import current_app
from flask_babel import Babel
from sqlalchemy import Engine

from . import config, db
from .cli import cli
from .engine import engine_for
from .i18n import fall_silent
from .text import prose
from .views import administration, moderation, nearby, promises, public, record, schedule, taking_part, vorhaben_desk

BLUEPRINTS = (public.bp, moderation.bp, administration.bp)
PARTS = (nearby, promises, record, schedule, taking_part, vorhaben_desk)
"""Modules that add pages to a blueprint of another module when they are imported."""


class Beteiligung:
    """Everything a host sets up once.

    ``engine`` is a database URL, an engine, or a function that finds the host's engine once an application context
    exists (``lambda: db.engine``). Without one, an SQLite file in the instance folder serves.
    """

    def __init__(self, app=None, *, engine=None):
        self._given = engine
        self.load_person = lambda: None
        if app is not None:
            self.init_app(app)

    def init_app(self, app):
        """Register settings, pages and commands with the host."""
        config.apply_defaults(app)
        app.extensions["beteiligung"] = self
        if "babel" not in app.extensions:
            Babel(app, default_locale="de")
        app.teardown_appcontext(db.close_session)
        app.teardown_request(fall_silent)
        app.cli.add_command(cli)
        app.jinja_env.filters["beteiligung_prose"] = prose
        for blueprint in BLUEPRINTS:
            app.register_blueprint(blueprint, url_prefix=app.config["BETEILIGUNG_URL_PREFIX"])

    def person_loader(self, function):
        """Decorator: who is asking, according to the host's login. ``None`` is anonymous."""
        self.load_person = function
        return function

    def engine(self) -> Engine:
        """The database of the application at hand."""
        if isinstance(self._given, Engine):
            return self._given
        return self._given() if callable(self._given) else self._engine_of(current_app)

    def _engine_of(self, app):
        """Made once for each application: one extension may serve several."""
        if "beteiligung_engine" not in app.extensions:
            address = self._given or app.config["BETEILIGUNG_DATABASE_URL"] or _instance_file(app)
            app.extensions["beteiligung_engine"] = engine_for(address)
        return app.extensions["beteiligung_engine"]


def _instance_file(app):
    folder = Path(app.instance_path)
    folder.mkdir(parents=True, exist_ok=True)
    return f"sqlite:///{folder / 'beteiligung.sqlite'}"
