"""What a further mount must not share with those that are there: name, addresses, database, folder of the files.

Nor does it take over what the host's settings say of the first city: the contact point, the offices, the place names.
"""

import re
from pathlib import Path

from sqlalchemy import make_url

from .mount import PREFIX

NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
OF_ONE_CITY = (
    *("URL_PREFIX", "DATABASE_URL", "FILES_FOLDER", "CITY", "CITY_NAME", "GAZETTEER", "GLOSSARY", "TILES_EXTENT"),
    *("OFFICES", "CONTACT", "CONTACT_AUTHORITIES", "ACCESSIBILITY", "PRIVACY", "SIGN_VIDEOS", "OPARL_SYSTEM"),
    *("MAIL_SENDER_NAME", "MAIL_REPLY_TO", "FRAME_ANCESTORS"),
)
"""Settings that no further mount takes over: what it does not say itself is as it is shipped."""

NEEDED = ("URL_PREFIX", "CITY")
_PORTS = {"postgresql": 5432}
_SAME = {"localhost": "127.0.0.1", "::1": "127.0.0.1", "": "127.0.0.1"}


class Shared(ValueError):
    """Two cities would share what each needs for itself."""


def prepare(mount, others, known):
    """Refuse a name or a setting that cannot be, and keep a further mount from what the host says of the first city.

    ``known`` is the default of each setting by its whole key.
    """
    if not isinstance(mount.name, str) or (mount.name and not NAME.fullmatch(mount.name)):
        raise ValueError(f"a mount needs a name of small letters, digits and hyphens, not {mount.name!r}")
    if strange := sorted(set(mount.settings) - set(known)):
        raise ValueError(f"{_named(mount)} has settings that nobody knows: {', '.join(strange)}")
    if mount.name in others:
        raise Shared(f"there is {_named(mount)} already: give each Beteiligung of an application a name, mount='…'")
    if not others:
        return
    for name in NEEDED:
        if PREFIX + name not in mount.settings:
            raise Shared(f"{_named(mount)} needs a {PREFIX}{name} of its own in settings={{…}}")
    mount.settings = {PREFIX + name: known[PREFIX + name] for name in OF_ONE_CITY} | mount.settings


def refuse_shared(mount, others, app, given):
    """Refuse a further mount that would share addresses, files or a database. ``given`` is the ``engine`` it got."""
    if others and given is None and not mount.setting("DATABASE_URL", app):
        raise Shared(f"{_named(mount)} needs a database of its own: engine=… or {PREFIX}DATABASE_URL in settings={{…}}")
    prefix, folder = mount.setting("URL_PREFIX", app), mount.setting("FILES_FOLDER", app)
    for other in others.values():
        theirs = other.setting("URL_PREFIX", app)
        if _within(f"{prefix.rstrip('/')}/", f"{theirs.rstrip('/')}/"):
            raise Shared(f"{PREFIX}URL_PREFIX: {prefix!r} of {_named(mount)} and {theirs!r} of {_named(other)} overlap")
        folders = other.setting("FILES_FOLDER", app)
        if folder and folders and _within(*(f"{Path(one).resolve()}/" for one in (folder, folders))):
            raise Shared(f"{PREFIX}FILES_FOLDER of {_named(mount)} and {_named(other)} must not be or hold one another")
        if callable(given) and other.kept.get("given") is given:
            raise Shared(f"{_named(mount)} and {_named(other)} ask the same function for their engine")
    mount.kept["given"] = given if callable(given) else None


def claim(mount, others, database):
    """Remember which database is this mount's, by its engine or its URL; refuse one that another mount has."""
    url = getattr(database, "url", None) or make_url(database)
    place = _place(url, database)
    for other in others.values():
        if other is not mount and other.kept.get("place") == place:
            raise Shared(f"{_named(mount)} and {_named(other)} would share the database {url!r}")
    mount.kept["place"] = place


def _named(mount):
    return f"the mount {mount.name!r}" if mount.name else "the mount without a name"


def _within(one, other):
    return one.startswith(other) or other.startswith(one)


def _place(url, database):
    """Equal for what is the same database, whoever logs in there and through which driver."""
    kind = url.get_backend_name()
    if kind != "sqlite":
        host = _SAME.get(url.host or "", url.host)
        query = {name: url.query[name] for name in ("host", "port", "options", "service") if name in url.query}
        return kind, host, url.port or _PORTS.get(kind), url.database, tuple(sorted(query.items()))
    if url.database in (None, "", ":memory:"):
        return kind, database if hasattr(database, "url") else object()  # in memory each engine has one of its own
    return kind, url.database if url.database.startswith("file:") else str(Path(url.database).resolve())
