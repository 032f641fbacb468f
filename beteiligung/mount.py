"""Where our pages hang in the host: the settings, the database and the people of one city."""

from collections import ChainMap
from contextlib import contextmanager
from contextvars import ContextVar

from flask import current_app, g, has_app_context

PREFIX = "BETEILIGUNG_"
ARGUMENT = "beteiligung_mount"
"""What an address of ours says of the mount it belongs to, where ``url_for`` makes it: the name of the mount."""

_OURS, _ASIDE = "beteiligung_", "_beteiligung_aside"
_at_work = ContextVar(ARGUMENT, default=None)


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

    def all_settings(self, app):
        """The same for all of them, by their whole keys."""
        return ChainMap(self.settings, app.config)

    def own(self, text, between="@"):
        """A text that no other mount has: for keys, salts and names of folders. The mount without a name adds none."""
        return f"{text}{between}{self.name}" if self.name else text


def mounts(app=None):
    """All mounts of an application, by name, the first one first."""
    return (app or current_app).extensions["beteiligung_mounts"]


def current_mount():
    """The mount whose page or command is at work; outside of both the first one."""
    known = mounts()
    return known.get(g.get(ARGUMENT, _at_work.get())) or next(iter(known.values()))


def extension_at_hand():
    """The ``Beteiligung`` object of the mount at work."""
    return current_mount().extension


def setting(name):
    """The value of ``BETEILIGUNG_<name>`` for the mount at work."""
    return current_mount().setting(name, current_app)


def own(text, between="@"):
    """A text that only the mount at work has; what is signed or kept under it is worth nothing in another city."""
    return current_mount().own(text, between)


@contextmanager
def at_work(name):
    """The mount of this name until the block ends, in a request of another one, in a command, or in neither.

    Each mount has a session, a person and a language of its own within one request. They stay the same ones however
    often the block is entered, and what was read in it can be used until the request ends.
    """
    before = current_mount().name if has_app_context() else None
    token = _at_work.set(name)
    if before is not None:
        change_to(name)
    try:
        yield
    finally:
        if before is not None:
            change_to(before)
        _at_work.reset(token)


def change_to(name):
    """Lay aside what one mount keeps in the context of the application, and take out what the other one has there."""
    before = current_mount().name
    if before != name:
        aside = g.setdefault(_ASIDE, {})
        aside[before] = {key: g.pop(key) for key in list(g) if key.startswith(_OURS)}
        for key, value in aside.pop(name, {}).items():
            setattr(g, key, value)
    setattr(g, ARGUMENT, name)


def kept_in_context(key):
    """Take out what every mount keeps under this key in the context of the application."""
    found = [g.pop(key, None), *(state.pop(key, None) for state in g.get(_ASIDE, {}).values())]
    return [one for one in found if one is not None]
