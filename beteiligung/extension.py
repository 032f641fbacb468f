"""``Beteiligung(app)``: the one door between a host application and this package."""

from contextlib import contextmanager
from pathlib import Path

from flask import current_app
from flask_babel import Babel
from sqlalchemy import Engine
from werkzeug.local import LocalProxy

from . import config, db, mounting
from .cli import cli
from .engine import engine_for
from .i18n import fall_silent
from .mount import ARGUMENT, Mount, at_work, extension_at_hand, mounts
from .rendition.translator import LibreTranslate
from .text import linked, prose
from .tiles.basemap import base_map
from .views import easy_reading, elsewhere, framed_links, limits, login, nonce, teasers, templating, words
from .views.all_pages import BLUEPRINTS


class Beteiligung:
    """Everything a host sets up once.

    ``engine`` is a database URL, an engine, or a function that finds the host's engine once an application context
    exists (``lambda: db.engine``). Without one, an SQLite file in the instance folder serves.

    An application that holds several cities has one such object for each, with a name, ``mount``, and the ``settings``
    that are its own; the first may do without. What a city does not say itself stands in ``app.config``.
    """

    def __init__(self, app=None, *, engine=None, mount="", settings=None):
        self.mount, self._settings, self._given = mount, dict(settings or {}), engine
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
        mount, others = Mount(self.mount, self, self._settings), app.extensions.get("beteiligung_mounts", {})
        mounting.prepare(mount, others, config.DEFAULTS)
        config.apply_defaults(app, mount.all_settings(app))
        login.refuse_impossible(mount.all_settings(app))
        mounting.refuse_shared(mount, others, app, self._given)
        if not callable(self._given):
            mounting.claim(mount, others, self._database(app, mount))
        limits.init_app(app, mount)
        mount.kept["base_map"] = base_map(
            mount.all_settings(app), Path(app.instance_path, mount.own("beteiligung-tiles", "-"))
        )
        if not others:
            self._furnish(app)
        app.extensions["beteiligung_mounts"] = {**others, mount.name: mount}
        for blueprint in BLUEPRINTS:
            self._hang(app, blueprint, mount, is_first=not others)

    def _furnish(self, app):
        """What the application needs once, whatever the number of mounts."""
        app.extensions["beteiligung"] = self
        elsewhere.init_app(app)
        if "babel" not in app.extensions:
            Babel(app, default_locale="de")
        app.teardown_appcontext(db.close_session)
        app.teardown_request(fall_silent)
        app.cli.add_command(cli)
        app.jinja_env.globals["beteiligung"] = LocalProxy(extension_at_hand)
        app.jinja_env.globals["beteiligung_nonce"] = nonce.attribute
        app.jinja_env.filters["beteiligung_prose"] = prose
        app.jinja_env.filters["beteiligung_linked"] = linked
        app.jinja_env.filters["beteiligung_for_reading"] = easy_reading.for_reading
        app.jinja_env.filters["beteiligung_in_frame"] = framed_links.in_frame
        app.jinja_env.filters["beteiligung_talk"] = templating.talk_of
        app.jinja_env.filters["beteiligung_excerpt"] = templating.excerpt_of
        app.jinja_env.filters["beteiligung_author"] = words.author

    @staticmethod
    def _hang(app, blueprint, mount, *, is_first):
        """Give each page an address in this mount. Its endpoint is the same one everywhere; views exist once."""
        place = {"url_prefix": mount.setting("URL_PREFIX", app), "url_defaults": {ARGUMENT: mount.name}}
        if is_first:
            app.register_blueprint(blueprint, **place)
            return
        state = blueprint.make_setup_state(app, place, first_registration=False)
        for deferred in blueprint.deferred_functions:
            deferred(state)

    @contextmanager
    def at_work(self):
        """This city until the block ends: for a page of the host's own, a task, a script.

        Within an application context it has a database session of its own, which lives as long as the context.
        """
        with at_work(self.mount):
            yield self

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
        mount = mounts()[self.mount]
        address, key = (mount.setting(f"TRANSLATOR_{name}", current_app) for name in ("URL", "KEY"))
        return self.own_translator or (LibreTranslate(address, key) if address else None)

    def newest(self, number=3, *, lang=None, bezirk=None, open_now=False):
        """What was published last, as a tuple of ``Teaser``; empty where the database cannot be asked."""
        with self.at_work():
            return teasers.newest(number, lang, bezirk, open_now)

    def numbers(self):
        """How much is public, how much of it is open, and until when: a ``Numbers``, or ``None`` without a database."""
        with self.at_work():
            return teasers.numbers()

    def engine(self) -> Engine:
        """The database of this city in the application at hand."""
        mount = mounts()[self.mount]
        engine = self._given() if callable(self._given) else mount.kept.get("engine") or self._made(mount)
        if engine is not mount.kept.get("engine"):
            mounting.claim(mount, mounts(), engine)
            mount.kept["engine"] = engine
        return engine

    def _made(self, mount):
        """Made once for each application: one extension may serve several."""
        database = self._database(current_app, mount)
        if isinstance(database, Engine):
            return database
        Path(current_app.instance_path).mkdir(parents=True, exist_ok=True)
        return engine_for(database)

    def _database(self, app, mount):
        """An engine, or an address; the last resort is a file in the instance folder."""
        file = Path(app.instance_path, f"{mount.own('beteiligung', '-')}.sqlite")
        return self._given or mount.setting("DATABASE_URL", app) or f"sqlite:///{file}"
