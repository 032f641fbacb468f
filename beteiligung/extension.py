"""``Beteiligung(app)``: the one door between a host application and this package."""

from pathlib import Path

from flask import current_app
from flask_babel import Babel
from sqlalchemy import Engine

from . import config, db
from .cli import cli
from .engine import engine_for
from .i18n import fall_silent
from .mount import Mount, setting
from .rendition.translator import LibreTranslate
from .text import linked, prose
from .tiles.basemap import base_map
from .views import (
    abos,
    administration,
    attachment_desk,
    attachments,
    bezirksvertretung,
    bezirksvertretung_desk,
    bezirksvertretung_talk,
    calendar,
    conditions_desk,
    decisions,
    decisions_desk,
    dossier,
    duties,
    easy_reading,
    element,
    elsewhere,
    entering,
    feeds,
    following,
    framed_links,
    guests,
    house,
    inquiries,
    limits,
    linked_data,
    login,
    login_oidc,
    meetings,
    moderation,
    moderation_people,
    nearby,
    notices,
    oembed,
    own_data,
    own_words,
    places_desk,
    promises,
    public,
    readiness,
    receipts,
    record,
    renditions,
    renditions_desk,
    reporting,
    schedule,
    session_pack,
    share_images,
    sharing,
    support,
    taking_part,
    talk,
    teasers,
    templating,
    texts_desk,
    vorhaben_desk,
    weighed,
    weighing,
    weighing_arguments,
    words,
)

BLUEPRINTS = (public.bp, moderation.bp, administration.bp, bezirksvertretung.bp)
PARTS = (
    abos,
    attachment_desk,
    attachments,
    bezirksvertretung_desk,
    bezirksvertretung_talk,
    calendar,
    conditions_desk,
    decisions,
    decisions_desk,
    dossier,
    duties,
    easy_reading,
    element,
    entering,
    feeds,
    following,
    guests,
    house,
    inquiries,
    linked_data,
    login_oidc,
    meetings,
    moderation_people,
    nearby,
    notices,
    oembed,
    own_data,
    own_words,
    places_desk,
    promises,
    readiness,
    receipts,
    record,
    renditions,
    renditions_desk,
    reporting,
    schedule,
    session_pack,
    share_images,
    sharing,
    support,
    taking_part,
    talk,
    texts_desk,
    vorhaben_desk,
    weighed,
    weighing,
    weighing_arguments,
)
"""Modules that add pages to a blueprint of another module when they are imported."""


class Beteiligung:
    """Everything a host sets up once.

    ``engine`` is a database URL, an engine, or a function that finds the host's engine once an application context
    exists (``lambda: db.engine``). Without one, an SQLite file in the instance folder serves.
    """

    def __init__(self, app=None, *, engine=None):
        self._given = engine
        self.load_person = lambda: None
        self.load_address = lambda person_id: None
        self.load_members = lambda slug: ()
        self.load_own_person = login.person
        self.load_own_address = login.address
        self.own_translator = None
        if app is not None:
            self.init_app(app)

    def init_app(self, app):
        """Register settings, pages and commands with the host."""
        config.apply_defaults(app)
        app.extensions["beteiligung"] = self
        app.extensions["beteiligung_mounts"] = {"": Mount("", self)}
        limits.init_app(app)
        app.extensions["beteiligung_base_map"] = base_map(app.config, app.instance_path)
        login.init_app(app)
        elsewhere.init_app(app)
        if "babel" not in app.extensions:
            Babel(app, default_locale="de")
        app.teardown_appcontext(db.close_session)
        app.teardown_request(fall_silent)
        app.cli.add_command(cli)
        app.jinja_env.globals["beteiligung"] = self
        app.jinja_env.filters["beteiligung_prose"] = prose
        app.jinja_env.filters["beteiligung_linked"] = linked
        app.jinja_env.filters["beteiligung_for_reading"] = easy_reading.for_reading
        app.jinja_env.filters["beteiligung_in_frame"] = framed_links.in_frame
        app.jinja_env.filters["beteiligung_talk"] = templating.talk_of
        app.jinja_env.filters["beteiligung_excerpt"] = templating.excerpt_of
        app.jinja_env.filters["beteiligung_author"] = words.author
        for blueprint in BLUEPRINTS:
            app.register_blueprint(blueprint, url_prefix=app.config["BETEILIGUNG_URL_PREFIX"])

    def person_loader(self, function):
        """Decorator: who is asking, according to the host's login. ``None`` is anonymous."""
        self.load_person = function
        return function

    def address_loader(self, function):
        """Decorator: the e-mail address of the person with this id, or ``None``. Asked when a mail goes out."""
        self.load_address = function
        return function

    def members_loader(self, function):
        """Decorator: who sits in the body with this short name, as pairs of a person's id and a language."""
        self.load_members = function
        return function

    def use_translator(self, translator):
        """Ask this machine instead of the one in the settings; it has the method ``translate`` of ``Translator``."""
        self.own_translator = translator

    def translator(self):
        """The machine that translates, or ``None``: none is asked that nobody has named."""
        address, key = (setting(f"TRANSLATOR_{name}") for name in ("URL", "KEY"))
        return self.own_translator or (LibreTranslate(address, key) if address else None)

    def newest(self, number=3, *, lang=None, bezirk=None, open_now=False):
        """What was published last, as a tuple of ``Teaser``; empty where the database cannot be asked."""
        return teasers.newest(number, lang, bezirk, open_now)

    def numbers(self):
        """How much is public, how much of it is open, and until when: a ``Numbers``, or ``None`` without a database."""
        return teasers.numbers()

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
