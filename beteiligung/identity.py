"""The bridge to the host's login: we keep an id and a name, never a user table."""

from dataclasses import replace

from flask import g

from .mount import extension_at_hand, setting
from .person import GONE, Person
from .roles import mapped

OURS = ("konto:", "gast:", GONE)
"""How the ids of people begin who are known here and not at the host."""


__all__ = ["OURS", "Person", "address_of", "current_person"]


def current_person() -> Person | None:
    """Who is asking, or ``None``: the host's login counts first, then ours. Both are asked once a request."""
    if "beteiligung_person" not in g:
        extension = extension_at_hand()
        g.beteiligung_person = _of_host(extension.load_person()) or extension.load_own_person()
    return g.beteiligung_person


def address_of(person_id: str) -> str | None:
    """Where mail for this person goes: we know our own, the host knows its own; ``None`` when nobody does."""
    extension = extension_at_hand()
    return (extension.load_own_address if person_id.startswith(OURS) else extension.load_address)(person_id)


def _of_host(person):
    """A host whose ids look like ours would give its people what ours have written."""
    if person is None:
        return None
    if str(person.id).startswith(OURS):
        raise ValueError(f"the host's person_loader gave the id {person.id!r}: ids must not begin with {OURS}")
    return replace(person, roles=mapped(person.roles, setting("ROLES")))
