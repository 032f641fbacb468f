"""Host applications as small as they come; a test says who is logged in with ``log_in``."""

from flask import Flask
from flask_babel import Babel
from flask_wtf import CSRFProtect

from beteiligung import Beteiligung
from beteiligung.mount import ARGUMENT


def bare(engine, folder, **config):
    """Neither Babel nor CSRFProtect: what somebody has who follows the README."""
    return _host(engine, folder, config)


def with_babel(engine, folder, **config):
    """A host that speaks French with its own Babel."""
    return _host(engine, folder, config, lambda app: Babel(app, default_locale="fr", locale_selector=lambda: "fr"))


def with_csrf(engine, folder, **config):
    """A host that protects all its forms."""
    return _host(engine, folder, config, CSRFProtect)


def without_csrf(engine, folder, **config):
    """A host that has switched the protection of its own forms off."""
    return _host(engine, folder, {"WTF_CSRF_ENABLED": False, **config}, CSRFProtect)


HOSTS = {"bare": bare, "babel": with_babel, "csrf": with_csrf, "csrf-off": without_csrf}


def log_in(app, person):
    """From now on this person asks; ``None`` is anonymous."""
    app.extensions["beteiligung"].person_loader(lambda: person)


def arguments(rule):
    """What an address of ours holds that changes from page to page; the city stands in it once and for all."""
    return rule.arguments - {ARGUMENT}


def _host(engine, folder, config, *extensions):
    app = Flask("host", instance_path=str(folder / "instance"), root_path=str(folder))
    app.config.update(TESTING=True, SECRET_KEY="only for tests", **config)
    for extension in extensions:
        extension(app)
    Beteiligung(app, engine=engine)
    return app
