"""Portals with a style sheet of their own that says much about plain elements: Bootstrap, and the design system KERN.

The sheets are the real ones, as Python packages bring them; nothing of them is part of this repository.
"""

from contextlib import contextmanager
from importlib.metadata import distribution
from pathlib import Path

from flask import Blueprint, send_from_directory

from examples.portal import create_app

from . import running

SHEETS = {
    "bootstrap": ("Bootstrap-Flask", "flask_bootstrap/static/bootstrap5/css"),
    "kern": ("mkdocs-kern-ux", "mkdocs_kern_ux/kern-ux/vendor/kern"),
}
POLICY = "default-src 'self'; img-src 'self' data:"
"""Both draw their signs with pictures inside the style sheet."""


@contextmanager
def foreign(name, portal, **config):
    """A second portal over the data of ``portal``, in the frame ``foreign/<name>.html``."""
    database = portal.engine.url.render_as_string(hide_password=False)
    settings = {"BETEILIGUNG_DATABASE_URL": database, "BETEILIGUNG_LAYOUT": f"{name}.html", **config}
    app = create_app(portal.app.instance_path, **settings)
    app.register_blueprint(_frame(*SHEETS[name]))
    app.after_request(_allow_signs)
    with running.serving(app) as there:
        yield there
    there.engine.dispose()


def _frame(package, folder):
    frame = Blueprint("foreign", __name__, template_folder="foreign")
    frame.add_url_rule(
        "/aussehen/<path:name>",
        "sheet",
        lambda name: send_from_directory(Path(distribution(package).locate_file(folder)), name),
    )
    return frame


def _allow_signs(response):
    response.headers.setdefault("Content-Security-Policy", POLICY)
    return response
