"""Where the application at hand keeps its files."""

from flask import current_app

from .store import Store


def store():
    """The folder that the settings name; by default one in the instance folder."""
    configured = current_app.config["BETEILIGUNG_FILES_FOLDER"]
    return Store(configured or f"{current_app.instance_path}/beteiligung-files")
