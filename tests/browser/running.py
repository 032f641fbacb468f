"""A real portal with the demonstration's data, served on a free port, and the Chromium that looks at it."""

import os
import shutil
import threading
from contextlib import contextmanager
from urllib.parse import urljoin

from playwright.sync_api import sync_playwright
from werkzeug.serving import WSGIRequestHandler, make_server

from examples.portal import create_app

from .. import demo

CHROMIUM_NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
CHROMIUM_FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")


class Portal:
    """A running portal: ``app`` to prepare things behind the scenes, ``url(path)`` to look at them.

    ``sessions`` are the cookies of those who have logged in, for whoever comes again as the same person.
    """

    def __init__(self, app, origin):
        self.app, self.origin = app, origin
        self.sessions = {}

    def url(self, path):
        """The full address of a path; what does not begin with a slash is a page of ours, such as ``de/vorhaben``."""
        return urljoin(self.origin, path if path.startswith("/") else f"/beteiligung/{path}")

    @property
    def engine(self):
        """The database behind it."""
        with self.app.app_context():
            return self.app.extensions["beteiligung"].engine()


@contextmanager
def running_portal(folder, **config):
    """The portal on an instance folder, which is filled by the steps of ``make demo`` unless somebody did."""
    if not (folder / "beteiligung.sqlite").exists():
        demo.fill(folder)
    app = create_app(instance_path=folder, **config)
    with serving(app) as portal:
        yield portal
    portal.engine.dispose()


@contextmanager
def serving(app):
    """Serve an application in a thread until the block ends."""
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=_Quiet)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield Portal(app, f"http://127.0.0.1:{server.server_port}")
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def find_chromium():
    """The path of a Chromium, or ``None``: the variable CHROMIUM names one, else it is looked for."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)


@contextmanager
def chromium(path):
    """A Chromium without a window."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(CHROMIUM_FLAGS))
        yield browser
        browser.close()


class _Quiet(WSGIRequestHandler):
    def log(self, *args):
        """Hundreds of lines about requests help nobody."""
