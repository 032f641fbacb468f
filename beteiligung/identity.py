"""The bridge to the host's login: we keep an id and a name, never a user table."""

from dataclasses import dataclass

from flask import current_app, g


@dataclass(frozen=True)
class Person:
    """Somebody who is logged in at the host.

    ``roles`` are the names in ``beteiligung.roles``; ``bezirk`` is the number of the
    Stadtbezirk whose Bezirksvertretung a member sits in.
    """

    id: str
    name: str
    roles: frozenset[str] = frozenset()
    bezirk: int | None = None


def current_person() -> Person | None:
    """Who is asking, or ``None``; the host is asked once a request."""
    if "beteiligung_person" not in g:
        g.beteiligung_person = current_app.extensions["beteiligung"].load_person()
    return g.beteiligung_person
