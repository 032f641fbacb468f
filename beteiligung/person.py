"""Who somebody is: an id and a name, never a user table."""

import re
from dataclasses import dataclass

GONE = "weg:"
"""How the ids begin under which contributions stay whose author was forgotten. Nobody can ever log in with one."""

GONE_NAME = "gelöschtes Konto"
"""What stands in place of such an author's name. Nobody may call themselves so."""

NAMELESS = "Ohne Namen"
"""What stands for the name of whoever gave none on paper, by phone or at an event, or was forgotten since."""


UNSAID = "[…]"
"""What stands in place of a name where none may be kept."""


def without_name(text, name, instead=UNSAID):
    """The text without a name, wherever it stands as a word of its own: nobody called Bo takes the Bo out of Bochum."""
    return re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", lambda _: instead, text) if name.strip() else text


@dataclass(frozen=True)
class Person:
    """Somebody who is logged in at the host.

    ``roles`` are the names in ``beteiligung.roles``; ``bezirk`` is the number of the
    Stadtbezirk whose Bezirksvertretung a member sits in, or works for. ``gremien`` are the short names of further
    bodies, such as ``rat``. ``office`` is the office of the administration somebody works in, as the Vorhaben name it.
    ``email`` is never stored with what somebody writes. ``way`` is how somebody is known
    (``beteiligung.account.rules``); whom the host vouches for keeps the default.
    """

    id: str
    name: str
    roles: frozenset[str] = frozenset()
    bezirk: int | None = None
    email: str | None = None
    gremien: frozenset[str] = frozenset()
    office: str | None = None
    way: str = "host"
