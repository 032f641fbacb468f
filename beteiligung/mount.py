"""Where our pages hang in the host: the settings, the database and the people of one city."""

from flask import current_app, g

PREFIX = "BETEILIGUNG_"


class Mount:
    """One city in the host: its extension object, the settings that are its own, and what it keeps while it runs."""

    def __init__(self, name, extension, settings=()):
        self.name, self.extension = name, extension
        self.settings = dict(settings)
        self.kept = {}

    def setting(self, name, app):
        """The value of ``BETEILIGUNG_<name>``: the mount's own, else what the host's settings say."""
        key = PREFIX + name
        return self.settings[key] if key in self.settings else app.config[key]


def mounts(app=None):
    """All mounts of an application, by name, the first one first."""
    return (app or current_app).extensions["beteiligung_mounts"]


def current_mount():
    """The mount whose page or command is at work; outside of both the first one."""
    known = mounts()
    return known.get(g.get("beteiligung_mount")) or next(iter(known.values()))


def extension_at_hand():
    """The ``Beteiligung`` object of the mount at work."""
    return current_mount().extension


def setting(name):
    """The value of ``BETEILIGUNG_<name>`` for the mount at work."""
    return current_mount().setting(name, current_app)
