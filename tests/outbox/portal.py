"""A portal for ``flask --app tests.outbox.portal``: its database and its mail server stand in the environment."""

import json
import os

from flask import Flask

from beteiligung import Beteiligung


def create_app():
    app = Flask("portal", instance_path=os.environ["PORTAL_FOLDER"])
    app.config.update(SECRET_KEY="only for tests", **json.loads(os.environ["PORTAL_SETTINGS"]))
    Beteiligung(app)
    return app
