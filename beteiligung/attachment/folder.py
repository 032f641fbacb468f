"""Where the city at hand keeps its files."""

from flask import current_app

from ..mount import own, setting
from .store import Store


def store():
    """The folder that the settings name; by default one in the instance folder."""
    configured = setting("FILES_FOLDER")
    return Store(configured or f"{current_app.instance_path}/{own('beteiligung-files', '-')}")
